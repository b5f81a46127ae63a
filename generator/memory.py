"""What a process that builds one site again and again keeps of its last good build.

A site that is served begins with it: what was worked out of records is not worked out again where these are the same.
It rests on what pages rest on too: on what was read (`reads/`). What comes out is what a new process would make.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from .corpus import Corpus
from .ledger import Ledger
from .load import Spots
from .matter import Matter
from .publish import Lying
from .readcache import Opened
from .rules import Judged
from .upkeep import Upkeep


class Kept(NamedTuple):
    """What was made of one edition: its matter, and the ledger of its pages."""

    matter: Matter
    ledger: Ledger


class Memory:
    """The last good build of one site, edition by edition."""

    def __init__(self) -> None:
        """Remember nothing; no build has used it yet."""
        self.is_used = self._is_settled = False
        self.opened = Opened()
        self.judged = Judged()
        self._spots: Spots | None = None
        self.lying = Lying()
        self._kept: dict[str, Kept] = {}
        self._waiting: Sequence[Upkeep] = ()

    def spots(self, folder: Path | None) -> Spots:
        """Return where things stood in the last build; in the first one, what was kept in a folder."""
        self._spots = self._spots or Spots(folder)
        return self._spots

    def given(self, editions: Sequence[Corpus]) -> list[Kept | None]:
        """Give away what is kept of some editions: a build that goes on with it leaves nothing of it to another one."""
        self.is_used = True
        kept, self._kept = self._kept, {}
        return [kept.get(edition.settings.folder) for edition in editions]

    def take_back(self, given: Sequence[Kept | None]) -> None:
        """Keep what was given away and was not used."""
        self._kept = {kept.matter.corpus.settings.folder: kept for kept in given if kept}

    def take(self, upkeeps: Sequence[Upkeep]) -> None:
        """Take what a build made that readers see by now."""
        self._waiting = upkeeps

    def settle(self) -> None:
        """Do what can wait until readers have the new pages: write down what the next build needs, and have it at hand.

        What other processes made is known to these only: so after the first build a page of each sort is made here.
        """
        self.opened.settle()
        self.judged.settle()
        if self._spots:
            self._spots.settle()
        waiting, self._waiting = self._waiting, ()
        for upkeep in waiting:
            maker = upkeep.maker
            if not self._is_settled:
                upkeep.rehearse()
            maker.matter.noting.reads.settle()
            ledger = upkeep.write_down()
            ledger.settle()
            self._kept[maker.folder] = Kept(maker.matter, ledger)
        self._is_settled = self._is_settled or bool(waiting)
