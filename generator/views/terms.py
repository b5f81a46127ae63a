"""The terms by which the search finds records, in the shards of its index."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

from ..analyse.findable import Segment, segments
from ..corpus import Corpus
from ..pages import Page, Plan
from .finding import found_script
from .inline import KEPT


class Terms:
    """The terms of one site. Most shards come out the same when a record of their segment changes."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        """Work out no segment yet."""
        self._plan = plan
        self._made: Mapping[str, Segment] = {}
        self._segments = corpus.index(
            "terms",
            self._cut,
            attrgetter("digest"),
            of_words=True,
            after=Segment.go_on_from,
        )
        self._shard = corpus.outcomes("shards", self._of_shard, self._shards, KEPT)

    def prepare(self) -> None:
        """Work out all shards; nothing is noted."""
        for segment in self._made.values():
            _ = segment.shards

    def _cut(self, corpus: Corpus) -> Mapping[str, Segment]:
        self._made = segments(corpus, self._plan.findable)
        return self._made

    def shard(self, page: Page) -> str:
        """Return the file of a shard."""
        return found_script(page.address, self._shard(page.address))

    def _shards(self, _: Corpus) -> list[str]:
        return [page.address for page in self._plan.pages if page.template == "search-terms"]

    def _of_shard(self, address: str) -> str:
        page = self._plan.by_address[address]
        # The whole segment is read by its digest; how it is made of its records is not noted.
        return self._segments[page.subject].shards[page.part]
