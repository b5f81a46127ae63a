"""What templates are given: plain objects with finished words and links, one module for each kind of page.

Views know where things lie and how they are worded, and no template: all block markup is in `templates/`. Links
are written from the site's root, behind a mark that `render` replaces, so that a claim is rendered once and shown
at any depth.
"""

from .browser import Browser
from .cards import Cards, script, without_links
from .chains import ChainView
from .citing import Citing, Item
from .claim_pages import ClaimPages
from .claims import ClaimViews, Shown, plain_text, plain_title
from .contents import contents
from .dossiers import Dossiers
from .events import Events, EventView, has_feeds
from .finding import Finding, found_script, scripted
from .identities import Identities
from .indexes import Indexes
from .inline import KEPT, ROOT, Inline, unknown
from .lists import Lists
from .maps import Maps
from .network import Network
from .news import Newest, News
from .notes import Notes
from .plain import Foot, Redirect, Stub
from .proofs import ProofViews
from .sections import Full, Sections
from .sources import SourcePages
from .terms import Terms
from .timelines import Timelines
from .words import marked_groups, word_groups

__all__ = [
    "KEPT",
    "ROOT",
    "Browser",
    "Cards",
    "ChainView",
    "Citing",
    "ClaimPages",
    "ClaimViews",
    "Dossiers",
    "EventView",
    "Events",
    "Finding",
    "Foot",
    "Full",
    "Identities",
    "Indexes",
    "Inline",
    "Item",
    "Lists",
    "Maps",
    "Network",
    "Newest",
    "News",
    "Notes",
    "ProofViews",
    "Redirect",
    "Sections",
    "Shown",
    "SourcePages",
    "Stub",
    "Terms",
    "Timelines",
    "contents",
    "found_script",
    "has_feeds",
    "marked_groups",
    "plain_text",
    "plain_title",
    "script",
    "scripted",
    "unknown",
    "without_links",
    "word_groups",
]
