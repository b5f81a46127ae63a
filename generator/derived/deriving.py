"""Changes a tree of settings, step by step, into that of the engine’s run, and notes what it refuses."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..evidence import FOLDER, VARIABLE
from ..problems import DossierError, Problem, Severity, Spot
from ..words import Words, languages, words_of
from .kinds import icons_of, lacking, not_spoken
from .mistyped import mistyped
from .named import HOOK, named
from .navigation import Navigation, Pages
from .nodes import (
    composed,
    drop,
    items_of,
    key_of,
    mapping_of,
    name_of,
    node_of,
    put,
    put_node,
    scalars_of,
    text_of,
    value_of,
    walk,
)
from .published import THEME, refused

PAGES_WITH_INSTANT_NAVIGATION = 2_000
_FETCHING = ("navigation.instant", "search.highlight")
_STORING = ("announce.dismiss", "content.tabs.link")
_TABS = "navigation.tabs"
_CONFIG = "mkdocs.yml"
_UNUSED = ("site_dir", "hooks", "watch", "strict", "repo_url", "repo_name", "remote_branch", "remote_name")
_OWN_HOOK = "mkdocs_hook.py"
_LEAVING_OUT = ("exclude_docs", "draft_docs")
_OWN = {
    "markdown_extensions": "generator.prose",
    "extra_css": "assets/dossier.css",
    "extra_javascript": "assets/dossier.js",
}
_TEXTS = ("site_name", "site_description", "site_author", "copyright")
_OTHER_THAN_TEXT = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "float", "int", "timestamp"))
_REPO_HINT = "remove it; `extra: {dossier: {edit_url: …}}` gives every page its edit link"


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived configuration, and what the rest of the work needs to know of it.

    `sections` are the folders that get frames, `in_nav` those that the navigation names; `paths` are the files
    and folders that the configuration names or inherits from, also by links, `variables` the environment variables that
    it reads. Whether it `leaves_out` hand-written pages: which, only the engine can tell. `keys` tells where the
    settings stand that the file, or one from which it inherits, names at its top.
    """

    text: str
    site_name: str
    docs_dir: str
    site_url: str
    features: tuple[str, ...]
    sections: tuple[str, ...]
    in_nav: frozenset[str]
    paths: tuple[Path, ...]
    variables: tuple[str, ...]
    problems: tuple[Problem, ...]
    leaves_out: bool
    keys: Mapping[str, Spot]


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in another language than its main one: the folder that it lies in, and what it says of itself.

    `words` translate the labels of navigation and theme. What `name`, `description` and `copyright` leave out ("") is
    as in the main language.
    """

    language: str
    folder: str
    words: Words
    name: str = ""
    description: str = ""
    copyright: str = ""


def derive_config(
    site_dir: Path,
    engine: str,
    sections: Collection[str],
    page_count: int,
    environ: Mapping[str, str],
    *,
    private: bool = False,
    edition: Edition | None = None,
    offline: bool = False,
) -> Derived:
    """Return the configuration of the engine's run; raises DossierError if `mkdocs.yml` cannot be read at all.

    `sections` are addresses of folders, such as "groups/"; `page_count` decides about instant navigation; `environ`
    is what `!ENV` refers to. A `private` site has no address in the web; an `offline` one has no feature of the theme
    that fetches anything. An `edition` is the site in another language.
    """
    try:
        return _Deriving(site_dir, engine, sections, page_count, environ, private, edition, offline).derived()
    except RecursionError:
        raise DossierError(f"{_CONFIG} has a part that stands inside itself, without end: write it out") from None


@dataclass
class _Deriving:
    """One derivation: the tree, changed step by step, and the problems found on the way."""

    site_dir: Path
    engine: str
    given: Collection[str]
    page_count: int
    environ: Mapping[str, str]
    private: bool
    edition: Edition | None
    offline: bool
    problems: list[Problem] = field(default_factory=list)

    def derived(self) -> Derived:
        """Change what must be changed, in the order of the file; everything else stays as it is."""
        self.root, inherited = composed(self.site_dir / _CONFIG, _CONFIG)
        keys = {name.value: _spot(name) for name, _ in self.root.value if isinstance(name, ScalarNode)}
        self.docs_dir = self._resolved(value_of(self.root, "docs_dir")) or "docs"
        site_url = self._resolved(value_of(self.root, "site_url"))
        self.site_url = "" if self.private else (site_url.rstrip("/") + "/").lstrip("/")
        self._as_typed()
        self._refuse()
        self._pages_dir()
        self._published(value_of(self.root, "docs_dir"), self.docs_dir, "hand-written pages")
        languages = self._languages()
        self.pages = Pages(
            self.site_dir / self.docs_dir, self.docs_dir, languages,
            self.edition.language if self.edition else "".join(languages[:1]),
        )  # fmt: skip
        if self.edition:
            self._translate(self.edition)
        self._hooks()
        for key in _UNUSED:
            drop(self.root, key)
        asked = (scalars_of(node) for node in walk(self.root) if node.tag == "!ENV")
        variables = sorted({name.value for names in asked for name in names})
        self._place_theme()
        paths = tuple(sorted({*inherited, *named(self.root, self.site_dir, self.docs_dir, walk(self.root))}))
        drop(self.root, "site_url")
        if self.site_url:
            put(self.root, "site_url", self.site_url)
        self._theme()
        self._plugins()
        self._navigation()
        for key, own in _OWN.items():
            self._add(key, own)
        put(mapping_of(mapping_of(self.root, "validation"), "nav"), "omitted_files", "ignore")
        put(self.root, "docs_dir", "docs")
        put(self.root, "site_dir", "site")
        put(self.root, "use_directory_urls", True)
        text = yaml.serialize(self.root, Dumper=yaml.SafeDumper, allow_unicode=True, width=1_000_000)
        sections = tuple(sorted({*self.given, *self.in_nav}))
        return Derived(
            text, text_of(value_of(self.root, "site_name")), self.docs_dir, self.site_url, self.features, sections,
            self.in_nav, paths, tuple(variables), tuple(self.problems),
            any(value_of(self.root, key) is not None for key in _LEAVING_OUT), keys,
        )  # fmt: skip

    def _as_typed(self) -> None:
        """Let a text be what was typed, as everywhere else: a site may be called 1948, and nobody has to quote that."""
        for key in _TEXTS:
            node = value_of(self.root, key)
            if isinstance(node, ScalarNode) and node.tag in _OTHER_THAN_TEXT:
                node.tag = "tag:yaml.org,2002:str"

    def _translate(self, edition: Edition) -> None:
        """Put the words of another language in the place of the site's own."""
        if self.site_url:
            self.site_url += edition.folder
        for key, own in (("name", edition.name), ("description", edition.description)):
            if own:
                put(self.root, f"site_{key}", own)
        if edition.copyright:
            put(self.root, "copyright", edition.copyright)
        theme = self._options_of_theme()
        put(theme, "language", edition.language)
        self._labels(value_of(self.root, "nav"), edition.words)
        for scheme in items_of(value_of(theme, "palette")):
            toggle = value_of(scheme, "toggle")
            if isinstance(toggle, MappingNode) and (name := text_of(value_of(toggle, "name"))):
                put(toggle, "name", edition.words(name))

    def _labels(self, nav: Node | None, words: Words) -> None:
        """Translate the labels of a part of the navigation."""
        for item in items_of(nav):
            for place, (label, target) in enumerate(item.value if isinstance(item, MappingNode) else []):
                item.value[place] = node_of(words(label.value)), target
                if isinstance(target, SequenceNode):
                    self._labels(target, words)

    def _place_theme(self) -> None:
        """Write out the site's own folder of the theme where a variable of the environment names it."""
        theme = value_of(self.root, "theme")
        if not isinstance(theme, MappingNode):
            return
        named = value_of(theme, "custom_dir")
        if named is not None and named.tag == "!ENV":
            folder = node_of(self._resolved(named) or None)
            folder.start_mark = named.start_mark
            put_node(theme, "custom_dir", folder)

    def _resolved(self, node: Node | None) -> str:
        """Return the text of a setting, which may stand in a variable of the environment."""
        if node is None or node.tag != "!ENV":
            return text_of(node)
        *names, last = [text_of(scalar) for scalar in scalars_of(node)] or [""]
        found = next((self.environ[name] for name in [*names, last] if name in self.environ), None)
        return found if found is not None else last if names else ""

    def _add(self, key: str, own: str) -> None:
        """Add this program's own part to a list of the configuration, unless the site names it already."""
        listed = SequenceNode("tag:yaml.org,2002:seq", items_of(value_of(self.root, key)))
        if own not in [name_of(item).value for item in listed.value]:
            # A style sheet of the site's own comes after the program's, or it would change nothing.
            listed.value.insert(0 if key == "extra_css" else len(listed.value), node_of(own))
        put_node(self.root, key, listed)

    def _refuse(self) -> None:
        """Note the settings that would make a reader's browser ask somebody else, or change every address."""
        if text_of(value_of(self.root, "repo_url")):
            message = "`repo_url` makes the theme's script ask the host of the code from every reader's browser"
            self._note("S201", "error", key_of(self.root, "repo_url"), message, _REPO_HINT)
        extra = value_of(self.root, "extra")
        if isinstance(extra, MappingNode):
            if value_of(extra, "analytics"):
                message = "`analytics` makes every reader's browser report to somebody else"
                self._note("S203", "error", key_of(extra, "analytics"), message, "remove it")
            for key in ("consent", "version"):  # a plain version is a word of the site's own
                if isinstance(value_of(extra, key), MappingNode):
                    self._note_stored(key_of(extra, key))
                    drop(extra, key)
            drop(extra, "analytics")
        if text_of(value_of(self.root, "use_directory_urls")).lower() in ("false", "no", "off"):
            message = "`use_directory_urls` is off, but the addresses of records are folders"
            self._note("S205", "error", key_of(self.root, "use_directory_urls"), message, "remove the line")

    def _note_stored(self, node: Node | None) -> None:
        """Note a setting by which the theme would keep in the browser what a reader did."""
        if node is not None:
            message = f"`{node.value}` is left out: the theme would keep in every reader's browser what was done there"
            self._note("S209", "warning", node, message, "remove it")

    def _pages_dir(self) -> None:
        """Note a folder of hand-written pages that is named and is not there: a slip would lose them all."""
        named = value_of(self.root, "docs_dir")
        if named is not None and not (self.site_dir / self.docs_dir).is_dir():
            message = f'there is no folder "{self.docs_dir}", so the site has no hand-written pages'
            self._note("S104", "warning", named, message, "make it, put index.md (the home page) there, or correct it")

    def _published(self, named: Node | None, name: str, what: str) -> None:
        """Refuse a folder, all of which is published, that shares files with what must not be; or is no theme."""
        if name:
            evidence = self._resolved(self._own("evidence")) or FOLDER
            if what != THEME and self._keeps_copies_in(self.site_dir / name, evidence):
                evidence = ""  # told where copies are judged, as Q124: one folder is to be moved, and it is that one
            for message, hint in refused(self.site_dir, name, what, evidence):
                self._note("S211", "error", named or self._own("evidence"), message, hint)

    def _keeps_copies_in(self, folder: Path, evidence: str) -> bool:
        """Tell whether copies are looked for in a folder, or in one that lies in it."""
        return VARIABLE not in self.environ and (self.site_dir / evidence).resolve().is_relative_to(folder.resolve())

    def _theme(self) -> None:
        at, theme = key_of(self.root, "theme"), self._options_of_theme()
        custom = value_of(theme, "custom_dir")
        self._published(custom, text_of(custom), THEME)
        name = value_of(theme, "name")
        if name is None:
            put(theme, "name", "material")
        elif text_of(name) not in ("", "material"):  # with none, a folder of the site's own is the theme
            message = f'the theme is "{text_of(name)}", and pages are made for Material'
            self._note("S210", "error", name, message, "write `name: material` under `theme:`")
        if text_of(value_of(theme, "font")).lower() not in ("false", "no", "off"):
            message = "the theme would load its fonts from another host, from every reader's browser"
            self._note("S202", "error", key_of(theme, "font") or at, message, "write `font: false` under `theme:`")
        put(theme, "font", False)
        folder = (self.site_dir / own).resolve() if (own := text_of(value_of(theme, "custom_dir"))) else None
        if folder:
            put(theme, "custom_dir", str(folder))
        for icon, message, hint in lacking(self._own("types"), icons_of(self.root, theme), self.engine, folder):
            self._note("S212", "error", icon, message, hint)
        for option, message, hint in mistyped(theme, folder):
            self._note("S214", "warning", option, message, hint)
        self._spoken(value_of(theme, "language"), folder)
        if self.engine == "zensical" and not key_of(theme, "variant"):
            put(theme, "variant", "classic")
        self._features(theme)

    def _spoken(self, language: Node | None, folder: Path | None) -> None:
        """Note a language that the theme does not know, or else one in which the program has no words."""
        spoken = self._resolved(language)
        if hint := not_spoken(spoken, self.engine, folder) if spoken else "":
            self._note("S106", "error", language, f'the theme does not know "{spoken}"', hint)
        elif spoken and not words_of(spoken).known:
            message = f'the pages do not speak "{spoken}": their own words are English'
            hint = f"languages are: {', '.join(languages())}; to add one, translate a catalogue (see HACKING.md)"
            self._note("S105", "warning", language, message, hint)

    def _options_of_theme(self) -> MappingNode:
        """Return the options of the theme, of which its name may be given alone."""
        given = value_of(self.root, "theme")
        if isinstance(given, ScalarNode):
            put_node(self.root, "theme", MappingNode("tag:yaml.org,2002:map", [(node_of("name"), given)]))
        return mapping_of(self.root, "theme")

    def _features(self, theme: MappingNode) -> None:
        """Leave out the features that frames cannot carry, that a large site must not have, or that store or fetch.

        Tabs are switched on: without them a wide screen would show no way from a generated page to another section.
        """
        kept = []
        instant = bool(self.site_url) and self.page_count <= PAGES_WITH_INSTANT_NAVIGATION
        for feature in scalars_of(value_of(theme, "features")):
            if feature.value == "toc.integrate":
                message = "`toc.integrate` moves the contents into the navigation, which generated pages do not show"
                self._note("S207", "warning", feature, message, "remove it")
            elif feature.value in _STORING:
                self._note_stored(feature)
            elif self.offline and feature.value.startswith(_FETCHING):
                continue
            elif instant or not feature.value.startswith("navigation.instant"):
                kept.append(feature.value)
        if _TABS not in kept:
            kept.append(_TABS)  # what generated pages show of the navigation: they have no sidebar
        put(theme, "features", kept)
        self.features = tuple(kept)

    def _plugins(self) -> None:
        """Keep no plugin but the search, which tells the words of hand-written pages; name those left out."""
        for item in items_of(value_of(self.root, "plugins")):
            name = name_of(item)
            if name.value not in ("search", "material/search"):
                self._leave_out(name, "plugin")
        put(self.root, "plugins", ["search"])
        put(self.root, "hooks", [HOOK])

    def _hooks(self) -> None:
        """Name the hooks that are left out: all but that of this program, which is for the engine by itself."""
        for hook in scalars_of(value_of(self.root, "hooks")):
            if Path(hook.value).name != _OWN_HOOK:
                self._leave_out(hook, "hook")

    def _leave_out(self, node: Node, kind: str) -> None:
        message = f'the {kind} "{node.value}" is left out: most pages never pass through the engine'
        self._note("S204", "warning", node, message, f"remove it from `{kind}s`")

    def _navigation(self) -> None:
        translate = self.edition.words if self.edition else str
        navigation = Navigation(self.pages, self.given, translate, self._own("types"), self._note)
        put_node(self.root, "nav", navigation.derived(value_of(self.root, "nav")))
        self.in_nav = frozenset(navigation.sections)

    def _own(self, name: str) -> Node | None:
        """Return one of this program's own settings."""
        extra = value_of(self.root, "extra")
        dossier = value_of(extra, "dossier") if extra else None
        return value_of(dossier, name) if dossier else None

    def _languages(self) -> tuple[str, ...]:
        """Return the languages that names of pages may say: the main one and those of the other editions, if any."""
        others = self._own("languages")
        names = [str(name.value) for name, _ in others.value] if isinstance(others, MappingNode) else []
        return (text_of(value_of(self._options_of_theme(), "language")) or "en", *names) if names else ()

    def _note(self, code: str, severity: Severity, node: Node | None, message: str, hint: str) -> None:
        self.problems.append(Problem(code, severity, _spot(node), message, hint))


def _spot(node: Node | None) -> Spot:
    """Return where a node stands; the file as a whole for one that was put there."""
    mark = node.start_mark if node else None
    width = len(node.value) if isinstance(node, ScalarNode) else 1
    return Spot(mark.name, mark.line + 1, mark.column + 1, width) if mark else Spot(_CONFIG)
