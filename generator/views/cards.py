"""Cards: what a link leads to, in a few words, with how far it can be trusted; shown beside the link.

A card has no links of its own: the link that it belongs to leads to all that it leaves out.
"""

from __future__ import annotations

import re

from ..analyse.notice import Notice
from ..analyse.wording import lowered
from ..markup import Html
from ..model import json_of
from .claims import unlinked
from .dossiers import Dossiers
from .identities import Identities
from .sources import SourcePages
from .view import view

_JUMP = re.compile(r'\s*<a class="[^"]*\bjump"[^>]*>[^<]*</a>')


@view
class EntityCard:
    """An entity: what it is, what it is called, how its claims stand, and what holds for all that it publishes."""

    kicker: str
    name: Html
    other: Html
    names: tuple[tuple[str, Html], ...]
    closed: Html
    look_alikes: Html
    notice: Notice
    publishes: str


@view
class SourceCard:
    """A source: its kind, title, outlet and date, and every caveat by its kind."""

    kicker: str
    title: Html
    names: Html
    clause: Html
    also: str
    kinds: str


class Cards:
    """The cards of entities and sources; that of a claim is its short row."""

    def __init__(self, dossiers: Dossiers, sources: SourcePages, identities: Identities) -> None:
        """Remember how dossiers and sources are worded."""
        self.dossiers = dossiers
        self.sources = sources
        self.identities = identities
        self.inline = dossiers.inline
        self.corpus = dossiers.corpus

    def entity(self, id: str) -> EntityCard:
        """Return an entity as its card shows it."""
        entity = self.corpus.entities[id]
        others = self.identities.look_alikes.get(id, ())
        labels = dict.fromkeys(lowered(caveat.label.rstrip(".")) for caveat in self.dossiers.claims.caveats.outlet(id))
        return EntityCard(
            kicker=self.inline.marked_kinds(entity),
            name=self.inline.bare(id),
            other=self.inline.other_script(entity),
            names=tuple(self.identities.names(entity)),
            closed=self.dossiers.closed(entity),
            look_alikes=Html(self.corpus.words.listed([self.inline.bare(other) for other in others], " or ")),
            notice=self.dossiers.notice(id),
            publishes=self.corpus.words(", ").join(labels),
        )

    def source(self, id: str) -> SourceCard:
        """Return a source as its card shows it."""
        source = self.corpus.sources[id]
        carried = self.sources.claims.caveats.inherited(id)
        kinds = " ".join(dict.fromkeys(caveat.kind for caveat in carried.carried))
        names = unlinked(self.sources.names(source))
        return SourceCard(
            self.sources.kicker(source),
            self.inline.titled(source),
            names,
            carried.clause,
            carried.marked_also,
            kinds,
        )


def without_links(html: str) -> str:
    """Return HTML without its links: of those that only jump on the words go too."""
    return unlinked(_JUMP.sub("", html))


def script(*values: object) -> str:
    """Return data as the script that hands it to the cards of a page, so that it can be read without a server."""
    return f"dossierCards({','.join(map(json_of, values))});\n"
