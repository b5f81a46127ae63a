"""Names that may be one though they are not written alike."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.likeness import alike
from generator.analyse.marks import Mark
from generator.analyse.reports import Share

SOUNDS = {
    "Ahmad": {"ahmad"}, "Ahmed": {"ahmad"}, "Haddad": {"haddad"}, "Ahmad Haddad": {"ahmad", "haddad"},
    "Haddad Agency": {"haddad"}, "Post": {"post"}, "The Haddad Post": {"haddad", "post"}, "Agency": {"agency"},
    "Ahmed Post": {"ahmad", "post"},
}  # fmt: skip
"""Names, each with words by which they are one."""
NAMES = st.lists(st.tuples(st.sampled_from([*SOUNDS]), st.sampled_from(["", "dossier"])), max_size=3)


@given(st.lists(st.tuples(NAMES, st.integers(0, 2)), min_size=1, max_size=6))
def test_of_each_two_names_of_two_groups_it_is_found_whether_one_has_all_words_of_the_other(
    reports: list[tuple[list[tuple[str, str]], int]],
) -> None:
    """Whatever names there are: two dossiers are two, and reports of one group are joined already."""
    marks = {
        str(number): {
            Mark("named", name.lower()): Share(str(number), "told", "", role, name)  # type: ignore[arg-type]
            for name, role in names
        }
        for number, (names, _) in enumerate(reports)
    }
    of = {str(number): group for number, (_, group) in enumerate(reports)}
    together = tuple(tuple(id for id in of if of[id] == group) for group in sorted(set(of.values())))
    called = [(id, share.words, share.role) for id, found in marks.items() for share in found.values()]
    expected = {
        id
        for one, other in permutations(called, 2)
        for id in (one[0], other[0])
        if of[one[0]] != of[other[0]] and SOUNDS[one[1]] <= SOUNDS[other[1]] and not one[2] == other[2] == "dossier"
    }
    assert {id for id, _ in alike(marks, together)} == expected
