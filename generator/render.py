"""A page and its template to HTML.

A claim is rendered once for each length in which it is shown; what then differs between
pages is only the way up to the site's root, which stands in every link as a mark until the page is finished.
A site's own templates come before the program's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import unescape
from typing import Any, NamedTuple

from .analyse.wording import NONE_RECORDED, lowered
from .claim_html import ClaimHtml, Making
from .corpus import Corpus
from .disk import INDEX
from .expected import Expected
from .exports.citing import Cited, cited
from .exports.claim_data import ClaimData
from .exports.feeds import MOST_OF_ONE, Feed, atom, json_feed, told
from .exports.heads import About, feed_links, head
from .exports.linked import Linked, Value
from .geography import NO_OUTLINES, Outlines
from .history import NO_HISTORY, Event, History
from .model import UnsetType
from .pages import CORRECTIONS, FEEDS, NEWS, Page, Plan, dossier_feeds, permalink, root, search_file, stub_bytes
from .templates import Files, Templates
from .views import (
    ROOT,
    Browser,
    Cards,
    Citing,
    ClaimPages,
    ClaimViews,
    Dossiers,
    Events,
    EventView,
    Finding,
    Foot,
    Identities,
    Indexes,
    Inline,
    Lists,
    Maps,
    Newest,
    Redirect,
    Sections,
    SourcePages,
    Stub,
    Terms,
    Timelines,
    contents,
    marked_groups,
    plain_text,
    plain_title,
    script,
    scripted,
    unknown,
    without_links,
    word_groups,
)
from .ways import PRIVATE
from .written import LISTS

MAP_DATA = ("map-cell", "map-claims", "map-tile")
"""Pages that are data, and have no template."""
NEWS_TITLE = "New and changed claims"
SAID = (NEWS_TITLE,)
"""What the words of feeds are, for catalogues."""
OF_RECORDS = ("dossier", "source", "claim")
"""Templates of pages that are a record's own. No such page needs a file of data to be shown."""


class Rendered(NamedTuple):
    """One page, ready for its frame; the body of what takes no frame is the whole of its file."""

    page: Page
    title: str
    description: str
    body: str
    toc: tuple[tuple[str, str], ...] = ()
    head: str = ""


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self,
        corpus: Corpus,
        plan: Plan,
        templates: Files,
        history: History = NO_HISTORY,
        outlines: Outlines = NO_OUTLINES,
    ) -> None:
        """Compile nothing yet; a template that is missing or wrong shows when it is first used."""
        self.corpus = corpus
        self.words = corpus.words
        self.plan = plan
        # Whoever asks where a record is has read where it is: the plan itself is made of all of them.
        self.inline = Inline(corpus, plan.addressed(corpus.index("addresses", lambda corpus: plan.addresses)))
        self.claims = ClaimViews(self.inline)
        self.indexes = Indexes(self.claims)
        self.sections = Sections(self.claims)
        self.events = Events(self.claims, history)
        self.claim_pages = ClaimPages(self.claims, self.events)
        self._templates = Templates(templates, corpus.words)
        self.html = ClaimHtml(self.claims, self.claim_pages, self._templates)
        identities = Identities(self.claims, self.indexes, self.events)
        self.timelines = Timelines(self.claims, self.indexes)
        self.maps = Maps(self.claims, self.indexes, outlines, self.html.brief)
        self.dossiers = Dossiers(self.claims, self.indexes, self.sections, identities, self.timelines, self.maps)
        self.sources = SourcePages(self.claims, self.indexes, self.sections, identities)
        self._records = Cards(self.dossiers, self.sources, identities)
        self.newest = Newest(self.claims, self.events)
        self.linked = Linked(self.corpus, self.inline.plan)
        self.citing = Citing(self.dossiers, self.sources, self.events)
        self.lists = Lists(self.indexes, self.dossiers.not_known, self.events)
        self.finding = Finding(self.claims, self.dossiers, self.sources)
        self.browser = Browser(self.claims)
        self.expected = Expected(self.claims)
        self.claim_data = ClaimData(self.browser, self.html.brief)
        self.terms = Terms(corpus, plan)
        self._written: dict[str, Callable[[Page], str]] = {
            "network-near": self.dossiers.network.near,
            "network-said": self.dossiers.network.said,
            "cards": self._cards,
            **dict.fromkeys(MAP_DATA, self.maps.data),
            **self.claim_data.makers,
            "search-terms": self.terms.shard,
            **self.finding.makers,
        }
        self._makers: dict[str, Callable[[Page], Rendered]] = {
            **dict.fromkeys(self._written, self._data),
            "dossier": self._dossier,
            "source": self._source,
            "claim": self._claim,
            "corrections": self._corrections,
            "words": self._words,
            "redirect": self._redirect,
            "claim-stub": self._stub,
            "feed": self._feed,
            "search": self._search,
        }
        self._views: dict[str, Callable[[Page], Any]] = {
            "entity-index": self.indexes.entities,
            "source-index": self.indexes.sources,
            "claim-index": self.browser.page,
            "claim-files": self.browser.files,
            "corrections": self.events.corrections,
            "not-known": self.dossiers.not_known.page,
            "network": self.dossiers.network.page,
            "map": self.maps.page,
            "mentions": self.indexes.mentions,
            "published": self.indexes.published,
            "timeline": self.timelines.of_site,
            "entity-timeline": self.timelines.of_entity,
        }

    def render(self, page: Page) -> Rendered:
        """Return the page with everything that its frame is filled with."""
        return self._makers.get(page.template, self._list)(page)

    def prepare(self) -> None:
        """Make every index that pages are made of, so that forked workers inherit them and know their entries."""
        identities = self.dossiers.identities
        _ = identities.look_alikes, identities.places_within, self.dossiers.readings, self.claim_pages.passages
        self.dossiers.not_known.prepare()
        self.dossiers.network.prepare()
        _ = self.dossiers.named_places.named, self.sources.named_by
        self.indexes.prepare()
        self.timelines.prepare()
        self.events.prepare()
        self.maps.prepare()

    def compile(self) -> None:
        """Compile all templates now, so that forked workers inherit them."""
        made = [template for template in (*self._makers, *self._views) if template not in {*self._written, "feed"}]
        self._templates.compile(f"{template}.html" for template in made)
        self._templates.compile(["cards/entity.html", "cards/source.html", *(f"lists/{name}.html" for name in LISTS)])
        self.html.compile()

    def embed(self, address: str, kind: str, name: str, rank: int) -> str:
        """Return a claim in full, or a list, for the hand-written page with this address, with headings of a rank."""
        if kind == "list":
            context = {"view": self.lists.view(name), "brief": self.html.brief, "tag": f"h{rank}"}
            html = self._templates.fill(f"lists/{name}.html", context)
        else:
            html = self.html.full(self.sections.full(name, level=rank, anchored=False))
        settings = self.corpus.settings
        # The page around it may be in another language, where nobody translated it.
        attrs = f' lang="{settings.language}" dir="{self.words.dir}"' if settings.is_translated else ""
        return f'<div class="record embed"{attrs}>\n{html}</div>'.replace(ROOT, root(address))

    def cards(self, claim: str) -> tuple[Making, ...]:
        """Return the cards by which a claim stands on most other pages."""
        return self.html.cards(claim, self.sections.full(claim))

    def texts(self, claim: str) -> tuple[Making, ...]:
        """Return what stands of a claim in files of data."""
        data, network = self.claim_data, self.dossiers.network
        made: dict[str, Callable[[str], str]] = {"line": data.line, "row": data.row}
        if self.finding.is_found(claim):
            made["hit"] = self.finding.hit
        if network.is_claimed(claim):
            made |= {"look": network.look_text, "said": network.said_text}
        return tuple((name, claim, partial(make, claim)) for name, make in made.items())

    def event(self, event: Event) -> tuple[EventView, str]:
        """Return an event as it is shown, and its HTML with links from the site's address, for feeds."""
        view = self.events.event(event)
        html = self._templates.fill("parts/changes.html", {"event": view})
        return view, html.replace(ROOT, self.corpus.settings.url or "")

    def shard(self, name: str) -> Any:
        """Return the data of a shard of the search index, as it stands in the site; ValueError where there is none."""
        page = self.plan.by_address.get(search_file(name))
        if page is None:
            raise ValueError(f"no shard {name}")
        return scripted(self.render(page).body)

    def line(self, claim: str) -> str:
        """Return a claim as one line of plain text, its standing first."""
        return self.claims.line(claim)

    def _dossier(self, page: Page) -> Rendered:
        view = self.dossiers.dossier(page)
        item = self.citing.dossier(page.subject, view) if page.part == 1 else None
        body = self._body(page, view, cited(item, self.words) if item else None)
        record = self.linked.dossier(page.subject, view.title, item.issued) if item else None
        head = self._head(page, view.title, record, item.issued if item else "")
        if followed := self._follow(page):
            head += feed_links(root(page.address), self.words(NEWS_TITLE), followed)
        return Rendered(page, view.title, view.told, body, contents(body), head)

    def _source(self, page: Page) -> Rendered:
        view = self.sources.page(page)
        item = self.citing.source(page.subject, view) if page.part == 1 else None
        body = self._body(page, view, cited(item, self.words) if item else None)
        title = self.sources.title(page)
        told = (f"{view.kicker}.", *(f"{caveat.label} {plain_text(caveat.words)}" for caveat in view.caveats))
        description = " ".join(" ".join(told).split())
        record = self.linked.source(item, title, description) if item else None
        return Rendered(page, title, description, body, contents(body), self._head(page, title, record))

    def _claim(self, page: Page) -> Rendered:
        view = self.claim_pages.page(page)
        item = self.citing.claim(view.shown, view.citation) if view.citation else None
        body = self._body(page, view, cited(item, self.words) if item else None)
        line, trust = view.shown.line, view.shown.trust
        changed = self.events.last(page.subject)
        lang = self.claims.lang(self.corpus.claims[page.subject])
        record = self.linked.claim(page.subject, line, trust, changed, lang)
        return Rendered(page, line, trust, body, contents(body), self._head(page, line, record, changed))

    def _corrections(self, page: Page) -> Rendered:
        rendered = self._list(page)
        if not self.events.has_feeds:
            return rendered
        return rendered._replace(head=rendered.head + feed_links(root(page.address), rendered.title, FEEDS))

    def _feed(self, page: Page) -> Rendered:
        """Return the feed of one dossier in one form; its dates are those of its claims."""
        about = self.corpus.about.get(page.subject, ())
        news = self.newest.of(about, MOST_OF_ONE)
        entries = [told(one, permalink(one.claim)) for one in news]
        name = self.corpus.name(page.subject)
        day = news[0].day if news else self.events.changed(about)
        title = f"{name}: {lowered(self.words(NEWS_TITLE))}"
        made = self.feed(title, self.inline.plan.address(page.subject), day)
        written = json_feed if page.address.endswith(".json") else atom
        return Rendered(page, name, "", written(made, page.address, entries).decode())

    def _follow(self, page: Page) -> Mapping[str, str]:
        """Return the addresses of the feeds of a dossier, by form; none for other pages, and where there are none."""
        followed = page.template == "dossier" and page.rows and self.events.has_feeds
        return dossier_feeds(self.inline.plan.address(page.subject)) if followed else {}

    def feed(self, title: str, address: str, day: str) -> Feed:
        """Return what a feed says of itself; the address is that of the page whose news it has."""
        settings = self.corpus.settings
        return Feed(title, settings.url or "", settings.name, settings.language, address, day)

    def _redirect(self, page: Page) -> Rendered:
        target, id = page.rows[0], page.subject
        kind = "source" if id in self.corpus.sources else "entity"
        name = self.words("the claim") if id in self.corpus.claims else self.inline.called(kind, id)
        canonical = f"{self.corpus.settings.url}{target}" if self.corpus.settings.url else ""
        return Rendered(
            page,
            self.words("Moved: {name}", name=name),
            "",
            self._body(page, Redirect(name, f"{ROOT}{target}", canonical)),
        )

    def _stub(self, page: Page) -> Rendered:
        """Return what lies at the address of a claim that stands elsewhere: a link, and nothing that is said."""
        title, href = self.words("Claim {id}", id=page.subject), f"{ROOT}{page.rows[0]}"
        # Long ids, perhaps on a disk: the link alone will do, and last of all it is what names the claim.
        for name, leads in ((title, True), (title, False), (self.words("Claim"), False)):
            whole = self._body(page, Stub(name, href, leads=leads))
            if len(whole.encode()) + 2 * len(INDEX) <= stub_bytes(page.rows[0]):
                break
        return Rendered(page, name, "", whole)

    def _cards(self, page: Page) -> str:
        """Return some cards as a script; the one without rows says how many such scripts there are."""
        if not page.rows:
            return script(int(page.subject), self.words("Open the page"))
        return script([{"id": id, "html": self._card(id)} for id in page.rows])

    def _card(self, id: str) -> str:
        if id in self.corpus.claims:
            return without_links(self.html.brief(id))
        is_entity, records = id in self.corpus.entities, self._records
        kind, cards = ("entity", records.entity) if is_entity else ("source", records.source)
        return self._templates.fill(f"cards/{kind}.html", {"card": cards(id)})

    def _words(self, page: Page) -> Rendered:
        body = self._body(page, marked_groups(word_groups(self.corpus), self.inline.label))
        title = self.words("What the words mean")
        lead = self.words("What each word on a page says, and no more.")
        return Rendered(page, title, lead, body, contents(body), self._head(page, title))

    def _data(self, page: Page) -> Rendered:
        """Return a file that no template makes."""
        return Rendered(page, "", "", self._written[page.template](page))

    def _search(self, page: Page) -> Rendered:
        body = self._body(page, self.finding.ways())
        title = self.words("Search")
        lead = self.words("Names in every script and spelling, claims, quotes and sources; each hit with its caveat.")
        return Rendered(page, title, lead, body, head=self._head(page, title))

    def _list(self, page: Page) -> Rendered:
        view = self._views[page.template](page)
        body = self._body(page, view)
        title = plain_title(self.words, view.title)
        if page.part > 1:
            title = self.words("{title}, page {part}", title=title, part=page.part)
        head = self._head(page, title)
        if page.template == "claim-index" and self.events.has_feeds:
            head += feed_links(root(page.address), self.words(NEWS_TITLE), NEWS)
        return Rendered(page, title, plain_text(view.lead), body, contents(body), head=head)

    def _body(self, page: Page, view: object, cite: Cited | None = None) -> str:
        context = {
            "view": view,
            "page": page,
            "cite": cite,
            "here": f"{ROOT}{page.address}",
            "follow": f"{ROOT}{follow}" if (follow := self._follow(page).get("atom")) else "",
            "full": self.html.full,
            "who": self.html.who,
            "brief": self.html.brief,
            "answered": self.html.answered,
            "foot": self._foot(page),
            "lang": self.inline.lang,
            "dir": self.words.dir,
            "corrections": f"{ROOT}{CORRECTIONS}",
            "warning": self.words(PRIVATE) if self.corpus.settings.private else "",
        }
        return self._templates.fill(f"{page.template}.html", context).replace(ROOT, root(page.address))

    def written_head(self, address: str, title: str) -> str:
        """Return what stands in the head of a hand-written page for other programs; its title is HTML."""
        return self._head(Page(address, "", "words"), unescape(title).removesuffix(f" - {self.corpus.settings.name}"))

    def _head(self, page: Page, title: str, record: Value | None = None, changed: str = "") -> str:
        """Return what stands in the head of a page for other programs; nothing on a site without an address."""
        settings = self.corpus.settings
        if not settings.url:
            return ""
        return head(About(title, f"{settings.url}{page.address}", settings.url, settings.name, changed), record)

    def _foot(self, page: Page) -> Foot | None:
        """Return the links of a record's foot: "" and a field left out mean that the site has no such address."""
        if page.template not in OF_RECORDS:
            return None
        options, edit = self.corpus.settings.options, self.html.edit(page.subject)
        links = [(self.words("Edit this record"), edit)] if edit else []
        if not isinstance(options.report_url, UnsetType) and options.report_url:
            links.append((self.words("Report an error"), options.report_url))
        address = f"{self.corpus.settings.url}{page.address}" if self.corpus.settings.url else ""
        day = self._changed(page)
        return Foot(tuple(links), address, self.inline.date(day) if day else unknown(self.words(NONE_RECORDED)))

    def changed(self) -> Mapping[str, str]:
        """Return the UTC day on which a claim of a record's page was last recorded or changed, by addresses."""
        if not self.events.history.day:
            return {}
        pages = (page for page in self.plan.pages if page.template in OF_RECORDS and page.framed)
        return {page.address: day for page in pages if (day := self._changed(page))}

    def _changed(self, page: Page) -> str:
        lists = {"dossier": self.corpus.about, "source": self.corpus.taken_from}
        found = lists[page.template].get(page.subject, ()) if page.template in lists else [page.subject]
        return self.events.changed(found)
