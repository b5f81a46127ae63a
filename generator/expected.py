"""What must be found of each claim in the finished site: its statement in plain words, and its caveats beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from .analyse.standing import caveats, leading
from .inspection import Expectation
from .model import Claim
from .views import KEPT, ClaimViews

_FEW_CHANGED = 100
"""Of so many changed records it is looked up which statements name them sooner than all are worded anew."""


class Expected:
    """What is expected of the claims of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self._claims = claims
        self._corpus = claims.corpus
        self.expectation = self._corpus.memo(self._expectation, KEPT)

    def statements(self, earlier: Mapping[str, str] | None = None, changed: Collection[str] = ()) -> dict[str, str]:
        """Return the plain words of each claim's statement.

        `earlier` are those of a build of which only the records `changed` are others now: a statement that names none
        of these is what it was.
        """
        known = earlier if earlier and len(changed) <= _FEW_CHANGED else {}
        names = re.compile("|".join(map(re.escape, changed)) or r"(?!)").search
        return {
            id: self._claims.plain(id) if id not in known or id in changed or _names(claim, names) else known[id]
            for id, claim in self._corpus.claims.items()
        }

    def _expectation(self, claim: str) -> Expectation:
        """Return what must be found beside a claim's statement anywhere in the finished site.

        A hand-written page that nobody translated says it in the main language.
        """
        carried = self._claims.caveats.carried(claim)
        demanded = [caveat for caveat in carried.all if not caveat.inherited or caveat is carried.chief]
        main = self._corpus.main
        worded: dict[str, tuple[str, ...]] = {}
        for caveat in caveats(main, main.claims[claim]) if main else ():
            worded[caveat.kind] = (*worded.get(caveat.kind, ()), caveat.label, caveat.brief)
        wordings = {caveat: (caveat.label, caveat.brief, *worded.get(caveat.kind, ())) for caveat in carried.all}
        return Expectation(
            claim,
            self._claims.plain(claim),
            tuple(dict.fromkeys(wordings[caveat] for caveat in demanded)),
            tuple(wordings[caveat] for caveat in leading(carried.all)),
        )


def _names(claim: Claim, names: Callable[[str], object]) -> bool:
    """Tell whether a claim's text, in any language, names what is looked for."""
    texts = [claim.text] if isinstance(claim.text, str) else claim.text.values()
    return any(map(names, texts))
