"""Whether a clause behind a "but" or a "which" is about what was said before it: "but this could not be confirmed".

Such a word parts what it begins from the rest of the sentence, since who "did not lose a man" attacked all the same. It
does not where the clause points back: by a word that stands for what was said ("this"), or that calls it ("the
report"), and says of it that nobody knows, that it did not come about, or no more at all ("but it did not"). So
does a sentence that says no more of the one before it: "That is false." It refuses to know how far words reach else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .folding import Span
from .lexicon import NEGATIVE, Hit, lexicon
from .words import words

_NEAR: Final = 4  # words between what points back and the word of the lists
_FAR: Final = 120  # characters in which such a clause stands, before the word and behind it
_CONFIRMED: Final = 4  # words behind a "not" up to "confirmed"
_SAID_MORE: Final = 7  # words of a sentence that may say no more than that another is untrue
_TAKING_BACK: Final = frozenset({*NEGATIVE, "hedge"})
_ANSWER: Final = 9  # words of a sentence by which somebody denies another one
_OBJECT: Final = 2  # words by which it calls what is denied: "the report"
_ARTICLE: Final = range(2, 4)  # letters: "the", "ces", "den"
_LABEL: Final = 3  # words of a paragraph that only calls another one untrue
_BEGUN: Final = 3  # words of such a clause before "did not happen": "but that", “ce qui”


def points_back(text: str, start: int, hit: Hit, end: int, *, alone: bool) -> bool:
    """Tell whether a hedge or a "not" in a clause, given by where it begins and ends, is about what was said before.

    It may also stand `alone` behind what begins the clause: "although unconfirmed", "but never". Where something is
    asked, that alone is open: "but it is not confirmed how many died".
    """
    if hit.start - start > _FAR:
        return False
    lists = lexicon()
    begun = [word.text for word in words(text, start, hit.start)]
    # Without a comma “ce qui” is a "what": “défendre ce qui semble juste”.
    if begun[1:2] and begun[0] in lists.pointing and begun[1] in lists.who and not _is_marked(text, start):
        return False
    before = begun[-_NEAR:]
    own, behind = (
        [word.text for word in words(text, *span)]
        for span in ((hit.start, hit.end), (hit.end, min(end, hit.end + _FAR)))
    )
    told = _has(before, lists.pointing | lists.sayings) or _has(behind[:_NEAR], lists.sayings)
    told = told or _has(behind[-1:], lists.pointing) or (alone and len(before) <= 1)
    if not told:
        return False
    after = next((word for word in behind if word not in lists.confirming), "")
    if after in lists.asking:
        return False
    said_more = [word for word in behind if word not in lists.pointing | lists.auxiliary | lists.unfinished]
    if not said_more or _has([*own, *behind[:_CONFIRMED]], lists.confirming):
        return True
    about = f" {' '.join([*own, *behind[:_CONFIRMED]])} "
    return _begins(text, start, hit.start) and any(f" {phrase} " in about for phrase in lists.happening)


def leaves_open(text: str, hit: Hit, end: int) -> bool:
    """Tell whether a "not" or a hedge says of something that it is not confirmed, in a clause that ends at an offset.

    Where something is asked, that alone is open: "could not confirm how many died".
    """
    own, behind = ([word.text for word in words(text, *span)] for span in ((hit.start, hit.end), (hit.end, end)))
    said, lists = [*own, *behind[:_CONFIRMED]], lexicon()
    at = next((place for place, word in enumerate(said) if word in lists.confirming), len(said))
    return at < len(said) and [*own, *behind][at + 1 : at + 2] not in ([word] for word in lists.asking)


def takes_back(text: str, span: Span, hits: Sequence[Hit], *, alone: bool) -> Iterator[Hit]:
    """Yield the words by which a sentence says no more than that what stands before it is untrue, or not confirmed.

    "That is false.", "This has not been confirmed.", "Not true.", "Verdict: false". A plain "not" is of what was said
    only where it says that it did not come about, or in a ruling ("Fact: it did not"): "HTS said that it would leave.
    It did not." tells what HTS said. A denial may stand `alone`, or an "Unconfirmed." or "Allegedly.", but not where it
    is what a page is filed under: "Disinformation".
    """
    if not any(hit.group.kind in _TAKING_BACK for hit in hits):
        return
    found, lists = words(text, *span), lexicon()
    # In "No, that is a lie" the "no" takes nothing back.
    whole = [hit for hit in hits if hit.words.lower() not in lists.halves and text[hit.end : hit.end + 1] != ","]
    kinds = {hit.group.kind for hit in whole}
    if len(found) > _SAID_MORE or kinds >= NEGATIVE or any(hit.group == lists.groups["question"] for hit in hits):
        return  # "Is this false?", and "None of this is false."
    known = [word for word in found if not any(hit.start <= word.start < hit.end for hit in hits)]
    rest = [word.text.removesuffix("'s") for word in known]
    # "Reuters could not independently verify the report": whoever could not is no part of what was said.
    whoever = next((hit.start for hit in whole if leaves_open(text, hit, span[1])), 0)
    events = lists.confirming | {word for phrase in lists.happening for word in phrase.split()}
    calling = lists.pointing | lists.sayings | lists.rulings | lists.wholes
    no_more = calling | lists.auxiliary | lists.unfinished | events
    behind = [said for word, said in zip(known, rest, strict=True) if word.start >= whoever]
    if not all(word in no_more or lists.is_light(word) for word in behind):
        return
    called = any(word.text.removesuffix("'s") in calling for word in found)
    for hit in hits:
        untrue = hit.group.kind == "denial" and hit.group.reach != "itself" and (called or alone)
        # "False reports spread." tells of other reports.
        untrue = untrue and not any(other.start == hit.end + 1 and _is_told(other) for other in whole)
        # Turkish says “was not confirmed” in one word.
        said = [*rest, hit.words.lower()]
        undone = hit.group.kind == "negation" and _has(said, events | lists.rulings)
        unknown = hit.group in lists.telling[: 2 if _has(rest, lists.confirming) else 1]  # "unclear if this is true"
        unknown = unknown and _has(rest, lists.pointing | lists.sayings)
        # "No se ha confirmado." needs no "this"; who "was not confirmed" is somebody.
        first = hit.start == found[0].start and undone and _has(said, lists.confirming)
        open_still = first or (not rest and (_is_unconfirmed(hit) or _is_afterthought(text, hit, span)))
        if untrue or (called and (undone or unknown)) or (alone and open_still):
            yield hit


def _is_told(hit: Hit) -> bool:
    """Tell whether a hedge says that something is told, and not only what: "reports spread"."""
    return hit.group.kind == "hedge" and " " in hit.words


def _is_unconfirmed(hit: Hit) -> bool:
    return hit.group == lexicon().telling[0] and _has(hit.words.lower().split(), lexicon().confirming)


def _is_afterthought(text: str, hit: Hit, span: Span) -> bool:
    """Tell whether a hedge of one word is a sentence: "Allegedly."; not what is written over others: "Suspects"."""
    return hit.group in lexicon().telling and " " not in hit.words and text[hit.end : span[1]].strip() != ""


def answers(text: str, span: Span, hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the word by which somebody, in a sentence that says no more, denies what is before it: "HTS denied this."

    What is denied follows ("it", "the report"), stands in the phrase ("withdrew his statement"), or before it ("HTS
    called it false"); in Arabic whoever denies stands between. "HTS spread this false report" answers nothing.
    """
    denials = [hit for hit in hits if hit.group.kind in NEGATIVE]
    found, lists = words(text, *span), lexicon()
    if len(denials) != 1 or len(found) > _ANSWER or any(hit.group == lists.groups["question"] for hit in hits):
        return
    hit = denials[0]
    own, behind = ([word.text for word in words(text, *of)] for of in ((hit.start, hit.end), (hit.end, span[1])))
    while behind and lists.is_light(behind[-1]) and behind[-1] not in lists.pointing:
        behind.pop()  # "on Monday"
    if hit.start > found[0].start and len(behind) > _OBJECT:
        return
    # "HTS called it false", but "we feel that is ridiculous"
    before = [word.text for word in words(text, found[0].end, hit.start)][-1:] if own[0] not in lists.auxiliary else []
    of_phrase = not behind and (_has(before, lists.pointing) or (len(own) > _OBJECT and own[-1] in lists.sayings))
    if hit.group.reach == "sentence" and (of_phrase or _is_object(behind)):
        yield Hit(hit.words, lists.groups["answered"], hit.start, hit.end)


def _is_object(behind: Sequence[str]) -> bool:
    """Tell whether some words end with what was said before: "this", "the report"; not "medical reports"."""
    if behind[-1:] and behind[-1] in lexicon().pointing:
        return True
    article = behind[-2] if len(behind) >= _OBJECT and behind[-1] in lexicon().sayings else ""
    return len(article) in _ARTICLE or article in lexicon().pointing


def labels(text: str, span: Span, hits: Sequence[Hit], among: Collection[str]) -> Iterator[Hit]:
    """Yield what a paragraph, or a sentence, has of some words and no others, and so calls what is beside it untrue.

    By "FALSE" it calls so what stands before it (`ratings`: "Mostly false"), or, as a title, what is below it
    (`untruths`).
    """
    found = words(text, *span)
    if not found or len(found) > _LABEL or "?" in text[found[-1].end : span[1]]:
        return
    if any(hit.group.kind == "negation" for hit in hits):
        return
    called = [word for word in found if word.text in among]
    lists = lexicon()
    hedges = [hit for hit in hits if hit.group.kind == "hedge" and called and hit.start < called[0].end]
    calling = lists.sayings | lists.unfinished  # "Hoaxes and rumours"
    others = (word for word in found if word not in called and not (lists.is_light(word.text) or word.text in calling))
    if called and all(any(hit.start <= word.start < hit.end for hit in hedges) for word in others):
        start, end = called[0].start, called[-1].end
        yield Hit(text[start:end], lexicon().groups["denial"], start, end)


def is_title_of_ruling(text: str, span: Span) -> bool:
    """Tell whether a sentence is no more than a title over what is thought of what stands before it: "Verdict"."""
    lists, found = lexicon(), [word.text for word in words(text, *span)]
    others = (word for word in found if word not in lists.rulings)
    return _has(found, lists.rulings) and all(word in lists.pointing or word in lists.sayings for word in others)


def _begins(text: str, start: int, to: int) -> bool:
    """Tell whether all that a clause has before an offset points back: "but that", ", which"; not "a raid that".

    Nor does what gives a reason: "but because it did not happen at night".
    """
    before = [word.text for word in words(text, start, to)]
    if len(before) > _BEGUN or _has(before, lexicon().beginnings):
        return False
    pointing = lexicon().pointing
    return _has(before[-2:], pointing) and (before[0] not in pointing or _is_marked(text, start))


def _is_marked(text: str, at: int) -> bool:
    """Tell whether a comma or another mark stands before an offset."""
    before = text[max(at - 2, 0) : at].rstrip()
    return before != "" and not before[-1].isalnum()


def _has(found: Collection[str], among: Collection[str]) -> bool:
    return any(word in among for word in found)
