"""Where everything lies: addresses of sections, records and files of data, and anchors on pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal
from zlib import crc32

from ..analyse.facets import Facet
from ..names import slug

SOURCES = "sources/"
CLAIMS = "claims/"
CORRECTIONS = "corrections/"
NOT_KNOWN = "not_known/"
NETWORK = "network/"
NEAR, SAID = "near.js", "said.js"
TIMELINE = "timeline/"
CARDS = "cards/"
MOST_CARDS = 32
"""How many cards are in one file on average, at most: there are twice as many files when there would be more."""
MAP = "map/"
MAP_WORLD = "world"
TILE_RANK = 5
"""The map's detailed outlines come in tiles, of which 2 to the power of this go around the earth."""
TOLD_TOGETHER = 20
"""How many places of the map have what is said of them in one file."""
SEARCH = "search/"
FEEDS = {"atom": f"{CORRECTIONS}atom.xml", "json": f"{CORRECTIONS}feed.json"}
NEWS = {"atom": f"{CLAIMS}atom.xml", "json": f"{CLAIMS}feed.json"}
"""Where the feeds of changes and corrections lie, and those of new and changed claims."""
WORDS = f"{CLAIMS}what_words_mean/"
BROWSER = f"{CLAIMS}browser_data/"
FILES = f"{CLAIMS}data_files/"
PARTS = f"{FILES}index.json"
LISTED: tuple[Facet, ...] = ("kind", "names", "standing", "language")
"""The facets of which each value has a list of its own. The others have more values than lists are worth, or pages of
their own that list the claims."""
HISTORY = "history"
NOTICE = "full_notice"
UNDATED = "date_not_given"
IN_TENSION = "in_tension"
ANSWERS = "answers"
IN_ANSWER_TO = "in_answer_to"


def written_address(name: str) -> str | None:
    """Return the address of a file of the hand-written pages, seen from their folder; None for what is no page."""
    path = PurePosixPath(name)
    if path.suffix not in (".md", ".markdown"):
        return None
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


def in_language(name: str, languages: Collection[str]) -> tuple[str, str]:
    """Return the name of a hand-written page without its language, and that language: `index.md`, `ar`.

    A page says it before its ending (`index.ar.md`); one that says none is in the main language of the site: "".
    """
    path = PurePosixPath(name)
    language = PurePosixPath(path.stem).suffix.removeprefix(".")
    if path.suffix != ".md" or language not in languages:
        return name, ""
    return str(path.with_suffix("").with_suffix(".md")), language


def files_of_page(name: str, language: str) -> tuple[str, str]:
    """Return the names that the file of a hand-written page may have in an edition: without its language and with it.

    A site of one language has no editions, and names none: "".
    """
    stem, dot, ending = name.rpartition(".")
    return name, f"{stem}.{language}{dot}{ending}" if language else name


def root(address: str) -> str:
    """Return the way from a page up to the site's root: "../../" for `groups/hts/`, "" for the home page."""
    return "../" * address.count("/")


def href(origin: str, target: str, anchor: str = "") -> str:
    """Return the relative link from one page to another, or to a place on it."""
    fragment = f"#{anchor}" if anchor else ""
    if origin == target and fragment:
        return fragment
    return (root(origin) + target or "./") + fragment


def part_address(address: str, part: int) -> str:
    """Return the address of a later part of a record's page."""
    return address if part == 1 else f"{address}{part}/"


def index_part(address: str, part: int) -> str:
    """Return the address of a later part of an index, which no record's address can be."""
    return address if part == 1 else f"{address}page_{part}/"


def facet_address(facet: Facet, value: str) -> str:
    """Return the address of the claims that have a value of a facet, where there is such a list."""
    step = slug(value) if value else "not_given"
    # Two values must not have one address: a word that a slug loses something of keeps what tells it apart.
    told = step if step in (value, "not_given") else f"{step}_{crc32(value.encode()):08x}"
    return f"{CLAIMS}by_{facet}/{told}/"


def claim_file(name: str, form: str) -> str:
    """Return the address of a batch of claims as data."""
    return f"{FILES}claims_{name}.{form}"


def permalink(claim: str) -> str:
    """Return the address that a claim keeps for good: that of its page, or of a stub that leads to where it stands."""
    return f"{CLAIMS}{claim}/"


def within(claim: str) -> str:
    """Return what the anchors of the parts of a claim begin with, where it has no page of its own."""
    return f"{claim}__"


def part_of(address: str) -> str:
    """Return what is followed by the anchor of one of its parts in links to a claim that stands at an address."""
    page, mark, claim = address.partition("#")
    return f"{page}#{within(claim)}" if mark else f"{address}#"


def date_anchor(year: str) -> str:
    """Return the anchor of a year in the list of all claims; "" stands for no date."""
    return f"year_{year}" if year else UNDATED


def mentions(address: str) -> str:
    """Return the address of the list of claims that merely mention an entity."""
    return f"{address}mentions/"


def entity_timeline(address: str) -> str:
    """Return the address of the timeline of the claims about an entity."""
    return f"{address}{TIMELINE}"


def dossier_feeds(address: str) -> Mapping[str, str]:
    """Return the addresses of the feeds of a dossier, by their form."""
    return {"atom": f"{address}atom.xml", "json": f"{address}feed.json"}


def published(address: str) -> str:
    """Return the address of the list of an outlet's sources."""
    return f"{address}published/"


def card_file(id: str, files: int) -> str:
    """Return the address of the file with the card of a record, of so many files; assets/cards.js knows it too.

    It depends on the id alone, so that one record more or less changes one file.
    """
    return f"{CARDS}{shard(id, files):x}.js"


def year_anchor(year: int) -> str:
    """Return the anchor of a year on a timeline."""
    return f"year_{year:04}"


def map_file(name: str, what: Literal["places", "claims", "outline"]) -> str:
    """Return the address of a file that the map loads: of a cell, of what is said of some of its places, of a tile."""
    return f"{MAP}{name}/{what}.js"


def told_in(cell: str, place: int) -> str:
    """Return the name of the file that has what is said of a place, by its number among those of its cell."""
    return f"{cell}_{place // TOLD_TOGETHER + 1}"


def tile_name(column: int, row: int) -> str:
    """Return the name of a tile of detailed outlines."""
    return f"w{column}_{row}"


@lru_cache(maxsize=4096)
def theme_anchor(heading: str) -> str:
    """Return the anchor of a heading on a dossier or of a place in a source."""
    return f"on_{slug(heading) or 'the_whole'}"


def search_file(name: str) -> str:
    """Return the address of a shard of the search index."""
    return f"{SEARCH}{name}.js"


def letter_anchor(initial: str) -> str:
    """Return the anchor of a letter in an index: letters of two scripts that look alike have two anchors."""
    return f"letter_{initial.lower()}" if initial.isascii() and initial.isalpha() else f"letter_u{ord(initial):x}"


def word_anchor(group: str, word: str) -> str:
    """Return the anchor of a word, by its key in the vocabulary, among the words of one sort."""
    return f"{group}_{slug(word)}"


def change_anchor(commit: str) -> str:
    """Return the anchor of what a commit changed, on the page of the claim."""
    return f"changed_{commit[:12]}"


def shard(id: str, number: int) -> int:
    """Return in which of so many shards an id lies, by a hash (FNV-1a) that a script works out as well."""
    found = 0x811C9DC5
    for byte in id.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found % number
