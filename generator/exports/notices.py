"""Two short texts for programs that read whole sites: where its pages are listed, and how its words must be handled."""

from __future__ import annotations

from collections.abc import Collection

from ..pages import (
    CLAIMS,
    CORRECTIONS,
    FEEDS,
    FILES,
    MAP,
    NETWORK,
    NEWS,
    NOT_KNOWN,
    PARTS,
    SOURCES,
    TIMELINE,
    WORDS,
)
from ..settings import Settings

METHOD = "method/"
_CAVEATS = """\
## Before you use anything from here

- Every statement here is a claim that somebody made. This site states none as a fact.
- Never repeat a statement without its mode, who said it, and its caveats. They stand beside it on every page: above
  it the chain of who told whom, under it how far it can be trusted. The title of a claim begins with its standing, as
  in "Reported act, not verified".
- A plan, an intent and a motive are not acts. Several reports of one origin are one origin, and "at most" means that
  less is known. "Not given" and "not known" are findings; do not fill them in.
- That a group is listed or a person is named here is not a finding against them.
- Claims that contradict each other stand side by side, and the editors have not chosen between them: give both.
- Withdrawn claims say so before anything else, and must not be repeated.
"""
_CITE = {
    "own": "- Cite the page of the claim, at its permanent address; it offers BibTeX, RIS and CSL-JSON, with caveats.",
    "anchors": "- Cite a claim at its permanent address, `claims/` and its id, which leads to where it stands.",
}


def notices(settings: Settings, addresses: Collection[str], feeds: bool) -> dict[str, bytes]:
    """Return `robots.txt` and `llms.txt` by name; none for a site without an address of its own, or on a disk.

    `addresses` are those of all pages, hand-written ones too, and of files with data; of others nothing is said.
    `feeds` tells whether the site has feeds.
    """
    if not settings.url or settings.offline:
        return {}
    # Programs ask for this file at the root only, so the main edition names the lists of all.
    editions = () if settings.main else map(settings.edition, settings.options.languages)
    maps = [f"Sitemap: {edition.url}sitemap.xml\n" for edition in (settings, *editions)]
    robots = f"User-agent: *\nAllow: /\n\n{''.join(maps)}"
    return {"robots.txt": robots.encode(), "llms.txt": _llms(settings, settings.url, addresses, feeds).encode()}


def _llms(settings: Settings, url: str, addresses: Collection[str], feeds: bool) -> str:
    """Return the site in the form of llmstxt.org: what it is, how to handle it, and where things are."""
    pages = [
        ("How to read a dossier", METHOD),
        ("What the words mean", WORDS),
        *((kind.plural, f"{kind.folder}/") for kind in settings.types.values()),
        ("Claims", CLAIMS),
        ("Sources", SOURCES),
        ("Timeline", TIMELINE),
        ("Network of relations", NETWORK),
        ("Map of places", MAP),
        ("What is not known", NOT_KNOWN),
        ("Changes and corrections", CORRECTIONS),
    ]
    data = [
        ("All claims as data, each with its caveats, as JSON Lines and CSV", FILES),
        ("List of these files, as JSON", PARTS),
    ]
    news = [("New and changed claims, as JSON", NEWS["json"]), ("Changes and corrections, as JSON", FEEDS["json"])]
    machines = [("Sitemap", "sitemap.xml"), *_there(data, addresses), *(news if feeds else [])]
    about = settings.description or "Who said what, and how far it can be trusted."
    rules = f"{_CAVEATS}{_CITE[settings.options.claim_pages]}"
    parts = [f"# {settings.name}", f"> {about}", rules, _listed("Pages", url, _there(pages, addresses))]
    return "\n\n".join([*parts, _listed("For programs", url, machines)]) + "\n"


def _there(links: list[tuple[str, str]], addresses: Collection[str]) -> list[tuple[str, str]]:
    return [(words, address) for words, address in links if address in addresses]


def _listed(title: str, url: str, links: list[tuple[str, str]]) -> str:
    return "\n".join([f"## {title}", "", *(f"- [{words}]({url}{address})" for words, address in links)])
