"""Views without anything of their own to work out: the foot of a record's page, and a page that has moved."""

from __future__ import annotations

from ..markup import Html
from .view import view


@view
class Foot:
    """The end of a record's page: links with their labels; its address and its last change, for a printed page."""

    links: tuple[tuple[str, str], ...]
    address: str
    changed: Html


@view
class Stub:
    """What leads on to a claim: what it is called, where it stands, and whether a browser is led there by itself."""

    name: str
    href: str
    leads: bool


@view
class Redirect:
    """A page that leads on: what it leads to, where that is, and its full address where the site has one."""

    name: str
    href: str
    canonical: str
