"""Reads the finished site as a stranger would, and says what must not be published.

Each file is read once (`Inspector.read`, in any process), which gives `PageFacts`; `judge_site` then joins
them, because only all files together tell whether a link leads anywhere. The steps, from below:

    folding     how texts are compared               asking      what must stand beside a statement
    statements  finds claims by their words          addresses   says where an address leads
    facts       what is handed on                    links       follows an address
    document    HTML laid flat                       attributes  what an element asks for
    blocks      a claim and its caveats in HTML      records     the same in JSON, tables, feeds, lines
    page        one HTML document, by the parser     files       one file of any other kind
    states      what stands open in plain markup     scan        plain markup, without the parser
    filled      pages of one frame, by what is their own
    held        where parts of pages lead, and their anchors
    data        where the data of scripts leads
    marks       texts without their marks        xmlfile    records of XML
    packed      what archives and documents of an office hold
    mails       what letters hold
    lines       lines of data that are known
    looked      files that are the same in every build
    leaks       words that no file may hold
    head        what stands at the end of a head
    styles      rules that hide caveats          reckoned    what sums in them come to
    unseen      what a document hides by a style sheet in it
    veils       what pages hide by style sheets of the site's own

It knows nothing of templates and their markers, so that a template which forgets its markers does not pass.

    I001 broken link or missing file     I006 file over its size budget
    I002 missing anchor                  I007 leaked template text or sentinel
    I003 id used twice in a page         I008 address that must not be followed
    I004 claim without its caveat        I009 title or main heading
    I005 request to another host         I010 file that cannot be read
    I011 claim on a surface that nobody registered
    I012 page without its policy, or what the policy forbids
    I013 link that tells another host where the reader comes from
    I014 style that hides caveats            I015 file that nobody looked into
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath
from sys import intern

from ..keeping import digest
from ..problems import Problem
from ..shelf import Piece, Shelf
from . import looked, packed
from .addresses import Home, css_addresses
from .asking import Expectation
from .facts import Budget, Findings, PageFacts, Places, gathered
from .files import OF_LINES, READERS, Leader, bare_in_text, in_utf8, leads_alone, read_other, unfolded
from .filled import FilledPages
from .leaks import Leaks
from .lines import Known, Lines
from .looked import Looked, Packages
from .statements import Prior, Statements
from .veils import Veils, veiling

__all__ = [
    "Budget", "Expectation", "Inspector", "Packages", "PageFacts", "Places", "Prior", "Statements", "css_addresses",
    "inspect", "veiling",
]  # fmt: skip


def inspect(
    root: Path,
    expectations: Sequence[Expectation],
    site_url: str | None,
    budget: Budget,
    own_hosts: Sequence[str] = (),
    leaks: Sequence[str] = (),
    places: Places | None = None,
) -> list[Problem]:
    """Return all that is wrong with the site below `root`, by file and line; spots count from the root."""
    inspector = Inspector(Statements.of(expectations), site_url, budget, own_hosts, leaks, places)
    facts = [inspector.read_page(address, (root / address).read_bytes()) for address in sorted(_files(root))]
    return inspector.judge_site(root, facts)


class Inspector:
    """What the files of a site are held against.

    `own_hosts` may be asked by pages besides the site's own host; `leaks` are words that no file may hold, and so are
    `marks`, the program's own; `places` tells in which kinds of places of a file claims may stand, anywhere if it is
    left out. `folder` is where the edition lies that the files belong to. A site `on_disk` is opened without a server.
    `veils` are the selectors by which style sheets of the site's own hide something, by their addresses in an edition.
    """

    def __init__(
        self,
        statements: Statements,
        site_url: str | None = None,
        budget: Budget | None = None,
        own_hosts: Sequence[str] = (),
        leaks: Sequence[str] = (),
        places: Places | None = None,
        folder: str = "",
        *,
        marks: Sequence[str] = (),
        on_disk: bool = False,
        veils: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._statements = statements
        self._home = Home(site_url, own_hosts, folder, on_disk=on_disk)
        self._veils = Veils(veils or {})
        self._budget = budget or Budget()
        self._leaks = Leaks(leaks, marks)
        self._places = places
        self._filled = FilledPages(self._home, statements, places, self._veils)
        self._before: Mapping[str, Looked] = {}
        self._now: dict[str, Looked] = {}
        self._packages: Packages | None = None
        self._lines: dict[str, Known] | None = None

    @property
    def statements(self) -> Statements:
        """What is looked for."""
        return self._statements

    def read_page(
        self, address: str, data: bytes, places: frozenset[str] | None = None, limit: int | None = None
    ) -> PageFacts:
        """Return what one file of any kind shows; its address counts from the root of the site.

        `places` and the `limit` of its bytes are those of this file, where its address does not tell them.
        """
        return self._read(address, data, places, limit).facts()

    def read_file(
        self, address: str, data: bytes, places: frozenset[str] | None = None, *, of_package: bool = False
    ) -> PageFacts:
        """Return what a file shows that is no generated page: most of them are the same in every build.

        One `of_package` is no site's own.
        """
        made, known = digest(data), self._before.get(address)
        if known is None or known.digest != made or not self._statements.are_silent([known.heard]):
            statements = self._statements.listening()
            packages = self._packages if of_package else None
            lead = leads_alone(PurePosixPath(address).suffix, data) if packages else None
            said = packages.heard(made) if packages and lead else ""
            leads_only = lead if said and statements.are_silent([said]) else None
            facts = self._read(address, data, places, statements=statements, lead=leads_only).facts()
            known = Looked.of(made, facts, statements.heard)
            if facts.problems or not self._statements.are_silent([known.heard]):
                return facts
            if packages and lead and not said:
                packages.take(made, known.heard)
        self._now[address] = known
        return known.facts

    @property
    def looked_at(self) -> bytes:
        """The files that were read and may be the same in the next build, for `look_back`; empty if none is new."""
        return looked.written(self._now.values()) if self._now != self._before else b""

    def look_back(self, kept: Callable[[], bytes]) -> None:
        """Take what is kept of files that an earlier process held against the same but for the statements."""
        if not self._before:
            self._before = looked.read(kept())

    def go_by(self, packages: Packages) -> None:
        """Take what is known of files that packages bring, and let that grow."""
        self._packages = packages

    def read_filled(self, address: str, fixed: Sequence[bytes], values: Sequence[str], data: bytes) -> PageFacts:
        """Return what a page shows that is a frame's fixed parts with values between them, joined: its `data`."""
        if not self._may_be_amiss(address, data):
            facts = self._filled.facts(address, fixed, values)
            if facts is not None:
                return facts
        findings = self._read(address, data)
        if not findings.problems:
            self._filled.learn(address, fixed, values)
        return findings.facts()

    def read_cards(self, address: str, cards: Iterable[str]) -> Iterator[Piece]:
        """Yield for a shelf what articles show that stand within others, with links as on the page at an address."""
        return self._filled.pieces(address, cards)

    def take_from(self, shelf: Shelf) -> None:
        """Look on a shelf for what articles show."""
        self._filled.shelf = shelf

    def take_over(self, before: Inspector) -> None:
        """Go on with what one that differs in nothing but the statements learned of frames, of files and their lines.

        From now on lines are remembered, which takes longer the first time.
        """
        self._filled.take_over(before._filled)
        self._before = before._now
        new = self._statements.new_since(before._statements)
        self._lines = {address: known.among(new) for address, known in (before._lines or {}).items()}

    def judge_site(
        self,
        root: Path,
        facts: Iterable[PageFacts],
        kept: Mapping[str, str] | None = None,
        files: Set[str] | None = None,
    ) -> list[Problem]:
        """Join what was read of every file below `root` into the problems of the site: `facts` are gone through twice.

        `kept` are the anchors of files that were judged before, by their addresses, and lead nowhere that is gone
        since. `files` are the addresses of all; they are looked for if they are left out.
        """
        known = _files(root) if files is None else files
        arrival = _Arrival(known, facts, kept or {}, on_disk=self._home.on_disk)
        problems: list[Problem] = []
        for fact in facts:
            problems += fact.problems
            if arrival.is_missed_by(fact):
                again = self._read(fact.address, (root / fact.address).read_bytes())
                problems += arrival.dead_ends(again)
        return gathered(problems)

    def _may_be_amiss(self, address: str, data: bytes) -> bool:
        """Tell whether a file is too large, or holds a word that no file may hold."""
        limit = self._budget.of(address)
        return (limit is not None and len(data) > limit) or self._leaks.are_in(data)

    def _read(
        self,
        address: str,
        data: bytes,
        places: frozenset[str] | None = None,
        allowed: int | None = None,
        statements: Statements | None = None,
        lead: Leader | None = None,
    ) -> Findings:
        if places is None and self._places:
            places = self._places(address)
        findings = Findings(address, "", places, veils=self._veils)
        limit = allowed or self._budget.of(address)
        if limit is not None and len(data) > limit:
            hint = "split it into pages, or change the budget in the settings" if allowed is None else "say less in it"
            findings.add("I006", f"the file has {len(data):,} bytes, {limit:,} are allowed", hint)
        suffix = PurePosixPath(address).suffix.lower()
        read = READERS.get(suffix)
        text = data if read else in_utf8(data)
        # What listens must hear all lines.
        if self._lines is not None and statements is None and suffix in OF_LINES:
            findings.lines = Lines(self._statements, self._lines.get(address, Known({})))
        if text is not None:
            try:
                findings.source = text.decode("utf-8")
                if lead:
                    lead(findings, self._home)
                else:
                    (read or read_other)(findings, self._home, statements or self._statements)
            except (ValueError, RecursionError) as error:
                findings.add("I010", f"the file cannot be read: {error}", "look at what writes it")
        if packed.is_packed(address, data):
            self._read_packed(findings, data, statements or self._statements)
        self._read_leaks(findings, unfolded(suffix, data if text is None else text), address)
        if self._lines is not None and findings.lines:
            self._lines[address] = Known(findings.lines.now)
        return findings

    def _read_leaks(self, findings: Findings, data: bytes, name: str) -> None:
        """Look for the words that no file may hold in what a file says, and in its name."""
        for word, written in self._leaks.found(data).items():
            findings.source = findings.source or data.decode("utf-8", "replace")
            findings.add("I007", f'"{word}" stands in the file', _OUT, written)
        for word in self._leaks.found(name.encode("utf-8", "surrogateescape")):
            findings.add("I007", f'"{word}" stands in the name of the file', f"call the file something else: {_WHY}")

    def _read_packed(self, findings: Findings, data: bytes, statements: Statements) -> None:
        """Read what a file holds that holds others, each as a text of its own; say so where that cannot be done."""
        try:
            for name, held in packed.held(findings.address, data):
                known = self._now.get(name)
                if known and known.digest == digest(held):
                    continue  # a sitemap lies beside itself, packed
                text = in_utf8(packed.said(name, held)) or b""
                inner = Findings(name, text.decode(), findings.places)
                for lack in bare_in_text(inner, statements):
                    inner.bare(lack, "line")
                # Who changed a document stands in its marks.
                whole = b"\n".join(dict.fromkeys((text, in_utf8(held) or held)))
                self._read_leaks(inner, whole, name.removeprefix(findings.address.removesuffix(".gz")))
                for found in inner.problems:
                    findings.add(found.code, f"in {name}: {found.message}", found.hint)
        except packed.ClosedError as error:
            hint = "see to it yourself that no claim stands in it without its caveats, or publish a page in its place"
            which = "this file" if error.name == findings.address else error.name
            findings.add("I015", f"{which} {error.what}: nobody looked into it", hint, severity="warning")


class _Arrival:
    """Knows which files and anchors there are, exactly as written, capitals and all."""

    def __init__(self, files: Set[str], facts: Iterable[PageFacts], kept: Mapping[str, str], *, on_disk: bool) -> None:
        self._files = files
        self._on_disk = on_disk
        self._ids = {fact.address: intern(fact.ids) for fact in facts}
        self._kept = kept
        self._anchors: dict[str, frozenset[str]] = {}
        self._arrived: set[str] = set()

    def is_missed_by(self, fact: PageFacts) -> bool:
        """Tell whether any address of a file leads nowhere."""
        missed = any(target not in self._arrived and not self._file(target) for target in fact.targets)
        return missed or not all(self._has(*anchor) for anchor in fact.anchors)

    def dead_ends(self, findings: Findings) -> Iterable[Problem]:
        """Return a problem for each address in what was read that leads nowhere."""
        dead = Findings(findings.address, findings.source)
        for target, raw in findings.targets.items():
            if not self._file(target):
                self._missing(dead, target, raw)
        for (target, fragment), raw in findings.anchors.items():
            if not self._file(target):
                self._missing(dead, target, raw)
            elif not self._has(target, fragment):
                dead.missing_anchor(target, fragment, raw)
        return dead.problems

    def _missing(self, dead: Findings, target: str, raw: str) -> None:
        if f"{target}/index.html" in self._files:
            message = f'"{raw}" leads to a folder, whose page nobody finds on a disk'
            dead.add("I001", message, "write a slash at the end of its way", f'"{raw}"', raw)
        else:
            dead.missing_file(target, raw)

    def _file(self, target: str) -> str:
        """Return the file that an address gives: itself, or where a server finds it, the index of the folder; or ""."""
        if target in self._files:
            self._arrived.add(target)
            return target
        index = f"{target}/index.html"
        return index if index in self._files and not self._on_disk else ""

    def _has(self, target: str, fragment: str) -> bool:
        file = self._file(target)
        ids = self._kept[file] if file in self._kept else self._ids.get(file, "")
        if ids not in self._anchors:  # most pages of claims have the same
            self._anchors[ids] = frozenset(ids.split("\n"))
        return bool(file) and (not file.endswith(_WITH_ANCHORS) or fragment in self._anchors[ids])


def _files(root: Path) -> frozenset[str]:
    """Return the address of every file below a folder."""
    found = []
    start = len(os.fspath(root)) + 1
    for folder, _, names in os.walk(root):
        prefix = f"{folder[start:]}/".replace(os.sep, "/") if len(folder) > start else ""
        found += [prefix + name for name in names]
    return frozenset(found)


_WHY = "it is withheld in the data, or was meant for the program only"
_OUT = f"take it out: {_WHY}"
_WITH_ANCHORS = (".html", ".htm", ".shtml", ".xhtml", ".xht")
