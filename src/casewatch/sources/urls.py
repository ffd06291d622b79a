"""Addresses as inputs: what stands there, with its kind, as long as it is a kind of text."""

from __future__ import annotations

from casewatch.errors import FetchError
from casewatch.sources.fetched import Fetched, Given, Media
from casewatch.sources.files import sniff
from casewatch.sources.names import id_of_url
from casewatch.sources.web import Answer, Client, Web

_MEDIA: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "message/rfc822": "mail",
}
#: Kinds that say nothing; what came is told by its first bytes.
_UNSAID = frozenset({"application/octet-stream", "binary/octet-stream", "application/x-pdf"})
ACCEPT = {"accept": "text/html, text/*;q=0.9, application/pdf;q=0.9, */*;q=0.1"}


def fetch_url(url: str, web: Web) -> Fetched:
    """What stands at `url`. Raises FetchError where it cannot be had or is no kind of text."""
    with Client(web) as client:
        return fetched_page(client.ask(url, ACCEPT))


def fetched_page(answer: Answer) -> Fetched:
    """The page that a server answered with. Raises FetchError where it is none."""
    if answer.status != 200:
        raise FetchError(
            f"the server answered {answer.status} {answer.reason[:60]}".strip(),
            hint="check the address, or save the page and give the file",
        )
    media = _media(answer)
    if not answer.content.strip():
        raise FetchError("the server sent nothing", hint="try again later")
    url = answer.url.partition("#")[0]
    return Fetched(
        answer.content, media, answer.url, "", Given(id=id_of_url(answer.url), url=url),
        charset=answer.charset,
    )  # fmt: skip


def _media(answer: Answer) -> Media:
    kind = answer.media
    media = _MEDIA.get(kind)
    if kind in _UNSAID and answer.content.lstrip()[:5] == b"%PDF-":
        return sniff(answer.content)
    if media is None:
        raise FetchError(
            f"the server sent {kind[:60] or 'no content type'}, which is no kind of text",
            hint="html, plain text, PDF and mail are read",
        )
    return media


__all__ = ["ACCEPT", "Web", "fetch_url", "fetched_page"]
