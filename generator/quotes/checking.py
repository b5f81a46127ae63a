"""A quote and a copy → a verdict.

The quote is looked for as it is, then folded, then in pieces; only when it does not stand there is it asked why not.
Where it stands several times, the first place counts at which nothing is wrong, else the first with the least. It
refuses to know claims, sources and files: who asks says in words what stands beside the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final, Literal

import ahocorasick_rs

from .carried import Carried
from .copies import Copy
from .elision import MAX_GAP_SENTENCES, MAX_GAP_WORDS, Elided, Gap, elided, has_elision, pieces
from .folding import Span, folded
from .lexicon import NEGATIVE, Hit, lexicon
from .nearest import nearest, reordered
from .scope import crops, swallowed
from .verdicts import Kind, LeftOut, Verdict
from .words import WORD

_MAX_PLACES: Final = 200  # a quote of one common word is not judged at each of its places


def check(
    quote: str,
    copy: Copy,
    *,
    carried: Iterable[str] = (),
    attributed: bool = True,
    others: Mapping[str, Copy] | None = None,
) -> Verdict:
    """Return how a quote stands in a copy, in other copies if not in this one.

    `carried` are the texts beside the quote whose negations and hedges need not stand in it. `attributed` tells that
    who said it is on record; else a crop of that counts too.
    """
    quote = quote.strip()
    wanted = folded(quote)
    if not WORD.search(wanted):
        return Verdict("absent", detail="the quote has no word in it", severity="error")
    beside = Carried(carried, wanted, copy)
    return (
        _standing(quote, wanted, copy, beside, attributed)
        or _within_ignored(wanted, copy)
        or _elsewhere(wanted, others or {})
        or _failing(wanted, copy)
    )


def find_elsewhere(quotes: Iterable[str], copies: Iterable[tuple[str, Copy]]) -> dict[str, list[str]]:
    """Return the keys of all copies in which each of many quotes stands, however it is cropped there.

    Reads every copy once for all quotes together: `check` with `others` reads all of them for each quote.
    """
    quotes = list(dict.fromkeys(quotes))
    wanted = [folded(quote) for quote in quotes]
    longest = [max([form, *pieces(form)], key=lambda part: (not has_elision(part), len(part))) for form in wanted]
    usable = [number for number, part in enumerate(longest) if WORD.search(part)]
    found: dict[str, list[str]] = {quote: [] for quote in quotes}
    if not usable:
        return found
    automaton = ahocorasick_rs.AhoCorasick([longest[number] for number in usable])
    for key, copy in copies:
        for pattern in sorted({hit[0] for hit in automaton.find_matches_as_indexes(copy.text, overlapping=True)}):
            number = usable[pattern]
            if _stands(wanted[number], copy):
                found[quotes[number]].append(key)
    return found


def no_longer_carried(left: Iterable[LeftOut], quote: str, carried: Iterable[str], *, attributed: bool) -> list[str]:
    """Return those of the words that a quote was found to leave out which nothing beside it carries now."""
    beside, groups = Carried(carried, folded(quote.strip())), lexicon().groups
    return [
        words
        for where, name, words in left
        if name not in groups
        or not beside.accounts_for(Hit(words, groups[name], 0, 0), attributed=attributed and where == "outside")
    ]


def moved(verdict: Verdict, key: str) -> Verdict:
    """Return the verdict on a quote that does not stand in its own copy, but in another, known by its key."""
    words = f"these words do not stand in this copy, but in that of {key}"
    return replace(verdict, kind="elsewhere", elsewhere=key, detail=words, start=None, end=None, pieces=())


def _standing(quote: str, wanted: str, copy: Copy, beside: Carried, attributed: bool) -> Verdict | None:
    """Return the verdict if the words stand in the copy, whole or in pieces; the best of all places."""
    spans = list(islice(copy.places(wanted), _MAX_PLACES))
    best: Verdict | None = None
    for span in spans:
        start, end = copy.folding.origin(*span)
        exact = copy.original[start : start + len(quote)] == quote
        form: Kind = "verbatim" if exact else "folded"
        end = start + len(quote) if exact else end
        made = Verdict(form, start, end, _HELD[form], pieces=((start, end),), places=len(spans))
        best = _better(best, _judged(made, copy, span, beside, attributed))
        if best.holds:
            return best
    if best is None and has_elision(wanted):
        best = _elided(pieces(wanted), copy, beside, attributed)
    return best or _cut(wanted, copy)


def _elided(parts: list[str], copy: Copy, beside: Carried, attributed: bool) -> Verdict | None:
    found = elided(copy, parts, beside) if parts else None
    if found is None:
        return None
    span = found.spans[0][0], found.spans[-1][1]
    made = _of_pieces(copy, found)
    if found.faults:
        return made
    removed = (hit for gap in found.gaps if gap.words for hit in swallowed(copy, gap.start, gap.end, Carried()))
    return _judged(_carrying(made, "gap", removed), copy, span, beside, attributed)


def _of_pieces(copy: Copy, found: Elided) -> Verdict:
    spans = tuple(copy.folding.origin(*span) for span in found.spans)
    made = Verdict("elided", spans[0][0], spans[-1][1], _HELD["elided"], pieces=spans, places=1)
    wrong = next((gap for gap in found.gaps if gap.lost or gap.too_wide), None)
    if wrong is None:
        return made
    lost = tuple(hit.words for gap in found.gaps for hit in gap.lost)
    detail = _lost(wrong.lost) if wrong.lost else _wide(wrong)
    return replace(made, kind="swallowed", form="elided", words=lost, detail=detail, severity="error")


def _carrying(made: Verdict, where: Literal["outside", "gap"], hits: Iterable[Hit]) -> Verdict:
    """Return a verdict that tells what the quote leaves out and what is said beside it."""
    carried = dict.fromkeys(LeftOut(where, hit.group.name, hit.words) for hit in hits)
    return replace(made, carried=(*made.carried, *carried)) if carried else made


def _lost(hits: tuple[Hit, ...]) -> str:
    says = " and ".join(dict.fromkeys(hit.group.says for hit in hits))
    return f"a gap removes {_listed(hits)}, which {says}: quote these words too"


def _wide(gap: Gap) -> str:
    return (
        f"a gap leaves out {gap.words} words over {gap.sentences} ends of sentences; it may leave out "
        f"{MAX_GAP_WORDS} words and {MAX_GAP_SENTENCES} ends of sentences: make two quotes of it"
    )


def _judged(made: Verdict, copy: Copy, span: Span, beside: Carried, attributed: bool) -> Verdict:
    """Return a verdict with what is said beside the quote, as cropped if words govern it that are not said there."""
    found: list[Hit] = []
    said: list[Hit] = []
    for hit in crops(copy, *span):
        (said if beside.accounts_for(hit, attributed=attributed) else found).append(hit)
    made = _carrying(made, "outside", said)
    if not found:
        return made
    negative = [hit for hit in found if hit.group.kind in NEGATIVE]
    shown = tuple(negative or found)
    says = " and ".join(dict.fromkeys(hit.group.says for hit in shown))
    where = _where(copy, shown[0], span)
    return replace(
        made,
        kind="cropped",
        form=made.kind,
        words=tuple(hit.words for hit in shown),
        detail=f"outside the quote, {where} has {_listed(shown)}, which {says}: "
        "quote it too, or give it as context or as a hedge",
        severity="error" if negative else "warning",
    )


def _where(copy: Copy, hit: Hit, span: Span) -> str:
    """Return in words where a word outside a quote stands."""
    first, last, found = (copy.sentences.index(at) for at in (span[0], span[1] - 1, hit.start))
    if first <= found <= last:
        return "the same sentence"
    if any(start <= hit.start < end for start, end in copy.cells_beside(span[1] - 1)):
        return "another cell of its row, or the head of its column,"
    if found == last + 1:
        return "the next sentence"
    if any(number == found for number, _ in copy.titles(span[0])):
        return "the title above it"
    return f"what {'introduces' if found < first else 'follows'} its list or block quote"


def _cut(wanted: str, copy: Copy) -> Verdict | None:
    """Return the verdict if the characters stand in the copy, but begin or end within a word."""
    span = next(copy.occurrences(wanted), None)
    if span is None:
        return None
    start, end = copy.folding.origin(*span)
    edge = next(at for at in span if not copy.is_edge(at))
    figure, compound = copy.figure_around(edge), copy.compound_around(edge)
    around = WORD.finditer(copy.text, copy.text.rfind(" ", 0, edge) + 1)
    cut = next((word[0] for word in around if edge < word.end()), wanted)
    cut = copy.text[slice(*compound)] if compound else cut
    detail = f"the quote begins or ends within the word “{cut}”: quote whole words"
    if figure:
        cut = copy.text[slice(*figure)]
        detail = f"the quote begins or ends within the figure “{cut}”: quote all of it"
    return Verdict("cropped", start, end, detail, ((start, end),), (cut,), form="folded", severity="error")


def _within_ignored(wanted: str, copy: Copy) -> Verdict | None:
    for (offset, _), part in copy.ignored_copies:
        for span in part.places(wanted):
            start, end = (offset + at for at in part.folding.origin(*span))
            detail = (
                "these words stand only in a part of the copy that is struck out, or that its source says to ignore"
            )
            return Verdict("ignored_range", start, end, detail, pieces=((start, end),), severity="error")
    return None


def _elsewhere(wanted: str, others: Mapping[str, Copy]) -> Verdict | None:
    for key, other in others.items():
        if _stands(wanted, other):
            return moved(Verdict("absent", severity="error"), key)
    return None


def _stands(wanted: str, copy: Copy) -> bool:
    if next(copy.places(wanted), None):
        return True
    found = elided(copy, pieces(wanted), Carried()) if has_elision(wanted) and pieces(wanted) else None
    return found is not None and not any(gap.too_wide for gap in found.gaps)


def _failing(wanted: str, copy: Copy) -> Verdict:
    """Return why a quote does not stand in its copy."""
    for made in _reasons(wanted, copy):
        return made
    return Verdict("absent", detail="nothing like these words stands in the copy", severity="error")


def _reasons(wanted: str, copy: Copy) -> Iterator[Verdict]:
    parts = pieces(wanted) if has_elision(wanted) else []
    places = [next(copy.places(part), None) for part in parts]
    found = [place for place in places if place]
    if len(found) > 1 and len(found) == len(parts):
        spans = tuple(copy.folding.origin(*place) for place in found)
        yield _out_of_order(copy, found, spans)
    span = None if parts else reordered(copy, wanted)
    if span:
        start, end = copy.folding.origin(*span)
        detail = f"the words stand in the copy in another order: “{copy.text[slice(*span)]}”"
        yield Verdict("reordered", start, end, detail, pieces=((start, end),), severity="error")
    missing = next((part for part, place in zip(parts, places, strict=True) if not place), wanted)
    near = nearest(copy, missing)
    if near:
        start, end = copy.folding.origin(*near.span)
        detail = f"{near.difference}. Nearest passage, [-quote-]{{+copy+}}: “{near.marked}”"
        yield Verdict("altered", start, end, detail, pieces=((start, end),), severity="error")
    if found:
        detail = f"“{missing}” stands nowhere in the copy; other pieces of the quote do"
        yield Verdict("absent", detail=detail, severity="error")


def _out_of_order(copy: Copy, places: list[Span], spans: tuple[Span, ...]) -> Verdict:
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    in_order = all(one[1] <= other[0] for one, other in pairwise(places))
    if in_order:
        gap = max(pairwise(places), key=lambda pair: pair[1][0] - pair[0][1])
        left = len(WORD.findall(copy.text, gap[0][1], gap[1][0]))
        detail = f"a gap leaves out {left} words; it may leave out {MAX_GAP_WORDS}: make two quotes of it"
        return Verdict("swallowed", start, end, detail, pieces=spans, severity="error")
    detail = "the pieces stand in the copy in another order: quote them in the order of the copy"
    return Verdict("reordered", start, end, detail, pieces=spans, severity="error")


_RANK: Final = {None: 0, "warning": 1, "error": 2}
_HELD: Final[dict[Kind, str]] = {
    "verbatim": "stands in the copy letter for letter",
    "folded": "stands in the copy; only white space, marks or forms of letters differ",
    "elided": "its pieces stand in the copy in order, and no gap removes a word that changes them",
}


def _better(one: Verdict | None, other: Verdict) -> Verdict:
    return other if one is None or _RANK[other.severity] < _RANK[one.severity] else one


def _listed(hits: tuple[Hit, ...]) -> str:
    return ", ".join(f"“{words}”" for words in dict.fromkeys(hit.words for hit in hits))
