"""The smallest pieces of a page: names, links, dates, quoted words and unknowns, as finished inline HTML.

Everything that comes from the data is escaped here or passes through `prose`; nothing else in the package writes
markup around it. Links begin with `ROOT`, a character that no text of HTML may hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from typing import Literal

from ..analyse.readings import Figure, value_words
from ..analyse.wording import NONE_RECORDED, NOT_GIVEN, lowered, marks, raised, source_type
from ..corpus import Corpus
from ..dates import parse
from ..markup import Html, escape, escaped, sentence
from ..model import Claim, Entity, Source, UnsetType, Value
from ..names import direction, script, written_in
from ..pages import Plan
from ..prose import Target, marked_up, resolved
from ..web import is_web_address

ROOT = "\1"
"""Not NUL: Python finds that slowly in text whose characters take two bytes, where every second byte is one."""
KEPT = 5_000
"""How many claims, chains and the like are kept worked out at a time: a large site must not fill the memory."""
NOTHING = Html()
_ISOLATES = "\u2066\u2067\u2068\u2069"
_ISOLATED = re.compile("\u2068([^\u2066-\u2069<]+)\u2069")
_AWAY = 'rel="external noreferrer"'


class Inline:
    """Pieces of pages of one site; what is asked for often is kept."""

    def __init__(self, corpus: Corpus, plan: Plan) -> None:
        """Remember the corpus and the plan of its pages."""
        self.corpus = corpus
        self.plan = plan
        self.lang = corpus.settings.language
        self.main = corpus.settings.languages[0]
        self.words = corpus.words
        # The attributes of what stands in the data's own language, where pages speak another one.
        self.foreign = self._attrs(self.main) if corpus.settings.is_translated else NOTHING
        self._untranslated = _untranslated(corpus) if self.foreign else frozenset()
        self.label = cache(self._label) if self.foreign else escape
        self.entity = self.corpus.memo(self._entity)
        self.bare = self.corpus.memo(self._bare)
        self.source = self.corpus.memo(self._source)
        self.cited = self.corpus.memo(self._cited)
        self.target = self.corpus.memo(self._target)
        self.attrs = cache(self._attrs)
        self.date = cache(self._date)
        self._marks = cache(marks)
        self.ours = Html(f' lang="{self.lang}" dir="{direction(self.lang)}"')

    def href(self, id: str) -> str:
        """Return the link to where a record stands."""
        return f"{ROOT}{self.plan.address(id)}"

    def who(self, text: str) -> Html:
        """Return a link where the text is an entity's id, else the text; `editors` are the editors."""
        if text == "editors":
            return Html(self.words("the editors"))
        return self.entity(text) if text in self.corpus.entities else self.name(text)

    def whom(self, text: str) -> Html:
        """Return who is meant, without a link: an entity by its id, anybody else by name."""
        return self.bare(text) if text in self.corpus.entities else self.name(text)

    def name(self, text: str, lang: str = "") -> Html:
        """Return a name of the data that stands for itself, isolated, and marked where it is in another language.

        Where none is recorded, that is the language of the data, as far as this is written in such letters.
        """
        return _apart(self.attrs(lang or written_in(text, self.main)), text)

    def title(self, source: Source) -> str:
        """Return a source's title, or "untitled" with its kind."""
        return source.title or self.words("Untitled {kind}", kind=source_type(self.words, source.type))

    def title_attrs(self, source: Source) -> Html:
        """Return the attributes of a source's title: it is in the source's language, else in that of the data."""
        return self.attrs(self.title_lang(source))

    def title_lang(self, source: Source) -> str:
        """Return the language of a source's title, "" where it has none: the source's, else that of the data."""
        if not source.title:
            return ""
        return source.lang if isinstance(source.lang, str) else written_in(source.title, self.main)

    def drawn_attrs(self, lang: str) -> Html:
        """Return the attribute of words of a language in a drawing, where directions are a matter of style."""
        return Html(f' lang="{escaped(lang)}"') if self.attrs(lang) else NOTHING

    def foreign_lang(self, lang: str) -> str:
        """Return a language for data that pages show by script: "" where it is that of the pages."""
        return lang if self.attrs(lang) else ""

    def prose(self, text: str, lang: str = "") -> Html:
        """Return text of the data with its inline markup and links; `lang` is its language, where pages speak another.

        Whom it names is called as in its own language: names of two directions would change places in a sentence.
        """
        target = (lambda kind, id: self.target(kind, id, lang)) if lang else self.target
        html = resolved(marked_up(text), target)
        return Html(html.replace('<a href="http', f'<a {_AWAY} href="http'))

    def own(self, text: str) -> Html:
        """Return plain text of the data; where pages speak another language, it is translated or marked as its own."""
        if not self.foreign:
            return escape(text)
        said = self.words.own(text)
        return self._marked(escape(text)) if said is None else escape(said)

    def value(self, value: str | Value | Figure | UnsetType) -> Html:
        """Return a value in words, its text and its unit as text of the data."""
        return Html(value_words(self.words, value, self._told))

    def _told(self, text: str) -> Html:
        return self.own(text) if self.foreign else escape(self.words.isolated(text))

    def note(self, text: str) -> Html:
        """Return a remark of the editors, with its inline markup and links, in its own language."""
        return self._marked(self.prose(text, self.main)) if self.foreign else self.prose(text)

    def label_attrs(self, text: str) -> Html:
        """Return the attributes of words of the vocabulary: of those that are not translated, its language."""
        return self.foreign if text.strip(_ISOLATES) in self._untranslated else NOTHING

    def _label(self, text: str) -> Html:
        """Return words of the vocabulary, marked where they are not translated; an opener before them is."""
        if self.label_attrs(text):
            return self._marked(escape(text))
        opener, colon, label = text.rpartition(": ")
        return Html(f"{escaped(opener)}{colon}{self._label(label)}") if colon else escape(text)

    def told(self, words: str) -> Html:
        """Return a sentence as HTML, what is isolated in it marked by its script: no language is guessed.

        Words of the vocabulary that are not translated are in the language of the data.
        """
        return Html(_ISOLATED.sub(self._said_apart, escaped(words))) if "\u2068" in words else escape(words)

    def _said_apart(self, found: re.Match[str]) -> str:
        lang = self._lang_of(found[1])
        return f'\u2068<span lang="{escaped(lang)}">{found[1]}</span>\u2069' if lang else found[0]

    def _lang_of(self, html: str) -> str:
        """Return the language of words that stand isolated in a sentence, as far as it is known."""
        said = unescape(html)
        written = script(said)
        return self.main if self.label_attrs(said) else f"und-{written}" if written else ""

    def drawn(self, lines: Sequence[str]) -> tuple[Html, ...]:
        """Return the lines of a sentence as HTML of a drawing, marked as `told` does it, in each line by itself."""
        return tuple(map(Html, _ISOLATED.sub(self._drawn_apart, escaped("\n".join(lines))).split("\n")))

    def _drawn_apart(self, found: re.Match[str]) -> str:
        lang = self._lang_of(found[1].replace("\n", " "))
        opened, closed = (f'\u2068<tspan lang="{escaped(lang)}">', "</tspan>\u2069") if lang else ("\u2068", "\u2069")
        return f"{opened}{found[1]}{closed}".replace("\n", f"{closed}\n{opened}")

    def _marked(self, html: Html) -> Html:
        return Html(f"<span{self.foreign}>{html}</span>") if html else html

    def called(self, kind: str, id: str, lang: str = "") -> str:
        """Return what a link without words of its own says, in text of a language, else in the page's.

        A claim is never named by its bare statement.
        """
        if kind == "claim":
            return self.words("a reported claim")
        if kind == "source":
            return self.title(self.corpus.sources[id]) if id in self.corpus.sources else id
        if lang and id in self.corpus.entities:
            entity = self.corpus.entities[id]
            return entity.name if lang == self.main else entity.called(lang)
        return self.corpus.name(id)

    def said(self, kind: str, id: str, lang: str = "") -> str:
        """Return what stands in the place of a link without words of its own: its id, where it leads nowhere."""
        return self.called(kind, id, lang) if id in self._records(kind) else id

    def called_source(self, id: str) -> str:
        """Return what a source is called where its outlet says enough: the outlet, else the title, else the id."""
        source = self.corpus.sources.get(id)
        if source is None:
            return self.corpus.name(id)
        return self.corpus.name(source.outlet) if source.outlet else self.title(source)

    def known(self, value: str | UnsetType | None) -> Html:
        """Return a text of the data, or in words that it was looked for and not given, or that nobody looked."""
        if isinstance(value, str):
            return escape(value)
        return self.unknown(NOT_GIVEN if value is None else NONE_RECORDED)

    def unknown(self, state: str) -> Html:
        """Return in words that something is not known, marked as such."""
        return unknown(self.words(state))

    def listed(self, words: Sequence[str], last: Literal[" and ", " or "] = " and ") -> Html:
        """Return pieces of HTML as a list in a sentence."""
        return Html(self.words.listed(words, last))

    def when(self, value: str | UnsetType | None) -> Html:
        """Return a date in words, or in words that it is missing."""
        return self.date(value) if isinstance(value, str) else self.known(value)

    def plain_date(self, value: str) -> str:
        """Return a date in words, as plain text."""
        return parse(value).words(self.lang)

    def quoted(self, text: str, lang: str = "") -> Html:
        """Return words in the quotation marks of their language."""
        opened, closed = self._marks(lang or self.lang)
        return Html(f"{opened}{escaped(text)}{closed}")

    def spoken(self, text: str, lang: str = "") -> Html:
        """Return words in quotation marks, marked where their language is another than the page's."""
        return self.marked(self.quoted(text, lang), lang)

    def marked(self, text: str, lang: str) -> Html:
        """Return words as HTML, marked where their language is another than the page's."""
        attrs = self.attrs(lang)
        return Html(f"<span{attrs}>{escaped(text)}</span>") if attrs else escape(text)

    def url(self, text: str) -> Html:
        """Return a link where the text is an address that a browser may follow, else the text as it stands."""
        if not is_web_address(text):
            return Html(f"<code>{escaped(text)}</code>")
        return Html(f'<a {_AWAY} href="{escaped(text)}">{escaped(text)}</a>')

    def other_script(self, entity: Entity) -> Html:
        """Return an entity's first name in another script than that of the name that heads its dossier.

        Where it is called by a translated name, that is the name under which it is recorded.
        """
        if self.corpus.name(entity.id) != entity.name:
            return self.name(entity.name, own_language(entity))
        for name in entity.names:
            if (
                isinstance(name.lang, str)
                and name.type in ("alias", "translation")
                and script(name.text) != script(entity.name)
            ):
                return self.name(name.text, name.lang)
        return NOTHING

    def kinds(self, entity: Entity) -> str:
        """Return an entity's type and kinds in words: "Group, armed group"."""
        return self.words(", ").join(map(self.words.isolated, self._kinds(entity)))

    def marked_kinds(self, entity: Entity) -> Html:
        """Return the same as HTML, where each is marked that is not translated."""
        return Html(self.words(", ").join(map(self.label, self._kinds(entity))))

    def _kinds(self, entity: Entity) -> list[str]:
        kinds = self.corpus.vocabulary.kinds
        labels = [kinds[kind].label if kind in kinds else kind for kind in entity.kinds]
        return [self.corpus.settings.types[entity.type].singular, *labels]

    def _entity(self, id: str) -> Html:
        if id not in self.corpus.entities:
            return escape(id)
        return Html(f'<a href="{self.href(id)}">{self._bare(id)}</a>')

    def _bare(self, id: str) -> Html:
        return self.name_of(id)

    def name_of(self, id: str) -> Html:
        """Return what an entity is called, isolated, and marked where that is not in the language of the page."""
        name = self.corpus.name(id)
        return _apart(self.name_attrs(id, name), name)

    def name_attrs(self, id: str, name: str, around: str = "") -> Html:
        """Return the attributes of what an entity is called, in words `around` it of a language, else of the page's."""
        return self.attrs(self.name_lang(id, name), around)

    def name_lang(self, id: str, name: str) -> str:
        """Return the language of what an entity is called: "" where it is called so in the language that is spoken."""
        entity = self.corpus.entities.get(id)
        if entity is None or name != entity.name:
            return ""
        return own_language(entity) or written_in(name, self.main)

    def _source(self, id: str) -> Html:
        source = self.corpus.sources.get(id)
        if source is None:
            return escape(id)
        return Html(f'<a href="{self.href(id)}">{self.titled(source)}</a>')

    def titled(self, source: Source) -> Html:
        """Return a source's title, isolated, and marked where it is in another language than the page."""
        return _apart(self.title_attrs(source), self.title(source))

    def _cited(self, id: str) -> Html:
        """Return the outlet of a cited source, or the outlet itself, else the source's title, without a link."""
        source = self.corpus.sources.get(id)
        if source is None:
            return self.bare(id)
        return self.bare(source.outlet) if source.outlet else self.titled(source)

    def _attrs(self, lang: str, around: str = "") -> Html:
        """Return the attributes of words in another language than those `around` them, else than the page's.

        Of one language are what is written the same way, too: Arabic in Latin letters is none on an Arabic page.
        """
        if not lang or _alike(lang, around or self.lang):
            return NOTHING
        return Html(f' lang="{escaped(lang)}" dir="{direction(lang)}"')

    def _date(self, value: str) -> Html:
        date = parse(value)
        words = escape(date.words(self.lang))
        return Html(f'<time datetime="{date.iso()}">{words}</time>') if date.iso() else words

    def _target(self, kind: str, id: str, lang: str = "") -> Target | None:
        if id not in self._records(kind):
            return None
        name = self.called(kind, id, lang)
        return Target(self.href(id), name, self.name_attrs(id, name, lang) if kind == "entity" else NOTHING)

    def _records(self, kind: str) -> Mapping[str, Entity | Source | Claim]:
        """Return the records that links of a kind lead to."""
        match kind:
            case "entity":
                return self.corpus.entities
            case "source":
                return self.corpus.sources
            case _:
                return self.corpus.claims


def _untranslated(corpus: Corpus) -> frozenset[str]:
    """Return what an edition says in the words of the main one, in all forms that it has in sentences."""
    if corpus.main is None:
        return frozenset()
    same = [
        *(corpus.vocabulary.said & corpus.main.vocabulary.said),
        *({kind.singular for kind in corpus.settings.types.values()}
          & {kind.singular for kind in corpus.main.settings.types.values()}),
    ]  # fmt: skip
    forms = ((text, lowered(text), raised(text), sentence(text), text.rstrip(".")) for text in same)
    return frozenset(form for some in forms for form in some)


def own_language(entity: Entity) -> str:
    """Return the language in which the name is that heads an entity's dossier, "" where it is not among its names."""
    found = (name.lang for name in entity.names if name.text == entity.name and isinstance(name.lang, str))
    return next(found, "")


def _apart(attrs: Html, name: str) -> Html:
    """Return a name isolated; of one that is marked by its script alone, its letters tell the direction."""
    lang = attrs.partition(" dir=")[0] if attrs.startswith(' lang="und-') else attrs
    return Html(f"<bdi{lang}>{escaped(name)}</bdi>")


def _alike(lang: str, other: str) -> bool:
    """Tell whether two tags are of one language that is written in one direction."""
    same = lang.partition("-")[0].lower() == other.partition("-")[0].lower()
    return same and direction(lang) == direction(other)


@cache
def unknown(words: str) -> Html:
    """Return in words that something is not known, marked as such."""
    return Html(f'<span class="unknown">{escaped(words)}</span>')
