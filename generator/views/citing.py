"""What a reader takes along of a page: a bibliographic item that keeps its doubt, and since when the page says so.

A claim and a dossier are web pages of the site, without an author: nobody signs them. A source is cited as what it is.
The title of a claim begins with its standing, and every item has a note on trust, so no program that keeps it loses
the doubt. Which formats there are is not known here.
"""

from __future__ import annotations

from ..analyse.wording import counted, lowered
from ..markup import sentence
from ..model import Source
from ..web import is_web_address
from .claims import Shown, plain_text, plain_title
from .dossiers import Dossier, Dossiers
from .events import Events
from .sources import SourcePage, SourcePages
from .view import view


@view
class Item:
    """One thing to cite, in the terms of CSL; "" stands for what is not given or not recorded.

    `issued` is EDTF. `container` is what it stands in: the site, or the outlet. `trust` stands behind a title that does
    not say itself how far it can be trusted; `note` says it in any case. `sentence` is the site's own way of citing it.
    """

    id: str
    type: str
    title: str
    container: str
    authors: tuple[str, ...]
    issued: str
    url: str
    lang: str
    trust: str
    note: str
    sentence: str


class Citing:
    """The items of one site."""

    def __init__(self, dossiers: Dossiers, sources: SourcePages, events: Events) -> None:
        """Remember how records are shown, and when they changed."""
        self.dossiers = dossiers
        self.sources = sources
        self.events = events
        self.inline = dossiers.inline
        self.corpus = dossiers.corpus

    def claim(self, shown: Shown, sentence: str) -> Item:
        """Return a claim as an item; its title is its line, which begins with its standing."""
        day = self.events.changed([shown.id])
        return self._page(shown.id, shown.line, day, shown.trust, sentence)

    def dossier(self, id: str, shown: Dossier) -> Item:
        """Return a dossier as an item; what is shown is its first part, which stands for the whole."""
        about = self.corpus.about.get(id, ())
        day = self.events.changed(about)
        words = self.corpus.words
        told = words(
            "“{title}” [{claims}]. {site}, dossier {id}, {changed}",
            title=shown.title,
            claims=counted(words, self.dossiers.indexes.about(id), "claim"),
            site=self.corpus.settings.name,
            id=id,
            changed=words("last changed claim {day}", day=self.inline.plain_date(day)) if day else words("n.d."),
        )
        return self._page(id, shown.title, day, shown.told, f"{sentence(told)} {self._url(id)}".strip())

    def source(self, id: str, shown: SourcePage) -> Item:
        """Return a source as an item: what was published, with how far it can be trusted."""
        source = self.corpus.sources[id]
        outlet = self.corpus.name(source.outlet) if source.outlet else ""
        published = source.published if isinstance(source.published, str) else ""
        trust = lowered(shown.lead)
        words = self.corpus.words
        said = self.inline.plain_date(published) if published else words("n.d.")
        title = words("“{words}”", words=shown.title)
        told = words(
            "{title}. {published} As read in {site}, source {id}.",
            title=f"{title} [{trust}]" if trust else title,
            published=sentence(words(", ").join(filter(None, (outlet, said)))),
            site=self.corpus.settings.name,
            id=id,
        )
        return Item(
            id=id,
            type=source.type,
            title=shown.title,
            container=outlet,
            authors=self._authors(source),
            issued=published,
            url=source.url if isinstance(source.url, str) and is_web_address(source.url) else "",
            lang=source.lang if isinstance(source.lang, str) else "",
            trust=trust,
            note=self._about_source(source, shown),
            sentence=f"{told} {self._url(id)}".strip(),
        )

    def _page(self, id: str, title: str, day: str, note: str, sentence: str) -> Item:
        settings = self.corpus.settings
        return Item(id, "webpage", title, settings.name, (), day, self._url(id), settings.language, "", note, sentence)

    def _url(self, id: str) -> str:
        url = self.corpus.settings.url
        return f"{url}{self.inline.plan.address(id)}" if url else ""

    def _authors(self, source: Source) -> tuple[str, ...]:
        if not isinstance(source.authors, tuple):
            return ()
        return tuple(
            self.corpus.words("The editors") if name == "editors" else self.corpus.name(name) for name in source.authors
        )

    def _about_source(self, source: Source, shown: SourcePage) -> str:
        """Return every caveat of a source in words, and where a copy of it is kept."""
        words = self.corpus.words
        whose = {caveat: plain_title(words, caveat.whose) for caveat in shown.caveats}
        caveats = [
            " ".join(filter(None, (caveat.label, plain_text(caveat.words), name and f"({name})")))
            for caveat, name in whose.items()
        ]
        copies = source.archived if isinstance(source.archived, tuple) else ()
        kept = [words("Archived copy: {address}", address=copy.url) for copy in copies if is_web_address(copy.url)]
        return " ".join([*(caveats or [words("No caveat recorded.")]), *kept])
