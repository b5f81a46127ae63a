"""The second opinion on links: LinkChecker, as installed and configured, finds what it is there to find."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts import links

PAGE = '<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages that link each other, one of them by a fragment."""
    (tmp_path / "other").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format(title="Home", body='<a href="other/#there">Other</a>'))
    (tmp_path / "other" / "index.html").write_text(
        PAGE.format(title="Other", body='<h2 id="there">There</h2><a href="../">Home</a>')
    )
    return tmp_path


def crawl(site: Path) -> subprocess.CompletedProcess[str]:
    """Crawl the inside of the site and return what LinkChecker says."""
    with links.served(site) as address:
        return subprocess.run(links.command(address, outside=False), capture_output=True, text=True)


def test_whole_site_passes(site: Path) -> None:
    """A site whose links and fragments are all there passes."""
    run = crawl(site)
    assert run.returncode == 0, run.stdout


def test_missing_page_and_fragment_are_found(site: Path) -> None:
    """A link to a page that is not there, and one to a fragment that is not there, are both reported."""
    body = '<a href="nowhere/">Gone</a><a href="other/#elsewhere">Wrong place</a>'
    (site / "index.html").write_text(PAGE.format(title="Home", body=body))
    run = crawl(site)
    assert run.returncode == 1
    assert "404" in run.stdout
    assert "Anchor `elsewhere'" in run.stdout


def test_missing_site_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a built site the person is told which word builds one."""
    assert links.main(tmp_path) == 2
    assert "make site" in capsys.readouterr().err
