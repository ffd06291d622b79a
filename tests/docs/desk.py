"""A folder in which everything stands that the documentation speaks of, and a site on loopback."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

from tests.following.site import Page, Site
from tests.screening.lists import ALT, GALAXY, SDN

STORY = """<html><head><title>{title}</title><meta property="article:published_time"
content="2024-08-03"></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"""
TEXTS = {
    "article": "Ivan Examplov, 34, of Exampleville, known online as \"ivex\", was arrested on "
    "3 May 2024 on charges of wire fraud, prosecutors said. He has pleaded not guilty.",
    "yermakov": "Ivan Yermakov, a Russian who has been charged with hacking, remains at large, "
    "prosecutors said on Friday.",
    "story": "Mara Testova was sentenced on Thursday to 30 months in prison for selling stolen "
    "card numbers on a forum, the court in Exampleville said.",
}  # fmt: skip
FEED = """<rss version="2.0"><channel><title>Example News</title><item><title>Sentenced</title>
<guid>1</guid><link>{site}/story</link><pubDate>Sat, 03 Aug 2024 08:00:00 GMT</pubDate></item>
</channel></rss>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site}/story</loc>
<lastmod>2024-08-03</lastmod></url></urlset>"""
OPML = """<opml version="2.0"><head/><body><outline text="Example" type="rss"
xmlUrl="{site}/feed.xml"/></body></opml>"""
_NUMBER = "4f9a7c3e-1d2b-4c5d-8e6f-0a1b2c3d4e5"
BUNDLE = {
    "type": "bundle", "id": f"bundle--{_NUMBER}0",
    "objects": [
        {
            "type": "intrusion-set", "spec_version": "2.1", "id": f"intrusion-set--{_NUMBER}1",
            "created": "2024-08-03T00:00:00.000Z", "modified": "2024-08-03T00:00:00.000Z",
            "name": "Paper Example", "aliases": ["APT914"],
        }
    ],
}  # fmt: skip
ENTITY = {
    "id": "x-1", "schema": "Person", "properties": {"name": ["Ivan Examplov"]},
}  # fmt: skip


def furnish(folder: Path, demo: Path) -> None:
    """Writes the files that the pages name, and a copy of the demonstration's store."""
    for file in demo.parent.glob(f"{demo.name}*"):
        shutil.copy(file, folder / file.name)
    shutil.copy(demo, folder / "mine.db")
    text = STORY.format(title="Arrested", text=TEXTS["article"])
    (folder / "article.html").write_text(text, encoding="utf-8")
    for name in ("reports", "incoming"):
        (folder / name).mkdir()
        (folder / name / "yermakov.txt").write_text(TEXTS["yermakov"], encoding="utf-8")
    rows = [
        {"id": f"r-{n}", "title": "A report", "published": "2024-08-03", "text": text}
        for n, text in enumerate(TEXTS.values())
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "reports.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))
    (folder / "sdn.csv").write_text(SDN, encoding="utf-8")
    (folder / "alt.csv").write_text(ALT, encoding="utf-8")
    (folder / "threat-actor.json").write_text(json.dumps(GALAXY), encoding="utf-8")
    (folder / "bundle.json").write_text(json.dumps(BUNDLE), encoding="utf-8")
    (folder / "entities.ftm.json").write_text(json.dumps(ENTITY) + "\n", encoding="utf-8")
    weeks = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 8, 15, 22)]
    counts = "".join(f"{day},examplegang,{n % 4}\n" for n, day in enumerate(weeks))
    (folder / "leaksites.csv").write_text(f"date,subject,count\n{counts}", encoding="utf-8")


def stand_up(site: Site, folder: Path) -> None:
    """What the addresses in the pages lead to, and a list of feeds that names one of them."""
    xml = "application/xml"
    story = STORY.format(title="Sentenced", text=TEXTS["story"]).encode()
    site.pages["/story"] = Page(story)
    site.pages["/feed.xml"] = Page(FEED.format(site=site.url).encode(), media=xml)
    site.pages["/other.xml"] = site.pages["/feed.xml"]
    site.pages["/sitemap.xml"] = Page(SITEMAP.format(site=site.url).encode(), media=xml)
    site.pages["/"] = Page(
        f'<html><head><link rel="alternate" type="application/rss+xml" '
        f'href="{site.url}/other.xml"></head><body></body></html>'.encode()
    )
    (folder / "subscriptions.opml").write_text(OPML.format(site=site.url), encoding="utf-8")
