"""What all records are shown with: where they stand, their address, and claims as lines with their standing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...analyse.explanation import Ref, Sentence, worded
from ...analyse.standing import CarriedCaveat
from ...analyse.wording import marks
from ...corpus import Corpus
from ...history import History
from ...problems import Spot
from ...prose import plain as plain_prose
from ...views import ClaimViews, ProofViews


@dataclass(frozen=True)
class Known:
    """The published records of a site with their history, how they are worded, and where each stands in the files."""

    claims: ClaimViews
    history: History
    spot: Callable[[str], Spot]

    @property
    def corpus(self) -> Corpus:
        """What may be shown."""
        return self.claims.corpus

    @property
    def proofs(self) -> ProofViews:
        """What is on record of quotes."""
        return ProofViews(self.claims.inline)

    def head(self, sort: str, id: str) -> dict[str, object]:
        """Return what every record is shown with first: what it is, its address, its file and line."""
        spot, plan = self.spot(id), self.claims.inline.plan
        return {"type": sort, "id": id, "address": plan.address(id), "file": spot.file, "line": spot.line}

    def line(self, id: str) -> dict[str, object]:
        """Return a claim as a line, and how far it can be trusted."""
        return {"id": id, "claim": self.claims.line(id), "trust": self.claims.trust(id)}

    def lines(self, ids: Iterable[str]) -> list[object]:
        """Return claims as lines that say how far they can be trusted."""
        return [self.line(id) for id in ids]

    def caveat(self, caveat: CarriedCaveat, said_of: str = "") -> dict[str, object]:
        """Return a caveat with whose it is: who says it, at which level, of which record, through which source.

        Where a claim has it not of what makes it, `said_of` says of what.
        """
        return {
            "kind": caveat.kind,
            "label": caveat.label,
            "text": caveat.said or None,
            "by": caveat.by or None,
            "level": caveat.level,
            "of": caveat.owner,
            **({"through": caveat.via} if caveat.via and caveat.via != caveat.owner else {}),
            **({"said_of": said_of} if said_of else {}),
            **({"lang": caveat.lang} if caveat.lang else {}),
        }

    def prose(self, text: str) -> str:
        """Return a text with links as a reader sees it."""
        return plain_prose(text, self.claims.inline.called)

    def words(self, sentence: Sentence) -> str:
        """Return a sentence of an explanation as text."""
        return worded(sentence, self._name)

    def _name(self, ref: Ref) -> str:
        opened, closed = marks("en")
        match ref.sort:
            case "source":
                return ref.text if ref.text in self.corpus.sources else "a source that is not shown"
            case "entity":
                return self.corpus.name(ref.text)
            case "name":
                return ref.text
            case "words":
                return f"{opened}{ref.text}{closed}"
