"""Reads a site and judges it: all that `dossier check` does, and what every build does before it makes anything.

Each step is a function of another module. Nothing of this makes a page, so that who only checks waits for no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from .brief import derived, in_the_way
from .corpus import Corpus
from .derived import derive_config
from .evidence import store
from .foredated import judge_foredated
from .load import CONFIG, TEMPLATES, Locator, Spots, files_of_settings, load
from .overriding import judge_overriding
from .private import check_overlay
from .problems import DossierError, Problem, Spot, arranged, has_errors
from .proving import check_quotes, on_record
from .rules import Judged, judging
from .seal import CACHE, Checked
from .settings import Settings
from .unsaid import judge_unsaid
from .vanished import judge_vanished
from .withhold import published
from .written import judge_readable, judge_written

Tell = Callable[[str], None]


def counts(corpus: Corpus) -> str:
    """Return in words what a site holds."""
    sorts = ((corpus.claims, "claim", "claims"), (corpus.entities, "entity", "entities"),
             (corpus.sources, "source", "sources"))  # fmt: skip
    return ", ".join(f"{len(records)} {one if len(records) == 1 else many}" for records, one, many in sorts)


def check(
    site: Path,
    *,
    environ: Mapping[str, str],
    tell: Tell,
    jobs: int = 1,
    base: str = "",
    prove: str = "",
    overlay: Path | None = None,
) -> Checked:
    """Read a site and return all problems in its data, its settings and its hand-written pages.

    `base` is a revision that git knows: what it published must not have vanished. With a day to `prove` on, quotes
    that stand in the copies at hand are put on record under it. Neither goes with an `overlay`: both are about what is
    public.
    """
    if overlay is not None:
        check_overlay(site, overlay)
        if base or prove:
            raise DossierError("--private does not go with --base and --prove: these are about what is public")
    tell("reading")
    corpus, problems = load(site, environ, overlay, cache=site / CACHE, jobs=jobs)
    locate = Locator(site, corpus, Spots(kept_of(site, corpus)))
    tell("checking quotes")
    corpus, quotes = check_quotes(site, corpus, locate, environ, jobs=jobs, prove=prove)
    tell("judging")
    with begin_judging(site, corpus, jobs) as judge:
        found = judged(site, corpus, locate, [*problems, *quotes], environ, judge)
    if base:
        tell("comparing")
        faulty = frozenset(problem.spot.file for problem in problems if problem.severity == "error")
        found = arranged([*found, *judge_vanished(site, corpus, base, environ, faulty)])
    roots = read_besides(site, corpus.settings, environ)
    return Checked(found, counts(corpus), *on_record(corpus), len(corpus.proofs.all), roots)


def judged(
    site: Path, corpus: Corpus, locate: Locator, problems: list[Problem], environ: Mapping[str, str],
    judge: Callable[[Locator], list[Problem]], *, settled: bool = True,
) -> list[Problem]:  # fmt: skip
    """Add what the rules find. Where a record could not be read, what refers to it is not to blame.

    Where things stand in files is written down for the next process, unless that is to be `settled` later.
    """
    found = judge(locate)
    if not has_faulty_settings(problems, "Y") and not corpus.settings.pages_hold(site):
        found += judge_written(site, published(corpus))
    found += judge_foredated(site, corpus, locate)
    found += judge_overriding(site)
    if settled:
        locate.spots.settle()
    return arranged([*problems, *found, *_of_settings(site, corpus, problems, environ)])


def begin_judging(
    site: Path, corpus: Corpus, jobs: int, last: Judged | None = None
) -> AbstractContextManager[Callable[[Locator], list[Problem]]]:
    """Begin to ask the rules: before the engine, since processes are forked for it, and threads wait for the engine.

    What this process was told `last` is not asked again.
    """
    return judging(corpus, jobs=jobs, cache=kept_of(site, corpus), last=last)


def kept_of(site: Path, corpus: Corpus) -> Path | None:
    """Return where it is kept what was found in the data; nothing is kept of what is private."""
    return None if corpus.settings.private else site / CACHE


def _of_settings(
    site: Path, corpus: Corpus, problems: list[Problem], environ: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return what the engine's part of `mkdocs.yml` has wrong, if it can be read, and which pages are in the way."""
    if has_faulty_settings(problems, "Y"):
        return ()
    try:
        settings = derived(site, corpus, environ)
        taken = () if corpus.settings.pages_hold(site) else in_the_way(site, corpus, settings)
        return (*settings.problems, *taken, *judge_unsaid(site, corpus, environ))
    except DossierError as error:
        return () if has_faulty_settings(problems) else (failure(error),)


def read_besides(site: Path, settings: Settings, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return what is read besides records: pages, copies, templates, and what `mkdocs.yml` names for the engine."""
    try:
        named = derive_config(site, settings.options.engine, (), 0, environ).paths
    except DossierError:  # it cannot be read, as long as each of these says what it says
        named = files_of_settings(site, environ)
    pages = () if settings.pages_hold(site) else (site / settings.pages_dir,)
    return (*pages, *named, site / TEMPLATES, copies(site, settings, environ))


def has_faulty_settings(problems: list[Problem], codes: str = "") -> bool:
    """Tell whether anything is wrong with the settings; of codes with Y, whether nothing is known but the records."""
    return has_errors(one for one in problems if one.spot.file == CONFIG and one.code.startswith(codes))


def fit_for_the_engine(site: Path, corpus: Corpus, problems: list[Problem]) -> bool:
    """Tell whether the engine can be started: on faulty settings or unreadable pages it would only give up."""
    return not has_faulty_settings(problems) and not has_errors(judge_readable(site, corpus))


def copies(site: Path, settings: Settings, environ: Mapping[str, str]) -> Path:
    """Return the folder in which copies of sources are looked for."""
    folder = settings.options.evidence
    return store(site, folder if isinstance(folder, str) else None, environ).folder


def failure(error: DossierError) -> Problem:
    """Return that the engine cannot work, as a problem among others."""
    hint = "the engine reads mkdocs.yml, the theme and the hand-written pages"
    return Problem("F104", "error", Spot(CONFIG), str(error), hint)
