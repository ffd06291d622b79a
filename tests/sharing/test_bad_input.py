"""What is torn, too deep, too large, of another version or not closed: one line, nothing kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from casewatch.errors import ShareError
from casewatch.sharing.ftm import read as ftm
from casewatch.sharing.incoming import keep
from casewatch.sharing.misp import read as misp
from casewatch.sharing.stix import read as stix

IDENTITY = "identity--3bc3cbf9-f741-5df8-a3a3-28cd73643531"
ACTOR = "threat-actor--32c3afad-f80a-54be-ab6d-e6373f01bb4e"
TIME = "2026-01-01T00:00:00.000Z"


def one(type_: str, key: str, **more: Any) -> dict[str, Any]:
    return {
        "type": type_,
        "spec_version": "2.1",
        "id": key,
        "created": TIME,
        "modified": TIME,
        **more,
    }


def bundle(*objects: Any, **more: Any) -> str:
    return json.dumps({"type": "bundle", "id": "bundle--1", **more, "objects": list(objects)})


PERSON = one("identity", IDENTITY, name="Ivan Examplov", identity_class="individual")
NOTE = "note--b03faf88-b09c-5a7e-bd69-b9e97b158271"

BAD = {
    "dangling": bundle(one("note", NOTE, content="x", object_refs=[ACTOR])),
    "dangling dict": bundle(one("note", NOTE, content="x", object_refs=[{"id": IDENTITY}])),
    "version of the bundle": bundle(PERSON, spec_version="2.0"),
    "version of an object": bundle({**PERSON, "spec_version": "2.0"}),
    "no version": bundle({k: v for k, v in PERSON.items() if k != "spec_version"}),
    "no id": bundle({**PERSON, "id": "Ivan"}),
    "another type": bundle({**PERSON, "type": "malware"}),
    "no time": bundle({**PERSON, "modified": "yesterday"}),
    "a number": bundle(7),
    "no bundle": json.dumps({"type": "report", "objects": [PERSON]}),
    "no objects": json.dumps({"type": "bundle", "id": "bundle--1"}),
    "empty": bundle(),
    "torn": bundle(PERSON)[:-20],
    "no JSON": "<html><script>alert(1)</script></html>",
    "nothing": "",
    "deep": '{"type": "bundle", "objects": [' + "[" * 100_000 + "]" * 100_000 + "]}",
}


@pytest.mark.parametrize("what", BAD)
def test_bad_bundles_are_refused_in_one_line(what: str, tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(BAD[what])
    with pytest.raises(ShareError) as refused:
        stix.read(path)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 600


def test_times_finer_than_ours_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    fine = {**PERSON, "modified": "2026-01-01T00:00:00.123456789Z"}
    path.write_text(bundle(fine))
    (arrival,) = stix.read(path).arrivals
    assert arrival.published == "2026-01-01"


def test_script_in_names_is_text(tmp_path: Path) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(bundle({**PERSON, "name": "<script>alert(1)</script> {{7*7}} $(id)"}))
    (arrival,) = stix.read(path).arrivals
    assert arrival.received.case.subject.name == "<script>alert(1)</script> {{7*7}} $(id)"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as out:
        out.truncate(1_000_000_000)  # a hole: takes no space
    with pytest.raises(ShareError, match="larger than"):
        keep.sha256_of(path)


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[1]", '{"Event": {}}', '[{"Event": 5}]', "[" * 100_000]
)
def test_bad_misp_files(text: str, tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(text)
    with pytest.raises(ShareError):
        misp.read(path)


@pytest.mark.parametrize(
    "text", ["", "no JSON\n", "[1]\n", '{"id": "x", "schema": "Person"}\n', "[" * 100_000 + "\n"]
)
def test_bad_followthemoney_files(text: str, tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    path.write_text(text)
    with pytest.raises(ShareError):
        ftm.read(path)


def test_what_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ShareError):
        keep.sha256_of(tmp_path / "missing.json")
    path = tmp_path / "bytes.json"
    path.write_bytes(b'{"type": "bundle", "objects": ["\xff\xfe"]}')
    with pytest.raises(ShareError, match="UTF-8"):
        stix.read(path)
