"""Notes what a page is made of, so that it is made again when any of that changes, and only then.

Pages are made of a corpus. A `NotingCorpus` notes every record and every entry of an index that is asked for; what is
worked out once and kept (`memo`) remembers what it was worked out from, and counts as that for everybody who asks for
it again. So no view says what it reads, and none can forget to. What was noted, with a digest of each value, tells
later whether a page would come out the same.

What is made of much and seldom changes (`outcomes`) is itself something to read: a page is then made of what came out,
which is remembered with what it was made of, and looked at again when any of that changes.

A thing that is read is known by the collection that it lies in and its key there; the key `ALL` stands for the whole
of a collection, which whoever goes through it has read. One process notes for one page at a time.

    grounds       what something was made of
    register      the numbers of what is read, which it keeps from build to build
    noted         what has been read, and what was worked out once
    collections   what is read, and what is worked out under keys
    corpus        a corpus that notes what is read of it
    looking       one that notes nothing, for a look at a page or two
"""

from .collections import Noting, Outcomes
from .corpus import INDEXES, Indexed, NotingCorpus
from .grounds import ABSENT, ALL, NUMBER, Ground, Read
from .looking import LookingCorpus
from .noted import Reads
from .register import Register

__all__ = [
    "ABSENT", "ALL", "INDEXES", "NUMBER", "Ground", "Indexed", "LookingCorpus", "Noting", "NotingCorpus",
    "Outcomes", "Read", "Reads", "Register",
]  # fmt: skip
