"""The network of relations: its edges, why they look as they do, where they stand, and the files that they come in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.network import APART, Edge, Spot, around, edges, marks, spots
from generator.analyse.origins import reports
from generator.corpus import Corpus
from generator.model import (
    Attribution,
    Caveat,
    Citation,
    Claim,
    Entity,
    Link,
    Predicate,
    Relation,
    Retraction,
    Source,
    Vocabulary,
)
from generator.pages import NEAR, NETWORK, SAID, plan, shard
from generator.render import Renderer
from generator.templates import gathered
from generator.views.claims import plain_text
from generator.views.pictures import MOST_NEIGHBOURS, Node, Picture, Point
from generator.views.wrapping import isolated_in_each, measure, wrapped
from tests.records import corpus_of

TEMPLATES = Path(__file__).parents[2] / "templates"
WORDS = Vocabulary(predicates={"leads": Predicate(label="leads"), "meets": Predicate(label="meets", symmetric=True)})
NOBODY = Attribution(how="none")
SAYS = Citation(source="one", quote="it did", attribution=NOBODY)


def claim(id: str, *relations: Relation, **more: object) -> Claim:
    fields = {"mode": "act", "citations": (SAYS,), **more}
    return Claim(id=id, text=f"Statement {id}.", relations=relations, **fields)  # type: ignore[arg-type]


def corpus(*claims: Claim, names: Sequence[str] = "abcd") -> Corpus:
    entities = [Entity(id=id, type="group", name=f"Name of {id}") for id in (*names, "press", "post")]
    sources = [Source(id="one", title="One", type="report", outlet="press"),
               Source(id="two", title="Two", type="report", outlet="post")]  # fmt: skip
    return corpus_of(*entities, *sources, *claims, vocabulary=WORDS)


def leads(subject: str | tuple[str, ...], object: str | tuple[str, ...], **more: bool) -> Relation:
    return Relation(subject=subject, predicate="leads", object=object, **more)  # type: ignore[arg-type]


def test_a_relation_of_several_is_one_edge_only_where_it_holds_for_them_together() -> None:
    """Pairs are edges of their own; of a set, or of one of a set, there is one edge with the set at its end."""
    found = edges(corpus(
        claim("x", leads(("a", "b"), "c")), claim("y", leads(("a", "b"), "c", jointly=True)),
        claim("z", leads("a", ("b", "c"), either=True)),
    ))  # fmt: skip
    assert found == {
        "x#0": Edge("x", "leads", ("a",), ("c",)),
        "x#1": Edge("x", "leads", ("b",), ("c",)),
        "y#0": Edge("y", "leads", ("a", "b"), ("c",), jointly=True),
        "z#0": Edge("z", "leads", ("a",), ("b", "c"), either=True),
    }
    assert around(found)["b"] == ("x#1", "y#0", "z#0")


def test_no_edge_leads_nowhere_or_comes_from_what_was_withdrawn() -> None:
    """Values are no nodes, nor is what is not shown on the site; a withdrawn claim has no edge."""
    withdrawn = claim("w", leads("a", "b"), retracted=Retraction(on="2024"))
    value = Relation(subject="a", predicate="leads", value="3,000 people")
    assert edges(corpus(withdrawn, claim("v", value), claim("n", leads("a", "gone")))) == {}


def test_a_network_without_relations_does_not_say_that_none_was_ever_recorded() -> None:
    """Where all claims of relations were withdrawn, the page says that this may be so."""
    made = corpus(claim("w", leads("a", "b"), retracted=Retraction(on="2024")))
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    assert "or all were withdrawn" in renderer.render(renderer.plan.by_address[NETWORK]).body


def test_edges_stand_in_the_order_of_the_vocabulary() -> None:
    """The table goes by kinds of relations, and within one by the files."""
    meets = Relation(subject="a", predicate="meets", object="b")
    assert list(edges(corpus(claim("x", meets), claim("y", leads("a", "b"))))) == ["y#0", "x#0"]


TOLD = Attribution(how="explicit")
OTHER = Citation(source="two", quote="it did", attribution=NOBODY)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("single", "nobody")),
        ({"citations": (SAYS, OTHER)}, ("nobody",)),
        ({"citations": (SAYS, Citation(source="two", quote="no", supports="refutes", attribution=NOBODY))},
         ("disputed", "single", "nobody")),
        ({"citations": (SAYS, Citation(source="unread", quote="no", supports="refutes", attribution=NOBODY))},
         ("disputed", "single", "nobody")),
        ({"tension": ("other",)}, ("tension", "single", "nobody")),
        ({"citations": (Citation(source="one", quote="x", attribution=TOLD),)}, ("single", "attributed")),
        ({"citations": (Citation(source="one", quote="x", attribution=Attribution(how="explicit", ascribed_to="a")),)},
         ("single", "ascribed")),
        ({"citations": (Citation(source="one", quote="x", attribution=TOLD), OTHER)}, ()),
        ({"citations": (Citation(source="one", quote="x"),)}, ("single", "nobody")),
    ],
)  # fmt: skip
def test_an_edge_says_why_it_looks_otherwise(more: dict[str, object], expected: tuple[str, ...]) -> None:
    """Disputed, of one origin, only told by others, of nobody named: each has its mark, and no other edge has."""
    made = corpus(claim("x", leads("a", "b"), **more), claim("other"))
    assert marks(made, made.claims["x"], reports(made, made.claims["x"])) == expected


def test_a_denied_edge_is_marked() -> None:
    """A denial that answers the claim counts as being against it."""
    denial = Claim(id="d", text="No.", mode="denial", answers="x", citations=(SAYS,))
    made = corpus(claim("x", leads("a", "b")), denial)
    assert "denied" in marks(made, made.claims["x"], reports(made, made.claims["x"]))


IDS = st.sampled_from("bcdefghij")
EDGES = st.lists(
    st.builds(lambda ends, out: Edge("x", "leads", ("a",), ends) if out else Edge("x", "leads", ends, ("a",)),
              st.lists(IDS, min_size=1, max_size=3, unique=True).map(tuple), st.booleans()), min_size=1, max_size=20,
)  # fmt: skip


@given(EDGES)
def test_neighbours_never_cover_each_other(found: list[Edge]) -> None:
    """Each has room for its lines, and no two of one column overlap, whatever there is to draw."""
    stand = spots("a", found)
    assert set(stand) == {id for edge in found for id in edge.ends} - {"a"}
    for id, spot in stand.items():
        assert spot.height == APART * sum(id in edge.ends for edge in found)
    for column in (True, False):
        some = sorted((spot for spot in stand.values() if (spot.x > 0) is column), key=lambda spot: spot.y)
        assert all(one.y + one.height // 2 < two.y - two.height // 2 for one, two in pairwise(some))


def test_a_set_stands_together() -> None:
    """Those of one set stand on one side, so that its bracket has somewhere to stand."""
    stand = spots("a", [Edge("x", "leads", ("a",), ("b", "c", "d"), jointly=True)])
    assert {spot.x > 0 for spot in stand.values()} == {True}
    assert isinstance(stand["b"], Spot)


def test_the_hash_is_the_one_of_the_script() -> None:
    """FNV-1a, as published: what a browser works out is where the build has put the file."""
    assert shard("foobar", 1 << 32) == 0xBF9CF968


@cache
def explored() -> tuple[dict[str, dict[str, object]], dict[str, dict[str, str]]]:
    """Return what the files of a site with 60 claims hand over, read from the scripts."""
    names = [f"n{number}" for number in range(60)]
    made = corpus(*(claim(f"c{id}", leads("a", id)) for id in names), names=["a", *names])
    planned = plan(made)
    renderer = Renderer(made, planned, gathered([TEMPLATES]))
    near: dict[str, dict[str, object]] = {}
    said: dict[str, dict[str, str]] = {}
    for page in planned.pages:
        for name, into in ((NEAR, near), (SAID, said)):
            if page.address.endswith(name):
                sort, _, data = renderer.render(page).body.partition("(")
                assert sort == f"dossierNetwork.{name.removesuffix('.js')}"
                found = json.loads(data.removesuffix(");\n"))
                assert tuple(found) == page.rows
                into |= found
    return near, said


def test_every_entity_and_claim_is_in_the_file_of_its_hash() -> None:
    """No entity with relations is left out, and what a claim says carries all that is to be said of it."""
    near, said = explored()
    assert set(near) == {"a", *(f"n{number}" for number in range(60))}
    assert said["cn7"]["statement"] == "Statement cn7."
    assert plain_text(str(said["cn7"]["html"])).startswith("No caveat recorded. Said by no named source")
    assert near["n7"]["edges"][0]["why"] == ["1\N{NO-BREAK SPACE}origin; no named source"]  # type: ignore[index]


def test_names_in_other_letters_say_which() -> None:
    """The script that shows whom the network is about is told in which letters a name is, where the page has others."""
    made = corpus(claim("x", leads("a", "b")), names="a")
    made = corpus_of(*made.entities.values(), Entity(id="b", type="group", name="Имарат"), *made.sources.values(),
                     *made.claims.values(), vocabulary=WORDS)  # fmt: skip
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    found = "".join(renderer.render(page).body for page in renderer.plan.pages if page.address.endswith(NEAR))
    told = [json.loads(f"{{{found}}}") for found in re.findall(r'"name":"[^"]*",[^}]*', found)]
    assert {node["name"]: node.get("lang") for node in told} == {"Name of a": None, "Имарат": "und-Cyrl"}


def test_the_explorer_has_room_for_names() -> None:
    """A long name comes in lines that fit into its box, and its box is as high as they are."""
    name = "Объединённые силы Кавказского имарата под командованием северного штаба Донаудампфшифффартсгезелльшафт"
    made = corpus(claim("x", leads("a", "b")), names="a")
    made = corpus_of(*made.entities.values(), Entity(id="b", type="group", name=name), *made.sources.values(),
                     *made.claims.values(), vocabulary=WORDS)  # fmt: skip
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    found = "".join(renderer.render(page).body for page in renderer.plan.pages if page.address.endswith(NEAR))
    around, centre = (json.loads(lines) for lines in re.findall(r'"lines":(\[[^]]*\])', found))
    assert "".join(around).replace(" ", "") == "".join(centre).replace(" ", "") == name.replace(" ", "")
    assert max(map(measure, around)) <= 16 and max(map(measure, centre)) <= 26
    heights = [int(high) for high in re.findall(r'"at":\[-?\d+,-?\d+,(\d+)\]', found)]
    assert max(heights) >= 13 * len(around) + 10 > APART


def handed(made: Corpus) -> dict[str, Any]:
    """Return what the explorer is told to stand around each entity."""
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    found = [renderer.render(page).body for page in renderer.plan.pages if page.address.endswith(NEAR)]
    return {id: told for body in found for id, told in json.loads(body[body.index("{") : body.rindex("}") + 1]).items()}


@pytest.mark.parametrize(
    "caveats, citations, expected",
    (
        (
            (),
            (SAYS, Citation(source="two", quote="no", supports="refutes", attribution=NOBODY)),
            "disputed; 1 supports",
        ),
        ((Caveat(kind="forged document", text="It is made up."),), (SAYS,), "forged document; 1"),
    ),
    ids=("disputed", "forged"),
)
def test_what_the_explorer_draws_says_what_a_picture_says(
    caveats: tuple[Caveat, ...], citations: tuple[Citation, ...], expected: str
) -> None:
    """Beside a line stands the worst caveat of its claim, and what speaks against it, in every drawing."""
    one = claim("x", leads("a", "b"), citations=citations, caveats=caveats)
    drawn = picture("a", one)
    assert drawn is not None
    said = " ".join(handed(corpus(one))["a"]["edges"][0]["why"])
    assert said == " ".join(point.words for point in drawn.rungs[0].remarks)
    assert said.startswith(expected)


def test_what_denies_a_relation_is_drawn_as_a_denied_one() -> None:
    """A denial that names a relation is no line like that of an act: it has two, in every drawing, with the legend."""
    one = claim("x", leads("a", "b"), mode="denial")
    drawn = picture("a", one)
    assert drawn is not None and "against" in drawn.rungs[0].kind.split() and drawn.rungs[0].path.count("M") == 2
    assert any(words.startswith("Two lines: disputed, denied") for words in drawn.legend)
    assert "against" in handed(corpus(one))["a"]["edges"][0]["kinds"]


@pytest.mark.parametrize("object", ("b", ("b", "c")), ids=("one", "set"))
def test_the_explorer_has_room_for_words(object: str | tuple[str, ...]) -> None:
    """However long what stands beside a line is, the next line begins below it, and its box is as high as all of it."""
    teller = "two commanders of the eastern brigade and a nurse of the field hospital, who all asked not to be named"
    told = Attribution(how="explicit", chain=(Link(anonymous=teller),))
    said = Citation(source="one", quote="it did", attribution=told)
    near = handed(corpus(claim("x", leads("a", object, jointly=object != "b"), citations=(said,))))["a"]
    (edge,), nodes = near["edges"], near["nodes"]
    above, below = edge["high"]
    assert (len(edge["label"]) + len(edge["why"])) * 13 < above + below
    assert all(len(line) <= 40 for line in (*edge["label"], *edge["why"]))
    assert all(nodes[id]["at"][2] == above + below for id in (object if type(object) is tuple else (object,)))


def test_what_is_isolated_is_so_in_each_line() -> None:
    """A name that runs the other way, and over the end of a line, is isolated in both, which are set by themselves."""
    opened, closed = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
    lines = [f"told by {opened}the sons", "of the", f"hills{closed}, all"]
    assert list(isolated_in_each(lines)) == [
        f"told by {opened}the sons{closed}", f"{opened}of the{closed}", f"{opened}hills{closed}, all",
    ]  # fmt: skip


def test_what_is_explored_stays_small() -> None:
    """Around an entity with very many relations stand the first ones, and how many there are in all is told."""
    near, _ = explored()
    assert near["a"]["all"] == 60
    assert len(near["a"]["edges"]) <= 60  # type: ignore[arg-type]


def picture(entity: str, *claims: Claim, names: Sequence[str] = "abcd") -> Picture | None:
    """Return the picture on a dossier."""
    made = corpus(*claims, names=names)
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    return renderer.dossiers.pictures.of(entity, renderer.dossiers.readings.get(entity, ()), {"x": "#x"})


def test_every_line_of_a_picture_leads_to_its_claim_and_says_how_it_stands() -> None:
    """One line for each reading of somebody else; below it stands how far the claim can be trusted."""
    drawn = picture("a", claim("x", leads("a", "b")), claim("y", leads("b", "a")))
    assert drawn is not None
    assert [rung.href for rung in drawn.rungs] == ["#x"]
    doubted = picture("a", claim("x", leads("a", "b"), caveats=(Caveat(kind="disputed", text="Others deny it."),)))
    assert doubted is not None
    assert doubted.rungs[0].remarks[0].words.startswith("disputed; ")
    assert [point.words for point in drawn.rungs[0].remarks] == ["1\N{NO-BREAK SPACE}origin; no named source"]
    assert [point.words for point in drawn.nodes[0].words] == ["Name of b"]


def test_what_is_disputed_is_called_so_once() -> None:
    """Beside a caveat that says that a claim is disputed, the picture and the table say only by how many reports."""
    against = Citation(source="two", quote="it did not", supports="refutes", attribution=NOBODY)
    made = corpus(claim("x", leads("a", "b"), citations=(SAYS, against)))
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    look = renderer.dossiers.network.look("x")
    for said in ([look.standing, *look.also, *look.remarks], [*look.doubts, *look.remarks]):
        told = "; ".join(said)
        assert told.lower().count("disputed") == 1 and "1 supports, 1 refutes" in told


def test_a_set_has_one_bracket_and_names_all_of_it() -> None:
    """A relation with several together is one line to one bracket; of one that is shared the line says with whom."""
    drawn = picture("a", claim("x", leads(("a", "d"), ("b", "c"), jointly=True)))
    assert drawn is not None
    assert drawn.rungs[0].words[0].words == "[together with Name of d]"
    told = [point.words for node in drawn.nodes for point in node.words]
    assert told == ["Name of b", "and", "Name of c", "(together)"]
    drawn = picture("a", claim("x", leads("a", ("b", "c", "d"), either=True)))
    assert drawn is not None
    told = [point.words for node in drawn.nodes for point in node.words]
    assert told == ["Name of b", "or", "Name of c", "or", "Name of d", "(one of them)"]


def test_names_are_told_whole_and_stay_in_their_boxes() -> None:
    """What tells two names apart may stand at their ends: none is cut, and each line fits by the measure of letters."""
    long = "Объединённые силы Кавказского имарата под командованием "
    names = {"b": f"{long}южного штаба", "c": f"{long}северного штаба", "d": "突厥斯坦伊斯兰党在叙利亚的武装分支机构",
             "e": "Donaudampfschifffahrtsgesellschaft", "f": "NATIONAL MOBILIZATION COMMAND WWW"}  # fmt: skip
    made = corpus(*(claim(f"x{id}", leads("a", id)) for id in names), names="")
    named = [Entity(id=id, type="group", name=name) for id, name in ({"a": f"{long}Альфа"} | names).items()]
    made = corpus_of(*made.entities.values(), *named, *made.sources.values(), *made.claims.values(), vocabulary=WORDS)
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    drawn = renderer.dossiers.pictures.of("a", renderer.dossiers.readings["a"], {})
    assert drawn is not None
    told = [[point.words for point in node.words] for node in drawn.nodes]
    assert ["".join(lines).replace(" ", "") for lines in told] == [name.replace(" ", "") for name in names.values()]
    assert all(measure(line) <= 15 for lines in told for line in lines)
    assert " ".join(point.words for point in drawn.head) == f"{long}Альфа" and len(drawn.head) > 1
    assert drawn.rungs[0].y >= drawn.head[-1].y + 10
    assert {point.attrs for point in drawn.nodes[0].words} == {' lang="und-Cyrl"'}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("only as told by somebody", ("only as told", "by somebody")),
        ("Jabhat al-Nusra", ("Jabhat al-Nusra",)),
        ("press-office of it", ("press-office", "of it")),
        ("1\N{NO-BREAK SPACE}origin; no named", ("1\N{NO-BREAK SPACE}origin;", "no named")),
        ("disputed; not verified", ("disputed;", "not verified")),
        ("not indistinguishable", ("not", "indistinguishab", "le")),
        ("ABCDEFGHIJKLMNOP", ("ABCDEFGHIJK", "LMNOP")),
        ("叙利亚的武装分支机构", ("叙利亚的武装分", "支机构")),
        ("مُحَمَّدُ بْنُ عَبْدِ اللهِ", ("مُحَمَّدُ بْنُ عَبْدِ اللهِ",)),
        ("", ()),
    ],
)
def test_words_are_measured_by_their_letters(text: str, expected: tuple[str, ...]) -> None:
    """Capitals and wide letters take more room, signs above none; a little word stays with what follows."""
    assert wrapped(text, 15) == expected


def test_lines_of_a_picture_never_cover_each_other() -> None:
    """Each begins below the one before, whatever is written on it."""
    long = Entity(id="b", type="group", name="A very long name that nobody could ever put into one line of a box")
    made = corpus(*(claim(f"x{number}", leads("a", "bcd"[number % 3])) for number in range(9)))
    made = corpus_of(*made.entities.values(), long, *made.sources.values(), *made.claims.values(), vocabulary=WORDS)
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    drawn = renderer.dossiers.pictures.of("a", renderer.dossiers.readings["a"], {})
    assert drawn is not None
    assert all(above.bottom <= rung.y for above, rung in pairwise(drawn.rungs))
    assert drawn.height >= drawn.rungs[-1].bottom


def test_what_is_isolated_stays_so_in_each_line() -> None:
    """Words in other letters that a line breaks are marked, and keep their direction, in both lines."""
    made = corpus()
    renderer = Renderer(made, plan(made), gathered([TEMPLATES]))
    lines = renderer.dossiers.pictures.inline.drawn(["told by \u2068«مصادر", "محلية»\u2069, <b>"])
    assert lines == ('told by \u2068<tspan lang="und-Arab">«مصادر</tspan>\u2069',
                     '\u2068<tspan lang="und-Arab">محلية»</tspan>\u2069, &lt;b&gt;')  # fmt: skip


def test_over_twelve_neighbours_there_is_the_table_only() -> None:
    """A picture of many is a hairball; nor is there one of nobody else."""
    names = [f"n{number}" for number in range(MOST_NEIGHBOURS + 1)]
    claims = [claim(f"c{id}", leads("a", id)) for id in names]
    assert picture("a", *claims, names=["a", *names]) is None
    assert picture("a", *claims[:-1], names=["a", *names]) is not None
    assert picture("b", claim("x", leads("a", "c"))) is None


def test_a_name_of_two_lines_is_one_link() -> None:
    """Whoever goes through a picture by keys comes to a neighbour once, however its name is broken."""
    lines = (Point("Turkish", 12, "../t/"), Point("officers", 28, "../t/"), Point("(one of them)", 44))
    assert Node(0, "", lines).links == (("../t/", lines[:2]), ("", lines[2:]))
