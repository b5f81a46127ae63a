"""Hand-written pages: which records they link and embed, which lists they place, and what leads nowhere.

The pages themselves are built by the engine; this module reads their Markdown only as far as `[[links]]` go.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from . import ordinary
from .corpus import Corpus
from .names import is_text, suggest
from .problems import Problem, Spot
from .prose import LINK_FORMS, REFERENCE, Placed, Reference, placed, references
from .settings import Settings
from .words import languages
from .yamlfile import Document, forbidden_in, no_value_in, read_config, unmerged_in

LISTS = ("newest-claims", "entities", "not-known", "corrections")
"""The names of the lists that a page can place."""
_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_ALMOST = re.compile(r"\.(?:md|markdown|mdown|mkdn?)(?:\.txt)?\Z", re.IGNORECASE)
"""An ending that was meant as one of these; some editors add one of their own, and file managers hide it."""
_FENCED = re.compile(r"^([ \t]*)(```|~~~).*?^\1\2", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<holder>(?:[-*+:]|\d+\.)[ \t]|(?:!!!|\?\?\?|===)[ +!]|\[\^[^\]]+\]:)?")
"""Of a line: what it is indented by, and that it begins an item, a definition, a box, a tab or a footnote."""
_LEVEL = 4
_SIGN = re.compile(r"[^\n]")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
"""As MkDocs has it."""
_OPENED = re.compile(r"---[ \t]*\n(?:[ \t]*\n)*(?:title|description|hide|template|icon|status|tags|search)[ \t]*:")
"""A head with one of the settings that the theme knows, be it closed or not; other words may stand below a rule."""
_ADDRESS = re.compile(
    r"""\\.|<!--.*?-->|(?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?P=code)"""
    r"""|\]\(\s*<?(?P<linked>(?:\w+:)?//[^\s<>"')]*)|<(?P<alone>\w+://[^\s<>]*)>""",
    re.DOTALL,
)
"""An address of another host that Markdown links; or what is none: code, a comment, an escaped sign."""
_FOLDER = re.compile(
    r"""\\.|(?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?P=code)"""
    r"""|\]\(\s*<?(?P<linked>(?![\w+.-]+:|[/#?])[^\s<>"'()#?]*/)(?=[\s>)#?])""",
    re.DOTALL,
)
"""A folder that Markdown links as seen from the page, or what is no link."""
_COMMENT = re.compile(r"\\.|(?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?P=code)|(?P<comment><!--.*?-->)", re.DOTALL)
"""A comment, or what is none though it may hold the signs of one."""
_DEFINED = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\[\]\n]+)\]:[ \t]*\n?[ \t]*(?P<address>(?:\w+:)?//[^\s<>]*)", re.MULTILINE
)
"""An address that links of the page name."""
_LOST = ("Y025", "Y030")
"""How something at the head of a page is lost: cut off by a #, or given twice."""
_TOLD_OF_PAGES = ("title", "description")
"""What pages, and others of them, are called by: it stands in heads, in the navigation and in what robots read."""
_HALF = re.compile(
    rf"\\.|(?P<code>`+).+?(?P=code)|{REFERENCE}|!\[\[[^\[\]]*\]\]|(?P<half>\[\[)(?!\[|[^\n]*\][(\[])", re.DOTALL
)
"""A `[[` that opens no link, or what is none; Markdown's own links may have brackets around them."""
_SAYS = re.compile(r"^\s*[^\s#]", re.MULTILINE)


def written_pages(root: Path, corpus: Corpus) -> tuple[str, ...]:
    """Return the Markdown files of the site's hand-written pages, as paths seen from the site's folder."""
    folder = root / corpus.settings.pages_dir
    pages = (path for ending in _ENDINGS for path in folder.rglob(f"*{ending}") if path.is_file())
    return tuple(sorted(filter(is_text, (Path(os.path.relpath(path, root)).as_posix() for path in pages))))


def judge_readable(root: Path, corpus: Corpus) -> list[Problem]:
    """Return a problem for each hand-written page that cannot be read at all, or whose files lie elsewhere."""
    read = (_text(root, file) for file in written_pages(root, corpus))
    return [*_not_published(root, corpus), *(problem for problem in read if isinstance(problem, Problem))]


def judge_written(root: Path, corpus: Corpus, lists: Collection[str] = LISTS) -> list[Problem]:
    """Return what is wrong at the head of hand-written pages, and each of their links and lists that leads nowhere.

    `lists` are the names of the lists that there are.
    """
    problems = [*_not_published(root, corpus)]
    for file in written_pages(root, corpus):
        text = _text(root, file)
        problems += [text] if isinstance(text, Problem) else _in_page(file, text, corpus, lists)
    return problems


def _not_published(root: Path, corpus: Corpus) -> Iterator[Problem]:
    """Yield what is no file in the folder of pages or no page, and links that would publish what lies elsewhere."""
    folder = root / corpus.settings.pages_dir
    for path in sorted(folder.rglob("*")):
        file = Path(os.path.relpath(path, root)).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
            said = f"a symbolic link that leaves {corpus.settings.pages_dir}/"
            hint = "put the file itself here; all that lies here is published, and nothing else"
            yield Problem("T115", "error", Spot(file), said, hint)
        elif not is_text(file):
            hint = "rename it, or the folder that it lies in"
            yield Problem("T110", "error", Spot(file), "cannot be published: its path is not in UTF-8", hint)
        elif path.exists() and not (path.is_file() or path.is_dir()):
            hint = "put an ordinary file in its place"
            yield Problem("T110", "error", Spot(file), "cannot be read: it is no file", hint)
        elif (almost := _ALMOST.search(path.name)) and path.suffix not in _ENDINGS and path.is_file():
            said = f'a file whose name ends in "{almost[0]}" is no page: links in it are not looked at'
            yield Problem("T117", "warning", Spot(file), said, f"rename it to {path.name[: almost.start()]}.md")
        elif path.suffix == ".md" and path.is_file():
            yield from _of_no_edition(file, corpus.settings)


def _of_no_edition(file: str, settings: Settings) -> Iterator[Problem]:
    """Yield that the name of a page ends with a language, where the site has no edition that it would be a page of."""
    page, _, language = file.removesuffix(".md").rpartition(".")
    editions = {tag.lower(): tag for tag in settings.languages} if settings.options.languages else {}
    if language not in editions.values() and language.lower() in {*editions, *map(str.lower, languages())}:
        said = f'"{language}" is no language of the site, so that it becomes a part of the address of this page'
        own = editions.get(language.lower())
        hint = f"rename it to {page}.{own}.md" if own else "take it out of the name, or name it under `languages`"
        yield Problem("T117", "warning", Spot(file), said, hint)


def _text(root: Path, file: str) -> str | Problem:
    try:
        return ordinary.read_text(root / file, "utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        return Problem(
            "T110", "error", _spot(file, before, len(before), 1), "the page is not UTF-8", "save it as UTF-8"
        )
    except OSError as error:
        return Problem("T110", "error", Spot(file), f"cannot be read: {error.strerror}", "see whether it may be read")


def _in_front_matter(file: str, text: str) -> Iterator[Problem]:
    """Yield why the YAML at the head of a page cannot be read, which the engine would show as text, or what is lost."""
    found = _FRONT_MATTER.match(text)
    if not found and _OPENED.match(text):
        message, hint = "the head of the page is not closed", "write --- on a line of its own below the last setting"
        yield Problem("T114", "error", Spot(file, 1, 1, 3), message, hint)
    if found and _SAYS.search(found[1]):
        head = f"\n{found[1]}"
        document, problems = read_config(file, head.encode())
        if document is None:
            yield from problems
        elif isinstance(document.value, list):
            message, hint = "the head of the page is a list", "write settings with names, such as `title: …`"
            yield Problem("T114", "error", document.spot(()), message, hint)
        elif spot := no_value_in(file, head):
            hint = "put it between quotes, so that it is a text"
            yield Problem("T114", "error", spot, "at the head of the page, this can be read as no value", hint)
        else:
            yield from (problem for problem in problems if problem.code in _LOST)
            yield from _untold_in(document)


def _untold_in(document: Document) -> Iterator[Problem]:
    """Yield what the head of a page says of it that is no text, or has a link, which stands nowhere but in a page."""
    head = document.value if isinstance(document.value, dict) else {}
    for name, value in ((name, head.get(name)) for name in _TOLD_OF_PAGES):
        message = f"`{name}` at the head of the page is no text"
        hint = "put it between quotes, so that it is a text"
        if isinstance(value, str):
            message = f"a link in `{name}` at the head of the page: it leads nowhere, and its signs would stand there"
            hint = "write the words themselves"
        if isinstance(value, (list, dict)) or "[[" in (value or ""):
            yield Problem("T114", "error", document.spot((name,)), message, hint)


def _in_page(file: str, text: str, corpus: Corpus, lists: Collection[str]) -> Iterator[Problem]:
    yield from forbidden_in(file, text)
    yield from _in_front_matter(file, text)
    prose = _without_code(text)
    yield from unmerged_in(file, prose)
    readable = _without_comments(_without_head(file, prose))
    for reference in references(readable):
        known = {"entity": corpus.entities, "claim": corpus.claims, "source": corpus.sources}[reference.kind]
        if reference.id not in known and not corpus.is_amiss(reference.id):
            spot = _spot(file, text, reference.start, reference.end - reference.start)
            yield Problem("T111", "error", spot, *_leads_nowhere(reference, known, corpus))
    for half in _HALF.finditer(readable):
        if half["half"]:
            yield Problem("T105", "error", _spot(file, text, half.start(), 2), "a [[ that is no link", LINK_FORMS)
    for found in placed(readable):
        if amiss := _amiss(found, lists):
            yield Problem("T112", "error", _spot(file, text, found.start, found.end - found.start), *amiss)
    for start, address in _addresses(readable):
        if not _is_readable(address):
            spot = _spot(file, text, start, len(address))
            hint = "correct it, most of all its brackets; what is no link can stand between backticks"
            yield Problem("T113", "error", spot, f'"{address}" is no address: nobody can tell its host', hint)
    if not Path(file).name.startswith("index."):  # whose address is its folder: both ways of counting are one
        yield from _folders_linked(file, text, readable)


def _leads_nowhere(reference: Reference, known: Collection[str], corpus: Corpus) -> tuple[str, str]:
    """Return what is wrong with a link of which nobody knows the record, or not of this sort, and what to do."""
    id = reference.id
    message = f'no {reference.kind} "{id}"'
    if id in corpus.sources or id in corpus.claims:
        sort = "source" if id in corpus.sources else "claim"
        return f"{message}: it is a {sort}", f"link it as [[{sort}:{id}]]"
    if id in corpus.entities:
        return f"{message}: it is an entity", f"link it as [[{id}]]"
    if now := corpus.now(id):
        return message, f'its id is "{now}" now'
    close = suggest(id, known)
    return message, f'did you mean "{close[0]}"?' if close else "write the id of a record that is published"


def _folders_linked(file: str, text: str, readable: str) -> Iterator[Problem]:
    """Yield each link to a folder: one engine counts from the page's file, another from its address."""
    for link in _FOLDER.finditer(readable):
        if address := link["linked"]:
            spot = _spot(file, text, link.start("linked"), len(address))
            message = f'from where "{address}" counts depends on the engine'
            hint = "name a file as seen from this one: (claims/index.md) leads to a section; [[its-id]] to a record"
            yield Problem("T116", "warning", spot, message, hint)


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield each address of another host that a page links, and where it stands: in a link, or far from those to it."""
    for link in _ADDRESS.finditer(text):
        if name := link.lastgroup if link.lastgroup != "code" else None:
            yield link.start(name), link[name]
    for defined in _DEFINED.finditer(text):
        if text.lower().count(f"[{defined['name'].lower()}]") > 1:  # the engine never looks at one that nothing names
            yield defined.start("address"), defined["address"]


def _without_code(text: str) -> str:
    """Return the text of a page with spaces in the place of blocks of code."""
    text = _FENCED.sub(lambda found: _SIGN.sub(" ", found[0]), text)
    return "\n".join(_SIGN.sub(" ", line) if is_code else line for line, is_code in _lines(text))


def _without_head(file: str, text: str) -> str:
    """Return the text of a page with spaces in the place of its settings, where brackets are lists and no links."""
    found = _FRONT_MATTER.match(text)
    if not found or "[[" not in found[0]:
        return text
    document, _ = read_config(file, found[1].encode())
    settings = document is not None and isinstance(document.value, dict)
    return _SIGN.sub(" ", found[0]) + text[found.end() :] if settings else text


def _without_comments(text: str) -> str:
    """Return the text of a page with spaces in the place of comments, which no reader sees."""
    return _COMMENT.sub(lambda found: _SIGN.sub(" ", found[0]) if found["comment"] else found[0], text)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it is code: indented deeper than the items and boxes that are open there."""
    level, is_code, is_below_space = 0, False, True
    for line in text.split("\n"):
        found = _LINE.match(line)
        assert found is not None
        indent = len(found["indent"].expandtabs(_LEVEL)) // _LEVEL
        if not line.strip():
            is_below_space = True
            yield line, False
            continue
        is_code = indent > level and (is_code or is_below_space)
        if not is_code and (found["holder"] or is_below_space):
            level = indent + bool(found["holder"])
        is_below_space = False
        yield line, is_code


def _is_readable(address: str) -> bool:
    """Tell whether an address can be taken apart; on a link that cannot, the engine gives up without saying where."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _amiss(found: Placed, lists: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with what a page places, and what to do; None if nothing is."""
    if found.kind not in ("claim", "list"):
        return "only claims and lists can be placed on a page", "take out the ! before it, and it is a link"
    if found.kind == "list" and found.name not in lists:
        close = suggest(found.name, lists)
        known = ", ".join(lists)
        return f'no list "{found.name}"', f'did you mean "{close[0]}"?' if close else f"lists are: {known}"
    if not found.alone:
        hint = "put it on a line of its own, with an empty line above and below it"
        return f"a {found.kind} stands inside a paragraph", hint
    return None


def _spot(file: str, text: str, place: int, width: int) -> Spot:
    line = text.count("\n", 0, place) + 1
    column = place - (text.rfind("\n", 0, place) + 1) + 1
    return Spot(file, line, column, width)
