"""What `mkdocs.yml` says about the site: its name, address, languages, and the options of this program."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import reduce

from .model import UNSET, EntityType, Options, UnsetType, shape
from .names import SEEN, is_slug, slug
from .problems import Problem, Spot
from .web import has_login, is_web_address
from .words import Words, languages, words_of
from .yamlfile import Document, Path, Value

DEFAULT_TYPES: Mapping[str, EntityType] = {
    "group": EntityType(
        folder="groups", singular="Group", plural="Groups", like="group",
        maps={"ftm": "Organization", "schema_org": "Organization"},
    ),
    "person": EntityType(
        folder="people", singular="Person", plural="People", like="person",
        maps={"ftm": "Person", "schema_org": "Person"},
    ),
    "place": EntityType(
        folder="places", singular="Place", plural="Places", like="place",
        maps={"ftm": "Address", "schema_org": "Place"},
    ),
}  # fmt: skip
SAID = tuple(label for kind in DEFAULT_TYPES.values() for label in (kind.singular, kind.plural))
"""The labels of the types, for catalogues."""
RESERVED = (
    "assets", "cards", "claims", "corrections", "javascripts", "map", "network", "search", "sources", "stylesheets",
    "timeline",
)  # fmt: skip
_OWN = "dossier"
"""Below `extra`, what the settings of this program are called."""
_LIKE_OWN = re.compile(r"dos+iers?", re.IGNORECASE)
_SORTS = ("source", "claim")
"""Sorts of records that are no entities."""
_TYPE_NAME = re.compile(r"\w[\w-]*")
_ADDRESSES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    (("site_url",), re.compile(r"""https?://[^/\s?#"'<>][^\s?#"'<>]*\Z"""), "https://dossiers.example/"),
    (
        ("extra", "dossier", "edit_url"),
        re.compile(r"https?://[^/\s].*\{path\}"),
        "https://git.example/edit/main/{path}",
    ),
    (("extra", "dossier", "report_url"), re.compile(r"https?://[^/\s]|mailto:."), "https://git.example/issues"),
)
"""Settings that are addresses, what each must begin with or hold, and an example."""

_MAY_BE_EMPTY = frozenset(name for name in Options.__struct_fields__ if getattr(Options(), name) is UNSET)
_SHAPES: Mapping[tuple[str, ...], type] = {
    ("site_name",): str, ("site_url",): str, ("site_description",): str, ("docs_dir",): str,
    ("theme", "language"): str, ("theme", "features"): list, ("extra_css",): list, ("extra_javascript",): list,
    ("extra",): dict, ("extra", "dossier"): dict,
}  # fmt: skip

_CALLED: Mapping[type, str] = {str: "text", list: "list", dict: "settings with names"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one site, with every default filled in.

    `language` is the one in which pages speak, `main` that in which the data is written: other editions lie in the
    `folder` of their language. `overrides` is the site's own folder of the theme, if it has one. `private` tells that
    an overlay is laid over the data, so that nothing of it may be published; `offline` that pages are opened from a
    disk, without a server. Unless all types are known, nobody may be told that there is no such type.
    """

    name: str
    url: str | None
    language: str
    description: str
    pages_dir: str
    types: Mapping[str, EntityType]
    options: Options
    overrides: str = ""
    main: str = ""
    folder: str = ""
    private: bool = False
    offline: bool = False
    types_known: bool = True

    def made_offline(self) -> Settings:
        """Return the settings of a build whose pages are opened from a disk."""
        return replace(self, offline=True)

    def made_private(self) -> Settings:
        """Return the settings of a private build: it has no address in the web, and leads to no place to edit it."""
        return replace(self, url=None, options=self.options.changed(edit_url=UNSET), private=True)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all editions of the site, the main one first."""
        return (self.main or self.language, *self.options.languages)

    @property
    def is_translated(self) -> bool:
        """Tell whether pages speak another language than the data."""
        return self.language != self.languages[0]

    def edition(self, language: str) -> Settings:
        """Return the settings of the edition in a language, which lies in a folder of the site."""
        own, folder = self.options.languages[language], f"{language.lower()}/"
        return replace(
            self, language=language, main=self.language, folder=folder,
            name=own.name if isinstance(own.name, str) else self.name,
            description=own.description if isinstance(own.description, str) else self.description,
            url=f"{self.url}{folder}" if self.url else None,
        )  # fmt: skip

    def pages_hold(self, site: pathlib.Path) -> bool:
        """Tell whether the folder of hand-written pages holds the site itself, be it `..` or `/`.

        That is refused (S211), and nobody reads all of it as if it were pages.
        """
        return site.resolve().is_relative_to((site / self.pages_dir).resolve())

    def spoken(self, words: Words) -> Settings:
        """Return the settings with the labels of types in a language."""
        types = {name: kind.changed(singular=words(kind.singular), plural=words(kind.plural))
                 for name, kind in self.types.items()}  # fmt: skip
        return replace(self, types=types)

    def like(self, entity_type: str) -> str:
        """Return the default type after which a type's dossiers are worded."""
        like = self.types[entity_type].like
        return "" if isinstance(like, UnsetType) else like

    def type_of(self, folder: str) -> str | None:
        """Return the entity type whose records lie in the folder."""
        return next((name for name, kind in self.types.items() if kind.folder == folder), None)


def read_settings(document: Document) -> tuple[Settings, list[Problem]]:
    """Return the settings that `mkdocs.yml` holds, with defaults where it is silent or wrong, and what is wrong."""
    if not isinstance(document.value, dict):
        message, hint = "the settings are a list", "write settings with names, the first of them `site_name: …`"
        silent, _ = read_settings(Document.empty(document.file))
        return replace(silent, types_known=False), [Problem("S101", "error", document.spot(()), message, hint)]
    value = document.value
    problems = [*_misshapen(document), *_elsewhere(document)]
    misread = bool(problems)
    given = _said(_inside(_inside(value, "extra"), _OWN))
    options, faults = shape(given, Options)
    for fault in faults:
        spot = document.spot(("extra", "dossier", *fault.path), key=fault.key)
        problems.append(Problem("S101", "error", spot, fault.message, fault.hint))
    if options is None:
        options, _ = shape(_sound(given, {fault.path[:2] for fault in faults}), Options)
    options, theme = options or Options(), value.get("theme")
    types = {**DEFAULT_TYPES, **{name: _completed(name, kind) for name, kind in options.types.items()}}
    problems += [*_clashes(types, options, document), *_unlabelled(options, document)]
    language = _text(theme if isinstance(theme, dict) else {}, "language") or "en"
    problems += _unknown_languages(language, options, document)
    problems += _no_addresses(document)
    problems += _unnamed(document)
    settings = Settings(
        name=_text(value, "site_name"),
        url=_text(value, "site_url").rstrip("/") + "/" if _text(value, "site_url") else None,
        language=language,
        description=_text(value, "site_description"),
        pages_dir=_text(value, "docs_dir") or "docs",
        types=types,
        options=options,
        overrides=_text(theme if isinstance(theme, dict) else {}, "custom_dir"),
        types_known=not misread and not any(fault.path == ("types",) for fault in faults),
    )
    return settings, problems


def _said(given: dict[str, Value]) -> dict[str, Value]:
    """Return the options that say anything: one that may be left out may be empty, as a variable not set."""
    said = {name: value for name, value in given.items() if name not in _MAY_BE_EMPTY or _is_said(value)}
    if isinstance(editions := said.get("languages"), dict):
        said["languages"] = {tag: _translated(own) for tag, own in editions.items()}
    return said


def _translated(own: Value) -> Value:
    """Return what the site says in another language, without what is empty: that is said as in the main one."""
    return {name: said for name, said in own.items() if _is_said(said)} if isinstance(own, dict) else own


def _is_said(value: Value) -> bool:
    """Tell whether a setting says anything: a reader would see nothing of a text of spaces alone."""
    return bool(SEEN.search(value)) if isinstance(value, str) else value is not None


def _sound(given: dict[str, Value], faulty: Set[Path]) -> dict[str, Value]:
    """Return options as if nothing were said where they are faulty.

    A faulty type or language is known, its fault is told once; what is wrong with the others is told beside it.
    """
    sound = {name: said for name, said in given.items() if all(path[:1] != (name,) for path in faulty)}
    types = given.get("types")
    if "types" not in sound and isinstance(types, dict):
        sound["types"] = {
            name: _stand_in(name, kind) if ("types", name) in faulty else kind for name, kind in types.items()
        }
    editions = given.get("languages")
    if "languages" not in sound and isinstance(editions, dict):
        sound["languages"] = {tag: {} if ("languages", tag) in faulty else own for tag, own in editions.items()}
    return sound


def _stand_in(name: str, kind: Value) -> Value:
    folder = _inside({name: kind}, name).get("folder")
    known = folder if isinstance(folder, str) and is_slug(folder) else slug(name)
    return {"folder": known, "singular": name, "plural": name}


def _completed(name: str, kind: EntityType) -> EntityType:
    """Return a type as a site words it: what it says nothing of stays as it is of a default type of this name."""
    default = DEFAULT_TYPES.get(name, kind)
    like = default.like if isinstance(kind.like, UnsetType) else kind.like
    return kind.changed(like=like, maps=kind.maps or default.maps)


def _unnamed(document: Document) -> Iterator[Problem]:
    """Yield that the site has no name, be it left out or nothing that anybody sees; a list for one is told already."""
    value = document.value if isinstance(document.value, dict) else {}
    if not _is_said(value.get("site_name")):
        spot = document.spot(("site_name",)) if "site_name" in value else Spot(document.file)
        yield Problem("S102", "error", spot, "the site has no name", "say what it is called: `site_name: …`")


def _unlabelled(options: Options, document: Document) -> Iterator[Problem]:
    """Yield each label of a type of which no reader would see anything, at a link or as a heading."""
    for name, kind in options.types.items():
        for field in ("singular", "plural"):
            if not SEEN.search(getattr(kind, field)):
                spot = document.spot(("extra", "dossier", "types", name, field))
                yield Problem("S101", "error", spot, f'"{field}" is empty', "write the word that readers see")


def _misshapen(document: Document) -> list[Problem]:
    """Return a problem for each setting that is of another shape than it has to be: a list where a text is due."""
    problems = []
    for path, wanted in _SHAPES.items():
        *above, name = path
        around = reduce(_inside, above, document.value if isinstance(document.value, dict) else {})
        if name in around and not isinstance(around[name], wanted | None):
            what = _CALLED[wanted]
            message, hint = f'"{name}" is no {what}', f"write {'a ' if wanted is list else ''}{what}, or leave it out"
            problems.append(Problem("S101", "error", document.spot(path), message, hint))
    return problems


def _elsewhere(document: Document) -> Iterator[Problem]:
    """Yield what may be meant as the settings of this program, and stands where nobody looks for them."""
    value = document.value if isinstance(document.value, dict) else {}
    above = {(): value, ("extra",): _inside(value, "extra")}
    for path, around in above.items():
        for name in around:
            is_one_of_them = name in Options.__struct_fields__
            if (is_one_of_them or _LIKE_OWN.fullmatch(name)) and (*path, name) != ("extra", _OWN):
                hint = f"write it {f'below `{_OWN}:`' if is_one_of_them else f'as `{_OWN}:`'}, below `extra:`"
                message = f'nothing is read of "{name}" here'
                yield Problem("S101", "error", document.spot((*path, name), key=True), message, hint)


def _clashes(types: Mapping[str, EntityType], options: Options, document: Document) -> list[Problem]:
    problems, taken = [], dict.fromkeys(RESERVED, "the program itself")
    taken |= {language.lower(): f'the language "{language}"' for language in options.languages}
    for name, kind in types.items():
        if name in _SORTS or not _TYPE_NAME.fullmatch(name):
            spot = document.spot(("extra", "dossier", "types", name), key=True)
            message = f'"{name}" cannot be the name of a type of entities'
            hint = f"choose another word, such as armed-unit, that is not {' or '.join(_SORTS)}"
            problems.append(Problem("S103", "error", spot, message, hint))
        if kind.folder in taken:
            path: Path = ("extra", "dossier", "types", name, "folder")
            message = f'the folder "{kind.folder}" of the type "{name}" is taken by {taken[kind.folder]}'
            problems.append(Problem("S103", "error", document.spot(path), message, "choose another folder"))
        taken[kind.folder] = f'the type "{name}"'
    return problems


def _unknown_languages(main: str, options: Options, document: Document) -> list[Problem]:
    """Return a problem for each language in which no page can speak; what the theme says of its own is told there."""
    known, problems = ", ".join(languages()), []
    if words_of(main).known and main not in languages():
        message = f'the theme does not know "{main}"'
        hint = f"write it as here: {known}"
        problems.append(Problem("S106", "error", document.spot(("theme", "language")), message, hint))
    for language in options.languages:
        path: Path = ("extra", "dossier", "languages", language)
        if language.lower() == main.lower():
            message, hint = f'"{language}" is the main language already', "name only the other ones"
            problems.append(Problem("S106", "error", document.spot(path, key=True), message, hint))
        elif language not in languages():
            message, hint = f'the pages do not speak "{language}"', f"languages are: {known}"
            problems.append(Problem("S106", "error", document.spot(path, key=True), message, hint))
    return problems


def _no_addresses(document: Document) -> list[Problem]:
    """Return a problem for each setting that should be an address and is none; an empty one is left out."""
    value, problems = document.value, []
    for path, form, example in _ADDRESSES:
        *above, name = path
        around = value if isinstance(value, dict) else {}
        given = _text(reduce(_inside, above, around), name)
        is_address = given.startswith("mailto:") or is_web_address(given)
        if given and not (is_address and form.match(given)):
            message = f'"{name}" is "{given}", and no such address'
            hint = f"write one such as {example}, or leave it out; after !ENV it stands in the environment"
            problems.append(Problem("S107", "error", document.spot(path), message, hint))
        elif given and has_login(given):
            message, hint = (
                f'"{name}" holds a user name or a password, and all pages show it',
                "take out what stands before the @",
            )
            problems.append(Problem("S107", "error", document.spot(path), message, hint))
    return problems


def _inside(value: Value, key: str) -> dict[str, Value]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _text(value: dict[str, Value], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""
