"""A claim's own words against the quote they rest on: what one of them says and the other does not.

Editors shorten, and what is lost first is the small word that everything hangs on. It refuses to decide what follows:
a rule knows whether the citation refutes, or a `reading` explains it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .about import ALIKE, STEM, stems
from .carried import Carried
from .figures import Range, amounts, may_hold_figure, may_hold_range, numbers, ranges, scales, signed
from .folding import folded
from .lexicon import NEGATIVE, GroupKind, Hit, lexicon
from .lists import PAST, PRESENT

# Kinds of words that say of something that it is so no more.
_OVER: Final[frozenset[GroupKind]] = frozenset({*NEGATIVE, "title"})
_CLOSED: Final = re.compile(r"[,،;؛.:()]")
_ENDED: Final = re.compile(r"[.!?؟…]['\")]* \S")
_ONE: Final = frozenset(["1"])
_FEW: Final = frozenset(["0", "1", "2"])
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SCALED: Final = re.compile(r"\d ?[km]\b|\d[mb]n\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the two do not share: its kind, the words, and on which side they stand (`claim` or `quote`).

    A negation is `reworded` where the other side denies by a word of its own: “withheld” for “did not publish”.
    """

    kind: Literal["negation", "reworded", "hedge"]
    words: str
    side: Literal["claim", "quote"]
    detail: str


def wording_lints(
    claim: str, quote: str, *, context: str = "", hedges: Iterable[str] = (), lang: str = "", attributed: bool = False
) -> list[Finding]:
    """Return a negation that stands on one side only, and each hedge of the quote that the other side does not carry.

    `claim` is the claim's text as readers see it. A negation of the claim may also stand in the quote's `context`;
    a hedge of the quote may be carried by the claim or by its `hedges`. `lang` is the tag of the quote's language, ""
    where that is not known; `attributed` tells that it is on record whose words they are.
    """
    return [
        *negation_lints(claim, quote, context, lang),
        *hedge_lints(claim, quote, hedges, lang, attributed=attributed),
    ]


def negation_lints(claim: str, quote: str, context: str = "", lang: str = "", own: str = "") -> list[Finding]:
    """Return a negation that stands on one side only; it is reworded where the other side denies in its own way.

    `lang` is the tag of the language of the quote and its context, `own` that of the claim's, "" where it is not known.
    """
    each = ((claim, own), (quote, lang), (context, lang))
    mine, theirs, beside = (_hits(text, NEGATIVE, tag) for text, tag in each)
    if theirs and not mine:
        taken_up = [hit for hit in theirs if _is_taken_up(hit, quote, claim)]
        return [_one_sided("quote", "claim", taken_up[0].words, _contrary(claim, quote, theirs))] if taken_up else []
    if mine and not theirs and not beside:
        return [_one_sided("claim", "quote", mine[0].words, _contrary(quote, claim, mine))]
    return []


def _one_sided(side: Literal["claim", "quote"], other: str, words: str, contrary: str) -> Finding:
    if contrary:
        detail = f"the {side} has “{words}”, and the {other} “{contrary}” in its place: see whether both say the same"
        return Finding("reworded", words, side, detail)
    detail = f"the {side} has “{words}”, and the {other} no such word: it may say the opposite"
    return Finding("negation", words, side, detail)


def _contrary(text: str, other: str, hits: Iterable[Hit]) -> str:
    """Return the word by which a text may deny in its own way what another denies in some words; "" if it has none.

    A word that both have is no such one: “did not abandon the town” is not “abandoned”. Nor is there any for a denial:
    who “denied the attack and withdrew” withdrew.
    """
    if any(hit.group.kind == "denial" for hit in hits):
        return ""
    form = folded(other).lower()
    return next((words for words in lexicon().contrary(folded(text)) if words[:STEM].lower() not in form), "")


def _is_taken_up(hit: Hit, quote: str, claim: str) -> bool:
    """Tell whether a claim may be about what a negation denies.

    A “without” denies what stands behind it, and “fake medicine” itself. A claim that shares words with its quote, and
    none of these, says nothing of it.
    """
    if not hit.group.behind:
        return True
    text = folded(quote)
    start, end = hit.start if hit.group.reach == "itself" else hit.end, hit.end
    if start == end:
        closed = _CLOSED.search(text, end)
        end = closed.start() if closed else len(text)
    mine = stems(folded(claim))
    beside = mine & stems(f"{text[: hit.start]} {text[end:]}")
    return len(beside) < ALIKE or not mine.isdisjoint(stems(text[start:end]))


def figures_apart(claim: str, quote: str, beside: Iterable[str] = (), known: Collection[str] = ()) -> tuple[str, str]:
    """Return a figure of a claim that neither its quote nor what is `beside` has, and one that the quote has instead.

    Both are "" unless there are both, and where it cannot be told: a number that is only known in words may be any.
    Years, and figures that are `known` from elsewhere, such as those of a date, are not looked for.
    """
    if not (may_hold_figure(claim) and may_hold_figure(quote)):
        return "", ""
    texts = [folded(claim), folded(quote)]
    found = [numbers(text) for text in texts]
    if not _first(found[0] - found[1], known) and not _of_other_size(*texts):
        return "", ""  # most claims: what stands beside their quotes need not be read
    texts += map(folded, beside)
    found += map(numbers, texts[2:])
    if any(not number[0].isdigit() for each in found for number in each):
        return "", ""
    of_other_size = _of_other_size(*texts)
    if of_other_size:
        return of_other_size
    # Where all count in the same thousands or millions, a number says how many: “2.5 million” is not “25 million”.
    scaled = len(set(map(scales, texts))) > 1 or any(map(_SCALED.search, texts))
    written = [{_significant(number) if scaled else number: number for number in sorted(each)} for each in found]
    mine, theirs, others = written[0].keys(), written[1].keys(), frozenset().union(*written[2:])
    missing, instead = _first(mine - theirs - others, known), _first(theirs - mine, known)
    return (written[0][missing], written[1][instead]) if missing and instead else ("", "")


def _of_other_size(claim: str, quote: str, *beside: str) -> tuple[str, str] | None:
    """Return a number that a claim has in other thousands than its quote, as both write it: “12 million”, “12,000”."""
    if any(map(_SCALED.search, (claim, quote, *beside))):
        return None
    mine, theirs = amounts(claim), amounts(quote)
    said = theirs.keys() | frozenset().union(*map(amounts, beside))
    pairs = ((own, other) for own in mine.keys() - said for other in theirs.keys() - mine.keys())
    apart = (
        (mine[own], theirs[other])
        for own, other in pairs
        if _significant(own) == _significant(other)
        and not (_YEAR.fullmatch(mine[own]) or _YEAR.fullmatch(theirs[other]))
    )
    return min(apart, default=None)


def _first(numbers: Iterable[str], known: Collection[str]) -> str:
    """Return the longest of some numbers of which a claim must have each from its quote; "" if there is none."""
    figures = (number for number in numbers if _is_figure(number, known))
    return min(figures, key=lambda figure: (-len(figure), figure), default="")


def _is_figure(number: str, known: Collection[str]) -> bool:
    """Tell whether a number is one that a claim must have from its quote: "one" and "two" often tell of no number."""
    return number not in known and number not in _FEW and not _YEAR.fullmatch(number)


def _significant(number: str) -> str:
    """Return the digits of a number that tell it from others of any size: “12 thousand” is “12,000”."""
    return number.replace(".", "").strip("0") or number


def may_deny(text: str) -> bool:
    """Tell at once that a text holds no negation: False is certain, True is not."""
    return lexicon().may_hold(text, NEGATIVE)


def hedge_lints(
    claim: str, quote: str, hedges: Iterable[str] = (), lang: str = "", *, attributed: bool = False
) -> list[Finding]:
    """Return each hedge and condition of the quote that neither the claim nor its hedges carry, and each range cut.

    So is an “according to” or “in the view of”, unless it is on record whose words these are (`attributed`), and an
    “until 2016” or “formerly” where the claim tells of now.
    """
    limits = [hit for hit in _limits(quote, lang) if not (attributed and hit.group.kind == "attribution")]
    lost, cut = _hedges(limits, (claim, *hedges)), _cut_ranges(claim, quote, hedges)
    cut = [] if not cut or Carried([claim, *hedges]).say(lexicon().limiting) else cut
    return [*lost, *_lost_signs(quote, (claim, *hedges)), *cut, *_outdated(claim, quote, hedges)]


def may_lose(quote: str, hedges: Iterable[str], lang: str = "") -> bool:
    """Tell at once that no claim loses a hedge of a quote: False is certain, True is not."""
    if lexicon().may_hold(quote, ["past"]) or any(signed(quote)):
        return True
    return any(_ranges(quote)) or bool(_hedges(_limits(quote, lang), hedges))


def _hits(text: str, kinds: Collection[GroupKind], lang: str = "") -> list[Hit]:
    """Return the words of some kinds that a text holds; most texts are known at once to hold none."""
    if not lexicon().may_hold(text, kinds):
        return []
    return [hit for hit in lexicon().hits(folded(text), lang) if hit.group.kind in kinds]


def _limits(text: str, lang: str) -> list[Hit]:
    """Return the words of a text that a claim may not leave out."""
    if not lexicon().may_hold(text, ["limit"]):
        return []
    form, asking = folded(text), lexicon().groups["question"]
    hits = [hit for hit in lexicon().hits(form, lang) if hit.group.limits]
    # "We left. What else could we do?" says what its first sentence says.
    return [hit for hit in hits if hit.group != asking or not _ENDED.search(form, 0, hit.start)]


def _lost_signs(quote: str, beside: Sequence[str]) -> Iterator[Finding]:
    """Yield each number with a sign that limits it of which what stands beside the quote has the number alone."""
    found = dict(signed(quote))
    texts = [folded(text) for text in beside] if found else []
    carried, said = Carried(texts), frozenset().union(*map(numbers, texts))
    for words, group in found.items():
        told = carried.say([lexicon().groups[group]]) or any(words in text for text in texts)
        if not told and not said.isdisjoint(numbers(words)):
            detail = f"the quote has “{words}”, and the claim the number alone"
            yield Finding("hedge", words, "quote", detail)


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


def _outdated(claim: str, quote: str, hedges: Iterable[str]) -> list[Finding]:
    """Return what the quote says was so once, where the claim says that it is so now, and the quote does not."""
    lists = lexicon()
    if not lists.may_hold(quote, ["past"]):
        return []
    own, theirs = folded(claim), folded(quote)
    past, now = lists.told(theirs, PAST), {words.lower() for words in lists.told(own, PRESENT)}
    if not past or not now or not now.isdisjoint(map(str.lower, lists.told(theirs, PRESENT))):
        return []
    if _hits(claim, _OVER) or lists.contrary(own) or any(lists.told(folded(text), PAST) for text in (claim, *hedges)):
        return []
    return [Finding("hedge", past[0], "quote", f"the quote has “{past[0]}”, and the claim says what is so now")]


def _hedges(quoted: list[Hit], beside: Iterable[str]) -> list[Finding]:
    beside = list(beside) if quoted else []
    carried = Carried(beside)
    told = carried.say(lexicon().telling)
    lost = [hit for hit in quoted if not carried.holds(hit) and not (told and hit.group.kind == "attribution")]
    if any(hit.group.reverses for hit in lost) and any(lexicon().contrary(folded(text)) for text in beside):
        lost = [hit for hit in lost if not hit.group.reverses]
    return [
        Finding("hedge", words, "quote", f"the quote has “{words}”, which neither the claim nor its hedges carry")
        for words in dict.fromkeys(hit.words for hit in lost)
    ]
