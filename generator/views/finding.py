"""What the search shows: each hit with its caveat, the values that hits can be narrowed by, and what leads where.

All of it is data for the script of the search. A hit is a claim in brief, a dossier with the notice at its head, or a
source with its caveats; none stands without the words that say how far to trust it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ..analyse.findable import ABOUT, FACETS, MENTIONED, PUBLISHED
from ..analyse.reports import at_most_origins
from ..analyse.standing import AGAINST, kind_label
from ..analyse.wording import OPENERS, counted, raised, source_type
from ..dates import parse
from ..keys import MARK, SOUND, TABLES
from ..markup import sentence
from ..model import Claim, Entity, Source, UnsetType, json_of
from ..names import direction, written_in
from ..pages import CLAIMS, SEARCH, SOURCES, Page
from ..postings import TABLES as POSTINGS
from ..postings import coded
from .claims import ClaimViews, plain_text
from .dossiers import Dossiers
from .inline import KEPT, ROOT, own_language
from .sources import SourcePages
from .view import view

Value = tuple[str, str]
"""One value of a facet: as the address has it, and in words."""
Spoken = tuple[str, str, str]
"""The same, and the language of the words, "" where that is the page's."""
Found = Entity | Source | Claim
Hit = dict[str, str | int | list[str | list[str]]]
"""What is shown of a record. `n` is its number, `t` its type, `href` its address, `k` what it is, `s` its title or
statement, `l` and `d` the language and the direction of that, `o` its other names, each with its language if that is
not the page's; `w` are the words on trust, of which the first `b` letters are set off, `c` the kinds of its caveats,
`m` the mode of a claim."""
NOT_GIVEN = "none"
_MOST_YEARS = 12
"""A claim about more years than these stands under the first and the last."""
_MOST_ORIGINS = 3
_CALL = "dossierFind"


def found_script(address: str, value: object) -> str:
    """Return the shard at an address: a script that hands over its data, also where a page is opened from a file."""
    return _handed_over(address, json_of(value))


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
        self._plan = plan = claims.inline.plan
        self._cut = self.corpus.index("cut", lambda corpus: plan.findable.cut.told())
        self._numbers = self.corpus.index("numbers", lambda corpus: plan.findable.numbers)
        self._value = self.corpus.memo(self._entity_value)
        self._values = self.corpus.outcomes("values", self._values_of, lambda _: plan.findable.numbers)
        self.hit = self.corpus.memo(lambda id: json_of({"n": self._numbers[id], **self._hit(id)}), KEPT, "hit")
        made: Mapping[str, Callable[[Page], str]] = {
            "search-index": self.index, "search-docs": self.docs,
            "search-facets": self.facets, "search-refs": self.refs,
        }  # fmt: skip
        self.makers = {template: partial(self.shard, make) for template, make in made.items()}

    def is_found(self, id: str) -> bool:
        """Tell whether the search finds a record."""
        return id in self._plan.findable.numbers

    def ways(self) -> Ways:
        """Return what the page of the search shows without a script: the ways to all that it would find."""
        types = self.corpus.settings.types.values()
        records = ((self.words("Claims"), CLAIMS), (self.words("Sources"), SOURCES))
        sections = [*[(kind.plural, f"{kind.folder}/") for kind in types], *records]
        return Ways(tuple((words, f"{ROOT}{address}") for words, address in sections))

    def index(self, page: Page) -> str:
        """Return what the script needs to know before it looks anything up."""
        return json_of({**self._cut, "postings": POSTINGS, "mark": MARK, "sound": SOUND, "keys": TABLES})

    def docs(self, page: Page) -> str:
        """Return the hits of one shard: what is shown of each record."""
        return f"[{','.join(map(self.hit, page.rows))}]"

    def facets(self, page: Page) -> str:
        """Return the values that records of one shard have of one facet, each with those that have it.

        Behind these stands the language of a value that is not in the page's.
        """
        held: dict[Spoken, list[tuple[int, int]]] = {}
        facet = FACETS.index(page.subject.removeprefix("facets/"))
        for id in page.rows:
            if values := self._values(id)[facet]:
                posting = self._numbers[id], 0
                for value in values:
                    held.setdefault(value, []).append(posting)
        return json_of(
            [
                (value, words, coded(postings), *([lang] if lang else []))
                for (value, words, lang), postings in held.items()
            ]
        )

    def refs(self, page: Page) -> str:
        """Return for each entity of one shard the claims about it, those that name it, and its own sources."""
        return json_of({self._numbers[id]: coded(self._refs(id)) for id in page.rows})

    def shard(self, make: Callable[[Page], str], page: Page) -> str:
        """Return the file of a shard whose data is made of its page."""
        return _handed_over(page.address, make(page))

    def _refs(self, id: str) -> Iterator[tuple[int, int]]:
        corpus = self.corpus
        for ids, weight in (
            (corpus.about.get(id, ()), ABOUT),
            (corpus.mentions.get(id, ()), MENTIONED),
            (corpus.published_by.get(id, ()), PUBLISHED),
        ):
            yield from ((self._numbers[id], weight) for id in ids if id in self._numbers)

    def _hit(self, id: str) -> Hit:
        if id in self.corpus.claims:
            return self._claim(id)
        return self._entity(self.corpus.entities[id]) if id in self.corpus.entities else self._source(id)

    def _claim(self, id: str) -> Hit:
        shown = self.claims.shown(id)
        lang = self.claims.lang(self.corpus.claims[id])
        return {
            "t": "claim",
            "href": self.inline.plan.address(id),
            "k": f"{shown.opens} ({shown.language})" if lang else shown.opens,
            "s": shown.plain,
            **_in(lang),
            "c": shown.caveats.kinds,
            "b": len(shown.caveats.opens),
            "w": shown.trust,
            "m": shown.mode,
        }

    def _entity(self, entity: Entity) -> Hit:
        notice = self.dossiers.notice(entity.id)
        lead = f"{sentence(plain_text(self.dossiers.closed(entity)))} {notice.lead}".strip()
        called = self.corpus.name(entity.id)
        names = {name.text: name.lang for name in entity.names if name.type != "hostile"}
        others = {**({entity.name: own_language(entity)} if called != entity.name else {}), **names}
        return {
            "t": entity.type,
            "href": self.inline.plan.address(entity.id),
            "k": self.inline.kinds(entity),
            "s": called,
            **_in(self.inline.foreign_lang(self.inline.name_lang(entity.id, called))),
            **({"o": [self._in_its_language(name, lang) for name, lang in others.items()]} if others else {}),
            "b": len(lead),
            "w": f"{lead} {notice.origin}".strip(),
        }

    def _in_its_language(self, name: str, lang: object) -> str | list[str]:
        """Return a name, with its language where that is not the page's: the recorded one, else that of its letters."""
        spoken = lang if isinstance(lang, str) and lang else written_in(name, self.inline.main)
        foreign = self.inline.foreign_lang(spoken)
        return [name, foreign] if foreign else name

    def _spoken(self, value: Value) -> Spoken:
        """Return a value with the language of its words: those are a name, of the vocabulary, or the page's own."""
        id, words = value
        if id in self.corpus.entities:
            return id, words, self.inline.foreign_lang(self.inline.name_lang(id, words))
        return id, words, self.inline.main if self.inline.label_attrs(words) else ""

    def _source(self, id: str) -> Hit:
        source = self.corpus.sources[id]
        carried = self.claims.caveats.inherited(id)
        return {
            "t": "source",
            "href": self.inline.plan.address(id),
            "k": self.sources.kicker(source),
            "s": self.inline.title(source),
            **_in(self.inline.foreign_lang(self.inline.title_lang(source))),
            "o": [plain_text(self.sources.names(source))],
            "c": " ".join(caveat.kind for caveat in carried.all),
            "b": len(carried.opens),
            "w": sentence(f"{carried.opens}{carried.rest}"),
        }

    def _values_of(self, id: str) -> tuple[tuple[Spoken, ...], ...]:
        """Return the values of a record, facet by facet; few changes in a record change any."""
        makers = (
            self._types, self._kinds, self._places, self._outlets, self._periods, self._stances, self._caveats,
            self._origins,
        )  # fmt: skip
        record = self.corpus.record(id)
        assert record is not None
        return tuple([tuple(map(self._spoken, dict.fromkeys(values(record)))) for values in makers])

    def _types(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Entity):
            yield record.type, self.corpus.settings.types[record.type].singular
        elif isinstance(record, Claim):
            yield "claim", self.words("Claim")
        else:
            yield "source", self.words("Source")

    def _kinds(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Entity):
            kinds = self.corpus.vocabulary.kinds
            for kind in record.kinds:
                yield kind, raised(kinds[kind].label if kind in kinds else kind)
        elif isinstance(record, Claim):
            yield record.mode, self.words(OPENERS[record.mode])
        else:
            yield record.type, raised(source_type(self.words, record.type))

    def _places(self, record: Found) -> Iterator[Value]:
        corpus = self.corpus
        if isinstance(record, Entity) and isinstance(record.within, str):
            yield self._value(record.within)
        if not isinstance(record, Claim):
            return
        ends = [end for relation in record.relations for end in (*relation.subjects, *relation.objects)]
        for named in dict.fromkeys([*corpus.subjects[record.id], *corpus.links[record.id], *ends]):
            entity = corpus.entities.get(named)
            if entity is not None and corpus.settings.like(entity.type) == "place":
                yield self._value(named)

    def _outlets(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Source):
            yield self._value(record.outlet or NOT_GIVEN)
        for citation in record.citations if isinstance(record, Claim) else ():
            source = self.corpus.sources.get(citation.source)
            yield self._value((source.outlet if source else None) or NOT_GIVEN)

    def _periods(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Claim):
            yield from self._years(record.date)
        elif isinstance(record, Source):
            yield from self._years(record.published)

    def _stances(self, record: Found) -> Iterator[Value]:
        if not isinstance(record, Claim):
            return
        if any(caveat.kind in AGAINST for caveat in self.claims.caveats.all(record.id)):
            yield "disputed", self.words("Disputed, denied or in tension")
        else:
            yield "supported", self.words("Not disputed here")

    def _caveats(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Entity):
            return
        caveats = self.claims.caveats
        claimed = isinstance(record, Claim)
        carried = caveats.all(record.id) if claimed else caveats.inherited(record.id).carried
        for caveat in carried:
            yield caveat.kind, kind_label(self.corpus, caveat.kind)
        if not carried:
            yield NOT_GIVEN, self.words("No caveat recorded")

    def _origins(self, record: Found) -> Iterator[Value]:
        if isinstance(record, Claim):
            count = self.claims.count(record.id)
            at_most = count.at_most and count.origins > 1
            yield f"{min(count.origins, _MOST_ORIGINS)}{'-' if at_most else ''}", self._counted(count.origins, at_most)

    def _counted(self, origins: int, at_most: bool) -> str:
        if not origins:
            return self.words("No report read")
        if origins < _MOST_ORIGINS:
            return raised(at_most_origins(self.words, origins)) if at_most else counted(self.words, origins, "origin")
        number = str(_MOST_ORIGINS)
        if at_most:
            return self.words("{number} or more origins, if none hang together", number=number)
        return self.words("{number} or more origins", number=number)

    def _entity_value(self, id: str) -> Value:
        return id, self.words("Not given") if id == NOT_GIVEN else self.corpus.name(id)

    def _years(self, date: str | UnsetType | None) -> Iterator[Value]:
        """Yield each year that a date may mean; the first and the last of many."""
        if not isinstance(date, str):
            yield NOT_GIVEN, self.words("Without a date")
            return
        found = parse(date)
        ends = [day.year for day in (found.earliest, found.latest) if day]
        years = range(ends[0], ends[-1] + 1) if ends and ends[-1] - ends[0] < _MOST_YEARS else ends
        for year in dict.fromkeys(years):
            yield str(year), str(year)


def _handed_over(address: str, data: str) -> str:
    name = address.removeprefix(SEARCH).removesuffix(".js")
    return f"{_CALL}({json_of(name)},{data});\n"


def _in(lang: str) -> Hit:
    """Return in which language a title or statement is, where that is not the page's."""
    return {"l": lang, "d": direction(lang)} if lang else {}
