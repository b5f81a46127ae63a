"""A source with what it derives from, what derives from it, its caveats, and every claim taken from it."""

from __future__ import annotations

from ...analyse.chains import did
from ...analyse.standing import reasons_for_none, source_caveats
from ...model import Source
from .known import Known
from .values import fields


def show_source(known: Known, source: Source) -> dict[str, object]:
    """Return everything that is known of a source; derivations loop nowhere, whatever the records say."""
    corpus = known.corpus
    taken = corpus.taken_from.get(source.id, ())
    return {
        **known.head("source", source.id),
        "title": known.claims.inline.title(source),
        "outlet": source.outlet,
        "outlet_name": corpus.name(source.outlet) if source.outlet else None,
        "caveats": [known.caveat(caveat) for caveat in source_caveats(corpus, source.id)],
        "no_caveat_because": list(reasons_for_none(corpus, source.id)),
        "derivation": _derivation(source),
        "derives_from": _above(known, source, {source.id}),
        "derived": _below(known, source.id, {source.id}),
        "claims": [_taken(known, source.id, id) for id in taken],
        "record": _record(known, source),
    }


def _derivation(source: Source) -> str:
    if source.descent_known:
        return "known"
    return "not known" if source.derived_from == "unknown" else "not recorded"


def _above(known: Known, source: Source, seen: set[str]) -> list[object]:
    """Return what a source derives from, each with what is behind it; what was told once is named only."""
    corpus, found = known.corpus, list[object]()
    for derivation in source.derivations:
        above = corpus.sources.get(derivation.source)
        if above is not None:
            step = _step(above, derivation.how, did(corpus.words, derivation))
            if above.id not in seen:
                seen.add(above.id)
                step["derives_from"] = _above(known, above, seen)
            found.append(step)
    return found


def _below(known: Known, id: str, seen: set[str]) -> list[object]:
    """Return what derives from a source, each with what comes from it; what was told once is named only."""
    corpus, found = known.corpus, list[object]()
    for below in corpus.derived.get(id, ()):
        source = corpus.sources[below]
        derivation = next(each for each in source.derivations if each.source == id)
        step = _step(source, derivation.how, did(corpus.words, derivation))
        if below not in seen:
            seen.add(below)
            step["derived"] = _below(known, below, seen)
        found.append(step)
    return found


def _step(source: Source, how: str, did: str) -> dict[str, object]:
    return {"source": source.id, "outlet": source.outlet, "read": source.read, "how": how, "did": did}


def _taken(known: Known, source: str, claim: str) -> dict[str, object]:
    """Return a claim as a line, with where in the source it stands and what each passage does to it."""
    places = [
        {"locator": citation.locator if isinstance(citation.locator, str) else None, "supports": citation.supports}
        for citation in known.corpus.claims[claim].citations
        if citation.source == source
    ]
    return {**known.line(claim), "places": places}


def _record(known: Known, source: Source) -> dict[str, object]:
    record = fields(source, "id", "title", "outlet", "caveats", "because", "derived_from")
    prose = {name: getattr(source, name) for name in ("summary", "note")}
    return record | {name: known.prose(text) for name, text in prose.items() if isinstance(text, str)}
