"""Files that packages bring: what is said in them is kept for all sites, and everything else is judged on each."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.inspection import Budget, Expectation, Inspector, Packages, PageFacts, Statements
from generator.inspection.asking import Found
from generator.inspection.styles import hiding

STYLE = b'@import "more.css"; .a { background: url(../images/a.png); content: "Words of a style" }'
SCRIPT = b'// Words of a script.\nopen("https://example.org/dossiers/claims/");\n'
CAVEATS = (("Not verified", "unverified"),)


class ReadError(Exception):
    """A file was read in full."""


def inspector(packages: Packages, *said: str, folder: str = "", url: str | None = None, **given: object) -> Inspector:
    """Return what holds files against claims with these statements."""
    expected = [Expectation(f"claim-{number}", one, CAVEATS) for number, one in enumerate(said)]
    made = Inspector(Statements.of(expected), url, folder=folder, **given)  # type: ignore[arg-type]
    made.go_by(packages)
    return made


def codes(facts: PageFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "beside" / "packages"


@pytest.fixture
def known(place: Path) -> Path:
    """Where the style and the script are known."""
    packages = Packages(place)
    first = inspector(packages)
    for name, data in (("x/a.css", STYLE), ("a.js", SCRIPT)):
        assert not first.read_file(name, data, of_package=True).problems
    packages.settle()
    return place


@pytest.fixture
def unread(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be read in full from now on."""

    def read(*_: object) -> list[Found]:
        raise ReadError

    for name in ("hiding", "bare_in_text"):
        monkeypatch.setattr(f"generator.inspection.files.{name}", read)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("folder", ["", "ar/"])
def test_a_known_file_is_not_read_again(known: Path, folder: str) -> None:
    """Another site takes what is known, and follows addresses as they lead from there."""
    here = inspector(Packages(known), "Other words", folder=folder, url="https://example.org/dossiers/")
    style = here.read_file(f"{folder}assets/styles/a.css", STYLE, of_package=True)
    assert style == PageFacts(
        f"{folder}assets/styles/a.css", targets=(f"{folder}assets/styles/more.css", f"{folder}assets/images/a.png")
    )
    assert here.read_file("assets/a.js", SCRIPT, of_package=True).targets == ("claims/index.html",)
    with pytest.raises(ReadError):
        here.read_file("assets/b.css", STYLE)
    with pytest.raises(ReadError):
        here.read_file("assets/b.css", STYLE + b" ", of_package=True)


@pytest.mark.parametrize(("name", "data", "said"), [("x/a.css", STYLE, "Words of a style"), ("a.js", SCRIPT, "script")])
def test_what_claims_say_is_found_in_a_known_file(known: Path, name: str, data: bytes, said: str) -> None:
    """A file that shows a claim of one site is read there, and known as before on others."""
    before = known.read_bytes()
    packages = Packages(known)
    assert codes(inspector(packages, said).read_file(name, data, of_package=True)) == ["I004"]
    packages.settle()
    assert known.read_bytes() == before
    assert codes(inspector(Packages(known), "Other words").read_file(name, data, of_package=True)) == []


def test_a_known_file_is_held_against_the_settings_of_a_site(known: Path) -> None:
    """Hosts, sizes and words that must not be published are those of each site."""
    elsewhere = b"a { background: url(https://fonts.example/a.woff) }"
    packages = Packages(known)
    assert codes(inspector(packages, own_hosts=["fonts.example"]).read_file("b.css", elsewhere, of_package=True)) == []
    for again in (packages, Packages(known)):
        assert codes(inspector(again).read_file("b.css", elsewhere, of_package=True)) == ["I005"]
    small = inspector(packages, budget=Budget(paths=(("*/*.css", 10),)))
    assert codes(small.read_file("x/a.css", STYLE, of_package=True)) == ["I006"]
    assert codes(inspector(packages, leaks=["images"]).read_file("x/a.css", STYLE, of_package=True)) == ["I007"]


def test_what_hides_caveats_is_found_each_time(place: Path) -> None:
    """A file with faults is not known."""
    style = b".caveats { display: none }"
    assert list(hiding(style.decode()))
    for _ in range(2):
        packages = Packages(place)
        assert codes(inspector(packages).read_file("a.css", style, of_package=True)) == ["I014"]
        packages.settle()


def test_only_styles_and_scripts_of_packages_are_kept(known: Path) -> None:
    """What else there is may be a site's own, or leads on by more than its addresses."""
    before, packages = known.read_bytes(), Packages(known)
    here = inspector(packages)
    here.read_file("own.css", b'.own { content: "Own words" }')
    for name, data in (("a.svg", b"<svg></svg>"), ("a.txt", b"A text"), ("b.js", b'dossierMap.near({"a": "b"});')):
        here.read_file(name, data, of_package=True)
    packages.settle()
    assert known.read_bytes() == before


@pytest.mark.parametrize("left", [b"", b"nothing", None])
def test_damage_costs_nothing_but_time(known: Path, left: bytes | None) -> None:
    """What cannot be read is made anew."""
    whole = known.read_bytes()
    known.write_bytes(whole[:-1] if left is None else left)
    packages = Packages(known)
    here = inspector(packages)
    for name, data in (("x/a.css", STYLE), ("a.js", SCRIPT)):
        assert not here.read_file(name, data, of_package=True).problems
    packages.settle()
    assert known.read_bytes() == whole


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """A file in the way of the folder is no one's mistake."""
    (tmp_path / "beside").write_text("in the way", "utf-8")
    packages = Packages(tmp_path / "beside" / "packages")
    inspector(packages).read_file("x/a.css", STYLE, of_package=True)
    packages.settle()
    assert (tmp_path / "beside").read_text("utf-8") == "in the way"


def test_so_many_are_kept_and_no_more(known: Path) -> None:
    """The files of old versions go, those that came last stay."""
    packages = Packages(known)
    here = inspector(packages)
    for number in range(Packages.MOST):
        here.read_file("a.css", b'.a { content: "Number %d" }' % number, of_package=True)
    packages.settle()
    size = known.stat().st_size
    packages = Packages(known)
    inspector(packages).read_file("x/a.css", STYLE, of_package=True)
    packages.settle()
    assert known.stat().st_size < size + len(STYLE)
