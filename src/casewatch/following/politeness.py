"""Manners towards servers: robots.txt, one request at a time with a pause, and waiting when told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from casewatch.errors import FetchError
from casewatch.following.clock import Clock
from casewatch.following.waits import asked_wait
from casewatch.sources.web import ROBOT, Answer, Client

#: Seconds between two requests to one host.
PAUSE = 1.0
#: A pause that robots.txt asks for is kept up to so many seconds.
LONGEST_PAUSE = 30.0
#: How long what robots.txt said holds (RFC 9309, section 2.4), and how much of it is read.
_ROBOTS_SECONDS = 86_400.0
_ROBOTS_MOST = 512_000


class HeldError(FetchError):
    """A host that asked to be left alone for a while; `seconds` of that are left."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            f"{host} asked to be left alone for {_told(seconds)}", hint="it is asked again then"
        )
        self.seconds = seconds


class ForbiddenError(FetchError):
    """An address that robots.txt closes to Casewatch."""


@dataclass(slots=True)
class _Host:
    free: float = 0.0
    held: float = 0.0
    pause: float = 0.0


class Manners:
    """What is known of each host, shared by all threads of a run, and kept from run to run."""

    def __init__(self, clock: Clock, pause: float = PAUSE) -> None:
        self._clock = clock
        self._pause = pause
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def set_clock(self, clock: Clock) -> None:
        """Goes on with another clock of the same time."""
        self._clock = clock

    def turn(self, url: str) -> None:
        """Waits until the host of `url` may be asked again. Raises `HeldError` where it asked for
        more time than one would wait.
        """
        name = host_of(url)
        with self._lock:
            host = self._hosts.setdefault(name, _Host())
            now = self._clock.steady()
            if host.held > now:
                raise HeldError(name, host.held - now)
            at = max(now, host.free)
            host.free = at + max(self._pause, host.pause)
        self._clock.sleep(at - now)
        if self._clock.stop.is_set():
            raise FetchError("stopped before it was asked", hint="the next sync goes on")

    def hear(self, answer: Answer, clock: Clock) -> float | None:
        """Seconds that a server asked to be left alone for, which it is; None where it did not."""
        if answer.status not in (429, 503):
            return None
        seconds = asked_wait(answer.headers.get("retry-after", ""), clock.now())
        if seconds is not None:
            self.hold(answer.url, seconds)
        return seconds

    def hold(self, url: str, seconds: float) -> None:
        """Leaves the host of `url` alone for so long."""
        with self._lock:
            host = self._hosts.setdefault(host_of(url), _Host())
            host.held = max(host.held, self._clock.steady() + seconds)

    def see_robots(self, url: str, client: Client) -> None:
        """Raises `ForbiddenError` where robots.txt closes `url`, FetchError where it cannot be had.

        A host without a robots.txt has closed nothing; one whose robots.txt fails for now has
        closed everything for now (RFC 9309, section 2.3.1).
        """
        rules = self._rules(url, client)
        if rules is not None and not rules.can_fetch(url, ROBOT):
            raise ForbiddenError(
                "robots.txt closes this page to programs", hint="open it in a browser and save it"
            )

    def _rules(self, url: str, client: Client) -> Any:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        now = self._clock.steady()
        with self._lock:
            known = self._robots.get(root)
        if known is not None and known[0] > now:
            return known[1]
        rules = _fetch_rules(f"{root}/robots.txt", client, self.turn)
        delay = rules.crawl_delay(ROBOT) if rules is not None else None
        with self._lock:
            if len(self._robots) > 5_000:  # of hosts that items led to over months
                self._robots.clear()
            self._robots[root] = (now + _ROBOTS_SECONDS, rules)
            host = self._hosts.setdefault(host_of(url), _Host())
            host.pause = min(float(delay or 0.0), LONGEST_PAUSE)
        return rules


def _fetch_rules(url: str, client: Client, before: Callable[[str], None]) -> Any:
    from protego import Protego

    try:
        answer = client.ask(url, {"accept": "text/plain, */*;q=0.1"}, what="its robots.txt",
                            before=before)  # fmt: skip
    except HeldError:
        raise
    except FetchError as problem:
        raise FetchError(
            f"its robots.txt cannot be had: {problem.message}", hint="it is asked again later"
        ) from problem
    if answer.status == 200:
        return Protego.parse(answer.content[:_ROBOTS_MOST].decode("utf-8", "replace"))
    if 400 <= answer.status < 500 and answer.status != 429:
        return None
    raise FetchError(
        f"its robots.txt cannot be had: the server answered {answer.status}",
        hint="it is asked again later",
    )


def host_of(url: str) -> str:
    """The host that an address leads to, with its port; empty for none."""
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""


def _told(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"
