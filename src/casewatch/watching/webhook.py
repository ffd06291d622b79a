"""Alerts sent to an address as signed JSON, again and again until it takes them.

The body is signed as many services do it: `Casewatch-Signature: t=SECONDS,v1=HEX`, where HEX is
HMAC-SHA-256 (RFC 2104) over `SECONDS.BODY` with a secret that both sides know. Whoever receives
it recomputes the sum, and refuses what is more than a few minutes old.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence

import httpx

from casewatch.errors import WatchError
from casewatch.watching.outward import alert_to_json
from casewatch.watching.running import Alert

TRIES = 5
#: Seconds before the second try; each further one waits twice as long.
WAIT = 1.0
SECONDS = 15.0
#: Answers after which another try may help: too many requests, and the other side's faults.
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
SIGNATURE = "Casewatch-Signature"


def body_of(alerts: Sequence[Alert]) -> bytes:
    """What is sent: `{"alerts": [...]}`, each as `alerts --format json` has it."""
    told = {"alerts": [alert_to_json(a) for a in alerts]}
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def signature(secret: str, body: bytes, seconds: int) -> str:
    """The value of the header."""
    signed = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256)
    return f"t={seconds},v1={signed.hexdigest()}"


def send(
    alerts: Sequence[Alert],
    url: str,
    secret: str,
    *,
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.time,
) -> int:
    """Send all of them in one request; returns how many tries it took.

    Redirects are not followed. `transport`, `sleep` and `now` are for tests. Raises `WatchError`
    where the address is none, refuses, or does not answer in `TRIES` tries.
    """
    if not url.startswith(("http://", "https://")):
        raise WatchError(f"{url} is no address to send to", hint="give http:// or https://")
    body, failed = body_of(alerts), ""
    with httpx.Client(transport=transport, timeout=SECONDS, follow_redirects=False) as client:
        for number in range(1, TRIES + 1):
            headers = {
                "content-type": "application/json",
                SIGNATURE: signature(secret, body, int(now())),
            }
            try:
                answer = client.post(url, content=body, headers=headers)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                failed = str(error) or type(error).__name__
            else:
                if answer.is_success:
                    return number
                failed = f"it answered {answer.status_code}"
                if answer.status_code not in AGAIN:
                    break
            if number < TRIES:
                sleep(WAIT * 2 ** (number - 1))
    raise WatchError(
        f"the alerts could not be sent to {url}: {failed}", hint="they stay new; ask again later"
    )
