"""`python -m generator` is the command `dossier`."""

from .cli import run

run()
