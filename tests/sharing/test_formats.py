"""Tables, FollowTheMoney and MISP: whole on the way out and back, an allegation never plain."""

import csv
import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from casewatch.errors import ShareError
from casewatch.model.vocabulary import MODALITIES
from casewatch.sharing.ftm import read as ftm_read
from casewatch.sharing.ftm.entities import entities
from casewatch.sharing.ftm.write import statement_id, write_entities, write_statements
from casewatch.sharing.gather import gather
from casewatch.sharing.kinds import fields
from casewatch.sharing.misp import read as misp_read
from casewatch.sharing.misp.events import events
from casewatch.sharing.misp.feed import write_feed
from casewatch.sharing.model import Item, Share, SharedCase, Subject
from casewatch.sharing.stix.stamps import Stamps
from casewatch.sharing.tables import csv as tables
from casewatch.sharing.tables.cells import cell, value_of
from casewatch.sharing.tables.columns import dictionary
from casewatch.sharing.tables.columns import tables as all_tables
from casewatch.store import Store
from tests.sharing.back import share_of
from tests.sharing.made import ACCUSED, NOW, fill, rows_of, shares


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Share:
    url = fill(tmp_path_factory.mktemp("formats") / "store.db")
    with Store.open(url, readonly=True) as store:
        return gather(store)


@settings(max_examples=30)
@given(share=shares())
def test_tables_lose_nothing(share: Share) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tables"
        tables.write_folder(share, path)
        assert rows_of(share_of(tables.read_folder(path))) == rows_of(share)


@settings(max_examples=40)
@given(share=shares())
def test_followthemoney_loses_nothing(share: Share) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "entities.json"
        with path.open("w", encoding="utf-8") as out:
            write_entities(entities(share), out)
        assert rows_of(share_of(ftm_read.read(path))) == rows_of(share)


@settings(max_examples=40)
@given(share=shares())
def test_misp_loses_nothing(share: Share) -> None:
    made = [{"Event": e} for e in events(share, Stamps(NOW))]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_text(json.dumps(made), encoding="utf-8")
        assert rows_of(share_of(misp_read.read(path))) == rows_of(share)


@settings(max_examples=40)
@given(share=shares())
def test_no_cell_can_be_run(share: Share) -> None:
    for table in all_tables():
        out = StringIO()
        tables.write_table(share, table.name, out)
        for row in csv.reader(StringIO(out.getvalue())):
            for field, text in zip(table.columns, row, strict=True):
                number = field.type in ("whole", "number")
                assert number or not text.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("kind", "text"), [("whole", "many"), ("flag", "perhaps"), ("texts", "[1"), ("number", "nan'")]
)
def test_cells_of_another_type_are_refused(kind: str, text: str) -> None:
    field = next(f for own in fields().values() for f in own if f.type == kind)
    with pytest.raises(ShareError):
        value_of(text, field, "here")


def test_cells_come_back() -> None:
    for own in fields().values():
        for field in own:
            assert value_of(cell(field.blank(), field), field, "here") == field.blank()


def test_the_dictionary_has_every_column() -> None:
    told = {(row[0], row[1]) for row in dictionary()} - {("table", "column")}
    assert told == {(t.name, c.name) for t in all_tables() for c in t.columns}


def test_a_folder_that_is_there_is_left_alone(share: Share, tmp_path: Path) -> None:
    with pytest.raises(ShareError, match="there already"):
        tables.write_folder(share, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_parquet_has_the_rows_of_the_tables(share: Share, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    from casewatch.sharing.tables import parquet

    counts = parquet.write_folder(share, tmp_path / "parquet")
    for table in all_tables():
        found = pq.read_table(tmp_path / "parquet" / f"{table.name}.parquet")
        assert found.num_rows == counts[table.name]
        assert found.column_names == [c.name for c in table.columns]
    happenings = pq.read_table(tmp_path / "parquet" / "happenings.parquet").to_pylist()
    told = [i for c in share.cases for i in c.of("happening")]
    assert [row["modality"] for row in happenings] == [i.modality for i in told]
    assert [row["offences"] for row in happenings] == [i.value["offences"] for i in told]


def of_accused(share: Share) -> SharedCase:
    return next(c for c in share.cases if c.subject.name == ACCUSED)


def test_tables_say_the_modality_of_each_row(share: Share) -> None:
    out = StringIO()
    tables.write_table(share, "happenings", out)
    rows = list(csv.DictReader(StringIO(out.getvalue())))
    assert rows
    assert all(row["modality"] in MODALITIES for row in rows)
    accused = of_accused(share).subject.id
    assert {r["modality"] for r in rows if r["subject"] == accused} == {"alleged"}


def test_followthemoney_says_allegations_as_such(share: Share) -> None:
    made = list(entities(share))
    person = next(
        e for e in made if "name" in e.properties() and e.properties()["name"] == [ACCUSED]
    )
    assert "topics" not in person.properties()
    assert "Nothing is proven" in person.properties()["summary"][0]
    told = [e for e in made if e.schema == "Event" and person.id in e.properties()["involved"]]
    assert told
    for event in told:
        assert "alleged: " in event.properties()["name"][0]
        assert "modality: alleged" in event.properties()["keywords"]


def test_misp_says_allegations_as_such(share: Share) -> None:
    event = next(e for e in events(share, Stamps(NOW)) if e["info"].startswith(ACCUSED))
    values = [
        (o["name"], a["object_relation"], a["value"])
        for o in event["Object"]
        for a in o["Attribute"]
    ]
    assert ("person", "role", "Accused") in values
    assert not [v for v in values if v[2] == "Culprit"]
    notes = [
        v for name, rel, v in values if name == "annotation" and "charged" in v and rel == "text"
    ]
    assert notes
    assert all("alleged: " in note for note in notes)


def test_statements_keep_each_place(share: Share) -> None:
    out = StringIO()
    count = write_statements(entities(share), out)
    rows = list(csv.DictReader(StringIO(out.getvalue()), dialect=csv.unix_dialect))
    assert len(rows) == count
    for row in rows:
        assert row["id"] == statement_id(
            row["dataset"], row["entity_id"], row["prop"], row["value"]
        )
        assert bool(row["origin"]) == bool(row["words"]) == (row["dataset"] != "casewatch")
    # One report, one dataset: what two reports say alike stays two statements.
    ids = {(row["id"], row["origin"].rpartition(":")[0]) for row in rows}
    assert len({i for i, _ in ids}) == len(ids)


def test_a_feed_is_renewed_and_what_is_gone_leaves_it(share: Share, tmp_path: Path) -> None:
    made = list(events(share, Stamps(NOW)))
    assert write_feed(made, tmp_path / "feed") == (len(made), 0)
    manifest = json.loads((tmp_path / "feed" / "manifest.json").read_text())
    assert set(manifest) == {e["uuid"] for e in made}
    hashes = (tmp_path / "feed" / "hashes.csv").read_text().splitlines()
    assert {line.split(",")[1] for line in hashes} == set(manifest)
    assert write_feed(made[1:], tmp_path / "feed") == (len(made) - 1, 1)
    left = {p.stem for p in (tmp_path / "feed").glob("*-*.json")}
    assert left == {e["uuid"] for e in made[1:]}


def test_a_folder_of_others_is_no_feed(share: Share, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(ShareError, match="other files"):
        write_feed([], tmp_path)


def galaxy_tags(names: list[tuple[str, str]], clusters: dict[str, str]) -> list[str]:
    items = tuple(
        Item(f"n{n}", "name", "asserted", {"name": x, "form": "name", "shared_with": shared}, ())
        for n, (x, shared) in enumerate(names)
    )
    case = SharedCase(Subject("group-1", "group", "gang", names[0][0]), items)
    (event,) = events(Share((case,), {}), Stamps(NOW), clusters=clusters)
    return [t["name"] for t in event["Tag"] if "galaxy" in t["name"]]


def test_the_galaxy_is_linked_only_where_one_actor_is_meant() -> None:
    clusters = {"example spiders": "Example Spider", "webfolk": "Web Folk"}
    tag = 'misp-galaxy:threat-actor="Example Spider"'
    assert galaxy_tags([("Example Spiders", "")], clusters) == [tag]
    assert galaxy_tags([("Example Spiders", "another")], clusters) == []
    assert galaxy_tags([("Example Spiders", ""), ("Webfolk", "")], clusters) == []


def foreign_misp(tmp_path: Path, tags: list[dict[str, str]]) -> Any:
    event = {
        "uuid": "6a1d6b70-0000-4000-8000-000000000001", "info": "x", "Tag": tags,
        "Orgc": {"name": "Example CERT"},
        "Object": [
            {"name": "person", "uuid": "6a1d6b70-0000-4000-8000-000000000002",
             "Attribute": [{"object_relation": "full-name", "value": "Ivan Examplov"},
                           {"object_relation": "handle", "value": "zorkiy77"}]},
            {"name": "file", "uuid": "6a1d6b70-0000-4000-8000-000000000003"},
        ],
        "Attribute": [{"type": "threat-actor", "value": "Example Spiders"}],
    }  # fmt: skip
    path = tmp_path / "event.json"
    path.write_text(json.dumps({"Event": event}))
    return misp_read.read(path)


def test_others_events_are_read_by_what_they_name(tmp_path: Path) -> None:
    found = foreign_misp(tmp_path, [{"name": "tlp:amber"}])
    names = [(a.received.case.subject.name, a.received.case.subject.kind) for a in found.arrivals]
    assert names == [("Ivan Examplov", "person"), ("Example Spiders", "group")]
    assert {a.received.tlp for a in found.arrivals} == {"amber"}
    assert not any(a.received.whole for a in found.arrivals)
    assert found.left_out == {"objects file": 1}
    assert {a.received.tlp for a in foreign_misp(tmp_path, []).arrivals} == {"red"}
