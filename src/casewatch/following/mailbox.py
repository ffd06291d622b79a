"""A mailbox as a feed: its messages are the items. Nothing in it is changed, not even marked read."""

from __future__ import annotations

import base64
import hashlib
import imaplib
import io
import netrc
import os
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from casewatch.errors import CasewatchError, FetchError, UsageError
from casewatch.sources.addresses import public_addresses
from casewatch.sources.attachments import expanded
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.mail import header, parsed
from casewatch.sources.web import Web
from casewatch.store.feeds import Feed, Listed

#: Where the password of a mailbox is looked for, before the user's netrc file.
PASSWORD_VARIABLE = "CASEWATCH_IMAP_PASSWORD"  # noqa: S105 - the name of a variable
_SLUG = re.compile(r"[^a-z0-9]+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")
_SECURE, _PLAIN = 993, 143
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Times the usual limit of time that one message may take.
_PATIENCE = 4
#: Messages asked for in one line of an answer, which may not grow without bound.
_RANGE = 50_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is: `secure` is TLS from the start, else it must be offered after it."""

    host: str
    port: int
    user: str
    folder: str
    secure: bool


def place_of(url: str) -> Place:
    """The mailbox behind `imaps://USER@HOST[:PORT]/FOLDER`. Raises UsageError for a password in it
    (it would be stored) and for what names no host or user.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise UsageError(f"{url}: this is no address", hint="imaps://USER@HOST/FOLDER") from problem
    if parts.password is not None:
        raise UsageError(
            "a password in an address would be stored with it",
            hint=f"leave it out, and put it into {PASSWORD_VARIABLE} or your netrc file",
        )
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        raise UsageError(f"{url}: whose mailbox?", hint="write it as imaps://USER@HOST/FOLDER")
    secure = parts.scheme == "imaps"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not folder.isprintable() or '"' in folder or "\\" in folder:
        raise UsageError("the name of the mailbox's folder has odd characters")
    default = _SECURE if secure else _PLAIN
    return Place(parts.hostname, port or default, unquote(parts.username), folder, secure)


def password_for(place: Place, environment: Mapping[str, str] = os.environ) -> str:
    """The password of a mailbox, from the environment or netrc. Raises FetchError for none."""
    given = environment.get(PASSWORD_VARIABLE, "")
    if given:
        return given
    try:
        found = netrc.netrc(environment.get("NETRC") or None).authenticators(place.host)
    except (OSError, netrc.NetrcParseError):
        found = None
    if found is not None and found[2] and (not found[0] or found[0] == place.user):
        return found[2]
    raise FetchError(
        f"there is no password for {place.user} at {place.host}",
        hint=f"put it into {PASSWORD_VARIABLE} or your netrc file",
    )


class Mailbox:
    """An open mailbox, read only. Close it, or use it in `with`. All methods raise FetchError."""

    def __init__(self, feed: Feed, web: Web) -> None:
        self._feed = feed
        self._limits = web.limits
        place = place_of(feed.address)
        try:
            self._imap = _opened(place, web)
        except (imaplib.IMAP4.error, OSError, EOFError) as problem:
            raise _failed("the mailbox cannot be opened", problem) from problem
        try:
            self._imap.login(place.user, password_for(place))
            told = _see(self._imap.select(f'"{_in_seven_bits(place.folder)}"', True))
            self._count = int(told[0] or 0)
        except (imaplib.IMAP4.error, OSError, EOFError) as problem:
            self.close()
            raise _failed("the mailbox cannot be opened", problem) from problem
        except CasewatchError:
            self.close()
            raise

    def __enter__(self) -> Mailbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the connection."""
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError, EOFError):
            return

    def listed(self) -> list[Listed]:
        """All messages, each by the number that the server gives it for good (UID).

        Where a server numbers anew, all are looked at again; those read before are told by their
        message ids and change nothing.
        """
        try:
            validity = self._imap.response("UIDVALIDITY")[1]
            series = validity[0].decode("ascii", "replace") if validity and validity[0] else "0"
            found = b" ".join(
                _see(self._imap.uid("SEARCH", f"{first}:{first + _RANGE - 1}", *self._since()))[0]
                or b""
                for first in range(1, self._count + 1, _RANGE)
            )
        except (imaplib.IMAP4.error, OSError, EOFError) as problem:
            raise _failed("the mailbox cannot be listed", problem) from problem
        numbers = sorted({int(n) for n in found.split() if n.isdigit()})
        return [
            Listed(_hash(f"{series}/{uid}".encode()), str(uid), _hash(series.encode()))
            for uid in numbers
        ]

    def _since(self) -> tuple[str, ...]:
        """The day from which on messages count, as IMAP has it: by when they came in."""
        if self._feed.since is None:
            return ()
        day = date.fromisoformat(self._feed.since)
        return ("SINCE", f"{day.day}-{_MONTHS[day.month - 1]}-{day.year}")

    def fetch(self, uid: str) -> Iterator[Fetched | Failure]:
        """The message with this number and what is attached to it."""
        content = self._content(uid)
        name = f"{self._feed.name}, message {uid}"
        given = Given(id=f"{self._feed.name}/{_id_of(content)}")
        fetched = Fetched(content, "mail", name, "", given)
        yield from expanded([fetched], self._limits)

    def _content(self, uid: str) -> bytes:
        if not uid.isdigit():
            raise FetchError("the message has no number")
        try:
            told = b" ".join(
                part if isinstance(part, bytes) else part[0]
                for part in _see(self._imap.uid("FETCH", uid, "(RFC822.SIZE)"))
                if part
            )
            size = _SIZE.search(told)
            if size is None:
                raise FetchError("the message is no longer there", hint="it was moved or deleted")
            if int(size[1]) > self._limits.mail_bytes:
                raise self._limits.too_large("the message")
            parts = _see(self._imap.uid("FETCH", uid, "(BODY.PEEK[])"))
        except (imaplib.IMAP4.error, OSError, EOFError) as problem:
            raise _failed("the message cannot be fetched", problem) from problem
        body = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        if not body.strip():
            raise FetchError("the server sent an empty message", hint="try again later")
        return bytes(body)


def _opened(place: Place, web: Web) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    client: imaplib.IMAP4
    if place.secure:
        client = _Secure(place, web, context)
    else:
        client = _Plain(place, web)
        if "STARTTLS" in client.capabilities:
            client.starttls(context)
        elif not web.allow_private:
            client.shutdown()
            raise FetchError(
                "the server offers no encryption, and the password is not sent without",
                hint="use imaps://, or --allow-private inside your own network",
            )
    return client


def _connected(place: Place, web: Web, timeout: float | None) -> socket.socket:
    """A connection to an address of the host that was checked."""
    if web.allow_private:
        addresses = list(web.resolver(place.host, place.port))
    else:
        addresses = public_addresses(place.host, place.port, web.resolver)
    problem: OSError = OSError(f"the host {place.host} is not known")
    for address in addresses:
        try:
            return socket.create_connection((address, place.port), timeout)
        except OSError as error:
            problem = error
    raise problem


class _Plain(imaplib.IMAP4):
    def __init__(self, place: Place, web: Web) -> None:
        self._place, self._web = place, web
        super().__init__(place.host, place.port, timeout=web.limits.seconds)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return _connected(self._place, self._web, timeout)

    def read(self, size: int) -> bytes:
        """As many bytes as the server announced, within the limits of size and of time."""
        limits = self._web.limits
        if size > limits.mail_bytes:
            raise self.abort(f"the server announced {size:,} bytes, which no message has")
        until = time.monotonic() + _PATIENCE * limits.seconds
        kept = bytearray()
        while len(kept) < size:
            if time.monotonic() > until:
                raise self.abort("the server is too slow")
            part = cast(io.BufferedReader, self.file).read1(size - len(kept))
            if not part:
                raise self.abort("the connection broke off")
            kept += part
        return bytes(kept)


class _Secure(_Plain):
    def __init__(self, place: Place, web: Web, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(place, web)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = super()._create_socket(timeout)
        return self._context.wrap_socket(plain, server_hostname=self._place.host)


def _in_seven_bits(name: str) -> str:
    """A folder's name as IMAP has it (RFC 3501, section 5.1.3)."""
    pieces = []
    for match in re.finditer(r"[\x20-\x7e]+|[^\x20-\x7e]+", name):
        piece = match[0]
        if piece.isascii():
            pieces.append(piece.replace("&", "&-"))
        else:
            code = base64.b64encode(piece.encode("utf-16-be")).decode("ascii")
            pieces.append(f"&{code.rstrip('=').replace('/', ',')}-")
    return "".join(pieces)


def _see(answer: tuple[str, Any]) -> list[Any]:
    if answer[0] != "OK":
        said = answer[1][0] if answer[1] else b""
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        raise imaplib.IMAP4.error(words[:160] or "refused")
    return list(answer[1])


def _failed(what: str, problem: BaseException) -> FetchError:
    said = str(problem).strip("b'\"").splitlines()
    told = (said[0] if said else type(problem).__name__)[:160]
    return FetchError(f"{what}: {told}", hint="check host, user, password and folder")


def _id_of(content: bytes) -> str:
    """What tells a message from others wherever it lies: its message id, else its content."""
    try:
        said = header(parsed(content), "message-id").strip("<> ")
    except CasewatchError:
        said = ""
    if not said:
        return _hash(content)[:16]
    plain = _SLUG.sub("-", said.casefold()).strip("-")[:60].strip("-")
    return f"{plain}-{_hash(said.encode('utf-8', 'replace'))[:8]}".strip("-")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
