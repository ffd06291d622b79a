from __future__ import annotations

from .conftest import Following
from .site import Site, telling


def items(site: Site, *numbers: int) -> list[dict[str, str]]:
    found = []
    for n in numbers:
        url = site.story(f"/{n}", telling(f"Ivan Examplov {n}"), f"Story {n}")
        found.append({"title": f"Story {n}", "link": url, "guid": f"id-{n}",
                      "pubDate": "Mon, 29 Jul 2024 10:00:00 GMT", "description": "Teaser."})  # fmt: skip
    return found


def test_what_is_new_is_stored_with_the_text_of_its_page(site: Site, following: Following) -> None:
    following.add(site.feed(items(site, 1, 2, 3)))
    result = following.one()
    assert (result.taken.new, result.tally.reports, result.tally.short) == (3, 3, 0)
    texts = following.texts()
    assert len(texts) == 3
    assert all("found computers and cash" in text for text in texts.values())
    assert {r.report.publisher for r in following.store.reports()} == {"Example News"}
    assert {(r.report.published or "")[:10] for r in following.store.reports()} == {"2024-07-29"}
    again = following.one()
    assert (again.taken.new, again.taken.known, again.tally.reports) == (0, 3, 0)
    assert site.count("/1") == 1
