"""Reads XML that is no page: feeds, maps, outlines and whatever else: what a record is in it, and what it asks for.

A record is an item of a feed or of a map; else an element with those of its own that hold no others and are the only
ones of their name. An element in which words stand beside elements is a paragraph, and one record too. This module
judges and follows nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree

from .marks import rendered

_ITEMS = frozenset({"entry", "item", "placemark", "rte", "trk", "wpt"})
"""Records of feeds and of maps (KML, GPX), whatever they hold."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_LOADED = frozenset({f"{_ATOM}icon", f"{_ATOM}logo"})
"""Elements that hold the address of a picture; so does in maps a `href`, which may also be that of another map."""
_PICTURES = frozenset({"image", "thumbnail"})
"""Elements of feeds that are a picture: RSS has its address in a `url`, others in an attribute.

And `src` is an attribute of any XML.
"""


def parsed(text: str) -> ElementTree.Element:
    """Return the outermost element; ValueError where a text is not XML."""
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error


def lines(element: ElementTree.Element) -> Iterator[str]:
    """Yield each record of an element as one line."""
    if _name(element) in _ITEMS or _is_paragraph(element):
        yield " ".join(_whole(element))
        return
    times = Counter(child.tag for child in element)
    own = [child for child in element if not len(child) and times[child.tag] == 1]
    yield " ".join(chain(_said(element), *map(_said, own)))
    for child in element:
        if len(child) or times[child.tag] > 1:
            yield from lines(child)


def markup(element: ElementTree.Element) -> Iterator[str]:
    """Yield each text that holds markup, escaped, which a program that shows it will mind."""
    for part in element.iter():
        yield from (text for text in _texts(part) if "<" in text)


def loaded(element: ElementTree.Element) -> Iterator[str]:
    """Yield each address that a program asks for which shows the file."""
    for part in element.iter():
        name, said = _name(part), (part.text or "").strip()
        if said and (name == "href" or part.tag in _LOADED):
            yield said
        if name in _PICTURES:
            yield from _of_picture(part)
        if "src" in part.attrib:
            yield part.attrib["src"]


def _of_picture(part: ElementTree.Element) -> Iterator[str]:
    """Yield the addresses of a picture of a feed, which have no name in common."""
    yield from ((child.text or "").strip() for child in part if child.tag == "url" and (child.text or "").strip())
    yield from (part.attrib[name] for name in ("href", "url") if name in part.attrib)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _is_paragraph(element: ElementTree.Element) -> bool:
    """Tell whether words stand beside the elements within an element, none of which is an item."""
    mixed = len(element) and any(text.strip() for text in (element.text, *(child.tail for child in element)) if text)
    return bool(mixed) and not any(_name(part) in _ITEMS for part in element.iter())


def _whole(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of an element and of all within it in their order, as readers see them."""
    yield from _seen(chain(element.attrib.values(), [element.text]))
    for child in element:
        yield from _whole(child)
        yield from _seen([child.tail])


def _said(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of one element as readers see them."""
    return _seen(_texts(element))


def _seen(texts: Iterable[str | None]) -> Iterator[str]:
    return (rendered(text) if "<" in text else text for text in texts if text)


def _texts(element: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of one element: its attributes, what it holds, and what stands between its children."""
    yield from filter(None, (*element.attrib.values(), element.text, *(child.tail for child in element)))
