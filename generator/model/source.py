"""Sources: one published thing each, where it came from, and how far it can be trusted."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .record import LARGEST, NOTE, SHA256, UNSET, Edtf, Id, Known, Record, UnsetType, Withheld, says

SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip


class Caveat(Record, frozen=True, kw_only=True):
    """A warning about trust, inherited downwards and never dropped."""

    kind: Annotated[str, says("A caveat kind of the vocabulary.")]
    text: Annotated[str | UnsetType, says("The warning, verbatim where somebody else gave it. Literal text.")] = UNSET
    by: Annotated[str | UnsetType, says("Whose words they are: an entity id, or `editors`.")] = UNSET
    lang: Annotated[str | UnsetType, says("The language of the text, as a BCP 47 tag.")] = UNSET


Caveats = Literal["none"] | tuple[Caveat, ...]


class Derivation(Record, frozen=True, kw_only=True):
    """One step of a source's descent from another."""

    source: Annotated[Id, says("The source that it derives from.")]
    how: Annotated[Literal["translation", "republication", "quotation", "summary", "based-on"], says("In which way.")]
    did: Annotated[str | UnsetType, says("What the outlet says it did: translated and edited.")] = UNSET


class Archived(Record, frozen=True, kw_only=True):
    """A copy kept elsewhere."""

    url: Annotated[str, says("Its address.")]
    captured: Annotated[Edtf | UnsetType | None, says("When it was captured (EDTF).")] = UNSET


Size = Annotated[int, Meta(ge=0, le=LARGEST)]
Line = Annotated[int, Meta(ge=1, le=LARGEST)]


class Ignored(Record, frozen=True, kw_only=True):
    """A part of a snapshot that is not the source's own text: lines by number, or the lines that hold some words."""

    line: Annotated[Line | UnsetType, says("The line, counted from 1.")] = UNSET
    to: Annotated[Line | UnsetType, says("The last line, where there are several.")] = UNSET
    words: Annotated[
        str | UnsetType, says("Instead of `line`: words of the line, as a reader of a page sees them.")
    ] = UNSET
    why: Annotated[str, says("What it is: page chrome, the headline of another article.")]


class Snapshot(Record, frozen=True, kw_only=True):
    """The text of a source as it stood when it was read. The text itself is not published."""

    sha256: Annotated[str, Meta(pattern=SHA256), says("The SHA-256 of its bytes.")]
    media_type: Annotated[str, says("text/plain, text/html …")]
    bytes: Annotated[Size | UnsetType, says("Its size in bytes.")] = UNSET
    captured: Annotated[Edtf | UnsetType | None, says("When it was taken (EDTF).")] = UNSET
    extractor: Annotated[str | UnsetType, says("Of HTML: by what its text was taken, with versions.")] = UNSET
    ignore: Annotated[tuple[Ignored, ...], says("Lines that are no text of this source.")] = ()


class Source(Record, frozen=True, kw_only=True):
    """One published thing: an article, report, post, broadcast, book, data set."""

    id: Annotated[Id, says("Its id. Left out in a file of its own, whose name is the id.")]
    title: Annotated[str | None, says("The title as printed; null where it has none.")]
    type: Annotated[SourceType, says("What sort of thing it is: a CSL type, or `post`.")]
    outlet: Annotated[Id | None, says("The group that publishes it; null where it is not known.")]
    authors: Annotated[tuple[str, ...] | UnsetType | None, says("Authors: words, or ids of people.")] = UNSET
    published: Annotated[Edtf | UnsetType | None, says("Date of publication (EDTF).")] = UNSET
    modified: Annotated[Edtf | UnsetType | None, says("Date of the last change that the source states (EDTF).")] = UNSET
    accessed: Annotated[Edtf | UnsetType | None, says("When the editors read it (EDTF).")] = UNSET
    url: Annotated[Known, says("Its address as published, malformed or not.")] = UNSET
    archived: Annotated[tuple[Archived, ...] | UnsetType | None, says("Copies kept elsewhere.")] = UNSET
    lang: Annotated[Known, says("The language in which it was read, as a BCP 47 tag.")] = UNSET
    country: Annotated[Known, says("The country where it was published, ISO 3166-1 alpha-2.")] = UNSET
    derived_from: Annotated[
        Literal["unknown"] | tuple[Derivation, ...] | UnsetType,
        says("What it derives from; [] where it is known to be an original, `unknown` where it is not."),
    ] = UNSET
    read: Annotated[bool, says("false: known only through another source.")] = True
    caveats: Annotated[Caveats, says("Warnings about it, verbatim; or `none`, with `because`.")] = ()
    because: Annotated[str | UnsetType, says("With `caveats: none`: why no caveat is needed.")] = UNSET
    snapshot: Annotated[Snapshot | UnsetType | None, says("The text as it stood when it was read.")] = UNSET
    summary: Annotated[str | UnsetType, says("What it is, in a sentence. Inline Markdown and [[links]].")] = UNSET
    note: Annotated[str | UnsetType | None, NOTE] = UNSET
    formerly: Annotated[tuple[Id, ...], says("Ids that it had before; their addresses lead here.")] = ()
    withheld: Withheld = False

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """What it is recorded to derive from; empty also where that is unknown."""
        return self.derived_from if isinstance(self.derived_from, tuple) else ()

    @property
    def descent_known(self) -> bool:
        """Tell whether the record states where it comes from, be it from nowhere."""
        return isinstance(self.derived_from, tuple)
