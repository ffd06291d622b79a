"""Kinds of stores for tests: SQLite files, and databases of a PostgreSQL server started for them.

A test that takes `store_url` or `new_store` runs once on each kind; one that takes `path` (a
file) only on SQLite. The server is started at the first need, by the user `postgres` where the
tests run as root, listens on a socket in a folder of its own and nowhere else, and is ended with
the session. Where there is none, those tests are skipped; with CASEWATCH_TEST_POSTGRESQL=required
they fail.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from casewatch.store import Store

REQUIRED = "CASEWATCH_TEST_POSTGRESQL"
_TIME_OUT = 120
#: Nothing of it is to last: no waiting for the disk.
_QUICK = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
    "shared_buffers=64MB", "max_connections=60", "listen_addresses=", "max_wal_size=4GB",
)  # fmt: skip


class NoServerError(Exception):
    """Why there can be no server."""


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise NoServerError("needs PostgreSQL: apt-get install postgresql")
    return found[-1].parent if found else Path(str(on_path)).parent


def _runs(pid: int) -> bool:
    """Whether a process is there and no dead one that waits to be taken away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


class Server:
    """A PostgreSQL server in a folder of its own."""

    def __init__(self, settings: tuple[str, ...] = _QUICK) -> None:
        self._bin = _binaries()
        self._as: tuple[str, ...] = ()
        # The path of a socket may have about a hundred characters.
        self.folder = Path(tempfile.mkdtemp(prefix="cw-pg-", dir="/tmp"))
        if os.getuid() == 0:
            try:
                user = pwd.getpwnam("postgres")
            except KeyError as error:
                raise NoServerError("needs the user postgres: the server refuses root") from error
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = ("runuser", "-u", "postgres", "--")
        self._settings = settings
        self._numbers = itertools.count(1)
        self._cleared: list[str] = []
        self._do("initdb", "-D", self.data, "-U", "casewatch", "-A", "trust", "--no-sync",
                 "--encoding=UTF8", "--locale=C")  # fmt: skip
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def _do(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [*self._as, str(self._bin / program), *words],
            cwd="/", capture_output=True, text=True, timeout=_TIME_OUT,
        )  # fmt: skip
        if done.returncode:
            raise NoServerError(f"{program}: {(done.stderr or done.stdout).strip()[-500:]}")
        return done.stdout

    def start(self) -> None:
        settings = " ".join(f"-c {setting}" for setting in self._settings)
        self._do("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", str(self.folder / "log"),
                 "-o", f"{settings} -k {self.folder}", "start")  # fmt: skip

    def kill(self) -> None:
        """Ends the server as a failure of power would; waits until all of it has gone."""
        lock = Path(self.data) / "postmaster.pid"
        pid = int(lock.read_text().splitlines()[0])
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
        )
        own = [pid, *map(int, listed.stdout.split())]
        for one in own:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        until = time.monotonic() + _TIME_OUT
        while any(map(_runs, own)) and time.monotonic() < until:
            time.sleep(0.02)
        # Where nobody takes dead processes away, the next server would take them for living ones.
        lock.unlink(missing_ok=True)
        for socket in self.folder.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)

    def stop(self) -> None:
        try:
            self._do("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql://casewatch@/{database}?host={quote(str(self.folder), safe='')}"

    def sql(self, database: str, *statements: str) -> str:
        words = [word for one in statements for word in ("-c", one)]
        return self._do("psql", "-h", str(self.folder), "-U", "casewatch", "-X", "-A", "-t",
                        "-v", "ON_ERROR_STOP=1", "-d", database, *words)  # fmt: skip

    def empty(self) -> str:
        """The URL of a database without a store in it."""
        name = f"t{next(self._numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def made(self) -> str:
        """The URL of an empty store; give it back with `clear`."""
        if self._cleared:
            return self._cleared.pop()
        url = self.empty()
        Store.open(url).close()
        return url

    def clear(self, url: str) -> None:
        """Empties a store that `made` gave, for the next test: quicker than making another."""
        import psycopg

        with psycopg.connect(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            tables = connection.execute(
                "SELECT string_agg(quote_ident(tablename), ',') FROM pg_tables"
                " WHERE schemaname = 'public' AND tablename <> 'casewatch_schema'"
            ).fetchone()
            assert tables
            connection.execute(f"TRUNCATE {tables[0]} RESTART IDENTITY")
        self._cleared.append(url)


def started(settings: tuple[str, ...] = _QUICK) -> Server:
    """A server, or a skipped test; a failed one where a server is required."""
    try:
        return Server(settings)
    except NoServerError as error:
        if os.environ.get(REQUIRED) == "required":
            pytest.fail(f"{error} ({REQUIRED}=required)")
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The PostgreSQL server of this session."""
    made = started()
    yield made
    made.stop()


@pytest.fixture
def new_store(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """Gives URLs of stores of one kind, each empty or not there yet."""
    numbers = itertools.count(1)
    if engine == "sqlite":
        yield lambda: str(tmp_path / f"store-{next(numbers)}.db")
        return
    server: Server = request.getfixturevalue("server")
    given: list[str] = []

    def made() -> str:
        given.append(server.made())
        return given[-1]

    yield made
    for url in given:
        server.clear(url)


@pytest.fixture
def store_url(new_store: Callable[[], str]) -> str:
    """The URL of a store that is empty or not there yet."""
    return new_store()


@pytest.fixture
def no_store_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A URL at which no store is yet: no file, or a database without tables."""
    if engine == "sqlite":
        return str(tmp_path / "none-yet.db")
    made: str = request.getfixturevalue("server").empty()
    return made


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of stores runs on each kind, one of files on SQLite alone."""
    if "engine" in metafunc.fixturenames:
        kinds = ["sqlite"] if "path" in metafunc.fixturenames else ["sqlite", "postgresql"]
        metafunc.parametrize("engine", kinds)
