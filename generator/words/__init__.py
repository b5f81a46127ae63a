"""The words of the pages in one language: whole sentences, with what differs put into them.

The English sentence is the key; what it is in another language stands in a catalogue beside this file (`ar.po`), in the
format that translators' programs read. A sentence without a translation stays English. This module knows nothing of
dossiers. Nobody asks it which language is meant: whoever words something is given the `Words` for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final, Literal, TypeVar, cast

from ..markup import stop
from ..names import SEEN, direction

_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
"""Codes that CLDR has for what is no country."""
FOLDER: Final = Path(__file__).parent
DEFAULT: Final = "en"
_OTHER_WAY: Final = {
    # Signs that turn what follows, in names copied from elsewhere, would turn the sentence around them and its figures.
    "ltr": re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u202a-\u202e]"),
    # Beside letters, figures with a sign or of two parts: beside Arabic letters they would stand in another order.
    "rtl": re.compile(
        "[A-Za-z\u00c0-\u024f\u0370-\u058f\u0900-\u1fff\u202a-\u202e\u3040-\ud7ff]"
        "|[-+\u00b1\u2212][0-9]|[0-9] ?[%\u2030\u00b0]|[0-9] ?[-\u2010-\u2015\u2212] ?[0-9]"
    ),
}
_CLOSING: Final = re.compile(r"\{(\w+)\}((?:</\w+>)*)\.(?![\w.])")
"""A place with which a sentence ends, the tags that end with it, and the full stop."""
_WITHIN: Final = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
ISOLATED: Final = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
SAID: Final = (" and ", " or ", ", ")
"""What joins words in a list, for catalogues."""
Forms = tuple[str, ...]
T = TypeVar("T")


def _english(number: int) -> int:
    return 0 if number == 1 else 1


class Words:
    """The words of one language.

    What is put into a sentence keeps its own direction: a text that holds letters of the other one, or in Arabic a
    figure with a sign, is isolated.
    Finished HTML has its own marks for that. What has its own full stop at the end of a sentence is given no other.
    """

    __slots__ = (
        "_closings",
        "_counted",
        "_ltr",
        "_messages",
        "_one",
        "_other_way",
        "_own",
        "_with",
        "count",
        "dir",
        "lang",
        "plural",
    )

    def __init__(
        self,
        lang: str,
        messages: Mapping[str, Forms],
        plural: Callable[[int], int] = _english,
        count: int = 2,
        own: Mapping[str, str] | None = None,
    ) -> None:
        """Take translations by their English sentences: of a sentence with a number, one for each plural form.

        `plural` gives the form that a number asks for, `count` how many forms there are.
        """
        self.lang = lang
        self.dir = direction(lang)
        self.plural = plural
        self.count = count
        self._own = own or {}
        self._one = plural(1)
        self._ltr = self.dir == "ltr"
        self._messages = messages
        self._closings: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._counted: dict[tuple[str, str, int], str] = {}
        self._with: dict[tuple[tuple[str, str], ...], Words] = {}
        self._other_way = _OTHER_WAY[self.dir]

    def __reduce__(self) -> tuple[Callable[..., Words], tuple[object, ...]]:
        """Return how another process finds the same words."""
        return _with_own, (self.lang, self._own)

    def with_own(self, own: Mapping[str, str]) -> Words:
        """Return these words with a site's own among them, which come first: the same for the same, each time.

        An empty one counts as left out: it would be a link, or a heading, that nobody sees.
        """
        own = {message: said for message, said in own.items() if SEEN.search(said)}
        key = tuple(sorted(own.items()))
        if key not in self._with:
            messages = {**self._messages, **{message: (said,) for message, said in own.items()}}
            self._with[key] = Words(self.lang, messages, self.plural, self.count, own)
        return self._with[key]

    def own(self, text: str) -> str | None:
        """Return what the site itself says for a text of its own in this language, None where it does not say."""
        return self._own.get(text)

    def of_data(self, text: str) -> str:
        """Return a short text of the data: as the site itself translates it, else isolated in its own direction."""
        return self._own.get(text) or cast(str, self._shown({"": text})[""])

    @property
    def messages(self) -> Iterable[str]:
        """The English sentences that these words translate."""
        return self._messages.keys()

    @property
    def known(self) -> bool:
        """Tell whether pages can speak the language: that is, whether it is English or has a catalogue."""
        return bool(self._messages) or self.lang.partition("-")[0].lower() == DEFAULT

    def __call__(self, message: str, /, **values: object) -> str:
        """Return a sentence in this language, with values in its {places}."""
        if message in self._messages:
            message = self._messages[message][0]
        return self._filled(message, values) if values else message

    def many(self, one: str, several: str, number: int, /, **values: object) -> str:
        """Return a sentence in the form that its {number} asks for."""
        if values:
            return self._filled(self._form(one, several, number), {**values, "number": number})
        # A page counts a dozen things, and pages count alike.
        counted = self._counted.get((one, several, number))
        if counted is None:
            counted = self._form(one, several, number).format_map({"number": f"{number:,}"})
            self._counted[one, several, number] = counted
        return counted

    def _form(self, one: str, several: str, number: int) -> str:
        found = self._messages.get(one)
        if found is None:
            return one if number == 1 else several
        return found[self.plural(number)]

    def forms(self, one: str, several: str) -> Forms:
        """Return all plural forms of a sentence; without a translation these are the English ones."""
        found = self._messages.get(one)
        return found or tuple([one if form == self._one else several for form in range(self.count)])

    def parts(self, message: str, /, **values: Sequence[str | T]) -> tuple[str | T, ...]:
        """Return a sentence in parts: its own words, and what each value is made of, where it stands."""
        return _parted(self(message), values)

    def many_parts(self, one: str, several: str, number: int, /, **values: Sequence[str | T]) -> tuple[str | T, ...]:
        """Return a sentence in parts, in the form that a number asks for."""
        values["number"] = (f"{number:,}",)
        return _parted(self._form(one, several, number), values)

    def listed(self, words: Sequence[str], last: Literal[" and ", " or "] = " and ") -> str:
        """Return words as a list in a sentence: "a", "a and b", "a, b and c"; the list runs as the language does."""
        if len(words) < 2:
            return "".join(words)
        apart = [self.isolated(text) if type(text) is str else text for text in words]
        return f"{self(', ').join(apart[:-1])}{self(last)}{apart[-1]}"

    def apart(self, texts: Sequence[str]) -> str:
        """Return texts of one line, set apart by semicolons, each in its own direction."""
        return self("; ").join(map(self.isolated, texts))

    def _filled(self, message: str, values: dict[str, object]) -> str:
        """Return a sentence with values in its places."""
        known = self._closings.get(message)
        if known is None:
            known = self._closings[message] = closing(message)
        shown = self._shown(values)
        for name in known[1]:
            shown[name] = f"{shown[name]}{stop(cast(str, shown[name]))}"
        return known[0].format_map(shown)

    def _shown(self, values: dict[str, object]) -> dict[str, object]:
        """Return values as they stand in a sentence: thousands set apart, what is written the other way isolated."""
        for name, value in values.items():
            if type(value) is str:
                values[name] = self.isolated(value)
            elif type(value) is int:
                values[name] = f"{value:,}"
        return values

    def isolated(self, text: str) -> str:
        """Return a text, isolated if it holds what runs in the other direction and is not isolated yet."""
        # To ask whether all letters are English is quicker than to look for others: most texts are, on most sites.
        if (self._ltr and text.isascii()) or not self._other_way.search(text):
            return text
        return ISOLATED.format(text) if self._other_way.search(_WITHIN.sub("", text)) else text


def closing(message: str) -> tuple[str, tuple[str, ...]]:
    """Return a message without the full stops behind its places, and these places: what stands there brings its own."""
    found = [name for name, _ in _CLOSING.findall(message) if message.count(f"{{{name}}}") == 1]
    open = _CLOSING.sub(lambda end: end[0][:-1] if end[1] in found else end[0], message)
    return open, tuple(found)


def _parted(message: str, values: Mapping[str, Sequence[str | T]]) -> tuple[str | T, ...]:
    parts: list[str | T] = []
    for text, place, _, _ in Formatter().parse(message):
        parts += [text] if text else []
        parts += values[place] if place else []
    return tuple(parts)


def own_name(lang: str) -> str:
    """Return what a language is called in itself; its tag, where that is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-").get_language_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


@cache
def countries() -> Mapping[str, str]:
    """Return the English names of countries by their codes, as ISO 3166-1 alpha-2 has them."""
    from babel import Locale

    named = Locale(DEFAULT).territories
    return {code: name for code, name in named.items() if len(code) == 2 and code not in _NO_COUNTRIES}


def languages() -> tuple[str, ...]:
    """Return the languages in which pages can speak, English first."""
    return DEFAULT, *sorted(path.stem for path in FOLDER.glob("*.po"))


@cache
def words_of(lang: str) -> Words:
    """Return the words of a language (BCP 47): English ones where there is no catalogue for it."""
    path = FOLDER / f"{lang.partition('-')[0].lower()}.po"
    if not path.is_file():
        return Words(lang, {})
    # Only sites in other languages wait for what reads a catalogue.
    from gettext import c2py

    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    messages: dict[str, Forms] = {}
    for message in catalogue:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.id and all(forms):
            messages[message.id if isinstance(message.id, str) else message.id[0]] = forms
    return Words(lang, messages, c2py(catalogue.plural_expr), catalogue.num_plurals)


def _with_own(lang: str, own: Mapping[str, str]) -> Words:
    return words_of(lang).with_own(own)


ENGLISH: Final = Words(DEFAULT, {})
