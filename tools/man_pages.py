"""Writes a man page for each command into a folder: `man_pages.py FOLDER`."""

import sys
from pathlib import Path

import click
from click_man.core import write_man_pages

from casewatch.cli.main import cli
from casewatch.version import VERSION

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
context = click.Context(cli)
# The program imports a command when it is called; here all of them are wanted.
every = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
whole = click.Group(
    "casewatch", help=cli.help, epilog=cli.epilog, params=cli.params,
    commands={name: command for name, command in every.items() if command is not None},
)  # fmt: skip
write_man_pages("casewatch", whole, version=VERSION, target_dir=str(folder))
