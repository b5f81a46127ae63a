"""By what reports may hang together: what marks a source and those behind it, and whoever is named.

Names are the same however they are spelt; who is named in words, and who has a dossier under this name, is one. To
hold two who have one name for one makes a number of origins lower than it might be, never higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import NOT_ALL, Link, Snapshot, Source, UnsetType
from ..names import fold
from ..web import bare
from .bylines import is_nobody, only_describes, parts, somebody

Role = Literal["", "author", "staff", "became", "dossier", "replaced", "part", "titled"]
"""What somebody is to a source; of a name, whether it was read off a dossier, or one in whose place another stands.

A byline that names nobody stands for the `staff` of an outlet, whose other sources have it too. Of an address: whether
it is that of a page of which a source is a part. Whatever is `titled` alike may be one text, or two.
"""


_TITLE_LETTERS, _TITLE_WORDS = 20, 3
"""A title has so many letters and words at least, where it tells one text from another."""


class Mark(NamedTuple):
    """Something by which reports may hang together: a source, somebody with a dossier or with a name alone, a family.

    Or an address, a title, or the text itself, by its digest. Names and titles stand here as `fold` leaves them. A mark
    that is `withheld` tells that marks are lacking, since something of a source or somebody is withheld; which, it does
    not tell.
    """

    sort: Literal["source", "entity", "named", "family", "address", "title", "copy", "withheld"]
    id: str


Marked = tuple[Mark, Role, str]
"""A mark, as what somebody has it, and how that is called."""
MarkedBy = tuple[Mark, str, Role, str]
"""The same of a source, with the one behind it, or itself, that has it."""


class Marks:
    """The marks of one corpus: those of a source or an entity are found out once."""

    def __init__(self, corpus: Corpus) -> None:
        """Remember the corpus."""
        self.corpus = corpus
        self.of_source = corpus.memo(self._of_source)
        self.of_entity = corpus.memo(self._of_entity)

    def _of_source(self, source: str) -> tuple[MarkedBy, ...]:
        marks: list[MarkedBy] = []
        for id in ancestors(self.corpus, source):
            marks.append((Mark("source", id), id, "", ""))
            record = self.corpus.sources.get(id)
            if record is None:
                continue
            if record.withheld == NOT_ALL:
                marks.append((Mark("withheld", id), id, "", ""))
            if record.outlet:
                marks += [(mark, id, role, words) for mark, role, words in self.of_entity(record.outlet)]
            for author in record.authors or ():
                marks += [(mark, id, role or _wrote(mark), words) for mark, role, words in self._of_author(author)]
            for url in _addresses(record):
                marks += [(Mark("address", address), id, role, url) for address, role in _places(url)]
            if record.title and _tells(fold(record.title)):
                marks.append((Mark("title", fold(record.title)), id, "titled", record.title))
            if isinstance(record.snapshot, Snapshot):
                marks.append((Mark("copy", record.snapshot.sha256), id, "", ""))
        return tuple(marks)

    def of_words(self, called: str | UnsetType | None) -> Sequence[Marked]:
        """Return the marks of somebody who is called by an id, or in words."""
        if not isinstance(called, str):
            return ()
        if called in self.corpus.entities:
            return self.of_entity(called)
        key = fold(called)
        if not key:
            return ()
        marks: list[Marked] = [(Mark("named", key), "", called), (Mark("family", key), "dossier", called)]
        for id in self.corpus.bearers.get(key, ()):
            marks += self.of_entity(id)
        return marks

    def _of_author(self, called: str) -> Iterator[Marked]:
        """Yield the marks of a byline, of each of several in it, and of who has a dossier under what names somebody.

        That is "Agency" of "Agency Staff", and also of "A. Name (Agency)".
        """
        yield from self.of_words(called)
        key, bearers = fold(called), self.corpus.bearers
        if called in self.corpus.entities or key in bearers:
            return
        who = {somebody(key): None}
        for name, is_name in parts(called):
            part = fold(name)
            who |= dict.fromkeys((part, somebody(part)))
            if is_name and part and not is_nobody(part):
                yield Mark("named", part), "", name
        for id in dict.fromkeys(id for one in who for id in bearers.get(one, ())):
            if self.corpus.settings.like(self.corpus.entities[id].type) != "place":
                yield from self.of_entity(id)

    def _of_entity(self, id: str) -> tuple[Marked, ...]:
        """Return what marks somebody with a dossier: it, what it became, the families of both, and all its names.

        It may be a family itself, by its names or its id. Names of a dossier tie with who is named in words, and so
        do those of dossiers that are retired, in whose place it stands.
        """
        marks: list[Marked] = [(Mark("entity", id), "", "")]
        marks += [(Mark("entity", later), "became", "") for later in _became(self.corpus, id)]
        marks += [(Mark("family", key), "", family) for key, family in _families(self.corpus, id).items()]
        marks += self._of_names(id, "dossier")
        marks.append((Mark("family", fold(id)), "dossier", id))
        for earlier in _replaced(self.corpus, id):
            marks += self._of_names(earlier, "replaced")
        return tuple(marks)

    def _of_names(self, id: str, role: Role) -> Iterator[Marked]:
        record = self.corpus.entities.get(id)
        if record and record.withheld == NOT_ALL:
            yield Mark("withheld", id), role, ""
        for name in _spelt_once(record.own_names) if record else ():
            yield from ((Mark("named", fold(name)), role, name), (Mark("family", fold(name)), role, name))


def unnamed(corpus: Corpus, link: Link) -> str:
    """Return the words for somebody unnamed, also where a description stands as a name; "" for somebody named."""
    if isinstance(link.anonymous, str):
        return link.anonymous
    return link.named if isinstance(link.named, str) and describes(corpus, link.named) else ""


def describes(corpus: Corpus, called: str) -> bool:
    """Tell whether somebody is only described where a name should stand, and no dossier goes by these words."""
    return only_describes(called) and called not in corpus.entities and fold(called) not in corpus.bearers


def ancestors(corpus: Corpus, source: str) -> tuple[str, ...]:
    """Return the source and all that it is recorded to derive from, each once, also where records loop."""
    return corpus.descents.get(source, (source,))


def family_of(corpus: Corpus, entity: str) -> str:
    """Return the family that an outlet belongs to, or ""."""
    record = corpus.entities.get(entity)
    family = record.publisher.family if record and not isinstance(record.publisher, UnsetType) else None
    return family if isinstance(family, str) else ""


def families_of(corpus: Corpus, entity: str) -> frozenset[str]:
    """Return the families of an outlet and of what it became, and those that it may be itself, as marks have them."""
    return frozenset({*_families(corpus, entity), *_called(corpus, entity)})


def names_of(corpus: Corpus, entity: str) -> frozenset[str]:
    """Return how an entity may be called in words, and what is retired in whose place it stands, as marks have it."""
    records = (corpus.entities.get(id) for id in (entity, *_replaced(corpus, entity)))
    return frozenset(fold(name) for record in records if record for name in record.own_names)


def _families(corpus: Corpus, id: str) -> Mapping[str, str]:
    """Return the families of an entity and of what it became, and those in turn of a family with a dossier.

    Each stands under all that such a family is called, with what it is called where it was told.
    """
    found, seen, left = dict[str, str](), set[str](), [id]
    while left:
        one = left.pop()
        for outlet in (one, *_became(corpus, one)):
            family = family_of(corpus, outlet)
            if not family or fold(family) in seen:
                continue
            seen.add(fold(family))
            record = corpus.entities.get(family)
            told = record.name if record else family
            found.setdefault(fold(family), told)
            owners = (family,) if record else corpus.bearers.get(fold(family), ())
            for owner in (each for first in owners for each in (first, *_became(corpus, first))):
                found |= {key: told for key in _called(corpus, owner) if key not in found}
                left.append(owner)
    return found


def _called(corpus: Corpus, id: str) -> Sequence[str]:
    """Return the id and the names of an entity, as marks of families have them."""
    record = corpus.entities.get(id)
    return [key for key in map(fold, (id, *record.own_names)) if key] if record else []


def _became(corpus: Corpus, id: str) -> Sequence[str]:
    """Return what stands in the place of a retired entity, also of one that stood there and was retired in turn."""
    found, left = dict[str, None](), [id]
    while left:
        record = corpus.entities.get(left.pop())
        if record is not None and not isinstance(record.retired, UnsetType):
            left += [later for later in record.retired.into if later not in found and later != id]
            found |= dict.fromkeys(later for later in record.retired.into if later != id)
    return [*found]


def _tells(title: str) -> bool:
    """Tell whether a title, as `fold` leaves it, is more than any article may have: not “News”, nor “Daily report”."""
    return len(title) >= _TITLE_LETTERS and len(title.split()) >= _TITLE_WORDS


def _wrote(mark: Mark) -> Role:
    return "staff" if mark.sort == "named" and is_nobody(mark.id) else "author"


def _replaced(corpus: Corpus, id: str) -> Sequence[str]:
    """Return the retired entities in whose place one stands, also those in whose place these stood."""
    found, left = dict[str, None](), [id]
    while left:
        earlier = [other for other in corpus.replaced.get(left.pop(), ()) if other not in found and other != id]
        found |= dict.fromkeys(earlier)
        left += earlier
    return [*found]


def _spelt_once(names: Sequence[str]) -> Iterable[str]:
    """Return names without those that differ from an earlier one in spelling only."""
    return {fold(name): name for name in reversed(names)}.values()


def _addresses(source: Source) -> Iterator[str]:
    if isinstance(source.url, str):
        yield source.url
    yield from (copy.url for copy in source.archived or ())


def _places(url: str) -> Iterator[tuple[str, Role]]:
    """Yield the address of a page; or that of a part of it, which may be a report of its own, and the page's."""
    page, _, fragment = url.strip().partition("#")
    part = fragment.partition(":~:")[0]  # what stands behind that names words to be shown, and no part
    if part:
        yield f"{bare(page)}#{part}", ""
    yield bare(page) or url, "part" if part else ""
