"""Quotes against copies: whether words stand in a text, and whether quoting them so is fair.

A *copy* is the text of a source as it stood when it was read. `check` looks for a quote in it and returns a *verdict*:

    folding    text → the form in which printings of the same words are equal, with the way back
    words      where words begin and end                sentences  where sentences do
    figures    what belongs to one number           numerals   numbers in words, and what they amount to
    phrases    phrases in running text                  lexicon    the words that negate, deny, hedge, … (data)
    between    what may stand in a phrase               glance     which words a text may hold, told at once
    copies     a text, prepared for many quotes         carried    what is said beside a quote
    about      whether a "not" beside a quote is about what it says
    undone     whether it is something said that was withdrawn
    pointing   whether a "but" is about what was said: "but this is not confirmed"
    lists      the names of the lists in lexicon/       languages  what a text's language is to its words
    blocks     a sentence of a list, with what is said around it
    clauses    what parts a sentence                exceptions negations that say "only"
    scope      which words outside a quote govern it    elision    quotes in pieces
    nearest    the passage that comes nearest           checking   all of it together
    selectors  a passage → a W3C selector and a link    wording    a claim's words against its quote
    limits     what says of a number how far it holds

The package is pure: it knows no corpus, no files and no terminal, and the same words give the same verdict.
"""

from .checking import check, find_elsewhere, moved, no_longer_carried
from .copies import Copy
from .elision import pieces
from .figures import may_hold_figure
from .folding import Span, folded
from .lexicon import forget_texts, is_read, reads
from .limits import limit_of
from .selectors import TextQuoteSelector, selector, text_fragment
from .verdicts import HOLDING, Kind, LeftOut, Verdict
from .wording import Finding, figures_apart, hedge_lints, may_deny, may_lose, negation_lints, wording_lints

__all__ = [
    "HOLDING",
    "Copy",
    "Finding",
    "Kind",
    "LeftOut",
    "Span",
    "TextQuoteSelector",
    "Verdict",
    "check",
    "figures_apart",
    "find_elsewhere",
    "folded",
    "forget_texts",
    "hedge_lints",
    "is_read",
    "limit_of",
    "may_deny",
    "may_hold_figure",
    "may_lose",
    "moved",
    "negation_lints",
    "no_longer_carried",
    "pieces",
    "reads",
    "selector",
    "text_fragment",
    "wording_lints",
]
