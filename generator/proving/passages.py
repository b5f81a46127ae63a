"""Every quoted passage of a corpus, with what is said beside it.

What stands beside a quote may carry the small words that the quote left out: its hedges, the editors' reading, the
claim's own words, and for the quote its context. It refuses to know whether the words stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..corpus import Corpus
from ..evidence import Store
from ..model import Citation, Claim, Path, Snapshot, Source
from ..proofs import Key, Part, digest
from ..prose import plain
from ..rules.passages import passages as cited


@dataclass(frozen=True)
class Passage:
    """Words of a citation that are said to stand in a source, and where the citation stands in its record.

    `lang` is the language of the words where it is not the source's.
    """

    record: str
    path: Path
    part: Part
    words: str
    source: str
    carried: tuple[str, ...] = ()
    attributed: bool = True
    context: str = ""
    lang: str = ""

    @cached_property
    def key(self) -> Key:
        """What a proof of it is known by."""
        return self.record, self.source, self.part, digest(self.words)


def passages(corpus: Corpus, kept: Store) -> Iterator[Passage]:
    """Yield the quote and the context of each citation; what their claim says only where a copy or a proof needs it."""
    own: dict[str, tuple[str, ...]] = {}
    asked = {(proof.record, proof.source) for proof in corpus.proofs.all if proof.carried}
    for record, path, citation in cited(corpus):
        needed = (record, citation.source) in asked or has_copy(corpus.sources.get(citation.source), kept)
        if needed and record not in own:
            own[record] = own_words(corpus, record)
        yield from of_citation(record, path, citation, own.get(record, ()) if needed else ())


def of_citation(record: str, path: Path, citation: Citation, own: tuple[str, ...] = ()) -> Iterator[Passage]:
    """Yield the quoted passages of one citation."""
    context = citation.context if isinstance(citation.context, str) else ""
    reading = citation.reading if isinstance(citation.reading, str) else ""
    beside = tuple(filter(None, (*citation.hedges, reading, *own)))
    lang = citation.lang if isinstance(citation.lang, str) else ""
    named = path[0] == "names" or citation.attributed
    if isinstance(citation.quote, str):
        carried = (context, *beside) if context else beside
        yield Passage(record, path, "quote", citation.quote, citation.source, carried, named, context, lang)
    if context:
        yield Passage(record, path, "context", context, citation.source, beside, named, lang=lang)


def language_of(corpus: Corpus, passage: Passage) -> str:
    """Return the language of a passage as it is recorded; "" where it is not."""
    source = corpus.sources.get(passage.source)
    own = source.lang if source and isinstance(source.lang, str) else ""
    return passage.lang or own


def has_copy(source: Source | None, kept: Store) -> bool:
    """Tell whether the copy that a source records is at hand."""
    return source is not None and isinstance(source.snapshot, Snapshot) and kept.has(source.snapshot.sha256)


def own_words(corpus: Corpus, record: str) -> tuple[str, ...]:
    """Return what a claim itself says, in each of its languages, as a reader sees it."""
    claim: Claim | None = corpus.claims.get(record)
    if claim is None:
        return ()
    texts = [claim.text] if isinstance(claim.text, str) else claim.text.values()
    return tuple(plain(text, corpus.linked) for text in texts)
