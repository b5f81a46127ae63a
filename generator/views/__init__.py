"""What templates are given: plain objects with finished words and links, one module for each kind of page.

Views know where things lie and how they are worded, and no template: all block markup is in `templates/`. Links
are written from the site's root, behind a mark that `render` replaces, so that a claim is rendered once and shown
at any depth.
"""

from .chains import ChainView
from .claim_pages import ClaimPages
from .claims import ClaimViews, Shown, plain_text
from .dossiers import Dossiers
from .events import Events, EventView
from .finding import Finding, script, scripted
from .identities import Identities
from .indexes import Indexes
from .inline import KEPT, ROOT, Inline
from .lists import LISTS, Lists
from .plain import Foot, Redirect
from .proofs import ProofViews
from .sections import Full, Sections
from .sources import SourcePages
from .words import word_groups

__all__ = [
    "KEPT",
    "LISTS",
    "ROOT",
    "ChainView",
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
    "Lists",
    "ProofViews",
    "Redirect",
    "Sections",
    "Shown",
    "SourcePages",
    "plain_text",
    "script",
    "scripted",
    "word_groups",
]
