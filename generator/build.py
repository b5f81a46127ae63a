"""The whole way from a site's folder to its pages: read, judge, plan, fill, inspect, publish.

Each step is a function of another module; here stands only their order. Bad data ends the way with its problems,
and the last good site stays. The engine works in a process of its own while the records are being judged.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain, repeat
from pathlib import Path

from .besides import besides, in_the_way
from .brief import brief
from .corpus import Corpus
from .early import show, show_at_a_glimpse
from .engine import EngineOutput, build_frames
from .fill import FEW, Maker, Part, Workers, fill
from .geography import PACKAGE, Outlines, outlines
from .gitlog import journal
from .handover import write_down
from .inspection import Packages
from .judgement import (
    Tell,
    begin_judging,
    copies,
    counts,
    failure,
    fit_for_the_engine,
    has_faulty_settings,
    judged,
    kept_of,
    read_besides,
)
from .ledger import Ledger
from .libraries import PINNED, fetched, place_of_derived
from .load import CONFIG, DATA, TEMPLATES, Locator, Spots, load, load_settings, places_of_templates
from .matter import Matter
from .memory import Kept, Memory
from .private import NOT_ELSEWHERE, check_overlay, check_place
from .problems import DossierError, Problem, arranged, has_errors
from .proofs import LOCK
from .proving import check_quotes
from .publish import Release, build_number
from .readers import Readers
from .recorded import recorded
from .runs import place_of_runs
from .seal import CACHE, OUT, OUT_OFFLINE, Built
from .styled import veils
from .templates import gathered
from .upkeep import Upkeep, last_ledger, layout_of
from .upkeep import judge as judge_editions
from .whence import Said, said_by_records, told_once, traced
from .withhold import published, withheld_words

SENTINEL = "DossierFrame"


def made_of(site: Path, *, environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Return the files and folders that a site is made of, by its settings as they stand, be they there or not.

    Pages tell when records were committed: one of the files says that there is another commit.
    """
    commits = journal(site.resolve())
    own = (*(site / name for name in (CONFIG, DATA, TEMPLATES, LOCK)), *([commits] if commits else ()))
    with suppress(DossierError, OSError):  # the settings cannot be read
        return (*own, *read_besides(site, load_settings(site, environ)[0], environ))
    return own


def history(site: Path, *, environ: Mapping[str, str], tell: Tell) -> tuple[Matter, list[Problem]]:
    """Read a site and its history; what is returned words claims, and makes no page."""
    tell("reading")
    corpus, problems = load(site, environ, cache=site / CACHE)
    tell("reading the history")
    told, more = recorded(site, [corpus], site / CACHE)
    return Matter(published(corpus), {}, (), told[0]), arranged([*problems, *more])


def printable(site: Path, *, environ: Mapping[str, str], tell: Tell, jobs: int = 1) -> tuple[Matter, list[Problem]]:
    """Read a site, its history and its templates; what is returned can render any page of the site as it is built."""
    tell("reading")
    corpus, problems = load(site, environ, cache=site / CACHE, jobs=jobs)
    locate = Locator(site, corpus, Spots(kept_of(site, corpus)))
    tell("checking quotes")
    corpus, quotes = check_quotes(site, corpus, locate, environ, jobs=jobs)
    tell("judging")
    with begin_judging(site, corpus, jobs) as judge:
        problems = judged(site, corpus, locate, [*problems, *quotes], environ, judge)
    tell("reading the history")
    (told,), more = recorded(site, [corpus], site / CACHE)
    leaks = (SENTINEL, *withheld_words(corpus))
    matter = Matter(published(corpus), gathered(places_of_templates(site)), leaks, told, outlines=_ground(site))
    return matter, arranged([*problems, *more])


def build(
    site: Path,
    out: Path | None = None,
    *,
    environ: Mapping[str, str],
    tell: Tell,
    jobs: int = 1,
    fresh: bool = False,
    overlay: Path | None = None,
    elsewhere: Workers | None = None,
    offline: bool = False,
    memory: Memory | None = None,
    readers: Readers | None = None,
) -> Built:
    """Build the site in the folder `site`, inspect it, and put it into place at `out` if it has no errors.

    Pages that would come out as an earlier build made them are kept, unless everything is to be made `fresh`. With an
    `overlay`, a folder laid over `data/`, the site is a private one, and needs a place of its own. Pages of a public
    one are drawn `elsewhere`, if there is such a place. An `offline` site is one to be opened from a disk. The `memory`
    of a process that builds again and again holds what can be used of the last time, and takes what the next can use:
    it is told to settle by the caller, when readers have the pages. Once it remembers a build, `readers` are shown the
    pages at which they look before all others are made.
    """
    if overlay is not None:
        if elsewhere is not None:
            raise DossierError(NOT_ELSEWHERE)
        check_overlay(site, overlay)
        check_place(site, overlay, out)
    out = out or site / (OUT_OFFLINE if offline else OUT)
    tell("reading")
    opened = memory.opened if memory else None
    corpus, problems = load(site, environ, overlay, cache=site / CACHE, jobs=jobs, opened=opened)
    _check_out(out, site, corpus, environ)
    if offline:
        corpus = replace(corpus, settings=corpus.settings.made_offline())
    locate = Locator(site, corpus, (memory.spots if memory else Spots)(kept_of(site, corpus)))
    tell("checking quotes")
    corpus, quotes = check_quotes(site, corpus, locate, environ, jobs=jobs)
    problems += quotes
    editions = [corpus, *map(corpus.edition, corpus.settings.options.languages)]
    last_judged = memory.judged if memory else None
    with begin_judging(site, corpus, jobs, last_judged) as judge, ThreadPoolExecutor(len(editions)) as beside:
        fit, runs = fit_for_the_engine(site, corpus, problems), place_of_runs(site / CACHE, out)
        engines = [beside.submit(_framed, site, edition, environ, runs, fresh) for edition in editions] if fit else []
        tell("judging")
        problems = judged(site, corpus, locate, problems, environ, judge, settled=memory is None)
        tell("reading the history")
        told, more = recorded(site, editions, site / CACHE)
        problems = arranged([*problems, *more])
        before = memory.given(editions) if memory and not fresh else [None for _ in editions]
        last = [
            was.ledger if was else Ledger() if fresh else last_ledger(out, edition.settings.folder)
            for was, edition in zip(before, editions, strict=True)
        ]
        leaks = (SENTINEL, *withheld_words(corpus))
        folders = places_of_templates(site)
        templates = gathered(folders)
        ground, hidden = _ground(site), veils(site, corpus.settings)
        matters = [
            Matter(published(edition), templates, leaks, history, ledger.register, outlines=ground, veils=hidden)
            for edition, history, ledger in zip(editions, told, last, strict=True)
        ]
        matters = [_planned(*each, None if fresh else out) for each in zip(matters, before, strict=True)]
        otherwise: list[Set[int] | None] = [None for _ in matters]
        if not has_errors(problems):
            tell("preparing pages")
            show_at_a_glimpse(readers, matters, [was.matter for was in before if was], engines, out)
            matters = _side_by_side(matters)
            otherwise = [_prepared(matter, was) for matter, was in zip(matters, before, strict=True)]
        elif memory:
            memory.take_back(before)
        tell("waiting for the engine")
        made, problems = _outcome(engines, matters, problems)
    if not made or has_errors(problems):
        return Built(told_once(problems, site), counts(corpus), 0, 0, 0, out)
    if readers and all(before):
        tell("making what is looked at")
        show(readers, [Maker(matter, frames, out) for matter, frames in zip(matters, made, strict=True)])
    tell("looking at the older build")
    with Release(out, private=corpus.settings.private, left=memory.lying if memory else None) as release:
        tell("looking for what changed")
        makers = [Maker(matter, frames, release.root) for matter, frames in zip(matters, made, strict=True)]
        upkeeps = [Upkeep(*each) for each in zip(makers, repeat(release), last, otherwise)]
        _tidy(upkeeps, memory)
        packages = Packages(place_of_derived(site / CACHE) / "packages")
        for each in zip(makers, upkeeps, strict=True):
            _make(*each, release, packages, jobs, elsewhere, tell)
        release.prune()
        tell("inspecting")
        found = judge_editions(upkeeps, release.files)
        said = said_by_records(corpus, locate)
        placed = _traced(found, site, release.root, editions, made, said)
        problems = arranged(told_once([*problems, *placed], site))
        if not has_errors(problems):
            tell("publishing")
            _publish(upkeeps, release, memory)
    pages = sum(file.endswith(".html") for file in release.files)
    written = sum(entry.written for upkeep in upkeeps for entry in upkeep.entries)
    changed = sum(len(upkeep.places) for upkeep in upkeeps)
    read = (*folders, copies(site, corpus.settings, environ), PINNED)
    roots = (*(root for output in made for root in output.roots), *read)
    return Built(problems, counts(corpus), pages, written, changed, out, tuple(dict.fromkeys(roots)))


def _check_out(out: Path, site: Path, corpus: Corpus, environ: Mapping[str, str]) -> None:
    """Refuse a place for the built site that holds what it is made of, or lies in it: nobody is told to clear that."""
    place = out.parent.resolve() / out.name
    pages = () if corpus.settings.pages_hold(site) else (site / corpus.settings.pages_dir,)
    named = (site / DATA, site / TEMPLATES, site / CONFIG, site / LOCK, copies(site, corpus.settings, environ))
    for own in (site, *pages, *named):
        folder = own.resolve()
        lies_in_it = place.is_relative_to(folder) and not site.resolve().is_relative_to(folder)
        if folder.is_relative_to(out.resolve()) or lies_in_it:
            raise DossierError(
                f"--out {out} and {own}, of which the site is made, cannot share a place: choose another"
            )


def _ground(site: Path) -> Outlines:
    """Return what maps are drawn on, which is read when the first one is."""
    return outlines(partial(fetched, PACKAGE), place_of_derived(site / CACHE) / "ground")


def _tidy(upkeeps: Sequence[Upkeep], memory: Memory | None) -> None:
    """Look for garbage before many pages are made: forked processes would begin with it, and nobody else would look.

    A process that builds again does so at rest: it answers nobody meanwhile.
    """
    if memory is None and any(len(upkeep.places) > FEW for upkeep in upkeeps):
        gc.collect()


def _make(
    maker: Maker,
    upkeep: Upkeep,
    release: Release,
    packages: Packages,
    jobs: int,
    elsewhere: Workers | None,
    tell: Tell,
) -> None:
    """Make what is to be made of one edition: pages that changed, and every other file."""
    places = upkeep.places
    for part in _counted(fill(maker, places, jobs, elsewhere), len(places), tell):
        upkeep.take(part)
    tell("taking over the engine's files")
    for part in besides(maker, packages):
        upkeep.take(part)
    release.record(upkeep.entries)


def _planned(matter: Matter, was: Kept | None, out: Path | None) -> Matter:
    """Return a matter with the plan of then, if that is the same: at hand, or else where an earlier process built."""
    if was:
        return matter.planned_as(was.matter)
    return matter.laid_out(layout_of(out, matter.corpus.settings.folder)) if out else matter


def _side_by_side(matters: list[Matter]) -> list[Matter]:
    """Tell editions which pages all of them have."""
    if len(matters) == 1:
        return matters
    twins = frozenset[str].intersection(*[frozenset(matter.plan.by_address) for matter in matters])
    return [matter.beside(twins) for matter in matters]


def _prepared(matter: Matter, before: Kept | None) -> Set[int] | None:
    """Prepare a matter after what was made before; return the numbers of what reads otherwise now, where it is told."""
    if before is None:
        matter.prepare()
        return None
    return matter.prepare_after(before.matter, before.ledger)


def _traced(
    problems: Sequence[Problem],
    site: Path,
    built: Path,
    editions: Sequence[Corpus],
    made: Sequence[EngineOutput],
    said: Said,
) -> list[Problem]:
    """Place what the inspection found in hand-written pages, and dead links of records, where they were written."""
    pages = {
        f"{edition.settings.folder}{address}index.html": file
        for edition, output in zip(editions, made, strict=True)
        for address, file in output.pages.items()
    }
    return traced(problems, site, editions[0].settings.pages_dir, built, pages, said)


def _publish(upkeeps: Sequence[Upkeep], release: Release, memory: Memory | None) -> None:
    """Write down what the next build needs to know, and show this one to readers; with a memory, that comes first."""
    if memory is None:
        for upkeep in upkeeps:
            upkeep.write_down()
    release.finish()
    if memory is not None:
        memory.take(upkeeps)


def build_into(site: Path, folder: Path, *, environ: Mapping[str, str]) -> list[Problem]:
    """Build the site and copy it into a folder that somebody else looks after; return the problems.

    Where the folder is the link of an earlier build, it is replaced as in any build. Where it stands in the place of
    that link, it is written down what is in it, so that the next build may take it over.
    """
    linked = build_number(folder) > 0
    out = folder if linked else site / CACHE / "whole"
    built = build(site, out, environ=environ, tell=lambda step: None, jobs=1)
    if not linked and not has_errors(built.problems):
        shutil.copytree(out.resolve(), folder, dirs_exist_ok=True)
        if folder.name == OUT and folder.parent.resolve() == site.resolve():
            write_down(folder, out.resolve())
    return built.problems


def _outcome(
    engines: Sequence[Future[EngineOutput]], matters: Sequence[Matter], problems: list[Problem]
) -> tuple[list[EngineOutput], list[Problem]]:
    """Wait for the engines, and return what they made and all problems, those with what is to be made of it included.

    If one fails where other things are wrong too, its words are one problem among them; where the settings are faulty,
    it fails for what is told of them.
    """
    try:
        made = [engine.result() for engine in engines]
    except DossierError as error:
        if not has_errors(problems):
            raise
        return [], arranged(problems if has_faulty_settings(problems) else [*problems, failure(error)])
    found = [*chain.from_iterable(output.problems for output in made)]
    if made and not has_errors([*problems, *found]):
        found += in_the_way(matters, made)
    return made, arranged([*problems, *dict.fromkeys(found)])


def _framed(site: Path, corpus: Corpus, environ: Mapping[str, str], runs: Path, fresh: bool) -> EngineOutput:
    return build_frames(brief(site, corpus, environ), runs, fresh=fresh)


def _counted(parts: Iterator[Part], total: int, tell: Tell) -> Iterator[Part]:
    """Pass the parts on as they come, and tell how many pages there are by now."""
    done = 0
    tell("making pages")
    for part in parts:
        done += len(part.pages)
        tell(f"making pages: {done:,} of {total:,}")
        yield part
