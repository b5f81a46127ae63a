"""The history of a site's claims, and the feeds of what changed in them: what the build and the command share.

Here meets what git knows, what may be shown of it, and how it is worded. That there is no git is no problem; that git
is there and gives less than all of it is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .corpus import Corpus
from .exports.feeds import MOST_ENTRIES, Feed, FeedEntry, atom, json_feed, told
from .history import Event, History, tell_history
from .load import DATA
from .pages import CLAIMS, CORRECTIONS, FEEDS, NEWS, change_anchor, permalink
from .problems import Problem, Spot
from .render import NEWS_TITLE, Renderer
from .revisions import read_revisions


def recorded(site: Path, corpora: Sequence[Corpus], cache: Path) -> tuple[list[History], list[Problem]]:
    """Return the history of the claims for each edition, withheld records included, and what is to be said of it."""
    revisions = read_revisions(site, corpora[0].settings.options.max_file_bytes, cache)
    problems = []
    if revisions.refused:
        hint = "pages say that no history is recorded, until git answers"
        problems.append(Problem("G110", "warning", Spot(DATA), f"git gives no history: {revisions.missing}", hint))
    if not revisions.whole:
        message = "the history is incomplete: older commits are not here, and pages say so"
        problems.append(Problem("G111", "warning", Spot(DATA), message, "fetch all of it: git fetch --unshallow"))
    if number := len(revisions.absent):
        message = f"the history is incomplete: of {number} old {'revision' if number == 1 else 'revisions'} of files"
        hint = "fetch all of it: git fetch --refetch --no-filter"
        problems.append(Problem("G111", "warning", Spot(DATA), f"{message} it is not here what they held", hint))
    for step, file in revisions.unread:
        at = revisions.steps[step]
        message = f"the revision of {at.day} (commit {at.commit[:12]}) cannot be read, and is left out of the history"
        problems.append(Problem("G112", "warning", Spot(file), message, "what it changed is told with the next one"))
    return [tell_history(revisions, corpus) for corpus in corpora], problems


def feeds_of_site(renderer: Renderer, history: History) -> dict[str, bytes]:
    """Return the feeds of what changed, and of new and changed claims, by address.

    There are none for a site without an address of its own, or without git.
    """
    if not renderer.events.has_feeds:
        return {}
    words = renderer.words
    changes = [_entry(renderer, event) for event in history.corrections[:MOST_ENTRIES]]
    found = renderer.newest.of(renderer.corpus.claims, MOST_ENTRIES)
    news = [told(one, permalink(one.claim)) for one in found]
    corrections = renderer.feed(words("Changes and corrections"), CORRECTIONS, history.day)
    newest = renderer.feed(words(NEWS_TITLE), CLAIMS, news[0].day if news else history.day)
    return {**_in_both_forms(corrections, FEEDS, changes), **_in_both_forms(newest, NEWS, news)}


def _in_both_forms(feed: Feed, addresses: Mapping[str, str], entries: Sequence[FeedEntry]) -> dict[str, bytes]:
    makers = {"atom": atom, "json": json_feed}
    return {address: makers[form](feed, address, entries) for form, address in addresses.items()}


def _entry(renderer: Renderer, event: Event) -> FeedEntry:
    """Return an event as an entry: its title is the line of the claim as it stands today, its standing first."""
    view, html = renderer.event(event)
    key = f"{event.known or f'not-shown-{event.number}'}/{event.commit}"
    if not event.claim:
        return FeedEntry(key, event.changes[0].what, CORRECTIONS, event.day, html)
    address = permalink(event.claim)
    if renderer.plan.address(event.claim) == address:  # else a stub lies there, which leads on to the whole claim
        address = f"{address}#{change_anchor(event.commit)}"
    line = renderer.line(event.claim)
    return FeedEntry(key, line if event.withdraws else f"{view.verb}. {line}", address, event.day, html)
