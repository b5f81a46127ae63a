"""Which words outside a quote change what it says: how far a negation, a denial, a hedge or a condition reaches.

Nobody parses sentences here. The rules are few, can be told to a contributor, and lean to the careful side, because a
false alarm is answered with a few more quoted words, and a missed "not" is answered by nobody:

- Nothing reaches beyond its sentence or a semicolon ("؛" too); but a denial reaches over those that part the items of
  a list: "denied that …; that …", and behind a colon, "denied the following: …; …".
  What introduces a list in lines of its own, or a list or a block quote of a page, reaches all its items, and no item
  another.
- Before a quote, nothing reaches over a contrast ("but", "although"), but all else may: a denial, a condition, and
  what hedges a whole clause. A plain negation is also stopped by "because", "when" and their like, by a comma (two
  commas enclose an aside, and stop nothing), and, if it is about a speaker ("who did not"), by the speaker's verb
  three or more words on: no other's, since "nobody … said" and "did not … say" deny what is said. "Since" and "after"
  stop it only right before the quote ("not since the war has HTS attacked"), "where" only three words on ("no town
  where").
- What stands within an aside of two commas or in brackets stops nothing around it: "denied that HTS, although weak,
  attacked". But a "but" right behind a comma opens a clause, and no aside ("denied it, but in May, HTS attacked").
- A hedge with which the sentence begins reaches over its own comma ("Allegedly, …"), as does one that is all of an
  aside, or is hearsay and begins one ("…, allegedly with help, …"). A title's "former" holds for the
  very next word.
- Behind a quote, a denial or a condition reaches back; a plain negation or hedge only within the same clause, as far
  as the next comma, "and", "who", "that" or "because". A hedge that ends the sentence reaches over a comma, and so does
  what says that it is not confirmed how a sentence begins: "That …, the mayor could not confirm".
- Where a clause points back at the quote, "but this could not be confirmed", nothing parts it from it (`pointing`), nor
  does the end of the sentence where the next one says no more than that: "That is false."
- What stands in brackets is an aside, unless it denies, is a condition, or a hedge of few words, or one that begins it:
  "(reportedly)".
- What denies no more than the thing it stands with ("fake medicine") counts only where a quote cuts through it.
- Some hedges ("up to", "such as", "seeks to") hold for the very next words only, a few ("at least", "or more") for the
  last ones too, if no word follows, or a verb right behind them ("200 men or so were").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import Final

from .blocks import Reading
from .carried import Carried
from .clauses import BULLET, CLOSED, COMMA, ITEM, LIST, OPENED, PLACE, SEMICOLON, TIME, Clauses
from .copies import Copy
from .folding import Span
from .lexicon import NEGATIVE, Hit, lexicon
from .lists import CLAUSE, CONTRAST, SUBORDINATE
from .pointing import answers, is_title_of_ruling, labels, leaves_open, points_back, takes_back
from .words import WORD, words

NEAR_WORDS: Final = 3
_SPEAKER_WORDS: Final = 3
_WORDS_TO_COLON: Final = 4  # between what denies and the colon before what it denies
_WORDS_TO_CLAUSE: Final = 1  # between "after" and the quote that it begins
_WORDS_TO_PLACE: Final = 2  # between what is denied and "where"
_SHORT: Final = 80  # characters of a sentence that takes back the one before it: "That is false."
_OF_ASIDES: Final = frozenset(["hearsay", "conditional"])  # "…, allegedly with Turkish help, …"
RELATIVE: Final = frozenset(["who", "which", "that", "whose", "qui", "الذي", "التي", "الذين", "اللذان"])
_MARK: Final = re.compile(r" ?[^\w\s]")
_DIGITS: Final = re.compile(r"\W*\d")
_OPENERS: Final = (CONTRAST, CLAUSE, SUBORDINATE, TIME, PLACE)
_OWN_OBJECT: Final = re.compile(r"\W*(?:\w+ing|that|any)\b", re.IGNORECASE)
# What a gap leaves out between two commas, with no third; and what may stand between "will" and its verb.
_CLAUSE_OF_ITS_OWN: Final = re.compile(r"\s*[,،]\s*(?P<opener>\w+) [^,،;()]*\w\s*[,،]\s*")
_LATER: Final = re.compile(r"\W*(?:$|,|،|(?:by|in|on|at|after|before|within|soon|then|also|now|next|this|\w+ly)\b)")
_start: Final = attrgetter("start")


def crops(copy: Copy, start: int, end: int) -> list[Hit]:
    """Return the words outside a span that govern it, in the order of the text."""
    return [*_before(copy, start), *_behind(copy, end)]


def swallowed(copy: Copy, start: int, end: int, carried: Carried) -> list[Hit]:
    """Return the words of the lists that a gap of a quote removed, whole or in part, and that nothing carries."""
    found = (hit for hit in _between(copy, start, end) if not carried.holds(hit))
    return [hit for hit in found if not _ends_within(copy, hit, start, end)]


def _between(copy: Copy, start: int, end: int) -> Iterator[Hit]:
    for sentence in range(copy.sentences.index(start), copy.sentences.index(max(end - 1, start)) + 1):
        hits = copy.hits(sentence)
        yield from (hit for hit in hits[: bisect_left(hits, end, key=_start)] if hit.end > start)


def _ends_within(copy: Copy, hit: Hit, start: int, end: int) -> bool:
    """Tell whether a hedge, or a word that holds for the next few, does so for words of the same gap only.

    It does if its sentence ends there, or its clause: ", which will vote in May,". But not ", and will, in May, vote",
    nor ", which will by May, they say, vote": what follows may be of the same verb.
    """
    if hit.group.reach == "next":
        return WORD.search(copy.text, hit.end, end) is not None
    if hit.group.reach == "itself":
        return start <= hit.start and hit.end <= end
    if (hit.group.reach not in {"near", "beside"} and hit.group.kind != "hedge") or hit.start < start or hit.end > end:
        return False
    sentence, following = copy.sentences.index(hit.start), WORD.search(copy.text, end)
    if following is None or copy.sentences.index(following.start()) > sentence:
        return hit.group.reach == "near" or copy.sentences.span(sentence)[0] >= start
    gap = _CLAUSE_OF_ITS_OWN.fullmatch(copy.text, start, end)
    if gap is None or _LATER.match(copy.text, hit.end):
        return False
    opener = gap["opener"].lower()
    return opener in RELATIVE or opener in lexicon().beginnings


def _before(copy: Copy, start: int) -> Iterator[Hit]:
    """Yield the words before a quote that govern it, in its sentence and in what introduces its list."""
    found = [hit for told in copy.readings(start) for hit in _told_before(told, start)]
    found += [hit for title, alone in copy.titles(start) for hit in _of_title(copy, title, alone=alone)]
    sentence = copy.sentences.index(start)
    hits = copy.hits(sentence)
    last = bisect_left(hits, start, key=_start)
    if last:
        found += _reaching(copy.text, hits[:last], copy.clauses(sentence), start)
    yield from dict.fromkeys(found)


def _of_title(copy: Copy, number: int, *, alone: bool) -> Iterator[Hit]:
    """Yield the words by which a title says no more than that what stands below it is untrue: "False claims", "Myths".

    A "False" `alone` may be that of a list, but above a paragraph it says so of the one before, which that explains.
    """
    span = copy.sentences.span(number)
    if _is_short(span) and next(WORD.finditer(copy.text, *span))[0].lower() not in lexicon().pointing:
        yield from takes_back(copy.text, span, copy.hits(number), alone=alone)
        yield from labels(copy.text, span, copy.hits(number), lexicon().untruths)


def _told_before(told: Reading, start: int) -> Iterator[Hit]:
    """Yield what introduces a list and governs a quote in it."""
    yield from map(told.of_copy, _reaching(told.text, told.before, told.clauses, told.place_of(start)))


def _reaching(text: str, hits: Iterable[Hit], clauses: Clauses, start: int) -> Iterator[Hit]:
    """Yield those words before a quote, in one sentence, that govern it."""
    near = (hit for hit in hits if not _is_of_another_item(clauses, hit, start))
    same = (hit for hit in near if clauses.last_around(CONTRAST, hit.end, start) < 0)
    yield from (hit for hit in same if _reaches_on(text, clauses, hit, start))


def _is_of_another_item(clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether a semicolon parts a word before it from a quote behind it.

    It does not part the items of what is denied: "denied that …; that …", "denied: …; …". Of a list in lines of its own
    an item hears nothing of another.
    """
    if clauses.count(BULLET, hit.end, start + 1) and clauses.last(BULLET, hit.end) >= 0:
        return True
    if not (clauses.count(SEMICOLON, hit.end, start) or clauses.count(ITEM, hit.end, start)):
        return False
    if hit.group.kind == "denial" and not clauses.count(SEMICOLON, hit.end, start):
        return False
    return hit.group.kind not in NEGATIVE or not clauses.introduces(hit, _WORDS_TO_COLON)


def _behind(copy: Copy, end: int) -> Iterator[Hit]:
    """Yield the words behind a quote that govern it: in its sentence, or in all of the next one, "That is false.".

    In a table, a cell may say so: "False", also one that stands before it.
    """
    found = [hit for told in copy.readings(end - 1) for hit in _told_behind(told, end)]
    sentence = copy.sentences.index(end - 1)
    behind = [hit for hit in copy.hits(sentence) if hit.end > end]
    if behind:
        found += _reaching_back(copy.text, behind, copy.clauses(sentence), end, copy.sentences.span(sentence)[1])
    for number in sorted(copy.followed_by(end - 1)):
        found += _taking_back(copy, number)
    for cell in copy.cells_beside(end - 1):
        number = copy.sentences.index(cell[0])
        if _is_short(cell) and copy.sentences.index(cell[1] - 1) == number:
            found += takes_back(copy.text, cell, copy.hits(number), alone=True)
    yield from dict.fromkeys(found)


def _taking_back(copy: Copy, number: int) -> Iterator[Hit]:
    """Yield the words by which a sentence, by its number, takes back what stands before it; a title may be above it."""
    span = copy.sentences.span(number)
    if not _is_short(span):
        return
    hits = copy.hits(number)
    if number + 1 < len(copy.sentences.starts) and is_title_of_ruling(copy.text, span):
        span, hits = (span[0], copy.sentences.span(number + 1)[1]), [*hits, *copy.hits(number + 1)]
    if _is_short(span):
        alone = not copy.begins_paragraph(span[0])
        taken = list(takes_back(copy.text, span, hits, alone=alone))
        yield from taken or answers(copy.text, span, hits)
        if alone or copy.is_verdict(span):
            yield from labels(copy.text, span, copy.hits(number), lexicon().ratings)


def _told_behind(told: Reading, end: int) -> Iterator[Hit]:
    """Yield what follows a list and governs a quote in it."""
    found = _reaching_back(told.text, told.behind, told.clauses, told.place_of(end), len(told.text))
    yield from map(told.of_copy, found)


def _reaching_back(text: str, hits: Iterable[Hit], clauses: Clauses, end: int, to: int) -> Iterator[Hit]:
    """Yield those words behind a quote, in a sentence that ends at an offset, that govern it."""
    to = clauses.first(BULLET, end, clauses.first(SEMICOLON, end, to))
    yield from (hit for hit in hits if _reaches_back(text, to, clauses, hit, end))


def _is_short(span: Span) -> bool:
    return span[1] - span[0] < _SHORT


def _reaches_on(text: str, clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether a word before a quote governs it, if no contrast parts them."""
    if hit.group.reach in {"sentence", "itself"}:
        whole = hit.group.reach == "sentence" and not _is_of_who_speaks(text, clauses, hit, start)
        return whole or (hit.group.reach == "itself" and hit.end > start)
    if clauses.count(CLOSED, hit.end, start) > clauses.count(OPENED, hit.end, start) and not _is_alone(clauses, hit):
        return False  # an aside in brackets
    if hit.group.reach == "next":
        return not WORD.search(text, hit.end, start)
    if hit.group.reach in {"near", "beside"}:
        return _is_near(text, clauses, hit, start) and not _speaker_between(clauses, hit, start, 1)
    joined = clauses.count(COMMA, hit.end, start) % 2 == 0 or clauses.count(LIST, hit.end, start)
    if not joined and clauses.count(COMMA, hit.end, start) == 1:
        joined = _is_between(clauses, hit) or _is_conceded(text, clauses, hit, start)
    if not joined or _is_of_another_clause(text, clauses, hit, start):
        return False
    return not _speaker_between(clauses, hit, start, _SPEAKER_WORDS)


def _is_of_who_speaks(text: str, clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether who says a quote denied what they are charged with, in an aside: "who denied the charges, said".

    Who took back what was said ("who withdrew the claim", "who denied it, said") may have said just that.
    """
    opened, closed = clauses.last(COMMA, hit.start), clauses.first(COMMA, hit.end, start)
    if hit.group.kind != "denial" or opened < 0 or closed == start:
        return False
    lists = lexicon()
    before, behind, on = (words(text, *span) for span in ((opened, hit.start), (hit.end, closed), (closed, start)))
    if (
        not (before and behind)
        or before[0].text not in lists.who
        or not clauses.speaks_at(word.start for word in on[:2])
    ):
        return False
    found = {word.text for word in (*words(text, hit.start, hit.end), *behind)}
    return found.isdisjoint(lists.pointing | lists.that) and not found.isdisjoint(lists.charges)


def _is_between(clauses: Clauses, hit: Hit) -> bool:
    """Tell whether a hedge begins the sentence, or an aside, with its own comma: "Allegedly, …", "…, allegedly, …"."""
    if hit.group.kind != "hedge":
        return False
    return clauses.opens(hit) or clauses.is_aside(hit, NEAR_WORDS, first=hit.group.name in _OF_ASIDES)


def _is_conceded(text: str, clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether a sentence begins with what nobody knows of what it says: "Although unconfirmed, …"."""
    opener, comma = clauses.last(CONTRAST, hit.start), clauses.first(COMMA, hit.end, start)
    return clauses.is_first(opener) and points_back(text, opener, hit, comma, alone=True)


def _is_alone(clauses: Clauses, hit: Hit) -> bool:
    """Tell whether brackets hold little more than a hedge of what is around them: "(reportedly)"."""
    return (hit.group.kind, hit.group.reach) == ("hedge", "clause") and clauses.in_few_brackets(hit, NEAR_WORDS)


def _is_of_another_clause(text: str, clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether a "because" or the like parts a word before it from a quote behind it."""
    if clauses.last_around(SUBORDINATE, hit.end, start) >= 0:
        return True
    time, place = (clauses.last_around(kind, hit.end, start) for kind in (TIME, PLACE))
    if time >= hit.end and _are_more(text, hit.end, time, 0):
        # "after HTS attacked", but "after 2019" and "since the war has HTS attacked"
        behind = next(WORD.finditer(text, time)).end()
        if not _DIGITS.match(text, behind) and not _are_more(text, behind, start, _WORDS_TO_CLAUSE):
            return True
    return place >= hit.end and _are_more(text, hit.end, place, _WORDS_TO_PLACE)


def _are_more(text: str, start: int, end: int, number: int) -> bool:
    """Tell whether more than so many words stand between two offsets."""
    return next(islice(WORD.finditer(text, start, end), number, None), None) is not None


def _is_near(text: str, clauses: Clauses, hit: Hit, start: int) -> bool:
    """Tell whether no more than a few words, and nothing that parts them, stand between a word and a quote."""
    if clauses.count(COMMA, hit.end, start) or any(clauses.count(kind, hit.end, start + 1) for kind in _OPENERS):
        return False
    return not _are_more(text, hit.end, start, NEAR_WORDS)


def _speaker_between(clauses: Clauses, hit: Hit, start: int, least: int) -> bool:
    """Tell whether somebody speaks so many words behind a word that is not about it: "who did not want to …, said"."""
    if hit.group == lexicon().negation and not clauses.is_of_speaker(hit):
        return False  # "nobody in the whole town said"
    return clauses.speaks(hit.end, least, start)


def _reaches_back(text: str, to: int, clauses: Clauses, hit: Hit, end: int) -> bool:
    """Tell whether a word behind a quote governs it, in a sentence that ends, or has a semicolon, at an offset."""
    if hit.group.reach == "itself":
        return hit.start < end
    if any(clauses.count(kind, end, hit.start + 1) for kind in (SEMICOLON, ITEM, BULLET)) or hit.group.reach in {
        "next",
        "near",
    }:
        return False
    if hit.group.reach == "beside":
        following = WORD.search(text, hit.end, to)
        if following is None or _MARK.match(text, hit.end):
            return not _are_more(text, end, hit.start, NEAR_WORDS)
        # "200 men or so were killed"
        return following[0].lower() in lexicon().auxiliary and not WORD.search(text, end, hit.start)
    if hit.group.reach == "sentence":
        denies_else = hit.group.kind != "denial" or _OWN_OBJECT.match(text, hit.end)
        return not (clauses.count(CONTRAST, end, hit.start) and denies_else)
    if _points_back(text, to, clauses, hit, end):
        return True
    parted = any(clauses.count(kind, end, hit.start) for kind in _OPENERS)
    if not parted and _is_of_front(text, to, clauses, hit, end):
        return True
    # "…, reportedly, …" and "…, rivals allege."
    at_edge = not (WORD.search(text, end, hit.start) and WORD.search(text, hit.end, to))
    if hit.group.kind == "hedge" and not parted and at_edge:
        return True
    return not (parted or hit.joined or clauses.count(COMMA, end, hit.start))


def _is_of_front(text: str, to: int, clauses: Clauses, hit: Hit, end: int) -> bool:
    """Tell whether a quote stands in what begins its sentence, and is not confirmed by the rest: "That …, nobody …"."""
    if clauses.count(COMMA, end, hit.start) != 1 or not clauses.is_first_of(lexicon().that, end):
        return False
    return leaves_open(text, hit, clauses.first(COMMA, hit.end, to))


def _points_back(text: str, to: int, clauses: Clauses, hit: Hit, end: int) -> bool:
    """Tell whether a word in a clause that begins behind a quote is about the quote: "but this is not confirmed"."""
    contrast, opener = clauses.last(CONTRAST, hit.start), clauses.last(CLAUSE, hit.start)
    if max(contrast, opener) < end:
        return False
    stop = min(clauses.first(kind, hit.end, to) for kind in (COMMA, CLOSED, CONTRAST))
    # In "but that did not happen" the "that" begins no clause within another.
    start = contrast if end <= contrast and len(words(text, contrast, opener)) == 1 else max(contrast, opener)
    return points_back(text, start, hit, stop, alone=contrast > opener)
