"""The relations of the site as its network shows them: how each looks and why, the table of all, and data to explore.

What is explored comes in two sorts of files: what stands around an entity, and what claims say, with all that is to be
said of them. Both are cut by hash, so that no file grows with the site and a record that is added moves no other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby

from ..analyse.network import APART, Edge, Mark, Spot, around, marks, spots
from ..analyse.readings import reported
from ..analyse.wording import lowered, raised
from ..dates import parse
from ..markup import Html, escape, sentence
from ..model import Mode, json_of
from ..names import direction
from ..pages import Page, Plan
from .claims import ClaimViews, Shown, isolated, plain_text, unlinked
from .indexes import Pager, index_pager
from .inline import KEPT
from .view import view
from .wrapping import isolated_in_each, wrapped

MOST_EDGES = 60
"""How many relations of one entity are explored; all of them stand in the table."""
MOST_STARTS = 12
_BOX_LETTERS, _HEAD_LETTERS, _LINE, _BOX_EDGES = 16, 26, 13, 15
"""How many letters fit into a box of the explorer, how many above the one in the middle; how high a line of a box is,
and what is above and below all of them."""
_LINE_LETTERS, _SET_LETTERS, _WORDS_EDGES, _SET_EDGES = 32, 24, 12, 30
"""The same of the words above and below a line, and of those above the bracket of a set."""
_LOOKS: Mapping[Mark | Mode, str] = {"disputed": "against", "denied": "against", "tension": "against",
                                     "denial": "against", "ascribed": "told", "attributed": "told"}  # fmt: skip
"""The look that marks share, and a denial with what is denied; any other mark is a look of its own."""


@view
class Look:
    """How the edges of a claim look, as classes, and why, in words; and what else of a claim stands on its edges.

    `standing` is its worst caveat, `caveats` are the kinds of all, `also` is what else is said on trust, `doubts` are
    what is named wherever the claim is.
    """

    kinds: tuple[str, ...]
    remarks: tuple[str, ...]
    mode: Mode
    standing: str
    caveats: str
    also: tuple[str, ...]
    doubts: tuple[str, ...]
    years: tuple[int | None, int | None] | None

    @property
    def drawn(self) -> tuple[str, ...]:
        """What stands beside a line that is drawn: what must be said wherever the claim is, and why it looks so."""
        return tuple(dict.fromkeys((*self.doubts, *self.remarks)))


@view
class EdgeRow:
    """One relation in the table: its ends, what is reported, how it stands and why it looks as it does, its claim."""

    key: str
    subject: Html
    reported: Html
    object: Html
    standing: Html
    kinds: str
    also: Html
    href: str


@view
class EdgeGroup:
    """The relations of one predicate."""

    heading: Html
    anchor: str
    rows: tuple[EdgeRow, ...]


@view
class NetworkPage:
    """One page of the table; the first one has the explorer, which begins at one of the `starts`."""

    kicker: Html
    title: str
    lead: Html
    starts: tuple[tuple[str, Html], ...]
    near: int
    said: int
    groups: tuple[EdgeGroup, ...]
    pager: Pager | None


class Network:
    """The network of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self.claims = claims
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.look = self.corpus.outcomes("looks", self._look, lambda _: self._claimed, KEPT)
        self.look_text = self.corpus.memo(lambda id: _json(self._looks(id)), KEPT, "look")
        self.said_text = self.corpus.memo(lambda id: _json(self._said(id)), KEPT, "said")

    def prepare(self) -> None:
        """Find all relations now."""
        _ = self._edges, self._around, self._starts, self._tally

    @cached_property
    def _claimed(self) -> Mapping[str, None]:
        return {edge.claim: None for edge in self.inline.plan.edges.values()}

    @cached_property
    def _edges(self) -> Mapping[str, Edge]:
        return self.corpus.index("edges", lambda corpus: self.inline.plan.edges)

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the edges around each entity."""
        return self.corpus.index("around", lambda corpus: around(self.inline.plan.edges))

    @cached_property
    def _starts(self) -> Mapping[str, tuple[str, ...]]:
        """The entities with the most relations, where one may begin to explore."""
        return self.corpus.index("starts", lambda corpus: {"": _most_related(around(self.inline.plan.edges))})

    @cached_property
    def _tally(self) -> Mapping[str, int]:
        """How many relations there are, and in how many files is what stands around entities and what claims say."""
        return self.corpus.index("tally_of_edges", lambda corpus: _tally(self.inline.plan))

    def is_explored(self, entity: str) -> bool:
        """Tell whether there is a network around an entity."""
        return entity in self._around

    def is_claimed(self, claim: str) -> bool:
        """Tell whether a relation of the network is read from a claim."""
        return claim in self._claimed

    def page(self, page: Page) -> NetworkPage:
        """Return a page of the table of all relations."""
        total = self._tally["edges"]
        words = self.corpus.words
        lead = words.many(
            "{number} relation between those who have a dossier. Each is read from a claim and stands as that claim "
            "stands: as something that a source says, and no finding of the editors.",
            "{number} relations between those who have a dossier. Each is read from a claim and stands as that claim "
            "stands: as something that a source says, and no finding of the editors.",
            total,
        )
        nothing = words("No relations between two who have a dossier: none is recorded, or all were withdrawn.")
        rows = [(key, self._edges[key]) for key in page.rows]
        groups = [self._group(predicate, some) for predicate, some in groupby(rows, lambda row: row[1].predicate)]
        return NetworkPage(
            Html(words("Who is said to have to do with whom")),
            words("Network"),
            Html(lead if page.rows else nothing),
            tuple((id, self.inline.entity(id)) for id in self._starts[""]) if page.part == 1 else (),
            self._tally["near"],
            self._tally["said"],
            tuple(groups),
            index_pager(page),
        )

    def near(self, page: Page) -> str:
        """Return what stands around some entities, as a script that hands it over."""
        return _handed("near", {id: _json(self._near(id)) for id in page.rows})

    def said(self, page: Page) -> str:
        """Return what some claims say, each with all that is to be said of it, as a script that hands it over."""
        return _handed("said", {id: self.said_text(id) for id in page.rows})

    def _look(self, id: str) -> Look:
        """Return how the edges of a claim look; it may be told by another process, which has worked it out."""
        kinds, remarks, mode, standing, caveats, also, doubts, years = json.loads(self.look_text(id))
        ends = (years[0], years[1]) if years else None
        return Look(tuple(kinds), tuple(remarks), mode, standing, caveats, tuple(also), tuple(doubts), ends)

    def _looks(self, id: str) -> tuple[object, ...]:
        claim, count, carried = self.corpus.claims[id], self.claims.count(id), self.claims.caveats.carried(id)
        found = marks(self.corpus, claim, count)
        kinds = dict.fromkeys([claim.mode, *(_LOOKS.get(mark, mark) for mark in (claim.mode, *found))])
        return (
            list(kinds),
            [self._remark(id, mark) for mark in found],
            claim.mode,
            carried.chief.label if carried.chief else carried.opens,
            carried.kinds,
            carried.own_labels,
            self.claims.shown(id).doubts,
            _years(claim.date) if isinstance(claim.date, str) else None,
        )

    def _remark(self, id: str, mark: Mark) -> str:
        """Return in words why an edge has a mark."""
        words = self.corpus.words
        match mark:
            case "disputed":
                return self.claims.count(id).sides(words)  # that it is disputed a caveat of its own says beside it
            case "denied":
                return words("denied")
            case "tension":
                rivals = len(self.corpus.tensions[id])
                return words.many("in tension with another claim", "in tension with other claims", rivals)
            case "single":
                return words("1\N{NO-BREAK SPACE}origin") if self.claims.count(id).origins else words("no report read")
            case "ascribed":
                return words("only as words ascribed to somebody")
            case "attributed":
                teller = isolated(words, self.claims.chains.teller(id))
                return plain_text(words("only as told by {teller}", teller=teller))
            case "nobody":
                return words("no named source")

    def _group(self, predicate: str, rows: Iterable[tuple[str, Edge]]) -> EdgeGroup:
        heading = self.inline.label(raised(self.corpus.vocabulary.predicates[predicate].label))
        return EdgeGroup(heading, edge_anchor(predicate), tuple(self._row(key, edge) for key, edge in rows))

    def _row(self, key: str, edge: Edge) -> EdgeRow:
        look, words = self.look(edge.claim), self.corpus.words
        return EdgeRow(
            key,
            self._end(edge.subjects, edge),
            self.inline.label(reported(words, look.mode, self.corpus.vocabulary.predicates[edge.predicate])),
            self._end(edge.objects, edge),
            self.inline.label(look.standing),
            look.caveats,
            self._also(look),
            self.inline.href(edge.claim),
        )

    def _also(self, look: Look) -> Html:
        """Return what stands behind the standing of an edge."""
        said = (remark for remark in look.remarks if remark != lowered(look.standing))
        remarks = [self.inline.told(self.corpus.words.isolated(remark)) for remark in said]
        also = [self.inline.label(label) for label in look.also if label not in look.remarks]
        return Html(self.corpus.words("; ").join([*also, *remarks]))

    def _end(self, ids: tuple[str, ...], edge: Edge) -> Html:
        """Return one end of an edge, where it is a set with how the relation holds for it."""
        names, words = [self.inline.entity(id) for id in ids], self.corpus.words
        if len(names) == 1:
            return names[0]
        return Html(
            words("{names}; not said which", names=Html(words.listed(names, " or ")))
            if edge.either
            else words("{names} together", names=Html(words.listed(names)))
        )

    def _near(self, id: str) -> dict[str, object]:
        """Return an entity with those around it, where each stands, and the relations between them."""
        keys = self._around[id]
        shown = [self._edges[key] for key in keys[:MOST_EDGES]]
        stand = spots(id, shown, self._room, lambda edge: sum(self._beside(edge)[2]))
        return {
            "all": len(keys),
            "nodes": {other: self._node(other, spot) for other, spot in {id: Spot(0, 0, 0), **stand}.items()},
            "edges": [self._edge(edge, id, stand) for edge in shown],
        }

    def _node(self, id: str, spot: Spot) -> dict[str, object]:
        name = self.corpus.name(id)
        lang = self.inline.foreign_lang(self.inline.name_lang(id, name))
        told: dict[str, object] = {"name": name, "href": self.inline.plan.address(id), "at": spot}
        if lang:
            told["lang"] = lang
        lines = wrapped(name, _BOX_LETTERS if spot.height else _HEAD_LETTERS)
        return told | {"lines": lines} if len(lines) > 1 else told

    def _room(self, id: str) -> int:
        return _LINE * len(wrapped(self.corpus.name(id), _BOX_LETTERS)) + _BOX_EDGES

    def _edge(self, edge: Edge, centre: str, stand: Mapping[str, Spot]) -> dict[str, object]:
        """Return one relation; of a set with where its bracket stands, which is halfway to those in it.

        `label` and `why` are drawn, above and below the line, and `high` is how much room that needs; `html` is how it
        stands, as the table of all has it, and so is `reported`, where this marks what is in another language.
        """
        look, words = self.look(edge.claim), self.corpus.words
        predicate = self.corpus.vocabulary.predicates[edge.predicate]
        says, also = reported(words, look.mode, predicate), self._also(look)
        label, why, high = self._beside(edge)
        standing = f"<b>{self.inline.label(look.standing)}</b>"
        told: dict[str, object] = {
            "claim": edge.claim,
            "href": self.inline.plan.address(edge.claim),
            "says": says,
            "from": edge.subjects,
            "to": edge.objects,
            "kinds": look.kinds,
            "html": words("; ").join([standing, also] if also else [standing]),
            "label": label,
            "why": why,
            "high": high,
            "years": look.years,
        }
        marked = self.inline.label(says)
        if marked != escape(says):
            told["reported"] = marked
        if predicate.symmetric:
            told["both"] = "ways"
        if told_of := self._of_set(edge):
            around = [stand[id] for id in edge.ends if id != centre]
            told["set"] = told_of
            told["at"] = around[0].x // 2, sum(spot.y for spot in around) // len(around)
        return told

    def _of_set(self, edge: Edge) -> str:
        words = self.corpus.words
        return "" if len(edge.ends) < 3 else words("one of them") if edge.either else words("together")

    def _beside(self, edge: Edge) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, int]]:
        """Return the lines of words above and below a drawn line, and how high both are.

        A bracket has all its words above it.
        """
        look, of_set = self.look(edge.claim), self._of_set(edge)
        says = reported(self.corpus.words, look.mode, self.corpus.vocabulary.predicates[edge.predicate])
        letters = _SET_LETTERS if of_set else _LINE_LETTERS
        label = wrapped(f"{says} ({of_set})" if of_set else says, letters)
        why = tuple(isolated_in_each(wrapped(self.corpus.words.apart(look.drawn), letters)))
        if of_set:
            label, why = label + why, ()
        above = _LINE * len(label) + (_SET_EDGES if of_set else _WORDS_EDGES)
        return label, why, (max(APART // 2, above), max(APART // 2, _LINE * len(why) + _WORDS_EDGES))

    def _said(self, id: str) -> dict[str, object]:
        shown, lang = self.claims.shown(id), self.claims.lang(self.corpus.claims[id])
        told: dict[str, object] = {
            "opens": f"{shown.opens} ({shown.language})" if lang else shown.opens,
            "statement": shown.plain,
            "html": self._trust(shown),
            "href": self.inline.plan.address(id),
        }
        return told | {"lang": lang, "dir": direction(lang)} if lang else told

    def _trust(self, shown: Shown) -> str:
        """Return what the short row of a claim says of trust, without its links."""
        told = unlinked(Html(f"{sentence(shown.caveats.told)} {sentence(shown.told)}"))
        when = shown.date if shown.dated else Html(self.corpus.words("date {day}", day=shown.date))
        return f"{told} {shown.reports}{self.corpus.words('; ')}{sentence(when)}"


def _most_related(keys: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda id: (-len(keys[id]), id))[:MOST_STARTS])


def _tally(plan: Plan) -> dict[str, int]:
    files = Counter(page.template for page in plan.pages)
    return {"edges": len(plan.edges), "near": files["network-near"], "said": files["network-said"]}


def edge_anchor(predicate: str) -> str:
    """Return the anchor of the relations of one predicate, which no id can be."""
    return f"relations_{predicate}"


def _json(value: object) -> str:
    return json_of(value).replace("<", "\\u003c")


def _handed(sort: str, found: Mapping[str, str]) -> str:
    """Return data, each entry of it JSON, as a script, which any page can load, also from a folder."""
    entries = ",".join([f"{_json(id)}:{told}" for id, told in found.items()])
    return f"dossierNetwork.{sort}({{{entries}}});\n"


def _years(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last year that a date can mean; None where it is open."""
    date = parse(text)
    return date.earliest.year if date.earliest else None, date.latest.year if date.latest else None
