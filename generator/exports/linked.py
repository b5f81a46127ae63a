"""Records as JSON-LD of schema.org, short, each with its caveats; a claim is never a `ClaimReview`: nobody reviewed it.

A dossier is a web page about somebody or something: what is reported is said of the page, and of what it is about only
what it is called. The name of a claim is its line, which begins with its standing.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..corpus import Corpus
from ..dates import parse
from ..model import Entity, Name, Source, json_of
from ..pages import Plan
from ..views import Item
from ..web import is_web_address

Value = Mapping[str, object]
_OF_LIKE = {"group": "Organization", "person": "Person", "place": "Place", "event": "Event"}
_OF_SOURCE = {
    "article": "Article", "article-journal": "ScholarlyArticle", "article-magazine": "Article",
    "article-newspaper": "NewsArticle", "book": "Book", "chapter": "Chapter", "dataset": "Dataset", "map": "Map",
    "motion_picture": "Movie", "paper-conference": "ScholarlyArticle", "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting", "report": "Report", "review": "Review", "review-book": "Review",
    "software": "SoftwareApplication", "speech": "CreativeWork", "thesis": "Thesis", "webpage": "WebPage",
}  # fmt: skip
MOST_NAMED = 5
"""So many others a record names at most: the page names all."""


class Linked:
    """The records of one site, which has an address of its own, for other programs."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        """Remember the records and where they lie."""
        self._corpus = corpus
        self._plan = plan
        self._entity = corpus.memo(self._named)
        self._source = corpus.memo(self._appeared)

    def claim(self, id: str, line: str, trust: str, changed: str, lang: str = "") -> Value:
        """Return a claim: its line, how far it can be trusted, whom it is about, and where it is made.

        `lang` is the language that its statement is in, if that is another one than the page's.
        """
        made = dict.fromkeys(citation.source for citation in self._corpus.claims[id].supporting)
        return {
            "@type": "Claim",
            "url": self._url(id),
            "name": line,
            "description": trust,
            "inLanguage": lang or self._corpus.settings.language,
            "dateModified": changed,
            "about": [self._entity(id) for id in self._corpus.subjects[id][:MOST_NAMED]],
            "appearance": [self._source(id) for id in list(made)[:MOST_NAMED]],
        }

    def dossier(self, id: str, title: str, changed: str) -> Value:
        """Return a dossier: a page about an entity, its standing in its title; names used against it are left out."""
        entity = self._corpus.entities[id]
        return {
            "@type": "WebPage",
            "url": self._url(id),
            "name": title,
            "inLanguage": self._corpus.settings.language,
            "dateModified": changed,
            "about": {
                **(self._entity(id) or {}),
                "url": "",  # the page's own
                "alternateName": [_worded(name) for name in entity.names if name.type != "hostile"],
                "sameAs": [self._elsewhere(scheme, key) for scheme, key in entity.same_as.items()],
            },
        }

    def source(self, item: Item, title: str, caveats: str) -> Value:
        """Return a source: what it is called with how it stands, who published it when, and its caveats."""
        source = self._corpus.sources[item.id]
        return {
            "@type": _OF_SOURCE.get(source.type, "CreativeWork"),
            "mainEntityOfPage": self._url(item.id),
            "name": title,
            "description": caveats,
            "inLanguage": item.lang,
            "datePublished": parse(item.issued).iso() if item.issued else "",
            "url": item.url,
            "publisher": self._entity(source.outlet) if source.outlet else None,
        }

    def _named(self, id: str) -> Value | None:
        entity = self._corpus.entities.get(id)
        return {"@type": self._type(entity), "name": self._corpus.name(id), "url": self._url(id)} if entity else None

    def _appeared(self, id: str) -> Value | None:
        source = self._corpus.sources.get(id)
        return self._record(id, source) if source else None

    def _record(self, id: str, source: Source) -> Value:
        """Return what a source is, where its record stands, and who published it; its title might repeat a claim."""
        publisher = self._entity(source.outlet) if source.outlet else None
        return {"@type": _OF_SOURCE.get(source.type, "CreativeWork"), "url": self._url(id), "publisher": publisher}

    def _type(self, entity: Entity) -> str:
        kind = self._corpus.settings.types[entity.type]
        return kind.maps.get("schema_org") or _OF_LIKE.get(self._corpus.settings.like(entity.type), "Thing")

    def _elsewhere(self, scheme: str, identifier: str) -> str:
        known = self._corpus.vocabulary.identifiers.get(scheme)
        address = known.url.replace("{}", identifier) if known and isinstance(known.url, str) else ""
        return address if is_web_address(address) else ""

    def _url(self, id: str) -> str:
        return f"{self._corpus.settings.url}{self._plan.address(id)}"


def _worded(name: Name) -> Value | str:
    """Return a name, with its language where that is recorded."""
    return {"@value": name.text, "@language": name.lang} if isinstance(name.lang, str) else name.text


def as_json(value: Value) -> str:
    """Return a record as JSON-LD that may stand in a script; what is not known is left out."""
    text = json_of({"@context": "https://schema.org", **_known(value)})
    return text.replace("<", "\\u003c")


def _known(value: Value) -> Value:
    told: dict[str, object] = {}
    for key, held in value.items():
        if isinstance(held, Mapping):
            held = _known(held)
        elif isinstance(held, list):
            held = [_known(one) if isinstance(one, Mapping) else one for one in held if one]
        if held:
            told[key] = held
    return told
