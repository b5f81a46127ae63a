"""Words that no file may hold, as they stand in files: plain, or escaped as pages, data and tables escape them.

Several words are also found where marks stand between them, of a link or an emphasis, or where they are broken over
lines; not where one is an entry of a list and the next one another. In files that are read whole, Markdown that nobody
renders and entities of any name count as such marks too; pages of this program hold neither. And they are found as the
same names and words are spelt elsewhere: with other apostrophes, hyphens and capitals, and as addresses have them.
"""

from __future__ import annotations

import base64
import html
import json
import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import quote, unquote_to_bytes

from ..markup import as_typed
from ..names import is_telling, spelling
from .folding import is_edge

# Data holds marks as they are, or with the escapes of JSON.
_OPENS, _REST = rb"(?:<|\\u003c)\\?/?", rb"(?![\w-])[^<>\\]*(?:\\(?!u003[ce])[^<>\\]*)*(?:>|\\u003e)"
_COMMENT = rb"(?:<|\\u003c)!--(?:[^<\\]|<(?!!--)|\\(?!u003c!--))*?--(?:>|\\u003e)"
_BLOCK = (
    rb"(?:address|article|aside|blockquote|body|button|caption|d[dlt]|details|div|fieldset|fig(?:caption|ure)|footer|form"
    rb"|h[1-6r]|head(?:er)?|html|legend|li|main|nav|[ou]l|opt(?:group|ion)|p|pre|script|section|select|style|summary|table"
    rb"|t(?:body|d|emplate|ext|extarea|foot|h|head|itle|r))"
)
# A line of a drawing begins where a part of its text has a place of its own.
_LINE = rb"(?:br|tspan(?=\s[^<>]*\b(?:x|dy)=))"
_SPACE = rb"(?:\s|\xc2\xa0|\\[nrt]|\\u00a0|(?:&|\\u0026)(?:nbsp|#160|#xa0);|" + _OPENS + _LINE + _REST + rb")"
_INLINE = (
    rb"(?:"
    + _COMMENT
    + rb"|"
    + _OPENS
    + rb"(?!(?:"
    + _LINE
    + rb"|"
    + _BLOCK
    + rb")(?![\w-]))[a-z][\w:-]*"
    + _REST
    + rb")"
)
# Most signs of a file are none of these, which is told at one look.
_SPACES = re.compile(rb"(?=[\s\xc2\\&<])" + _SPACE + rb"+", re.IGNORECASE)
_BLOCKS = re.compile(_OPENS + _BLOCK + _REST, re.IGNORECASE)
_INLINES = re.compile(_INLINE, re.IGNORECASE)
_LINK = (
    rb"\[\[(?:(?:claim|source):)?(?:[^\[\]|\n]*\|)?|\]\]|!?\[(?=[^\[\]\n]*\][(\[])"
    rb"|\](?:\([^()\s]*(?:\s+[\"'][^\"'\n]*[\"'])?\)|\[[^\[\]\n]*\])"
)
_SIGN = rb"[*_`~]"
_BESIDE = rb"[^\s*_`~]"  # a sign that stands alone is no emphasis: it may begin an entry of a list
_MARKDOWN = re.compile(_LINK + rb"|" + _SIGN + rb"+(?=" + _BESIDE + rb")|(?<=" + _BESIDE + rb")" + _SIGN + rb"+")
_BETWEEN = rb"(?:" + _INLINE + rb"|" + _SPACE + rb"|" + _LINK + rb"|" + _SIGN + rb")*"
_SEAM = b"\0"
_APOSTROPHES = re.compile(rb"\\u0027|\\u2019", re.IGNORECASE)
_UNSEEN = re.compile(rb"\xd9[\x80\x8b-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xc2\xad")
"""Most of what `fold` drops within words: Arabic vowel signs and what nobody sees."""
_BREAKS = re.compile(rb"<wbr\b[^<>]*>|&(?:shy|zwn?j);", re.IGNORECASE)
_OF_BREAKS = (b"<wbr", b"&shy;", b"&zw")
"""Where a word may be broken; pages of this program hold none."""
_LETTERS = re.compile(rb"&#(?:0*(\d{2,6})|[xX]0*([\da-fA-F]{2,5}));")
"""A letter by its number: so write programs that make XML in ASCII, of which maps are made, any letter of Arabic."""
_ESCAPED = re.compile(rb"\\(?:u(?:(?!00[23])([\da-fA-F]{4})|\{0*([\da-fA-F]{2,5})\})|x([\da-fA-F]{2}))")
_ESCAPED_ELSEWHERE = re.compile(rb"\\(?:u(?:[\da-f]{0,3}[A-F]|\{|00ad|200[b-f])|x[\da-fA-F])")
"""The same in data and scripts, and what tells that others than Python wrote them, with capitals (`\\u062E`)."""
# It begins with a sign by which most of a file is passed over at once, and looks back from there: before it, and behind
# it, stands a letter, and no sign of those that are written in as many bytes.
_INNER = re.compile(
    rb"<(?<=[\w\x80-\xff]<)(?<!\xe2[\x80-\x83].<)(?:!--[^<>]*--|/?(?!(?:"
    + _LINE
    + rb"|"
    + _BLOCK
    + rb")(?![\w-]))[a-z][^<>]*)>(?=[\w\x80-\xff])(?!\xe2|\xc2|\xd8[\x8c\x9b\x9f])",
    re.IGNORECASE | re.DOTALL,
)
"""A mark within a word, such as `Man<span>sour</span>`."""
_NOTE = re.compile(rb"<sup\b[^<>]*>(?:<a\b[^<>]*>)?[^<>]{0,6}(?:</a>)?</sup>", re.IGNORECASE)
_OTHER_FORMS = re.compile(
    rb"\xef(?:\xac|\xad[\x90-\xbf]|[\xae-\xb7]|\xb9[\xb0-\xbf]|[\xba\xbc\xbd]|\xbb[\x80-\xbc])|\xf0\x9d"
)
"""Letters in forms for printers: of Arabic as they are joined, of Latin as wide ones, bold ones and the like."""
_PACKED = re.compile(rb";base64,([\w+/%-]{16,}=*)", re.ASCII)
"""A file that stands in an address."""
_UNSEEN_IN_WORDS = (b"\xc2\xad", b"\xe2\x80\x8b", b"\xe2\x81\xa0")
_NEVER_SEEN = re.compile(b"|".join(_UNSEEN_IN_WORDS))
_SHORTEST_HANDLE = 8
_HEAD = 1_000_000
"""So far into a picture its own data stand."""
_NEAR = 200
"""Bytes around a mark within a word in which a name is looked for."""
_STABLE = re.compile(r"[a-z0-9]+|[\u0628\u062a-\u063a\u0641\u0642\u0644-\u0646\u0648]+|[\u0430-\u0438\u043a-\u044f]+")
"""Letters that are written in one way only, but for capitals: Latin, Arabic, Cyrillic."""


class Leaks:
    """Looks for words in the bytes of a file, of whatever kind it is.

    Some are `marks` of the program: nobody else writes them, and so nobody in another way.
    """

    def __init__(self, words: Collection[str], marks: Collection[str] = ()) -> None:
        self._ways_to_read = _ways_to_read if words else _as_it_is
        forms = ((word, form) for word in (*marks, *words) for form in _forms(word))
        self._forms = {form.encode("utf-8", "surrogatepass"): (word, form) for word, form in forms}
        said = {_SPACES.sub(b" ", form).strip(): word for form, (word, _) in self._forms.items()}
        self._phrases = {phrase: (word, _longest_word(phrase)) for phrase, word in said.items() if b" " in phrase}
        spelt = {spelling(word): word for word, _ in self._forms.values()}
        self._spelt = {known: (word, _keys(word)) for known, word in spelt.items() if is_telling(known)}

    def are_in(self, data: bytes) -> bool:
        """Tell whether a page of this program holds any of the words."""
        return any(map(self._are_in, self._ways_to_read(data)))

    def _are_in(self, data: bytes) -> bool:
        phrases, said = self._said(data)
        if any(form in data for form in self._forms) or any(phrase in said for phrase in phrases):
            return True
        return any(True for _ in self._spelt_in(data))

    def found(self, data: bytes) -> dict[str, str]:
        """Return the words that a file holds, each with how it stands there."""
        found: dict[str, str] = {}
        for text in self._ways_to_read(data):
            for word, written in self._spelt_out(text).items():
                found.setdefault(word, written)
        return found

    def _spelt_out(self, data: bytes) -> dict[str, str]:
        """Return the words that a file holds, also with letters by their numbers, each with how it stands there."""
        found = self._found(data)
        lettered = _LETTERS.sub(_letter, data) if b"&#" in data else data
        if _ESCAPED_ELSEWHERE.search(data):
            lettered = _ESCAPED.sub(_escaped_letter, lettered)
        if any(sign in data for sign in _OF_BREAKS):
            lettered = _BREAKS.sub(b"", lettered)
        for word in self._found(lettered) if lettered != data else ():
            found[word] = found.get(word) or _written_in_numbers(word, data)
        return found

    def _found(self, data: bytes) -> dict[str, str]:
        found: dict[str, str] = {}
        for form, (word, written) in self._forms.items():
            if form in data:
                found.setdefault(word, written)
        phrases, said = self._said(data)
        bare = _MARKDOWN.sub(b"", _unescaped(said))
        for phrase in phrases:
            if phrase in said or _MARKDOWN.sub(b"", phrase) in bare:
                found.setdefault(self._phrases[phrase][0], _written(phrase, data))
        for known in self._spelt_in(data):
            word = self._spelt[known][0]
            if word not in found:
                found[word] = _written_so(known, data)
        return found

    def _spelt_in(self, data: bytes) -> Iterator[str]:
        """Yield the spellings of several words that a file holds, whole, however they are written there."""
        if not self._spelt:
            return
        plain = _UNSEEN.sub(b"", data).lower()
        likely = [known for known, (_, keys) in self._spelt.items() if any(key in plain for key in keys)]
        if likely:
            # Addresses stand within the marks.
            texts = [_spelling_of(data), _spelling_of(_SPACES.sub(b" ", _BLOCKS.sub(_SEAM, _INLINES.sub(b"", data))))]
            yield from (known for known in likely if any(_has_whole(text, known) for text in texts))
            listed = [text.replace("،", ",") for text in texts]
            yield from (known for known in likely if any(_has_whole(text, _turned(known)) for text in listed))
            alone = texts[0].replace(".", "")
            yield from (known for known in likely if _has_handle(alone, known.replace(" ", "")))

    def _said(self, data: bytes) -> tuple[list[bytes], bytes]:
        """Return which phrases a file may hold, and if there are any, what it says without marks and further spaces."""
        # Marks stand beside words, hardly ever in the longest one; and most files do not even hold that.
        phrases = [phrase for phrase, (_, longest) in self._phrases.items() if longest in data]
        return phrases, _SPACES.sub(b" ", _BLOCKS.sub(_SEAM, _INLINES.sub(b"", data))) if phrases else b""


def _spelling_of(data: bytes) -> str:
    return spelling(_unescaped(_APOSTROPHES.sub(b"'", data)).decode("utf-8", "replace"))


def _keys(word: str) -> tuple[bytes, ...]:
    """Return bytes of which a file holds some, its capitals put aside, where a word stands in it in any spelling."""
    bare = _UNSEEN.sub(b"", unicodedata.normalize("NFC", word).encode("utf-8", "replace")).decode()
    key = max(_STABLE.findall(bare.lower()), key=len, default="")
    forms = (key, key.upper(), key.capitalize())
    return tuple(dict.fromkeys(written.lower() for form in forms for written in (form.encode(), quote(form).encode())))


def _as_it_is(data: bytes) -> Iterator[bytes]:
    yield data


def _ways_to_read(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds, and where it has any, the same without what hides words, and files packed in it."""
    yield data
    if b"</sup>" in data:
        yield _NOTE.sub(b"", data)
    if any(sign in data for sign in _UNSEEN_IN_WORDS):
        yield _NEVER_SEEN.sub(b"", data)
    if b"\0" in data:  # what a picture says of who took it, in two bytes for each letter
        yield from (data[start:_HEAD].decode("utf-16-le", "ignore").encode("utf-8", "ignore") for start in (0, 1))
    if _OTHER_FORMS.search(data):
        yield unicodedata.normalize("NFKC", data.decode("utf-8", "replace")).encode()
    if b";base64," in data:
        yield b"\n".join(map(_unpacked, _PACKED.findall(data)))
    if b"\\u003c" in data:
        data = data.replace(b"\\u003c", b"<").replace(b"\\u003e", b">")
    parted = [data[max(mark.start() - _NEAR, 0) : mark.end() + _NEAR] for mark in _INNER.finditer(data)]
    if parted:
        yield _INNER.sub(b"", b"\n".join(parted))


def _unpacked(packed: bytes) -> bytes:
    try:
        return base64.b64decode(unquote_to_bytes(packed) + b"==", b"-_" if b"-" in packed or b"_" in packed else None)
    except ValueError:
        return b""


def _turned(name: str) -> str:
    """Return a name as lists of authors have it: “Smith, John”."""
    before, _, last = name.rpartition(" ")
    return f"{last}, {before}"


def _has_handle(text: str, name: str) -> bool:
    """Tell whether a text, without its points, holds a name of several words as one: `@JohnDoe9`, `john.doe@…`."""
    start = text.find(name) if len(name) >= _SHORTEST_HANDLE else -1
    while start >= 0:
        if not (text[start - 1 : start].isalpha() or text[start + len(name) : start + len(name) + 1].isalpha()):
            return True
        start = text.find(name, start + 1)
    return False


def _has_whole(text: str, words: str) -> bool:
    """Tell whether a text holds words that are no parts of others."""
    start = text.find(words)
    while start >= 0:
        if is_edge(text, start) and is_edge(text, start + len(words)):
            return True
        start = text.find(words, start + 1)
    return False


def _written_so(words: str, data: bytes) -> str:
    """Return how words stand in a file that spells them in another way, as far as that can be told."""
    found = re.search(
        r"\W{1,9}".join(map(re.escape, re.findall(r"\w+", words))), data.decode("utf-8", "replace"), re.IGNORECASE
    )
    return found[0] if found else ""


def _letter(found: re.Match[bytes]) -> bytes:
    """Return a letter that stands as its number; any other sign stays as it is written."""
    return _numbered(int(found[1]) if found[1] else int(found[2], 16), found[0])


def _escaped_letter(found: re.Match[bytes]) -> bytes:
    return _numbered(int(next(filter(None, found.groups())), 16), found[0])


def _numbered(number: int, written: bytes) -> bytes:
    letter = chr(number)
    if unicodedata.category(letter) == "Cf":
        return b""  # nobody sees it
    return letter.encode() if letter.isalnum() or unicodedata.combining(letter) else written


def _written_in_numbers(word: str, data: bytes) -> str:
    """Return how a word stands in a file that has letters as numbers, as far as that can be told."""
    signs = (
        rf"(?:{re.escape(sign)}|&#0*{ord(sign)};|&#x0*{ord(sign):x};|\\(?:u\{{?0*|x){ord(sign):x}\}}?)" for sign in word
    )
    found = re.search("".join(signs), data.decode("utf-8", "replace"), re.IGNORECASE)
    return found[0] if found else ""


def _unescaped(said: bytes) -> bytes:
    return html.unescape(said.decode("utf-8", "replace")).encode() if b"&" in said else said


def _longest_word(form: bytes) -> bytes:
    found = re.findall(r"\w+", form.decode("utf-8", "surrogatepass"))
    return max(found, key=len, default="").encode("utf-8", "surrogatepass")


def _written(phrase: bytes, data: bytes) -> str:
    """Return how words stand in a file that holds them with marks between, as far as that can be told."""
    signs = (re.escape(bytes([sign])) for sign in phrase.replace(b" ", b""))
    found = re.search(_BETWEEN.join(signs), data)
    return found[0].decode("utf-8", "replace") if found else ""


def _forms(word: str) -> Iterator[str]:
    """Yield a word as files may have it: most words are the same in all of them."""
    markup = (word, html.escape(word, quote=False), html.escape(word), html.escape(word).replace("&quot;", "&#34;"))
    forms = (*markup, *(form.replace("&#x27;", "&#39;") for form in markup))
    for text in dict.fromkeys((*forms, *map(as_typed, forms))):
        data = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
        yield from dict.fromkeys((text, *data, *map(_within_script, data), text.replace('"', '""')))


def _within_script(data: str) -> str:
    """Return JSON as it is written where it must not end an element."""
    return data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("'", "\\u0027")
