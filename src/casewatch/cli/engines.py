"""The options by which commands that read say where: here, in processes, on a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def engine_options(command: F) -> F:
    """`--engine` and `--workers`."""
    workers = click.option(
        "--workers", type=click.IntRange(1, 256), default=1, show_default=True,
        help="With `local`: so many processes.",
    )  # fmt: skip
    engine = click.option(
        "--engine", default="local", show_default=True, metavar="WHERE",
        help="Where to read: `local`, or `dask://HOST:PORT` of a cluster's scheduler.",
    )  # fmt: skip
    return engine(workers(command))


def private_option(command: F) -> F:
    """`--allow-private`, for what is fetched."""
    return click.option(
        "--allow-private", is_flag=True,
        help="Also fetch from private and loopback addresses (an intranet).",
    )(command)  # fmt: skip
