"""The navigation of a site as the engine shall see it: where an entry names a section, its sentinel page stands.

It notes entries that lead nowhere, and refuses to know the rest of the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from yaml.nodes import MappingNode, Node, SequenceNode

from ..names import SEEN, is_text
from ..pages import files_of_page, in_language
from ..problems import Severity
from .kinds import all_known
from .nodes import node_of, text_of

Note = Callable[[str, Severity, Node | None, str, str], None]
"""Takes a code, how grave it is, the node at which it is told, the message, and what to do."""


class Pages(NamedTuple):
    """The folder of hand-written pages, what it is called, which languages names of files may say, and the edition's.

    A site of one language has no editions, and names none.
    """

    folder: Path
    name: str
    languages: tuple[str, ...]
    language: str


class Navigation:
    """The entries of one navigation, and which sections they name."""

    def __init__(
        self, pages: Pages, given: Collection[str], translate: Callable[[str], str], types: Node | None, note: Note
    ) -> None:
        """Take the hand-written pages, and the sections that there are.

        `translate` gives a label that nobody wrote in the site's language; `types` is what the settings say of types.
        """
        self._pages = pages
        self._given = given
        self._translate = translate
        self._types = types
        self._note = note
        self._placed: set[str] = set()
        self.sections: set[str] = set()
        """The addresses of sections that it names."""

    def derived(self, nav: Node | None) -> SequenceNode:
        """Return the navigation that is given, else one of all there is."""
        if isinstance(nav, MappingNode) or text_of(nav):
            message = "the navigation is no list"
            self._note("S208", "error", nav, message, "begin each entry with a dash: `- Name: …`")
        entries: SequenceNode = nav if isinstance(nav, SequenceNode) else node_of(self._listed())
        entries.value = [entry for item in entries.value if (entry := self._entry(item))]
        return entries

    def _listed(self) -> list[Any]:
        """Return a navigation for a site that has none: its pages at the top, then what this program adds."""
        found = (path.name for path in self._pages.folder.glob("*.md") if is_text(path.name))
        named = (in_language(name, self._pages.languages) for name in found)
        pages = {name for name, language in named if language in ("", self._pages.language)}
        return [*sorted(pages, key=lambda page: (page != "index.md", page)), *sorted(filter(None, self._given))]

    def _entry(self, item: Node) -> Node | None:
        """Return an entry of the navigation as the engine shall see it; None if it leads nowhere."""
        if isinstance(item, MappingNode) and item.value:
            return self._named(item)
        if not text_of(item):
            self._empty(item)
            return None
        target = self._target(item)
        label = str(item.value).rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
        return item if target == item.value else node_of({self._translate(label): target}) if target else None

    def _named(self, item: MappingNode) -> Node | None:
        """Return an entry with a name, before a page or a list of entries."""
        (key, value), *more = item.value
        if more:
            message = "an entry of the navigation has one name, and here is another"
            self._note("S208", "error", more[0][0], message, "begin each entry with a dash: `- Name: …`")
            return None
        if "[[" in str(key.value):
            message = "a link in a name of the navigation: it leads nowhere, and its signs would stand there"
            self._note("S208", "error", key, message, "write the words themselves")
        if not SEEN.search(str(key.value)):
            self._note("S208", "error", key, "a name of the navigation is empty", "write the word that readers see")
        if isinstance(value, SequenceNode):
            value.value = [entry for part in value.value if (entry := self._entry(part))]
            return item
        target = self._target(value) if text_of(value) else self._empty(value)
        item.value = [(key, node_of(target))]
        return item if target else None

    def _empty(self, item: Node) -> str:
        """Say of an entry, or of what stands behind its name, that it leads nowhere."""
        message = "an entry of the navigation is empty, or no page and no list with a name"
        hint = "write a page, or a name before the list, `- Name:`, and a dash before each entry"
        self._note("S208", "error", item, message, hint)
        return ""

    def _target(self, target: Node) -> str:
        """Return the page that stands for an entry's target; "" if it leads nowhere, or where another entry leads."""
        page = self._page(target)
        if page in self._placed:
            message = f'the navigation names "{target.value}" twice, and a page has one place in it'
            self._note("S213", "error", target, message, "leave it where readers look for it first")
            return ""
        if page.endswith(".md") and "://" not in page:
            self._placed.add(page)
        return page

    def _page(self, target: Node) -> str:
        """Return the page of an entry's target: a sentinel, where the target is a folder to be filled."""
        address = str(target.value)
        if not address.strip("./"):
            self._note("S206", "error", target, f'the navigation names "{address}", and no page', 'write "index.md"')
            return ""
        page, language = in_language(address, self._pages.languages)
        if address.endswith(".md") and "://" not in address and (language or not self._has_page(address)):
            message = f'the navigation names "{address}", and there is no such page'
            hint = f"write {self._pages.name}/{address}, or remove the line"
            if language:
                message = f'the navigation names a page in one language: "{address}"'
                hint = f'write "{page}": each edition finds its own'
            elif self._has_page(plain := unquote(address)):
                hint = f'name the file as it is called: "{plain}"'
            self._note("S208", "error", target, message, hint)
            return ""
        meant = self._meant(address)
        if address.rpartition("/")[2] == "index.md" and address.removesuffix("index.md") in self._given:
            address = address.removesuffix("index.md")
        elif not meant and ("://" in address or address.startswith("/") or not address.endswith("/")):
            return address
        is_made = address in self._given or any(section and address.startswith(section) for section in self._given)
        if is_made and not meant:
            self.sections.add(address)
        elif not (self._pages.folder / address / "index.md").is_file():
            if all_known(self._types, self._given):  # else the fault is told at the type
                message = f'the navigation names "{address}", and the site has no such section'
                known = f"sections are: {', '.join(sorted(filter(None, self._given)))}"
                self._note("S206", "error", target, message, f'write "{meant}"' if meant else known)
            return ""
        return f"{address}index.md"

    def _meant(self, address: str) -> str:
        """Return the section that an address means, but writes otherwise, as `/groups`; else ""."""
        meant = f"{address.removesuffix('index.html').strip('/')}/"
        return meant if meant != address and meant in self._given else ""

    def _has_page(self, address: str) -> bool:
        """Tell whether a page will be there: hand-written, generated, or the home page."""
        folder = address.removesuffix("index.md")
        made = address == "index.md" or (folder != address and folder in self._given)
        names = files_of_page(address.lstrip("/"), self._pages.language)
        return made or any((self._pages.folder / name).is_file() for name in names)
