"""Words that no file may hold, as they stand in files: plain, or escaped as pages, data and tables escape them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator


class Leaks:
    """Looks for words in the bytes of a file, of whatever kind it is."""

    def __init__(self, words: Iterable[str]) -> None:
        self._forms = {form.encode("utf-8", "surrogatepass"): (word, form) for word in words for form in _forms(word)}

    def are_in(self, data: bytes) -> bool:
        """Tell whether a file holds any of the words."""
        return any(form in data for form in self._forms)

    def found(self, data: bytes) -> dict[str, str]:
        """Return the words that a file holds, each with how it stands there."""
        found: dict[str, str] = {}
        for form, (word, written) in self._forms.items():
            if form in data:
                found.setdefault(word, written)
        return found


def _forms(word: str) -> Iterator[str]:
    """Yield a word as files may have it: most words are the same in all of them."""
    markup = (word, html.escape(word, quote=False), html.escape(word), html.escape(word).replace("&quot;", "&#34;"))
    for text in dict.fromkeys((*markup, *(form.replace("&#x27;", "&#39;") for form in markup))):
        data = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
        yield from dict.fromkeys((text, *data, *map(_within_script, data), text.replace('"', '""')))


def _within_script(data: str) -> str:
    """Return JSON as it is written where it must not end an element."""
    return data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("'", "\\u0027")
