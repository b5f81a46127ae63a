"""Which words outside a quote change what it says: how far a negation, a denial, a hedge or a condition reaches.

Nobody parses sentences here. The rules are few, can be told to a contributor, and lean to the careful side, because a
false alarm is answered with a few more quoted words, and a missed "not" is answered by nobody:

- Nothing reaches beyond its sentence or a semicolon.
- Before a quote, nothing reaches over a contrast ("but", "although"), but all else may: a denial, a condition, and
  what hedges a whole clause. A plain negation is also stopped by "because", "when" and their like, by a comma (two
  commas enclose an aside, and stop nothing), and, if it is about a speaker ("who did not"), by the speaker's verb
  three or more words on: no other's, since "nobody … said" and "did not … say" deny what is said.
- Behind a quote, a denial or a condition reaches back; a plain negation or hedge only within the same clause, as far
  as the next comma, "and", "who", "that" or "because". A hedge that ends the sentence reaches over a comma.
- What stands in brackets is an aside, unless it denies or is a condition.
- Some hedges ("up to", "such as", "seeks to") hold for the very next words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .carried import Carried
from .copies import Copy
from .lexicon import CONTRAST, NEGATIVE, SUBORDINATE, Hit, lexicon
from .words import WORD, words

NEAR_WORDS: Final = 3
_SPEAKER_WORDS: Final = 3
_SEMICOLON: Final = re.compile(r"[;\u061b]")
_COMMA: Final = re.compile(r"[,،](?=\s)|\s-\s")  # also a dash
# The items of a list share what is denied: "did not kill, wound, or rob civilians".
_LIST: Final = re.compile(r"\b(?:or|nor|ou|ni|او|ولا)\b", re.IGNORECASE)
_OWN_OBJECT: Final = re.compile(r"\W*(?:\w+ing|that|any)\b", re.IGNORECASE)


def crops(copy: Copy, start: int, end: int, carried: Carried, *, attributed: bool = True) -> list[Hit]:
    """Return the words outside a span that govern it, and that nothing carries, in the order of the text.

    `attributed` tells that it is on record who said the quote; else an attribution that was cut off counts too.
    """
    before, after = copy.sentences.index(start), copy.sentences.index(end - 1)
    found = [hit for hit in copy.hits(before) if hit.start < start and _reaches_on(copy, before, hit, start)]
    found += [hit for hit in copy.hits(after) if hit.end > end and _reaches_back(copy, after, hit, end)]
    return [hit for hit in found if not carried.holds(hit) and not (attributed and hit.group.kind == "attribution")]


def swallowed(copy: Copy, start: int, end: int, carried: Carried) -> list[Hit]:
    """Return the words of the lists that a gap of a quote removed, whole or in part, and that nothing carries."""
    return [hit for hit in _between(copy, start, end) if not carried.holds(hit)]


def _between(copy: Copy, start: int, end: int) -> Iterator[Hit]:
    for sentence in range(copy.sentences.index(start), copy.sentences.index(max(end - 1, start)) + 1):
        yield from (hit for hit in copy.hits(sentence) if hit.start < end and hit.end > start)


def _reaches_on(copy: Copy, sentence: int, hit: Hit, start: int) -> bool:
    """Tell whether a word before a quote governs it."""
    between = copy.text[hit.end : start]
    openers = {kind for at, kind in copy.openers(sentence) if hit.end <= at <= start}
    if _SEMICOLON.search(between) or CONTRAST in openers:
        return False
    if hit.group.reach == "sentence":
        return True
    if between.count(")") > between.count("("):
        return False  # an aside in brackets
    if hit.group.reach == "near":
        near = not (openers or _COMMA.search(between)) and len(WORD.findall(between)) <= NEAR_WORDS
        return near and not _speaker_between(copy, sentence, hit, start, 1)
    joined = len(_COMMA.findall(between)) % 2 == 0 or _LIST.search(between)
    if not joined or SUBORDINATE in openers:
        return False
    return not _speaker_between(copy, sentence, hit, start, _SPEAKER_WORDS)


def _speaker_between(copy: Copy, sentence: int, hit: Hit, start: int, least: int) -> bool:
    """Tell whether somebody speaks so many words behind a word that is not about it: "who did not want to …, said"."""
    if hit.group == lexicon().negation and not _is_of_speaker(copy, sentence, hit):
        return False  # "nobody in the whole town said"
    return any(
        len(WORD.findall(copy.text, hit.end, other.start)) >= least
        for other in copy.hits(sentence)
        if other.group.kind == "attribution"
        and hit.end <= other.start < start
        and other.words.lower() not in lexicon().infinitive
        and not _is_in_aside(copy, hit, other, start)
    )


def _is_of_speaker(copy: Copy, sentence: int, hit: Hit) -> bool:
    """Tell whether a negation is about somebody who may speak: "who did not", "who had asked not"."""
    negations = {other.start for other in copy.hits(sentence) if other.group.kind in NEGATIVE}
    reached = hit.start
    for word in reversed(words(copy.text, copy.sentences.span(sentence)[0], hit.start)):
        if copy.text[word.end : reached].strip():
            return False
        if word.text in lexicon().who:
            return True
        if word.text not in lexicon().auxiliary and word.start not in negations:
            return False
        reached = word.start
    return False


def _is_in_aside(copy: Copy, hit: Hit, other: Hit, start: int) -> bool:
    """Tell whether two commas between a word and a quote enclose another word: "not, as papers wrote, …"."""
    before, behind = copy.text[hit.end : other.start], copy.text[other.end : start]
    return len(_COMMA.findall(before)) % 2 == 1 and len(_COMMA.findall(behind)) % 2 == 1


def _reaches_back(copy: Copy, sentence: int, hit: Hit, end: int) -> bool:
    """Tell whether a word behind a quote governs it."""
    between = copy.text[end : hit.start]
    openers = {kind for at, kind in copy.openers(sentence) if end <= at < hit.start}
    if _SEMICOLON.search(between) or hit.group.reach == "near":
        return False
    if hit.group.reach == "sentence":
        denies_else = hit.group.kind != "denial" or _OWN_OBJECT.match(copy.text, hit.end)
        return not (CONTRAST in openers and denies_else)
    if hit.group.kind == "hedge" and not openers:
        # "…, reportedly, …" and "…, rivals allege."
        rest = copy.text[hit.end : copy.sentences.span(sentence)[1]]
        if not WORD.search(between) or not WORD.search(rest):
            return True
    return not (openers or hit.joined or _COMMA.search(between))
