"""A translation of words that the site does not say is told, where a word that it says may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load
from generator.unsaid import judge_unsaid
from tests.corpora import write_site

CONFIG = """\
site_name: Ours
theme: {{palette: [{{toggle: {{name: Switch to dark}}}}]}}
nav: [{{The fronts: claims/}}, not_known/]
extra:
  dossier:
    types: {{unit: {{folder: armed-units, singular: Armed unit, plural: Armed units}}}}
    languages:
      ar: {{words: {{{word}: x}}}}
"""
FILES = {
    "templates/dossier.html": "{{ _('Who we may be') }} {{ _('The front') }}",
    "data/vocabulary.yml": "kinds: {outlet: {label: outlet, of: [group]}}\n",
    "data/groups/group-a.yml": "name: Group A\nnote: A note of ours\n",
    "data/groups/group-b.yml": "name: Group B\nnote: Foreign fighter\n",
    "data/claims/a.yml": """\
        - id: claim-a
          mode: act
          text: It did it.
          theme: Foreign fighters
          citations:
            - source: article-a
              locator: page 1
              attribution: {how: none, chain: [{entity: group-a, did: wrote of it first}]}
        """,
}


def told(site: Path, word: str) -> list[str]:
    write_site(site, FILES, CONFIG.format(word=word))
    corpus, _ = load(site)
    return [f"{one.spot.line}:{one.spot.column} {one.hint}" for one in judge_unsaid(site, corpus, {})]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Te fronts", "The fronts"),
        ("Foriegn fighters", "Foreign fighters"),
        ("foreign fighters", "Foreign fighters"),
        ("Armed Unit", "Armed unit"),
        ("wrote of it frist", "wrote of it first"),
        ("outlets", "outlet"),
        ("Switch to drak", "Switch to dark"),
        ("Not konwn", "Not known"),
    ],
)
def test_a_mistyped_word_is_told(tmp_path: Path, word: str, meant: str) -> None:
    """It was passed over, and pages showed the word of the main language."""
    (found,) = told(tmp_path, word)
    assert found.startswith("8:20 did you mean ")
    assert meant in found


@pytest.mark.parametrize(
    "word",
    [
        "The fronts", "Foreign fighters", "Armed units", "wrote of it first", "outlet", "Who we may be", "Not known",
        "A note of ours", "Switch to dark", "What was once a theme", "The front", "Foreign fighter",
    ],
)  # fmt: skip
def test_what_is_said_or_was_once_is_not_told(tmp_path: Path, word: str) -> None:
    """Whoever says it, and be it in a template; what is like nothing may be left of what was said."""
    assert told(tmp_path, word) == []
