"""What a site may set in `mkdocs.yml` under `extra.dossier`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from .record import LARGEST, UNSET, Id, Record, UnsetType, says


class EntityType(Record, frozen=True, kw_only=True):
    """A type of entity: one folder of data, one section of the site."""

    folder: Annotated[Id, says("The folder in `data/`, and the section's address.")]
    singular: Annotated[str, says("The type in words: Group.")]
    plural: Annotated[str, says("The section's title: Groups.")]
    icon: Annotated[
        str | UnsetType, says("An icon of the theme, beside the section's title: material/account-group.")
    ] = UNSET
    like: Annotated[
        Literal["group", "person", "place", "event"] | UnsetType,
        says("The default type that its dossiers are worded after."),
    ] = UNSET
    maps: Annotated[dict[str, str], says("What it is called in other vocabularies: ftm, schema_org …")] = {}


class Language(Record, frozen=True, kw_only=True):
    """One more language of the site: what the site itself says, in it. What the program says it knows."""

    name: Annotated[str | UnsetType, says("The site's name.")] = UNSET
    description: Annotated[str | UnsetType, says("The site's description.")] = UNSET
    copyright: Annotated[str | UnsetType, says("What stands at the foot of every page.")] = UNSET
    words: Annotated[
        dict[str, str],
        says("Translations of the site's own short words, as they were typed: of navigation, types, themes."),
    ] = {}


Count = Annotated[int, Meta(ge=1, le=LARGEST)]


class Options(Record, frozen=True, kw_only=True):
    """The settings of this program. All have defaults."""

    engine: Annotated[
        Literal["mkdocs", "properdocs", "zensical"], says("The program that builds the frame of the pages.")
    ] = "mkdocs"
    types: Annotated[dict[str, EntityType], says("More types of entities, or other words for the default ones.")] = {}
    languages: Annotated[
        dict[str, Language], says("More languages: each is an edition of the whole site, below its tag: ar/groups/.")
    ] = {}
    edit_url: Annotated[
        str | UnsetType, says("Where a reader edits a data file; {path} stands for its path in the site's folder.")
    ] = UNSET
    report_url: Annotated[str | UnsetType, says("Where a reader reports an error; linked on every record.")] = UNSET
    claim_pages: Annotated[
        Literal["own", "anchors"],
        says("Whether each claim has a page of its own, or an anchor on the page of its first source and a mere stub."),
    ] = "own"
    claims_per_page: Annotated[Count, says("Claims on one page of a dossier or of a list of claims.")] = 25
    rows_per_page: Annotated[Count, says("Rows on one page of an index.")] = 100
    max_file_bytes: Annotated[Count, says("The size over which a data file is refused, in bytes.")] = 4_000_000
    max_page_bytes: Annotated[Count, says("The size over which a built page is refused, in bytes.")] = 200_000
    evidence: Annotated[
        str | UnsetType, says("Where copies of sources lie, seen from the site's folder; never published.")
    ] = UNSET
    max_copy_bytes: Annotated[Count, says("The size over which a copy of a source is refused, in bytes.")] = 20_000_000
