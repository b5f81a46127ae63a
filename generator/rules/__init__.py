"""Editorial rules: when a corpus cannot honestly be published, and when it can but should be looked at.

Each rule is a module of its own, named by its idea: why it exists (its docstring), a stable `CODE`, a `SEVERITY`, and
`check(corpus)`, which yields findings and takes time in proportion to the corpus. `RULES` lists them all. An error
means that the site cannot honestly be published; a warning, that it can, and the count is shown.

A rule refuses to know files and lines, other rules, and what a page looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Protocol

from ..corpus import Corpus
from ..model import Path as RecordPath
from ..problems import Problem, Severity, Spot, arranged
from ..quotes import forget_texts
from ..regrouped import take_over
from ..unworded import EVERYTHING, alike_but_for_words
from . import (
    aim_worded_as_act,
    ambiguous_between_one,
    broken_link,
    captured_before_published,
    caveats_none_without_reason,
    chain_link,
    citation_without_passage,
    claim_without_citation,
    contradictory_attribution,
    country_code,
    credibility_one,
    date_after_publication,
    dates_out_of_order,
    derived_before_original,
    doubled_link,
    empty_text,
    field_of_another_type,
    figure_apart,
    figure_of_several,
    former_id,
    hedge_left_out,
    hostile_name_without_user,
    html_in_text,
    identifier_pattern,
    ignored_part,
    impossible_value,
    judged_before_published,
    judgement_of_others,
    kind_of_another_type,
    language_tag,
    likelihood_of_others,
    link_in_literal,
    loop,
    named_nobody,
    negation_lost_in_translation,
    negation_on_one_side,
    outlet_unknown,
    outlet_without_publisher,
    refused_address,
    relation_between_types,
    relation_without_end,
    retired_target,
    retracted_without_reason,
    shared_name,
    source_without_caveat,
    tension_named_twice,
    text_without_link,
    unknown_reference,
    unknown_word,
    unsigned_grade,
    unsupported_claim,
    value_without_its_limit,
    vocabulary_contradiction,
    withheld_contradiction,
    withheld_field,
    withheld_name,
    withheld_reference,
    withheld_stays_in_git,
    words_of_a_title,
)
from .amiss import judge_amiss
from .cleared import Cleared
from .finding import Finding
from .workers import asking

__all__ = ["NEAR", "OF_WHAT_IS_THERE", "RULES", "SEARCHING", "WIDE", "WORDING", "Finding", "Locate", "Rule", "judge",
           "judging"]  # fmt: skip


class Rule(Protocol):
    """What a module of this package is."""

    CODE: str
    SEVERITY: Severity

    def check(self, corpus: Corpus) -> Iterator[Finding]:
        """Yield what the rule finds, in an order that depends on nothing but the corpus."""


class Locate(Protocol):
    """Says where a path of a record stands in its file."""

    def __call__(self, id: str, path: RecordPath = (), *, key: bool = False) -> Spot:
        """Return the spot of the value, or of its key."""


RULES: tuple[Rule, ...] = (
    # Who names whom
    unknown_reference,
    withheld_reference,
    former_id,
    retired_target,
    loop,
    tension_named_twice,
    ambiguous_between_one,
    # Claims
    claim_without_citation,
    citation_without_passage,
    unsupported_claim,
    credibility_one,
    retracted_without_reason,
    date_after_publication,
    judged_before_published,
    aim_worded_as_act,
    figure_of_several,
    negation_on_one_side,
    hedge_left_out,
    negation_lost_in_translation,
    figure_apart,
    words_of_a_title,
    # Who told whom
    chain_link,
    contradictory_attribution,
    doubled_link,
    named_nobody,
    # Sources and outlets
    source_without_caveat,
    caveats_none_without_reason,
    outlet_unknown,
    outlet_without_publisher,
    dates_out_of_order,
    captured_before_published,
    derived_before_original,
    ignored_part,
    country_code,
    # Entities
    shared_name,
    hostile_name_without_user,
    field_of_another_type,
    identifier_pattern,
    language_tag,
    likelihood_of_others,
    # Words of the vocabulary
    unknown_word,
    unsigned_grade,
    judgement_of_others,
    kind_of_another_type,
    relation_between_types,
    relation_without_end,
    impossible_value,
    value_without_its_limit,
    vocabulary_contradiction,
    # What is withheld
    withheld_contradiction,
    withheld_field,
    withheld_name,
    withheld_stays_in_git,
    # Texts
    text_without_link,
    empty_text,
    refused_address,
    html_in_text,
    broken_link,
    link_in_literal,
)


_OF_SOURCES = frozenset({"entities", "sources"})
WIDE: Mapping[Rule, frozenset[str]] = {
    former_id: EVERYTHING,
    loop: EVERYTHING,
    tension_named_twice: EVERYTHING,
    credibility_one: EVERYTHING,
    source_without_caveat: _OF_SOURCES,
    outlet_without_publisher: _OF_SOURCES,
    shared_name: frozenset({"entities"}),
    named_nobody: EVERYTHING,
    judgement_of_others: EVERYTHING,
    vocabulary_contradiction: EVERYTHING,
    withheld_contradiction: EVERYTHING,
    withheld_name: EVERYTHING,
    withheld_stays_in_git: EVERYTHING,
}
"""The rules that look farther than at a record, those that it names, the settings and the vocabulary, and how far.

At the wording of records they do not look: what `unworded` leaves of these is all that they see.
"""
NEAR = tuple(rule for rule in RULES if rule not in WIDE)
SEARCHING: tuple[Rule, ...] = (unknown_reference,)
"""The near rules that look no farther to find something, but search all records for what a hint may name."""

WORDING: tuple[Rule, ...] = (negation_on_one_side, hedge_left_out, negation_lost_in_translation, figure_apart)
"""The rules that look for the same words in the same texts, and take longest."""

OF_WHAT_IS_THERE: Mapping[Rule, tuple[str, ...]] = {
    # Who names whom
    unknown_reference: (),
    # Claims
    claim_without_citation: ("withheld",),
    citation_without_passage: (),
    unsupported_claim: ("withheld",),
    retracted_without_reason: (),
    date_after_publication: ("mode", "citations"),
    aim_worded_as_act: ("mode",),
    chain_link: (),
    doubled_link: (),
    # Sources and outlets
    source_without_caveat: ("caveats", "because", "outlet", "derived_from"),
    caveats_none_without_reason: ("because", "publisher"),
    outlet_unknown: (),
    dates_out_of_order: (),
    captured_before_published: (),
    ignored_part: (),
    country_code: (),
    # Entities
    hostile_name_without_user: (),
    field_of_another_type: (),
    identifier_pattern: (),
    language_tag: (),
    # Words of the vocabulary
    unknown_word: (),
    unsigned_grade: ("publisher", "assessment"),
    kind_of_another_type: (),
    relation_between_types: (),
    relation_without_end: (),
    impossible_value: (),
    withheld_field: (),
    # Texts
    text_without_link: (),
    empty_text: (),
    refused_address: (),
    html_in_text: (),
    broken_link: (),
    link_in_literal: (),
}
"""The rules that judge a record of which something cannot be read, with the fields at which each looks besides those
that it names: what it finds is so whatever stands in all others."""

Found = dict[Rule, list[Finding]]


class Judged:
    """What a process that judges the same records again and again has at hand of the last time."""

    def __init__(self) -> None:
        """Have nothing at hand."""
        self.cleared: Cleared | None = None
        self._last: tuple[Corpus, Found] | None = None

    def take(self, corpus: Corpus, cleared: Cleared | None, found: Found) -> None:
        """Take in what was judged now, and what was found."""
        self.cleared, self._last = cleared, (corpus, {rule: found[rule] for rule in WIDE})

    def wide(self, corpus: Corpus) -> Found:
        """Return what wide rules find, if all at which they look is as it was last time, but for words."""
        if self._last is None:
            return {}
        last, found = self._last
        alike = alike_but_for_words(corpus, last)
        take_over(corpus, last, alike=alike == EVERYTHING)
        return {rule: each for rule, each in found.items() if WIDE[rule] <= alike}

    def settle(self) -> None:
        """Write down for other processes what is at hand."""
        if self.cleared:
            self.cleared.write()


def judge(
    corpus: Corpus, locate: Locate, *, jobs: int = 1, cache: Path | None = None, last: Judged | None = None
) -> list[Problem]:
    """Return all that the rules find in the corpus, sorted by where it stands.

    Up to `jobs` processes judge. In the folder `cache` it is kept what was found in which files, for the next run; the
    corpus must be as it was read. What this process judged `last` need not be judged again where nothing changed, and
    is taken in there: it settles later. None of this changes what is returned.
    """
    with judging(corpus, jobs=jobs, cache=cache, last=last) as judged:
        return judged(locate)


@contextmanager
def judging(
    corpus: Corpus, *, jobs: int = 1, cache: Path | None = None, last: Judged | None = None
) -> Iterator[Callable[[Locate], list[Problem]]]:
    """Begin to judge as `judge` does, and yield what gives the problems: who begins early has processes at work early.

    They are forked at once, which is best done before there are threads.
    """
    judged = last or Judged()
    cleared = Cleared(cache, corpus, judged.cleared) if cache else None
    few = cleared if cleared and len(cleared.open) * 3 <= len(corpus.homes) else None
    known = judged.wide(corpus)
    groups = _groups([rule for rule in (WIDE if few else RULES) if rule not in known])
    with asking(groups, corpus, 1 if few else jobs) as answers:

        def problems(locate: Locate) -> list[Problem]:
            if cleared:
                cleared.prepare()  # while others are at work
            found = known | dict(zip(chain.from_iterable(groups), answers(), strict=True))
            if few:
                found |= _found_near(few, corpus)
            forget_texts()
            if cleared:
                unsettled = {one.record for rule in SEARCHING for one in found[rule]}
                cleared.save(((rule.CODE, one) for rule in NEAR for one in found[rule]), unsettled)
            judged.take(corpus, cleared, found)
            if last is None:
                judged.settle()
            return _told([*_each(found), *judge_amiss(corpus, OF_WHAT_IS_THERE, SEARCHING, WIDE)], corpus, locate)

        yield problems


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return rules in groups of which each is asked by one process: first those that take long."""
    together = [rule for rule in rules if rule in WORDING]
    return [*filter(None, [together]), *([rule] for rule in rules if rule not in WORDING)]


def _each(found: Found) -> Iterator[tuple[Rule, Finding]]:
    return ((rule, one) for rule, each in found.items() for one in each)


def _told(pairs: list[tuple[Rule, Finding]], corpus: Corpus, locate: Locate) -> list[Problem]:
    # File by file, so that the one who locates reads each file once.
    pairs.sort(key=lambda pair: corpus.homes[pair[1].record].file if pair[1].record in corpus.homes else "")
    return arranged(_problem(rule, one, locate) for rule, one in pairs)


def _problem(rule: Rule, found: Finding, locate: Locate) -> Problem:
    severity: Severity = "warning" if found.mild else rule.SEVERITY
    return Problem(rule.CODE, severity, locate(found.record, found.path, key=found.key), found.message, found.hint)


def _found_near(cleared: Cleared, corpus: Corpus) -> Found:
    """Return what the near rules find in the whole corpus, where few files are open."""
    part = cleared.part()
    found = {
        # What is found in no record is about the vocabulary, which is whole in every part.
        rule: [one for one in each if one.record in cleared.open or corpus.record(one.record) is None]
        for rule, each in ((rule, list(rule.check(part))) for rule in NEAR)
    }
    for rule in SEARCHING:
        if found[rule]:
            found[rule] = list(rule.check(corpus))
    rules = {rule.CODE: rule for rule in NEAR}
    for code, one in cleared.found():
        found[rules[code]].append(one)
    return found
