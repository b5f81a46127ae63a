"""Words that no file may hold, as they stand in files: plain, or escaped as pages, data and tables escape them.

Several words are also found where marks stand between them, of a link or an emphasis, or where they are broken over
lines.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

_MARK = re.compile(rb"</?[a-zA-Z][^<>]*>")
_BETWEEN = rb"(?:</?[a-zA-Z][^<>]*>|\s)*"


class Leaks:
    """Looks for words in the bytes of a file, of whatever kind it is."""

    def __init__(self, words: Iterable[str]) -> None:
        self._forms = {form.encode("utf-8", "surrogatepass"): (word, form) for word in words for form in _forms(word)}
        self._phrases = {form: _longest_word(form) for form in self._forms if b" " in form}

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file holds any of the words."""
        return any(form in data for form in self._forms) or bool(self._marked(data))

    def found(self, data: bytes) -> dict[str, str]:
        """Return the words that a file holds, each with how it stands there."""
        found: dict[str, str] = {}
        for form, (word, written) in self._forms.items():
            if form in data:
                found.setdefault(word, written)
        for form in self._marked(data):
            found.setdefault(self._forms[form][0], _written(form, data))
        return found

    def _marked(self, data: bytes) -> list[bytes]:
        """Return those of several words that a file holds, whatever marks and lines stand between them."""
        # Marks stand beside words, hardly ever in the longest one; and most files do not even hold that.
        phrases = [form for form, word in self._phrases.items() if word in data]
        if not phrases:
            return []
        if b"\\u003c" in data:
            data = data.replace(b"\\u003c", b"<").replace(b"\\u003e", b">")
        said = b" ".join(_MARK.sub(b"", data).split())
        return [form for form in phrases if form in said]


def _longest_word(form: bytes) -> bytes:
    found = re.findall(r"\w+", form.decode("utf-8", "surrogatepass"))
    return max(found, key=len, default="").encode("utf-8", "surrogatepass")


def _written(form: bytes, data: bytes) -> str:
    """Return how words stand in a file that holds them with marks between, as far as that can be told."""
    found = re.search(_BETWEEN.join(re.escape(bytes([sign])) for sign in form.replace(b" ", b"")), data)
    return found[0].decode("utf-8", "replace") if found else ""


def _forms(word: str) -> Iterator[str]:
    """Yield a word as files may have it: most words are the same in all of them."""
    markup = (word, html.escape(word, quote=False), html.escape(word), html.escape(word).replace("&quot;", "&#34;"))
    for text in dict.fromkeys((*markup, *(form.replace("&#x27;", "&#39;") for form in markup))):
        data = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
        yield from dict.fromkeys((text, *data, *map(_within_script, data), text.replace('"', '""')))


def _within_script(data: str) -> str:
    """Return JSON as it is written where it must not end an element."""
    return data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("'", "\\u0027")
