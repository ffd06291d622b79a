"""STIX bundles: closed, stable, withdrawn where gone; whole on the way out and back."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from casewatch.sharing.gather import Choice
from casewatch.sharing.model import Item, Share, SharedCase, Subject
from casewatch.sharing.publishing import stamp_rows, stix_objects
from casewatch.sharing.stix import fixed
from casewatch.sharing.stix.read import shipment
from casewatch.sharing.stix.schema import schema
from casewatch.sharing.stix.stamps import Stamps
from casewatch.sharing.stix.write import Profile, objects, write
from casewatch.store import Store
from casewatch.store.sharing import keep_stamps
from tests.sharing.back import share_of
from tests.sharing.made import ACCUSED, NOW, fill, rows_of, shares


def exported(
    url: str, choice: Choice | None = None, profile: Profile = "full"
) -> list[dict[str, Any]]:
    """The objects of an export of the store, which remembers it."""
    with Store.open(url) as store:
        _, stamps, made = stix_objects(store, choice or Choice(), profile=profile)
        found = [told.object for told in made]
        keep_stamps(store, stamp_rows(stamps))
    return found


def refs(value: Any) -> list[str]:
    """All ids that an object refers to, wherever they stand outside extensions."""
    if isinstance(value, list):
        return [r for x in value for r in refs(x)]
    if not isinstance(value, dict):
        return []
    found = []
    for key, x in value.items():
        if key.endswith("_ref"):
            found.append(x)
        elif key.endswith("_refs"):
            found += x
        elif key != "extensions":
            found += refs(x)
    return found


def see_closed(made: list[dict[str, Any]]) -> None:
    ids = [o["id"] for o in made]
    assert len(set(ids)) == len(ids)
    assert set(refs(made)) <= set(ids)


@settings(max_examples=40)
@given(share=shares())
def test_out_and_back_loses_nothing(share: Share) -> None:
    made = [told.object for told in objects(share, Stamps(NOW))]
    see_closed(made)
    again = json.loads(json.dumps(made))
    assert rows_of(share_of(shipment(again, "file"))) == rows_of(share)


@settings(max_examples=15)
@given(share=shares())
def test_the_plain_profile_is_closed_and_has_no_extension_of_ours(share: Share) -> None:
    made = [told.object for told in objects(share, Stamps(NOW), profile="opencti")]
    see_closed(made)
    assert fixed.EXTENSION not in json.dumps(made)


def test_ids_and_times_stay_until_something_changes(tmp_path: Path) -> None:
    url = fill(tmp_path / "store.db")
    first = exported(url)
    assert exported(url) == first
    with Store.open(url, now=lambda: "2026-02-02T00:00:00+00:00") as store:
        one = store.reading("k1")
        store.add(
            type(one.report)(**{**_fields(one.report), "title": "A new title"}), _with_title(one)
        )
    second = {o["id"]: o for o in exported(url)}
    for before in first:
        after = second[before["id"]]
        assert after["created"] == before["created"]
        changed = {k: v for k, v in after.items() if k != "modified"} != {
            k: v for k, v in before.items() if k != "modified"
        }
        assert (after.get("modified") != before.get("modified")) == changed
    assert [o["modified"] for o in second.values() if o.get("name") == "A new title"] == [
        "2026-02-02T00:00:00.000Z"
    ]


def _fields(report: Any) -> dict[str, Any]:
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def _with_title(one: Any) -> Any:
    from dataclasses import replace

    return replace(one, report=replace(one.report, title="A new title"))


def test_a_choice_changes_nothing_for_all(tmp_path: Path) -> None:
    url = fill(tmp_path / "store.db")
    first = exported(url)
    part = exported(url, Choice(cases=(ACCUSED,)))
    see_closed(part)
    assert exported(url, profile="opencti") != first
    assert exported(url) == first
    same = {o["id"]: o for o in first}
    assert all(o == same[o["id"]] for o in part if o["id"] in same)


def test_what_is_gone_is_withdrawn_and_says_nothing(tmp_path: Path) -> None:
    url = fill(tmp_path / "store.db")
    first = exported(url)
    persons = [o for o in first if o["type"] == "identity" and o.get("name") == ACCUSED]
    with Store.open(url, now=lambda: "2026-03-03T00:00:00+00:00") as store:
        one = store.reading("k1")
        from dataclasses import replace

        report = replace(one.report, text="Nothing is told here any more.")
        store.add(report, type(one)(report, "test-1"))
    second = exported(url)
    see_closed(second)
    gone = [o for o in second if o.get("revoked")]
    assert persons[0]["id"] in {o["id"] for o in gone}
    assert "Testova" not in json.dumps(second)
    assert all(o["modified"] > o["created"] for o in gone)
    assert exported(url) == second


def test_no_allegation_leaves_as_a_plain_statement(tmp_path: Path) -> None:
    made = exported(fill(tmp_path / "store.db"))
    person = next(o for o in made if o.get("name") == ACCUSED and o["type"] == "identity")
    assert "Nothing is proven" in person["description"]
    assert not [o for o in made if o["type"] == "threat-actor" and o["name"] == ACCUSED]
    notes = [o for o in made if o["type"] == "note" and person["id"] in o["object_refs"]]
    assert notes
    for note in notes:
        assert "modality-alleged" in note["labels"]
        assert "alleged: " in note["abstract"]
        assert "alleged: " in note["content"]


def test_the_persona_of_an_accused_is_not_attributed(tmp_path: Path) -> None:
    def told(finding: bool, cleared: str | None = None) -> list[dict[str, Any]]:
        value = {"status": "charged", "since": None, "finding": finding, "alleged": ["fraud"],
                 "cleared": cleared, "manner": ""}  # fmt: skip
        handle = {"name": "zorkiy77", "form": "handle", "shared_with": ""}
        case = SharedCase(
            Subject("person-1", "person", None, "Ivan Examplov"),
            (
                Item("n", "name", "asserted", handle, ()),
                Item("s", "standing", "asserted", value, ()),
            ),
        )
        return [t.object for t in objects(Share((case,), {}), Stamps(NOW))]

    alleged = {o["type"]: o for o in told(finding=False)}
    assert alleged["threat-actor"]["threat_actor_types"] == ["unknown"]
    assert alleged["relationship"]["relationship_type"] == "related-to"
    assert alleged["relationship"]["description"].startswith("alleged: ")
    proven = {o["type"]: o for o in told(finding=True)}
    assert proven["relationship"]["relationship_type"] == "attributed-to"
    assert "threat-actor" not in {o["type"] for o in told(finding=False, cleared="acquittal")}


def test_a_shared_alias_is_no_alias() -> None:
    shared = {"name": "zorkiy77", "form": "handle", "shared_with": "Petr Primerov"}
    own = {"name": "zorkiy78", "form": "handle", "shared_with": ""}
    case = SharedCase(
        Subject("group-1", "group", "gang", "Example Spiders"),
        (Item("a", "name", "asserted", shared, ()), Item("b", "name", "asserted", own, ())),
    )
    actor = next(
        t.object
        for t in objects(Share((case,), {}), Stamps(NOW))
        if t.object["type"] == "threat-actor"
    )
    assert actor["aliases"] == ["zorkiy78"]


def test_namesakes_are_told_apart_where_ids_come_from_names() -> None:
    born = {"property": "born", "value": "1984-1985"}
    cases = (
        SharedCase(Subject("person-1", "person", None, "Ivan Examplov"),
                   (Item("t", "trait", "asserted", born, ()),)),
        SharedCase(Subject("person-2", "person", None, " ivan examplov"), ()),
        SharedCase(Subject("person-3", "person", None, "Mara Testova"), ()),
    )  # fmt: skip
    made = [t.object for t in objects(Share(cases, {}), Stamps(NOW), profile="opencti")]
    names = [o["name"] for o in made if o.get("identity_class") == "individual"]
    assert names == ["Ivan Examplov (born 1984-1985)", " ivan examplov (person-2)", "Mara Testova"]


def test_the_published_schema_is_the_one_of_the_table() -> None:
    assert json.loads(fixed.schema_text()) == schema()


@pytest.mark.parametrize(
    ("given", "stamp"),
    [("2021", "2021-01-01T00:00:00.000Z"), ("2021-03", "2021-03-01T00:00:00.000Z"),
     ("2024-08-02T12:14:00-07:00", "2024-08-02T19:14:00.000Z"), ("soon", None), (None, None)],
)  # fmt: skip
def test_times(given: str | None, stamp: str | None) -> None:
    assert fixed.timestamp(given) == stamp


def test_the_same_bundle_is_the_same_text() -> None:
    share = Share((SharedCase(Subject("person-1", "person", None, "<b>Ivan</b>"), ()),), {})
    texts = []
    for _ in range(2):
        out = StringIO()
        write(objects(share, Stamps(NOW)), out)
        texts.append(out.getvalue())
    assert texts[0] == texts[1]
    assert json.loads(texts[0])["objects"][0]["name"] == "<b>Ivan</b>"
