"""How feeds fare, and how a sync went, as JSON and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from casewatch.cli.plain import plain

if TYPE_CHECKING:
    from casewatch.following.outcome import Result
    from casewatch.store.feeds import Feed, Feeds

_NAME = 40


def health_of(feed: Feed, feeds: Feeds, counts: Mapping[str, int], now: datetime) -> dict[str, Any]:
    """All that is known of how a feed fares, as plain values."""
    from casewatch.following.health import silence

    quiet = silence(feeds.times(feed), now)
    states = ("done", "short", "waiting", "failed")
    return {
        "name": feed.name,
        "kind": feed.kind,
        "title": feed.title,
        "url": feed.url,
        "address": feed.address,
        "since": feed.since,
        "allow_private": feed.private,
        "added": feed.added,
        "last_tried": feed.tried,
        "last_success": feed.succeeded,
        "errors_in_a_row": feed.errors,
        "error": feed.error,
        "not_before": feed.not_before,
        "ended": feed.gone,
        "items": {
            "all": sum(counts.get(state, 0) for state in states),
            **{state: counts.get(state, 0) for state in states},
            "no_longer_listed": counts.get("vanished", 0),
        },
        "silence": {
            "seconds": None if quiet.now is None else round(quiet.now.total_seconds()),
            "usual_seconds": None if quiet.usual is None else round(quiet.usual.total_seconds()),
            "longer_than_usual": quiet.unusual,
        },
        "failed_items": [{"item": item, "error": why} for item, why in feeds.failed(feed)],
    }


def health_line(one: Mapping[str, Any], width: int) -> Iterator[str]:
    """One line a feed, and more below it where something is amiss."""
    items = one["items"]
    seen = (
        f"last success {one['last_success'][:16].replace('T', ' ')} UTC"
        if one["last_success"]
        else ("never synced" if not one["last_tried"] else "no success yet")
    )
    parts = [
        f"{items['all']:,} {'item' if items['all'] == 1 else 'items'}",
        *_counted(items, ("waiting", "failed")),
        seen,
    ]
    yield f"{_short(one['name']):<{width}}  {', '.join(parts)}"
    if one["ended"]:
        yield f"{'':<{width}}    ended: {plain(one['error'])}"
    elif one["errors_in_a_row"]:
        again = (
            f"; asked again after {one['not_before'][:16].replace('T', ' ')}"
            if one["not_before"]
            else ""
        )
        count = one["errors_in_a_row"]
        told = "1 error" if count == 1 else f"{count} errors in a row, the last"
        yield f"{'':<{width}}    {told}: {plain(one['error'])}{again}"
    quiet = one["silence"]
    if quiet["longer_than_usual"]:
        yield (
            f"{'':<{width}}    silent for {span(quiet['seconds'])}, "
            f"longer than its usual {span(quiet['usual_seconds'])} at most"
        )
    for failed in one["failed_items"][:3]:
        yield f"{'':<{width}}    given up: {plain(failed['item'])}: {plain(failed['error'])}"


def span(seconds: float) -> str:
    """A length of time in its largest unit that tells it well."""
    length = timedelta(seconds=seconds)
    for unit, name in ((timedelta(days=1), "days"), (timedelta(hours=1), "hours")):
        if length >= 2 * unit:
            return f"{length // unit} {name}"
    return f"{length // timedelta(minutes=1)} minutes"


def result_to_json(result: Result) -> dict[str, Any]:
    """How one feed fared in one sync."""
    tally, taken = result.tally, result.taken
    return {
        "name": result.feed.name,
        "state": result.state,
        "error": result.error,
        "errors_in_a_row": result.errors,
        "not_before": result.again,
        "notes": list(result.notes),
        "items": {
            "new": taken.new,
            "changed": taken.changed,
            "known": taken.known,
            "no_longer_listed": taken.vanished,
            "waiting": result.waiting,
            "tried_again_later": tally.later,
            "given_up": tally.failed,
        },
        "reports": {
            "new": tally.reports,
            "new_versions": tally.versions,
            "known": tally.same,
            "from_the_feed_alone": tally.short,
            "card_numbers_masked": tally.masked,
        },
        "failures": [
            {"input": f.input, "stage": f.stage, "message": f.message, "hint": f.hint}
            for f in tally.failures
        ],
    }


def result_line(result: Result, width: int) -> str:
    """One line a feed, with its counts."""
    name = f"{_short(result.feed.name):<{width}}  "
    if result.state in ("failed", "gone"):
        row = f", {result.errors} times in a row" if result.errors > 1 else ""
        again = f"; asked again after {result.again[11:16]}" if result.again else ""
        rest = [
            f"{'ended' if result.state == 'gone' else 'failed'}: {plain(result.error)}{row}{again}"
        ]
    elif result.state == "put off":
        rest = [
            f"put off until {(result.again or '')[:16].replace('T', ' ')}: {plain(result.error)}"
        ]
    else:
        rest = ["unchanged"] if result.state == "unchanged" else []
        taken = result.taken
        rest += [f"{taken.new:,} new"] if taken.new or result.state == "ok" else []
        rest += [f"{taken.changed:,} changed"] if taken.changed else []
    tally = result.tally
    read = tally.reports + tally.versions
    rest += [f"{read:,} {'report' if read == 1 else 'reports'} stored"] if read else []
    rest += [f"{tally.versions:,} of them new versions"] if tally.versions and read else []
    rest += [f"{tally.short:,} from the feed alone"] if tally.short else []
    rest += [f"{result.waiting:,} waiting"] if result.waiting else []
    rest += [f"{tally.failed:,} given up"] if tally.failed else []
    notes = "".join(f"\n{'':<{width}}    {plain(note)}" for note in result.notes[:3])
    return name + ", ".join(rest) + notes


def _counted(items: Mapping[str, int], names: tuple[str, ...]) -> list[str]:
    told = {"waiting": "waiting", "failed": "given up"}
    return [f"{items[name]:,} {told[name]}" for name in names if items[name]]


def _short(name: str) -> str:
    flat = plain(name)
    return flat if len(flat) <= _NAME else flat[: _NAME - 1] + "…"
