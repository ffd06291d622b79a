"""The commands as a person meets them."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from casewatch.cli.main import main
from casewatch.reading import reader

from .reader import NameReader
from .site import Page, Site, telling
from .test_sync import item


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reader, "RulesReader", NameReader)
    monkeypatch.setenv("CASEWATCH_STORE", str(tmp_path / "cases.db"))


def test_from_adding_to_removing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.feed([item(site, 1), item(site, 2)])
    site.pages["/"] = Page(
        b'<html><head><link href="/feed" type="application/rss+xml" rel="alternate"></head></html>'
    )
    assert main(["follow", "list"]) == 1  # there is no store yet
    assert main(["follow", "add", site.url + "/", "--allow-private", "--name", "news"]) == 0
    err = capsys.readouterr().err
    assert "follows news (Example News, feed, items listed: 2)" in err
    assert "the page names its feed" in err
    assert main(["follow", "sync", "--pause", "0"]) == 0
    assert capsys.readouterr().out == "news  2 new, 2 reports stored\n"
    assert main(["follow", "sync", "--pause", "0", "--format", "jsonl"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["items"]["known"], told["reports"]["new"]) == ("ok", 2, 0)
    assert main(["follow", "list"]) == 0
    assert "news  2 items, last success " in capsys.readouterr().out
    assert main(["status"]) == 0
    assert main(["follow", "remove", "news"]) == 0
    assert "2 items were known, reports stay" in capsys.readouterr().err
    assert main(["follow", "list", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_fails_is_one_line_and_status_1(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["follow", "add", site.url + "/feed"]) == 1
    err = capsys.readouterr().err
    assert "private network" in err
    assert "Traceback" not in err
    assert main(["follow", "add", site.url + "/none", "--allow-private"]) == 1
    assert "--unseen" in capsys.readouterr().err
    assert main(["follow", "add", site.url + "/none", "--allow-private", "--unseen"]) == 0
    assert main(["follow", "sync", "--pause", "0"]) == 1
    assert "failed: the server answered 404 Not Found; asked again after" in capsys.readouterr().out
    assert main(["follow", "list"]) == 0
    assert (
        "1 error: the server answered 404 Not Found; asked again after" in capsys.readouterr().out
    )
    assert main(["follow", "sync", "--only", "nobody"]) == 1
    assert main(["follow", "add", "/no/such/folder"]) == 2
    assert main(["follow", "add", "ftp://news.example/"]) == 2
    assert main(["follow", "sync", "--every", "5s"]) == 2
    assert main(["follow", "add", site.url, "--since", "soon"]) == 2


def test_an_item_that_fails_is_named_on_stderr(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/1"] = Page(b"", 500)
    site.feed([{"guid": "1", "link": site.url + "/1"}])
    main(["follow", "add", site.url + "/feed", "--allow-private", "--name", "news"])
    assert main(["follow", "sync", "--pause", "0"]) == 1
    told = capsys.readouterr()
    assert f"casewatch: {site.url}/1: fetch: the server answered 500" in told.err
    assert told.out == "news  1 new, 1 waiting\n"


def test_lists_of_feed_readers(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list_ = tmp_path / "feeds.opml"
    list_.write_text(
        '<opml version="1.0"><body><outline text="One" xmlUrl="http://one.example/feed"/>'
        '<outline text="Two" xmlUrl="http://one.example/rss"/><outline xmlUrl="feed:x"/>'
        '<outline xmlUrl="ftp://x.example/"/></body></opml>'
    )
    assert main(["follow", "import", str(list_)]) == 0
    assert "2 feeds added, 2 known already or left out" in capsys.readouterr().err
    assert main(["follow", "import", str(list_)]) == 0
    assert "0 feeds added" in capsys.readouterr().err
    assert main(["follow", "export"]) == 0
    out = capsys.readouterr().out
    assert 'xmlUrl="http://one.example/feed"' in out
    assert 'title="One"' in out
    assert main(["follow", "import", str(tmp_path / "none.opml")]) == 1


def test_words_from_outside_cannot_steer_a_terminal(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    steer = "\x9b31m\u202eEvil"
    site.feed([{"guid": "1", "title": steer, "description": telling("Ada Examplov")}], title=steer)
    main(["follow", "add", site.url + "/feed", "--allow-private"])
    main(["follow", "sync"])
    main(["follow", "list"])
    told = capsys.readouterr()
    assert not set("\x9b\u202e\x1b") & set(told.out + told.err)


def test_following_a_folder_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(telling("Ada Examplov"))
    assert main(["follow", "add", str(tmp_path / "in")]) == 0
    assert main(["follow", "sync"]) == 0
    assert capsys.readouterr().out == "in  1 new, 1 report stored\n"


def test_again_and_again_until_it_is_stopped(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.feed([item(site, 1)])
    main(["follow", "add", site.url + "/feed", "--allow-private", "--name", "news"])
    capsys.readouterr()

    def stop() -> None:
        until = time.monotonic() + 60
        while not site.count("/1") and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop, daemon=True).start()
    before = signal.getsignal(signal.SIGTERM)
    assert main(["follow", "sync", "--every", "15m", "--pause", "0"]) == 0
    assert signal.getsignal(signal.SIGTERM) is before
    out = capsys.readouterr().out
    assert " UTC\nnews  1 new" in out
    assert main(["follow", "sync", "--pause", "0"]) == 0
    assert main(["status", "--format", "json"]) == 0
    assert '"reports": 1' in capsys.readouterr().out
