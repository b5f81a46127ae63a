"""The same words published three ways, side by side: by this program, by plain MkDocs with Material, and by Hugo.

It exists so that a claim about speed can be checked by anybody with one command. It knows the data format and reads
it through `generator`; nothing of the program knows it. See `README.md` beside this file.
"""
