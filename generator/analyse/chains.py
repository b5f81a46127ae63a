"""Who told whom: the chain of each citation, completed by the source's own outlet.

Unnamed links keep the source's own words and are never merged, with each other or with anybody named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Citation, Claim, Derivation, Link, UnsetType
from ..names import fold
from ..words import Words
from .marks import ancestors, unnamed

Sort = Literal["entity", "named", "unnamed", "nobody", "unrecorded", "unknown-outlet"]
Side = Literal["supports", "refutes", "context"]
DID: Mapping[str, str] = {
    "translation": "translated",
    "republication": "republished",
    "quotation": "quoted",
    "summary": "summarised",
    "based-on": "based on another source",
}


SAID = tuple(DID.values())
"""The sentences of the table, for catalogues."""


class Step(NamedTuple):
    """One link as a page shows it: its sort, the entity or the words, what it did, and remarks in brackets.

    `short` is what of the remark a short line keeps, `lang` the language of words that are the source's own.
    """

    sort: Sort
    entity: str = ""
    words: str = ""
    remark: str = ""
    did: str = ""
    short: str = ""
    lang: str = ""


class Chain(NamedTuple):
    """The chain of one citation, nearest to the event first; its outlet comes last.

    `supports` is what the passage does to the claim: whoever refutes it, or only frames it, does not tell it.
    """

    ascribed_to: str
    steps: tuple[Step, ...]
    how: str
    supports: Side = "supports"


def chain(corpus: Corpus, citation: Citation) -> Chain:
    """Return who told whom, from the first teller to the outlet of the source that was read."""
    attribution = citation.attribution
    if isinstance(attribution, UnsetType):
        return Chain("", (Step("unrecorded"), _outlet(corpus, citation)), "unrecorded", citation.supports)
    inherited = attribution.how == "inherited"
    lang = citation_lang(corpus, citation)
    links = [_step(corpus, link, inherited and not place, lang) for place, link in enumerate(attribution.chain)]
    if attribution.how == "none":
        links.insert(0, Step("nobody"))
    ascribed = attribution.ascribed_to if isinstance(attribution.ascribed_to, str) else ""
    outlet = _outlet(corpus, citation)
    closed = bool(links) and links[-1].entity != "" and links[-1].entity == outlet.entity
    return Chain(ascribed, tuple(links) if closed else (*links, outlet), attribution.how, citation.supports)


def unmerged(chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """Return chains without the echoes of equal ones, in their order.

    A chain with somebody unnamed in it is equal to no other, whatever the words: they may be of other people.
    """
    listed = tuple(chains)
    if len(listed) < 2:
        return listed
    found: list[Chain] = []
    for each in listed:
        if each not in found or has_unnamed(each):
            found.append(each)
    return tuple(found)


def has_unnamed(chain: Chain) -> bool:
    """Tell whether a link of the chain is somebody unnamed."""
    return any(step.sort == "unnamed" for step in chain.steps)


def answering(corpus: Corpus, id: str) -> tuple[str, ...]:
    """Return who answers by a claim, as far as that is on record: by the ids or the words that pages name them by.

    It is whose words it is said to be; else those it is about who are first to tell it; else the one group or person
    that it is about, where nobody tells it but who reports. A claim may name others, whom it does not let speak.
    """
    said = [citation.attribution for citation in corpus.claims[id].supporting]
    recorded = [attribution for attribution in said if not isinstance(attribution, UnsetType)]
    ascribed = [one.ascribed_to for one in recorded if isinstance(one.ascribed_to, str)]
    if ascribed:
        return tuple(dict.fromkeys(ascribed))
    speaking = [about for about in corpus.subjects.get(id, ()) if _speaks(corpus, about)]
    first = [one.chain[0] for one in recorded if one.chain]
    telling = {teller for link in first for teller in _called(corpus, link)}
    if own := tuple([about for about in speaking if about in telling]):
        return own
    reported = all(_publishes(corpus, link) for link in first) if first else _is_about(corpus.claims[id])
    return tuple(speaking) if len(speaking) == 1 and reported else ()


def _is_about(claim: Claim) -> bool:
    """Tell whether it is written whom a claim is about; else that is whoever its text names."""
    return bool(claim.about or claim.relations)


def _speaks(corpus: Corpus, id: str) -> bool:
    entity = corpus.entities.get(id)
    return entity is not None and corpus.settings.like(entity.type) in ("group", "person")


def _publishes(corpus: Corpus, link: Link) -> bool:
    entities = [corpus.entities[id] for id in _called(corpus, link) if id in corpus.entities]
    return any(not isinstance(entity.publisher, UnsetType) for entity in entities)


def _called(corpus: Corpus, link: Link) -> tuple[str, ...]:
    """Return the ids of whom a link is, by id or by a name that they go by; none of somebody who is only presumed."""
    if link.presumed:
        return ()
    if isinstance(link.entity, str):
        return (link.entity,)
    return tuple(corpus.bearers.get(fold(link.named), ())) if isinstance(link.named, str) else ()


def self_tellers(corpus: Corpus, claim: Claim) -> tuple[str, ...]:
    """Return those whom a claim is about where nobody else is recorded to tell it; nothing where somebody is.

    Whoever stands nearest to the event tells it: the first link of the chain, else the outlet of the original. A denial
    is what its subject says, and says so by itself.
    """
    supporting = claim.supporting
    if claim.mode == "denial" or not supporting:
        return ()
    subjects = corpus.subjects.get(claim.id, ())
    tellers: dict[str, None] = {}
    for citation in supporting:
        for teller in _tellers(corpus, citation):
            if teller not in subjects:
                return ()
            tellers[teller] = None
    return tuple(tellers)


def contradicting_subjects(corpus: Corpus, claim: Claim) -> tuple[str, ...]:
    """Return those whom a claim is about and who contradict it themselves, in a passage that refutes it.

    The words are ascribed to them, or they stand nearest to the event in its chain.
    """
    subjects = corpus.subjects.get(claim.id, ())
    told: set[str] = set()
    for citation in claim.citations:
        if citation.supports != "refutes":
            continue
        attribution = citation.attribution
        if isinstance(attribution, UnsetType) or (
            not attribution.chain and not isinstance(attribution.ascribed_to, str)
        ):
            told |= set(_tellers(corpus, citation))
        elif isinstance(attribution.ascribed_to, str):
            told |= {attribution.ascribed_to, *corpus.bearers.get(fold(attribution.ascribed_to), ())}
        else:
            told |= set(_called(corpus, attribution.chain[0]))
    return tuple([id for id in subjects if id in told])


def _tellers(corpus: Corpus, citation: Citation) -> Iterator[str]:
    """Yield who stands nearest to the event, by id; "" for anybody without a dossier."""
    links = () if isinstance(citation.attribution, UnsetType) else citation.attribution.chain
    if links:
        yield links[0].entity if isinstance(links[0].entity, str) else ""
        return
    if citation.rests_on:
        yield ""
        return
    for id in ancestors(corpus, citation.source):
        source = corpus.sources.get(id)
        if source is None or not source.derivations:
            yield (source.outlet if source else None) or ""


def names_nobody(claim: Claim) -> bool:
    """Tell whether no passage that makes the claim names any source, unnamed ones included."""
    for citation in claim.supporting:
        attribution = citation.attribution
        if not isinstance(attribution, UnsetType) and attribution.how != "none":
            return False
    return True


def leads_back_to_unnamed(corpus: Corpus, claim: Claim) -> bool:
    """Tell whether every chain by which the claim is told begins with somebody unnamed."""
    supporting = claim.supporting
    for citation in supporting:
        attribution = citation.attribution
        if isinstance(attribution, UnsetType) or attribution.how == "none" or not attribution.chain:
            return False
        if not unnamed(corpus, attribution.chain[0]):
            return False
    return bool(supporting)


def citation_lang(corpus: Corpus, citation: Citation) -> str:
    """Return the language of a citation's words, or "" where it is not recorded."""
    if isinstance(citation.lang, str):
        return citation.lang
    source = corpus.sources.get(citation.source)
    return source.lang if source is not None and isinstance(source.lang, str) else ""


def did(words: Words, derivation: Derivation) -> str:
    """Return what an outlet did to make a source of another one: in its editors' own words, where they are recorded."""
    return words.of_data(derivation.did) if isinstance(derivation.did, str) else words(DID[derivation.how])


def _step(corpus: Corpus, link: Link, inherited: bool, lang: str) -> Step:
    words = corpus.words
    did = words.of_data(link.did) if isinstance(link.did, str) else ""
    note = words.of_data(link.note) if isinstance(link.note, str) else ""
    presumed = words("presumed") if link.presumed else ""
    if described := unnamed(corpus, link):
        from_earlier = words("from an earlier sentence") if inherited and not note else ""
        not_named = words("unnamed")
        remark = _joined(words, not_named, from_earlier, note, presumed)
        return Step("unnamed", words=described, remark=remark, did=did, short=not_named, lang=lang)
    remark = _joined(words, presumed, note)
    if isinstance(link.entity, str):
        return Step("entity", entity=link.entity, remark=remark, did=did, short=presumed)
    name = link.named if isinstance(link.named, str) else ""
    return Step("named", words=name, remark=remark, did=did, short=presumed)


def _outlet(corpus: Corpus, citation: Citation) -> Step:
    source = corpus.sources.get(citation.source)
    if source is None or source.outlet is None:
        return Step("unknown-outlet")
    derivation = next(iter(source.derivations), None)
    told = did(corpus.words, derivation) if derivation is not None else ""
    return Step("entity", entity=source.outlet, remark=told, did=told)


def _joined(words: Words, *parts: str) -> str:
    return words("; ").join(part for part in parts if part)
