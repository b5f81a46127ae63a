"""The terms by which the search finds records, in the shards of its index."""

from __future__ import annotations

from functools import lru_cache

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
        self._segments = corpus.index("terms", lambda corpus: segments(corpus, plan.findable), Segment.digest)
        self._postings = lru_cache(1)(self._of_segment)
        shards = [page.address for page in plan.pages if page.template == "search-terms"]
        self._shard = corpus.outcomes("shards", self._of_shard, lambda _: shards, KEPT)

    def shard(self, page: Page) -> str:
        """Return the file of a shard."""
        return found_script(page.address, self._shard(page.address))

    def _of_shard(self, address: str) -> str:
        page = self._plan.by_address[address]
        # The whole segment is read by its digest; how it is made of its records is not noted.
        _ = self._segments[page.subject]
        return self._postings(page.subject)[page.part]

    def _of_segment(self, name: str) -> list[str]:
        return self._segments[name].shards()
