"""The configuration derived for the engine's run."""

import re
from pathlib import Path

import pytest
import yaml

from generator.derived import PAGES_WITH_INSTANT_NAVIGATION, Derived, Edition, derive_config
from generator.derived.kinds import theme_of
from generator.derived.mistyped import FEATURES, OPTIONS
from generator.handover import builds_of
from generator.problems import DossierError, Spot
from generator.words import words_of

GOLDEN = Path(__file__).parents[1] / "golden" / "frames" / "config"
TABS = "navigation.tabs"
SECTIONS = ("claims/", "groups/", "people/", "places/")


def derived(site: Path, engine: str = "mkdocs", page_count: int = 100, **environ: str) -> Derived:
    return derive_config(site, engine, SECTIONS, page_count, environ)


def written(site: Path, text: str) -> Path:
    (site / "mkdocs.yml").write_text(text, "utf-8")
    return site


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden_cases(case: str) -> None:
    """Each site's configuration becomes the expected one for the engine, with the expected problems."""
    found = derived(GOLDEN / case)
    places = [f"{problem.spot.file}:{problem.spot.line}:{problem.spot.column}" for problem in found.problems]
    problems = [f"{problem.severity} {problem.code} {problem.message}" for problem in found.problems]
    assert found.text == (GOLDEN / case / "derived.yml").read_text("utf-8")
    expected = (GOLDEN / case / "problems.txt").read_text("utf-8").splitlines()
    assert [f"{place} {problem}" for place, problem in zip(places, problems, strict=True)] == expected


def test_a_text_is_what_was_typed(tmp_path: Path) -> None:
    """The engine would refuse a name of the site that it takes for a number, a day or a truth."""
    site = written(tmp_path, "site_name: 1948\nsite_description: no\nsite_author: 1.50\ncopyright: 2024-02-10\n")
    given = yaml.safe_load(derived(site).text)
    assert [given[key] for key in ("site_name", "site_description", "site_author", "copyright")] == [
        "1948", "no", "1.50", "2024-02-10",
    ]  # fmt: skip


def test_it_is_known_where_settings_stand(tmp_path: Path) -> None:
    """Those that are inherited stand in the file that has them."""
    (tmp_path / "base.yml").write_text("# More.\ncopyright: A\nsite_name: B\n", "utf-8")
    keys = derived(written(tmp_path, "INHERIT: base.yml\nsite_name: A\n")).keys
    assert (keys["copyright"], keys["site_name"]) == (Spot("base.yml", 2, 1, 9), Spot("mkdocs.yml", 2, 1, 9))


def test_the_derived_configuration_tells_what_else_the_run_depends_on(tmp_path: Path) -> None:
    """Files and folders of the site, and environment variables, that the configuration names are known by name."""
    (tmp_path / "overrides").mkdir()
    (tmp_path / "includes.md").touch()
    site = written(
        tmp_path,
        "site_name: A\ntheme: {name: material, font: false, custom_dir: overrides}\nsite_dir: out\n"
        "markdown_extensions: [{pymdownx.snippets: {auto_append: [includes.md]}}]\n"
        "copyright: !ENV [OWNER, YEAR, nobody]\nextra: {x: !ENV NAME, up: ../}\n",
    )
    (tmp_path / "out").mkdir()
    found = derived(site)
    assert found.paths == (tmp_path / "includes.md", tmp_path / "overrides")
    assert found.variables == ("NAME", "OWNER", "YEAR", "nobody")
    assert yaml.safe_load(found.text.replace("!ENV", ""))["theme"]["custom_dir"] == str(tmp_path / "overrides")


def test_what_lies_outside_counts_where_the_theme_or_an_extension_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any other value may be an address; what the site lies in, and a folder of a whole machine, is never read."""
    monkeypatch.setattr("generator.derived.named._MOST", 3)
    for folder in ("site/linked", "theme", "parts", "words", "data", "huge/1/2/3/4"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "theme" / "parts").symlink_to(tmp_path / "parts")
    (tmp_path / "theme" / "nowhere").symlink_to("nowhere")
    for name in ("back", "circle"):
        (tmp_path / "parts" / name).symlink_to(tmp_path if name == "back" else tmp_path / "theme")
    found = derived(
        written(
            tmp_path / "site",
            "site_name: A\ntheme: {name: material, font: false, custom_dir: ../theme}\n"
            "markdown_extensions: [{pymdownx.snippets: {base_path: [.., /, ../words, ../huge, linked]}}]\n"
            f"extra: {{home: {tmp_path / 'data'}, up: ../data}}\nnav: [Data: {tmp_path / 'data'}/]\n",
        )
    )
    named = {tmp_path / "site" / "linked", tmp_path / "theme", tmp_path / "parts", tmp_path / "words"}
    assert {path.resolve() for path in found.paths} == named


def test_a_nav_entry_within_a_section_gets_a_frame_of_its_own() -> None:
    """A single dossier in the navigation is shown as active on its own page."""
    found = derived(GOLDEN / "whole")
    assert found.sections == ("claims/", "groups/", "groups/hts/", "people/", "places/")
    assert found.in_nav == {"claims/", "groups/", "groups/hts/", "places/"}


@pytest.mark.parametrize("features", ["", "features: [toc.follow]", "features: [navigation.tabs.sticky]"])
def test_generated_pages_always_have_tabs(tmp_path: Path, features: str) -> None:
    """They have no sidebar, so that a site which names no tabs would show no way to its sections on a wide screen."""
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{name: material, font: false, {features}}}\n"))
    assert found.features[-1] == TABS
    assert yaml.safe_load(found.text)["theme"]["features"] == list(found.features)


def test_a_navigation_that_nobody_wrote_is_worded(tmp_path: Path) -> None:
    """Sections are called by the words of their addresses, in the language of the edition."""
    site = written(tmp_path, "site_name: A\ntheme: {name: material, font: false}\n")
    for edition, label in ((None, "Not known"), (Edition("ar", "ar/", words_of("ar")), "ما لا يُعرف")):
        found = derive_config(site, "mkdocs", ["not_known/"], 9, {}, edition=edition)
        assert yaml.safe_load(found.text)["nav"] == [{label: "not_known/index.md"}]


@pytest.mark.parametrize(("pages", "kept"), [(0, True), (1, False)])
def test_instant_navigation_is_off_on_large_sites(tmp_path: Path, pages: int, kept: bool) -> None:
    """Above 2,000 pages, every reader's browser would fetch a sitemap of megabytes."""
    theme = "theme: {name: material, font: false, features: [navigation.instant, x]}"
    text = f"site_name: A\nsite_url: https://example.org/\n{theme}\n"
    found = derived(written(tmp_path, text), page_count=PAGES_WITH_INSTANT_NAVIGATION + pages)
    assert found.features == (("navigation.instant", "x", TABS) if kept else ("x", TABS))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("!ENV [FRAMES_URL, '']", ""),
        ("!ENV FRAMES_URL", ""),
        ("!ENV [FRAMES_URL, 'https://example.org']", "https://example.org/"),
        ("!ENV [FRAMES_URL, FRAMES_SET, '']", "https://example.net/a/"),
    ],
)
def test_the_address_may_stand_in_the_environment(tmp_path: Path, typed: str, found: str) -> None:
    """The first variable that is set counts, then the last entry; a site without an address names none."""
    site = written(tmp_path, f"site_name: A\nsite_url: {typed}\ntheme: {{name: material, font: false}}\n")
    made = derived(site, FRAMES_SET="https://example.net/a")
    assert made.site_url == found
    assert yaml.safe_load(made.text).get("site_url", "") == found


def test_what_the_site_names_itself_is_not_named_twice(tmp_path: Path) -> None:
    """The program's extension, styles and script are added, unless the site lists them, with options or without."""
    text = "site_name: A\ntheme: {name: material, font: false}\nmarkdown_extensions: {toc: {}, generator.prose: {}}\n"
    settings = yaml.safe_load(derived(written(tmp_path, f"{text}extra_css: [a.css, assets/dossier.css]\n")).text)
    assert settings["markdown_extensions"] == [{"toc": {}}, {"generator.prose": {}}]
    assert settings["extra_css"] == ["a.css", "assets/dossier.css"]
    assert settings["extra_javascript"] == ["assets/dossier.js"]


def test_a_style_sheet_of_the_sites_own_has_the_last_word(tmp_path: Path) -> None:
    """It comes after the program's, whose colours it would not change otherwise."""
    text = "site_name: A\ntheme: {name: material, font: false}\nextra_css: [a.css]\n"
    settings = yaml.safe_load(derived(written(tmp_path, text)).text)
    assert settings["extra_css"] == ["assets/dossier.css", "a.css"]


def test_zensical_looks_like_material_unless_the_site_says_otherwise(tmp_path: Path) -> None:
    """Zensical's own look has other measures, colours and icons than the ones that the stylesheet is made for."""
    site = written(tmp_path, "site_name: A\ntheme: {name: material, font: false}\n")
    assert yaml.safe_load(derived(site, "zensical").text)["theme"]["variant"] == "classic"
    assert "variant" not in yaml.safe_load(derived(site).text)["theme"]
    written(tmp_path, "site_name: A\ntheme: {name: material, font: false, variant: modern}\n")
    assert yaml.safe_load(derived(site, "zensical").text)["theme"]["variant"] == "modern"


def test_a_problem_stands_where_the_setting_stands(tmp_path: Path) -> None:
    """A refused setting is shown with its line and column, in the file that holds it."""
    (problem,) = derived(written(tmp_path, "site_name: A\ntheme:\n  name: material\n  font: {text: Ubuntu}\n")).problems
    assert (problem.code, problem.spot) == ("S202", Spot("mkdocs.yml", 4, 3, 4))
    assert problem.hint == "write `font: false` under `theme:`"


@pytest.mark.parametrize("theme", ["readthedocs", "{name: readthedocs, font: false}"])
def test_another_theme_is_refused_where_it_is_named(tmp_path: Path, theme: str) -> None:
    """Who chooses one reads that pages are made for Material, and not that its frame could not be cut."""
    problems = derived(written(tmp_path, f"site_name: A\ntheme: {theme}\n")).problems
    assert ("S210", 2) in [(problem.code, problem.spot.line) for problem in problems]


def test_a_setting_that_is_missing_stands_nowhere(tmp_path: Path) -> None:
    """What is wrong because nothing was written has no line, whatever the program put there for an edition."""
    site = written(tmp_path, "site_name: A\n")
    for edition in (None, Edition("ar", "ar/", words_of("ar"))):
        (problem,) = derive_config(site, "mkdocs", SECTIONS, 100, {}, edition=edition).problems
        assert (problem.code, problem.spot) == ("S202", Spot("mkdocs.yml"))


@pytest.mark.parametrize(
    "text",
    [
        "a: [", "- a\n", "", "INHERIT: nowhere.yml\n", "INHERIT: mkdocs.yml\n", "INHERIT: other.yml\n",
        f"x: {'[' * 5_000}\n", f"x: {'[' * 100_000}\n", f"x: {'[' * 101}{']' * 101}\n",
        "site_name: A\nnav: &a [{x: *a}]\n",
        'INHERIT: "a\\0b"\n', 'site_name: A\ntheme: {custom_dir: "a\\0b"}\n',
    ],
)  # fmt: skip
def test_a_configuration_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str) -> None:
    """Broken YAML, no settings, a parent that is missing or the file itself, and odd names: no traceback."""
    (tmp_path / "other.yml").write_text("INHERIT: mkdocs.yml\n", "utf-8")
    with pytest.raises(DossierError, match=r"mkdocs\.yml|nowhere\.yml"):
        derived(written(tmp_path, text))


def test_aliases_are_followed_once(tmp_path: Path) -> None:
    """What refers to itself has an end, and so has what refers to something twice, thirty times over."""
    doubled = "".join(f"  a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
    written(tmp_path, f"site_name: A\nextra:\n  a0: &a0 [x, !ENV Y]\n{doubled}  self: &self [*self]\n")
    assert derived(tmp_path).variables == ("Y",)


def test_what_the_theme_would_keep_in_the_browser_is_left_out(tmp_path: Path) -> None:
    """Features and settings by which the theme remembers what a reader did are named, and do not reach it."""
    written(
        tmp_path,
        """
        site_name: A
        theme: {name: material, font: false, features: [announce.dismiss, navigation.tabs, content.tabs.link]}
        extra: {consent: {title: Agree}, version: {provider: mike}, motto: mine}
    """,
    )
    found = derived(tmp_path)
    assert found.features == ("navigation.tabs",)
    assert [problem.spot.line for problem in found.problems if problem.code == "S209"] == [4, 4, 3, 3]
    assert "motto" in found.text
    assert "mike" not in found.text
    assert "Agree" not in found.text


def test_an_offline_site_fetches_nothing(tmp_path: Path) -> None:
    """Features by which the theme fetches pages or an index are off, without a word: they are right for a server."""
    written(
        tmp_path,
        """
        site_name: A
        site_url: https://a.example/
        theme: {name: material, font: false, features: [navigation.instant.progress, search.highlight, toc.follow]}
    """,
    )
    found = derive_config(tmp_path, "mkdocs", ["groups/"], 9, {}, offline=True)
    assert found.features == ("toc.follow", TABS)
    assert found.problems == ()


@pytest.mark.parametrize(("parent", "why"), [("nowhere.yml", "No such file or directory"), ("docs", "Is a directory")])
def test_settings_that_cannot_be_inherited_are_named_once(tmp_path: Path, parent: str, why: str) -> None:
    """The reason is in words, with the line that names it; where the site lies on this machine, nobody need know."""
    (tmp_path / "docs").mkdir()
    with pytest.raises(DossierError, match=f"^mkdocs.yml, line 2: cannot read {parent}: {why}$"):
        derived(written(tmp_path, f"site_name: A\nINHERIT: {parent}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "plugins: [{}]", "markdown_extensions: [{}]", "extra_css: [{}]", "extra_javascript: [{}]",
        "site_url: !ENV []", "site_url: !ENV {a: b}",
    ],
)  # fmt: skip
def test_empty_settings_are_no_reason_to_give_up(tmp_path: Path, text: str) -> None:
    """An entry without a name, and a variable without one, name nothing."""
    assert derived(written(tmp_path, f"site_name: A\n{text}\n")).site_url == ""


@pytest.mark.parametrize(
    ("setting", "column"),
    [
        ("docs_dir: data", 11),
        ("docs_dir: data/notes", 11),
        ("docs_dir: .", 11),
        ("docs_dir: .cache/dossier", 11),
        ("docs_dir: elsewhere/groups", 11),
        ("docs_dir: dossiers", 0),
        ("theme: {font: false, custom_dir: templates}", 34),
        ("theme: {font: false, custom_dir: ..}", 34),
        ("theme: {font: false, custom_dir: ../beside}", 34),
        ("theme: {font: false, custom_dir: ../private}", 34),
        ("theme: {font: false, custom_dir: ../shared}", 0),
        ("theme: {font: false, custom_dir: overrides}", 0),
    ],
)
def test_no_folder_is_published_that_shares_files_with_what_must_not_be(
    tmp_path: Path, setting: str, column: int
) -> None:
    """All of a folder of pages or of a theme is published: it holds no data, no copies and no site, and is a theme."""
    for name in ("site/data/notes", "site/dossiers", "site/papers", "site/overrides", "beside", "shared/partials"):
        (tmp_path / name).mkdir(parents=True)
    for out in (tmp_path / "site/elsewhere", tmp_path / "private"):
        (builds_of(out) / "1" / "groups" / "partials").mkdir(parents=True)
        (builds_of(out) / "1" / "index.html").touch()
        out.symlink_to(builds_of(out) / "1")
    text = f"{setting}\nsite_name: A\nextra: {{dossier: {{evidence: papers}}}}\n"
    problems = derived(written(tmp_path / "site", text)).problems
    found = [problem.spot.column for problem in problems if problem.code == "S211"]
    assert found == ([column] if column else [])


@pytest.mark.parametrize(
    ("evidence", "elsewhere", "codes"),
    [("pages/copies", "", []), ("pages", "", []), ("pages/copies", "papers", ["S211"]), (".", "", ["S211"])],
)
def test_copies_among_the_pages_are_told_of_where_copies_are_judged(
    tmp_path: Path, evidence: str, elsewhere: str, codes: list[str]
) -> None:
    """The folder of pages is not to blame, unless it is the one that lies wrong, or copies are looked for elsewhere."""
    (tmp_path / "pages" / "copies").mkdir(parents=True)
    text = f"docs_dir: pages\ntheme: {{font: false}}\nextra: {{dossier: {{evidence: {evidence}}}}}\n"
    environ = {"DOSSIER_EVIDENCE": elsewhere} if elsewhere else {}
    assert [problem.code for problem in derived(written(tmp_path, text), **environ).problems] == codes


@pytest.mark.parametrize(
    ("link", "target", "refused"),
    [
        ("notes", "../data/notes", "data"),
        ("copy.html", "../papers/a.html", "papers"),
        ("up", "../..", "data"),
        ("partials", "../../shared/partials", ""),
        ("shared", "../../shared", "data"),
        ("logo.svg", "../dossiers/logo.svg", ""),
        ("nowhere", "../data/nowhere", ""),
        ("round", "../overrides", ""),
    ],
)
def test_no_link_of_a_theme_leads_to_what_must_not_be_published(
    tmp_path: Path, link: str, target: str, refused: str
) -> None:
    """A theme may be put together by links, also by those in a folder that one leads to; not of data or of copies."""
    for name in ("site/data/notes", "site/dossiers", "site/papers", "site/overrides", "shared/partials"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("site/papers/a.html", "site/dossiers/logo.svg"):
        (tmp_path / name).touch()
    (tmp_path / "shared" / "inner").symlink_to("../site/data")
    (tmp_path / "site" / "overrides" / link).symlink_to(target)
    text = "site_name: A\ntheme: {font: false, custom_dir: !ENV [LOOK, overrides]}\n"
    problems = derived(
        written(tmp_path / "site", f"{text}extra: {{dossier: {{evidence: !ENV [COPIES, papers]}}}}\n")
    ).problems
    found = [problem for problem in problems if problem.code == "S211"]
    assert [(problem.spot.line, problem.spot.column) for problem in found] == ([(2, 34)] if refused else [])
    assert all(f'leads to "{refused}"' in problem.message for problem in found)


def test_the_folder_of_the_theme_may_stand_in_the_environment(tmp_path: Path) -> None:
    """What `!ENV` gives is followed as if it were written out; without a value there is no such folder."""
    for folder in ("overrides", "other", "data"):
        (tmp_path / folder).mkdir()
    site = written(tmp_path, "site_name: A\ntheme: {font: false, custom_dir: !ENV [LOOK, SKIN, overrides]}\n")
    for environ, folder in (({}, "overrides"), ({"SKIN": "other"}, "other")):
        found = derived(site, **environ)
        assert yaml.safe_load(found.text)["theme"]["custom_dir"] == str(tmp_path / folder)
        assert (found.paths, found.problems) == ((tmp_path / folder,), ())
        assert found.variables == ("LOOK", "SKIN", "overrides")
    assert [problem.code for problem in derived(site, LOOK="data").problems] == ["S211"]
    site = written(tmp_path, "site_name: A\ntheme: {font: false, custom_dir: !ENV [LOOK, null]}\n")
    assert yaml.safe_load(derived(site).text)["theme"]["custom_dir"] is None


def test_a_site_without_a_navigation_names_a_translated_page_once(tmp_path: Path) -> None:
    """The page in another language stands at the address of the page itself."""
    (tmp_path / "docs").mkdir()
    for name in ("index.md", "notes.md", "notes.ar.md", "v1.2.md"):
        (tmp_path / "docs" / name).touch()
    found = derived(written(tmp_path, "site_name: A\nextra: {dossier: {languages: {ar: {}}}}\n"))
    assert yaml.safe_load(found.text)["nav"][:3] == ["index.md", "notes.md", "v1.2.md"]


NAMED = "theme: {name: material, font: false}\nextra: {dossier: {languages: {ar: {}}}}\n"


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_an_icon_of_the_theme_itself_is_told_too(tmp_path: Path, engine: str) -> None:
    """The logo and its like are named as icons of types are, however deep; what names no set is none."""
    icons = "{logo: material/flg, repo: material/flag, admonition: {note: material/nte}, tag: {default: off}}"
    problems = derived(written(tmp_path, f"theme:\n  font: false\n  icon: {icons}\n"), engine).problems
    assert [one.code for one in problems] == ["S212", "S212"]
    assert {one.message for one in problems} == {f'the theme has no icon "material/{it}"' for it in ("flg", "nte")}


@pytest.mark.parametrize(
    ("language", "engine", "told"),
    [
        ("xx", "mkdocs", "it knows af, ar, "),
        ("FR", "zensical", "did you mean fr?"),
        ("frr", "mkdocs", "did you mean fr?"),
        ("pt-br", "mkdocs", "did you mean pt-BR?"),
        ("fr", "mkdocs", ""),
        ("en", "zensical", ""),
        ("EN", "mkdocs", ""),  # told where the settings are read
    ],
)
def test_a_language_that_the_theme_does_not_know_is_told(tmp_path: Path, language: str, engine: str, told: str) -> None:
    """The engine would give up without a word on where it is named; a site's own folder of the theme may know it."""
    text = f"site_name: A\ntheme: {{font: false, language: {language}}}\nextra: {{dossier: {{engine: {engine}}}}}\n"
    found = derived(written(tmp_path, text)).problems
    also = [("S105", 2)] if language == "fr" else []
    assert [(problem.code, problem.spot.line) for problem in found] == ([("S106", 2)] if told else also)
    assert all(problem.hint.startswith(told) for problem in found)
    own = tmp_path / "theirs" / "partials" / "languages" / f"{language}.html"
    own.parent.mkdir(parents=True)
    own.touch()
    known_there = derived(written(tmp_path, text.replace("font", "custom_dir: theirs, font"))).problems
    assert [problem.code for problem in known_there] == ([] if language.lower() == "en" else ["S105"])


@pytest.mark.parametrize("nav", ["", "nav: [index.md, about.md, notes.md]\n"])
def test_every_page_may_name_its_language(tmp_path: Path, nav: str) -> None:
    """An edition has the pages in its own language and in none; one in another is no page that it lacks."""
    (tmp_path / "docs").mkdir()
    for name in ("index.en.md", "index.ar.md", "about.en.md", "about.md", "notes.en.md", "notes.ar.md"):
        (tmp_path / "docs" / name).touch()
    site = written(tmp_path, f"site_name: A\n{NAMED}{nav}")
    for edition in (None, Edition("ar", "ar/", words_of("ar"))):
        found = derive_config(site, "mkdocs", SECTIONS, 100, {}, edition=edition)
        assert found.problems == ()
        assert [item if isinstance(item, str) else next(iter(item.values()))
                for item in yaml.safe_load(found.text)["nav"]][:3] == ["index.md", "about.md", "notes.md"]  # fmt: skip


def test_a_page_in_another_language_only_is_not_missed(tmp_path: Path) -> None:
    """Nobody named it in a navigation, so nobody need write it in the main language."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "notes.ar.md").touch()
    site = written(tmp_path, f"site_name: A\n{NAMED}")
    editions = {None: False, Edition("ar", "ar/", words_of("ar")): True}
    for edition, has in editions.items():
        found = derive_config(site, "mkdocs", SECTIONS, 100, {}, edition=edition)
        assert (found.problems, "notes.md" in found.text) == ((), has)


def test_the_navigation_names_a_page_without_its_language(tmp_path: Path) -> None:
    """Each edition finds its own; the file of one would be a dead link in all."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.en.md").touch()
    site = written(tmp_path, f"site_name: A\n{NAMED}nav: [claims/, about.en.md]\n")
    (problem,) = derived(site).problems
    assert (problem.code, problem.hint) == ("S208", 'write "about.md": each edition finds its own')


def test_the_folder_of_pages_may_stand_in_the_environment(tmp_path: Path) -> None:
    """What `!ENV` gives is the folder that counts, and is looked for."""
    (tmp_path / "by-hand").mkdir()
    site = written(
        tmp_path, "site_name: A\ndocs_dir: !ENV [PAGES_HERE, by-hand]\ntheme: {name: material, font: false}\n"
    )
    assert (derived(site).docs_dir, derived(site).problems) == ("by-hand", ())
    assert [problem.code for problem in derived(site, PAGES_HERE="nowhere").problems] == ["S104"]


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("what%3F.md", 'name the file as it is called: "what?.md"'),
        ("gone%3F.md", "write docs/gone%3F.md, or remove the line"),
        ("what?.md", ""),
    ],
)
def test_the_navigation_names_files_as_they_are_called(tmp_path: Path, entry: str, hint: str) -> None:
    """An address is encoded, and the name of a file is not: whoever mistakes one for the other is told."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "what?.md").touch()
    text = f"site_name: A\ntheme: {{name: material, font: false}}\nnav:\n  - claims/\n  - {entry}\n"
    assert [problem.hint for problem in derived(written(tmp_path, text)).problems] == ([hint] if hint else [])


@pytest.mark.parametrize(
    "entry",
    [
        "[claims/]",
        "null",
        "''",
        "{}",
        "[]",
        "Map:",
        "Map: ''",
        "Map: {}",
        "{Map: {x: map/}}",
        "{Home: index.md, Map: map/}",
    ],
)
def test_an_entry_of_the_navigation_leads_somewhere(tmp_path: Path, entry: str) -> None:
    """A list without a name, an entry of nothing, and two behind one dash are told where they stand, and left out."""
    (tmp_path / "docs").mkdir()
    text = f"site_name: A\ntheme: {{name: material, font: false}}\nnav:\n  - claims/\n  - {entry}\n"
    found = derived(written(tmp_path, text))
    assert [(problem.code, problem.spot.line) for problem in found.problems] == [("S208", 5)]
    assert "claims/" in found.in_nav


def test_a_name_in_the_navigation_is_words_alone(tmp_path: Path) -> None:
    """Its brackets stood on every page of the site, and the inspection took them for what a template had left."""
    nav = 'nav:\n  - "A [[b]]": claims/\n  - "[[c]]":\n    - A [d]: groups/\n'
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{name: material, font: false}}\n{nav}"))
    assert [(problem.code, problem.spot.line) for problem in found.problems] == [("S208", 4), ("S208", 5)]


@pytest.mark.parametrize("nav", ["{'': claims/}", '{" ": claims/}', '{"\\u200b": [claims/]}'])
def test_a_name_in_the_navigation_is_seen(tmp_path: Path, nav: str) -> None:
    """It was a tab that nobody saw, and no reader could have found."""
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{name: material, font: false}}\nnav:\n  - {nav}\n"))
    assert [(problem.code, problem.spot.line) for problem in found.problems] == [("S208", 4)]


def test_a_language_in_a_variable_is_held_against_the_theme(tmp_path: Path) -> None:
    """What is wrong with it is told once, whichever of the two lacks it."""
    text = "site_name: A\ntheme:\n  font: false\n  language: !ENV [SPOKEN, en]\n"
    site = written(tmp_path, text)
    for language, codes in (("xx", ["S106"]), ("fr", ["S105"]), ("ar", [])):
        found = derived(site, SPOKEN=language).problems
        assert [(problem.code, problem.spot.line) for problem in found] == [(code, 4) for code in codes]


@pytest.mark.parametrize("nav", ["\n  Home: index.md\n  Map: map/", "index.md"])
def test_a_navigation_without_dashes_is_told(tmp_path: Path, nav: str) -> None:
    """It would be passed over, and pages would have another than somebody wrote."""
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{font: false}}\nnav: {nav}\n"))
    assert [(problem.code, problem.message) for problem in found.problems] == [("S208", "the navigation is no list")]
    assert derived(written(tmp_path, "site_name: A\ntheme: {font: false}\nnav:\n")).problems == ()


@pytest.mark.parametrize("entry", ["/", ".", "./", "..", "../"])
def test_the_home_page_is_named_in_one_way(tmp_path: Path, entry: str) -> None:
    """An address of the folder, as of any server, is no page of it; one that leads out of it neither."""
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{font: false}}\nnav:\n  - Home: {entry}\n"))
    assert [(problem.code, problem.spot.line, problem.hint) for problem in found.problems] == [
        ("S206", 4, 'write "index.md"')
    ]


@pytest.mark.parametrize("entry", ["claims", "/claims/", "/claims", "claims/index.html"])
def test_a_section_is_named_in_one_way(tmp_path: Path, entry: str) -> None:
    """An address that means a section, and leads astray below a folder or on a disk, is told with what to write."""
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{font: false}}\nnav:\n  - Said: {entry}\n"))
    assert [(problem.code, problem.spot.line, problem.hint) for problem in found.problems] == [
        ("S206", 4, 'write "claims/"')
    ]


@pytest.mark.parametrize(
    ("one", "again", "codes"),
    [
        ("claims/", "claims/", ["S213"]),
        ("claims/", "claims/index.md", ["S213"]),
        ("index.md", "index.md", ["S213"]),
        ("claims/", "index.md", []),
        ("https://a.example/b.md", "https://a.example/b.md", []),
    ],
)
def test_a_page_has_one_place_in_the_navigation(tmp_path: Path, one: str, again: str, codes: list[str]) -> None:
    """One that is named again is told there, before two places of it are found in the pages; a link may be repeated."""
    nav = f"\n  - Once: {one}\n  - More:\n    - Again: {again}"
    found = derived(written(tmp_path, f"site_name: A\ntheme: {{font: false}}\nnav: {nav}\n"))
    assert [problem.code for problem in found.problems] == codes
    assert {(problem.spot.line, problem.spot.column) for problem in found.problems} <= {(6, 14)}


@pytest.mark.parametrize(
    ("types", "codes"),
    [
        ("{group: {folder: groups}}", ["S206"]),
        ("{vessel: {folder: vessels}}", []),
        ("{vessel: {singular: Vessel}}", []),
        ("[vessel]", []),
    ],
)
def test_a_section_is_not_missed_whose_type_could_not_be_read(tmp_path: Path, types: str, codes: list[str]) -> None:
    """The fault in a type is told at the type; where all types are known, an unknown section is one."""
    text = f"theme: {{font: false}}\nnav: [{{Vessels: vessels/}}]\nextra: {{dossier: {{types: {types}}}}}\n"
    assert [problem.code for problem in derived(written(tmp_path, text)).problems] == codes


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs", "zensical"])
def test_an_icon_that_the_theme_lacks_is_told_with_the_nearest_names(tmp_path: Path, engine: str) -> None:
    """Where it is written, before the engine gives up on it; a site's own folder of the theme may have icons too."""
    (tmp_path / "look" / "partials").mkdir(parents=True)
    (tmp_path / "look" / ".icons" / "own").mkdir(parents=True)
    (tmp_path / "look" / ".icons" / "own" / "boat.svg").touch()
    kinds = "".join(
        f"\n      {name}: {{folder: {name}, icon: {icon}}}"
        for name, icon in (("a", "material/flag"), ("b", "own/boat"), ("c", "material/accont-group"), ("d", "own/bot"))
    )
    text = f"theme: {{font: false, custom_dir: look}}\nextra:\n  dossier:\n    types:{kinds}\n"
    problems = derived(written(tmp_path, text), engine).problems
    assert [(one.code, one.spot.line, one.spot.column) for one in problems] == [("S212", 7, 28), ("S212", 8, 28)]
    assert problems[0].message == 'the theme has no icon "material/accont-group"'
    assert problems[0].hint.startswith("did you mean material/account-group, ")
    assert problems[1].hint == "did you mean own/boat?"


def test_icons_of_switches_and_of_links_are_looked_for_too(tmp_path: Path) -> None:
    """The engine would say of a template that it is not found, and not where it is named."""
    text = (
        "theme:\n  font: false\n  palette:\n"
        "    - {scheme: default, toggle: {icon: material/weather-nigt, name: Dark / light}}\n"
        "    - {scheme: slate, toggle: {icon: material/weather-night, name: Light}}\n"
        "extra: {social: [{icon: fontawesome/brands/mastodn, link: https://example.org/a}, odd]}\n"
    )
    problems = derived(written(tmp_path, text)).problems
    assert [(one.code, one.spot.line) for one in problems] == [("S212", 4), ("S212", 6)]


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_an_option_of_the_theme_that_is_mistyped_is_told(tmp_path: Path, engine: str) -> None:
    """The engine passes it over; one that is like none, or that the site's own templates read, may be meant."""
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "main.html").write_text("{{ config.theme.fonts }}", "utf-8")
    text = (
        "theme:\n  font: false\n  custom_dir: look\n  langauge: ar\n  fonts: x\n  motto: Ours\n"
        "  features: [navigation.toop, navigation.top, ours.only]\n"
    )
    problems = [one for one in derived(written(tmp_path, text), engine).problems if one.code == "S214"]
    assert [(one.spot.line, one.spot.column, one.hint) for one in problems] == [
        (4, 3, "did you mean language?"), (7, 14, "did you mean navigation.top?")
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_what_the_theme_knows_is_known(engine: str) -> None:
    """No feature or option that its templates and its script ask for is taken for a mistyped one."""
    theme = theme_of(engine)
    assert theme is not None
    templates = "".join(path.read_text("utf-8") for path in theme.rglob("*.html"))
    (script,) = theme.glob("assets/javascripts/bundle.*.min.js")
    asked = re.findall(r'"([a-z]+\.[a-z.]+)" (?:not )?in (?:config\.theme\.)?features', templates)
    asked += re.findall(r'"((?:announce|content|header|navigation|toc)\.[a-z.]+)"', script.read_text("utf-8"))
    assert len(asked) > 20
    assert sorted(set(asked) - FEATURES) == []
    assert sorted(set(re.findall(r"config\.theme\.([a-z_]+)", templates)) - OPTIONS) == []
