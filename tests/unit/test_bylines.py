"""Bylines that name nobody are told from names."""

import pytest

from generator.analyse.bylines import is_nobody, parts
from generator.names import fold


@pytest.mark.parametrize(
    "byline",
    [
        "Staff", "STAFF", "Staff Reporter", "News-Desk", "Our Special Correspondent", "Admin", "The Editors",
        "Agencies", "La rédaction", "Envoyé spécial", "هيئة التحرير", "مراسلنا", "وكالات",
    ],
)  # fmt: skip
def test_what_any_outlet_has_names_nobody(byline: str) -> None:
    """A byline made only of words for an outlet's own people names none of them."""
    assert is_nobody(fold(byline))


@pytest.mark.parametrize(
    "byline", ["A. Reporter", "Reuters Staff", "AFP", "John Desk", "SANA correspondent", "أحمد التحرير", "وكالة سانا"]
)
def test_whatever_else_stands_there_is_a_name(byline: str) -> None:
    """An agency is named by its desk, and so is a person whose name holds such a word."""
    assert not is_nobody(fold(byline))


@pytest.mark.parametrize(
    ("byline", "names", "perhaps"),
    [
        ("A. Name", [], []),
        ("By A. Name", ["A. Name"], []),
        ("A. Name (AFP)", ["A. Name"], ["A. Name", "AFP"]),
        ("By A. Name and B. Other / Reuters", ["A. Name", "B. Other"], ["A. Name", "B. Other", "Reuters"]),
        ("Name, A.", [], ["Name", "A."]),
        ("AFP, Reuters", [], ["AFP", "Reuters"]),
        ("Anna Writer - Town", ["Anna Writer"], ["Anna Writer", "Town"]),
        ("Network for Human Rights", [], ["Network", "Human Rights"]),
        ("Syrians for Truth and Justice", [], ["Syrians", "Truth", "Justice"]),
        ("John and Jane Smith", [], []),
        ("بقلم أحمد علي", ["أحمد علي"], []),
        ("Bystander Band", [], []),
    ],
)
def test_who_shares_a_byline_is_read_apart(byline: str, names: list[str], perhaps: list[str]) -> None:
    """Each of several is somebody; what a comma parts may be one name, and is one only where somebody is called so."""
    found = [*parts(byline)]
    assert [name for name, whole in found if whole] == names
    assert [name for name, whole in found if not whole] == perhaps
