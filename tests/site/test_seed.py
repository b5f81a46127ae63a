"""The sample data says what its one article says: no more, no less, and with every doubt.

The article's text belongs to its publisher and is not part of the project. Where a copy with the recorded SHA-256
lies at hand, quotes are checked against it letter for letter; where there is none, these tests skip and say so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from generator.corpus import Corpus
from generator.load import load
from generator.model import Attribution, Citation, Claim, Source, Value
from generator.problems import Problem
from generator.prose import plain

ROOT = Path(__file__).resolve().parents[2]
COPIES = Path(os.environ.get("DOSSIER_SHARED", ROOT.parent / "shared")) / "seed"
ARTICLE = "syrian-observer-hts-foreign-fighters"
ORIGINAL = "athr-press-hts-foreign-fighters"
LONGEST_QUOTE = 40
TEXT = {".html", ".json", ".md", ".py", ".txt", ".yml"}

# The assertable items of the close reading, by their numbers there. S-03 and S-09 are one claim with two quotes.
CLAIMS = {
    "S-01": "hts-starts-getting-rid-of-fighters",
    "S-03": "hts-new-approach-to-fighters",
    "S-05": "hts-efforts-to-remove-fighters",
    "S-07": "hts-coerces-fighters-to-ukraine",
    "S-08": "purpose-combat-or-harassment",
    "S-09": "hts-new-approach-to-fighters",
    "S-11": "hts-restricts-fighters",
    "S-12": "hts-seizes-homes-and-finances",
    "S-13": "hts-compels-journey-via-turkey",
    "S-14": "purpose-confront-russian-forces",
    "S-15": "promised-salaries",
    "S-16": "hts-apprehends-non-compliant",
    "S-17": "hts-confiscates-assets-of-non-compliant",
    "S-18": "hts-separates-non-compliant-from-spouses",
    "S-20": "al-julani-leads-hts",
    "S-21": "al-julani-desire-to-eliminate",
    "S-22": "al-julani-moderate-opposition-motive",
    "S-23": "al-julani-seeks-role-in-settlement",
    "S-24": "al-julani-meets-turkish-officers",
    "S-25": "al-julani-complies-with-turkish-requests",
    "S-26": "al-julani-coordinates-with-coalition",
    "S-27": "al-julani-information-on-hurras-al-din",
    "S-28": "al-julani-aims-at-elimination-of-hurras-al-din",
    "S-29": "al-julani-aims-hts-off-list",
    "S-31": "hts-controls-idleb-countryside",
    "S-32": "hts-agreements-since-2017",
    "S-33": "hts-agreements-with-factions",
    "S-34": "share-of-foreign-militants",
    "S-35": "hts-orders-presence-jabal-al-zawiya",
    "S-37": "hts-orders-presence-jisr-al-shughour",
    "S-38": "hts-settlements-lattakia-mountains",
    "S-39": "hts-segregates-some-militants",
    "S-40": "hts-supports-foreign-fighters",
    "S-41": "foreign-fighters-coordinate-with-hts",
}
# The gloss in brackets, S-06: no name, and no statement that two groups are one.
GLOSS = "hts-nusra-and-allies"
# What the reading presupposes (S-10, S-30) or says of geography in passing (S-36) stands with these claims.
WITH_OTHERS = {"S-10": CLAIMS["S-09"], "S-30": CLAIMS["S-29"], "S-36": CLAIMS["S-35"]}

MEASURES = [CLAIMS[item] for item in ("S-07", "S-11", "S-12", "S-13", "S-16", "S-17", "S-18")]
ALLEGATIONS = [CLAIMS[item] for item in ("S-07", "S-12", "S-13", "S-16", "S-17", "S-18")]
LINES = {"headline": 3, "standfirst": 5, "paragraph 1": 8, "paragraph 2": 12, "paragraph 3": 16, "paragraph 4": 18}
UNNAMED = {
    "paragraph 1": "confidential sources in the countryside of Idleb",
    "paragraph 2": "the sources",
    "paragraph 3": "informed sources",
}


@pytest.fixture(scope="module")
def loaded() -> tuple[Corpus, list[Problem]]:
    """The sample site's records, and what is wrong with them."""
    return load(ROOT)


@pytest.fixture(scope="module")
def seed(loaded: tuple[Corpus, list[Problem]]) -> Corpus:
    """The sample site's records."""
    return loaded[0]


@pytest.fixture(scope="module")
def article(seed: Corpus) -> str:
    """The article as it was read, from a copy with the recorded hash."""
    recorded = seed.sources[ARTICLE].snapshot.sha256  # type: ignore[union-attr]
    for copy in sorted(COPIES.glob("*.txt")):
        content = copy.read_bytes()
        if sha256(content).hexdigest() == recorded:
            return content.decode("utf-8")
    pytest.skip(f"QUOTES NOT CHECKED: no copy of the article with SHA-256 {recorded} is at hand")


def said(corpus: Corpus, claim: Claim) -> str:
    """The statement as a reader sees it."""
    return plain(claim.words("en"), lambda _, id: corpus.name(id))


def cited(corpus: Corpus) -> Iterator[tuple[Claim, Citation, Attribution]]:
    """Every citation with its claim and its attribution."""
    for claim in corpus.in_file_order:
        for citation in claim.citations:
            assert isinstance(citation.attribution, Attribution), claim.id
            yield claim, citation, citation.attribution


def quoted(citation: Citation) -> list[str]:
    """The quote of a citation, and the longer one around it where there is one."""
    return [words for words in (citation.quote, citation.context) if isinstance(words, str)]


def kinds(claim: Claim) -> set[str]:
    """The kinds of the claim's own caveats."""
    return {caveat.kind for caveat in claim.caveats}


def test_the_sample_loads_without_a_problem(loaded: tuple[Corpus, list[Problem]]) -> None:
    """Every record of the sample has the shape that the model asks for."""
    assert loaded[1] == []


def test_every_assertable_item_is_a_claim_and_nothing_else_is(seed: Corpus) -> None:
    """The 34 assertable items and the gloss make 34 claims; questions, fragments and notices make none."""
    assert len(CLAIMS) == 34
    assert set(seed.claims) == {*CLAIMS.values(), GLOSS}
    assert len(seed.claims) == 34


def test_claims_are_worded_apart(seed: Corpus) -> None:
    """No two claims say the same words, and each links an entity that exists."""
    assert len({said(seed, claim) for claim in seed.claims.values()}) == 34
    for id, links in seed.links.items():
        assert links, id
        assert set(links) <= set(seed.entities), id


def test_near_duplicates_are_one_claim_with_two_citations(seed: Corpus) -> None:
    """The standfirst's narrower wording is a second citation with its own chain, and says that it is narrower."""
    wide, narrow = seed.claims[CLAIMS["S-03"]].citations
    assert (wide.locator, narrow.locator) == ("paragraph 2", "standfirst")
    assert isinstance(narrow.reading, str)
    assert [link.entity for link in narrow.attribution.chain] == ["athr-press"]  # type: ignore[union-attr]
    assert all(len(c.citations) == 1 for c in seed.claims.values() if c.id != CLAIMS["S-03"])


def test_quotes_stand_in_the_article_letter_for_letter(seed: Corpus, article: str) -> None:
    """Every quote and its context is found, with its typographic apostrophes, in the passage that it names."""
    lines = article.split("\n")
    for claim, citation, _ in cited(seed):
        passage = lines[LINES[str(citation.locator)] - 1]
        assert citation.quote in passage, claim.id
        for words in quoted(citation):
            assert words in passage, claim.id


def test_hedges_and_ambiguous_words_are_the_quote_s_own(seed: Corpus) -> None:
    """What is recorded as hedging or as ambiguous stands in the quote or in its context."""
    for claim, citation, _ in cited(seed):
        ambiguous = [item if isinstance(item, str) else item.words for item in citation.ambiguous]
        for words in (*citation.hedges, *ambiguous):
            assert any(words in text for text in quoted(citation)), (claim.id, words)


def test_every_line_of_the_article_is_accounted_for(seed: Corpus, article: str) -> None:
    """A line is quoted, or is the notice, or is ignored with a reason; the ignored lines are quoted nowhere."""
    source = seed.sources[ARTICLE]
    ignored = {part.line for part in source.snapshot.ignore}  # type: ignore[union-attr]
    notice = [caveat.text for caveat in source.caveats if not isinstance(caveat, str)]
    lines = {number for number, line in enumerate(article.split("\n"), 1) if line.strip()}
    closing = {number for number in lines if any(str(t) in article.split("\n")[number - 1] for t in notice)}
    assert lines == ignored | closing | set(LINES.values())
    assert not ignored & (closing | set(LINES.values()))


def test_quotes_are_short(seed: Corpus) -> None:
    """No quote and no context is longer than a short citation."""
    for claim, citation, _ in cited(seed):
        for words in quoted(citation):
            assert len(words.split()) <= LONGEST_QUOTE, claim.id


def test_the_article_is_not_in_the_project(article: str) -> None:
    """No file of the project holds more of the article in one piece than a short citation."""
    pieces = set()
    for line in article.split("\n"):
        words = line.split()
        pieces |= {" ".join(words[i : i + LONGEST_QUOTE + 1]) for i in range(len(words) - LONGEST_QUOTE)}
    for file in project_files():
        text = " ".join(file.read_text(encoding="utf-8", errors="replace").split())
        held = next((piece for piece in pieces if piece in text), None)
        assert held is None, f"{file.relative_to(ROOT)} holds: {held}"


def project_files() -> Iterator[Path]:
    """The project's own text files: not what is built, installed or hidden."""
    for top in sorted(ROOT.iterdir()):
        if top.is_dir() and not top.is_symlink() and top.name[0] != "." and not top.name.startswith("site"):
            yield from (file for file in sorted(top.rglob("*")) if file.suffix in TEXT)
        elif top.is_file() and top.suffix in TEXT:
            yield top


def test_the_headline_of_another_article_is_nowhere(seed: Corpus) -> None:
    """The related headline between two paragraphs is no claim, no quote and no note."""
    files = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "data").rglob("*.yml")))
    assert "Tightens Grip" not in files
    assert "Five Companies" not in files


def test_chains_run_from_the_event_to_the_original(seed: Corpus) -> None:
    """Who is unnamed stands first in the source's own words, Athr Press last; no two unnamed are merged."""
    for claim, citation, attribution in cited(seed):
        *before, last = attribution.chain
        assert last.entity == "athr-press", claim.id
        assert last.did == "published the original", claim.id
        unnamed = [link.anonymous for link in before]
        nobody = attribution.how == "none" or citation.locator == "standfirst"
        assert unnamed == ([] if nobody else [UNNAMED[str(citation.locator)]]), claim.id
        assert last.presumed is (attribution.how == "none"), claim.id


def test_the_last_paragraph_names_no_source(seed: Corpus) -> None:
    """The hardest figures come from nobody: paragraph 4, the headline and the gloss have no attribution."""
    silent = {claim.id for claim, _, attribution in cited(seed) if attribution.how == "none"}
    fourth = {claim.id for claim, citation, _ in cited(seed) if citation.locator == "paragraph 4"}
    assert fourth == {CLAIMS[f"S-{number}"] for number in (31, 32, 33, 34, 35, 37, 38, 39, 40, 41)}
    assert silent == fourth | {CLAIMS["S-01"], GLOSS}


def test_attribution_is_explicit_only_where_the_sentence_says_so(seed: Corpus) -> None:
    """An earlier sentence's source is inherited, and is not printed as if it had been named again."""
    explicit = {claim.id for claim, _, attribution in cited(seed) if attribution.how == "explicit"}
    assert explicit == {CLAIMS[item] for item in ("S-03", "S-05", "S-09", "S-20", "S-21")}


def test_words_are_ascribed_to_al_julani_once(seed: Corpus) -> None:
    """Only the expressed desire is reported as somebody's own words, by others."""
    ascribed = {c.id: a.ascribed_to for c, _, a in cited(seed) if isinstance(a.ascribed_to, str)}
    assert ascribed == {CLAIMS["S-21"]: "abu-muhammad-al-julani"}


def test_unnamed_sources_are_no_entities(seed: Corpus) -> None:
    """Nobody who is unnamed has a dossier: not the sources, not the allies, not those who refuse."""
    names = {name.text.lower() for e in seed.entities.values() for name in e.names} | {
        entity.name.lower() for entity in seed.entities.values()
    }
    assert not any(re.search(r"source|allies|spouse|refus|compl", name) for name in names)


def test_purposes_intents_and_motives_are_never_worded_as_acts(seed: Corpus) -> None:
    """What somebody wants is "said to" be wanted, in the statement and in the words of its relations."""
    aims = {claim.id for claim in seed.claims.values() if claim.mode in ("plan", "intent", "motive")}
    assert aims == {CLAIMS[f"S-{number:02}"] for number in (8, 14, 21, 22, 23, 28, 29)}
    for id in aims:
        assert "is said to" in said(seed, seed.claims[id]), id
        for relation in seed.claims[id].relations:
            assert seed.vocabulary.predicates[relation.predicate].label.startswith("is said to"), id


def test_acts_are_not_worded_as_hearsay_twice(seed: Corpus) -> None:
    """Acts and states keep the plain verb: their mode and chain already say that they are reported."""
    plain_ones = [claim for claim in seed.claims.values() if claim.mode in ("act", "state")]
    assert not [claim.id for claim in plain_ones if "said to" in said(seed, claim)]


def test_the_joint_share_stays_joint(seed: Corpus) -> None:
    """Over 70% is a minimum for three factions together, worded so on each of their dossiers."""
    claim = seed.claims[CLAIMS["S-34"]]
    (relation,) = claim.relations
    assert relation.jointly
    assert relation.subjects == ("ansar-al-tawhid", "hurras-al-din", "turkistan-islamic-party")
    assert relation.value == Value(min="70", unit="percent")
    assert set(relation.subjects) < set(seed.subjects[claim.id])
    assert "three factions named together" in said(seed, claim)
    assert {"joint-figure", "lower-bound"} <= kinds(claim)
    assert [c.id for c in seed.claims.values() if "70" in said(seed, c)] == [claim.id]


def test_the_salary_is_a_promise_with_a_ceiling(seed: Corpus) -> None:
    """The sum is an upper bound per month, promised by nobody in particular."""
    claim = seed.claims[CLAIMS["S-15"]]
    (relation,) = claim.relations
    assert relation.value == Value(max="3000", unit="USD per month")
    assert "up to $3,000" in said(seed, claim)
    assert "promise-with-a-ceiling" in kinds(claim)
    assert seed.subjects[claim.id] == ("foreign-fighters",)


def test_one_quote_yields_three_relations(seed: Corpus) -> None:
    """Each faction named in the list is in a relation of its own, and the list stays open."""
    claim = seed.claims[CLAIMS["S-33"]]
    assert [relation.object for relation in claim.relations] == [
        "ansar-al-tawhid",
        "hurras-al-din",
        "turkistan-islamic-party",
    ]
    assert "open-list" in kinds(claim)


def test_them_stays_ambiguous(seed: Corpus) -> None:
    """Who is given the information is left open: quoted in the statement, and one of two in the relation."""
    claim = seed.claims[CLAIMS["S-27"]]
    relation = claim.relations[0]
    assert relation.either
    assert relation.objects == ("international-coalition", "turkish-officers")
    assert "“them”" in said(seed, claim)
    assert claim.citations[0].ambiguous[0].words == "them"  # type: ignore[union-attr]


@pytest.mark.parametrize(("item", "words"), [("S-20", "in Idleb"), ("S-21", "eliminate"), ("S-35", "their")])
def test_ambiguous_words_name_their_candidates(seed: Corpus, item: str, words: str) -> None:
    """Where the text allows several readings, at least two are named and none is chosen."""
    found = {a.words: a.may_be for a in seed.claims[CLAIMS[item]].citations[0].ambiguous if not isinstance(a, str)}
    assert len(found[words]) >= 2


def test_the_gloss_is_no_alias(seed: Corpus) -> None:
    """The bracket after the name gives a component and an abbreviation; neither group is named after the other."""
    hts, nusra = seed.entities["hts"], seed.entities["jabhat-al-nusra"]
    assert not any("Nus" in name.text or "النصرة" in name.text for name in hts.names)
    assert not any("Tahrir" in name.text or "HTS" in name.text for name in nusra.names)
    assert [(n.text, n.type) for n in hts.names if n.type == "abbreviation"] == [("HTS", "abbreviation")]
    assert "gloss" in kinds(seed.claims[GLOSS])
    assert {relation.predicate for relation in seed.claims[GLOSS].relations} == {"has-component"}


def test_support_and_seizure_are_in_tension_both_ways(seed: Corpus) -> None:
    """Each measure against the fighters shows the support said to be given to them, and the other way round."""
    for support in (CLAIMS["S-40"], CLAIMS["S-41"]):
        assert set(seed.tensions[support]) == set(MEASURES)
        assert all(support in seed.tensions[measure] for measure in MEASURES)


def test_agreement_and_informing_are_in_tension_both_ways(seed: Corpus) -> None:
    """The agreement with Hurras al-Din shows the information said to be given about it, and the other way round."""
    agreement, informing = CLAIMS["S-33"], [CLAIMS["S-27"], CLAIMS["S-28"]]
    assert set(seed.tensions[agreement]) == set(informing)
    assert all(seed.tensions[claim] == (agreement,) for claim in informing)


def test_accusations_are_marked_and_make_no_dossier_of_victims(seed: Corpus) -> None:
    """Coercion is an allegation on the dossier of whoever is said to do it, and on nobody else's."""
    for id in ALLEGATIONS:
        assert "allegation" in kinds(seed.claims[id]), id
        assert "foreign-fighters" not in seed.subjects[id], id
        assert "hts" in seed.subjects[id], id


def test_presuppositions_are_caveats(seed: Corpus) -> None:
    """What a sentence takes for granted is said beside its claim, and asserted nowhere."""
    for item in ("S-10", "S-30"):
        assert "presupposed" in kinds(seed.claims[WITH_OTHERS[item]]), item


def test_geography_is_a_reported_relation(seed: Corpus) -> None:
    """Where a place lies comes from the claims, as worded there; no place was given coordinates or a parent."""
    located = {r.subject: r.object for c in seed.claims.values() for r in c.relations if r.predicate == "located-in"}
    assert located == {"jabal-al-zawiya": "idleb-governorate", "jisr-al-shughour": "idleb-governorate"}
    places = [entity for entity in seed.entities.values() if entity.type == "place"]
    assert all(place.location is None for place in places)
    assert not any(isinstance(place.within, str) for place in places)
    assert "geography" in kinds(seed.claims[CLAIMS["S-38"]])


def test_only_what_is_dated_in_the_text_has_a_date(seed: Corpus) -> None:
    """One year and one open interval; every other claim says that its date is not given."""
    dates = {claim.id: claim.date for claim in seed.claims.values()}
    assert {id: date for id, date in dates.items() if date is not None} == {
        CLAIMS["S-31"]: "2017",
        CLAIMS["S-32"]: "2017/..",
    }


def test_nothing_about_the_article_is_guessed(seed: Corpus) -> None:
    """Address, date and author of the article were looked for and are not given."""
    source = seed.sources[ARTICLE]
    assert (source.url, source.published, source.authors, source.country) == (None, None, None, None)
    assert source.archived == ()
    assert source.title == "HTS Starts Getting Rid of Foreign Fighters: Travel to Ukraine Or…"


def test_the_original_is_a_source_of_which_nothing_is_known(seed: Corpus) -> None:
    """The article derives by translation from an original that nobody here has read."""
    (derivation,) = seed.sources[ARTICLE].derivations
    assert (derivation.source, derivation.how, derivation.did) == (ORIGINAL, "translation", "translated and edited")
    original = seed.sources[ORIGINAL]
    assert not original.read
    assert not original.descent_known
    assert [original.title, original.url, original.published, original.authors, original.lang] == [None] * 5


def test_the_notice_is_verbatim_and_the_same_for_outlet_and_article(seed: Corpus, article: str) -> None:
    """The outlet's three sentences stand on its article and on the outlet, letter for letter, as its own words."""
    own = told(seed.sources[ARTICLE])
    assert own == told(seed.entities["syrian-observer"].publisher)
    assert {kind for kind, _, _ in own} == {"unverified", "translated", "responsibility"}
    assert {by for _, by, _ in own} == {"syrian-observer"}
    rest = article.split("\n")[20]
    for _, _, text in own:
        assert text in rest
        rest = rest.replace(text, "")
    assert rest.strip() == ""


def told(record: object) -> list[tuple[str, object, str]]:
    """The caveats of a source or of an outlet: kind, whose words, words."""
    caveats = record.caveats  # type: ignore[attr-defined]
    return [(caveat.kind, caveat.by, caveat.text) for caveat in caveats]


def test_every_claim_carries_the_notice(seed: Corpus) -> None:
    """Each claim cites the article, and nothing but the article."""
    for claim in seed.claims.values():
        assert {citation.source for citation in claim.citations} == {ARTICLE}
    assert all(isinstance(source, Source) for source in seed.sources.values())
    assert set(seed.sources) == {ARTICLE, ORIGINAL}


def test_look_alikes_are_told_apart(seed: Corpus) -> None:
    """The outlet is not the organisation with a similar name, and a town's name is not its governorate's."""
    for one, other in (
        ("syrian-observer", "syrian-observatory-for-human-rights"),
        ("idleb", "idleb-governorate"),
    ):
        assert other in seed.entities[one].distinct_from
        assert one in seed.entities[other].distinct_from


def test_the_person_is_treated_as_living_and_only_named_as_in_the_text(seed: Corpus) -> None:
    """No death, no identifier, and no name that is not a spelling of the one printed."""
    person = seed.entities["abu-muhammad-al-julani"]
    assert person.died is None
    assert person.same_as == {}
    assert all(re.search("[JG](u|aw|o)lani|الجولاني", name.text) for name in person.names)


def test_nobody_has_graded_anything(seed: Corpus) -> None:
    """The sample holds no grade of an outlet and no assessment of a claim."""
    assert not any(isinstance(getattr(e.publisher, "reliability", None), str) for e in seed.entities.values())
    assert not any(hasattr(claim.assessment, "credibility") for claim in seed.claims.values())


def test_every_word_of_the_records_is_in_the_vocabulary(seed: Corpus) -> None:
    """Kinds, predicates and kinds of caveats that records use are explained, and no explained predicate lies idle."""
    words = seed.vocabulary
    used = {relation.predicate for claim in seed.claims.values() for relation in claim.relations}
    assert used == set(words.predicates)
    assert {kind for entity in seed.entities.values() for kind in entity.kinds} == set(words.kinds)
    assert {kind for claim in seed.claims.values() for kind in kinds(claim)} <= set(words.caveats)


def test_data_files_point_an_editor_at_their_schema() -> None:
    """The first line of each data file names the JSON Schema of its sort."""
    sorts = {"groups": "entity", "people": "entity", "places": "entity", "sources": "source", "claims": "claim"}
    for file in sorted((ROOT / "data").rglob("*.yml")):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        prefix = "# yaml-language-server: $schema="
        assert first.startswith(prefix), file.name
        schema = (file.parent / first.removeprefix(prefix)).resolve()
        assert schema == ROOT / "schema" / f"{sorts.get(file.parent.name, 'vocabulary')}.json", file.name
