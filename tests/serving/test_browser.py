"""Ten tasks of a user in a real browser, by mouse and by keyboard; no violation found by axe-core.

They need Debian's Chromium. Where `CASEWATCH_SCREENSHOTS` names a folder, each kind of page is
drawn there, in both themes and at two widths, for a person to look at.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import sync_playwright

from casewatch.serving.app import make_app
from casewatch.serving.settings import Settings
from tests.serving.server import serving

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
#: Where it is set, a machine without a browser fails rather than skips.
REQUIRED = os.environ.get("CASEWATCH_TEST_BROWSER") == "required"
pytestmark = [
    pytest.mark.skipif(
        BROWSER is None and not REQUIRED, reason="needs a browser: apt-get install chromium"
    ),
    pytest.mark.slow,
]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WAYS = ["mouse", "keyboard"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    assert BROWSER, "no Chromium, and CASEWATCH_TEST_BROWSER says that there must be one"
    with sync_playwright() as p:
        found = p.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def site(path: Path) -> Iterator[str]:
    with serving(make_app(Settings(str(path), by="Mara Testova"))) as address:
        yield address


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    found = context.new_page()
    told: list[str] = []
    found.on("console", lambda m: told.append(m.text) if m.type in ("error", "warning") else None)
    found.on("pageerror", lambda e: told.append(str(e)))
    yield found
    context.close()
    assert told == []


def press(page: Any, way: str, target: Any) -> None:
    """Clicks, or reaches what is meant by its focus and presses Enter, as no mouse is needed."""
    if way == "mouse":
        target.click()
        return
    reach(page, target)
    page.keyboard.press("Enter")


def reach(page: Any, target: Any) -> None:
    """Presses Tab until what is meant has the focus: nothing is out of reach of the keyboard."""
    for _ in range(250):
        if target.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by Tab")


def fill(page: Any, way: str, target: Any, text: str) -> None:
    if way == "mouse":
        target.fill(text)
        return
    reach(page, target)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def ident(site: str, name: str) -> str:
    cases = httpx.get(f"{site}/home.json").json()["cases"]
    return str(next(c["id"] for c in cases if c["name"] == name))


@pytest.mark.parametrize("way", WAYS)
def test_somebody_is_found_in_another_script_and_their_status_with_its_words(
    page: Any, way: str
) -> None:
    page.goto("/")
    fill(page, way, page.locator("#q"), "Экзамплов" if way == "mouse" else "Examplov Ivan")
    if way == "mouse":
        page.locator("#q").fill("Ivan Examplov")
    page.keyboard.press("Enter")
    press(page, way, page.locator("#found .cases a.name").first)
    page.wait_for_url(re.compile("/cases/"))
    assert "Released" in page.locator(".lead").inner_text()
    press(page, way, page.locator(".lead summary"))
    press(page, way, page.locator(".lead a.origin").first)
    page.wait_for_url(re.compile("/reports/"))
    assert page.locator("mark.here").first.inner_text()


@pytest.mark.parametrize("way", WAYS)
def test_the_conflict_on_the_number_exchanged_opens_to_both_quotes(
    page: Any, site: str, way: str
) -> None:
    page.goto(f"/cases/{ident(site, 'Ivan Examplov')}")
    dispute = page.locator(".dispute", has_text="Exchange count")
    for n in range(2):
        press(page, way, dispute.locator("summary").nth(n))
    words = dispute.inner_text()
    assert "24" in words
    assert "26 people" in words


@pytest.mark.parametrize("way", WAYS)
def test_two_cases_are_merged_and_the_merge_undone(page: Any, site: str, way: str) -> None:
    page.goto(f"/cases/{ident(site, 'Roman Primerov')}")
    press(page, way, page.locator("#decisions details.act > summary"))
    form = page.locator("form[action='/decide/merge']")
    fill(page, way, form.locator("input[name=b]"), "Petra Beispiel")
    press(page, way, form.locator("button"))
    page.wait_for_url(re.compile("/decisions/"))
    press(page, way, page.locator("form[action='/decide/undo'] button"))
    page.locator(".banner", has_text="undone").wait_for()


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_alias_is_corrected(page: Any, site: str, way: str) -> None:
    page.goto(f"/cases/{ident(site, 'Ivan Examplov')}")
    item = page.locator("#names li", has_text="Knoxx")
    press(page, way, item.locator("details.act > summary"))
    press(page, way, item.locator("form button"))
    page.wait_for_url(re.compile("/decisions/"))
    assert "no name of theirs" in page.locator("h1").inner_text()


def test_letters_that_are_selected_are_told_in_code_points(page: Any, site: str) -> None:
    page.goto("/reports/made-cyrillic")
    page.evaluate(
        """() => { const mark = [...document.querySelectorAll('#text p')].find(p => p.textContent.includes('Примеров'));
        const walker = document.createTreeWalker(mark, NodeFilter.SHOW_TEXT); let node;
        while ((node = walker.nextNode())) { const at = node.data.indexOf('in Russian');
          if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 10); return; } } }"""
    )
    page.wait_for_function("document.querySelector('#fix input[name=span]').value !== ''")
    span = page.locator("#fix input[name=span]").input_value()
    start, end = map(int, span.split("-"))
    text = httpx.get(f"{site}/api/v1/reports/made-cyrillic").json()["document"]["text"]
    assert text[start:end] == "in Russian"


@pytest.mark.parametrize("way", WAYS)
def test_a_watch_is_added_after_seeing_how_often_it_would_have_fired(page: Any, way: str) -> None:
    page.goto("/watches")
    fill(page, way, page.locator("input[name=subject]"), "Ivan Examplov")
    fill(page, way, page.locator("input[name=why]"), "set free early")
    press(page, way, page.locator("#add button"))
    page.locator("text=would have fired").wait_for()
    press(page, way, page.locator("form[action='/watches'] button"))
    page.wait_for_url(re.compile("/watches/watch-"))


@pytest.mark.parametrize("way", WAYS)
def test_an_alert_is_read(page: Any, path: Path, way: str) -> None:
    from casewatch.watching.imported import read_csv
    from casewatch.watching.kept import Kept, Watch, place_of, save

    rows = ["date,subject,count"]
    days = [f"2024-{m:02}-{d:02}" for m in range(1, 8) for d in (1, 8, 15, 22)]
    rows += [f"{day},made-up,{9 if n == 26 else 0 if n % 3 else 1}" for n, day in enumerate(days)]
    file = path.with_suffix(".csv")
    file.write_text("\n".join(rows))
    one = read_csv(file, "made-up")
    watch = Watch(
        "made-up", "a made-up series", 10.0, "2024-01-01", "2024-01-01", "Mara", "made-up"
    )
    save(place_of(str(path)), Kept((watch,), frozenset(), {"made-up": one}))
    page.goto("/")
    press(page, way, page.locator("a", has_text="All alerts"))
    page.locator(".alert.new").wait_for()
    press(page, way, page.locator("form[action='/alerts/read'] button").first)
    page.wait_for_function("!document.querySelector('.alert.new')")


@pytest.mark.parametrize("way", WAYS)
def test_a_case_file_is_exported_as_stix(page: Any, site: str, way: str) -> None:
    page.goto(f"/cases/{ident(site, 'Ivan Examplov')}")
    with page.expect_download() as download:
        press(page, way, page.locator("a", has_text="STIX"))
    assert '"type": "bundle"' in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_three_names_are_screened(page: Any, way: str) -> None:
    page.goto("/screen")
    fill(page, way, page.locator("textarea"), "Ivan Examplov\nPetra Beispiel, 1980\nNobody Atall")
    press(page, way, page.locator("button[value=html]"))
    page.locator(".candidate").first.wait_for()
    assert page.locator("section.asked").count() == 3


@pytest.mark.parametrize("way", WAYS)
def test_a_feed_is_followed(page: Any, way: str) -> None:
    page.goto("/feeds")
    fill(page, way, page.locator("input[name=url]"), "https://news.example/feed.xml")
    if way == "mouse":
        page.locator("input[name=unseen]").check()
    else:
        reach(page, page.locator("input[name=unseen]"))
        page.keyboard.press("Space")
    press(page, way, page.locator("button", has_text="Follow"))
    page.locator("td, th", has_text="news.example").first.wait_for()


def test_review_goes_by_keys_with_a_way_back(page: Any) -> None:
    page.goto("/review")
    first = page.locator("#ask").inner_text()
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.locator("input[name=because]").fill("ax n?")
    assert page.locator("#ask").inner_text() == first
    page.locator("#main").focus()
    page.keyboard.press("a")
    page.locator(".history li").first.wait_for()
    page.keyboard.press("Backspace")
    page.wait_for_function("!document.querySelector('.history li')")
    assert page.locator("#ask").inner_text() == first
    page.keyboard.press(" ")
    page.locator(".history li", has_text="skip").wait_for()


def kinds(site: str) -> dict[str, str]:
    case = ident(site, "Ivan Examplov")
    return {
        "home": "/", "search": "/?q=Examplov", "case": f"/cases/{case}",
        "alleged": f"/cases/{ident(site, 'Roman Primerov')}",
        "hostile": f"/cases/{ident(site, 'Mallory Testova')}",
        "report": "/reports/made-sentence?span=10-22", "original": "/originals/made-sentence",
        "review": "/review", "graph": f"/graphs/{case}", "cooperation": "/cooperation",
        "outcomes": f"/outcomes?case={case}", "watches": "/watches", "alerts": "/alerts",
        "try": f"/watches/try/now?subject={case}&why=x", "screen": "/screen?name=Ivan+Examplov",
        "decisions": "/decisions", "feeds": "/feeds", "missing": "/nowhere", "login": "/login",
    }  # fmt: skip


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_no_page_kind_has_a_barrier_or_runs_over_its_edge(
    browser: Any, site: str, theme: str, width: int
) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 900}, color_scheme=theme, bypass_csp=True
    )
    page = context.new_page()
    folder = os.environ.get("CASEWATCH_SCREENSHOTS")
    found: dict[str, object] = {}
    for kind, to in kinds(site).items():
        page.goto(to)
        over = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not over, kind
        page.evaluate(AXE)
        violations = page.evaluate("axe.run().then(r => r.violations)")
        for v in violations:
            found[f"{kind}: {v['id']}"] = [n["html"][:200] for n in v["nodes"][:3]]
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{kind}-{theme}-{width}.png", full_page=True)
    context.close()
    assert found == {}


def test_every_page_works_without_script(browser: Any, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    for kind, to in kinds(site).items():
        page.goto(to)
        assert page.locator("h1, #ask").first.inner_text(), kind
    context.close()
