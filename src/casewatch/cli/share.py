"""`casewatch share`: case files out in formats of others, and what others share in."""

from __future__ import annotations

import click

from casewatch.cli import share_in, share_out, share_published


@click.group("share")
def command() -> None:
    """Send case files out, and take in what others share.

    Everything that leaves keeps its modality, its date precision, its quotes and its sources.
    Victims and minors stay; `--tlp` says how far it may go.
    """


for one in (*share_out.COMMANDS, share_in.command, *share_published.COMMANDS):
    command.add_command(one)
