"""What the search shows: each hit with its caveat, the values that hits can be narrowed by, and what leads where.

All of it is data for the script of the search. A hit is a claim in brief, a dossier with the notice at its head, or a
source with its caveats; none stands without the words that say how far to trust it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..analyse.findable import ABOUT, DIGITS, MENTIONED, PUBLISHED
from ..analyse.standing import CarriedCaveat
from ..analyse.wording import OPENERS, counted, raised, source_type
from ..dates import parse
from ..keys import MARK, SOUND, TABLES
from ..model import Claim, Entity, UnsetType
from ..names import direction
from ..pages import CLAIMS, SEARCH, SOURCES, Page
from .claims import ClaimViews, plain_text
from .dossiers import Dossiers
from .inline import ROOT
from .sources import SourcePages
from .view import view

Value = tuple[str, str, str]
"""One value of a facet: the facet, the value as the address has it, and in words."""
Hit = dict[str, str | int | list[str]]
"""What is shown of a record. `n` is its number, `t` its type, `a` its address, `k` what it is, `s` its title or
statement and `l` the language of that, `o` its other names; `w` are the words on trust, of which the first `b` letters
are set off, `c` the kinds of its caveats, `m` the mode of a claim."""
NOT_GIVEN = "none"
_MOST_YEARS = 12
"""A claim about more years than these stands under the first and the last."""
_MOST_ORIGINS = 3
_CALL = "dossierFind"


def found_script(address: str, value: object) -> str:
    """Return the shard at an address: a script that hands over its data, also where a page is opened from a file."""
    name = address.removeprefix(SEARCH).removesuffix(".js")
    return f"{_CALL}({json.dumps(name)},{json.dumps(value, ensure_ascii=False, separators=(',', ':'))});\n"


def scripted(text: str) -> Any:
    """Return the data of such a script; ValueError where it is none."""
    whole = json.loads(f"[{text.strip().removeprefix(f'{_CALL}(').removesuffix(');')}]")
    return whole[1]


@view
class Ways:
    """Links to the lists of all that the search finds."""

    sections: tuple[tuple[str, str], ...]


class Finding:
    """What the search of one site shows."""

    def __init__(self, claims: ClaimViews, dossiers: Dossiers, sources: SourcePages) -> None:
        """Remember how records are shown elsewhere."""
        self.claims = claims
        self.dossiers = dossiers
        self.sources = sources
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        found = claims.inline.plan.findable
        self._cut = self.corpus.index("cut", lambda corpus: found.cut.told())
        self._numbers = self.corpus.index("numbers", lambda corpus: found.numbers)
        self._value = self.corpus.memo(self._entity_value)
        made: Mapping[str, Callable[[Page], Any]] = {
            "search-index": self.index, "search-docs": self.docs,
            "search-facets": self.facets, "search-refs": self.refs,
        }  # fmt: skip
        self.makers = {template: partial(self.shard, make) for template, make in made.items()}

    def ways(self) -> Ways:
        """Return what the page of the search shows without a script: the ways to all that it would find."""
        types = self.corpus.settings.types.values()
        records = ((self.words("Claims"), CLAIMS), (self.words("Sources"), SOURCES))
        sections = [*[(kind.plural, f"{kind.folder}/") for kind in types], *records]
        return Ways(tuple((words, f"{ROOT}{address}") for words, address in sections))

    def index(self, page: Page) -> dict[str, Any]:
        """Return what the script needs to know before it looks anything up."""
        return {**self._cut, "digits": DIGITS, "mark": MARK, "sound": SOUND, "keys": TABLES}

    def docs(self, page: Page) -> list[Hit]:
        """Return the hits of one shard: what is shown of each record."""
        return [{"n": self._numbers[id], **self._hit(id)} for id in page.rows]

    def facets(self, page: Page) -> dict[str, Any]:
        """Return the values of each record of one shard, as places in a list of all of them."""
        places: dict[Value, int] = {}
        held = {
            self._numbers[id]: [places.setdefault(value, len(places)) for value in dict.fromkeys(self._values(id))]
            for id in page.rows
        }
        return {"values": list(places), "held": held}

    def refs(self, page: Page) -> dict[str, str]:
        """Return for each entity of one shard the claims about it, those that name it, and its own sources."""
        return {self._numbers[id]: "".join(self._refs(id)) for id in page.rows}

    def shard(self, make: Callable[[Page], Any], page: Page) -> str:
        """Return the file of a shard whose data is made of its page."""
        return found_script(page.address, make(page))

    def _refs(self, id: str) -> Iterator[str]:
        corpus = self.corpus
        for ids, weight in (
            (corpus.about.get(id, ()), ABOUT),
            (corpus.mentions.get(id, ()), MENTIONED),
            (corpus.published_by.get(id, ()), PUBLISHED),
        ):
            for number in filter(None, map(self._numbers.get, ids)):
                yield number + DIGITS[weight]

    def _hit(self, id: str) -> Hit:
        if id in self.corpus.claims:
            return self._claim(id)
        return self._entity(self.corpus.entities[id]) if id in self.corpus.entities else self._source(id)

    def _claim(self, id: str) -> Hit:
        shown = self.claims.shown(id)
        said = self.claims.lang(self.corpus.claims[id])
        return {
            "t": "claim",
            "a": self.inline.plan.address(id),
            "k": f"{shown.opens} ({shown.language})" if said else shown.opens,
            "s": shown.plain,
            **(_in_language(said) if said else {}),
            "c": shown.caveats.kinds,
            "b": len(shown.caveats.opens),
            "w": self.claims.trust(id),
            "m": shown.mode,
        }

    def _entity(self, entity: Entity) -> Hit:
        notice = self.dossiers.notice(entity.id)
        called = self.corpus.name(entity.id)
        names = [name.text for name in entity.names if name.type != "hostile"]
        others = dict.fromkeys([*([entity.name] if called != entity.name else []), *names])
        return {
            "t": entity.type,
            "a": self.inline.plan.address(entity.id),
            "k": self.inline.kinds(entity),
            "s": called,
            **({"o": list(others)} if others else {}),
            "b": len(notice.lead),
            "w": f"{notice.lead} {notice.origin}".strip(),
        }

    def _source(self, id: str) -> Hit:
        source = self.corpus.sources[id]
        carried = self.claims.caveats.inherited(id)
        lang = source.lang if isinstance(source.lang, str) and source.title else ""
        return {
            "t": "source",
            "a": self.inline.plan.address(id),
            "k": self.sources.kicker(source),
            "s": self.inline.title(source),
            **(_in_language(lang) if lang and lang != self.inline.lang else {}),
            "o": [plain_text(self.sources.names(source))],
            "c": " ".join(caveat.kind for caveat in carried.all),
            "b": len(carried.opens),
            "w": f"{carried.opens}{carried.rest}.",
        }

    def _values(self, id: str) -> Iterator[Value]:
        corpus = self.corpus
        if id in corpus.claims:
            yield "type", "claim", self.words("Claim")
            yield from self._of_claim(corpus.claims[id])
        elif id in corpus.entities:
            entity = corpus.entities[id]
            yield "type", entity.type, corpus.settings.types[entity.type].singular
            kinds = corpus.vocabulary.kinds
            for kind in entity.kinds:
                yield "kind", kind, raised(kinds[kind].label if kind in kinds else kind)
            if isinstance(entity.within, str):
                yield self._value("place", entity.within)
        else:
            source = corpus.sources[id]
            yield "type", "source", self.words("Source")
            yield "kind", source.type, raised(source_type(self.words, source.type))
            yield self._value("outlet", source.outlet or NOT_GIVEN)
            yield from self._years(source.published)
            yield from self._caveats(self.claims.caveats.inherited(id).carried)

    def _of_claim(self, claim: Claim) -> Iterator[Value]:
        corpus = self.corpus
        yield "kind", claim.mode, self.words(OPENERS[claim.mode])
        ends = [end for relation in claim.relations for end in (*relation.subjects, *relation.objects)]
        for named in dict.fromkeys([*corpus.subjects[claim.id], *corpus.links[claim.id], *ends]):
            if named in corpus.entities and corpus.settings.like(corpus.entities[named].type) == "place":
                yield self._value("place", named)
        for citation in claim.citations:
            source = corpus.sources.get(citation.source)
            yield self._value("outlet", (source.outlet if source else None) or NOT_GIVEN)
        yield from self._years(claim.date)
        carried = self.claims.caveats.carried(claim.id).all
        if self._is_disputed(claim.id, any(caveat.kind == "disputed" for caveat in carried)):
            yield "stance", "disputed", self.words("Disputed, denied or in tension")
        else:
            yield "stance", "supported", self.words("Only supported")
        yield from self._caveats(carried)
        origins = self.claims.count(claim.id).origins
        yield "origins", str(min(origins, _MOST_ORIGINS)), self._counted(origins)

    def _counted(self, origins: int) -> str:
        if not origins:
            return self.words("No report read")
        if origins < _MOST_ORIGINS:
            return counted(self.words, origins, "origin")
        return self.words("{number} or more origins", number=str(_MOST_ORIGINS))

    def _is_disputed(self, id: str, refuted: bool) -> bool:
        denied = any(self.corpus.claims[answer].mode == "denial" for answer in self.corpus.answered_by.get(id, ()))
        return refuted or denied or bool(self.corpus.tensions.get(id))

    def _caveats(self, carried: tuple[CarriedCaveat, ...]) -> Iterator[Value]:
        for caveat in carried:
            yield "caveat", caveat.kind, caveat.label
        if not carried:
            yield "caveat", NOT_GIVEN, self.words("No caveat recorded")

    def _entity_value(self, facet: str, id: str) -> Value:
        return facet, id, self.words("Not given") if id == NOT_GIVEN else self.corpus.name(id)

    def _years(self, date: str | UnsetType | None) -> Iterator[Value]:
        """Yield each year that a date may mean; the first and the last of many."""
        if not isinstance(date, str):
            yield "period", NOT_GIVEN, self.words("Date not given")
            return
        found = parse(date)
        ends = [day.year for day in (found.earliest, found.latest) if day]
        years = range(ends[0], ends[-1] + 1) if ends and ends[-1] - ends[0] < _MOST_YEARS else ends
        for year in dict.fromkeys(years):
            yield "period", str(year), str(year)


def _in_language(lang: str) -> Hit:
    """Return in which language a hit's words are, where pages speak another one, and which way they run."""
    return {"l": lang, "d": direction(lang)}
