"""`casewatch access`: tokens of those who may use a server that is not on loopback."""

from __future__ import annotations

from pathlib import Path

import click

from casewatch.cli.common import Command, format_option, store_option, tell, to_json


@click.group("access")
def command() -> None:
    """Tokens for `casewatch serve` on other addresses than loopback: add, list, remove."""


def _place(store_url: str | None) -> Path:
    from casewatch.serving.tokens import place_of
    from casewatch.store.opening import default_url, path_of

    return place_of(Path(path_of(store_url or default_url())))


@command.command(
    "add", cls=Command, examples="""
    casewatch access add "Mara Testova" --role decide
    casewatch access add "TAXII of a partner" --role read --tlp green
    """,
)  # fmt: skip
@click.argument("name", metavar="NAME")
@click.option(
    "--role", type=click.Choice(["read", "decide", "admin"]), default="read", show_default=True,
    help="What its holder may do.",
)  # fmt: skip
@click.option(
    "--tlp", type=click.Choice(["clear", "green", "amber", "amber+strict", "red"]),
    default="amber", show_default=True, help="The highest marking that its holder may read.",
)  # fmt: skip
@store_option
def add(name: str, role: str, tlp: str, store_url: str | None) -> None:
    """Make a token for NAME. It is shown once, on standard output, and kept only as a hash."""
    from casewatch.serving.tokens import load, make, save

    place = _place(store_url)
    kept, text = make(name, role, tlp)
    save(place, (*load(place), kept))
    click.echo(text)
    tell(f"casewatch: token {kept.id} of {kept.name} may {role}, up to TLP:{tlp.upper()}; "
         "it is not shown again")  # fmt: skip


@command.command("list", cls=Command, examples="casewatch access list")
@format_option("text", "json")
@store_option
def list_(form: str, store_url: str | None) -> None:
    """List the tokens: whose, what they may do, since when."""
    from casewatch.serving.tokens import load

    found = load(_place(store_url))
    if form == "json":
        rows = [{"id": t.id, "name": t.name, "role": t.role, "tlp": t.tlp, "made": t.made}
                for t in found]  # fmt: skip
        click.echo(to_json(rows, indent=1))
        return
    for t in found:
        click.echo(f"{t.id}  {t.role:<6}  TLP:{t.tlp.upper():<12}  {t.made[:10]}  {t.name}")
    if not found:
        tell('no tokens yet; make one with: casewatch access add "Your Name" --role admin')


@command.command(
    "remove", cls=Command, examples="""
    casewatch access remove 1a2b3c4d
    casewatch access remove "Mara Testova"
    """,
)  # fmt: skip
@click.argument("name", metavar="ID_OR_NAME")
@store_option
def remove(name: str, store_url: str | None) -> None:
    """Take a token away. Whoever is logged in with it is out at once."""
    from casewatch.serving.tokens import load, save, without

    place = _place(store_url)
    left, gone = without(load(place), name)
    save(place, left)
    tell(f"casewatch: removed the token {gone.id} of {gone.name}")
