"""Reading in: facts of a file, never truth; once however often; passed on as they came."""

import json
from pathlib import Path

import pytest

from casewatch.cases.project import project_store
from casewatch.sharing.gather import Choice, gather
from casewatch.sharing.incoming.claims import READER
from casewatch.sharing.incoming.keep import Taken, keep, sha256_of
from casewatch.sharing.stix import read as stix
from casewatch.store import Store
from tests.sharing.made import ACCUSED, fill
from tests.sharing.test_bad_input import ACTOR, PERSON, bundle, one
from tests.sharing.test_stix import exported


def take(path: Path, url: str) -> Taken:
    with Store.open(url, now=lambda: "2026-05-05T00:00:00+00:00") as store:
        return keep(store, stix.read(path), sha256_of(path), path.name)


def saved(path: Path, objects: list[object]) -> Path:
    path.write_text(bundle(*objects), encoding="utf-8")
    return path


@pytest.fixture
def brought(tmp_path: Path) -> tuple[Path, str, list[object]]:
    """An export, the store that took it in, and the objects."""
    made: list[object] = list(exported(fill(tmp_path / "ours.db")))
    path = saved(tmp_path / "bundle.json", made)
    url = str(tmp_path / "theirs.db")
    take(path, url)
    return path, url, made


def test_out_in_and_out_again_is_the_same(brought: tuple[Path, str, list[object]]) -> None:
    _, url, made = brought
    assert exported(url) == made
    with Store.open(url) as store:
        assert list(store.verify()) == []


def test_twice_changes_nothing(brought: tuple[Path, str, list[object]]) -> None:
    path, url, _ = brought
    with Store.open(url) as store:
        before = list(store.dump())
    again = take(path, url)
    assert (again.new, again.withdrawn) == (0, 0)
    assert again.known > 1
    with Store.open(url) as store:
        assert list(store.dump()) == before


def test_claims_are_facts_of_the_file(brought: tuple[Path, str, list[object]]) -> None:
    _, url, _ = brought
    with Store.open(url) as store:
        assert {one.reader for one in store.reports()} == {READER}
        case = next(c for c in project_store(store).cases if c.name == ACCUSED)
    (charge,) = case.timeline
    assert (charge.type, charge.date, charge.modality) == ("charge", "2021-05-04", "alleged")
    assert not case.status.finding
    assert all(s.publisher == "Casewatch" for s in charge.sources)


def test_a_withdrawn_subject_loses_its_facts(
    brought: tuple[Path, str, list[object]], tmp_path: Path
) -> None:
    _, url, made = brought
    gone = [
        {**o, "revoked": True, "modified": "2027-01-01T00:00:00.000Z", "name": "withdrawn"}
        for o in made if isinstance(o, dict) and o.get("name") == ACCUSED
    ]  # fmt: skip
    for o in gone:
        o.pop("extensions", None)
    assert take(saved(tmp_path / "gone.json", list(gone) + fixed(made)), url).withdrawn == 1
    with Store.open(url) as store:
        assert ACCUSED not in {c.name for c in project_store(store).cases}
        assert ACCUSED not in {c.subject.name for c in gather(store).cases}


def fixed(made: list[object]) -> list[object]:
    kinds = ("marking-definition", "extension-definition")
    return [
        o
        for o in made
        if isinstance(o, dict) and (o["type"] in kinds or o.get("identity_class") == "system")
    ]


def test_stricter_markings_do_not_leave(tmp_path: Path) -> None:
    made = exported(fill(tmp_path / "ours.db"), Choice(tlp="amber"))
    url = str(tmp_path / "theirs.db")
    take(saved(tmp_path / "amber.json", list(made)), url)
    with Store.open(url) as store:
        assert list(gather(store, Choice(tlp="green")).cases) == []
        assert gather(store, Choice(tlp="green")).left_out.keys() == {"marked amber"}
        assert list(gather(store, Choice(tlp="amber")).cases)


def test_others_actors_are_accusations_and_not_passed_on(tmp_path: Path) -> None:
    actor = one(
        "threat-actor", ACTOR, name="zorkiy77", aliases=["zork"], resource_level="individual",
        description="Sells stolen cards.",
    )  # fmt: skip
    path = saved(tmp_path / "bundle.json", [actor, PERSON])
    url = str(tmp_path / "store.db")
    assert take(path, url).new == 2
    with Store.open(url) as store:
        case = next(c for c in project_store(store).cases if c.name == "zorkiy77")
        assert [(h.type, h.modality) for h in case.timeline] == [("accusation", "alleged")]
        assert not case.status.finding
        assert "Ivan Examplov" not in {c.name for c in project_store(store).cases}
        assert list(gather(store, Choice(tlp="red")).cases) == []


def test_nothing_is_kept_of_a_file_that_fails(tmp_path: Path) -> None:
    from casewatch.errors import ShareError

    made = exported(fill(tmp_path / "ours.db"))
    text = json.dumps({"type": "bundle", "objects": made}).replace('"alleged"', '"perhaps"')
    path = tmp_path / "bad.json"
    path.write_text(text)
    url = str(tmp_path / "store.db")
    Store.open(url).close()
    with pytest.raises(ShareError, match="modality"):
        take(path, url)
    with Store.open(url) as store:
        assert store.counts().reports == 0
