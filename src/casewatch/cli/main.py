"""The entry point `casewatch`: one group whose commands are imported when they are called.

Exit status: 0 done, 1 some inputs failed, 2 wrong usage, 130 interrupted. A failure that
Casewatch foresees is one line on stderr; no traceback reaches a user unless
`CASEWATCH_DEBUG` is set.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from casewatch.errors import CasewatchError, UsageError
from casewatch.version import VERSION

#: Each verb: where its command stands, and what it does in one line.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("casewatch.cli.demo", "a first store from the shipped reports, and a case file"),
    "read": ("casewatch.cli.read", "read files, folders, URLs or standard input into the store"),
    "cases": ("casewatch.cli.cases", "list or search case files"),
    "case": ("casewatch.cli.case", "show one case file"),
    "cooperation": (
        "casewatch.cli.cooperation",
        "who extradited, exchanged, accused whom, by pair",
    ),
    "outcomes": (
        "casewatch.cli.outcomes",
        "terms and times of like cases, and one beside its peers",
    ),
    "review": ("casewatch.cli.review", "answer open questions, those on which most hangs first"),
    "merge": ("casewatch.cli.merge", "judge that two case files are of one and the same"),
    "separate": ("casewatch.cli.separate", "judge that two are not the same, or split a case"),
    "undo": ("casewatch.cli.undo", "take a decision back"),
    "decisions": ("casewatch.cli.decisions", "who judged what, when and why; what was undone"),
    "screen": ("casewatch.cli.screen", "who in the store or a loaded list could bear a name"),
    "reference": ("casewatch.cli.reference", "load, list and remove reference lists of names"),
    "watch": ("casewatch.cli.watch", "standing questions: is activity above its past?"),
    "alerts": ("casewatch.cli.alerts", "one digest of what the watches found"),
    "change": (
        "casewatch.cli.change",
        "activity before and after a day, or why nothing can be said",
    ),
    "share": ("casewatch.cli.share", "case files out as STIX and other formats, and in"),
    "follow": ("casewatch.cli.follow", "feeds, sitemaps, folders, mailboxes: bring in what is new"),
    "forget": ("casewatch.cli.forget", "take a person out of the store, for good"),
    "mcp": ("casewatch.cli.mcp", "the store as read-only tools for assistants"),
    "serve": ("casewatch.cli.serve", "web pages, REST and TAXII over the store, on loopback"),
    "access": ("casewatch.cli.access", "tokens for a server that others may reach"),
    "verify": ("casewatch.cli.verify", "check that every fact's words stand in its report"),
    "rebuild": ("casewatch.cli.rebuild", "make everything derived anew from facts and decisions"),
    "retry": ("casewatch.cli.retry", "bring in once more what failed"),
    "backup": ("casewatch.cli.backup", "write a whole store to one file"),
    "restore": ("casewatch.cli.restore", "fill a store of either kind from a backup"),
    "status": ("casewatch.cli.status", "what the store holds, rates and failures by stage"),
    "bench": ("casewatch.cli.bench", "measure speed and quality on this machine"),
    "completion": ("casewatch.cli.completion", "the script by which a shell completes commands"),
}

EPILOG = "Start with: casewatch demo"


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports each only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the table, which follows the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None for an unknown verb."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, so that no command need be imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest verb named when there is no such one."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such command '{name}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="casewatch")
def cli() -> None:
    """Evidence-linked case files from open reporting on cybercriminals.

    Every line of a case file opens to the words it rests on; an allegation is never shown as a
    finding; every judgement can be taken back.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    try:
        status = cli.main(
            args=list(argv) if argv is not None else None,
            prog_name="casewatch",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return int(status or 0)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except UsageError as error:
        return _tell(error, 2)
    except CasewatchError as error:
        return _tell(error, 1)
    except (KeyboardInterrupt, click.Abort):
        click.echo("casewatch: interrupted; the same command goes on where it stopped", err=True)
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone: no fault of anybody
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("CASEWATCH_DEBUG"):
            raise
        click.echo(
            f"casewatch: internal error: {type(error).__name__}: {str(error)[:300]} "
            "(a fault of Casewatch: please report it, with CASEWATCH_DEBUG=1 set)",
            err=True,
        )
        return 1


def _tell(error: CasewatchError, status: int) -> int:
    click.echo(f"casewatch: {error.stage}: {error}", err=True)
    return status


def run() -> None:
    """What the installed script calls."""
    sys.exit(main())
