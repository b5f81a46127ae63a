"""`python -m generator` is the command `dossier`."""

import sys

from .cli import main

sys.exit(main())
