"""What an inspection hands on: the faults of one file, and what can be judged only beside the other files."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..problems import Problem, Severity, Spot
from .asking import Lack
from .lines import Lines
from .veils import NO_VEILS, Veils

Places = Callable[[str], frozenset[str]]
"""Gives the kinds of places in which claims may stand in the file at an address."""
_SHOWN_ALIKE = 3
_IN_NAME = re.compile(r"([?#])[^/]*\.[A-Za-z]{2,8}(?:#|\Z)")
"""A sign that ends the path of an address, and before which the name of a file does not end."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many bytes a file may have: each page, and what matches a pattern such as `search/*.json` (first match)."""

    page: int = 250_000
    paths: tuple[tuple[str, int], ...] = ()

    def of(self, address: str) -> int | None:
        """Return the bytes that the file at the address may have; None for no limit."""
        for pattern, size in self.paths:
            if fnmatchcase(address, pattern):
                return size
        return self.page if address.endswith(".html") else None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One file as read: its faults, the addresses in this site that it leads to, and the anchors it offers.

    `targets` are other files, and count from the root of the site, without fragments; `anchors` are (target, fragment)
    in other pages; `ids` are its own anchors, parted by line breaks, since a large site has millions of them.
    """

    address: str
    problems: tuple[Problem, ...] = ()
    targets: tuple[str, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    ids: str = ""


@dataclass(slots=True)
class Findings:
    """Collects what is found in one file while it is read; `places` are the kinds in which claims may stand there.

    `lines` are those that need no judging, in a file of which each line is judged by itself. By `veils` pages hide
    something, and by those `met` this one does.
    """

    address: str
    source: str
    places: frozenset[str] | None = None
    lines: Lines | None = None
    veils: Veils = NO_VEILS
    met: list[str] = field(default_factory=list)
    problems: dict[Problem, None] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)

    def add(self, code: str, message: str, hint: str, *needles: str, severity: Severity = "error") -> None:
        """Note a fault; it is placed where the first of the needles that occurs in the file stands."""
        self.problems[Problem(code, severity, locate(self.address, self.source, needles), message, hint)] = None

    def bare(self, lack: Lack, surface: str) -> None:
        """Note that a claim is shown without a caveat in a surface of a kind, or on one that nobody registered."""
        if lack.place:
            self.add(
                "I011",
                f'claim {lack.claim} is shown on a surface that is not registered: "{lack.place}" in this file',
                f"in a file of your own, leave it out, and show it on a page by ![[claim:{lack.claim}]]; "
                "whoever writes this file by the program registers it in generator/surfaces.py",
                *lack.near,
            )
            return
        hint = (
            "the caveat belongs beside the statement: in this file if it is your own, else where a template or an "
            "export writes this place"
        )
        if self.met:
            hint += f"; nobody sees what style sheets of the site hide in it: {', '.join(self.met)}"
        message = f'claim {lack.claim} is shown without its caveat "{lack.caveat}" in the same {surface}'
        self.add("I004", message, hint, *lack.near)

    def missing_file(self, target: str, raw: str) -> None:
        """Note that an address leads to no file of the site."""
        hint = f'the address here is "{raw}"'
        if sign := _IN_NAME.search(raw):
            hint += f"; a {sign[1]} in the name of a file is written %{ord(sign[1]):X}"
        self.add("I001", f"there is no {target or 'index.html'} in the site", hint, f'"{raw}"', raw)

    def missing_anchor(self, target: str, fragment: str, raw: str) -> None:
        """Note that an address leads to a place that a page does not have."""
        hint = f'the address here is "{raw}"; see whether the heading or the record was renamed'
        self.add("I002", f'there is no "#{fragment}" in {target}', hint, f'"{raw}"', raw)

    def facts(self) -> PageFacts:
        """Return what was found, small enough to be sent between processes by the ten thousand."""
        found, targets = tuple(self.problems), apart_from(self.address, self.targets)
        return PageFacts(self.address, found, targets, tuple(self.anchors), "\n".join(self.ids))


def apart_from(address: str, targets: Iterable[str]) -> tuple[str, ...]:
    """Return the files that a file leads to without itself: what was read is there."""
    return tuple([target for target in targets if target != address])


def locate(address: str, source: str, needles: Iterable[str]) -> Spot:
    """Return where the first needle stands that occurs once in the text, or else the first that occurs at all.

    A needle may begin with the end of a tag (`>`), which helps to find it and is no part of the spot.
    """
    forms = [form for needle in needles for form in _forms(needle)]
    occurring = [form for form in dict.fromkeys(forms) if form and form in source]
    for form in (*(form for form in occurring if source.count(form) == 1), *occurring):
        bare = form.removeprefix(">")
        at = source.index(form) + len(form) - len(bare)
        return Spot(address, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at), len(bare))
    return Spot(address)


def _forms(needle: str) -> tuple[str, str, str]:
    tag, text = (">", needle[1:]) if needle.startswith(">") else ("", needle)
    return needle, tag + html.escape(text, quote=False), tag + html.escape(text)


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems in order; of the same one in many files only the first few, the last saying how many more."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(set(problems), key=lambda p: (p.spot, p.code, p.message)):
        alike.setdefault((problem.code, problem.message), []).append(problem)
    kept = []
    for group in alike.values():
        kept += group[: _SHOWN_ALIKE - 1]
        for last in group[_SHOWN_ALIKE - 1 : _SHOWN_ALIKE]:
            more = len(group) - _SHOWN_ALIKE
            hint = f"{last.hint}; the same stands in {more} more places" if more else last.hint
            kept.append(Problem(last.code, last.severity, last.spot, last.message, hint))
    return sorted(kept, key=lambda p: (p.spot, p.code, p.message))
