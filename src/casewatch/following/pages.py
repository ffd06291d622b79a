"""The text of an item: that of its page, or what the feed itself says, whichever holds more."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from casewatch.errors import CasewatchError, CleanError, FetchError
from casewatch.following.clock import Clock
from casewatch.following.politeness import ForbiddenError, HeldError, Manners, host_of
from casewatch.sources.attachments import expanded
from casewatch.sources.clean.report import Cleaned
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.fragments import fragment_text
from casewatch.sources.limits import Limits
from casewatch.sources.urls import ACCEPT, fetched_page
from casewatch.sources.web import Client
from casewatch.store.feeds import Feed, FeedItem

#: The feed's own text is taken where it is so many times as long as that of the page.
_LONGER = 1.5
#: A feed's own text shorter than this is a teaser, whatever the page holds.
_TEASER = 400
#: Answers that say that a page is not there, and will not be.
_LOST = frozenset({401, 402, 403, 404, 405, 406, 410, 451})


class LostError(FetchError):
    """A page that will not be had by asking again."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an item: its reports, each with what was fetched for it, and failures.

    `short` says why the feed's own text stands for the page's; empty where it does not. `again`
    says that the page may be had later.
    """

    reports: tuple[tuple[Fetched, Cleaned], ...] = ()
    failures: tuple[Failure, ...] = ()
    short: str = ""
    again: bool = False


def page_of(item: FeedItem, client: Client, manners: Manners, clock: Clock) -> Fetched:
    """The page of an item. Raises FetchError: `LostError` where there is none to be had."""

    def before(url: str) -> None:
        manners.see_robots(url, client)
        manners.turn(url)

    answer = client.ask(item.url, ACCEPT, before=before)
    if answer.status in _LOST:
        raise LostError(f"the server answered {answer.status} {answer.reason[:60]}".strip())
    asked = manners.hear(answer, clock)
    if asked is not None:
        raise HeldError(host_of(answer.url), asked)
    if answer.status != 200:
        raise FetchError(
            f"the server answered {answer.status} {answer.reason[:60]}".strip(),
            hint="it is asked again later",
        )
    try:
        return fetched_page(answer)
    except FetchError as problem:  # of a kind that is no text
        raise LostError(problem.message, hint=problem.hint) from problem


def made_of(
    feed: Feed,
    item: FeedItem,
    told: Mapping[str, Any],
    page: Fetched | CasewatchError | None,
    limits: Limits,
) -> Made:
    """The reports of an item, of which `page` is what came of asking for its page, None where it
    has none of its own. Where neither page nor feed gives a text, there are only failures.
    """
    return _counted(_chosen(feed, item, told, page, limits), told)


def _chosen(
    feed: Feed,
    item: FeedItem,
    told: Mapping[str, Any],
    page: Fetched | CasewatchError | None,
    limits: Limits,
) -> Made:
    own = _own(feed, item, told)
    if page is None:
        return _of(own, limits, "") if own is not None else _without_text(item)
    if isinstance(page, CasewatchError):
        lost = isinstance(page, LostError | ForbiddenError)
        bare = not fragment_text(str(told.get("content", "")))
        if own is None or (bare and not lost):
            return Made(failures=(Failure(item.url, page),), again=not lost)
        return _instead(own, item, page, limits, again=not lost)
    made = _of(replace(page, otherwise=_said(feed, told)), limits, "")
    if not made.reports:
        problem = made.failures[0].error
        if own is None:
            return made
        return _instead(own, item, problem, limits, again=False)
    if len(made.reports) == 1 and own is not None:
        words = fragment_text(str(told.get("content", "")))
        if len(words) >= _TEASER and len(words) > _LONGER * len(made.reports[0][1].report.text):
            return _of(own, limits, "the page holds less than the feed")
    return made


def _instead(
    own: Fetched, item: FeedItem, problem: CasewatchError, limits: Limits, *, again: bool
) -> Made:
    made = _of(own, limits, f"the feed's own text; its page: {problem.message}")
    if not made.reports:
        return Made(failures=(Failure(item.url, problem),), again=again)
    return replace(made, again=again)


def _counted(made: Made, told: Mapping[str, Any]) -> Made:
    """With the card numbers that were masked when the feed was listed, where its text is used."""
    masked = int(told.get("masked", 0))
    if not masked or len(made.reports) != 1 or made.reports[0][0].given.id:
        return made
    fetched, cleaned = made.reports[0]
    note = f"{masked} payment-card numbers or tracks were masked"
    counted = replace(cleaned, cards=cleaned.cards + masked, notes=(*cleaned.notes, note))
    return replace(made, reports=((fetched, counted),))


def _without_text(item: FeedItem) -> Made:
    problem = CleanError("the item has no text", hint="its feed gives neither text nor address")
    return Made(failures=(Failure(item.url or item.key[:12], problem),))


def _of(fetched: Fetched, limits: Limits, short: str) -> Made:
    if short:
        fetched = replace(fetched, note=short)
    return replace(made_from([fetched], limits), short=short)


def made_from(fetched: Iterable[Fetched | Failure], limits: Limits) -> Made:
    """The clean reports of what was fetched for one item, what is attached to mails among them."""
    reports: list[tuple[Fetched, Cleaned]] = []
    failures: list[Failure] = []
    for one in expanded(fetched, limits):
        if isinstance(one, Failure):
            failures.append(one)
            continue
        try:
            reports.append((one, clean(one, limits=limits)))
        except CasewatchError as problem:
            failures.append(Failure(one.source, problem))
        except Exception as error:  # noqa: BLE001 - one page that trips the cleaning is one failure
            fault = CleanError(f"the cleaning failed: {type(error).__name__}: {error}"[:200])
            failures.append(Failure(one.source, fault))
    return Made(tuple(reports), tuple(failures))


def _own(feed: Feed, item: FeedItem, told: Mapping[str, Any]) -> Fetched | None:
    """What the feed itself says of the item, as a report; None where it says nothing."""
    markup = str(told.get("content", ""))
    title = str(told.get("title", ""))
    said = _said(feed, told)
    if not fragment_text(markup):
        # The title is the text; as a title it would be taken off it.
        markup, title, said = html.escape(title), "", replace(said, title="")
    if not markup.strip():
        return None
    given = Given(title=title, published=said.published, url=item.url, publisher=said.publisher)
    source = item.url or f"{feed.name}: {str(told.get('title', ''))[:80]}"
    # A piece of markup, whatever tags it has: all of it is text.
    return Fetched(markup.encode("utf-8", "replace"), "html", source, "", given, said)


def _said(feed: Feed, told: Mapping[str, Any]) -> Given:
    return Given(
        title=str(told.get("title", "")),
        published=str(told.get("published", "")),
        publisher=feed.title,
        language=str(told.get("language", "")),
    )
