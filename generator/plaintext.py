"""Text as programs lay it out → the words of it: subtitles without times, mails without marks, pages without heads.

A sentence runs from one subtitle into the next, from one quoted line of a mail into the next, and from page to page.
What stands between is no word of it, and no quote holds it. It refuses to know what the text is for.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal

_TIME: Final = r"(?:\d+:)?\d\d:\d\d[,.]\d{3}"
_CUE: Final = re.compile(rf"[^\S\n]*{_TIME}[^\S\n]+-->[^\S\n]+{_TIME}[^\n]*")
_VTT: Final = re.compile(r"WEBVTT(?=\s)")
_SUBTITLES: Final = re.compile(rf"WEBVTT(?=\s)|\s*\d+[^\S\n]*\n{_CUE.pattern}")
_PARAGRAPHS: Final = re.compile(r"\n(?:[^\S\n]*\n)+")
_UNSPOKEN: Final = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?=\s|$)")
_VOICE: Final = re.compile(r"<v(?:\.[^\s<>]*)?[^\S\n]([^<>\n]*)>")
_TAG: Final = re.compile(
    r"</?(?:[bciuv]|font|lang|rt|ruby|\d+:[\d:.]+)(?:[.\s][^<>\n]*)?>|\{\\[^{}\n]*\}", re.IGNORECASE
)
_ROLLING: Final = re.compile(r"<\d+:[\d:.]+>")  # words one after the other: each line is shown in the next cue too
_TURN: Final = re.compile(r"(?:-|[‐-―]|>>)\s*\w")  # somebody else speaks
_CLOSED: Final = re.compile(r"[.!?…؟۔。！？][\"'”’»)\]]*$")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff]")
_NUMBERS: Final = re.compile(r"\d+")
_LINES_OF_HEADS: Final = 2  # above a page, and below it
# Marks before a line of a mail; but “> 200” says that they are more.
_QUOTED: Final = re.compile(r"(?:>[^\S\n]?)+(?!\s*[\d~])")


def words_of(text: str) -> str:
    """Return a text without what a program put between its words."""
    if _SUBTITLES.match(text):
        return _spoken(text)
    if "\f" in text:
        text = _without_heads(text)
    return "\n".join(_unmarked(text)) if "\n>" in text else text


def _spoken(text: str) -> str:
    """Return what subtitles say: a line for each sentence, a paragraph for each who speaks."""
    found, last, voice = "", "", ""
    rolling, escaped = _ROLLING.search(text) is not None, _VTT.match(text) is not None
    for line in _cues(text):
        named = _VOICE.search(line)
        words = _TAG.sub("", _VOICE.sub("", line)).strip()
        words = html.unescape(words) if escaped else words
        if not words or (rolling and words == last):
            continue
        turn = _TURN.match(words) or (named and named[1] != voice)
        found += f"{_between(found, words, turn=bool(turn))}{words}"
        last, voice = words, named[1] if named else voice
    return found


def _cues(text: str) -> Iterator[str]:
    """Yield the lines of subtitles that are shown."""
    for paragraph in _PARAGRAPHS.split(text):
        lines = paragraph.strip("\n").split("\n")
        times = [bool(_CUE.fullmatch(line)) for line in lines]
        if not any(times) and _UNSPOKEN.match(paragraph):
            continue
        if any(times[1:]) and _VTT.match(paragraph):
            lines, times = lines[times.index(True) :], times[times.index(True) :]
        for number, line in enumerate(lines):
            named = number + 1 < len(lines) and times[number + 1] and (number == 0 or line.strip().isdigit())
            if not (times[number] or named):
                yield line


def _between(before: str, words: str, *, turn: bool) -> str:
    """Return what stands between what was said and what is said next."""
    if not before:
        return ""
    if turn:
        return "\n\n"
    if _CLOSED.search(before):
        return "\n"
    return "" if _UNSPACED.match(before[-1]) and _UNSPACED.match(words) else " "


def _without_heads(text: str) -> str:
    """Return a text in pages without the lines that stand above or below most of them, but for the first of each."""
    pages = [page.strip("\n").split("\n") for page in text.split("\f")]
    dropped = [_drop(pages, place) for place in (0, -1)]
    return "\n".join("\n".join(page) for page in pages) if any(dropped) else text


def _drop(pages: Sequence[list[str]], place: Literal[0, -1]) -> bool:
    """Take out of pages the lines at one end that most have, and tell whether any was."""
    counts = Counter(head for page in pages for head in set(_heads(page, place)))
    common = {head for head, pages_with in counts.items() if pages_with >= max(len(pages) / 3, 2)}
    seen, dropped = set[str](), False
    for page in pages:
        for head in _heads(page, place):
            if head not in common or head not in seen:
                break
            dropped = True
            del page[place]
            while len(page) > 1 and not page[place].strip():
                del page[place]
        seen.update(_heads(page, place))
    return dropped


def _heads(page: Sequence[str], place: Literal[0, -1]) -> list[str]:
    """Return the lines at one end of a page, from that end, as they stand on each page, whatever its number."""
    lines = [line for line in page if line.strip()][:: 1 if place == 0 else -1]
    return [_NUMBERS.sub("#", line.strip()).lower() for line in lines[: min(_LINES_OF_HEADS, len(lines) - 1)]]


def _unmarked(text: str) -> Iterator[str]:
    """Yield the lines of a mail, those it quotes without a mark but for the first of each run."""
    deep = 0
    for line in text.split("\n"):
        mark = _QUOTED.match(line)
        own = mark[0].count(">") if mark else 0
        yield line[mark.end() :] if mark and own == deep else line
        deep = own
