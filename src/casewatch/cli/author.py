"""Who judges, and why: options that all commands on decisions share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def system_user() -> str:
    """The name under which the user is logged in, or `unknown`."""
    import getpass

    try:
        return getpass.getuser() or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"


def _storable(words: str) -> str:
    """`words` without half characters, as a terminal of another encoding may give them."""
    return words.encode("utf-8", "replace").decode("utf-8").strip()


def author_options(function: F) -> F:
    """`--because TEXT` and `--by NAME`."""
    function = click.option(
        "--by",
        metavar="NAME",
        envvar="CASEWATCH_BY",
        default=system_user,
        show_default="your user name",
        help="Who judges.",
        callback=lambda _context, _option, value: _storable(value) or "unknown",
    )(function)
    return click.option(
        "--because",
        default="",
        metavar="TEXT",
        help="The grounds, in your own words.",
        callback=lambda _context, _option, value: _storable(value),
    )(function)
