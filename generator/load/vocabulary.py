"""Lays a site's own words over those that the program brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .. import yamlfile
from ..model import Fault, Vocabulary, shape
from ..yamlfile import Limits, Value
from .files import advise, forget_emptiness, is_told, problem_of
from .finding import DATA, VOCABULARY
from .reading import Reading, read_document

STAND_INS: Mapping[str, Mapping[str, Value]] = {
    "kinds": {"of": [], "label": "faulty"},
    "predicates": {"label": "faulty"},
    "caveats": {"label": "faulty", "standing": "0"},
    "identifiers": {"label": "faulty"},
}
BUILTIN = Path(__file__).parents[1] / "builtin.yml"


def read_vocabulary(root: Path, limits: Limits, reading: Reading) -> Vocabulary:
    """Return the site's vocabulary laid over the program's own kinds of caveats."""
    builtin, _ = yamlfile.read(BUILTIN.name, BUILTIN.read_bytes())
    merged: dict[str, Any] = dict(builtin.value) if builtin and isinstance(builtin.value, dict) else {}
    path = f"{DATA}/{VOCABULARY}"
    if (root / path).is_file():
        document = read_document(root, path, limits, reading)
        if document is not None:
            _, faults = shape(document.value, Vocabulary)
            advise(document, (), document.value, Vocabulary, reading.problems)
            for fault in faults:
                forget_emptiness(fault, document, (), reading.problems)
            told = (fault for fault in faults if not is_told(fault, document, (), reading.problems))
            reading.problems += [problem_of(fault, document, ()) for fault in told]
            _lay_over(merged, document.value, {fault.path[:2] for fault in faults})
            _lay_over(merged, *_of_mistyped_parts(document.value, faults))
    vocabulary, _ = shape(merged, Vocabulary)
    return vocabulary or Vocabulary()


def _lay_over(merged: dict[str, Any], own: Value, faulty: set[yamlfile.Path]) -> None:
    """Add the site's own words to the merged ones; a faulty word is known too, so that its fault is told once."""
    for part, words in own.items() if isinstance(own, dict) else ():
        if part in STAND_INS:
            known = {word: STAND_INS[part] if {(part,), (part, word)} & faulty else said for word, said in _said(words)}
            merged[part] = {**merged.get(part, {}), **known}


def _of_mistyped_parts(own: Value, faults: Iterable[Fault]) -> tuple[Value, set[yamlfile.Path]]:
    """Return the words of parts whose names are mistyped, by what these are meant for, all as faulty ones."""
    meant = {fault.path[-1]: fault.field for fault in faults if len(fault.path) == 1 and fault.key}
    words = {meant[name]: said for name, said in own.items() if name in meant} if isinstance(own, dict) else {}
    return words, {(part,) for part in words}


def _said(words: Value) -> Iterator[tuple[str, Value]]:
    """Yield the words of a part of the vocabulary, and what is said of each; nothing of those that are only listed."""
    if isinstance(words, dict):
        yield from words.items()
    else:
        yield from ((word, None) for word in (words if isinstance(words, list) else [words]) if isinstance(word, str))
