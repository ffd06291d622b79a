"""Tokens of those who may come in, kept hashed in one file beside the store.

A token is `cw_ID_SECRET`. The secret has 256 random bits and is kept as its scrypt hash with a
salt of its own, so that whoever reads the file cannot use it. The id finds the row.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from casewatch.errors import NotFoundError, StoreError, UsageError
from casewatch.serving.state import ROLES, Role
from casewatch.store.store import utc_now

PREFIX = "cw"
#: Cost of scrypt: some 16 MB and tens of milliseconds for a try.
COST, BLOCK, LANES = 2**14, 8, 1
#: Markings of the Traffic Light Protocol 2.0, from what all may read to what almost nobody may.
TLP = ("clear", "green", "amber", "amber+strict", "red")


@dataclass(frozen=True, slots=True)
class Token:
    """One token as it is kept: never the secret itself."""

    id: str
    name: str
    role: Role
    tlp: str
    salt: str
    hash: str
    made: str


def place_of(store: Path) -> Path:
    """The file of tokens of a store."""
    return Path(f"{store}.access.json")


def hashed(secret: str, salt: str) -> str:
    """The scrypt hash of a secret."""
    found = hashlib.scrypt(
        secret.encode(), salt=bytes.fromhex(salt), n=COST, r=BLOCK, p=LANES, dklen=32
    )
    return found.hex()


def make(name: str, role: str, tlp: str) -> tuple[Token, str]:
    """A new token, and the text of it, which is shown once and never kept."""
    if role not in ROLES[1:]:
        raise UsageError(f"{role} is no role", hint="one of: " + ", ".join(ROLES[1:]))
    if tlp not in TLP:
        raise UsageError(f"{tlp} is no marking", hint="one of: " + ", ".join(TLP))
    if not name.strip():
        raise UsageError("a token needs the name of its holder")
    ident, secret, salt = secrets.token_hex(4), secrets.token_urlsafe(32), secrets.token_hex(16)
    which: Role = next(r for r in ROLES if r == role)
    kept = Token(ident, name.strip()[:100], which, tlp, salt, hashed(secret, salt), utc_now())
    return kept, f"{PREFIX}_{ident}_{secret}"


def fits(token: Token, secret: str) -> bool:
    """Whether a secret is that of the token, in the same time for every wrong one."""
    return hmac.compare_digest(hashed(secret, token.salt), token.hash)


def parts(text: str) -> tuple[str, str] | None:
    """Id and secret of a token's text; None for what has not its form."""
    head, _, rest = text.strip().partition("_")
    ident, _, secret = rest.partition("_")
    if head != PREFIX or len(ident) != 8 or not 20 <= len(secret) <= 100:
        return None
    return ident, secret


def load(path: Path) -> tuple[Token, ...]:
    """The tokens that are kept; none where there is no file. Raises `StoreError`."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Token(**row) for row in raw["tokens"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path} cannot be read: {error}", hint="make the tokens anew") from error


def save(path: Path, tokens: tuple[Token, ...]) -> None:
    """Writes all tokens, readable by their owner alone. Raises `StoreError`."""
    try:
        number, new = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump({"form": 1, "tokens": [asdict(t) for t in tokens]}, file, indent=1)
            os.replace(new, path)
        except BaseException:
            Path(new).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error


def without(tokens: tuple[Token, ...], name: str) -> tuple[tuple[Token, ...], Token]:
    """The tokens without one, by its id or its holder. Raises `NotFoundError`."""
    found = [t for t in tokens if name in (t.id, t.name)]
    if len(found) != 1:
        told = "no token" if not found else f"{len(found)} tokens"
        raise NotFoundError(f"{told} of {name}", hint="see: casewatch access list")
    return tuple(t for t in tokens if t.id != found[0].id), found[0]
