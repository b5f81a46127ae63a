"""Proofs against the records as they stand now, without any copy: whether a proof fits its quote, and counts.

A quote may leave out a “denied” where its context has it. A proof tells which words those were; when the context goes,
so does what the proof is worth. It refuses to look at copies: what counts is the same on every machine.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from ..corpus import Corpus
from ..dates import after, parse
from ..load import Locator
from ..model import Snapshot
from ..problems import Problem, Spot
from ..proofs import LOCK, Key, Proof, Proofs
from ..quotes import folded, no_longer_carried, pieces, reads
from .passages import Passage

PROVE: Final = "run `dossier check --prove` where the copy is"
_SIGNS: Final = re.compile(r"\w")
_ZONES: Final = timedelta(days=2)  # so far apart is today where the sun rises first, and where it rises last


@dataclass(frozen=True)
class Weighed:
    """The proofs of a site, those that count for nothing marked; and why."""

    proofs: Proofs
    misfits: tuple[tuple[Proof, str], ...] = ()
    unsupported: tuple[tuple[Proof, Passage, tuple[str, ...]], ...] = ()


def weighed(corpus: Corpus, passages: Iterable[Passage]) -> Weighed:
    """Weigh all proofs of a corpus: one that does not fit its quote is left away, one that lost its ground marked."""
    quoted: defaultdict[Key, list[Passage]] = defaultdict(list)
    for passage in passages:
        quoted[passage.key].append(passage)
    kept, misfits, unsupported = [], [], []
    for proof in corpus.proofs.all:
        cited = quoted.get(proof.key, ())
        if misfit := _misfit(corpus, proof, cited):
            misfits.append((proof, misfit))
            continue
        lost = next(((passage, words) for passage in cited if (words := _lost(proof, passage))), None)
        if lost:
            unsupported.append((proof, *lost))
        counts = proof.bound and not lost
        kept.append(proof if counts == proof.counts else replace(proof, counts=counts))
    return Weighed(Proofs(tuple(kept)), tuple(misfits), tuple(unsupported))


def judge_weighed(corpus: Corpus, found: Weighed, read: Iterable[str], locate: Locator) -> Iterator[Problem]:
    """Yield a problem for each proof that counts for nothing; of copies that were `read`, their own verdicts tell."""
    for proof, misfit in found.misfits:
        hint = f"{_other_way(corpus, proof, locate)}delete it, and run `dossier check --prove` where the copies are"
        yield Problem("Q131", "error", Spot(LOCK, proof.line, 1), f"this line is no proof: {misfit}", hint)
    known = set(read)
    for proof, passage, words in found.unsupported:
        if proof.source not in known and corpus.proofs.find(proof.key, proof.copy) is None:
            listed = ", ".join(f"“{word}”" for word in dict.fromkeys(words))
            left = f"leaves out {listed}, which is said beside it no more"
            message = f"this {passage.part} was checked on {proof.on}, but {left}"
            hint = f"say it there again, or compare the {passage.part} with the source, then {PROVE}"
            yield Problem("Q137", "warning", locate(passage.record, (*passage.path, passage.part)), message, hint)
    yield from _of_an_older_version(corpus)


def _of_an_older_version(corpus: Corpus) -> Iterator[Problem]:
    """Yield a problem for all proofs that do not tell what their quotes leave out, and for those that can tell now."""
    old = [proof for proof in corpus.proofs.all if not proof.bound]
    if old:
        are = "1 proof does" if len(old) == 1 else f"{len(old)} proofs do"
        message = f"{are} not say what was left out fairly, as an older version wrote them: pages do not count them"
        yield Problem("Q138", "warning", Spot(LOCK, old[0].line, 1), message, PROVE.replace("copy is", "copies are"))
    unread = [proof for proof in corpus.proofs.all if proof.unread and reads(_language(corpus, proof))]
    if unread:
        of = "1 quote" if len(unread) == 1 else f"{len(unread)} quotes"
        message = f"words that deny or limit {of} were not looked for at the check: the language is read by now"
        yield Problem("Q138", "warning", Spot(LOCK, unread[0].line, 1), message, PROVE.replace("copy is", "copies are"))


def _language(corpus: Corpus, proof: Proof) -> str:
    source = corpus.sources.get(proof.source)
    return source.lang if source and isinstance(source.lang, str) else ""


def _lost(proof: Proof, passage: Passage) -> tuple[str, ...]:
    lost = no_longer_carried(proof.carried, passage.words, passage.carried, attributed=passage.attributed)
    return tuple(lost)


def _misfit(corpus: Corpus, proof: Proof, cited: Sequence[Passage]) -> str:
    """Return in words why a proof cannot be one of its quote; "" if it can."""
    if cited and not _has_words_of(proof, cited[0].words):
        return "its words are not those of the quote"
    if cited and not _has_room_for(proof, cited[0].words):
        return "its place has not the length of the quote"
    if _is_before_copy(corpus, proof):
        return f"its day is before {_captured(corpus, proof)}, when its copy was captured"
    return ""


def _is_before_copy(corpus: Corpus, proof: Proof) -> bool:
    """Tell whether words were found in a copy before there was one."""
    captured, day = _captured(corpus, proof), date.fromisoformat(proof.on)
    return bool(captured) and after(parse(captured), parse((day + _ZONES).isoformat()))


def _other_way(corpus: Corpus, proof: Proof, locate: Locator) -> str:
    """Return what else may be wrong than a proof: were its copy's day mistyped, a new proof would be no better."""
    if not _is_before_copy(corpus, proof):
        return ""
    spot = locate(proof.source, ("snapshot", "captured"))
    return f"if `captured` is mistyped, correct it ({spot.file}, line {spot.line}), and this line holds; else "


def _has_words_of(proof: Proof, quote: str) -> bool:
    """Tell whether the copy's words on record are those of a quote, whatever marks and spaces stand between them."""
    return not proof.exact or _letters(proof.exact) in (_letters([quote]), _letters(pieces(folded(quote))))


def _letters(texts: Iterable[str]) -> list[str]:
    return ["".join(_SIGNS.findall(folded(text))) for text in texts]


def _has_room_for(proof: Proof, quote: str) -> bool:
    length, exact = proof.end - proof.start, proof.exact or (quote.strip(),)
    return length == len(exact[0]) if len(exact) == 1 else length > sum(map(len, exact))


def _captured(corpus: Corpus, proof: Proof) -> str:
    """Return when the copy of a proof was captured; "" where that is not known, or the source records another copy."""
    source = corpus.sources.get(proof.source)
    snapshot = source.snapshot if source else None
    known = isinstance(snapshot, Snapshot) and snapshot.sha256 == proof.copy and isinstance(snapshot.captured, str)
    return str(snapshot.captured) if known else ""  # type: ignore[union-attr]
