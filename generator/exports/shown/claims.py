"""A claim with everything that follows from it: chains, caveats, reports and origins, rivals, answers, history."""

from __future__ import annotations

from collections.abc import Mapping

from ...analyse.chains import Chain, Step
from ...analyse.explanation import explain
from ...analyse.standing import caveats, cited
from ...model import Citation, Claim, UnsetType
from ...views import plain_text
from ..chronicle import claim_value
from .known import Known
from .values import fields, plain

UNCHECKED = "unchecked"


def show_claim(known: Known, claim: Claim) -> dict[str, object]:
    """Return everything that is known of a claim."""
    corpus, claims = known.corpus, known.claims
    chains = claims.chains.of(claim.id)
    told = zip(claim.citations, chains, strict=True)
    sources, said_of = cited(claim), claims.caveats.said_of
    return {
        **known.head("claim", claim.id),
        "claim": claims.line(claim.id),
        "trust": claims.trust(claim.id),
        "statement": claims.plain(claim.id),
        "about": list(corpus.subjects[claim.id]),
        "caveats": [known.caveat(caveat, said_of(caveat, sources)) for caveat in caveats(corpus, claim)],
        "citations": [_citation(known, claim, citation, chain) for citation, chain in told],
        "reports": _reports(known, claim),
        "tensions": known.lines(corpus.tensions.get(claim.id, ())),
        "answers": known.lines([claim.answers] if claim.answers in corpus.claims else []),  # type: ignore[list-item]
        "answered_by": known.lines(corpus.answered_by.get(claim.id, ())),
        "record": _record(known, claim),
        "history": _history(known, claim),
    }


def _checked(known: Known, claim: Claim, citation: Citation) -> dict[str, object]:
    """Return what is on record of a quote's check against a copy of its source."""
    if isinstance(citation.quote, UnsetType):
        return {}
    proof = known.proofs.proof(claim.id, citation)
    if proof is None:
        return {"verdict": UNCHECKED}
    return {
        "verdict": proof.verdict,
        "checked": {"on": proof.on, "copy": proof.copy, "start": proof.start, "end": proof.end},
        "language_read": not proof.unread,
    }


def _citation(known: Known, claim: Claim, citation: Citation, chain: Chain) -> dict[str, object]:
    source = known.corpus.sources.get(citation.source)
    return {
        "source": citation.source,
        "outlet": source.outlet if source else None,
        "read": source.read if source else False,
        **fields(citation, "source", "attribution"),
        **_checked(known, claim, citation),
        "told": _told(known, chain),
        "chain": _chain(chain),
    }


def _told(known: Known, chain: Chain) -> str:
    """Return who told whom in words, as above a statement."""
    view = known.claims.chains.view(chain)
    return f"{view.label} {plain_text(view.brief)}"


def _chain(chain: Chain) -> dict[str, object]:
    ascribed = {"ascribed_to": chain.ascribed_to} if chain.ascribed_to else {}
    return {"how": chain.how, **ascribed, "steps": [_step(step) for step in chain.steps]}


def _step(step: Step) -> dict[str, object]:
    who = {"entity": step.entity} if step.entity else {"words": step.words} if step.words else {}
    more = {"did": step.did, "remark": step.remark if step.remark != step.did else ""}
    return {"sort": step.sort, **who, **{key: value for key, value in more.items() if value}}


def _reports(known: Known, claim: Claim) -> dict[str, object]:
    """Return both numbers with their reasons, as the page of the claim explains them."""
    told = explain(known.corpus, claim, known.claims.count(claim.id))
    count = told.count
    return {
        "words": count.words(known.corpus.words),
        "supporting": list(count.supporting),
        "refuting": list(count.refuting),
        "refuting_not_read": list(count.unread_against),
        "origins": count.origins,
        "origins_refuting": count.origins_against,
        "at_most": count.at_most,
        "known_origins": count.known,
        "named": list(count.named),
        "unread": list(count.unread),
        "groups": [
            {
                "reports": list(origin.reports),
                "known": origin.known,
                "why": [known.words(reason) for reason in origin.reasons],
                "not_known": [known.words(doubt) for doubt in origin.doubts],
            }
            for origin in told.origins
        ],
        "more": [known.words(sentence) for sentence in told.more],
    }


def _history(known: Known, claim: Claim) -> dict[str, object]:
    """Return when the claim was first recorded and what changed when; an incomplete history says so."""
    history = known.history
    told = claim_value(history, claim.id, known.claims.line(claim.id), known.claims.trust(claim.id))
    whole: dict[str, object] = {"complete": history.whole and not history.missing}
    if history.missing:
        whole["missing"] = history.missing
    return whole | {key: value for key, value in told.items() if key not in ("id", "claim", "trust")}


def _record(known: Known, claim: Claim) -> Mapping[str, object]:
    """Return the fields of the record that stand nowhere else; what holds links is plain text."""
    record = fields(claim, "id", "text", "about", "citations", "caveats", "tension", "answers", "note")
    if isinstance(claim.note, str):
        record["note"] = known.prose(claim.note)
    if isinstance(claim.text, dict):
        record["text"] = {lang: known.prose(text) for lang, text in claim.text.items()}
    if claim.answers is None or claim.note is None:
        record |= {name: plain(getattr(claim, name)) for name in ("answers", "note") if getattr(claim, name) is None}
    return record
