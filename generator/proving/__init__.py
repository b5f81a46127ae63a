"""The quotes of a corpus against the copies at hand, and against the proofs on record.

    passages   corpus → every quoted passage, with what stands beside it
    checking   passages and copies → verdicts, in several processes
    findings   a verdict → a problem with a code of its own
    weighing   proofs against the records as they stand, with or without copies: which of them count
    standing   proofs against the corpus, and against what the copies say now

`check_quotes` is all of it in order. It reads the clock nowhere: who proves says on which day.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .. import ordinary
from ..corpus import Corpus
from ..evidence import FOLDER, VARIABLE, store
from ..handover import builds_around
from ..load import CONFIG, Locator
from ..model import UnsetType
from ..problems import Problem, Spot, arranged
from ..proofs import LOCK, is_garbled, written
from .checking import Checked, check_all
from .findings import of_copies, of_verdicts
from .passages import has_copy, passages
from .standing import judge_proofs, on_record, renewed
from .weighing import judge_weighed, weighed

__all__ = ["check_quotes", "on_record"]


def check_quotes(
    site: Path, corpus: Corpus, locate: Locator, environ: Mapping[str, str], *, jobs: int = 1, prove: str = ""
) -> tuple[Corpus, list[Problem]]:
    """Check every quote whose copy is at hand, and every proof; return the corpus with its proofs, and the problems.

    `prove` is the day (YYYY-MM-DD) under which what holds is put on record; without it nothing is written.
    """
    option = corpus.settings.options.evidence
    kept = store(site, None if isinstance(option, UnsetType) else option, environ)
    # Where there is neither a copy nor a proof, nothing can be said of any passage.
    at_hand = bool(corpus.proofs.all) or any(has_copy(source, kept) for source in corpus.sources.values())
    found = list(passages(corpus, kept)) if at_hand else []
    checked = check_all(corpus, found, kept, jobs=jobs, with_selectors=bool(prove))
    weighing = weighed(corpus, found)
    corpus = replace(corpus, proofs=weighing.proofs)
    if prove:
        corpus = _proven(site, corpus, checked, prove)
        weighing = weighed(corpus, found)
        corpus = replace(corpus, proofs=weighing.proofs)
    problems = [
        *_published(site, corpus, kept.folder),
        *of_copies(checked, locate),
        *of_verdicts(checked, locate, corpus),
        *judge_proofs(corpus, checked, locate),
        *judge_weighed(corpus, weighing, checked.read, locate),
    ]
    return corpus, arranged(problems)


def _proven(site: Path, corpus: Corpus, checked: Checked, day: str) -> Corpus:
    proofs = renewed(corpus, checked, day)
    text = written(proofs)
    with suppress(FileNotFoundError):
        if is_garbled(ordinary.read(site / LOCK)):  # what it holds of copies that are elsewhere would be lost
            return corpus
    if proofs != corpus.proofs or (proofs.all and (site / LOCK).read_text("utf-8") != text):
        ordinary.put(site / LOCK, text.encode())
    return replace(corpus, proofs=proofs)


def _published(site: Path, corpus: Corpus, folder: Path) -> list[Problem]:
    """Refuse a folder of copies whose files would be published, or removed with the site that they lie in."""
    names = ["site"] if corpus.settings.pages_hold(site) else [corpus.settings.pages_dir, "site"]
    if built := builds_around(folder):
        names.append(os.path.relpath(built, site.resolve()))
    within = next((name for name in names if folder.resolve().is_relative_to((site / name).resolve())), None)
    if within is None:
        return []
    message = f"the copies lie in {within}/, where everything is published"
    hint = f"move them to {FOLDER}/ beside it, or name another folder in `evidence` or in {VARIABLE}"
    return [Problem("Q124", "error", Spot(CONFIG), message, hint)]
