"""Folders and mailboxes as feeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from casewatch.errors import FetchError
from casewatch.following.adding import feed_of, seen
from casewatch.following.clock import Clock
from casewatch.following.mailbox import _in_seven_bits, password_for, place_of
from casewatch.sources.web import Web

from .conftest import Following
from .post import Post
from .site import telling

# --- folders


def test_files_are_read_once_and_again_when_they_change(
    tmp_path: Path, following: Following
) -> None:
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    for name in ("a.txt", "a.md", "deeper/a.txt"):
        (folder / name).write_text(telling(f"Ada Examplov, as {name} has it,"), encoding="utf-8")
    (folder / "two.jsonl").write_text(
        '{"id": "r1", "text": "Bela Examplov was heard."}\nbroken\n{"id": "r2", "text": "Cleo Examplov."}\n'
    )
    following.add(str(folder), "box", "folder")
    result = following.one()
    assert (result.taken.new, result.tally.reports) == (4, 5)
    assert [f.input for f in result.tally.failures] == ["box: two.jsonl, line 2"]
    assert set(following.texts()) == {"box/a.txt", "box/a.md", "box/deeper/a.txt", "r1", "r2"}
    assert following.one().tally.reports == 0
    (folder / "a.txt").write_text(telling("Mara Examplov"), encoding="utf-8")
    (folder / "a.md").unlink()
    result = following.one()
    assert (result.taken.changed, result.taken.vanished, result.tally.versions) == (1, 1, 1)
    assert len(following.texts()) == 5
    (folder / "two.jsonl").write_text('{"id": "r1", "text": "Bela Examplov was heard."}\n'
                                      '{"id": "r3", "text": "Dora Examplov."}\n')  # fmt: skip
    assert following.one().tally.reports == 1
    assert not following.store.failures()
    os.utime(folder / "a.txt", (1, 1))  # touched, and its clock set back
    result = following.one()
    assert (result.taken.changed, result.tally.versions, result.tally.same) == (1, 0, 1)


def test_a_file_of_many_reports_goes_in_piece_by_piece(
    tmp_path: Path, following: Following
) -> None:
    (tmp_path / "in").mkdir()
    lines = "".join(f'{{"id": "r{n}", "text": "Ada Examplov, {n}."}}\n' for n in range(60))
    (tmp_path / "in" / "all.jsonl").write_text(lines)
    following.add(str(tmp_path / "in"), "box", "folder")
    assert following.one().tally.reports == 60


def test_names_of_files_need_not_be_text(tmp_path: Path, following: Following) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = os.fsencode(folder) + b"/caf\xe9.txt"
    try:
        with open(odd, "wb") as file:
            file.write(telling("Ada Examplov").encode())
    except OSError:
        pytest.skip("this file system has no such names")
    following.add(str(folder), "box", "folder")
    assert following.one().tally.reports == 1
    assert following.one().tally.reports == 0


def test_a_folder_that_is_gone_and_links_out_of_it(tmp_path: Path, following: Following) -> None:
    folder, outside = tmp_path / "in", tmp_path / "secret.txt"
    folder.mkdir()
    outside.write_text(telling("Ada Examplov"))
    (folder / "link.txt").symlink_to(outside)
    following.add(str(folder), "box", "folder")
    result = following.one()
    assert result.tally.reports == 0
    assert "outside" in result.tally.failures[0].message
    (folder / "link.txt").unlink()
    folder.rmdir()
    assert "no such folder" in following.one().error


# --- mailboxes


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    monkeypatch.setenv("CASEWATCH_IMAP_PASSWORD", "a made-up word")
    with Post() as made:
        yield made


def mail(who: str, number: int, attached: str = "") -> bytes:
    made = EmailMessage()
    made["Subject"] = f"Alert {number}"
    made["From"] = "Example Press <press@agency.example>"
    made["Message-ID"] = f"<{number}@agency.example>"
    made.set_content(telling(who))
    if attached:
        made.add_attachment(attached.encode(), maintype="text", subtype="plain", filename="a.txt")
    return made.as_bytes()


def test_messages_and_attachments(post: Post, following: Following) -> None:
    post.messages = {
        3: mail("Ada Examplov", 3),
        9: mail("Bela Examplov", 9, "Cleo Examplov spoke."),
    }
    following.add(post.url, "post", "imap")
    result = following.one()
    assert (result.taken.new, result.tally.reports, result.tally.failures) == (2, 3, [])
    assert {r.report.title for r in following.store.reports()} >= {"Alert 3", "Alert 9"}
    assert not any("STORE" in c or "SELECT" in c for c in post.commands)
    assert all("PEEK" in c for c in post.commands if "BODY" in c)
    post.messages[12] = mail("Dora Examplov", 12)
    del post.messages[3]
    assert following.one().tally.reports == 1
    assert len(following.texts()) == 4


def test_messages_since_a_day(post: Post, following: Following) -> None:
    following.add(post.url, "post", "imap", since="2024-08-01")
    post.messages = {1: mail("Ada Examplov", 1)}
    following.one()
    assert any(c.endswith("SINCE 1-Aug-2024") for c in post.commands)


def test_a_mailbox_is_looked_at_when_it_is_added(post: Post) -> None:
    post.messages = {1: mail("Ada Examplov", 1)}
    assert seen(feed_of(post.url, private=True), Web(), Clock()).items == 1
    post.faults = {"LOGIN": "no"}
    with pytest.raises(FetchError, match="cannot be opened"):
        seen(feed_of(post.url, private=True), Web(), Clock())


def test_a_server_that_numbers_anew_doubles_nothing(post: Post, following: Following) -> None:
    post.messages = {n: mail("Ada Examplov", n) for n in range(1, 4)}
    following.add(post.url, "post", "imap")
    following.one()
    post.validity = 8
    result = following.one()
    assert (result.taken.new, result.tally.reports, result.tally.same) == (3, 0, 3)
    assert len(following.texts()) == 3


@pytest.mark.parametrize(
    ("command", "fault", "says"),
    [
        ("LOGIN", "no", "cannot be opened"), ("EXAMINE", "no", "cannot be opened"),
        ("LOGIN", "dropped", "cannot be opened"), ("UID SEARCH", "dropped", "cannot be listed"),
    ],
)  # fmt: skip
def test_servers_that_fail_are_named(
    command: str, fault: str, says: str, post: Post, following: Following
) -> None:
    post.messages = {1: mail("Ada Examplov", 1)}
    following.add(post.url, "post", "imap")
    post.faults = {command: fault}
    assert says in following.one().error
    post.faults = {}
    following.time.sleep(3600)
    assert following.one().tally.reports == 1


@pytest.mark.parametrize("fault", ["huge", "dropped", "no"])
def test_messages_that_fail_are_tried_again(fault: str, post: Post, following: Following) -> None:
    post.messages = {1: mail("Ada Examplov", 1)}
    following.add(post.url, "post", "imap")
    post.faults = {"UID FETCH": fault}
    result = following.one()
    assert (result.tally.later, len(result.tally.failures)) == (1, 1)
    post.faults = {}
    following.time.sleep(3600)
    assert following.one().tally.reports == 1


def test_a_private_mail_server_is_refused_and_no_password_goes_out_in_the_clear(
    post: Post, following: Following
) -> None:
    from casewatch.following.mailbox import Mailbox
    from casewatch.sources.addresses import PrivateError
    from casewatch.store.feeds import Feed

    feed = Feed("post", "imap", post.url, post.url)
    with pytest.raises(PrivateError):
        Mailbox(feed, Web())
    assert post.commands == []


def test_passwords(tmp_path: Path) -> None:
    place = place_of("imaps://desk@mail.example")
    assert password_for(place, {"CASEWATCH_IMAP_PASSWORD": "x"}) == "x"
    file = tmp_path / "netrc"
    file.write_text("machine mail.example login desk password y\n")
    file.chmod(0o600)
    assert password_for(place, {"NETRC": str(file)}) == "y"
    with pytest.raises(FetchError, match="no password"):
        password_for(place_of("imaps://other@mail.example"), {"NETRC": str(file)})


@pytest.mark.parametrize(
    ("name", "code"), [("INBOX", "INBOX"), ("A & B", "A &- B"), ("Дела/1", "&BBQENQQ7BDA-/1")]
)
def test_folders_in_other_scripts(name: str, code: str) -> None:
    assert _in_seven_bits(name) == code
