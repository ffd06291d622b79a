import email.policy
from email.message import EmailMessage

import pytest

from casewatch.errors import CleanError, FetchError
from casewatch.sources.clean.language import language_of
from casewatch.sources.cleaning import clean
from casewatch.sources.fetched import Fetched
from casewatch.sources.heads import declared_date
from casewatch.sources.html import html_text
from casewatch.sources.limits import Limits
from casewatch.sources.mail import mail_text
from casewatch.sources.pdf import pdf_text

STORY = (
    "Ivan Examplov was arrested on Monday by the police of Sampletown after a search of his flat, "
    "in which officers found computers and cash, the office said."
)
PAGE = f"""<html lang="en"><head><title>Man Held | Example News</title>
<meta property="article:published_time" content="2021-05-03T10:15:00+02:00">
<meta property="og:site_name" content="Example News">
<script>document.write("never run")</script></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<article><h1>Man Held</h1><p>{STORY}</p><p>{STORY} He denies it.</p></article>
<footer>Privacy</footer></body></html>""".encode()


def pdf(lines: list[str], title: str = "") -> bytes:
    """A small PDF of one page with the given lines, each in its own row."""
    drawn = "".join(
        f"BT /F1 10 Tf 40 {780 - 14 * i} Td ({line}) Tj ET\n" for i, line in enumerate(lines)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /CreationDate (D:20210503101500Z) >>",
    ]
    out, places = "%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{i} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()


def test_html_page() -> None:
    found = clean(Fetched(PAGE, "html", "page.html"))
    assert found.report.text.count("Ivan Examplov") == 2
    assert "never run" not in found.report.text
    assert "Privacy" not in found.report.text
    assert found.report.title == "Man Held"
    assert found.report.published == "2021-05-03T10:15:00+02:00"
    assert found.report.publisher == "Example News"
    assert found.kept == PAGE


def test_html_parser_failures_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def broken(*_: object, **__: object) -> None:
        raise ValueError("hostile")

    monkeypatch.setattr(trafilatura, "bare_extraction", broken)
    with pytest.raises(CleanError, match="could not be parsed"):
        html_text(PAGE)


def test_declared_dates() -> None:
    assert declared_date(b'<script>{"datePublished": "2020-02-03T04:05:06Z"}</script>') == (
        "2020-02-03T04:05:06Z"
    )
    assert declared_date(b"<meta name='date' content='2020-02-03'>") == "2020-02-03"
    assert declared_date(b"<html>") == ""


def test_pdf() -> None:
    content = pdf(
        ["Man Held", "", "Ivan Examplov was arrested by the", "police of Sampletown."], "Man Held"
    )
    found = clean(Fetched(content, "pdf", "x.pdf", "x.pdf"))
    assert "arrested by the police of Sampletown." in found.report.text
    assert found.report.title == "Man Held"
    assert found.report.published == "2021-05-03"
    assert found.kept == content


def test_pdf_with_a_card_keeps_no_bytes() -> None:
    found = clean(Fetched(pdf(["He sold 4111111111111111 to them."]), "pdf", "x.pdf"))
    assert found.cards == 1
    assert found.kept is None
    assert found.report.sha256


def test_pdf_without_text() -> None:
    with pytest.raises(CleanError, match="no text"):
        pdf_text(pdf([]), Limits())


def test_pdf_over_the_limits() -> None:
    with pytest.raises(CleanError, match="pages"):
        pdf_text(pdf(["x"]), Limits(pdf_pages=0))
    with pytest.raises(FetchError, match="larger"):
        pdf_text(pdf(["word " * 9]), Limits(text_bytes=10))


def message(text: str | None, html: str | None) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = "Example Press <press@agency.example>"
    mail["Subject"] = "Männer in Haft"
    mail["Date"] = "Mon, 03 May 2021 10:15:00 +0200"
    if text is not None:
        mail.set_content(text)
    if html is not None:
        (mail.add_alternative if text is not None else mail.set_content)(html, subtype="html")
    mail.add_attachment(b"secret attachment", maintype="application", subtype="octet-stream")
    return mail.as_bytes()


def test_mail_with_text() -> None:
    found = clean(Fetched(message(STORY + "\n-- \nJo Sender\n", "<p>other</p>"), "mail", "x.eml"))
    assert found.report.text == STORY
    assert found.report.title == "Männer in Haft"
    assert found.report.published == "2021-05-03T10:15:00+02:00"
    assert found.report.publisher == "Example Press"


def test_mail_with_html_only() -> None:
    found = mail_text(message(None, PAGE.decode()), Limits())
    assert "Ivan Examplov" in found.text
    assert "secret" not in found.text


def test_mail_with_a_card_keeps_no_bytes() -> None:
    found = clean(Fetched(message("Card 4111111111111111 and its holder.", None), "mail", "x.eml"))
    assert found.kept is None


def test_mail_without_text() -> None:
    with pytest.raises(CleanError, match="no text"):
        mail_text(b"Subject: x\nContent-Type: image/png\n\nabc", Limits())


def test_broken_mail_is_read_as_far_as_it_goes() -> None:
    content = (
        b"Subject: =?bad?q?x\nDate: when\nFrom: <<>>\nContent-Type: text/plain; charset=nonsense\n"
        b"\n> Ivan Examplov was \n> held.\n"
    )
    found = clean(Fetched(content, "mail", "x.eml"))
    assert "Ivan Examplov was held." in found.report.text
    assert found.report.published is None


def test_deep_mail_ends() -> None:
    inner = b"Content-Type: text/plain\n\ndeep"
    for i in range(40):
        mark = f"b{i}".encode()
        inner = (
            b'Content-Type: multipart/mixed; boundary="' + mark + b'"\n\n--' + mark + b"\n" + inner
            + b"\n--" + mark + b"--\n"
        )  # fmt: skip
    with pytest.raises(CleanError, match="no text"):
        mail_text(b"Subject: x\n" + inner, Limits(mail_depth=5))


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (STORY, "", "en"),
        ("De politie heeft een man aangehouden in het onderzoek naar de diefstal van gegevens, dat op "
         "maandag door het team werd geleid en in de stad voor veel onrust zorgde.", "", "nl"),
        ("Die Polizei hat am Montag einen Mann in der Stadt festgenommen, der mit anderen die Daten "
         "von Kunden gestohlen und auf dem Markt verkauft haben soll.", "", "de"),
        ("Полиция задержала в городе мужчину, он был на связи с группой и не признал вины, как "
         "сообщили в суде, что его дело будет рассмотрено.", "", "ru"),
        ("Ivan", "", "en"),
        ("", "", "en"),
        (STORY, "nl-NL", "nl"),
        (STORY, "english", "en"),
        ("La police a arrêté un homme dans la ville et les données des clients ont été vendues sur "
         "le marché par des membres de la bande, qui est connue pour la fraude. " * 3, "en", "fr"),
    ],
)  # fmt: skip
def test_languages(text: str, given: str, expected: str) -> None:
    assert language_of(text, given) == expected
