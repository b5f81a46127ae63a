"""The search: its index, and what queries find in it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import Size, draw
from benchmarks.find import Labelled, golden, quality
from benchmarks.index import matter_of
from benchmarks.loads import Loads, typical
from benchmarks.searches import own
from benchmarks.yaml_site import write_site
from generator.analyse.findable import Segment, findable, place, segments
from generator.corpus import Corpus
from generator.exports import find
from generator.exports.find import Finder
from generator.keeping import digest
from generator.load import load
from generator.model import Attribution, Citation, Claim, Entity, Link, Name, Source, packed
from generator.pages import plan, search_file
from generator.postings import BITS
from generator.render import Renderer
from generator.views import found_script, scripted
from tests.records import corpus_of
from tests.unit.test_render import renderer

SETS = list(golden())


@cache
def search_of_golden(query: str) -> tuple[str, ...]:
    return tuple(_golden()(query))


@cache
def _golden():  # type: ignore[no-untyped-def]
    return own(SETS[0].site)


@pytest.mark.parametrize(
    ("labelled", "precision", "recall"),
    list(
        zip(
            SETS,
            (0.93, 0.94, 0.95, 1.0, 0.9, 0.87, 0.85, 1.0),
            (0.95, 0.95, 1.0, 1.0, 0.9, 0.94, 0.87, 1.0),
            strict=True,
        )
    ),
    ids=[one.name for one in SETS],
)
def test_names_are_found_however_they_are_written(labelled: Labelled, precision: float, recall: float) -> None:
    """Of the labelled queries no fewer are answered rightly than when somebody last looked."""
    told = quality(search_of_golden, labelled.queries)
    assert told.precision >= precision, told
    assert told.recall >= recall, told


def test_no_asked_spelling_of_another_script_is_recorded() -> None:
    """Queries of the first two groups stand nowhere in the records as they are typed: to find them says something."""
    corpus, _ = load(SETS[0].site)
    recorded = {text for e in corpus.entities.values() for text in (e.name, *(name.text for name in e.names))}
    asked = {query for labelled in SETS[1:3] for query in labelled.queries}
    assert not asked & recorded
    assert {id for labelled in SETS for right in labelled.queries.values() for id in right} <= set(corpus.entities)


def titles(query: str, of: Renderer | None = None) -> list[str]:
    finder = Finder((of or renderer()).shard)
    return [str(finder.hit(number)["s"]) for number in finder.find(query).hits]


ENTITIES = (
    Entity(id="jolani", type="person", name="Abu Mohammad al-Jolani", names=(Name(text="أبو محمد الجولاني"),)),
    Entity(id="jawlan", type="place", name="Golan Heights"),
    Entity(id="post", type="group", name="Morning Post"),
    Entity(id="insulted", type="group", name="Group Beta", names=(Name(text="Vermin", type="hostile"),)),
)
SOURCE = Source(id="report", type="article", title="Roads of the north", outlet="post", authors=("Somebody Noted",))


def made_of(*claims: Claim) -> Renderer:
    corpus = corpus_of(*ENTITIES, SOURCE, *claims)
    return Renderer(corpus, plan(corpus), {})


def claim(id: str, text: str, **more: object) -> Claim:
    return Claim(id=id, text=text, mode="act", **more)  # type: ignore[arg-type]


def test_claims_are_found_by_every_name_of_whom_they_name() -> None:
    """A claim that links a person is found by a name in another script, which it does not hold; names come first."""
    of = made_of(claim("a", "[[jolani|He]] opened a bakery."), claim("b", "Nobody opened anything."))
    for query in ("الجولاني", "Golani", "jolani"):
        assert titles(query, of)[0] == "Abu Mohammad al-Jolani"
        assert "He opened a bakery." in titles(query, of)
    assert titles("jolani bakery", of) == ["He opened a bakery."]


def test_words_of_quotes_titles_and_authors_are_found() -> None:
    """A claim is found by its quotes, a source by its title, its authors and its outlet."""
    from generator.model import Citation

    of = made_of(claim("a", "It happened.", citations=(Citation(source="report", quote="they burnt the granary"),)))
    assert titles("granary", of) == ["It happened."]
    for query in ("roads north", "noted", "Morning Post"):
        assert "Roads of the north" in titles(query, of)


def test_signs_are_looked_for_where_nothing_else_is_said() -> None:
    """A text of signs alone is found by them; beside words they count nothing, in texts and in queries."""
    foxes = Source(id="foxes", type="article", title="🦊 ☕", outlet=None)
    corpus = corpus_of(foxes, claim("a", "A granary 🦊."))
    of = Renderer(corpus, plan(corpus), {})
    assert titles("🦊☕", of) == ["🦊 ☕"]
    assert titles("granary 🦊☕", of) == ["A granary 🦊."]
    assert titles("🦊", of) == []


def test_a_word_finds_what_begins_with_it_after_what_is_it() -> None:
    """What was typed whole comes first, then what begins with it, then what it begins with."""
    of = made_of(claim("a", "Two granaries."), claim("b", "A granar."), claim("c", "Other words."))
    assert titles("granar", of) == ["A granar.", "Two granaries."]
    assert titles("granarsx", of) == ["A granar."]


def test_a_name_is_found_that_is_wrong_by_a_letter() -> None:
    """Where nothing has a word, who has a name that differs in one letter is found, and then the claims about them.

    So is a name without an Arabic particle. Where something has the word as it was typed, nothing else is looked for.
    """
    of = made_of(claim("a", "[[jolani|He]] opened a bakery."), claim("b", "A mohamnid."))
    assert titles("Mohamnad", of) == ["Abu Mohammad al-Jolani", "He opened a bakery."]
    assert "Abu Mohammad al-Jolani" in titles("ومحمد", of)
    assert titles("Mornimg", of)[0] == "Morning Post"
    assert titles("Mohamnid", of) == ["A mohamnid."]
    assert titles("Nothinglikeit", of) == []


def test_what_has_most_of_the_words_is_found() -> None:
    """Where nothing has all words of a query, that is told, and what has the most of them is found."""
    of = made_of(claim("a", "Red granary."), claim("b", "Red barn."), claim("c", "Green field."))
    found = Finder(of.shard).find("red granary unheard")
    assert (found.matched, found.words, len(found.hits)) == (2, 3, 1)
    shown = find.found(Finder(of.shard), "red granary unheard", 5)
    assert find.as_text(shown).startswith("nothing has all words; found with 2 of 3:\n  1  ")
    assert (shown["words"], shown["matched"]) == (3, 2)
    assert find.as_text(find.found(Finder(of.shard), "red granary", 5)).startswith("  1  ")
    assert Finder(of.shard).find("of the and").hits == {}


def test_what_nobody_disputes_is_not_called_supported() -> None:
    """One report of which nothing is known corroborates nothing: a reader narrows by what is disputed here, or not."""
    of = made_of(claim("a", "It was so.", citations=(Citation(source="report"),)))
    told = "".join(of.finding.facets(page) for page in of.plan.pages if page.subject == "facets/stance")
    assert "Not disputed here" in told


def test_a_number_of_origins_that_may_be_less_is_no_flat_one() -> None:
    """Who narrows by origins sees which numbers are upper limits; those that are none stand by themselves."""
    tellers = [Entity(id=f"teller-{number}", type="group", name=f"Teller {number}") for number in range(4)]
    lost = [SOURCE.changed(id=f"lost-{number}", outlet=None, authors=()) for number in range(4)]
    known = [SOURCE.changed(id=f"known-{number}", outlet=f"teller-{number}", authors=(), derived_from=())
             for number in range(2)]  # fmt: skip

    def told_by(sources: list[Source]) -> tuple[Citation, ...]:
        chains = [Attribution(how="explicit", chain=(Link(entity=teller.id),)) for teller in tellers]
        return tuple(
            Citation(source=source.id, attribution=chain) for source, chain in zip(sources, chains, strict=False)
        )

    corpus = corpus_of(
        *ENTITIES, *tellers, *lost, *known,
        claim("few", "It was so.", citations=told_by(lost[:2])),
        claim("many", "It was not.", citations=told_by(lost)),
        claim("flat", "It was both.", citations=told_by(known)),
    )  # fmt: skip
    of = Renderer(corpus, plan(corpus), {})
    told = "".join(of.finding.facets(page) for page in of.plan.pages if page.subject == "facets/origins")
    for label in ("At most 2 origins", "3 or more origins, if none hang together", '"2 origins"'):
        assert label in told


def test_hostile_names_and_withdrawn_claims_are_not_found() -> None:
    """Nobody is found by what an enemy calls him; what was withdrawn is not found at all."""
    from generator.model import Retraction

    of = made_of(claim("a", "Granary.", retracted=Retraction(on="2024", why="wrong")))
    assert titles("vermin", of) == []
    assert titles("granary", of) == []


def test_numbers_stay_whatever_else_there_is() -> None:
    """A record has the same number in a larger corpus, and no two records have one."""
    few, many = (findable(corpus_of(*[claim(f"c-{n}", "Text.") for n in range(count)])) for count in (50, 3_000))
    assert few.numbers.items() <= many.numbers.items()
    assert len(set(many.numbers.values())) == 3_000
    assert list(many.numbers.values()) == sorted(many.numbers.values())
    assert all(0 <= number < 2**BITS for number in many.numbers.values())


def test_shards_do_not_grow_with_the_site() -> None:
    """Eight times as many records make more shards, not larger ones."""
    few, many = _largest(4_096), _largest(16_384)
    assert many[0] < 1.2 * few[0]
    assert many[1] < 2 * few[1]


def test_a_first_hit_comes_within_300_kilobytes(tmp_path: Path) -> None:
    """On a site of some 15,000 pages no ordinary query loads more until it shows a hit, whatever is chosen.

    That holds for the most frequent words, for half a word, and for values of facets without any word.
    """
    write_site(draw(Size.of(2_000)), tmp_path)
    matter = matter_of(tmp_path)
    assert len(matter.plan.pages) > 15_000
    shards = {page.address: page for page in matter.plan.pages if page.template == "search-terms"}
    made = {address: matter.renderer.render(page).body for address, page in shards.items()}

    def read(name: str) -> bytes:
        address = search_file(name)
        if address not in matter.plan.by_address:
            return found_script(address, {"docs": [], "terms": ""}).encode()
        return (made.get(address) or matter.renderer.render(matter.plan.by_address[address]).body).encode()

    script = len(Path("templates/assets/find.js").read_bytes()) + len(Path("templates/assets/dossier.js").read_bytes())
    loads = Loads(read)
    for asked in typical(matter.corpus):
        files = loads.until_hits(asked.query, asked.chosen, 1)
        assert sum(map(len, files.values())) + script < 300_000, asked.told


def test_a_look_up_needs_no_more_than_sixteen_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many records there are, a query asks for at most so many shards for each way of writing a word."""
    monkeypatch.setattr("generator.analyse.findable._RECORDS_IN_SEGMENT", 16)
    cut = findable(corpus_of(*[claim(f"c-{n}", "Text.") for n in range(1_000)])).cut
    assert cut.segments == {"names": 1, "texts": 16}
    assert cut.shards["texts"] * 8 >= 1_000 // 16


def test_narrowing_begins_with_the_best_hits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a choice that many have one shard is loaded until a hit is shown; of a rare one as many as it takes."""
    monkeypatch.setattr("generator.analyse.findable._FACETS", 16)
    of = made_of(*[claim(f"c-{n}", "Granary.") for n in range(200)])
    loads = Loads(lambda name: found_script(search_file(name), _shard(of, name)).encode())

    def facets(query: str, value: str) -> list[str]:
        return [name for name in loads.until_hits(query, {"type": value}, 1) if name.startswith("facets/")]

    assert len(facets("granary", "claim")) == len(facets("", "claim")) == 1
    assert len(facets("granary", "place")) == len(facets("", "nothing")) == 16
    assert len(loads.until_hits("", {"type": "claim"}, 100)) > len(loads.until_hits("", {"type": "claim"}, 1))


def _shard(of: Renderer, name: str) -> object:
    return {"docs": [], "terms": ""} if name == "pages" else of.shard(name)


def _largest(count: int) -> tuple[int, int]:
    """Return how large the largest shard of terms is, in letters, and that of hits, in records."""
    claims = [claim(f"c-{n}", f"Text number{n} of {n * 7919 % 9973} and more{n % 97}.") for n in range(count)]
    corpus = corpus_of(*claims)
    found = findable(corpus)
    terms = max(len(json.dumps(shard)) for part in segments(corpus, found).values() for shard in part.shards)
    docs = Counter(place(number, found.cut.docs) for number in found.numbers.values())
    return terms, max(docs.values())


def test_an_edited_record_changes_its_own_segment_only() -> None:
    """The digest of one segment changes with a record, or with the name of an entity that it links; no other does."""
    claims = [claim(f"c-{n}", f"[[jolani]] did {n}.") for n in range(8_400)]

    def digests(corpus: Corpus) -> dict[str, bytes]:
        return {name: part.digest for name, part in segments(corpus, findable(corpus)).items()}

    before = digests(corpus_of(*ENTITIES, *claims))
    after = digests(corpus_of(*ENTITIES, claims[0].changed(text="[[jolani]] did nothing."), *claims[1:]))
    assert len(before) > 3
    assert sum(before[name] != after[name] for name in before) == 1
    renamed = digests(corpus_of(ENTITIES[0].changed(name="Somebody"), *ENTITIES[1:], *claims))
    assert all(before[name] != renamed[name] for name in before)


_SAID = st.text(st.sampled_from("ab ط"), max_size=6)


@given(
    st.lists(_SAID, min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), _SAID), max_size=4),
    st.sampled_from(["Julani", "Golani", "Somebody"]),
)
def test_a_segment_brought_up_to_date_is_the_one_made_anew(
    texts: list[str], edits: list[tuple[int, str]], name: str
) -> None:
    """Whatever changes in records, or in the names that they link: the terms of then, patched, are those of now."""

    def made(said: list[str], name: str) -> dict[str, Segment]:
        claims = [claim(f"c-{n}", f"[[jolani]] did {text}") for n, text in enumerate(said)]
        corpus = corpus_of(ENTITIES[0].changed(name=name), *ENTITIES[1:], *claims)
        records = {**corpus.entities, **corpus.claims}
        digests = {id: digest(packed(record)) for id, record in records.items()}
        return segments(replace(corpus, digests=digests), findable(corpus))

    before = made(texts, "Julani")
    _ = [segment.shards for segment in before.values()]
    for one, text in edits:
        texts[one % len(texts)] = text
    after, anew = made(texts, name), made(texts, name)
    for key, segment in after.items():
        segment.go_on_from(before[key])
        assert segment.shards == anew[key].shards
        assert segment.digest == anew[key].digest


def test_data_is_handed_over_as_a_script() -> None:
    """What a script hands over is what was put in, on one line, in any letters."""
    value = {"a": ["“quoted” \u2028", 1], "ب": None}
    text = found_script("search/docs/1f.js", value)
    assert scripted(text) == value
    assert text.startswith('dossierFind("docs/1f",{') and text.count("\n") == 1


def test_the_golden_site_has_the_files_that_the_page_asks_for() -> None:
    """The page of the search, without its script, leads to all that it would find."""
    page = renderer().render(renderer().plan.by_address["search/"])
    assert 'data-view="find"' in page.body
    assert all(f'href="../{section}/"' in page.body for section in ("groups", "people", "places", "claims", "sources"))
    assert Path("templates/assets/find.js").is_file()
