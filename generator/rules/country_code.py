"""A country that is no code of ISO 3166-1: “Syria”, “SYR” and “SY” are three countries to whoever counts them."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..names import suggest
from ..problems import Severity
from ..words import countries
from .finding import Finding

CODE = "C147"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield the country of each source that is no such code."""
    for source in corpus.sources.values():
        if isinstance(source.country, str) and source.country not in countries():
            yield Finding(source.id, ("country",), f'"{source.country}" is no code of a country', _hint(source.country))


def _hint(written: str) -> str:
    """Return which code may be meant, by the letters of it or by the name of a country."""
    if written.upper() in countries():
        near = [written.upper()]
    else:
        codes = {name: code for code, name in countries().items()}
        named = [name for name in codes if name.lower() == written.lower()] or suggest(written, codes)
        near = [codes[name] for name in named]
    meant = ", ".join(f"{code} ({countries()[code]})" for code in near)
    return f"did you mean {meant}?" if near else "a code has two letters: SY, TR, FR (ISO 3166-1 alpha-2)"
