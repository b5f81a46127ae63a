"""What must be found of each claim in the finished site: its statement in plain words, and its caveats beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain
from operator import attrgetter, methodcaller
from typing import TypeVar

from .analyse.standing import caveats, leading, told_once, worst
from .inspection import Expectation
from .model import Claim, Entity
from .prose import plain
from .views import KEPT, ClaimViews

W = TypeVar("W")

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
        return self._worded(self._corpus.claims, lambda claim: self._claims.plain(claim.id), earlier, changed)

    def elsewhere(
        self, earlier: Mapping[str, Collection[str]] | None = None, changed: Collection[str] = ()
    ) -> dict[str, Collection[str]]:
        """Return in which other words each claim's statement may be said: in all languages that it is written in.

        Who is named in it is called as in this edition, in the main one, or in the language. What was known `earlier`
        is taken over as `statements` does.
        """
        worded = self._corpus.claims if self._corpus.main else self._in_several_languages(earlier, changed)
        return self._worded(worded, lambda claim: tuple(dict.fromkeys(self._wordings(claim))), earlier, changed)

    def _in_several_languages(
        self, earlier: Mapping[str, object] | None, changed: Collection[str]
    ) -> Mapping[str, Claim]:
        """Return the claims whose statement is written in several languages: mostly those of `earlier`."""
        claims = self._corpus.claims
        several = {id for id in changed if id in claims and not isinstance(claims[id].text, str)}
        if earlier is not None and several == earlier.keys() & changed:
            return {id: claims[id] for id in earlier}
        return {id: claim for id, claim in claims.items() if not isinstance(claim.text, str)}

    def _worded(
        self,
        claims: Mapping[str, Claim],
        wording: Callable[[Claim], W],
        earlier: Mapping[str, W] | None,
        changed: Collection[str],
    ) -> dict[str, W]:
        """Return how claims are worded, taken from `earlier` where none of the records is named that are changed."""
        if not earlier or len(changed) > _FEW_CHANGED:
            return {id: wording(claim) for id, claim in claims.items()}
        # What a link to a claim says hangs on whether that is there, and on nothing in it.
        felt = [id for id in changed if id not in earlier or id not in self._corpus.claims]
        anew = _naming(claims, felt).union(changed, claims.keys() - earlier.keys())
        new = {id: wording(claims[id]) for id in anew if id in claims}
        if earlier.keys() == claims.keys():
            return {**earlier, **new}
        return {id: new[id] if id in anew else earlier[id] for id in claims}

    def _wordings(self, claim: Claim) -> Iterator[str]:
        """Yield a claim's statement in all its languages, with what whom it names is called in each."""
        for language, text in ({"": claim.text} if isinstance(claim.text, str) else claim.text).items():
            yield plain(text, self._claims.inline.said)
            if "[[" in text:
                yield plain(text, self._called(attrgetter("name")))
                yield plain(text, self._called(methodcaller("called", language)))

    def _called(self, name: Callable[[Entity], str]) -> Callable[[str, str], str]:
        """Return what gives the words of links without any, with entities called so."""
        entities, said = self._corpus.entities, self._claims.inline.said
        return lambda kind, id: name(entities[id]) if id in entities else said(kind, id)

    def _expectation(self, claim: str) -> Expectation:
        """Return what must be found beside a claim's statement anywhere in the finished site.

        A hand-written page that nobody translated says it in the main language, one of the main edition may say it in
        another one.
        """
        carried = self._claims.caveats.all(claim)
        chief = worst(carried)
        demanded = [caveat for caveat in told_once(carried) if not caveat.inherited or caveat is chief]
        main = self._corpus.main
        worded: dict[str, tuple[str, ...]] = {}
        for caveat in caveats(main, main.claims[claim]) if main else ():
            worded[caveat.kind] = (*worded.get(caveat.kind, ()), caveat.label, caveat.brief)
        for kind in {caveat.kind for caveat in carried}:
            worded[kind] = (*worded.get(kind, ()), *self._translated(kind))
        wordings = {caveat: (caveat.label, caveat.brief, *worded.get(caveat.kind, ())) for caveat in carried}
        return Expectation(
            claim,
            self._claims.plain(claim),
            tuple(dict.fromkeys(wordings[caveat] for caveat in demanded)),
            tuple(wordings[caveat] for caveat in leading(carried)),
        )

    def _translated(self, kind: str) -> Iterator[str]:
        """Yield what a kind of caveat is called in other languages."""
        known = self._corpus.vocabulary.caveats.get(kind)
        for words in known.translations.values() if known else ():
            yield from filter(None, map(words.get, ("label", "plural", "brief")))


def _naming(claims: Mapping[str, Claim], ids: Collection[str]) -> set[str]:
    """Return the claims whose texts, in any language, have any of some ids in them."""
    if not ids:
        return set()
    texts = [(claim.text,) if isinstance(claim.text, str) else claim.text.values() for claim in claims.values()]
    # Mostly no text has one: to look through all of them at once takes a fraction of the time.
    joined = "\n".join(chain.from_iterable(texts))
    there = [id for id in ids if id in joined]
    if not there:
        return set()
    has_any = re.compile("|".join(map(re.escape, there))).search
    return {id for id, said in zip(claims, texts, strict=True) if any(map(has_any, said))}
