"""Entities: a group, a person, a place or another configured type, what it is called and how to tell it apart.

Everything else about an entity is a claim, and stands in `claim.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .claim import Citation
from .record import NOTE, UNSET, Edtf, Id, Record, Retirement, UnsetType, Withheld, says
from .source import Caveats

NameType = Literal["alias", "abbreviation", "spelling", "former", "translation", "nom de guerre", "hostile"]


class Name(Record, frozen=True, kw_only=True):
    """One more name of an entity."""

    text: Annotated[str, says("The name, letter for letter.")]
    type: Annotated[NameType, says("What sort of name it is.")] = "alias"
    lang: Annotated[str | UnsetType, says("Its language, as a BCP 47 tag: ar, en, ckb, ar-Latn …")] = UNSET
    date: Annotated[Edtf | UnsetType | None, says("When it was in use (EDTF).")] = UNSET
    used_by: Annotated[str | UnsetType, says("Who uses it: an entity id, or words. Needed for a hostile name.")] = UNSET
    citations: Annotated[tuple[Citation, ...], says("Where the name is found.")] = ()


class Location(Record, frozen=True, kw_only=True):
    """Where a place lies, from a gazetteer that is named; coordinates that a report gives are a claim."""

    lat: Annotated[float, Meta(ge=-90, le=90), says("Degrees north.")]
    lon: Annotated[float, Meta(ge=-180, le=180), says("Degrees east.")]
    precision: Annotated[Literal["exact", "vicinity", "area"], says("A point, its vicinity, or somewhere in an area.")]
    radius: Annotated[
        Annotated[float, Meta(gt=0, le=3000)] | UnsetType,
        says("How many km around the point it reaches, where the gazetteer tells."),
    ] = UNSET
    origin: Annotated[str, says("The gazetteer that gives the coordinates, with its identifier for the place.")]


class Publisher(Record, frozen=True, kw_only=True):
    """What makes a group an outlet."""

    family: Annotated[str | UnsetType, says("The owner or network whose outlets are not independent.")] = UNSET
    caveats: Annotated[Caveats, says("Standing caveats: they hold for every source of this outlet.")] = ()
    because: Annotated[str | UnsetType, says("With `caveats: none`: why no caveat is needed.")] = UNSET
    reliability: Annotated[
        Literal["A", "B", "C", "D", "E", "F"] | UnsetType | None, says("The editors' grade on the Admiralty scale.")
    ] = UNSET
    rationale: Annotated[str | UnsetType, says("Why the editors give this grade.")] = UNSET
    by: Annotated[str | UnsetType, says("Who gave the grade.")] = UNSET
    on: Annotated[Edtf | UnsetType, says("When it was given (EDTF).")] = UNSET


class Entity(Record, frozen=True, kw_only=True):
    """Something that has a dossier."""

    id: Annotated[Id, says("Its id. Left out in a file of its own, whose name is the id.")]
    type: str
    name: Annotated[str, says("The name that heads its dossier.")]
    kind: Annotated[str | tuple[str, ...], says("One or more kinds of the vocabulary.")] = ()
    names: Annotated[tuple[Name, ...], says("Its other names: abbreviations, spellings, scripts, former names.")] = ()
    same_as: Annotated[
        dict[str, str], says("Identifiers elsewhere that somebody looked up, by scheme of the vocabulary.")
    ] = {}
    distinct_from: Annotated[tuple[Id, ...], says("Look-alikes that readers confuse with it.")] = ()
    formerly: Annotated[tuple[Id, ...], says("Ids that it had before; their addresses lead here.")] = ()
    within: Annotated[Id | UnsetType, says("A place: the place that it lies within.")] = UNSET
    location: Annotated[Location | UnsetType | None, says("A place: its coordinates from a gazetteer, or null.")] = (
        UNSET
    )
    died: Annotated[
        Edtf | UnsetType | None, says("A person: date of death, or null. Not known to be dead counts as living.")
    ] = UNSET
    publisher: Annotated[Publisher | UnsetType, says("An outlet: what it is known for as a publisher.")] = UNSET
    note: Annotated[str | UnsetType | None, NOTE] = UNSET
    retired: Annotated[Retirement | UnsetType, says("Merged, split or withdrawn: the address stays.")] = UNSET
    withheld: Withheld = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """Its kinds, also where the file names just one."""
        return (self.kind,) if isinstance(self.kind, str) else self.kind

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names by which it goes, the one that heads its dossier first; what others call it in hate is none."""
        return (self.name, *(name.text for name in self.names if name.type != "hostile"))

    def called(self, lang: str) -> str:
        """Return what it is called in a language: by a name of this language, where one is recorded."""
        fitting = (name.text for name in self.names if name.lang == lang and name.type in ("alias", "translation"))
        return next(fitting, self.name)

    @property
    def living(self) -> bool:
        """Tell whether a date of death is missing: whoever is not known to be dead is treated as living."""
        return not isinstance(self.died, str)
