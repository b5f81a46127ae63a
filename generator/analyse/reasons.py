"""The sentences by which origins are explained: what reports share, and what nobody knows of them.

Most stand in the form for one report and for several. Which of them are said is the business of `explanation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDED: Final[Mapping[str, tuple[str, str]]] = {
    "derives": ("{reports} derives from {mark}", "{reports} derive from {mark}"),
    "rests": (
        "{reports} rests, by what it names as its own, on {mark}",
        "{reports} rest, by what they name as their own, on {mark}",
    ),
    "text": ("{reports} has one text, byte for byte", "{reports} have one text, byte for byte"),
    "behind-text": (
        "{reports} derives from, or rests on, what has this text",
        "{reports} derive from, or rest on, what has this text",
    ),
    "address": ("{reports} has the address {mark}", "{reports} have the address {mark}"),
    "behind-address": (
        "{reports} derives from, or rests on, what has the address {mark}",
        "{reports} derive from, or rest on, what has the address {mark}",
    ),
    "published": ("{reports} was published by {mark}", "{reports} were published by {mark}"),
    "wrote": ("{reports} was written by {mark}", "{reports} were written by {mark}"),
    "became": (
        "{reports} comes from, or names, what has become {mark}",
        "{reports} come from, or name, what has become {mark}",
    ),
    "replaced": (
        "{reports} comes from, or names, what {mark} has become",
        "{reports} come from, or name, what {mark} has become",
    ),
    "behind": ("{reports} derives from a text of {mark}", "{reports} derive from texts of {mark}"),
    "named": ("{reports} rests on a text of {mark}", "{reports} rest on texts of {mark}"),
    "told": ("{reports} names {mark} among those who told it", "{reports} name {mark} among those who told it"),
    "ascribed": ("{reports} ascribes the words to {mark}", "{reports} ascribe the words to {mark}"),
    "behind-rests": (
        "{reports} derives from, or rests on, {source}, which names {mark} as its own",
        "{reports} derive from, or rest on, {source}, which names {mark} as its own",
    ),
    "behind-copy": (
        "{reports} derives from, or rests on, {source}, which names what has this text",
        "{reports} derive from, or rest on, {source}, which names what has this text",
    ),
    "behind-named": (
        "{reports} derives from, or rests on, {source}, which names a text of {mark}",
        "{reports} derive from, or rest on, {source}, which names a text of {mark}",
    ),
    "behind-told": (
        "{reports} derives from, or rests on, {source}, which names {mark} among those who told it",
        "{reports} derive from, or rest on, {source}, which names {mark} among those who told it",
    ),
    "behind-ascribed": (
        "{reports} derives from, or rests on, {source}, which ascribes the words to {mark}",
        "{reports} derive from, or rest on, {source}, which ascribes the words to {mark}",
    ),
    "behind-became": (
        "{reports} derives from, or rests on, {source}, which names what has become {mark}",
        "{reports} derive from, or rest on, {source}, which names what has become {mark}",
    ),
    "behind-replaced": (
        "{reports} derives from, or rests on, {source}, which names what {mark} has become",
        "{reports} derive from, or rest on, {source}, which names what {mark} has become",
    ),
    "behind-family": (
        "{reports} derives from, or rests on, {source}, which names such an outlet",
        "{reports} derive from, or rest on, {source}, which names such an outlet",
    ),
}
OF_CHAINS: Final[Mapping[str, str]] = {
    "unnamed": "the chain of {reports} leads back to somebody unnamed, {words}",
    "between": "the chain of {reports} passes through somebody unnamed, {words}",
    "supposed": "through whom the chain of {reports} passes is presumed in part",
    "unheard": "who told {reports} what is ascribed to somebody is not recorded",
    "withheld": "not all that is recorded of {reports} is published",
}
OF_REPORTS: Final[Mapping[str, tuple[str, str]]] = {
    "presumed": ("whom {reports} leads back to is presumed", "whom {reports} lead back to is presumed"),
    "nobody": ("{reports} names no source", "{reports} name no source"),
    "untold": ("whom {reports} names was not recorded", "whom {reports} name was not recorded"),
    "byline": (
        "{reports} stands under the byline {words}, as others do, and it names nobody",
        "{reports} stand under the byline {words}, and it names nobody",
    ),
    "like": (
        "{reports} names or comes from {words}, and another report somebody of a like name",
        "{reports} name or come from {words}, and another report somebody of a like name",
    ),
    "title": ("{reports} has the title of another report, {words}", "{reports} have one title, {words}"),
    "echo": (
        "{reports} is quoted in the same words as another report",
        "{reports} are quoted in the same words as other reports",
    ),
    "page": ("{reports} is part of one page with others, {words}", "{reports} are parts of one page, {words}"),
}
OPEN: Final[Mapping[str, tuple[str, str]]] = {
    "not-known": ("the derivation of {sources} is not known", "the derivations of {sources} are not known"),
    "not-recorded": ("the derivation of {sources} is not recorded", "the derivations of {sources} are not recorded"),
    "no-outlet": ("the outlet of {sources} is not known", "the outlets of {sources} are not known"),
}
BEHIND: Final = ("{sources}, which stands behind {reports},", "{sources}, which stand behind {reports},")
SAID: Final = (*WORDED.values(), *OF_CHAINS.values(), *OF_REPORTS.values(), *OPEN.values(), BEHIND)
"""The sentences of the tables, for catalogues: most in the form for one and for several."""
