"""Alerts as they leave: drawn, for mail, as a feed, and sent to an address."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree.ElementTree import Element, fromstring

import httpx
import pytest

from casewatch.errors import WatchError
from casewatch.watching.atom import atom
from casewatch.watching.band import band
from casewatch.watching.drawn import drawn
from casewatch.watching.kept import Watch
from casewatch.watching.mail import mail
from casewatch.watching.model import Series
from casewatch.watching.plot import Mark, plot
from casewatch.watching.running import Result, run
from casewatch.watching.uptick import watch
from casewatch.watching.webhook import TRIES, body_of, send, signature

COUNTS: tuple[int | None, ...] = (*[1, 0, 2, 0, None, 1] * 12, 9, 8, 9)
HOSTILE = '<script>alert("x")</script> & Co\x00'
SVG = "{http://www.w3.org/2000/svg}"


def result(subject: str = "Testgroup", counts: tuple[int | None, ...] = COUNTS) -> Result:
    series = Series(subject, date(2023, 1, 2), counts, tuple(5 for _ in counts), imported=True)
    one = Watch(subject, f"why {subject}", 50.0, "2023-01-02", "2023-01-02", "tester", "claims")
    from casewatch.watching.dispersion import first_belief

    (found,) = run([one], lambda _: series, lambda _: first_belief())
    return found


def boxes(root: Element, kind: str) -> list[Element]:
    return [e for e in root.iter(f"{SVG}rect") if e.get("class") == kind]


def test_a_drawing_shows_counts_gaps_alerts_and_what_is_usual() -> None:
    found = result()
    root = fromstring(drawn(found))
    assert len(boxes(root, "gap")) == 12
    assert len(boxes(root, "alert")) == len(found.alerts) >= 1
    assert len(boxes(root, "bar")) + len(boxes(root, "alert")) == sum(bool(c) for c in COUNTS)
    told = root.find(f"{SVG}desc")
    assert told is not None
    assert "12 gaps" in (told.text or "")
    assert str(found.alerts[0].week) in (told.text or "")


def test_a_mark_stands_on_its_day_and_only_inside() -> None:
    series = Series("x", date(2023, 1, 2), COUNTS, COUNTS_VOLUME)
    weeks = watch(COUNTS, 50.0)
    usual = band(COUNTS)
    inside = fromstring(plot(series, weeks, usual, [Mark(date(2023, 6, 1), "set free")]))
    outside = fromstring(plot(series, weeks, usual, [Mark(date(2031, 6, 1), "set free")]))
    lines = [e for e in inside.iter(f"{SVG}line") if e.get("class") == "mark"]
    assert len(lines) == 1
    assert not [e for e in outside.iter(f"{SVG}line") if e.get("class") == "mark"]


COUNTS_VOLUME = tuple(5 for _ in COUNTS)


def test_what_is_usual_is_where_the_chance_falls_under_five_in_a_hundred() -> None:
    usual = band(COUNTS)
    for n, one in enumerate(usual):
        if one is None:
            continue
        at = watch([*COUNTS[:n], one.up_to], 50.0)[n]
        above = watch([*COUNTS[:n], one.up_to + 1], 50.0)[n]
        assert (at.p or 0) >= 0.05 > (above.p or 1)


@pytest.mark.parametrize("subject", ["Testgroup", HOSTILE])
def test_outside_text_stays_text(subject: str) -> None:
    found = result(subject)
    page = mail(found.alerts, [found])
    assert "<script" not in page
    feed = fromstring(atom(found.alerts, "https://example.org/a?b=1&c=2").encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(found.alerts)
    # A name that XML cannot hold at all is not drawn torn: it is left to the caller's caption.
    fromstring(drawn(result(subject.replace("\x00", ""))))


def test_mail_says_facts_reason_and_what_to_do() -> None:
    found = result()
    page = mail(found.alerts, [found])
    for told in ("in the week of", "were usual", "watched because why Testgroup", "to do:"):
        assert told in page
    assert page.count("<tr>") == 9 * len(found.alerts)


def test_an_entry_keeps_its_id_and_time() -> None:
    found = result()
    first, again = atom(found.alerts), atom(tuple(reversed(found.alerts)))
    assert first == again
    assert str(found.alerts[0].week + timedelta(days=7)) in first
    assert "<updated>1970-01-01T00:00:00Z</updated>" in atom(())


class Receiver:
    """Stands for the other side: answers in turn, and keeps what came."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers, self.came = list(answers), list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.came.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer, headers={"location": "http://127.0.0.1/other"})


def sent(receiver: Receiver) -> int:
    waits: list[float] = []
    found = result()
    tries = send(
        found.alerts, "https://example.org/hook", "a secret",
        transport=httpx.MockTransport(receiver), sleep=waits.append, now=lambda: 1_700_000_000.0,
    )  # fmt: skip
    assert waits == [2.0**n for n in range(tries - 1)]
    return tries


def test_what_is_sent_is_signed() -> None:
    receiver = Receiver(204)
    assert sent(receiver) == 1
    (request,) = receiver.came
    stamp, given = request.headers["casewatch-signature"].split(",")
    seconds = stamp.removeprefix("t=")
    wanted = hmac.new(b"a secret", f"{seconds}.".encode() + request.content, hashlib.sha256)
    assert given == f"v1={wanted.hexdigest()}"
    assert json.loads(request.content)["alerts"][0]["subject"] == "Testgroup"
    assert signature("other", request.content, int(seconds)) != f"{stamp},{given}"


def test_it_is_tried_again_where_that_may_help() -> None:
    assert sent(Receiver(503, httpx.ConnectError("no route"), 429, 200)) == 4
    never = Receiver(*[500] * TRIES)
    with pytest.raises(WatchError, match="answered 500"):
        sent(never)
    assert len(never.came) == TRIES


@pytest.mark.parametrize("answer", [400, 401, 404, 302])
def test_a_refusal_is_not_tried_again_and_no_redirect_followed(answer: int) -> None:
    receiver = Receiver(answer)
    with pytest.raises(WatchError, match=f"answered {answer}"):
        sent(receiver)
    assert len(receiver.came) == 1


def test_only_web_addresses_are_sent_to() -> None:
    with pytest.raises(WatchError, match="no address"):
        send((), "file:///etc/passwd", "s")


def test_the_body_is_the_same_for_the_same_alerts() -> None:
    found = result()
    assert body_of(found.alerts) == body_of(found.alerts)
    moved = replace(found.alerts[0], observed=1)
    assert body_of(found.alerts) != body_of((moved,))
