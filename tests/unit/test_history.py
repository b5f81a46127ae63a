"""The history of claims as readers may see it: through former ids, and without a word of what is withheld."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from generator.analyse.changes import removed
from generator.history import Event, History, tell_history
from generator.load import load
from generator.revisions import read_revisions
from generator.words import ENGLISH
from tests.repositories import commit, git, start

SITE = {
    "mkdocs.yml": "site_name: Test\ndocs_dir: dossiers\n",
    "data/vocabulary.yml": "caveats: {hearsay: {label: Hearsay, standing: 20}}\n",
    "data/groups/alpha.yml": "name: Alpha\n",
    "data/groups/outlet.yml": "name: Outlet\npublisher: {caveats: [{kind: hearsay, by: editors}]}\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: outlet\n",
    "data/sources/post.yml": "title: Post\ntype: post\noutlet: null\n",
}
SECRET = "Nobody may read this"


def claim(text: str, quote: str = "words", more: str = "", cited: str = "", id: str = "it-did") -> str:
    """Return a file of one claim about Alpha, with a citation of the paper."""
    citation = f"    - {{source: paper, quote: {quote}{cited}}}\n"
    return f"- id: {id}\n  mode: act\n  text: '[[alpha]] {text}'\n  citations:\n{citation}{more}"


def history(site: Path) -> History:
    corpus, problems = load(site)
    assert not [problem for problem in problems if problem.severity == "error"]
    return tell_history(read_revisions(site, 4_000_000), corpus)


def committed(site: Path, *revisions: dict[str, str | None]) -> History:
    """Commit the site with each set of files laid over it, one a day from 1 March 2026, and return the history."""
    start(site)
    for day, files in enumerate(revisions, 1):
        commit(site, f"2026-03-{day:02}", {**(SITE if day == 1 else {}), **files})
    return history(site)


def claims(*texts: str) -> list[dict[str, str | None]]:
    return [{"data/claims/a.yml": text} for text in texts]


def told(events: tuple[Event, ...]) -> list[tuple[str, str, str, str]]:
    """Return day, what, before and after of each change."""
    return [
        (event.day[-2:], change.what, *(wording.words if wording else "-" for wording in (change.before, change.after)))
        for event in events
        for change in event.changes
    ]  # type: ignore[misc]


def test_a_claim_is_first_recorded_once_and_each_change_has_its_day(tmp_path: Path) -> None:
    """What changed is told commit by commit; commits that change nothing that a page shows are no events."""
    found = committed(tmp_path, *claims(claim("did it."), claim("did more."), claim("did more.", more="  theme: x\n"),
                                        claim("did more.", quote="other words")))  # fmt: skip
    assert found.first == {"it-did": "2026-03-01"}
    assert told(found.events["it-did"]) == [
        ("02", "Wording changed", "Alpha did it.", "Alpha did more."),
        ("04", "Quote from Outlet changed", "words", "other words"),
    ]
    assert [event.day for event in found.corrections] == ["2026-03-04", "2026-03-02"]


def test_where_it_is_not_here_what_files_held_nobody_says_that_a_claim_is_new(tmp_path: Path) -> None:
    """In a clone that left out old files, a claim is first found later than it was recorded, perhaps."""
    site = tmp_path / "site"
    early = {"data/claims/early.yml": claim("slept.", id="early")}
    committed(site, early, *claims(claim("did it."), claim("did more.")))
    (folder, blob) = (site / ".git" / "objects", git(site, "rev-parse", "HEAD~1:data/claims/a.yml"))
    (folder / blob[:2] / blob[2:]).unlink()
    part = history(site)
    assert (part.first, part.early) == ({"early": "2026-03-01", "it-did": "2026-03-03"}, {"it-did"})
    assert (part.whole, part.unread) == (False, ())


def test_a_claim_goes_on_under_a_new_id(tmp_path: Path) -> None:
    """Under a new id with the old one as former, a claim keeps its first day, and what changed with it is told."""
    found = committed(tmp_path, *claims(
        claim("did it."),
        claim("did this."),
        claim("did that.", id="it-did-that", more="  formerly: [it-did]\n"),
        claim("did all.", id="it-did-that", more="  formerly: [it-did]\n"),
    ))  # fmt: skip
    assert found.first == {"it-did-that": "2026-03-01"}
    assert told(found.events["it-did-that"]) == [
        ("02", "Wording changed", "Alpha did it.", "Alpha did this."),
        ("03", "Its id and its address changed", "-", "-"),
        ("03", "Wording changed", "Alpha did this.", "Alpha did that."),
        ("04", "Wording changed", "Alpha did that.", "Alpha did all."),
    ]


def test_a_new_id_hides_no_change(tmp_path: Path) -> None:
    """What changed together with an id is told also where the former id was recorded only later."""
    found = committed(tmp_path, *claims(
        claim("did it."),
        claim("did that.", id="it-did-that"),
        claim("did that.", id="it-did-that", more="  formerly: [it-did]\n"),
    ))  # fmt: skip
    assert found.first == {"it-did-that": "2026-03-01"}
    assert told(found.events["it-did-that"]) == [
        ("02", "Wording changed", "Alpha did it.", "Alpha did that."),
        ("03", "Its id and its address changed", "-", "-"),
    ]


def test_a_claim_goes_on_under_a_third_id(tmp_path: Path) -> None:
    """Whoever lists both ids that a claim had, since both addresses stay, gets one history, with each change once."""
    second, third = "  formerly: [it-did]\n", "  formerly: [it-did-that, it-did]\n"
    found = committed(tmp_path, *claims(
        claim("did it."),
        claim("did it.", id="it-did-that", more=second),
        claim("did that.", id="it-did-that", more=second),
        claim("did this.", id="it-did-this", more=third),
        claim("did all.", id="it-did-this", more=third),
    ))  # fmt: skip
    assert found.first == {"it-did-this": "2026-03-01"}
    assert told(found.events["it-did-this"]) == [
        ("02", "Its id and its address changed", "-", "-"),
        ("03", "Wording changed", "Alpha did it.", "Alpha did that."),
        ("04", "Its id and its address changed", "-", "-"),
        ("04", "Wording changed", "Alpha did that.", "Alpha did this."),
        ("05", "Wording changed", "Alpha did this.", "Alpha did all."),
    ]


def test_a_claim_that_was_merged_into_another_ends_in_it(tmp_path: Path) -> None:
    """Of a claim that stood beside this one it is told what it said, with its caveats; this one keeps its address."""
    hearsay = "  caveats: [{kind: hearsay, text: Told at third hand.}]\n"
    found = committed(tmp_path, *claims(
        claim("did it."),
        claim("did it.") + claim("slept.", id="other", more=hearsay),
        claim("did that.") + claim("dozed.", id="other", more=hearsay),
        claim("did that.", more="  formerly: [other]\n"),
    ))  # fmt: skip
    assert found.first == {"it-did": "2026-03-01"}
    first, last = found.events["it-did"]
    assert told((first, last)) == [
        ("03", "Wording changed", "Alpha did it.", "Alpha did that."),
        ("03", "Of a claim that was merged into this one: Wording changed", "Alpha slept.", "Alpha dozed."),
        ("04", "A claim was merged into this one", "Alpha dozed.", "-"),
    ]
    assert [[wording.words for wording in event.then] for event in (first, last)] == [
        ["Hearsay. Told at third hand."]
    ] * 2


def test_what_was_no_claim_is_merged_into_none(tmp_path: Path) -> None:
    """A former id that was that of a group tells nothing of the claim that lists it."""
    group = {"data/groups/beta.yml": "name: Beta\nnote: A group.\n"}
    changed = {"data/groups/beta.yml": "name: Beta\nnote: Another.\n"}
    first, last = claims(claim("did it."), claim("did it.", more="  formerly: [beta]\n"))
    found = committed(tmp_path, first | group, changed, last | {"data/groups/beta.yml": None})
    assert told(found.events["it-did"]) == [("03", "Its id and its address changed", "-", "-")]


def test_of_a_claim_that_was_withheld_when_it_was_merged_nothing_is_told(tmp_path: Path) -> None:
    """Neither what it said last nor, since the words are hidden, what it said before."""
    shown, hidden = claim(f"{SECRET}.", id="other"), claim(f"{SECRET}.", id="other", more="  withheld: true\n")
    found = committed(tmp_path, *claims(
        claim("did it.") + shown, claim("did it.") + hidden, claim("did it.", more="  formerly: [other]\n"),
    ))  # fmt: skip
    assert SECRET not in str(asdict(found))
    assert told(found.events["it-did"])[-1] == ("03", "A claim was merged into this one", "wording removed", "-")
    parts = {
        "note": claim("dozed.", id="other", more="  note: Less.\n  withheld: [note]\n"),
        "citation": claim("dozed.", quote="less", id="other", cited=", withheld: true"),
    }
    for name, part in parts.items():
        before = claim("slept.", quote=SECRET, id="other", more=f"  note: {SECRET}\n")
        last = claim("did it.", more="  formerly: [other]\n")
        of_part = committed(tmp_path / name, *claims(claim("did it.") + before, claim("did it.") + part, last))
        assert told(of_part.events["it-did"]) == [("03", "A claim was merged into this one", "wording removed", "-")]
    never = committed(tmp_path / "never", *claims(
        claim("did it.") + hidden, claim("did it.") + hidden.replace(SECRET, "Less"),
        claim("did it.", more="  formerly: [other]\n"),
    ))  # fmt: skip
    assert never.events == {}


def test_what_records_are_called_now_changes_no_claim_that_names_them(tmp_path: Path) -> None:
    """Where others have new ids, and go on from their former ones, nothing changed in what names them; all else did."""
    named = "  about: [alpha]\n  relations: [{subject: alpha, predicate: x, object: outlet}]\n"
    cited = ", attribution: {how: explicit, chain: [{entity: alpha}]}, rests_on: [post], ambiguous: [alpha, outlet]"
    before = claim("did it.", "alpha", more=named, cited=cited)
    after = before.replace("alpha", "omega").replace("quote: omega", "quote: alpha").replace("paper", "daily")
    renamed: dict[str, str | None] = {
        "data/groups/alpha.yml": None,
        "data/groups/omega.yml": "name: Alpha\nformerly: [alpha]\n",
        "data/sources/paper.yml": None,
        "data/sources/daily.yml": "title: Paper\ntype: article\noutlet: outlet\nformerly: [paper]\n",
    }
    first, second, third = claims(before, after, after.replace("did it", "[[outlet|did]] it"))
    found = committed(tmp_path, first, second | renamed, third)
    assert told(found.events["it-did"]) == [("03", "Links in its wording changed", "Alpha", "Alpha and Outlet")]


def test_who_was_merged_with_another_was_somebody_else_before(tmp_path: Path) -> None:
    """Where both were there, a claim that goes over from one to the other is told to have changed, by both names."""
    beta: dict[str, str | None] = {"data/groups/beta.yml": "name: Beta\n"}
    merged: dict[str, str | None] = {
        "data/groups/alpha.yml": None,
        "data/groups/beta.yml": "name: Beta\nformerly: [alpha]\n",
    }
    first, second = claims(claim("did it."), claim("did it.").replace("[[alpha]]", "[[beta]]"))
    assert told(committed(tmp_path / "at-once", first | beta, second | merged).events["it-did"]) == [
        ("02", "Wording changed", "Alpha did it.", "Beta did it.")
    ]
    later = committed(tmp_path / "later", first | beta, second, merged)
    assert told(later.events["it-did"]) == [("02", "Wording changed", "Alpha did it.", "Beta did it.")]


def test_two_literal_brackets_of_an_old_wording_are_told_as_they_are_read(tmp_path: Path) -> None:
    """What stood in code, or behind a backslash, is told in plain words, without a sign that nobody typed."""
    notes = ["  note: 'A `[[alpha]]` here.'\n", "  note: 'A \\[[alpha]] here.'\n"]
    found = committed(tmp_path, *claims(*(claim("did it.", more=note) for note in notes), claim("did it.")))
    literal = "A [[alpha]] here."
    assert told(found.events["it-did"]) == [("03", "Editors’ note changed", literal, "none recorded")]


def test_an_old_wording_keeps_its_tension(tmp_path: Path) -> None:
    """A wording that was in tension with another claim, and is not now, says so where it is told."""
    rival = "- {id: rival, mode: act, text: '[[alpha]] slept.', citations: [{source: paper, quote: slept}]}\n"
    found = committed(
        tmp_path, *claims(claim("did it.", more="  tension: [rival]\n") + rival, claim("did more.") + rival)
    )
    (event,) = found.events["it-did"]
    assert [wording.words for wording in event.then] == ["In tension with another claim."]


def test_an_old_wording_that_was_in_tension_with_several_says_so(tmp_path: Path) -> None:
    """Where it was in tension with more than one claim, other claims are told of."""
    rivals = "".join(
        f"- {{id: {id}, mode: act, text: '[[alpha]] slept.', citations: [{{source: paper, quote: slept}}]}}\n"
        for id in ("one", "two")
    )
    found = committed(
        tmp_path, *claims(claim("did it.", more="  tension: [one, two]\n") + rivals, claim("did more.") + rivals)
    )
    (event,) = found.events["it-did"]
    assert [wording.words for wording in event.then] == ["In tension with other claims."]


def test_what_was_gone_and_is_back_is_told(tmp_path: Path) -> None:
    """A claim that was missing for a while says so, and what is not the same any more."""
    gone = "- {id: other, mode: act, text: '[[alpha]] slept.', citations: [{source: paper, quote: slept}]}\n"
    found = committed(tmp_path, *claims(claim("did it.") + gone, gone, claim("did more.") + gone))
    assert told(found.events["it-did"]) == [
        ("02", "Taken out of the data without a withdrawal", "-", "-"),
        ("03", "Put back into the data", "-", "-"),
        ("03", "Wording changed", "Alpha did it.", "Alpha did more."),
    ]


def test_caveats_that_stood_then_stand_beside_what_stood_then(tmp_path: Path) -> None:
    """An old wording keeps the caveats that its claim carried then, also where they were taken out later."""
    caveat = "  caveats: [{kind: hearsay, text: Told at third hand.}]\n"
    found = committed(tmp_path, *claims(
        claim("did it.", more=caveat + "  relations: [{subject: [alpha, outlet], predicate: x, jointly: true}]\n",
                  cited=", reading: They mean Alpha., ambiguous: [alpha, outlet]"),
        claim("did more.", more=caveat),
        claim("did more."),
    ))  # fmt: skip
    first, last = found.events["it-did"]
    assert [wording.words for wording in first.then] == [
        "Hearsay. Told at third hand.",
        "Editors’ reading. They mean Alpha.",
        "Ambiguous.",
        "Joint figure.",
    ]
    assert told((last,)) == [("03", "A caveat was taken out", "Hearsay. Told at third hand.", "-")]
    assert last.then == (), "it is told once"


def test_words_of_a_source_that_is_cited_no_more_keep_its_caveats(tmp_path: Path) -> None:
    """What a passage said stands with the caveats of its source, and its own, where it came in and where it went."""
    post = "title: Post\ntype: post\noutlet: null\nread: false\ncaveats: [{kind: hearsay, text: Told in a market.}]\n"
    cited = "    - {source: post, quote: it did, caveats: [{kind: hearsay, text: Badly heard.}]}\n"
    found = committed(
        tmp_path,
        {"data/sources/post.yml": post, "data/claims/a.yml": claim("did it.")},
        *claims(claim("did it.", more=cited), claim("did it.")),
    )
    events = found.events["it-did"]
    assert told(events) == [
        ("02", "A citation of Post was added", "-", "it did"),
        ("03", "A citation of Post was taken out", "it did", "-"),
    ]
    then = ["Hearsay. Badly heard.", "Hearsay. Told in a market.", "Source not read."]
    assert [[wording.words for wording in event.then] for event in events] == [then, then]


def paper(*texts: str, more: str = "") -> dict[str, str | None]:
    """Return the file of the paper, with caveats of these texts."""
    listed = ", ".join(f"{{kind: hearsay, text: {text}, by: editors}}" for text in texts)
    return {"data/sources/paper.yml": f"{SITE['data/sources/paper.yml']}caveats: [{listed}]\n{more}"}


def test_what_changed_in_the_caveats_of_a_source_is_told_of_the_claims_that_cite_it(tmp_path: Path) -> None:
    """Who takes a caveat off a source takes it off all claims that rest on it: readers see that it was there."""
    first, other = claim("did it."), {"data/claims/b.yml": claim("slept.", id="it-slept").replace("paper", "post")}
    found = committed(
        tmp_path,
        {**paper("Old"), **claims(first)[0], **other},
        paper("Forged", "Old"),
        {**paper("Forged"), **claims(claim("did more."))[0]},
        paper(),
    )
    assert told(found.events["it-did"]) == [
        ("02", "A caveat of Outlet was added", "-", "Hearsay. Forged"),
        ("03", "Wording changed", "Alpha did it.", "Alpha did more."),
        ("03", "A caveat of Outlet was taken out", "Hearsay. Old", "-"),
        ("04", "A caveat of Outlet was taken out", "Hearsay. Forged", "-"),
    ]
    assert "it-slept" not in found.events
    assert [event.day for event in found.corrections] == ["2026-03-04", "2026-03-03", "2026-03-02"]


def outlet(*texts: str, id: str = "outlet", more: str = "") -> dict[str, str | None]:
    """Return the file of the outlet, with standing caveats of these texts."""
    listed = ", ".join(f"{{kind: hearsay, text: {text}, by: editors}}" for text in texts)
    return {f"data/groups/{id}.yml": f"name: Outlet\npublisher: {{caveats: [{listed}]}}\n{more}"}


def test_what_changed_in_the_caveats_of_an_outlet_is_told_of_its_claims_and_once_of_the_site(tmp_path: Path) -> None:
    """Who takes a warning off an outlet takes it off all claims that rest on it: one change, that all of these tell."""
    others = {
        "data/claims/b.yml": claim("slept.", id="it-slept").replace("paper", "post"),
        "data/claims/c.yml": claim("ran.", id="it-ran"),
    }
    found = committed(
        tmp_path,
        {**outlet("Partisan", "Old"), **claims(claim("did it."))[0], **others},
        {**outlet("Partisan"), **claims(claim("did more."))[0]},
        {**outlet(), "data/claims/d.yml": claim("sang.", id="it-sang")},
    )
    out = "A standing caveat of Outlet was taken out"
    gone = [("02", out, "Hearsay. Old", "-"), ("03", out, "Hearsay. Partisan", "-")]
    assert told(found.events["it-ran"]) == gone
    assert told(found.events["it-did"]) == [("02", "Wording changed", "Alpha did it.", "Alpha did more."), *gone]
    assert not {"it-slept", "it-sang"} & {*found.events}
    assert [(event.claim, event.outlet) for event in found.corrections] == [
        ("", "outlet"),
        ("it-did", ""),
        ("", "outlet"),
    ]


def test_who_becomes_an_outlet_brings_its_caveats(tmp_path: Path) -> None:
    """A group that is recorded as an outlet later warns of what was there before."""
    plain = {"data/groups/outlet.yml": "name: Outlet\npublisher: {}\n"}
    found = committed(tmp_path, {**plain, **claims(claim("did it."))[0]}, outlet("Partisan"))
    assert told(found.events["it-did"]) == [("02", "A standing caveat of Outlet was added", "-", "Hearsay. Partisan")]


def test_what_changed_behind_a_source_is_told_too(tmp_path: Path) -> None:
    """A claim carries the caveats of the original that its source took over, and of that one's outlet."""
    original = "title: Original\ntype: article\noutlet: wire\n"
    derived = "derived_from: [{source: original, how: translation}]\n"
    copy = {"data/sources/paper.yml": f"{SITE['data/sources/paper.yml']}{derived}"}
    warned = f"{original}caveats: [{{kind: hearsay, text: Forged, by: editors}}]\n"
    found = committed(
        tmp_path,
        {**copy, "data/sources/original.yml": warned, **outlet("Partisan", id="wire"), **claims(claim("did it."))[0]},
        {"data/sources/original.yml": original},
        outlet(id="wire"),
    )
    assert told(found.events["it-did"]) == [
        ("02", "A caveat of Outlet was taken out", "Hearsay. Forged", "-"),
        ("03", "A standing caveat of Outlet was taken out", "Hearsay. Partisan", "-"),
    ]


def test_what_changed_of_what_a_passage_names_as_its_own_is_told_too(tmp_path: Path) -> None:
    """A claim carries the caveats of a memo on which the article rests that it cites."""
    memo = "title: Memo\ntype: document\noutlet: null\nread: false\n"
    warned = f"{memo}caveats: [{{kind: hearsay, text: Forged, by: editors}}]\n"
    resting = claim("did it.", cited=", rests_on: [memo]")
    found = committed(
        tmp_path,
        {"data/sources/memo.yml": warned, **claims(resting)[0]},
        {"data/sources/memo.yml": memo},
    )
    assert told(found.events["it-did"]) == [("02", "A caveat of Memo was taken out", "Hearsay. Forged", "-")]


def test_where_a_source_comes_from_is_told_since_its_caveats_hang_on_it(tmp_path: Path) -> None:
    """Another outlet brings other caveats; what derives from something is no origin of its own."""

    def written(outlet: str, derived: str, more: str = "") -> dict[str, str | None]:
        text = f"title: Paper\ntype: article\noutlet: {outlet}\nderived_from: {derived}\n{more}"
        return {"data/sources/paper.yml": text}

    found = committed(
        tmp_path,
        {**written("outlet", "[]"), **claims(claim("did it."))[0]},
        written("null", "[]", "caveats: [{kind: hearsay, text: Heard, by: editors}]\n"),
        written("null", "[{source: post, how: translation}]", "caveats: [{kind: hearsay, text: Heard, by: editors}]\n"),
        written("null", "[{source: post, how: translation}]", "read: false\n"),
    )
    assert told(found.events["it-did"]) == [
        ("02", "A caveat of Paper was added", "-", "Hearsay. Heard"),
        ("02", "The outlet of “Paper” changed", "Outlet", "not known"),
        ("03", "What Paper derives from changed", "-", "-"),
        ("04", "A caveat of Paper was taken out", "Hearsay. Heard", "-"),
        ("04", "Whether Paper itself was read changed", "-", "-"),
    ]


@pytest.mark.parametrize("how", ["gone", "field", "then", "since"])
def test_of_an_outlet_that_nobody_may_see_a_source_is_not_said_to_have_been(tmp_path: Path, how: str) -> None:
    """The outlet of before is not named if it is not shown any more, or where the field is withheld."""
    secret = {"data/groups/hidden-press.yml": f"name: {SECRET}\npublisher: {{caveats: [{{kind: hearsay}}]}}\n"}
    gone: dict[str, str | None] = {"data/groups/hidden-press.yml": None} if how == "gone" else {}
    source = "title: Paper\ntype: article\noutlet: {}\n"
    before, after = source.format("hidden-press"), source.format("outlet")
    before += "withheld: [outlet]\n" if how == "then" else ""
    after += "withheld: [outlet]\ncaveats: [{kind: hearsay, text: Heard, by: editors}]\n" if how == "field" else ""
    begin = {**secret, "data/sources/paper.yml": before, **claims(claim("did it."))[0]}
    since: dict[str, str | None] = {"data/sources/paper.yml": f"{after}withheld: [outlet]\n"}
    found = committed(tmp_path, begin, {**gone, "data/sources/paper.yml": after}, *[since][: how == "since"])
    said = [change for event in found.events.get("it-did", ()) for change in event.changes if change.field == "outlet"]
    assert [change.before for change in said] == ([removed(ENGLISH)] if how == "gone" else [])
    assert "hidden-press" not in str(asdict(found)) and SECRET not in str(asdict(found))


def test_what_changed_in_one_original_of_several_copies_is_told_once(tmp_path: Path) -> None:
    """A claim that rests on two translations of one report tells of that report's caveat once."""
    copies = {
        f"data/sources/{id}.yml": f"title: {id}\ntype: article\noutlet: outlet\n"
        "derived_from: [{source: original, how: translation}]\n"
        for id in ("paper", "sheet")
    }
    original = "title: Original\ntype: article\noutlet: null\n"
    warned = f"{original}caveats: [{{kind: hearsay, text: Forged, by: editors}}]\n"
    both = claim("did it.", more="    - {source: sheet, quote: words}\n")
    found = committed(
        tmp_path,
        {**copies, "data/sources/original.yml": warned, "data/claims/a.yml": both},
        {"data/sources/original.yml": original},
    )
    assert told(found.events["it-did"]) == [("02", "A caveat of Original was taken out", "Hearsay. Forged", "-")]


@pytest.mark.parametrize("what", ["source", "outlet"])
def test_a_new_id_hides_no_caveat_that_was_taken_off(tmp_path: Path, what: str) -> None:
    """A source or an outlet goes on under another id: what was taken off before, and with the id itself, is told."""
    if what == "source":
        first, second = paper("Old", "Older"), paper("Old")
        last = {
            "data/sources/paper.yml": None,
            "data/sources/sheet.yml": f"{SITE['data/sources/paper.yml']}formerly: [paper]\n",
        }
        last |= claims(claim("did it.").replace("paper", "sheet"))[0]
    else:
        first, second = outlet("Old", "Older"), outlet("Old")
        last = {"data/groups/outlet.yml": None, **outlet(id="wire", more="formerly: [outlet]\n")}
        last |= {"data/sources/paper.yml": SITE["data/sources/paper.yml"].replace("outlet: outlet", "outlet: wire")}
    found = committed(tmp_path, {**first, **claims(claim("did it."))[0]}, second, last)
    whose = "A caveat" if what == "source" else "A standing caveat"
    assert told(found.events["it-did"]) == [
        ("02", f"{whose} of Outlet was taken out", "Hearsay. Older", "-"),
        ("03", f"{whose} of Outlet was taken out", "Hearsay. Old", "-"),
    ]


@pytest.mark.parametrize("how", ["record", "part", "then", "words"])
def test_caveats_of_an_outlet_that_nobody_may_see_are_not_told(tmp_path: Path, how: str) -> None:
    """An outlet that is withheld tells nothing, nor one that was; and no caveat says what is withheld elsewhere."""
    withheld = {"record": "withheld: true\n", "part": "withheld: [publisher]\n"}.get(how, "")
    before = "withheld: true\n" if how == "then" else withheld
    secret = {"data/people/p.yml": f"name: {SECRET}\nwithheld: true\n"} if how == "words" else {}
    begin = {**secret, **claims(claim("did it."))[0]}
    found = committed(tmp_path, {**begin, **outlet(SECRET, more=before)}, outlet(more=withheld))
    assert SECRET not in str(asdict(found))


def test_caveats_of_a_source_from_before_its_claim_are_none_of_its_changes(tmp_path: Path) -> None:
    """What a source carried when the claim was not there yet changed nothing in it."""
    found = committed(tmp_path, paper("Old"), paper("New"), {**paper(), **claims(claim("did it."))[0]}, paper("Newest"))
    assert told(found.events["it-did"]) == [("04", "A caveat of Outlet was added", "-", "Hearsay. Newest")]


@pytest.mark.parametrize("how", ["record", "then", "words"])
def test_caveats_of_a_source_that_nobody_may_see_are_not_told(tmp_path: Path, how: str) -> None:
    """A source that is withheld tells nothing, nor one that was; and no caveat says what is withheld elsewhere."""
    withheld = {"record": "withheld: true\n", "then": "", "words": ""}[how]
    before = "withheld: true\n" if how == "then" else withheld
    secret = {"data/people/p.yml": f"name: {SECRET}\nwithheld: true\n"} if how == "words" else {}
    begin = {**secret, **claims(claim("did it."))[0]}
    found = committed(tmp_path, {**begin, **paper(SECRET, more=before)}, paper(more=withheld))
    said = [change for events in found.events.values() for event in events for change in event.changes]
    assert not any(SECRET in str(change) for change in said)


def test_of_a_source_that_never_was_nothing_is_told(tmp_path: Path) -> None:
    """Somebody mistyped the id of a source in a commit, and corrected it in the next."""
    found = committed(tmp_path, *claims(claim("did it.").replace("paper", "papre"), claim("did it.")))
    assert [event.then for event in found.events["it-did"]] == [()]


@pytest.mark.parametrize("today", ["withheld", "gone"])
def test_of_a_source_that_nobody_may_see_no_caveat_is_told(tmp_path: Path, today: str) -> None:
    """Where a passage is withheld today, or its source is gone, it says that words were removed, and not which."""
    post = "title: Post\ntype: post\noutlet: null\ncaveats: [{kind: hearsay, text: Told in a market.}]\n"
    cited = "    - {source: post, quote: it did}\n"
    hidden = cited.replace("}", ", withheld: true}") if today == "withheld" else ""
    found = committed(
        tmp_path,
        {"data/sources/post.yml": post, "data/claims/a.yml": claim("did it.", more=cited)},
        {
            "data/sources/post.yml": post if today == "withheld" else None,
            "data/claims/a.yml": claim("did more.", more=hidden),
        },
    )
    event = found.events["it-did"][0]
    assert told((event,))[0] == ("02", "Wording changed", "Alpha did it.", "Alpha did more.")
    assert event.then == (removed(ENGLISH),)


def test_caveats_that_a_claim_has_still_are_not_told_as_those_of_another_source(tmp_path: Path) -> None:
    """Where the source of today carries the same caveat as the one before it, nothing more is said."""
    other = {"data/sources/other.yml": "title: Other\ntype: article\noutlet: outlet\n"}
    found = committed(
        tmp_path, other | claims(claim("did it."))[0], *claims(claim("did it.").replace("paper", "other"))
    )
    assert [event.then for event in found.events["it-did"]] == [()]


def test_why_is_what_the_commit_says_to_readers(tmp_path: Path) -> None:
    """The reason of an event is the commit's line for readers; where a wording was removed there is none."""
    start(tmp_path)
    commit(tmp_path, "2026-03-01", {**SITE, "data/claims/a.yml": claim("did it.", quote=SECRET)})
    commit(tmp_path, "2026-03-02", {"data/claims/a.yml": claim("did more.", quote=SECRET)}, "x\n\nBecause: misread")
    hidden = claim("did more.", cited=", withheld: [quote]", quote="Other")
    commit(tmp_path, "2026-03-03", {"data/claims/a.yml": hidden}, "x\n\nBecause: hush")
    assert [event.because for event in history(tmp_path).events["it-did"]] == ["misread", ""]


@pytest.mark.parametrize(
    ("because", "shown"),
    [
        ("Wilhelmina Xanthopoulos asked", False),
        ("Ms Xanthopoulos’s wish", False),
        ("WILHELMINA asked", False),
        ("Alpha of the Press asked", True),
        ("misread", True),
    ],
)
def test_half_a_withheld_name_is_no_reason(tmp_path: Path, because: str, shown: bool) -> None:
    """Who writes why in a hurry writes a family name: of who is withheld it is shown no more than the whole name."""
    start(tmp_path)
    hidden = {
        "data/people/p.yml": "name: Wilhelmina Xanthopoulos\nwithheld: true\n",
        "data/groups/press.yml": "name: Alpha Press\nwithheld: true\n",
        "data/groups/free-press.yml": "name: Free Press\n",
    }
    commit(tmp_path, "2026-03-01", {**SITE, **hidden, "data/claims/a.yml": claim("did it.")})
    commit(tmp_path, "2026-03-02", {"data/claims/a.yml": claim("did more.")}, f"x\n\nBecause: {because}")
    assert [event.because for event in history(tmp_path).events["it-did"]] == [because if shown else ""]


WITHHELD_LATER = {
    "the claim": ([claim(SECRET), claim("is quiet.")], claim("is quiet.", more="  withheld: true\n")),
    "a field": (
        [claim("did.", more=f"  note: {SECRET}\n"), claim("did.", more="  note: Less.\n")],
        claim("did.", more="  note: Less.\n  withheld: [note]\n"),
    ),
    "a citation": (
        [claim("did.", quote=SECRET), claim("did.", quote="less")],
        claim("did.", "less", cited=", withheld: true"),
    ),
    "a citation with caveats": (
        [
            claim("did.", cited=f", reading: {SECRET}, caveats: [{{kind: hearsay, text: {SECRET} too}}]"),
            claim("did it."),
        ],
        claim("did it.", cited=", withheld: true"),
    ),
    "its quote": (
        [claim("did.", quote=SECRET), claim("did.", quote="less")],
        claim("did.", "less", cited=", withheld: [quote]"),
    ),
}


@pytest.mark.parametrize("case", WITHHELD_LATER)
def test_what_is_withheld_now_was_never_to_be_read(tmp_path: Path, case: str) -> None:
    """Of what is withheld today no revision shows a word, and every one that readers could see says so."""
    before, now = WITHHELD_LATER[case]
    found = committed(tmp_path, *claims(*before, now))
    assert SECRET not in str(asdict(found))
    changed = [change for event in found.corrections for change in event.changes]
    assert any(removed(ENGLISH) in (change.before, change.after) for change in changed)


def test_a_claim_that_is_not_shown_any_more_has_no_name(tmp_path: Path) -> None:
    """A claim that was withheld or deleted is told without its id, its words and the commit's reason."""
    other = claim("slept.", id="other")
    found = committed(tmp_path, *claims(claim("did it.") + other, claim("did more.") + other, other))
    assert told(found.corrections) == [
        ("03", "A claim was taken out of the data", "wording removed", "-"),
        ("02", "A claim that is not shown any more was changed", "wording removed", "-"),
    ]
    assert "it-did" not in str(asdict(found))


def test_what_readers_never_saw_has_no_history(tmp_path: Path) -> None:
    """A claim that was withheld from its first day on leaves no trace."""
    hidden = claim("slept.", id="other", more="  withheld: true\n")
    found = committed(tmp_path, *claims(claim("did it.") + hidden, claim("did it.") + hidden.replace("slept", "woke")))
    assert found.corrections == ()


@pytest.mark.parametrize("withheld", ["  withheld: true\n", f"  note: {SECRET}\n  withheld: [note]\n"])
def test_what_was_withheld_once_stays_removed(tmp_path: Path, withheld: str) -> None:
    """What an older revision withheld is not shown when later ones are published, unless it stands there today."""
    then = claim(SECRET if "true" in withheld else "did.", more=withheld)
    found = committed(
        tmp_path, *claims(then, claim("did more.", more="  note: Open.\n"), claim("did all.", more="  note: Open.\n"))
    )
    assert SECRET not in str(asdict(found))
    assert told(found.events["it-did"])[-1] == ("03", "Wording changed", "Alpha did more.", "Alpha did all.")
    published = committed(tmp_path / "again", *claims(then.replace("did.", "did it."), claim(f"{SECRET}, and more.")))
    assert published.events


def test_that_a_claim_was_withheld_for_a_while_is_told(tmp_path: Path) -> None:
    """Readers learn when they could not see a claim, and that it changed meanwhile; of what it said then, nothing."""
    hidden = "  withheld: true\n"
    found = committed(tmp_path, *claims(
        claim("did it."),
        claim("did it.", more=hidden),
        claim("did that.", more=hidden),
        claim("did more."),
    ))  # fmt: skip
    assert told(found.events["it-did"]) == [
        ("02", "Withheld", "wording removed", "wording removed"),
        ("03", "Changed while it was withheld", "wording removed", "wording removed"),
        ("04", "Shown from here on; it was withheld before", "wording removed", "-"),
    ]


def test_a_passage_that_is_taken_away_leaves_the_caveat_it_gave(tmp_path: Path) -> None:
    """What a claim said when a report spoke against it stands with “disputed”, also when that report is gone."""
    against = "    - {source: post, quote: it did not, supports: refutes}\n"
    found = committed(tmp_path, *claims(claim("did it.", more=against), claim("did more.")))
    (event,) = found.events["it-did"]
    assert [change.what for change in event.changes] == ["Wording changed", "A citation of Post was taken out"]
    assert "Disputed." in [wording.words for wording in event.then]


def test_a_caveat_of_a_passage_that_is_withheld_now_is_not_told(tmp_path: Path) -> None:
    """Not even of what kind it was: that would say something of a passage that nobody may see."""
    cited = "    - {source: post, quote: it did, caveats: [{kind: hearsay}]}\n"
    hidden = cited.replace("}\n", ", withheld: true}\n")
    found = committed(tmp_path, *claims(claim("did it.", more=cited), claim("did more.", more=hidden)))
    assert [[wording.words for wording in event.then] for event in found.events["it-did"]] == [["wording removed"]]


def test_a_former_id_that_never_was_in_git_is_none_of_its_lives(tmp_path: Path) -> None:
    """Somebody brings addresses from elsewhere: nothing is on record of them here."""
    found = committed(
        tmp_path,
        *claims(*(claim(text, more="  formerly: [elsewhere]\n") for text in ("did it.", "did more."))),
        {"data/groups/alpha.yml": "name: Alpha\nformerly: [elsewhere-too]\n"},
    )
    assert told(found.events["it-did"]) == [("02", "Wording changed", "Alpha did it.", "Alpha did more.")]


def test_a_claim_that_is_not_committed_yet_has_no_history(tmp_path: Path) -> None:
    """Caveats that its source and outlet lost before are none of its changes."""
    committed(tmp_path, {**paper("Old"), **outlet("Partisan")}, {**paper(), **outlet()})
    (tmp_path / "data" / "claims").mkdir()
    (tmp_path / "data" / "claims" / "a.yml").write_text(claim("did it."), encoding="utf-8")
    found = history(tmp_path)
    assert (found.first, found.events) == ({}, {})


def test_words_that_were_withheld_once_are_removed_from_other_claims_too(tmp_path: Path) -> None:
    """What one claim withheld for a while is not read in an older wording of another one, unless it stands today."""
    then = claim("slept.", quote=SECRET, id="other", more="  withheld: true\n")
    revisions = claims(then + claim(f"said that {SECRET}."), claim("woke.", id="other") + claim("said more."))
    assert SECRET not in str(asdict(committed(tmp_path / "hidden", *revisions)))
    shown = claims(*(text["data/claims/a.yml"] + claim("ate.", SECRET, id="third") for text in revisions))  # type: ignore[operator]
    found = committed(tmp_path / "shown", *shown)
    assert told(found.events["it-did"])[0] == (
        "02",
        "Wording changed",
        f"Alpha said that {SECRET}.",
        "Alpha said more.",
    )


def test_words_that_were_withheld_once_are_removed_in_any_spelling(tmp_path: Path) -> None:
    """With another apostrophe, or in capitals, a name is the same name, which no page may hold."""
    then = claim("slept.", quote="Ra'ed al-Fares", id="other", more="  withheld: true\n")
    for named in ("Ra’ed al Fares", "RA`ED AL‑FARES"):
        revisions = claims(then + claim(f"said that of {named}."), claim("woke.", id="other") + claim("said more."))
        found = committed(tmp_path / str(hash(named)), *revisions)
        assert told(found.events["it-did"]) == [("02", "Wording changed", "wording removed", "Alpha said more.")]


def test_a_statement_that_was_withheld_is_hidden_as_it_was_shown(tmp_path: Path) -> None:
    """What one claim withheld for a while is not read in another’s old quote, in the words that a page had."""
    found = committed(tmp_path, *claims(
        claim("kept it hidden.", id="other", more="  withheld: true\n") + claim("did.", quote="Alpha kept it hidden."),
        claim("woke.", id="other") + claim("did.", quote="less"),
    ))  # fmt: skip
    assert told(found.events["it-did"]) == [("02", "Quote from Outlet changed", "wording removed", "less")]


def test_what_was_withheld_when_it_went_hides_what_it_said_before(tmp_path: Path) -> None:
    """A record that was shown first, then withheld, then taken out, hides its first words in what others said."""
    secret = claim("slept.", quote=SECRET, id="other")
    found = committed(tmp_path, *claims(
        secret + claim(f"said that {SECRET}."),
        secret.replace(SECRET, "less") + "  withheld: true\n" + claim(f"said that {SECRET}."),
        claim("said more."),
    ))  # fmt: skip
    assert told(found.events["it-did"]) == [("03", "Wording changed", "wording removed", "Alpha said more.")]
    assert SECRET not in str(asdict(found))


def test_a_field_that_was_withheld_then_is_not_told_though_others_say_the_same(tmp_path: Path) -> None:
    """What a revision withheld of a claim is removed there, even where its words stand in the open today."""
    third = claim("ate.", quote=SECRET, id="third")
    found = committed(tmp_path, *claims(
        claim("did.", more=f"  note: {SECRET}\n  withheld: [note]\n") + third,
        claim("did.", more="  note: Open.\n") + third,
    ))  # fmt: skip
    assert told(found.events["it-did"]) == [("02", "Editors’ note changed", "wording removed", "Open.")]


def test_of_a_source_that_is_not_shown_nothing_is_told_that_another_has_too(tmp_path: Path) -> None:
    """What was recorded of a passage of a withheld source is removed, even where another source has the same."""
    both = claim("did.", cited=", locator: page 1") + "    - {source: post, quote: other words, locator: page 1}\n"
    found = committed(
        tmp_path,
        {"data/claims/a.yml": both},
        {"data/claims/a.yml": both.replace("other words, locator: page 1", "other words, locator: page 2")},
        {"data/claims/a.yml": claim("did.", cited=", locator: page 1"),
         "data/sources/post.yml": SITE["data/sources/post.yml"] + "withheld: true\n"},
    )  # fmt: skip
    assert told(found.events["it-did"]) == [
        ("02", "Place in a source that is not shown changed", "wording removed", "wording removed"),
        ("03", "A citation of a source that is not shown was taken out", "wording removed", "-"),
    ]


def test_a_record_that_is_withheld_is_not_named_by_an_older_wording(tmp_path: Path) -> None:
    """An old wording that links a withheld record, cites one, or holds its name, is removed."""
    person = {"data/people/person.yml": "name: Some Person\n"}
    found = committed(
        tmp_path,
        {**person, "data/claims/a.yml": claim("met [[person]].")},
        {"data/claims/a.yml": claim("met Some Person.")},
        {"data/claims/a.yml": claim("met him.").replace("source: paper", "source: post")},
        {"data/claims/a.yml": claim("met him."),
         "data/sources/post.yml": SITE["data/sources/post.yml"] + "withheld: true\n",
         "data/people/person.yml": "name: Another Name\nwithheld: true\n"},
    )  # fmt: skip
    assert told(found.events["it-did"]) == [
        ("02", "Wording changed", "wording removed", "wording removed"),
        ("03", "Wording changed", "wording removed", "Alpha met him."),
        ("03", "A citation of a source that is not shown was added", "-", "wording removed"),
        ("03", "A citation of Outlet was taken out", "words", "-"),
        ("04", "A citation of Outlet was added", "-", "words"),
        ("04", "A citation of a source that is not shown was taken out", "wording removed", "-"),
    ]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_record_that_is_gone_is_not_named_though_another_has_its_id(tmp_path: Path, at_once: bool) -> None:
    """An older wording that names it is removed, as it is where nobody has the id: its name was not to be read."""
    withheld = "name: Beta\nwithheld: true\n"
    taken = {"data/claims/b.yml": claim("hid.", id="beta"), "data/groups/beta.yml": None}
    found = committed(tmp_path, *[
        {"data/groups/beta.yml": withheld, **claims(claim("did it with [[beta]]."))[0]},
        {**({} if at_once else {"data/groups/beta.yml": None}), **claims(claim("did it."))[0]},
        taken if at_once else {"data/claims/b.yml": taken["data/claims/b.yml"]},
        *claims(claim("did that.")),
    ])  # fmt: skip
    assert told(found.events["it-did"]) == [
        ("02", "Wording changed", "wording removed", "Alpha did it."),
        ("04", "Wording changed", "Alpha did it.", "Alpha did that."),
    ]


def test_without_a_history_the_reason_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git there is no first day and no event, and the reason in words."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name, text in {**SITE, "data/claims/a.yml": claim("did it.")}.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert history(tmp_path / "site") == History(missing="this is no git repository")
