"""`casewatch completion SHELL`: the script by which a shell completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from casewatch.cli.common import Command

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=Command,
    examples="""
    casewatch completion bash > ~/.local/share/bash-completion/completions/casewatch
    casewatch completion zsh > ~/.zfunc/_casewatch
    casewatch completion fish > ~/.config/fish/completions/casewatch.fish
    """,
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script by which SHELL completes commands and options.

    Save it where your shell looks for such scripts, as in the examples.
    """
    from casewatch.cli.main import cli

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(cli, {}, "casewatch", "_CASEWATCH_COMPLETE").source())
