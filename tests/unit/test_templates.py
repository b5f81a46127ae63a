"""Templates: what is printed is what Jinja itself prints, whatever of it a site's own template uses."""

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import templates
from generator.markup import Html
from generator.problems import DossierError
from generator.templates import Templates, assets, gathered
from generator.words import ENGLISH, Words, words_of

CASES = Path(__file__).parents[1] / "golden" / "templates"
PROGRAM = Path(__file__).parents[2] / "templates"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.glob("*.html")))
@pytest.mark.parametrize("name", ["", "A & “B”", "<b>"])
def test_templates_print_what_jinja_prints(case: str, name: str) -> None:
    """Whatever a template uses, it is compiled to code that prints what Jinja's own code prints."""
    tree = [SimpleNamespace(name="r", inner=[SimpleNamespace(name="<", inner=[])])]
    item = SimpleNamespace(name=name, number=2, none=None)
    values = {"item": item, "rows": ["<", name], "tree": tree, "shout": lambda words, mark="!": f"{words}{mark}"}
    own = Environment(
        loader=FileSystemLoader(CASES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    expected = own.get_template(case).render(values, html=Markup("<u>"))
    assert Templates(gathered([CASES]), ENGLISH).fill(case, {**values, "html": Html("<u>")}) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [("\n{% if x %}\n{{ nobody }}{% endif %}", 3), ("a\n{% for n in x %}\n\n{{ n.no }}{% endfor %}", 4)],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, source: str, line: int) -> None:
    """A mistake shows as one sentence with file and line, also where many lines print in a row."""
    (tmp_path / "page.html").write_text(source, "utf-8")
    with pytest.raises(DossierError, match=rf"page\.html:{line}: the template is wrong"):
        Templates(gathered([tmp_path]), ENGLISH).fill("page.html", {"x": [1]})


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A broken installation, or a folder that lost a file, is one sentence."""
    with pytest.raises(DossierError, match=r"^there is no template page\.html$"):
        Templates(gathered([tmp_path]), ENGLISH).fill("page.html", {})


@pytest.mark.usefixtures("unwaiting")
def test_a_template_that_is_no_file_is_told(tmp_path: Path) -> None:
    """A pipe is not waited for; what an editor leaves beside a template is passed over."""
    (tmp_path / ".#page.html").symlink_to("somebody.who.edits.it")
    assert gathered([tmp_path]) == {}
    os.mkfifo(tmp_path / "page.html")
    with pytest.raises(DossierError, match=rf"^cannot read {tmp_path}/page\.html: it is no file$"):
        gathered([tmp_path])


PARTS = {
    "page.html": """\
<p>
{% with y = 1 %}{% include "a.html" %}{% endwith %}
{% include "b.html" %}
{{ four }}
""",
    "a.html": "{{ y }}\n{{ two }}\n",
    "b.html": """\n  {% include "c.html" %}\n{{ three }}\n""",
    "c.html": "{% if x %}\n{{ one }}\n{% endif %}",
}


@pytest.mark.parametrize(
    ("right", "file", "line"),
    [("four", "page.html", 4), ("two", "a.html", 2), ("three", "b.html", 3), ("one", "c.html", 2), ("x", "c.html", 1)],
)
@pytest.mark.parametrize("wrong", ["nobody", "1 / 0", "1 | nothing", "1 +"])
def test_mistakes_in_a_part_are_told_with_its_own_line(
    tmp_path: Path, right: str, file: str, line: int, wrong: str
) -> None:
    """Who writes a part of pages is told which part is wrong, and where, though it is compiled within a page."""
    for name, source in PARTS.items():
        (tmp_path / name).write_text(source.replace(f" {right} ", f" {wrong} "), "utf-8")
    values = dict.fromkeys(["one", "two", "three", "four", "x"], 1)
    with pytest.raises(DossierError, match=rf"/{file}:{line}: the template is wrong"):
        Templates(gathered([tmp_path]), ENGLISH).fill("page.html", values)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a.html": b'1\n{% include "a.html" %}'}, r"/a\.html:2: .*a\.html is included in itself"),
        (
            {"a.html": b'{% include "b.html" %}', "b.html": b'\n{% include "a.html" %}'},
            r"/b\.html:2: .*a\.html is incl",
        ),
        ({"a.html": b'{% include "no.html" %}'}, r"/a\.html:1: .*there is no template no\.html"),
        ({"a.html": b'{% include "b.html" %}', "b.html": b"\xff"}, r"/b\.html is not UTF-8"),
        ({"a.html": b"{% include 'b.html' %}", "b.html": b"\xff"}, r"/b\.html is not UTF-8"),
        ({"a.html": b"1\r2\r\n\r{{ nobody }}"}, r"/a\.html:4: the template is wrong"),
    ],
)
def test_parts_that_cannot_be_put_in_their_place(tmp_path: Path, parts: dict[str, bytes], said: str) -> None:
    """One that includes itself, one that is not there, and one that is no text are told where they are included."""
    (tmp_path / "page.html").write_text('{% include "a.html" %}', "utf-8")
    for name, source in parts.items():
        (tmp_path / name).write_bytes(source)
    with pytest.raises(DossierError, match=said):
        Templates(gathered([tmp_path]), ENGLISH).fill("page.html", {})


@pytest.mark.parametrize(
    "source",
    [
        '{% extends "page.html" %}',
        '{% import "page.html" as page %}',
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
)
def test_a_template_that_leads_to_itself_is_told(tmp_path: Path, source: str) -> None:
    """One that extends itself, as if it were the program's of this name, ended in a traceback."""
    (tmp_path / "page.html").write_text(f"\n{source}", "utf-8")
    with pytest.raises(DossierError, match=r"/page\.html:2: the template is wrong: it leads to itself, without end"):
        Templates(gathered([tmp_path]), ENGLISH).fill("page.html", {})


def noting_what_is_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    compiled: list[str | None] = []
    real = Environment.compile

    def noted(environment: Environment, source: Any, name: str | None = None, *rest: Any) -> Any:
        compiled.append(name)
        return real(environment, source, name, *rest)

    monkeypatch.setattr(Environment, "compile", noted)
    return compiled


def test_a_template_is_compiled_once_until_anything_in_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who builds a site again compiles nothing, but sees at once what changed, in an included part and in the words."""
    compiled = noting_what_is_compiled(monkeypatch)
    (tmp_path / "page.html").write_text('{% include "part.html" %}\n{{ _("Claims") }}', "utf-8")

    def filled(part: str, words: Words) -> str:
        (tmp_path / "part.html").write_text(part, "utf-8")
        return Templates(gathered([tmp_path]), words).fill("page.html", {})

    arabic = words_of("ar")
    assert [filled("a ", ENGLISH), filled("a ", ENGLISH)] == ["a Claims"] * 2
    assert filled("b ", ENGLISH) == "b Claims"
    assert filled("b ", arabic) == f"b {arabic('Claims')}"
    assert compiled == ["page.html"] * 3


def test_what_a_template_of_the_program_was_compiled_to_is_kept_beside_its_modules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process compiles the program's own templates no more, unless any differs; a site's own ones it does."""
    compiled, own, arabic = noting_what_is_compiled(monkeypatch), tmp_path / "own", words_of("ar")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    Path(cache_from_source(templates.__file__)).parent.mkdir(parents=True)
    own.mkdir()

    def times(folders: list[Path], words: Words) -> int:
        """Return how many templates another process compiles."""
        templates._environment.cache_clear()
        compiled.clear()
        Templates(gathered(folders), words).compile(["redirect.html", "words.html"])
        return len(compiled)

    assert [times([PROGRAM], words) for words in (ENGLISH, ENGLISH, arabic, arabic, ENGLISH)] == [2, 0, 2, 0, 0]
    assert times([PROGRAM], ENGLISH.with_own({"Claims": "Statements"})) == 2
    (own / "words.html").write_text("own", "utf-8")
    assert [times([own, PROGRAM], ENGLISH) for _ in range(2)] == [2, 2]
    for kept in (tmp_path / "compiled").rglob("*.en"):
        kept.write_bytes(kept.read_bytes()[:-1])
    assert [times([PROGRAM], ENGLISH) for _ in range(2)] == [2, 0]
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert times([PROGRAM], ENGLISH) == 2
    templates._environment.cache_clear()


def test_styles_are_joined_into_one_file_and_other_assets_stay_apart(tmp_path: Path) -> None:
    """All styles are one file, in the order of their names, of which a site may replace each; other assets stay."""
    program, own = tmp_path / "program", tmp_path / "own"
    for name, text in (("dossier.css", "base"), ("styles/b.css", "b"), ("styles/a.css", "a"), ("map.js", "script")):
        (program / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (program / "assets" / name).write_text(text, "utf-8")
    (own / "assets" / "styles").mkdir(parents=True)
    (own / "assets" / "styles" / "a.css").write_text("own a", "utf-8")
    found = assets(gathered([own, program]), None)
    assert found.pop("assets/dossier.css").startswith(b"base\nown a\nb\n")
    assert found == {"assets/map.js": b"script"}


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://dossiers.example/under/", '"https://dossiers.example/under/claims/"'),
        (None, '"claims/"'),
        ('https://dossiers.example/"</style>/', '"https://dossiers.example/\\"\\3c /style>/claims/"'),
    ],
)
def test_styles_say_how_addresses_of_claims_begin(tmp_path: Path, url: str | None, written: str) -> None:
    """On paper they begin with the address of the site; where it has none they say the way within the site alone."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "dossier.css").write_text("base", "utf-8")
    styles = assets(gathered([tmp_path]), url)["assets/dossier.css"].decode()
    assert styles.endswith(f":root {{ --claims: {written}; }}\n")


def test_no_template_keeps_words_from_those_who_listen() -> None:
    """What stands on a page is read aloud; what only repeats words for the eye is drawn by styles."""
    assert [path.name for path in PROGRAM.rglob("*.html") if "aria-hidden" in path.read_text("utf-8")] == []
