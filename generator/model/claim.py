"""Claims: one atomic statement each, who makes it, in which words, and how the editors read it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .record import NOTE, UNSET, Edtf, Id, Record, Text, UnsetType, Withheld, says
from .source import Caveat

Mode = Literal["act", "state", "plan", "intent", "motive", "denial"]
Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"
]
"""The words of estimative probability of Intelligence Community Directive 203, from the least to the most."""
Number = Annotated[str, Meta(pattern=r"^[-+]?\d+(\.\d+)?$")]


class Link(Record, frozen=True, kw_only=True):
    """One link of a chain: an entity, a named person without a dossier, or somebody unnamed."""

    entity: Annotated[Id | UnsetType, says("Who, where there is a dossier.")] = UNSET
    named: Annotated[str | UnsetType, says("Who, by name or office, where there is no dossier.")] = UNSET
    anonymous: Annotated[str | UnsetType, says("The source's own words for somebody it does not name.")] = UNSET
    did: Annotated[str | UnsetType, says("What this link did: published the original, quoted …")] = UNSET
    presumed: Annotated[bool, says("true where the text does not say so for this passage.")] = False
    note: Annotated[str | UnsetType, says("A remark: presumably those of paragraph 1.")] = UNSET


class Attribution(Record, frozen=True, kw_only=True):
    """Who told whom, nearest to the event first; the citation's outlet closes the chain by itself."""

    how: Annotated[
        Literal["explicit", "inherited", "none"],
        says("explicit: this sentence names its source; inherited: an earlier one does; none: nobody is named."),
    ]
    ascribed_to: Annotated[
        str | UnsetType | None, says("The person or group whose words these are said to be: an entity id, or words.")
    ] = UNSET
    chain: Annotated[tuple[Link, ...], says("The links, nearest to the event first.")] = ()


class Translation(Record, frozen=True, kw_only=True):
    """A quote in the language of the site."""

    text: Annotated[str, says("The translated words. Literal text.")]
    by: Annotated[str, says("Who translated them: `editors`, an entity id, or words.")]


class Grade(Record, frozen=True, kw_only=True):
    """A grade that the source itself gives, as reported."""

    words: Annotated[str, says("The grade in the source's words.")]
    by: Annotated[str, says("Whose grade it is: an entity id, or words.")]


class Ambiguity(Record, frozen=True, kw_only=True):
    """Words of the quote that allow more than one reading."""

    words: Annotated[str, says("The words, as they stand in the quote.")]
    may_be: Annotated[tuple[str, ...], says("The candidates: entity ids, or words.")]


class Citation(Record, frozen=True, kw_only=True):
    """Where a source makes, refutes or frames a claim."""

    source: Annotated[Id, says("The source, by its id.")]
    quote: Annotated[str | UnsetType, says("The words of the source, letter for letter. Literal text.")] = UNSET
    lang: Annotated[str | UnsetType, says("The quote's language, where it is not the source's.")] = UNSET
    translation: Annotated[Translation | UnsetType, says("The quote in the site's language.")] = UNSET
    context: Annotated[str | UnsetType | None, says("A longer quote around a very short one.")] = UNSET
    locator: Annotated[str | UnsetType, says("Where in the source: paragraph 3, page 12, 00:14:30.")] = UNSET
    quote_unavailable: Annotated[str | UnsetType, says("Why there is neither a quote nor a locator.")] = UNSET
    supports: Annotated[Literal["supports", "refutes", "context"], says("What the passage does to the claim.")] = (
        "supports"
    )
    hedges: Annotated[tuple[str, ...], says("The quote's own hedging: up to, such as, over …")] = ()
    attribution: Annotated[Attribution | UnsetType, says("Who told whom.")] = UNSET
    rests_on: Annotated[tuple[Id, ...], says("Sources that this passage names as its own, read or not.")] = ()
    graded: Annotated[Grade | UnsetType | None, says("The source's own grade, as reported.")] = UNSET
    reading: Annotated[str | UnsetType | None, says("How the editors read the words; shown as a caveat.")] = UNSET
    ambiguous: Annotated[
        tuple[str | Ambiguity, ...], says("What the words may mean, where they allow more than one reading.")
    ] = ()
    caveats: Annotated[tuple[Caveat, ...], says("Warnings about this passage.")] = ()
    withheld: Withheld = False

    @property
    def attributed(self) -> bool:
        """Tell whether who said it is on record, so that "according to" may be left out."""
        return isinstance(self.attribution, Attribution) and self.attribution.how != "none"


class Value(Record, frozen=True, kw_only=True):
    """A figure, a bound, or coordinates that a report gives. Numbers stay as they were typed."""

    number: Annotated[Number | UnsetType, says("The figure.")] = UNSET
    min: Annotated[Number | UnsetType, says("The lower bound: over, at least.")] = UNSET
    max: Annotated[Number | UnsetType, says("The upper bound: up to, at most.")] = UNSET
    unit: Annotated[str | UnsetType, says("Of what: percent, USD per month, people killed.")] = UNSET
    lat: Annotated[Number | UnsetType, says("Degrees north, as reported.")] = UNSET
    lon: Annotated[Number | UnsetType, says("Degrees east, as reported.")] = UNSET


class Relation(Record, frozen=True, kw_only=True):
    """A structured reading of a claim."""

    # Plain text where one id is meant: a text with a pattern or else a list, twice in one record, makes msgspec's
    # types crash the garbage collector (0.22). What is no id is told as an unknown reference instead.
    subject: Annotated[str | tuple[Id, ...], says("Who or what the relation is about.")]
    predicate: Annotated[str, says("A predicate of the vocabulary.")]
    object: Annotated[str | tuple[Id, ...] | UnsetType, says("The entity or entities on its other end.")] = UNSET
    value: Annotated[str | Value | UnsetType, says("A text, a figure with its bounds, or coordinates.")] = UNSET
    jointly: Annotated[bool, says("true: it holds for all named together, and is never printed of one.")] = False
    either: Annotated[bool, says("true: it holds for one of the named; which one is not said.")] = False

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects, also where there is just one."""
        return (self.subject,) if isinstance(self.subject, str) else self.subject

    @property
    def objects(self) -> tuple[str, ...]:
        """The objects, also where there is one or none."""
        if isinstance(self.object, UnsetType):
            return ()
        return (self.object,) if isinstance(self.object, str) else self.object


class Seen(Record, frozen=True, kw_only=True):
    """When sources first and last say so. Not a beginning and not an end."""

    first: Annotated[Edtf | UnsetType | None, says("The earliest date of a source that says so (EDTF).")] = UNSET
    last: Annotated[Edtf | UnsetType | None, says("The latest date of a source that says so (EDTF).")] = UNSET


class Assessment(Record, frozen=True, kw_only=True):
    """The editors' own judgement of a claim."""

    credibility: Annotated[
        Literal["1", "2", "3", "4", "5", "6"], says("On the Admiralty scale: 1 confirmed … 6 cannot be judged.")
    ]
    by: Annotated[str, says("Who judged.")]
    on: Annotated[Edtf, says("When (EDTF).")]
    why: Annotated[str, says("Why, in a sentence.")]
    likelihood: Annotated[
        Likelihood | UnsetType, says("How likely the editors themselves think it (ICD 203); never a source's word.")
    ] = UNSET


class Retraction(Record, frozen=True, kw_only=True):
    """Why a claim is withdrawn; its page stays."""

    on: Annotated[Edtf, says("When it was withdrawn (EDTF).")]
    why: Annotated[str | UnsetType, says("Why, in a sentence.")] = UNSET


class Claim(Record, frozen=True, kw_only=True):
    """One atomic statement, in the editors' words, that at least one source makes."""

    id: Annotated[Id, says("Its id; its address for good.")]
    text: Annotated[Text, says("The statement, or one per language. Inline Markdown and [[links]].")]
    mode: Annotated[Mode, says("What sort of statement it is; decides how a page words it.")]
    citations: Annotated[tuple[Citation, ...], says("Where sources say so.")] = ()
    theme: Annotated[str | UnsetType, says("The heading under which dossiers show it.")] = UNSET
    about: Annotated[
        tuple[Id, ...], says("Whose dossier it belongs to; default: the subjects of its relations, else its links.")
    ] = ()
    date: Annotated[Edtf | UnsetType | None, says("When it is said to have been so (EDTF).")] = UNSET
    seen: Annotated[Seen | UnsetType | None, says("When sources first and last say so.")] = UNSET
    relations: Annotated[tuple[Relation, ...], says("Structured readings of the statement.")] = ()
    caveats: Annotated[tuple[Caveat, ...], says("The editors' warnings about this claim.")] = ()
    tension: Annotated[tuple[Id, ...], says("Rival or contrary claims; named on one side, shown on both.")] = ()
    answers: Annotated[Id | UnsetType | None, says("The claim that this one denies or replies to.")] = UNSET
    assessment: Annotated[Assessment | UnsetType | None, says("The editors' own judgement.")] = UNSET
    retracted: Annotated[Retraction | UnsetType, says("Withdrawn: the page stays and says so.")] = UNSET
    note: Annotated[str | UnsetType | None, NOTE] = UNSET
    formerly: Annotated[tuple[Id, ...], says("Ids that it had before; their addresses lead here.")] = ()
    withheld: Withheld = False

    @property
    def supporting(self) -> tuple[Citation, ...]:
        """The citations that make the claim; what refutes it, or only frames it, does not say so."""
        return tuple([citation for citation in self.citations if citation.supports == "supports"])

    def words(self, lang: str = "en") -> str:
        """The statement as written in the language, else in the first language that it has."""
        if isinstance(self.text, str):
            return self.text
        return self.text.get(lang) or next(iter(self.text.values()), "")
