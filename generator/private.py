"""Where a private build may read and write: nowhere near the repository, nor what is published of it.

An overlay holds what must not become public. It is of no use where a commit or an upload takes it along, so its
folder and the folder of the private site lie outside of the site's repository, and apart from each other.
"""

from __future__ import annotations

from pathlib import Path

from . import gitlog
from .problems import DossierError

NOT_ELSEWHERE = "--private does not go with --cluster: what is private stays on this machine"


def check_overlay(site: Path, overlay: Path) -> None:
    """Refuse an overlay that is no folder, or lies in the repository: a DossierError that says what to do."""
    if not overlay.is_dir():
        raise DossierError(f"--private {overlay}: there is no such folder")
    kept = _repository(site)
    if overlay.resolve().is_relative_to(kept):
        raise DossierError(f"--private {overlay} lies in {kept}, and would be published with it: move it elsewhere")


def check_place(site: Path, overlay: Path, out: Path | None) -> None:
    """Refuse a place for a private site that is none, that may be published, or that the overlay holds."""
    if out is None:
        raise DossierError("a private build never goes to the public site: say where with --out")
    place = out.parent.resolve() / out.name
    for folder, why in ((_repository(site), "would be published with it"), (overlay.resolve(), "is what is read")):
        if place.is_relative_to(folder):
            raise DossierError(f"--out {out} lies in {folder}, and {why}: put the private site elsewhere")


def _repository(site: Path) -> Path:
    """Return the folder of the repository that holds the site; the site's own where there is none."""
    return (gitlog.top(site) or site).resolve()
