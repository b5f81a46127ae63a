"""A page and its template to HTML.

A claim is rendered once for each length in which it is shown; what then differs between
pages is only the way up to the site's root, which stands in every link as a mark until the page is finished.
A site's own templates come before the program's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from .analyse.findable import Segment, Shard, segments
from .analyse.standing import leading
from .corpus import Corpus
from .history import NO_HISTORY, Event, History
from .inspection import Expectation
from .markup import Html
from .model import UnsetType
from .pages import CORRECTIONS, FEEDS, SEARCH, SEARCH_DATA, Page, Plan, root, search_file
from .templates import Files, Templates, telling_mistakes
from .views import (
    KEPT,
    LISTS,
    ROOT,
    ChainView,
    ClaimPages,
    ClaimViews,
    Dossiers,
    Events,
    EventView,
    Finding,
    Foot,
    Full,
    Identities,
    Indexes,
    Inline,
    Lists,
    Redirect,
    Sections,
    SourcePages,
    plain_text,
    script,
    scripted,
    word_groups,
)
from .ways import PRIVATE

_HEADING = '<h2 id="'


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

    def __init__(self, corpus: Corpus, plan: Plan, templates: Files, history: History = NO_HISTORY) -> None:
        """Compile nothing yet; a template that is missing or wrong shows when it is first used."""
        self.corpus = corpus
        self.plan = plan
        # Whoever asks where a record is has read where it is: the plan itself is made of all of them.
        self.inline = Inline(corpus, replace(plan, addresses=corpus.index("addresses", lambda corpus: plan.addresses)))
        self.claims = ClaimViews(self.inline)
        self.indexes = Indexes(self.claims)
        self.sections = Sections(self.claims)
        identities = Identities(self.claims, self.indexes)
        self.dossiers = Dossiers(self.claims, self.indexes, self.sections, identities)
        self.sources = SourcePages(self.claims, self.indexes, self.sections, identities)
        self.events = Events(self.claims, history)
        self.claim_pages = ClaimPages(self.claims, self.events)
        self.lists = Lists(self.indexes, self.dossiers.not_known, self.events)
        self.finding = Finding(self.claims, self.dossiers, self.sources)
        self._segments = corpus.index("terms", lambda corpus: segments(corpus, plan.findable), Segment.digest)
        self._postings = lru_cache(1)(self._of_segment)
        self._templates = Templates(templates)
        self._makers: dict[str, Callable[[Page], Rendered]] = {
            "dossier": self._dossier,
            "source": self._source,
            "claim": self._claim,
            "corrections": self._corrections,
            "words": self._words,
            "redirect": self._redirect,
            "search": self._search,
            **dict.fromkeys(SEARCH_DATA, self.search_data),
        }
        self._shards: dict[str, Callable[[Page], Any]] = {
            "search-index": lambda page: self.finding.index(),
            "search-terms": self._terms,
            "search-docs": self.finding.docs,
            "search-facets": self.finding.facets,
            "search-refs": self.finding.refs,
        }
        self._views: dict[str, Callable[[Page], Any]] = {
            "entity-index": self.indexes.entities,
            "source-index": self.indexes.sources,
            "claim-index": self.indexes.claims_of_site,
            "corrections": self.events.corrections,
            "not-known": self.dossiers.not_known.page,
            "mentions": self.indexes.mentions,
            "published": self.indexes.published,
        }
        self._who = self.corpus.memo(self._render_chain, KEPT)
        self._brief = self.corpus.memo(self._render_brief, KEPT)
        self._full = self.corpus.memo(self._render_full, KEPT)
        self._answered = self.corpus.memo(self._render_answer, KEPT)

    def render(self, page: Page) -> Rendered:
        """Return the page with everything that its frame is filled with."""
        with telling_mistakes:
            return self._makers.get(page.template, self._list)(page)

    def prepare(self) -> None:
        """Make every index that pages are made of, so that forked workers inherit them and know their entries."""
        identities = self.dossiers.identities
        _ = identities.look_alikes, identities.places_within, self.dossiers.readings, self.claim_pages.passages
        self.dossiers.not_known.prepare()
        self.indexes.prepare()
        self.events.prepare()

    def compile(self) -> None:
        """Compile all templates now, so that forked workers inherit them."""
        made = [template for template in (*self._makers, *self._views) if template not in self._shards]
        self._templates.compile(f"{template}.html" for template in made)
        self._templates.compile(["parts/who.html", "parts/brief.html", "parts/claim.html", "parts/answer.html"])
        self._templates.compile(f"lists/{name}.html" for name in LISTS)

    def embed(self, address: str, kind: str, name: str) -> str:
        """Return a claim in full, or a list, to stand on the hand-written page with this address."""
        with telling_mistakes:
            if kind == "list":
                context = {"view": self.lists.view(name), "brief": self._brief}
                html = self._templates.fill(f"lists/{name}.html", context)
            else:
                html = self._full(self.sections.full(name, anchored=False))
        return f'<div class="record embed">\n{html}</div>'.replace(ROOT, root(address))

    def event(self, event: Event) -> tuple[EventView, str]:
        """Return an event as it is shown, and its HTML with links from the site's address, for feeds."""
        view = self.events.event(event)
        with telling_mistakes:
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

    def statements(self) -> dict[str, str]:
        """Return the plain words of each claim's statement."""
        return {id: self.claims.plain(id) for id in self.corpus.claims}

    def expectation(self, claim: str) -> Expectation:
        """Return what must be found beside a claim's statement anywhere in the finished site."""
        carried = self.claims.caveats.carried(claim)
        demanded = [caveat for caveat in carried.all if not caveat.inherited or caveat is carried.chief]
        return Expectation(
            claim,
            self.claims.plain(claim),
            tuple(dict.fromkeys((caveat.label, caveat.brief) for caveat in demanded)),
            tuple((caveat.label, caveat.brief) for caveat in leading(carried.all)),
        )

    def _dossier(self, page: Page) -> Rendered:
        view = self.dossiers.dossier(page)
        body = self._body(page, view)
        notice = view.notice
        description = " ".join(filter(None, (notice.lead, notice.origin, notice.finding)))
        return Rendered(page, view.title, description, body, _contents(body))

    def _source(self, page: Page) -> Rendered:
        view = self.sources.page(page)
        body = self._body(page, view)
        title = self.sources.title(page)
        caveats = " ".join(f"{caveat.label} {_words(caveat.words)}" for caveat in view.caveats)
        description = f"{view.kicker}. {caveats}".strip()
        return Rendered(page, title, description, body, _contents(body))

    def _claim(self, page: Page) -> Rendered:
        view = self.claim_pages.page(page)
        body = self._body(page, view)
        line, trust = self.claims.line(page.subject), self.claims.trust(page.subject)
        return Rendered(page, line, trust, body, _contents(body))

    def _corrections(self, page: Page) -> Rendered:
        rendered = self._list(page)
        if not self.events.has_feeds:
            return rendered
        types, up = {"atom": "application/atom+xml", "json": "application/feed+json"}, root(page.address)
        links = (f'<link rel="alternate" type="{types[form]}" title="{rendered.title}" href="{up}{address}">'
                 for form, address in FEEDS.items())  # fmt: skip
        head = "".join(links)
        return rendered._replace(head=head)

    def _redirect(self, page: Page) -> Rendered:
        target, id = page.rows[0], page.subject
        kind = "source" if id in self.corpus.sources else "entity"
        name = "the claim" if id in self.corpus.claims else self.inline.called(kind, id)
        canonical = f"{self.corpus.settings.url}{target}" if self.corpus.settings.url else ""
        return Rendered(page, f"Moved: {name}", "", self._body(page, Redirect(name, f"{ROOT}{target}", canonical)))

    def _words(self, page: Page) -> Rendered:
        groups = word_groups(self.corpus)
        body = self._body(page, groups)
        title = "What the words mean"
        lead = "What each word on a page says, and no more."
        return Rendered(page, title, lead, body, _contents(body))

    def _search(self, page: Page) -> Rendered:
        body = self._body(page, self.finding.ways())
        lead = "Names in every script and spelling, claims, quotes and sources; each hit with its caveat."
        return Rendered(page, "Search", lead, body)

    def search_data(self, page: Page) -> Rendered:
        """Return a shard of the search index."""
        name = page.address.removeprefix(SEARCH).removesuffix(".js")
        return Rendered(page, "", "", script(name, self._shards[page.template](page)))

    def _terms(self, page: Page) -> Shard:
        # The whole segment is read by its digest; how it is made of its records is not noted.
        _ = self._segments[page.subject]
        return self._postings(page.subject)[page.part]

    def _of_segment(self, name: str) -> list[Shard]:
        return self._segments[name].shards()

    def _list(self, page: Page) -> Rendered:
        view = self._views[page.template](page)
        body = self._body(page, view)
        title = f"{view.title}, page {page.part}" if page.part > 1 else view.title
        return Rendered(page, title, plain_text(view.lead), body, _contents(body))

    def _body(self, page: Page, view: object) -> str:
        context = {
            "view": view,
            "page": page,
            "full": self._full,
            "who": self._who,
            "brief": self._brief,
            "answered": self._answered,
            "foot": self._foot(page),
            "lang": self.inline.lang,
            "corrections": f"{ROOT}{CORRECTIONS}",
            "warning": PRIVATE if self.corpus.settings.private else "",
        }
        return self._templates.fill(f"{page.template}.html", context).replace(ROOT, root(page.address))

    def _foot(self, page: Page) -> Foot | None:
        """Return the links of a record's foot: "" and a field left out mean that the site has no such address."""
        if page.template not in ("dossier", "source", "claim"):
            return None
        options, home = self.corpus.settings.options, self.corpus.homes.get(page.subject)
        links = []
        if home and isinstance(options.edit_url, str) and options.edit_url:
            links.append(("Edit this record", options.edit_url.replace("{path}", home.file)))
        if not isinstance(options.report_url, UnsetType) and options.report_url:
            links.append(("Report an error", options.report_url))
        return Foot(tuple(links), f"{self.corpus.settings.url}{page.address}" if self.corpus.settings.url else "")

    def _render_chain(self, chain: ChainView) -> Html:
        return Html(self._templates.fill("parts/who.html", {"chain": chain}))

    def _render_brief(self, claim: str) -> Html:
        return Html(self._templates.fill("parts/brief.html", {"c": self.claims.shown(claim)}))

    def _render_full(self, item: Full) -> Html:
        shown = self.claims.shown(item.id)
        context = {
            "c": shown,
            "item": item,
            "tag": f"h{item.level}",
            "anchored": item.anchored,
            "who": self._who,
            "brief": self._brief,
            "answered": self._answered,
        }
        return Html(self._templates.fill("parts/claim.html", context))

    def _render_answer(self, claim: str, level: int, anchored: bool) -> Html:
        context = {
            "c": self.claims.shown(claim),
            "who": self._who,
            "answering": self.claims.answering(claim),
            "answering_name": plain_text(self.claims.answering(claim)),
            "level": level,
            "tag": "p",
            "anchored": anchored,
        }
        return Html(self._templates.fill("parts/answer.html", context))


def _contents(body: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and words of a page's second headings."""
    found = []
    for heading in body.split(_HEADING)[1:]:
        inner, closed, _ = heading.partition("</h2>")
        anchor, marked, words = inner.partition('">')
        if closed and marked and '"' not in anchor:
            found.append((anchor, plain_text(words)))
    return tuple(found)


def _words(html: str) -> str:
    """Return the words of inline HTML on one line, as the search finds them."""
    return " ".join(plain_text(html).split())
