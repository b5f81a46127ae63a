"""What is withheld is gone before anything is planned."""

import json
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyse.explanation import explain, worded
from generator.analyse.facets import facets
from generator.analyse.origins import Origins
from generator.analyse.reports import Reports
from generator.analyse.standing import caveats
from generator.corpus import Corpus
from generator.inspection import Inspector, Statements
from generator.model import (
    NOT_ALL,
    UNSET,
    Attribution,
    Caveat,
    Citation,
    Claim,
    Edtf,
    Entity,
    Link,
    Name,
    Retirement,
    Retraction,
    Snapshot,
    Source,
)
from generator.model.shape import needed_fields
from generator.proofs import Proof, Proofs
from generator.rules.withheld_field import HIDEABLE
from generator.withhold import published, withheld_words
from generator.words import ENGLISH
from tests.corpora import CONFIG, read_site
from tests.records import corpus_of

FILES = {
    "data/groups/open-group.yml": (
        "name: Open\nnames: [{text: Secret alias}]\nsame_as: {wikidata: Q4096}\nwithheld: [names, same_as]\n"
    ),
    "data/groups/named-group.yml": """\
        name: Named
        names:
          - text: Open alias
            citations:
              - {source: paper, quote: an open passage}
              - {source: paper, quote: a closed passage, withheld: true}
        """,
    "data/people/hidden-person.yml": "name: Hidden Person\nnames: [{text: Their other name}]\nwithheld: true\n",
    "data/sources/paper.yml": (
        "title: Paper\ntype: article\noutlet: null\nurl: https://example.org/x\nwithheld: [url]\n"
    ),
    "data/claims/all.yml": """\
        - id: hidden-claim
          mode: act
          text: "[[open-group]] did what is withheld."
          withheld: true
          citations: [{source: paper, quote: words nobody may see}]
        - id: open-claim
          mode: act
          text: "[[open-group]] did it."
          citations:
            - {source: paper, quote: open words}
            - {source: paper, quote: closed words, withheld: true}
            - {source: paper, locator: page 1, quote: half closed words, withheld: [quote]}
        """,
}


def test_withheld_records_and_fields_are_gone(tmp_path: Path) -> None:
    """A withheld record is in no index, a withheld field is as if left out, a withheld citation is dropped."""
    corpus, problems = read_site(tmp_path, FILES)
    assert problems == []
    open_corpus = published(corpus)
    assert list(open_corpus.entities) == ["named-group", "open-group"]
    assert [c.quote for c in open_corpus.entities["named-group"].names[0].citations] == ["an open passage"]
    assert open_corpus.entities["open-group"].names == ()
    assert open_corpus.entities["open-group"].same_as == {}
    assert open_corpus.sources["paper"].url is UNSET
    assert list(open_corpus.claims) == ["open-claim"]
    assert [c.quote for c in open_corpus.claims["open-claim"].citations] == ["open words", UNSET]
    assert open_corpus.about == {"open-group": ("open-claim",)}


def test_withheld_words_are_known_for_the_search_after_leaks(tmp_path: Path) -> None:
    """Every word that was withheld is listed, a statement as its page would show it, and none that was not."""
    corpus, _ = read_site(tmp_path, FILES)
    assert set(withheld_words(corpus)) == {
        "Hidden Person",
        "Their other name",
        "Secret alias",
        "Q4096",
        "https://example.org/x",
        "closed words",
        "a closed passage",
        "half closed words",
        "words nobody may see",
        "Open did what is withheld.",
        "open-group did what is withheld.",
    }


def words_of(folder: Path, files: dict[str, str], config: str = CONFIG) -> set[str]:
    """Return the words that are looked for in a site of a group, a source and these files."""
    common = {
        "data/groups/open-group.yml": "name: Open\nnames: [{text: مفتوح, lang: ar}]\n",
        "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: null\n",
    }
    corpus, problems = read_site(folder, {**common, **files}, config)
    assert problems == []
    return set(withheld_words(corpus))


def claim(id: str, text: str, citation: str, withheld: str = "") -> str:
    return f"- id: {id}\n  mode: act\n  text: {text}\n  citations: [{{source: paper, {citation}}}]\n{withheld}"


HIDDEN = "  withheld: true\n"


def test_whole_records_are_looked_for_with_all_that_tells_them_from_others(tmp_path: Path) -> None:
    """Of a source that is its title and address, of a name where it is found, of a place where it lies."""
    files = {
        "data/sources/book.yml": (
            "title: Book\ntype: book\noutlet: null\nurl: https://example.org/b\nsummary: 'Of [[open-group|them]].'\n"
            "note: '*Kept* by us.'\nlang: ar-Latn\npublished: 2017\nwithheld: true\n"
        ),
        "data/people/person.yml": (
            "name: Ann\nnames: [{text: Anna, used_by: open-group, citations: [{source: paper, quote: called Anna}]}]\n"
            "withheld: true\n"
        ),
        "data/places/town.yml": (
            "name: Town\nlocation: {lat: 35.25, lon: 36.5, precision: vicinity, origin: Gazetteer 17}\nwithheld: true\n"
        ),
    }
    assert words_of(tmp_path, files) == {
        "Book",
        "https://example.org/b",
        "Of them.",
        "Kept by us.",
        "Anna",
        "called Anna",
        "Town",
        "Gazetteer 17",
    }


def test_statements_are_looked_for_in_each_language(tmp_path: Path) -> None:
    """A statement may be shown in each of its languages, with what it links called as in each edition."""
    text = "{en: '[[open-group]] keeps *it*.', ar: '[[open-group]] يخفيه'}"
    config = f"{CONFIG}extra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n"
    found = words_of(tmp_path, {"data/claims/all.yml": claim("hidden", text, "quote: seen by none", HIDDEN)}, config)
    assert found == {
        "Open keeps it.", "مفتوح keeps it.", "Open يخفيه", "مفتوح يخفيه", "seen by none",
        "open-group keeps it.", "open-group يخفيه",
    }  # fmt: skip


def test_all_that_a_withheld_claim_quotes_is_looked_for(tmp_path: Path) -> None:
    """A quote goes with what stands around it, its translation, its reading, and who told it."""
    citation = (
        "quote: words of few, context: around words of few, locator: page 1, hedges: [perhaps],"
        "translation: {text: in other words, by: editors}, reading: 'We read it so.',"
        "attribution: {how: explicit, ascribed_to: open-group,"
        "chain: [{named: The Teller, note: in a call}, {entity: open-group, did: told it on}, {anonymous: residents}]}"
    )
    found = words_of(tmp_path, {"data/claims/all.yml": claim("hidden", "'[[open-group]] hid.'", citation, HIDDEN)})
    assert found == {
        "Open hid.",
        "open-group hid.",
        "words of few",
        "around words of few",
        "in other words",
        "We read it so.",
        "The Teller",
        "in a call",
    }


def test_withheld_fields_are_looked_for_with_all_that_is_in_them(tmp_path: Path) -> None:
    """What lies deeper in a field goes with it; dates, ids and words of the format are on other pages too."""
    citation = (
        "quote: open words, translation: {text: a translation, by: A Translator}, graded: {words: good, by: The Army},"
        "attribution: {how: none, ascribed_to: The Speaker}, ambiguous: [{words: he, may_be: [open-group, A Man]}],"
        "rests_on: [paper], withheld: [translation, attribution, graded, ambiguous, rests_on]"
    )
    files = {
        "data/claims/all.yml": claim("open", "'[[open-group]] did.'", citation)
        + "  date: 2017-03-04\n  about: [open-group]\n  withheld: [date, about, relations]\n"
        + "  relations: [{subject: open-group, predicate: has-members, value: {min: 12000, unit: people}}]\n",
        "data/places/town.yml": (
            "name: Town\nlocation: {lat: 35.25, lon: 36.5, precision: vicinity, origin: Gazetteer 17}\n"
            "withheld: [location]\n"
        ),
    }
    assert words_of(tmp_path, files) == {
        "a translation",
        "A Translator",
        "The Army",
        "The Speaker",
        "A Man",
        "Gazetteer 17",
    }


def test_what_stands_in_the_open_all_the_same_stops_no_build(tmp_path: Path) -> None:
    """Words that an open record has, or a longer quote of the same source, are not looked for; names in texts are."""
    teller = "attribution: {how: explicit, chain: [{named: The Teller}]}"
    open_claims = (
        claim("open", "'[[open-group]] did it.'", f"quote: said in the open, {teller}"),
        claim("longer", "'[[open-group]] met Some Person.'", "quote: in full and said at length"),
    )
    hidden = (
        claim("a", "'[[open-group|Open]] *did* it.'", f"quote: said in the open, {teller}", HIDDEN),
        claim("b", "'[[open-group]] hid.'", "quote: said at length", HIDDEN),
    )
    files = {
        "data/claims/open.yml": "".join(open_claims),
        "data/claims/hidden.yml": "".join(hidden),
        "data/people/person.yml": "name: Some Person\nwithheld: true\n",
        "data/people/namesake.yml": "name: Open\nwithheld: true\n",
        "data/people/speller.yml": "name: the teller\nnames: [{text: In Full}]\nwithheld: true\n",
    }
    assert words_of(tmp_path, files) == {"Open hid.", "open-group hid.", "Some Person", "In Full"}


def test_of_a_word_with_a_context_the_context_is_looked_for(tmp_path: Path) -> None:
    """One word of a withheld claim may stand on any page; what its record has around it may not."""
    citation = "quote: killed, translation: {text: getötet, by: editors}, context: they were killed there"
    found = words_of(tmp_path, {"data/claims/all.yml": claim("hidden", "'[[open-group]] hid.'", citation, HIDDEN)})
    assert found == {"Open hid.", "open-group hid.", "they were killed there"}
    citation = citation.partition(", context")[0]
    found = words_of(tmp_path, {"data/claims/all.yml": claim("hidden", "'[[open-group]] hid.'", citation, HIDDEN)})
    assert found == {"Open hid.", "open-group hid.", "killed", "getötet"}


def test_what_is_written_on_several_lines_is_looked_for_on_one_too(tmp_path: Path) -> None:
    """A page may break lines where the data does, or nowhere; what is open on several lines stops no build."""
    citation = "\n      quote: |\n        seen by\n        nobody at all\n"
    citation += '      translation: {by: editors, text: "by\\nnone"}\n'
    hidden = (
        f"- id: hidden\n  mode: act\n  text: '[[open-group]] hid.'\n  citations:\n    - source: paper{citation}{HIDDEN}"
    )
    found = words_of(tmp_path / "hidden", {"data/claims/all.yml": hidden})
    hid = {"Open hid.", "open-group hid."}
    assert found == {*hid, "seen by\nnobody at all", "seen by nobody at all", "by\nnone", "by none"}
    shown = hidden.replace("hid.'", "did.'").replace("id: hidden", "id: open").replace(HIDDEN, "")
    found = words_of(tmp_path / "open", {"data/claims/all.yml": hidden + shown})
    assert found == hid
    parted = hidden.replace("seen by\n        nobody", "seen by\n\n        nobody")
    found = words_of(tmp_path / "parted", {"data/claims/all.yml": parted})
    assert found >= {"seen by nobody at all", "seen by", "nobody at all"}, "a page may part it into paragraphs"


COPIED = "'**[[open-group]]** and _[[source:paper|the paper]]_ hid [it](https://x.example/) &amp; `all`.'"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json", "a.md"])
def test_a_text_that_is_copied_from_the_data_is_found(name: str, tmp_path: Path) -> None:
    """A file that nobody renders has the marks of the data, with ids in its links, or names and other marks."""
    words = words_of(tmp_path, {"data/claims/all.yml": claim("hidden", COPIED, "locator: page 1", HIDDEN)})
    inspector = Inspector(Statements.of([]), leaks=sorted(words))
    for copy in (
        COPIED[1:-1],
        "Open and *the paper* hid **it &#38; all**.",
        "[[x|Open]] and __the paper__ hid it &amp; all.",
    ):
        text = json.dumps({"a": copy}) if name == "a.json" else f"x\n{copy}\n"
        assert {problem.code for problem in inspector.read_page(name, text.encode()).problems} == {"I007"}, copy
        assert not inspector.read_page(name, text.replace("hid", "hid not").encode()).problems


def test_no_edition_knows_what_is_withheld(tmp_path: Path) -> None:
    """An edition that asks the site's main language finds nothing withheld there either."""
    corpus, _ = read_site(tmp_path, FILES, f"{CONFIG}extra: {{dossier: {{languages: {{ar: {{}}}}}}}}\n")
    main = published(corpus.edition("ar")).main
    assert main is not None
    assert list(main.claims) == ["open-claim"]
    called = corpus.entities["open-group"].changed(withheld=False, names=(Name(text="مفتوح", lang="ar"),))
    corpus = replace(corpus, entities={**corpus.entities, "open-group": called})
    assert withheld_words(corpus.edition("ar")) == withheld_words(corpus)


def test_nothing_withheld_changes_nothing(tmp_path: Path) -> None:
    """A corpus without withheld records is published as it is."""
    corpus, _ = read_site(tmp_path, {"data/groups/open-group.yml": "name: Open\n"})
    assert published(corpus).entities == corpus.entities
    assert withheld_words(corpus) == ()


def test_links_to_passages_show_nothing_withheld(tmp_path: Path) -> None:
    """A proof whose link would show a withheld name, or half of it, keeps its day and loses its words."""
    corpus, _ = read_site(tmp_path, FILES)
    plain = Proof("open-claim", "paper", "quote", "01" * 32, "ab" * 32, 1, 9, "verbatim", "2026-01-02")
    around = {
        "half a name": replace(plain, prefix="as Mr. PERSON told us, "),
        "a passage": replace(plain, quote="02" * 32, suffix=", and closed words"),
        "exact": replace(plain, quote="03" * 32, exact=("open", "Secret alias")),
        "fine": replace(plain, quote="04" * 32, prefix="something else "),
        "spelt in another way": replace(plain, quote="05" * 32, suffix=" of Closed‑Words"),
    }
    shown = published(replace(corpus, proofs=Proofs(tuple(around.values())))).proofs.all
    assert [proof.linked for proof in shown] == [False, False, False, True, False]
    assert "PERSON" not in repr(shown) and "Secret" not in repr(shown)
    assert {proof.on for proof in shown} == {"2026-01-02"}


TELLING = {
    "about", "ambiguous", "answers", "assessment", "attribution", "because", "caveats", "citations", "derived_from",
    "graded", "hedges", "publisher", "read", "reading", "relations", "rests_on", "retired", "retracted", "supports",
    "tension", "withheld",
}  # fmt: skip


@pytest.mark.parametrize("kind", [Entity, Source, Claim, Citation])
def test_of_each_field_it_is_decided_whether_it_may_be_withheld_alone(kind: type) -> None:
    """A new field may not, until somebody has thought of what a page says without it."""
    optional = {name for name, needed in needed_fields(kind).items() if not needed}
    assert optional - HIDEABLE <= TELLING
    assert HIDEABLE.isdisjoint(TELLING)


BY = {"authors": ("A. Writer",), "url": "https://example.org/a", "snapshot": Snapshot(sha256="0" * 64, media_type="x")}
FIRST_HAND = Attribution(how="explicit", chain=(Link(named="A. Witness"),))
OTHER = Attribution(how="explicit", chain=(Link(named="Another"),))
THIRD = Attribution(how="explicit", chain=(Link(named="A third"),))


def source(id: str, **fields: object) -> Source:
    """Return a source of known descent, of an outlet of its own."""
    return Source(**{"id": id, "title": id, "type": "article", "outlet": f"of-{id}", "derived_from": ()} | fields)  # type: ignore[arg-type]


def cite(id: str, told: Attribution, withheld: bool = False) -> Citation:
    return Citation(source=id, quote="x", attribution=told, withheld=withheld)


def counted(corpus: Corpus) -> tuple[str, list[str]]:
    """Return how many origins the one claim is said to have, and why it may have fewer."""
    told = explain(corpus, corpus.claims["one"])
    doubts = [worded(doubt, lambda ref: ref.text) for origin in told.origins for doubt in origin.doubts]
    return told.count.numbers(ENGLISH), doubts


def claimed(*citations: Citation, id: str = "one") -> Claim:
    return Claim(id=id, text="It is.", mode="act", citations=citations)


@pytest.mark.parametrize("field", [*BY, "archived"])
@pytest.mark.parametrize("tied", [True, False])
def test_a_tie_that_is_withheld_makes_no_number_flat(field: str, *, tied: bool) -> None:
    """Where a field is withheld by which reports may hang together the number is “at most”, be there a tie or not."""
    shared = {} if field == "archived" else {field: BY[field]}
    one, two = source("a", **shared, withheld=(field,)), source("b", **(shared if tied else {}))
    corpus = corpus_of(one, two, claimed(cite("a", FIRST_HAND), cite("b", OTHER)))
    assert counted(corpus)[0] == ("2 reports, 1 origin" if shared and tied else "2 reports, 2 origins")
    told = "2 reports, at most 2 origins", ["not all that is recorded of a is published"]
    assert counted(published(corpus)) == told


def test_a_quote_that_is_withheld_may_be_one_of_another_report() -> None:
    """Where a quote is withheld, nobody sees whether another report is quoted in the same words."""
    citations = cite("a", FIRST_HAND).changed(withheld=("quote",)), cite("b", OTHER)
    corpus = corpus_of(source("a"), source("b"), claimed(*citations))
    assert counted(corpus) == ("2 reports, 2 origins", [])
    told = "2 reports, at most 2 origins", ["not all that is recorded of a is published"]
    assert counted(published(corpus)) == told


def test_a_field_that_ties_nothing_is_withheld_without_a_trace() -> None:
    """That a remark, say, is withheld says nothing of who hangs together with whom."""
    citations = cite("a", FIRST_HAND), cite("b", OTHER)
    corpus = corpus_of(source("a", note="Hm.", withheld=("note",)), source("b"), claimed(*citations))
    assert counted(published(corpus)) == ("2 reports, 2 origins", [])


def test_a_name_that_is_withheld_may_be_one_that_another_report_names() -> None:
    """Whoever told it under a name that is withheld may be whom another report calls by it."""
    person = Entity(id="p", type="person", name="P", names=(Name(text="A. Witness"),), withheld=("names",))
    told = Attribution(how="explicit", chain=(Link(entity="p"),))
    corpus = corpus_of(person, source("a"), source("b"), claimed(cite("a", FIRST_HAND), cite("b", told)))
    assert counted(corpus)[0] == "2 reports, 1 origin"
    assert counted(published(corpus)) == (
        "2 reports, at most 2 origins", ["not all that is recorded of b is published"]
    )  # fmt: skip


@pytest.mark.parametrize("withheld", [True, ("names",)])
def test_a_name_of_what_was_retired_may_be_withheld_too(withheld: bool | tuple[str, ...]) -> None:
    """Whoever stands in the place of somebody whose names are withheld may be whom another report calls by them."""
    gone = Retirement(on=Edtf("2022"), why="It was merged.", into=("q",))
    names = (Name(text="A. Witness"),)
    person = Entity(id="p", type="person", name="P", names=names, retired=gone, withheld=withheld)
    told = Attribution(how="explicit", chain=(Link(entity="q"),))
    records = Entity(id="q", type="person", name="Q"), source("a"), source("b")
    corpus = corpus_of(person, *records, claimed(cite("a", FIRST_HAND), cite("b", told)))
    assert counted(corpus)[0] == "2 reports, 1 origin"
    assert counted(published(corpus)) == (
        "2 reports, at most 2 origins", ["not all that is recorded of b is published"]
    )  # fmt: skip


def test_whoever_stands_in_the_place_of_a_withheld_one_may_be_withheld_too() -> None:
    """Of two persons that became one nothing is shown: there is nobody who could own up."""
    gone = Retirement(on=Edtf("2022"), why="It was merged.", into=("q", "r"))
    person = Entity(id="p", type="person", name="P", retired=gone, withheld=True)
    left = Entity(id="q", type="person", name="Q", withheld=True), Entity(id="r", type="person", name="R")
    shown = published(corpus_of(person, *left))
    assert {id: entity.withheld for id, entity in shown.entities.items()} == {"r": NOT_ALL}


def test_only_the_reports_of_which_something_is_withheld_own_up() -> None:
    """A report that a withheld passage joins to no other is as it was."""
    sources = source("a", authors=("X",)), source("b", authors=("X", "Y")), source("c", authors=("Y",)), source("d")
    fourth = Attribution(how="explicit", chain=(Link(named="Fourth Teller"),))
    shown = cite("a", FIRST_HAND), cite("c", OTHER), cite("d", fourth)
    told, doubts = counted(published(corpus_of(*sources, claimed(*shown, cite("b", THIRD, withheld=True)))))
    assert told == "3 reports, at most 3 origins"
    assert doubts == ["not all that is recorded of a is published", "not all that is recorded of c is published"]


def test_a_report_that_is_withheld_may_join_others() -> None:
    """Two reports that are one by a third, or by a passage that is withheld, are not said to be two."""
    sources = source("a", authors=("X",)), source("b", authors=("X", "Y")), source("c", authors=("Y",))
    shown = cite("a", FIRST_HAND), cite("c", OTHER)
    corpus = corpus_of(*sources, claimed(*shown, cite("b", THIRD, withheld=True)))
    assert counted(corpus)[0] == "3 reports, 1 origin"
    both = ["not all that is recorded of a is published", "not all that is recorded of c is published"]
    assert counted(published(corpus)) == ("2 reports, at most 2 origins", both)
    corpus = corpus_of(source("a"), source("c"), claimed(*shown, cite("a", OTHER, withheld=True)))
    assert counted(published(corpus)) == ("2 reports, at most 2 origins", both)
    corpus = corpus_of(source("a"), source("c"), claimed(*shown, cite("a", FIRST_HAND, withheld=True)))
    assert counted(published(corpus)) == ("2 reports, 2 origins", []), "what is withheld changes nothing"


def test_what_is_said_of_a_claim_because_of_others_has_a_digest_of_its_own() -> None:
    """A page that is kept is made anew when what is withheld comes to join reports of its claim."""
    sources = source("a", authors=("X",)), source("b", authors=("X", "Y")), source("c", authors=("Y",))
    claim = claimed(cite("a", FIRST_HAND), cite("c", OTHER), cite("b", THIRD, withheld=True))
    before = replace(corpus_of(*sources[:2], source("c"), claim), digests={"one": b"as it was read"})
    assert published(before).digests == before.digests
    after = replace(corpus_of(*sources, claim), digests=before.digests)
    assert published(after).digests != after.digests


def test_of_several_claims_no_number_is_flat_where_any_is_withheld() -> None:
    """A claim that is withheld may join reports of others: all together they are of so many origins at most."""
    claims = claimed(cite("a", FIRST_HAND)), claimed(cite("b", OTHER), id="two")
    hidden = claimed(cite("a", OTHER), id="hidden").changed(withheld=True)
    shown = published(corpus_of(source("a"), source("b"), *claims, hidden))
    assert Origins(shown).reports(*shown.claims.values()).numbers(ENGLISH) == "2 reports, at most 2 origins"


def disputed(corpus: Corpus) -> tuple[list[str], tuple[str, ...]]:
    """Return what readers are told of who disputes the one claim, and the kinds of caveats by which they find it."""
    shown = published(corpus)
    carried = caveats(shown, shown.claims["one"])
    return [caveat.text for caveat in carried if caveat.kind == "disputed"], facets(shown)["one"].of("standing")


def test_where_a_part_of_what_refutes_a_claim_is_withheld_readers_are_told_that_it_is_not_all() -> None:
    """The passages that refute it and are shown are counted, and it is said that there is more, without what."""
    refuting = [cite(id, THIRD).changed(supports="refutes") for id in ("b", "c")]
    sources = source("a"), source("b"), source("c")
    corpus = corpus_of(*sources, claimed(cite("a", OTHER), *refuting))
    assert disputed(corpus) == (["1 report supports, 2 reports refute."], ("disputed",))
    corpus = corpus_of(*sources, claimed(cite("a", OTHER), refuting[0], refuting[1].changed(withheld=True)))
    told = "1 report supports, 1 report refutes; not all that speaks against it is published."
    assert disputed(corpus) == ([told], ("disputed",))


def test_where_a_rival_is_withheld_readers_are_told_that_it_is_not_all() -> None:
    """So it is where one of several rivals is withheld, or a denial; one that was withdrawn is none."""
    rival = claimed(cite("b", OTHER), id="rival").changed(tension=("one",))
    denial = claimed(cite("b", OTHER), id="denial").changed(mode="denial", answers="one")
    weak = source("a", caveats=(Caveat(kind="unverified"),))
    records = weak, source("b"), claimed(cite("a", FIRST_HAND)), rival
    assert disputed(corpus_of(*records)) == ([], ("in-tension", "unverified"))
    for hidden in (rival.changed(id="hidden", withheld=True), denial.changed(withheld=True)):
        told = ["Not all that speaks against it is published."], ("disputed", "in-tension", "unverified")
        assert disputed(corpus_of(*records, hidden)) == told
        withdrawn = hidden.changed(retracted=Retraction(on=Edtf("2022"), why="Misread."))
        assert disputed(corpus_of(*records, withdrawn)) == ([], ("in-tension", "unverified"))


@st.composite
def partly_withheld(draw: st.DrawFn) -> Corpus:
    """Return claims whose reports may hang together in any way, of which anything is withheld that may be."""
    some = st.sampled_from([(), (), ("V",), ("Y",), ("V", "Y"), ("p",)])
    names = draw(st.sampled_from([(), (Name(text="X"),)]))
    person = Entity(id="p", type="person", name="P", names=names, withheld=draw(st.sampled_from([False, ("names",)])))
    sources = [
        source(
            f"s{number}",
            authors=draw(some),
            url=draw(st.sampled_from([UNSET, UNSET, "https://example.org/1", "https://example.org/2"])),
            withheld=draw(st.sampled_from([*[False] * 6, ("authors",), ("url", "note"), ("note",)])),
        )
        for number in range(5)
    ]
    names = st.sampled_from([f"W{number}" for number in range(6)])
    link = st.one_of(
        *[st.builds(lambda one: Link(named=one), names)] * 6,
        st.sampled_from([Link(entity="p"), Link(named="X"), Link(anonymous="they")]),
    )
    attribution = st.builds(lambda one: Attribution(how="explicit", chain=(one,)), link)
    citation = st.builds(
        lambda id, told, side, withheld: cite(id, told, withheld).changed(supports=side),
        st.sampled_from([record.id for record in sources]), attribution,
        st.sampled_from(["supports", "supports", "refutes", "context"]), st.sampled_from([False, False, True]),
    )  # fmt: skip
    claims = [
        claimed(*draw(st.lists(citation, min_size=2, max_size=6)), id=f"c{number}").changed(
            withheld=draw(st.sampled_from([False, False, True]))
        )
        for number in range(3)
    ]
    return corpus_of(person, *sources, *claims)


@given(partly_withheld())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_published_is_never_counted_higher_than_the_whole_unless_at_most(corpus: Corpus) -> None:
    """Of a claim, and of all together: reports that are one in the whole data are not flatly said to be several."""

    def holds(whole: Reports, shown: Reports) -> None:
        if len(shown.together) < 2 or shown.at_most:
            return
        assert len(shown.together) <= len(whole.together)
        assert {doubt.report for doubt in whole.doubts}.isdisjoint(chain.from_iterable(shown.together))
        for group in whole.together:
            assert sum(not {*group}.isdisjoint(left) for left in shown.together) < 2

    shown = published(corpus)
    for id in shown.claims:
        holds(Origins(corpus).of(id), Origins(shown).of(id))
    counting = Origins(shown).reports(*shown.claims.values())
    if len(shown.claims) > 1:
        holds(Origins(corpus).reports(*corpus.claims.values()), counting)
