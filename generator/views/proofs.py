"""What pages say of a quote's check, and links to its passage: from proofs on record only, never from copies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..analyse.wording import counted
from ..markup import Html, escape, escaped
from ..model import Citation, Snapshot, Source, UnsetType
from ..proofs import Part, Proof, digest
from ..quotes import TextQuoteSelector, pieces, text_fragment
from ..web import is_web_address
from .inline import NOTHING, Inline

SIGNS = 8
"""How many signs of a hash a page shows where the whole stands elsewhere."""
UNCHECKED = "Quote not checked against a copy."
_CHECKED: Final[Mapping[str, str]] = {
    "verbatim": "Quote checked on {day} against copy {copy}.",
    "folded": "Quote checked on {day} against copy {copy}, apart from marks and spaces.",
    "elided": "Quote checked on {day} against copy {copy}, with words left out.",
    "cropped": "Quote checked on {day} against copy {copy}; words outside it limit it.",
}
UNREAD = "Words outside it that deny or limit it were not looked for: the check does not know its language."
_SEE, _LOOK = "See the passage {places}.", "Look for these words {places}."
SAID: Final = (UNCHECKED, UNREAD, *_CHECKED.values(), _SEE, _LOOK)
"""The sentences above, for catalogues."""


class ProofViews:
    """What is on record of the quotes of one site."""

    def __init__(self, inline: Inline) -> None:
        """Remember how dates and links are shown."""
        self.inline = inline
        self.corpus = inline.corpus
        self.words = inline.words

    def proof(self, record: str, citation: Citation, part: Part = "quote") -> Proof | None:
        """Return the proof of a citation's words against the copy that its source records now."""
        source = self.corpus.sources.get(citation.source)
        words = citation.quote if part == "quote" else citation.context
        if source is None or not isinstance(source.snapshot, Snapshot) or not isinstance(words, str):
            return None
        return self.corpus.proofs.find((record, citation.source, part, digest(words)), source.snapshot.sha256)

    def checked(self, record: str, citation: Citation) -> Html:
        """Return in words whether, when and how the quote was checked; nothing where there is no quote."""
        if not isinstance(citation.quote, str):
            return NOTHING
        proof = self.proof(record, citation)
        if proof is None:
            return escape(self.words(UNCHECKED))
        copy = Html(f'<bdi dir="ltr">{escaped(proof.copy[:SIGNS])}</bdi>')
        context = isinstance(citation.context, str) and self.proof(record, citation, "context") is None
        said = [self.words(_CHECKED[proof.verdict], day=self.inline.date(proof.on), copy=copy)]
        said += [self.words(UNREAD)] if proof.unread else []
        said += [self.words("Its context was not checked.")] if context else []
        return Html(" ".join(said))

    def passage(self, record: str, citation: Citation) -> Html:
        """Return links to the passage, at the source's address and in each archived copy.

        Where nobody compared the quote, the links look for its words, and a browser may find them or not.
        """
        proof, source = self.proof(record, citation), self.corpus.sources.get(citation.source)
        selected = _passage(citation, proof)
        if source is None or selected is None:
            return NOTHING
        fragment = text_fragment(selected)
        links = list(self._links(source, fragment)) if fragment else []
        if not links:
            return NOTHING
        places = self.inline.listed(links, " or ")
        return Html(f'<span class="jump">{self.words(_SEE if proof else _LOOK, places=places)}</span>')

    def of_source(self, source: Source) -> Iterator[str]:
        """Yield how many quotes of a source were checked against the copy that it records, and how far."""
        quoted = [
            (claim.id, citation)
            for claim, citation in self.corpus.citations(source.id)
            if isinstance(citation.quote, str)
        ]
        found = [proof for id, citation in quoted if (proof := self.proof(id, citation)) is not None]
        if quoted:
            yield self._counted(len(quoted), len(found))
        if unread := sum(proof.unread for proof in found):
            yield self.words.many(
                "Of {number} of them words outside it that deny or limit were not looked for",
                "Of {number} of them words outside that deny or limit were not looked for",
                unread,
            )

    def _counted(self, quoted: int, checked: int) -> str:
        words = self.words
        if not checked:
            quotes = counted(words, quoted, "quote")
            return words("None of its {quotes} was checked against a copy", quotes=quotes)
        if checked == quoted == 2:
            return words("Both its quotes were checked against it")
        if checked == quoted:
            one, several = "Its one quote was checked against it", "All its {number} quotes were checked against it"
            return words.many(one, several, checked)
        return words("{number} of its {total} quotes checked against it", number=checked, total=quoted)

    def _links(self, source: Source, fragment: str) -> Iterator[Html]:
        if isinstance(source.url, str) and is_web_address(source.url):
            yield self._link(source.url, fragment, escape(self.words("at its address")))
        for copy in source.archived if isinstance(source.archived, tuple) else ():
            if is_web_address(copy.url):
                taken = NOTHING if isinstance(copy.captured, UnsetType | None) else self.inline.date(copy.captured)
                words = Html(self.words("in an archived copy"))
                if taken:
                    words = Html(self.words("in the archived copy of {day}", day=taken))
                yield self._link(copy.url, fragment, words)

    def _link(self, url: str, fragment: str, words: Html) -> Html:
        """Return a link to a passage; a fragment that the address has stays before the directive."""
        base = url.partition(":~:")[0]
        address = base.removesuffix("#") + (fragment.removeprefix("#") if "#" in base.removesuffix("#") else fragment)
        return Html(f'<a rel="external noreferrer" href="{escaped(address)}">{words}</a>')


def _passage(citation: Citation, proof: Proof | None) -> TextQuoteSelector | None:
    """Return what a link to a quote looks for: what is on record, else its words; None where it must not or cannot."""
    if not isinstance(citation.quote, str):
        return None
    if proof is None:
        return TextQuoteSelector("\n".join(pieces(citation.quote)))
    exact = "\n".join(proof.exact) if proof.exact else citation.quote
    return TextQuoteSelector(exact, proof.prefix, proof.suffix) if proof.linked else None
