"""The same words published in several ways, side by side: by this program and by others, cold and after an edit.

It exists so that a claim about speed can be checked by anybody with one command. It knows the data format and reads
it through `generator`; nothing of the program knows it. See `README.md` beside this file.
"""
