"""Proofs against the corpus, and against what the copies say now; and which proofs to put on record.

A proof is about words: if they change, it proves nothing any more. A machine without a copy keeps the proofs of those
who have it. It refuses to know how a quote is checked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..corpus import Corpus
from ..load import Locator
from ..model import Snapshot
from ..problems import Problem, Spot
from ..proofs import LOCK, PROVABLE, Proof, Proofs, collected
from ..quotes import LeftOut, is_read
from ..rules.passages import passages as cited
from .checking import Checked, Place
from .passages import Passage, language_of, of_citation
from .weighing import PROVE

_NAMED = 3
"""Records that a problem names; of more it tells the number."""


def judge_proofs(corpus: Corpus, checked: Checked, locate: Locator) -> Iterator[Problem]:
    """Yield what is wrong with the proofs on record."""
    if not corpus.proofs.all and not checked.places:
        return
    places = {place.passage.key: place for place in checked.places}
    for proof in corpus.proofs.all:
        place = places.get(proof.key)
        if place and place.copy == proof.copy and provable(place) and not _says_now(proof, place):
            yield _disagreeing(proof, place, locate)
    yield from _without_words(corpus, checked, locate)
    yield from _of_other_copies(corpus, checked, locate)
    yield from _not_on_record(corpus, checked, locate)


def renewed(corpus: Corpus, checked: Checked, day: str) -> Proofs:
    """Return the proofs to put on record: what holds now, and what nobody here can check again."""
    made = [_made(corpus, place, day) for place in checked.places if provable(place)]
    anew = {proof.key for proof in made}
    cited = {(passage.record, passage.source) for passage in checked.passages}
    kept = [
        proof
        for proof in corpus.proofs.all
        if _is_unread(corpus, proof)
        or (proof.key not in anew and (proof.record, proof.source) in cited and not _is_at_hand(corpus, checked, proof))
    ]
    return collected([*made, *kept])


def provable(place: Place) -> bool:
    """Tell whether words stand in their copy, with nothing worse to say of them than a warning."""
    return place.verdict.kind in PROVABLE and place.verdict.severity != "error"


def on_record(corpus: Corpus) -> tuple[int, int, int]:
    """Return how many quotes a corpus has, and how many are on record as checked against the copy of their source.

    And of how many of these no words that limit them were looked for.
    """
    quotes = [place for place in cited(corpus) if isinstance(place[2].quote, str)]
    # To know a quote by its hash takes time, and most sites have proofs of few.
    proven = {(proof.record, proof.source) for proof in corpus.proofs.all}
    asked = [
        passage
        for record, path, citation in quotes
        if (record, citation.source) in proven
        for passage in of_citation(record, path, citation)
        if passage.part == "quote"
    ]
    found = [corpus.proofs.find(passage.key, _copy_of(corpus, passage.source)) for passage in asked]
    return len(quotes), len(found) - found.count(None), sum(proof.unread for proof in found if proof)


def _made(corpus: Corpus, place: Place, day: str) -> Proof:
    """Return the proof of a passage; what was proven before keeps its day."""
    verdict, passage = place.verdict, place.passage
    assert verdict.start is not None and verdict.end is not None
    on = next((old.on for old in corpus.proofs.by_key.get(passage.key, ()) if _agree(old, place)), day)
    found = (verdict.start, verdict.end, verdict.kind)
    around = (place.exact, place.prefix, place.suffix)
    unread = not is_read(passage.words, language_of(corpus, passage))
    return Proof(*passage.key, place.copy, *found, on, *around, verdict.carried, unread=unread)


def _agree(proof: Proof, place: Place) -> bool:
    found = place.verdict
    said = (proof.copy, proof.start, proof.end, proof.verdict)
    return said == (place.copy, found.start, found.end, found.kind)


def _says_now(proof: Proof, place: Place) -> bool:
    """Tell whether a proof says what the copy says, so far as its version could."""
    return _agree(proof, place) and (not proof.bound or proof.carried == place.verdict.carried)


def _copy_of(corpus: Corpus, source: str) -> str:
    """Return the hash of the copy that a source records; "" if it records none."""
    record = corpus.sources.get(source)
    return record.snapshot.sha256 if record and isinstance(record.snapshot, Snapshot) else ""


def _is_at_hand(corpus: Corpus, checked: Checked, proof: Proof) -> bool:
    """Tell whether the very copy of a proof was read just now, so that it needs no trust."""
    return proof.source in checked.read and _copy_of(corpus, proof.source) == proof.copy


def _is_unread(corpus: Corpus, proof: Proof) -> bool:
    """Tell whether a record could not be read: then nothing can be said of its proofs."""
    return any(id in corpus.homes and corpus.record(id) is None for id in (proof.record, proof.source))


def _disagreeing(proof: Proof, place: Place, locate: Locator) -> Problem:
    found, passage = place.verdict, place.passage
    was = f"{proof.verdict}, characters {proof.start} to {proof.end}"
    now = f"{found.kind}, {found.start} to {found.end}"
    if _agree(proof, place):
        was, now = (_left(carried) for carried in (proof.carried, found.carried))
    message = f"the proof on record says {was}; the copy says {now}"
    spot = locate(passage.record, (*passage.path, passage.part))
    return Problem("Q134", "error", spot, message, "run `dossier check --prove`, and look at what changes")


def _left(carried: tuple[LeftOut, ...]) -> str:
    return f"that {', '.join(f'“{left.words}”' for left in carried) or 'nothing'} is left out and said beside it"


def _without_words(corpus: Corpus, checked: Checked, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for each proof whose words nobody quotes any more: they were changed, or their claim is gone."""
    known = {passage.key for passage in checked.passages}
    proven = corpus.proofs.by_key
    open_: defaultdict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for passage in checked.passages:
        if passage.key not in proven:
            open_[passage.key[:3]].append(passage)
    # A claims file that is emptied or deleted takes many with it: their source is told of once.
    gone: defaultdict[str, list[Proof]] = defaultdict(list)
    for proof in corpus.proofs.all:
        if proof.key in known or _is_unread(corpus, proof) or any(map(corpus.is_amiss, (proof.record, proof.source))):
            continue
        if changed := open_.get(proof.key[:3]):
            passage = changed.pop(0)
            message = f"this {passage.part} was changed after it was checked on {proof.on}"
            spot = locate(passage.record, (*passage.path, passage.part))
            yield Problem("Q132", "warning", spot, message, f"compare it with the source, then {PROVE}")
        else:
            gone[proof.source].append(proof)
    for proofs in gone.values():
        spot = Spot(LOCK, proofs[0].line, 1)
        yield Problem("Q133", "warning", spot, _what_is_gone(corpus, proofs), "run `dossier check --prove`")


def _what_is_gone(corpus: Corpus, proofs: list[Proof]) -> str:
    """Say of proofs of one source whose words nobody quotes any more."""
    source, several = proofs[0].source, len(proofs) > 1
    records = list(dict.fromkeys(proof.record for proof in proofs))
    missing = [id for id in (source, *records) if corpus.record(id) is None]
    if missing[:1] == [source] or len(missing) == len(records) == 1:
        gone = f'there is no "{missing[0]}" any more'
    elif missing == records:
        gone = "there is none of these any more"
    else:
        gone = f"{'they are' if several else 'it is'} quoted nowhere any more"
    named = ", ".join(f'"{id}"' for id in records[:_NAMED])
    if records[_NAMED:]:
        named += f" and {len(records) - _NAMED} more"
    return f'{f"{len(proofs)} proofs" if several else "a proof"} of words that {named} took from "{source}", but {gone}'


def _of_other_copies(corpus: Corpus, checked: Checked, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for each source whose quotes were proven against another copy than it records now."""
    known = {passage.key for passage in checked.passages}
    others: Counter[str] = Counter()
    for key, proofs in corpus.proofs.by_key.items():
        copies = {proof.copy for proof in proofs}
        if key in known and _copy_of(corpus, key[1]) not in copies and not _is_unread(corpus, proofs[0]):
            others[key[1]] += 1
    for source, number in sorted(others.items()):
        message = f"{_passages(number)} of this source {_were(number)} checked against another copy than it records"
        yield Problem("Q136", "warning", locate(source, ("snapshot", "sha256")), message, PROVE)


def _not_on_record(corpus: Corpus, checked: Checked, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for each source with words that stand in its copy, which pages do not say yet."""
    new = Counter(
        place.passage.source
        for place in checked.places
        if provable(place) and place.passage.key not in corpus.proofs.by_key
    )
    for source, number in sorted(new.items()):
        message = f"{_passages(number)} of this source stand{'s' if number == 1 else ''} in its copy, but not on record"
        hint = "run `dossier check --prove`; until then pages say that they were not checked"
        yield Problem("Q135", "warning", locate(source, ("snapshot", "sha256")), message, hint)


def _passages(number: int) -> str:
    return "1 quote" if number == 1 else f"{number} quotes"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
