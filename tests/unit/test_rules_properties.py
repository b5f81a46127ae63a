"""Rules meet whatever people may write: real fields whose values fit here and there, and often not together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.corpus import Corpus
from generator.model import Claim, Entity, Record, Source, Vocabulary, shape
from generator.rules import NEAR, SEARCHING, WIDE, judge
from generator.rules.cleared import excerpt
from generator.rules.finding import VOCABULARY
from generator.unworded import EVERYTHING
from tests.records import corpus_of, locate, without_words

IDS = st.sampled_from(
    ["group-a", "group-b", "person-a", "town-a", "article-a", "claim-a", "claim-b", "nobody", "Nobody"]
)
WORDS = st.sampled_from(
    ["", " ", "two", "[[group-a]] did it.", "[[", "`[[a]]`", "<b>", "[x](javascript:y)", "editors", "é"]
)
DATES = st.sampled_from(["2017", "2017-02", "2018/..", "[2017,2018]", "../2016", "2019?", "201X"])
NUMBERS = st.sampled_from(["-3", "0", "70.5", "91", "200"])
LISTS = st.lists(IDS, max_size=3)
CAVEATS = st.lists(
    st.fixed_dictionaries({"kind": WORDS}, optional={"by": IDS, "text": WORDS, "lang": WORDS}), max_size=2
)
VALUES = st.one_of(
    WORDS,
    st.fixed_dictionaries({}, optional=dict.fromkeys(("number", "min", "max", "lat", "lon"), NUMBERS)),
)
RELATIONS = st.fixed_dictionaries(
    {"subject": st.one_of(IDS, LISTS), "predicate": WORDS},
    optional={"object": st.one_of(IDS, LISTS), "value": VALUES, "jointly": st.just("true"), "either": st.just("true")},
)
LINKS = st.fixed_dictionaries({}, optional={"entity": IDS, "named": WORDS, "anonymous": WORDS})
ATTRIBUTIONS = st.fixed_dictionaries(
    {"how": st.sampled_from(["explicit", "inherited", "none"])},
    optional={"ascribed_to": st.one_of(IDS, WORDS), "chain": st.lists(LINKS, max_size=3)},
)
FIELDS = st.lists(st.sampled_from(["quote", "text", "note", "caveats", "nonsense"]), max_size=2)
WITHHELD = st.one_of(st.just("true"), FIELDS)
CITATIONS = st.fixed_dictionaries(
    {"source": IDS},
    optional={
        "quote": WORDS, "locator": WORDS, "supports": st.sampled_from(["supports", "refutes", "context"]),
        "attribution": ATTRIBUTIONS, "rests_on": LISTS, "reading": WORDS, "ambiguous": LISTS, "caveats": CAVEATS,
        "withheld": WITHHELD, "lang": WORDS,
    },
)  # fmt: skip
CLAIMS = st.fixed_dictionaries(
    {
        "text": st.one_of(WORDS, st.dictionaries(WORDS, WORDS, max_size=2)),
        "mode": st.sampled_from(["act", "plan", "motive", "denial"]),
    },
    optional={
        "citations": st.lists(CITATIONS, max_size=3), "about": LISTS, "date": DATES, "relations": st.lists(RELATIONS),
        "seen": st.fixed_dictionaries({}, optional={"first": DATES, "last": DATES}), "caveats": CAVEATS,
        "tension": LISTS, "answers": IDS, "note": st.one_of(WORDS, st.none()), "formerly": LISTS, "withheld": WITHHELD,
        "assessment": st.just({"credibility": "1", "by": "x", "on": "2020", "why": "y"}),
        "retracted": st.fixed_dictionaries({"on": DATES}, optional={"why": WORDS}),
    },
)  # fmt: skip
SOURCES = st.fixed_dictionaries(
    {"title": st.one_of(WORDS, st.none()), "type": st.just("article"), "outlet": st.one_of(IDS, st.none())},
    optional={
        "published": DATES, "modified": DATES, "accessed": DATES, "summary": WORDS, "lang": WORDS, "withheld": WITHHELD,
        "derived_from": st.one_of(
            st.just("unknown"),
            st.lists(st.fixed_dictionaries({"source": IDS, "how": st.just("summary")}), max_size=2),
        ),
        "archived": st.lists(st.fixed_dictionaries({"url": WORDS, "captured": DATES}), max_size=2), "authors": LISTS,
        "caveats": st.one_of(st.just("none"), CAVEATS), "because": WORDS, "formerly": LISTS,
    },
)  # fmt: skip
ENTITIES = st.fixed_dictionaries(
    {"type": st.sampled_from(["group", "person", "place"]), "name": WORDS},
    optional={
        "kind": st.one_of(WORDS, st.lists(WORDS, max_size=2)), "distinct_from": LISTS, "within": IDS, "died": DATES,
        "names": st.lists(st.fixed_dictionaries({"text": WORDS}, optional={"type": st.just("hostile")}), max_size=2),
        "publisher": st.fixed_dictionaries({}, optional={"caveats": CAVEATS, "reliability": st.just("A")}),
        "retired": st.fixed_dictionaries({"on": DATES, "why": WORDS, "into": LISTS}), "note": WORDS,
        "withheld": WITHHELD, "same_as": st.dictionaries(WORDS, WORDS, max_size=2),
    },
)  # fmt: skip
VOCABULARIES = st.fixed_dictionaries(
    {},
    optional={
        "kinds": st.dictionaries(WORDS, st.fixed_dictionaries({"of": LISTS, "label": WORDS}), max_size=2),
        "predicates": st.dictionaries(
            WORDS,
            st.fixed_dictionaries(
                {"label": WORDS}, optional={"subject": LISTS, "symmetric": st.just("true"), "inverse": WORDS}
            ),
            max_size=2,
        ),
        "identifiers": st.dictionaries(
            WORDS, st.fixed_dictionaries({"label": WORDS}, optional={"pattern": WORDS, "url": WORDS}), max_size=2
        ),
    },
)


def made(kind: type[Record], ids: tuple[str, ...], values: list[dict[str, object]]) -> list[Record]:
    """Return the records, each under an id of its own, that the plain values shape to; the others are left out."""
    shaped = [shape({**value, "id": id}, kind)[0] for id, value in zip(ids, values, strict=False)]
    return [record for record in shaped if record is not None]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Draw a small corpus in which much is wrong."""
    vocabulary, _ = shape(draw(VOCABULARIES), Vocabulary)
    records = [
        *made(Entity, ("group-a", "group-b", "person-a", "town-a"), draw(st.lists(ENTITIES, max_size=4))),
        *made(Source, ("article-a", "nobody"), draw(st.lists(SOURCES, max_size=2))),
        *made(Claim, ("claim-a", "claim-b"), draw(st.lists(CLAIMS, max_size=2))),
    ]
    return corpus_of(*records, vocabulary=vocabulary)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_no_rule_ever_raises(corpus: Corpus) -> None:
    """Whatever people write, and however it contradicts itself, ends in problems and never in an exception."""
    known = {*corpus.homes, VOCABULARY}
    for problem in judge(corpus, locate):
        assert problem.spot.file in known
        assert problem.message
        assert problem.hint


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.sets(IDS))
def test_near_rules_need_no_more_than_what_a_record_names(corpus: Corpus, ids: set[str]) -> None:
    """What is found in some records is found in them too when all that they do not name is left away.

    It is told in the same words, but by the rules that search all records for what they advise.
    """
    part = excerpt(corpus, ids)
    for rule in NEAR:
        whole, apart = ([found for found in rule.check(each) if found.record in ids] for each in (corpus, part))
        if rule in SEARCHING:
            whole, apart = ([replace(found, message="", hint="") for found in each] for each in (whole, apart))
        assert whole == apart, rule


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_wide_rules_find_the_same_without_words(corpus: Corpus) -> None:
    """Whatever people write, what is found of the corpus as a whole does not depend on the wording of records."""
    bare = without_words(corpus)
    for rule in WIDE:
        assert list(rule.check(bare)) == list(rule.check(corpus)), rule


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_wide_rules_look_no_farther_than_they_say(corpus: Corpus) -> None:
    """Whatever people write, a rule finds the same where all is gone at which it says that it does not look."""
    for rule, looked_at in WIDE.items():
        left = {sort: {} for sort in EVERYTHING - looked_at}
        assert list(rule.check(replace(corpus, **left))) == list(rule.check(corpus)), rule
