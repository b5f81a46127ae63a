"""Puts a set of files in the place of the last set: all of them, or none.

A reader sees `site`, a symbolic link. It leads to one of two build folders, and a build works in the
other one, so that nothing a reader can see changes before the link is replaced, in one step:

    site -> .site.builds/8     the last good build
    .site.builds/9/            the older folder (it was 7), being brought up to date
    .site.builds/8.manifest    what lies in 8; written last and removed first, so it never lies
    .site.builds/lock          held by the build that is at work

What is promised when a build is killed: the last good site stands, and the next build leaves exactly
its own files, because it compares what it makes with the bytes on disk, and trusts no unfinished folder. What it
keeps it knows by size and time alone.
The folder gets a new number before it is worked in: a worker that outlived its build finds nowhere to write.
What is promised when the power fails: the next build heals everything. Until then a site that was
replaced seconds before may show empty pages, since nothing is forced to the disk (that waits for all
that the machine has to write, and other programs with it).

A real folder at the place of the link becomes the last build, if every file in it is known to be a copy of this very
site (see `handover`); anything else is refused. This module knows nothing of pages and formats: it moves bytes.

    release    one build of a place, from its lock to the link
    manifest   what a finished build left
    place      where the builds lie, and which of them readers see
    untouched  whether files lie there as they were left
    files      bytes into their place, and whether an address is fit for that
"""

from .files import Entry, address_folded, write_file
from .place import beside, build_number, intact
from .release import Lying, Release

__all__ = ["Entry", "Lying", "Release", "address_folded", "beside", "build_number", "intact", "write_file"]
