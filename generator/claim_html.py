"""A claim as HTML, in each length in which pages show it: in full, as a short row, as an answer; and its chains.

Each is made once, and remembered for the pages that show the claim too. Links go up to the site's root by a mark, since
pages lie at different depths.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from functools import partial
from urllib.parse import quote

from .markup import Html
from .templates import Templates
from .views import KEPT, ChainView, ClaimPages, ClaimViews, Full, plain_text

Making = tuple[str, Hashable, Callable[[], str]]
"""A piece that several pages show: its sort, its key, and what makes it."""
_BRIEF, _FULL = "brief", "full"


class ClaimHtml:
    """The claims of one site as HTML."""

    def __init__(self, claims: ClaimViews, pages: ClaimPages, templates: Templates) -> None:
        """Make nothing yet."""
        self._claims = claims
        self._corpus = claims.corpus
        self._pages = pages
        self._templates = templates
        self.who = self._corpus.memo(self._who, KEPT)
        self.brief = self._corpus.memo(self._brief, KEPT, _BRIEF)
        self.full = self._corpus.memo(self._full, KEPT, _FULL)
        self.answered = self._corpus.memo(self._answered, KEPT)

    def compile(self) -> None:
        """Compile the templates now."""
        names = ("who", "brief", "claim", "answer", "folded")
        self._templates.compile([f"parts/{name}.html" for name in names])

    def cards(self, claim: str, item: Full) -> tuple[Making, ...]:
        """Return the cards by which a claim stands on most other pages, in full as the item says."""
        return (_BRIEF, claim, partial(self.brief, claim)), (_FULL, item, partial(self.full, item))

    def edit(self, id: str) -> str:
        """Return where a record is edited, "" where it cannot be."""
        url, home = self._corpus.settings.options.edit_url, self._corpus.homes.get(id)
        return url.replace("{path}", quote(os.fsencode(home.file))) if home and isinstance(url, str) else ""

    def _who(self, chain: ChainView) -> Html:
        return self._filled("who", {"chain": chain})

    def _brief(self, claim: str) -> Html:
        return self._filled("brief", {"c": self._claims.shown(claim)})

    def _full(self, item: Full) -> Html:
        shown = self._claims.shown(item.id)
        context = {
            "c": shown,
            "item": item,
            "tag": f"h{item.level}",
            "who": self.who,
            "brief": self.brief,
            "answered": self.answered,
            "folded": self._folded,
        }
        return self._filled("claim", context)

    def _folded(self, claim: str) -> Html:
        """Return all that is recorded of a claim, to be folded up under it where it has no page of its own."""
        return self._filled(
            "folded", {"view": self._pages.folded(claim), "brief": self.brief, "edit": self.edit(claim)}
        )

    def _answered(self, claim: str, level: int, anchored: bool, told: bool = False) -> Html:
        answering = self._claims.answering(claim)
        context = {
            "c": self._claims.shown(claim),
            "who": self.who,
            "answering": answering,
            "answering_name": plain_text(answering),
            "level": level,
            "tag": "p",
            "anchored": anchored,
            "told": told,
            "folded": self._folded,
        }
        return self._filled("answer", context)

    def _filled(self, part: str, context: dict[str, object]) -> Html:
        return Html(self._templates.fill(f"parts/{part}.html", context))
