"""Links of pages that are opened from a disk."""

from __future__ import annotations

import pytest

from generator.disk import explicit


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a xlink:href="../b/">', '<a xlink:href="../b/index.html">'),
        ('<a href="../b/">', '<a href="../b/index.html">'),
        ('<a href="../b/#says">', '<a href="../b/index.html#says">'),
        ('<a href="b/?q=1#x">', '<a href="b/index.html?q=1#x">'),
        ('<a class="md-logo" href="../..">', '<a class="md-logo" href="../../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="./">', '<a href="./index.html">'),
        ('<form action="../search/">', '<form action="../search/index.html">'),
        ('<meta content="0; url=../b/">', '<meta content="0; url=../b/index.html">'),
        ('{"html": "<a href=\\"../b/\\">"}', '{"html": "<a href=\\"../b/index.html\\">"}'),
    ],
)  # fmt: skip
def test_a_link_to_a_folder_leads_to_its_page(html: str, made: str) -> None:
    """The file is named before what is asked of it and the place on it, and naming it twice changes nothing."""
    assert explicit(html) == made
    assert explicit(made) == made


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#says">', '<a href="">', '<a href="https://elsewhere.example/">', '<a href="//elsewhere.example/">',
        '<a href="mailto:a@b.example">', '<a href="/b/">', '<a href="b.pdf">', '<img src="a/">', "<p>href is ../b/</p>",
        '<a data-href="../b/">',
    ],
)  # fmt: skip
def test_whatever_is_no_link_to_a_folder_stays(html: str) -> None:
    """Places on the page, files, other hosts and words are left alone."""
    assert explicit(html) == html
