"""Follows an address found in a file: to another file, which is judged later, or to a fault.

Knows no markup: the caller says whether a browser loads the address by itself or a reader may follow it.
"""

from __future__ import annotations

from .addresses import Home, Where
from .facts import Findings

_OWN_SCHEME = "dossier"


def follow(
    findings: Findings,
    home: Home,
    raw: str,
    *,
    loads: bool = False,
    runs: bool = False,
    tells: bool = False,
    folder: str | None = None,
) -> None:
    """Note where an address leads; `loads` if a browser asks for it, `runs` if what comes is a program or a page.

    It `tells` if the host that it leads to learns where the reader comes from.
    """
    where, name, fragment = home.find(findings.address, raw, folder)
    if where is Where.HERE:
        target, anchor = arrival(name, fragment, loads=loads)
        if anchor:
            findings.anchors.setdefault((target, anchor), raw)
        else:
            findings.targets.setdefault(target, raw)
    elif where is Where.OUTSIDE:
        hint = (
            "count from this page: on a disk, / is no site’s"
            if home.on_disk
            else "count its ../ again, or see site_url"
        )
        findings.add("I001", f'"{raw}" leads out of the site', hint, f'"{raw}"')
    elif where is Where.ELSEWHERE and loads:
        findings.add("I005", f"the page asks {name} for {raw}", "keep a copy in the site, or leave it out", raw)
    elif where is Where.ELSEWHERE and tells:
        hint = 'add rel="noreferrer"'
        findings.add("I013", f"the link tells {name} from which page the reader comes", hint, f'"{raw}"', raw)
    elif where is Where.REFUSED and name == _OWN_SCHEME:
        findings.add("I007", f'an address was never filled in: "{raw}"', "look at what writes this link", raw)
    elif where is Where.REFUSED and not (name == "data" and loads and not runs):
        findings.add(
            "I008", f'"{" ".join(raw.split())[:60]}" must not be followed', f"{name}: addresses are refused", raw
        )


def arrival(name: str, fragment: str, *, loads: bool = False) -> tuple[str, str]:
    """Return the file, and the anchor in it or "", that an address of the site leads to."""
    target = f"{name}index.html" if not name or name.endswith("/") else name
    return target, "" if loads or fragment == "top" else fragment
