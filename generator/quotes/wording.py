"""A claim's own words against the quote they rest on: what one of them says and the other does not.

Editors shorten, and what is lost first is the small word that everything hangs on. It refuses to decide what follows:
a rule knows whether the citation refutes, or a `reading` explains it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from .carried import Carried
from .figures import Range, may_hold_range, numbers, ranges
from .folding import folded
from .lexicon import NEGATIVE, GroupKind, Hit, lexicon

_ONE: Final = frozenset(["1"])
_HEDGE: Final[frozenset[GroupKind]] = frozenset({"hedge"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What the two do not share: its kind, the words, and on which side they stand (`claim` or `quote`)."""

    kind: Literal["negation", "hedge"]
    words: str
    side: Literal["claim", "quote"]
    detail: str


def wording_lints(
    claim: str, quote: str, *, context: str = "", hedges: Iterable[str] = (), lang: str = ""
) -> list[Finding]:
    """Return a negation that stands on one side only, and each hedge of the quote that the other side does not carry.

    `claim` is the claim's text as readers see it. A negation of the claim may also stand in the quote's `context`;
    a hedge of the quote may be carried by the claim or by its `hedges`. `lang` is the tag of the quote's language, ""
    where that is not known.
    """
    return [*negation_lints(claim, quote, context), *hedge_lints(claim, quote, hedges, lang)]


def negation_lints(claim: str, quote: str, context: str = "") -> list[Finding]:
    """Return a negation that stands on one side only."""
    mine, theirs, beside = (_hits(text, NEGATIVE) for text in (claim, quote, context))
    if theirs and not mine:
        detail = f"the quote has “{theirs[0].words}”, and the claim no such word: it may say the opposite"
        return [Finding("negation", theirs[0].words, "quote", detail)]
    if mine and not theirs and not beside:
        detail = f"the claim has “{mine[0].words}”, and the quote no such word: it may say the opposite"
        return [Finding("negation", mine[0].words, "claim", detail)]
    return []


def may_deny(text: str) -> bool:
    """Tell at once that a text holds no negation: False is certain, True is not."""
    return lexicon().may_hold(text, NEGATIVE)


def hedge_lints(claim: str, quote: str, hedges: Iterable[str] = (), lang: str = "") -> list[Finding]:
    """Return each hedge of the quote that neither the claim nor its hedges carry, and each range cut to one end."""
    lost, cut = _hedges(_hits(quote, _HEDGE, lang), (claim, *hedges)), _cut_ranges(claim, quote, hedges)
    return [*lost, *([] if not cut or Carried([claim, *hedges]).limits() else cut)]


def may_lose(quote: str, hedges: Iterable[str], lang: str = "") -> bool:
    """Tell at once that no claim loses a hedge of a quote: False is certain, True is not."""
    return any(_ranges(quote)) or bool(_hedges(_hits(quote, _HEDGE, lang), hedges))


def _hits(text: str, kinds: Collection[GroupKind], lang: str = "") -> list[Hit]:
    """Return the words of some kinds that a text holds; most texts are known at once to hold none."""
    if not lexicon().may_hold(text, kinds):
        return []
    return [hit for hit in lexicon().hits(folded(text), lang) if hit.group.kind in kinds]


def _cut_ranges(claim: str, quote: str, hedges: Iterable[str]) -> list[Finding]:
    """Return each range of the quote of which the claim and its hedges have one end only."""
    quoted = list(_ranges(quote))
    if not quoted:
        return []
    texts = [folded(text) for text in (claim, *hedges)]
    said = frozenset().union(*map(numbers, texts))
    detail = "the quote has “{}”, and the claim only one of the two numbers"
    found = dict.fromkeys(found.words for found in quoted if _is_cut(found, said, texts))
    return [Finding("hedge", words, "quote", detail.format(words)) for words in found]


def _is_cut(found: Range, said: Collection[str], texts: Iterable[str]) -> bool:
    """Tell whether of a range one end is said; a "one" in words may be no number ("one of them")."""
    ends = [end for end in found.ends if not end.isdisjoint(said)]
    return len(ends) == 1 and (ends[0] != _ONE or any("1" in text for text in texts))


def _ranges(quote: str) -> Iterator[Range]:
    return ranges(folded(quote)) if may_hold_range(quote) else iter(())


def _hedges(quoted: list[Hit], beside: Iterable[str]) -> list[Finding]:
    carried = Carried(beside if quoted else ())
    lost = [hit for hit in quoted if not carried.holds(hit)]
    return [
        Finding("hedge", words, "quote", f"the quote has “{words}”, which neither the claim nor its hedges carry")
        for words in dict.fromkeys(hit.words for hit in lost)
    ]
