"""`casewatch serve`: pages, REST and TAXII over one store."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from casewatch.cli.author import system_user
from casewatch.cli.common import Command, store_option, tell
from casewatch.errors import UsageError

PORT = 8765


@click.command(
    "serve",
    cls=Command,
    examples="""
    casewatch serve
    casewatch serve --port 9000 --store team.db
    casewatch access add "Mara Testova" --role decide
    casewatch serve --host 0.0.0.0 --public https://cases.example.org
    """,
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535),
    help="The port; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--public", default="", metavar="URL", envvar="CASEWATCH_PUBLIC",
    help="The address by which others see it, behind a proxy that speaks TLS.",
)  # fmt: skip
@click.option("--cert", type=click.Path(path_type=Path), help="A TLS certificate, in PEM.")
@click.option("--key", type=click.Path(path_type=Path), help="The key of the certificate.")
@click.option(
    "--by", metavar="NAME", envvar="CASEWATCH_BY", default=system_user,
    show_default="your user name", help="Who judges where nobody has to log in.",
)  # fmt: skip
@store_option
def command(
    host: str, port: int, public: str, cert: Path | None, key: Path | None, by: str,
    store_url: str | None,
) -> None:  # fmt: skip
    """Show the store as web pages, with REST under /api/v1 and TAXII under /taxii2.

    On a loopback address whoever is at this machine may do everything. On any other address
    everybody needs a token (casewatch access), and what is changed is written to an audit log
    beside the store. Ctrl-C ends it.
    """
    from casewatch.serving.settings import LOOPBACK, Settings, hosts_of
    from casewatch.store.opening import default_url, path_of

    url = store_url or default_url()
    access = host not in LOOPBACK or bool(public)
    if bool(cert) != bool(key):
        raise UsageError("a certificate and its key go together", hint="--cert FILE --key FILE")
    if public and not public.startswith(("http://", "https://")):
        raise UsageError(f"{public} is no web address", hint="--public https://cases.example.org")
    _must_be_there(url)
    if access:
        _must_have_tokens(Path(path_of(url)))
        if not public.startswith("https://") and not cert:
            tell("casewatch: without TLS whoever is on the way can read tokens: give --cert and "
                 "--key, or put a proxy in front and give --public https://…")  # fmt: skip
    settings = Settings(url, access, by, hosts_of(host, public), public)
    _run(settings, host, port, {"ssl_certfile": cert, "ssl_keyfile": key} if cert else {})


def _must_be_there(url: str) -> None:
    from casewatch.store import Store
    from casewatch.store.opening import there_is

    if not there_is(url):
        Store.open(url, readonly=True).close()


def _must_have_tokens(store: Path) -> None:
    from casewatch.serving.tokens import load, place_of

    if not load(place_of(store)):
        raise UsageError(
            "nobody could come in: on this address a token is asked for, and there is none",
            hint='make one first: casewatch access add "Your Name" --role admin',
        )


def _run(settings: Any, host: str, port: int, tls: dict[str, Any]) -> None:
    import socket

    import uvicorn

    from casewatch.serving.app import make_app

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"{host}:{port} cannot be listened on: {error.strerror}", hint="try another --port"
        ) from error
    with listening:
        port = listening.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        scheme = "https" if tls else "http"
        app = make_app(settings)
        tell(f"casewatch: {settings.public or f'{scheme}://{shown}:{port}/'}  (Ctrl-C ends it)")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, date_header=True,
            timeout_keep_alive=20, limit_concurrency=400, timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=64_000, proxy_headers=bool(settings.public), **tls,
        )  # fmt: skip
        # Ctrl-C is how it is ended, and no interruption of anything.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
