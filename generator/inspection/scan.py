"""Reads plain markup faster than a parser can: pages of this program hold nothing else.

Plain is what every parser must understand alike: known elements, each closed where it was opened, attributes in
double quotes, nothing that HTML moves, closes or opens by itself. Whatever is not plain is refused, and goes to the
parser. So a mistake in here may cost time, never a finding.

A page is cut at each `<` into pieces, a tag with the text behind it. Nearly all of its pieces stand on other pages too,
so what one means is remembered, and a page takes a look-up for each. So does where its texts stand: few elements stand
open at a time, and what a tag makes of them is always the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape
from itertools import accumulate, chain, compress
from operator import getitem
from typing import Generic, NamedTuple, TypeVar, cast

from ..markup import HOLLOW
from .attributes import EMBED, LEAVING, WITHOUT_WORDS, Asked, Said, read_attributes, spelt_in
from .document import NOTED, PLACING, ROOT, STYLED, Document, is_folded, is_placed_away
from .folding import words
from .page import LEAK_SIGNS
from .states import CLOSED, KNOWN, VOID, Meant, Open, States, Step, begun, ended, sign
from .unseen import TAB
from .veils import NO_VEILS, Veils

T = TypeVar("T")

_NAME = re.compile(r"(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r'\s+((?:xlink:)?[a-z][a-z-]*)(="")?')
_VAGUE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});)")

_REMEMBERED = 100_000
"""So many pieces, tags or texts are remembered; with one more all are forgotten."""
_LONG = 150
"""What is longer hardly stands on a second page, and is not remembered: it would take more room than all the rest."""
_MOVES = 50_000
"""So often a tag may lead from one state of a document to another for the first time; then all are forgotten."""


class Scanned(NamedTuple, Generic[T]):
    """A document laid flat, its texts folded with one space between words, the same without any, and what tags tell.

    `ids` are the anchors of elements, each time; `told` is what became of the rest that tags say, once for each tag.
    """

    document: Document
    tight: list[str]
    ids: list[str]
    told: list[T]


class Scanner(Generic[T]):
    """Scans documents, and remembers each tag and each text, of which most stand on many pages.

    What becomes of the addresses and words in a tag, `tell` says; it raises NotPlainError where they take the parser.
    What `veils` may hide counts as hidden, or takes the parser.
    """

    def __init__(self, tell: Callable[[Said], T], veils: Veils = NO_VEILS) -> None:
        self._pieces = _Pieces(tell, veils)
        self._states = States()

    def go_on(self, tell: Callable[[Said], T]) -> None:
        """Let others say what becomes of addresses and words; what was remembered must be right for them too."""
        self._pieces.tell(tell)

    def scan(self, html: str) -> Scanned[T] | None:
        """Return a whole document laid flat, or None where its markup is not plain, or may hold what was not filled in.

        Elements that only mark words (`b`, `a`, `span` …) are no elements here: no block begins or ends at them.
        """
        self._forget()
        sources = html.split("<")
        if sources.pop(0):
            return None
        try:
            pieces = list(map(self._pieces.__getitem__, sources))
        except NotPlainError:
            return None
        columns = list(chain.from_iterable(pieces))
        steps = cast("list[Step]", columns[0::4])
        # Where each text stands: the same few states on all pages, each found by one look into the one before.
        states = list(accumulate(steps, getitem, initial=self._states[Open()]))
        if states[-1] is not self._states[CLOSED]:
            return None
        extras = columns[1::4]
        marked = cast("list[tuple[int, _Extra[T]]]", list(compress(enumerate(extras, 1), extras)))
        noted = [element for element, extra in marked if extra.noted]
        ids = [extra.id for _, extra in marked if extra.id]
        told = dict.fromkeys(extra.told for _, extra in marked if extra.told is not None)
        texts, tight = cast("tuple[list[str], list[str]]", (columns[2::4], columns[3::4]))
        document = Document(["", *texts], [ROOT, *steps], "".join(map(sign, states)), noted)
        return Scanned(document, ["", *tight], ids, list(told))

    def _forget(self) -> None:
        if self._pieces.remembered > _REMEMBERED:
            self._pieces.clear()
        if self._states.moves > _MOVES:
            self._states = States()


class NotPlainError(Exception):
    """Something stands in a page that only the parser can judge."""


class _Extra(NamedTuple, Generic[T]):
    """What few tags have: whether they are noted, an anchor or "", what became of their addresses and words."""

    noted: bool
    id: str
    told: T | None


_Piece = tuple[Step, _Extra[T] | None, str, str]
"""What a tag does, what else it has, and the text behind it folded, with single spaces and without any."""


class _Pieces(dict[str, _Piece[T]]):
    """What each tag with the text behind it, `tag>text`, means."""

    def __init__(self, tell: Callable[[Said], T], veils: Veils) -> None:
        super().__init__()
        self._tags = _Tags(tell, veils)
        self._texts = _Texts()

    def __missing__(self, source: str) -> _Piece[T]:
        tag, closed, text = source.partition(">")
        if not closed:
            raise NotPlainError
        speaking, folded, tight = self._texts[text]
        meant, extra = self._tags[tag]
        piece = (meant[speaking], extra, folded, tight)
        if len(source) <= _LONG:
            self[source] = piece
        return piece

    def tell(self, tell: Callable[[Said], T]) -> None:
        """Say by others what becomes of addresses and words."""
        self._tags.tell = tell

    @property
    def remembered(self) -> int:
        """How much is remembered of any sort: what was refused may have left a tag or a text behind."""
        return max(len(self), len(self._tags), len(self._texts))

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._tags.clear()
        self._texts.clear()


class _Texts(dict[str, tuple[bool, str, str]]):
    """What is read of each text: whether there are words in it, it folded, with single spaces and without any."""

    def __missing__(self, text: str) -> tuple[bool, str, str]:
        said = _unescaped(text)
        if said.strip() in HOLLOW:
            raise NotPlainError
        folded = words(said)
        # Other signs of white space than these are words to a parser.
        read = said.strip(" \n\t") != "", folded, folded.replace(" ", "")
        if len(text) <= _LONG:
            self[text] = read
        return read


class _Tags(dict[str, tuple[Meant, _Extra[T] | None]]):
    """What each tag, without its brackets, does to the elements around it, and what else it has."""

    def __init__(self, tell: Callable[[Said], T], veils: Veils) -> None:
        super().__init__()
        self.tell = tell
        self._veils = veils
        self._forms: dict[tuple[str, ...], _Form] = {}

    def __missing__(self, tag: str) -> tuple[Meant, _Extra[T] | None]:
        plain = _unescaped(tag) is tag
        parts = tag.split('"')
        if len(parts) % 2 == 0 or TAB in tag:
            raise NotPlainError  # a value that is not closed, or what a tab shows
        bare = tuple(parts[::2])
        form = self._forms.get(bare)
        if form is None:
            form = self._forms[bare] = _form('""'.join(bare))
        values = parts[1::2] if plain else list(map(unescape, parts[1::2]))
        if form.placing and is_placed_away(form.name, dict(zip(form.names, values, strict=True))):
            raise NotPlainError
        if form.asking is not None:
            asked = tuple(Asked(values[place], *how) for place, *how in form.asking if values[place])
            said = Said(asked, spelt=spelt_in(asked))
        else:
            said = read_attributes(form.name, dict(zip(form.names, values, strict=True)))
        meant = _veiled(form) if self._veils and self._may_hide(form, values) else form.meant
        id = values[form.id] if form.id >= 0 else ""
        told = self.tell(said) if said.asked or said.lines or said.barred else None
        noted = meant[0].noted
        read = meant, _Extra(noted, id, told) if noted or id or told else None
        if len(tag) <= _LONG:
            self[tag] = read
        return read

    def _may_hide(self, form: _Form, values: Sequence[str]) -> bool:
        return form.begins and self._veils.may_hide(form.name, dict(zip(form.names, values, strict=True)))

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._forms.clear()


class _Form(NamedTuple):
    """A tag without the values of its attributes: its name, those of attributes that have one, and what it does.

    `id` is the place of its anchor among them, or -1. `asking` are places of addresses, and how these are asked for,
    where nothing else in the attributes matters; else None. What is `placing` may put an element of a drawing away.
    """

    name: str
    names: tuple[str, ...]
    meant: Meant
    id: int
    asking: tuple[tuple[int, bool, bool, bool], ...] | None
    placing: bool = False
    begins: bool = True


def _veiled(form: _Form) -> Meant:
    """Return what a tag does whose element is hidden; raises NotPlainError where more than its words hangs on it.

    A page that is sound without what may be hidden is so in any case.
    """
    meant = None if form.name in NOTED else begun(form.name, True)
    if meant is None:
        raise NotPlainError
    return meant


def _form(tag: str) -> _Form:
    """Return the form of a tag of which all values are empty; raises NotPlainError where it is not plain."""
    found = _NAME.match(tag)
    if not found or found[2] not in KNOWN:
        raise NotPlainError
    name, rest = found[2], tag[found.end() :]
    if found[1]:
        meant = ended(name)
        if rest.strip() or meant is None:
            raise NotPlainError
        return _Form(name, (), meant, -1, (), begins=False)
    given = _ATTRIBUTE.findall(rest)
    names = {attribute for attribute, _ in given}
    meant = begun(name, is_folded(name, names))
    if (
        meant is None
        or len(names) < len(given)
        or _ATTRIBUTE.sub("", rest).strip()
        or (name == "a" and "name" in names)
        or not STYLED.isdisjoint(names)
    ):
        raise NotPlainError
    valued = tuple(attribute for attribute, value in given if value)
    placing = not PLACING.isdisjoint(valued)
    return _Form(name, valued, meant, valued.index("id") if "id" in valued else -1, _asking(name, valued), placing)


def _asking(name: str, attributes: Sequence[str]) -> tuple[tuple[int, bool, bool, bool], ...] | None:
    """Return which attributes are addresses, found by a mark in the place of each; None where more is to be read."""
    says_how = name in VOID or (name in LEAVING and "rel" in attributes)
    if says_how or not WITHOUT_WORDS.issuperset(set(attributes) - {"href", "xlink:href"}):
        return None
    marks = [str(place) for place in range(len(attributes))]
    said = read_attributes(name, dict(zip(attributes, marks, strict=True)))
    return tuple((marks.index(asked.raw), *asked[1:]) for asked in said.asked)


def _unescaped(text: str) -> str:
    """Return what a text or a tag says; raises NotPlainError where it takes the parser to tell."""
    if _is_odd(text):
        raise NotPlainError
    if "&" not in text:
        return text
    words = unescape(text)
    if _VAGUE.search(text) or any(sign in words for sign in LEAK_SIGNS):
        raise NotPlainError
    return words


def _is_odd(text: str) -> bool:
    """Tell whether a text holds signs that parsers do not take for themselves, or of something not filled in."""
    # In one go, however long: this is asked of each text and each tag.
    return (
        ">" in text or "{{" in text or "{%" in text or "[[" in text or " object at 0x" in text
        or EMBED in text or "\r" in text or "\f" in text or "\0" in text
    )  # fmt: skip
