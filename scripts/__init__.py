"""One word for each thing that people and CI do alike; the Makefile names them, none is part of the program."""
