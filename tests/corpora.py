"""Small corpora for tests, written as YAML in a folder of their own and read as any site is."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from generator.corpus import Corpus
from generator.load import load
from generator.problems import Problem

CONFIG = "site_name: Test\ndocs_dir: dossiers\n"
HEAD = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'"><title>T</title>"""
"""What no page lacks, for tests that inspect pages which they make themselves."""


def write_site(root: Path, files: dict[str, str], config: str = CONFIG) -> Path:
    """Write a site: `files` maps paths below the site's folder to their text."""
    for name, text in {"mkdocs.yml": config, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")
    (root / "data").mkdir(exist_ok=True)
    (root / "dossiers").mkdir(exist_ok=True)
    return root


def read_site(root: Path, files: dict[str, str], config: str = CONFIG) -> tuple[Corpus, list[Problem]]:
    """Write a site and read it."""
    return load(write_site(root, files, config))
