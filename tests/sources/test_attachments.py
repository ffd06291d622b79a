"""Mails with attachments and with messages in them: each a report of its own, within bounds."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from casewatch.errors import CleanError
from casewatch.sources.attachments import expanded
from casewatch.sources.cleaning import clean, clean_all
from casewatch.sources.fetched import Failure, Fetched, Given
from casewatch.sources.inputs import inputs
from casewatch.sources.limits import Limits
from casewatch.sources.mail import mail_text

from .papers import pdf

STORY = "Ivan Examplov was arrested on Monday by the police of Sampletown, the office said."


def message(text: str | None = STORY, subject: str = "A man is held") -> EmailMessage:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Example Press <press@agency.example>"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 03 May 2021 10:15:00 +0200"
    if text is not None:
        mail.set_content(text)
    return mail


def attach(
    mail: EmailMessage, name: str, content: bytes, kind: str = "application/octet-stream"
) -> None:
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)


def opened(mail: EmailMessage | bytes, limits: Limits | None = None) -> list[Fetched | Failure]:
    content = mail if isinstance(mail, bytes) else mail.as_bytes()
    return list(expanded([Fetched(content, "mail", "x.eml", "x.eml", Given(id="x"))], limits))


def test_attachments_are_reports_of_their_own() -> None:
    mail = message()
    attach(
        mail, "indictment.pdf", pdf([["Mara Testova was charged with fraud."]]), "application/pdf"
    )
    attach(mail, "Notiz.txt", "Über Ada Examplov".encode(), "text/plain")
    attach(
        mail,
        "page.html",
        b"<html><body><p>Bela Examplov was let go.</p></body></html>",
        "text/html",
    )
    attach(mail, "photo.jpg", b"\xff\xd8\xff", "image/jpeg")
    attach(mail, "plan.docx", b"PK\x03\x04")
    found = list(clean_all(opened(mail)))
    texts = {f.report.id: f.report.text for f in found if not isinstance(f, Failure)}
    assert list(texts) == ["x", "x/indictment.pdf", "x/Notiz.txt", "x/page.html"]
    assert texts["x"] == STORY
    assert "Mara Testova" in texts["x/indictment.pdf"]
    assert texts["x/Notiz.txt"] == "Über Ada Examplov"
    first, second = found[0], found[1]
    assert not isinstance(first, Failure)
    assert not isinstance(second, Failure)
    assert first.notes == ("not read: plan.docx",)
    assert first.report.published == "2021-05-03T10:15:00+02:00"
    assert second.report.published is None  # the day of its sending says nothing of it


def test_messages_in_messages() -> None:
    inner = message("Ada Examplov was let go.", "Inner")
    inner.replace_header("Date", "Sun, 02 May 2021 10:15:00 +0200")
    attach(inner, "deep.txt", b"Cleo Examplov was heard.", "text/plain")
    outer = message()
    outer.add_attachment(inner)
    found = [f.report for f in clean_all(opened(outer)) if not isinstance(f, Failure)]
    assert [r.id for r in found] == ["x", "x/Inner", "x/Inner/deep.txt"]
    assert found[0].text == STORY
    assert found[1].text == "Ada Examplov was let go."
    assert found[1].published == "2021-05-02T10:15:00+02:00"


def test_a_mail_with_attachments_alone_is_no_failure() -> None:
    mail = message(None)
    attach(mail, "a.txt", STORY.encode(), "text/plain")
    assert [f.given.id for f in opened(mail) if isinstance(f, Fetched)] == ["x/a.txt"]


def test_names_that_are_the_same_or_mean_harm() -> None:
    mail = message()
    for name in ("a.txt", "a.txt", "../../etc/a.txt", "C:\\temp\\a.txt", "4111111111111111.txt"):
        attach(mail, name, STORY.encode(), "text/plain")
    names = [f.given.id for f in opened(mail) if isinstance(f, Fetched)]
    assert names == [
        "x",
        "x/a.txt",
        "x/a-2.txt",
        "x/a-3.txt",
        "x/a-4.txt",
        "x/••••••••••••••••.txt",
    ]


def test_bounds() -> None:
    mail = message()
    for n in range(6):
        attach(mail, f"{n}.txt", b"Ada Examplov. " * 20, "text/plain")
    found = opened(mail, Limits(mail_bytes=600))
    assert [isinstance(f, Failure) for f in found] == [False] * 3 + [True] * 4
    assert "larger" in str(found[-1])
    assert len(opened(mail, Limits(mail_parts=3))) == 3
    attach(mail, "none.txt", b"", "text/plain")
    assert "empty" in str(opened(mail)[-1])


def test_nesting_ends() -> None:
    mail = message("The innermost.")
    for _ in range(9):
        outer = message("One more.")
        outer.add_attachment(mail)
        mail = outer
    found = opened(mail, Limits(mail_depth=4))
    assert len(found) == 6
    assert "deep" in str(found[-1])
    assert all(len(f.given.id) <= 300 for f in opened(mail) if isinstance(f, Fetched))


def test_multiparts_nested_without_end_are_named() -> None:
    inner = b"Content-Type: text/plain\n\ndeep"
    for i in range(1500):
        mark = b"b%d" % i
        inner = (b'Content-Type: multipart/mixed; boundary="%s"\n\n--%s\n' % (mark, mark)) + inner
    (found,) = clean_all(opened(b"Subject: x\n" + inner))
    assert isinstance(found, Failure)
    assert found.error.stage == "clean"


@pytest.mark.parametrize(
    "content",
    [
        b'Subject: x\nContent-Type: multipart/encrypted; boundary="b"\n\n--b\n\nx\n--b--\n',
        b"Subject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB",
        b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    ],
)
def test_encrypted_mails_are_named(content: bytes) -> None:
    with pytest.raises(CleanError, match="encrypted"):
        mail_text(content, Limits())
    (failure,) = clean_all(opened(content))
    assert isinstance(failure, Failure)


def test_signed_mails_are_read() -> None:
    content = (
        b'Subject: x\nContent-Type: multipart/signed; boundary="b"\n\n--b\n\n' + STORY.encode()
        + b"\n--b\nContent-Type: application/pgp-signature\n\nabc\n--b--\n"
    )  # fmt: skip
    assert clean(Fetched(content, "mail", "x.eml")).report.text == STORY


def test_attachments_of_files(tmp_path: Path) -> None:
    mail = message()
    attach(mail, "a.txt", b"Ada Examplov.", "text/plain")
    (tmp_path / "one.eml").write_bytes(mail.as_bytes())
    found = [f.given.id for f in inputs([str(tmp_path)]) if isinstance(f, Fetched)]
    assert found == ["one", "one/a.txt"]
