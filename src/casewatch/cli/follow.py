"""`casewatch follow`: what is followed, and bringing in what is new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from casewatch.cli.common import Command, format_option, store_option, tell, to_json
from casewatch.cli.follow_sync import sync
from casewatch.cli.plain import plain
from casewatch.errors import CasewatchError, FetchError, UsageError


@click.group("follow")
def command() -> None:
    """Follow feeds, newsroom sitemaps, folders and mailboxes; nothing is lost, nothing doubled."""


command.add_command(sync)


@command.command(
    "add", cls=Command, examples="""
    casewatch follow add https://news.example/feed.xml
    casewatch follow add https://news.example/ --name "Example News"
    casewatch follow add https://court.example/sitemap.xml --since 2024-08-01
    casewatch follow add ~/incoming
    casewatch follow add imaps://desk@mail.example/INBOX
    """,
)  # fmt: skip
@click.argument("places", nargs=-1, required=True, metavar="URL|FOLDER...")
@click.option("--name", default="", help="What it is called; else a name is made of its address.")
@click.option("--since", metavar="DAY", help="Leave out items dated before that day (YYYY-MM-DD).")
@click.option("--unseen", is_flag=True, help="Do not look at it first; for servers that are down.")
@click.option(
    "--allow-private",
    is_flag=True,
    help="Its addresses may lie inside your own network (an intranet).",
)
@store_option
def add(
    places: tuple[str, ...],
    name: str,
    since: str | None,
    unseen: bool,
    allow_private: bool,
    store_url: str | None,
) -> int:
    """Follow feeds, sitemaps, folders, mailboxes.

    Feeds are RSS, Atom or JSON Feed; folders hold files as `read` takes them; mailboxes speak
    IMAP. A web page leads to the feed that it names. A mailbox's password is taken from
    CASEWATCH_IMAP_PASSWORD or your netrc file, never stored; its messages are not marked as read.
    """
    from casewatch.cli.watched import full_day
    from casewatch.following.adding import Seen, feed_of, seen, unused
    from casewatch.following.clock import Clock
    from casewatch.sources.addresses import PrivateError
    from casewatch.sources.web import Web
    from casewatch.store import Store
    from casewatch.store.feeds import Feeds

    if name and len(places) > 1:
        raise UsageError("one name for several feeds", hint="add them one by one")
    full_day(since)
    wanted = [feed_of(p, name=name, since=since, private=allow_private) for p in places]
    failed = False
    with Store.open(store_url) as store:
        feeds = Feeds(store)
        for feed in wanted:
            try:
                found = Seen(feed) if unseen else seen(feed, Web(), Clock())
                if not name:
                    taken = {one.name for one in feeds.all() if one.url != found.feed.url}
                    own = unused(found.feed.name, taken)
                    found = replace(found, feed=replace(found.feed, name=own))
                added = feeds.add(found.feed)
            except UsageError:
                raise
            except CasewatchError as problem:
                tell(f"casewatch: {plain(feed.url)}: {problem.stage}: {plain(str(problem))}")
                if isinstance(problem, FetchError) and not isinstance(problem, PrivateError):
                    tell("  to add it all the same, and see later: --unseen")
                failed = True
                continue
            told = f"{plain(added.title)}, " if added.title else ""
            kind = {"feed": "feed", "sitemap": "sitemap", "imap": "mailbox"}.get(
                added.kind, "folder"
            )
            items = "" if found.items is None else f", items listed: {found.items:,}"
            tell(f"follows {added.name} ({told}{kind}{items})")
            if found.note:
                tell(f"  {plain(found.note)}")
            if found.items is not None and found.items > 2_000 and since is None:
                tell("  that is much: --since DAY takes only what is newer")
    if not failed:
        tell("bring in what they list with: casewatch follow sync")
    return int(failed)


@command.command("list", cls=Command, examples="""
    casewatch follow list
    casewatch follow list --format json
    """)  # fmt: skip
@format_option("text", "json")
@store_option
def list_(form: str, store_url: str | None) -> None:
    """List what is followed, and how it fares.

    That is: the last success, items, errors in a row, and a silence longer than usual for a feed.
    """
    from casewatch.cli.followed import health_line, health_of
    from casewatch.following.clock import Clock
    from casewatch.store import Store
    from casewatch.store.feeds import Feeds

    with Store.open(store_url, readonly=True) as store:
        feeds = Feeds(store)
        all_ = feeds.all()
        counts = feeds.counts()
        now = Clock().now()
        found = [health_of(feed, feeds, counts.get(feed.pk, {}), now) for feed in all_]
    if form == "json":
        click.echo(to_json(found, indent=1))
        return
    width = max((len(feed.name) for feed in all_), default=0)
    for one in found:
        for line in health_line(one, min(width, 40)):
            click.echo(line)
    if not all_:
        tell("nothing is followed yet; begin with: casewatch follow add URL")


@command.command("remove", cls=Command, examples="""
    casewatch follow remove news.example
    casewatch follow remove https://news.example/feed.xml
    """)  # fmt: skip
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@store_option
def remove(names: tuple[str, ...], store_url: str | None) -> None:
    """Follow something no longer.

    It goes by its name or its address. What was read of it stays.
    """
    from casewatch.store import Store
    from casewatch.store.feeds import Feeds

    with Store.open(store_url) as store:
        feeds = Feeds(store)
        for feed in [feeds.find(name) for name in names]:
            items = feeds.remove(feed)
            tell(f"{feed.name} is followed no longer; {items:,} items were known, reports stay")


@command.command("import", cls=Command, examples="""
    casewatch follow import subscriptions.opml
    casewatch follow import subscriptions.opml --since 2024-08-01
    """)  # fmt: skip
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.opml")
@click.option("--since", metavar="DAY", help="Leave out items dated before that day (YYYY-MM-DD).")
@store_option
def import_(file: Path, since: str | None, store_url: str | None) -> None:
    """Follow all feeds of an OPML file.

    Feed readers export their lists so. Feeds that are followed already stay as they are.
    """
    from casewatch.cli.watched import full_day
    from casewatch.following.adding import feed_of, unused
    from casewatch.following.opml import read_opml
    from casewatch.store import Store
    from casewatch.store.feeds import Feeds

    full_day(since)
    try:
        content = file.read_bytes() if file.stat().st_size < 20_000_000 else b""
    except OSError as problem:
        raise FetchError(f"{file} cannot be read: {problem.strerror}") from problem
    outlines = read_opml(content)
    added = 0
    with Store.open(store_url) as store:
        feeds = Feeds(store)
        known = {address for feed in feeds.all() for address in (feed.url, feed.address)}
        names = {feed.name for feed in feeds.all()}
        for outline in outlines:
            try:
                feed = feed_of(outline.url, since=since)
            except UsageError as problem:
                tell(f"left out: {plain(outline.url)}: {plain(problem.message)}")
                continue
            if feed.url in known:
                continue
            name = unused(feed.name, names)
            feeds.add(replace(feed, name=name, kind=feed.kind, title=outline.title))
            names.add(name)
            known.add(feed.url)
            added += 1
    tell(f"{added:,} feeds added, {len(outlines) - added:,} known already or left out")


@command.command("export", cls=Command, examples="""
    casewatch follow export > subscriptions.opml
    """)  # fmt: skip
@store_option
def export(store_url: str | None) -> None:
    """Write the feeds as OPML to standard output.

    Feed readers and other stores take it in. Folders and mailboxes are your own, and no part of it.
    """
    from casewatch.following.opml import Outline, write_opml
    from casewatch.store import Store
    from casewatch.store.feeds import Feeds

    with Store.open(store_url, readonly=True) as store:
        found = [f for f in Feeds(store).all() if f.kind in ("feed", "sitemap")]
    outlines = [Outline(f.address or f.url, f.title or f.name, f.kind) for f in found]
    click.echo(write_opml(outlines).decode("utf-8"), nl=False)
