"""A page and its template to HTML: the only module that touches Jinja.

Templates compile once. A claim is rendered once for each length in which it is shown; what then differs between
pages is only the way up to the site's root, which stands in every link as a mark until the page is finished.
A site's own templates come before the program's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from traceback import walk_tb
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup, escape

from .analyse.standing import leading
from .corpus import Corpus
from .history import NO_HISTORY, Event, History
from .inspection import Expectation
from .model import UnsetType
from .names import as_typed
from .pages import CORRECTIONS, FEEDS, Page, Plan, root
from .problems import DossierError
from .views import (
    KEPT,
    ROOT,
    ChainView,
    ClaimPages,
    ClaimViews,
    Dossiers,
    Events,
    EventView,
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
    word_groups,
)
from .ways import PRIVATE

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_INCLUDE = re.compile(r'\{% include "([^"]+)" %\}\n?')
_SPECIAL = re.compile("[&<>\"']").search


@dataclass(frozen=True, slots=True)
class SearchText:
    """One entry of the search: where it leads on the page ("" for its top), its title, and its words."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page, ready for its frame; a redirect's body is the whole of its HTML, and takes no frame."""

    page: Page
    title: str
    description: str
    body: str
    toc: tuple[tuple[str, str], ...] = ()
    search: tuple[SearchText, ...] = ()
    head: str = ""

    @property
    def framed(self) -> bool:
        """Tell whether the body is to be put into a frame."""
        return self.page.template != "redirect"


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self, corpus: Corpus, plan: Plan, template_dirs: Sequence[Path], history: History = NO_HISTORY
    ) -> None:
        """Compile nothing yet; a template that is missing or wrong shows when it is first used."""
        self.corpus = corpus
        self.plan = plan
        self.inline = Inline(corpus, plan)
        self.claims = ClaimViews(self.inline)
        self.indexes = Indexes(self.claims)
        self.sections = Sections(self.claims)
        identities = Identities(self.claims, self.indexes)
        self.dossiers = Dossiers(self.claims, self.indexes, self.sections, identities)
        self.sources = SourcePages(self.claims, self.indexes, self.sections, identities)
        self.events = Events(self.claims, history)
        self.claim_pages = ClaimPages(self.claims, self.events)
        self.lists = Lists(self.indexes, self.dossiers.not_known, self.events)
        self._templates = _environment(template_dirs)
        self._who = lru_cache(KEPT)(self._render_chain)
        self._brief = lru_cache(KEPT)(self._render_brief)
        self._full = lru_cache(KEPT)(self._render_full)
        self._answered = lru_cache(KEPT)(self._render_answer)

    def render(self, page: Page) -> Rendered:
        """Return the page with everything that its frame is filled with."""
        makers: dict[str, Callable[[Page], Rendered]] = {
            "dossier": self._dossier,
            "source": self._source,
            "claim": self._claim,
            "corrections": self._corrections,
            "not-known": self._found_list,
            "words": self._words,
            "redirect": self._redirect,
        }
        with _mistakes_of_templates():
            return makers.get(page.template, self._list)(page)

    def embed(self, address: str, kind: str, name: str) -> str:
        """Return a claim in full, or a list, to stand on the hand-written page with this address."""
        with _mistakes_of_templates():
            if kind == "list":
                html = self._template(f"lists/{name}.html").render(view=self.lists.view(name), brief=self._brief)
            else:
                html = self._full(self.sections.full(name, anchored=False))
        return f'<div class="record embed">\n{html}</div>'.replace(ROOT, root(address))

    def event(self, event: Event) -> tuple[EventView, str]:
        """Return an event as it is shown, and its HTML with links from the site's address, for feeds."""
        view = self.events.event(event)
        with _mistakes_of_templates():
            html = self._template("parts/changes.html").render(event=view)
        return view, html.replace(ROOT, self.corpus.settings.url or "")

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
        words = self._found_by(page.subject, view.kicker, notice.lead)
        search = (SearchText("", view.name, words),) if page.part == 1 else ()
        return Rendered(page, self.dossiers.title(page), description, body, _contents(body), search)

    def _found_by(self, id: str, kicker: str, lead: str) -> str:
        """Return the words by which the search finds a dossier: every name but hostile ones, however it is typed."""
        entity = self.corpus.entities[id]
        names = [entity.name, *(name.text for name in entity.names if name.type != "hostile")]
        typed = [form for name in names for form in as_typed(name)]
        return f"{kicker}. {', '.join(dict.fromkeys([*names, *typed]))}. {lead}"

    def _source(self, page: Page) -> Rendered:
        view = self.sources.page(page)
        body = self._body(page, view)
        title = self.sources.title(page)
        caveats = " ".join(f"{caveat.label} {caveat.words.striptags()}" for caveat in view.caveats)
        description = f"{view.kicker}. {caveats}".strip()
        names = view.names.striptags()
        typed = "".join(f" {form}." for form in as_typed(self.corpus.sources[page.subject].title or ""))
        search = (SearchText("", title, f"{view.kicker}. {names} {caveats}{typed}".strip()),) if page.part == 1 else ()
        return Rendered(page, title, description, body, _contents(body), search)

    def _claim(self, page: Page) -> Rendered:
        view = self.claim_pages.page(page)
        body = self._body(page, view)
        line, trust = self.claims.line(page.subject), self.claims.trust(page.subject)
        quotes = " ".join(quote.words.striptags() for quote in view.shown.quotes)
        search = () if view.shown.withdrawn else (SearchText("", line, f"{trust} {quotes}".strip()),)
        return Rendered(page, line, trust, body, _contents(body), search)

    def _found_list(self, page: Page) -> Rendered:
        """Return a page of a list whose first page the search finds."""
        rendered = self._list(page)
        if page.part > 1:
            return rendered
        return replace(rendered, search=(SearchText("", rendered.title, rendered.description),))

    def _corrections(self, page: Page) -> Rendered:
        rendered = self._found_list(page)
        if not self.events.has_feeds:
            return rendered
        types, up = {"atom": "application/atom+xml", "json": "application/feed+json"}, root(page.address)
        links = (f'<link rel="alternate" type="{types[form]}" title="{rendered.title}" href="{up}{address}">'
                 for form, address in FEEDS.items())  # fmt: skip
        head = "".join(links)
        return replace(rendered, head=head)

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
        anchored = [found for group in groups for found in group.anchored]
        words = [SearchText(anchor, word.word, f"{word.also} {word.note}".strip()) for anchor, word in anchored]
        return Rendered(page, title, lead, body, _contents(body), (SearchText("", title, lead), *words))

    def _list(self, page: Page) -> Rendered:
        makers: dict[str, Callable[[Page], Any]] = {
            "entity-index": self.indexes.entities,
            "source-index": self.indexes.sources,
            "claim-index": self.indexes.claims_of_site,
            "corrections": self.events.corrections,
            "not-known": self.dossiers.not_known.page,
            "mentions": self.indexes.mentions,
            "published": self.indexes.published,
        }
        view = makers[page.template](page)
        body = self._body(page, view)
        title = f"{view.title}, page {page.part}" if page.part > 1 else view.title
        return Rendered(page, title, plain_text(view.lead), body, _contents(body))

    def _body(self, page: Page, view: object) -> str:
        template = self._template(f"{page.template}.html")
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
        return template.render(context).replace(ROOT, root(page.address))

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

    def _template(self, name: str) -> Template:
        try:
            return self._templates.get_template(name)
        except UnicodeDecodeError as error:
            raise DossierError(f"the template {name} is not UTF-8: save it as UTF-8") from error

    def _render_chain(self, chain: ChainView) -> Markup:
        return Markup(self._template("parts/who.html").render(chain=chain))

    def _render_brief(self, claim: str) -> Markup:
        return Markup(self._template("parts/brief.html").render(c=self.claims.shown(claim)))

    def _render_full(self, item: Full) -> Markup:
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
        return Markup(self._template("parts/claim.html").render(context))

    def _render_answer(self, claim: str, level: int, anchored: bool) -> Markup:
        context = {
            "c": self.claims.shown(claim),
            "who": self._who,
            "answering": self.claims.answering(claim),
            "answering_name": plain_text(self.claims.answering(claim)),
            "level": level,
            "tag": "p",
            "anchored": anchored,
        }
        return Markup(self._template("parts/answer.html").render(context))


def _environment(template_dirs: Sequence[Path]) -> Environment:
    """Return Jinja as every template here expects it: escaping, and refusing names that do not exist."""
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in template_dirs]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=[_Inlined],
    )
    environment.code_generator_class = _Compiler
    environment.globals["escaped"] = _escaped
    return environment


@contextmanager
def _mistakes_of_templates() -> Iterator[None]:
    """Turn what goes wrong in a template, which a site may have written itself, into one sentence with its place."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise DossierError(f"{error.filename}:{error.lineno}: the template is wrong: {error.message}") from error
    except Exception as error:
        steps = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
        within = [(file, line) for file, line in steps if file.endswith(".html")]
        if not isinstance(error, TemplateError) and steps[-1] not in within:
            raise  # the mistake is the program's own, or the file cannot be read
        place = "{}:{}: ".format(*within[-1]) if within else ""
        words = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else str(error)
        raise DossierError(f"{place}the template is wrong: {words}") from error


class _Compiler(CodeGenerator):
    """Compiles templates as Jinja does, but for what takes half the time of a page: escaping and looking up names.

    Templates are given plain objects only, whose attributes Python finds by itself.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Give the compiled module its name for the function that escapes."""
        self.writeline("escaped = environment.globals['escaped']")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute as one of Python's."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class _Inlined(Extension):
    """Puts what a template includes in its place before it is compiled: a page of many small parts is made faster."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with each included part in it, and with those that the parts include."""

        def included(found: re.Match[str]) -> str:
            loader = self.environment.loader
            assert loader is not None
            part, _, _ = loader.get_source(self.environment, found[1])
            return self.preprocess(part.removesuffix("\n"), found[1])

        return _INCLUDE.sub(included, source)


def _escaped(value: object) -> str:
    """Return a value as HTML; the same as `markupsafe.escape`, which takes longer where nothing is to be escaped."""
    if type(value) is Markup or (type(value) is str and not _SPECIAL(value)):
        return value
    return escape(value)


def _contents(body: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and words of a page's second headings."""
    return tuple((anchor, unescape(_TAGS.sub("", words))) for anchor, words in _HEADING.findall(body))
