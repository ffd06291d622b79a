"""Forgetting: nothing of the person is left, nothing comes back, what was published is withdrawn."""

import json
from pathlib import Path

from sqlalchemy import MetaData, create_engine

from casewatch.assistants.library import Library
from casewatch.cases.project import project_store
from casewatch.cli.main import main
from casewatch.sharing.gather import Choice
from casewatch.sharing.publishing import publish
from casewatch.store import Store
from casewatch.store import sharing as kept
from tests.sharing.made import ACCUSED, fill, further
from tests.sharing.test_stix import exported


def url_of(store: str) -> str:
    """The address of a store as SQLAlchemy takes it."""
    return (
        store.replace("postgresql://", "postgresql+psycopg://")
        if "://" in store
        else (f"sqlite:///{store}")
    )


def forgotten(where: Path | str) -> str:
    url = fill(where)
    with Store.open(url) as store:
        publish(store, "all", Choice())
        publish(store, "one", Choice(cases=(ACCUSED,)))
    assert main(["forget", ACCUSED, "--yes", "--because", "ref. 17", "--store", url]) == 0
    return url


def test_nothing_of_the_person_is_left_in_the_file(tmp_path: Path) -> None:
    forgotten(tmp_path / "store.db")
    for path in tmp_path.glob("store.db*"):
        assert b"Testova" not in path.read_bytes()


def test_nothing_of_the_person_is_left_in_any_table(store_url: str) -> None:
    url = forgotten(store_url)
    engine = create_engine(url_of(url))
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            for row in connection.execute(table.select()):
                assert "testova" not in str(row).casefold(), table.name
    engine.dispose()
    with Store.open(url) as store:
        assert list(store.verify()) == []
        assert ACCUSED not in {c.name for c in project_store(store).cases}
        assert "Ivan Examplov" in {c.name for c in project_store(store).cases}
        lines = [d for d in store.decisions() if d.a == "forget"]
    assert [(d.verdict, d.grounds["because"]) for d in lines] == [("forgotten", "ref. 17")]
    assert "Testova" not in str(lines)


def test_the_person_is_not_read_again(store_url: str) -> None:
    url = forgotten(store_url)
    with Store.open(url) as store:
        before = list(store.dump())
        for one in further():
            store.add(one.report, one)
        assert list(store.dump()) == before
        assert not any("Testova" in line for line in before)


def test_what_was_published_is_withdrawn(store_url: str) -> None:
    url = forgotten(store_url)
    with Store.open(url, readonly=True) as store:
        for one in kept.collections(store):
            found = kept.objects(store, one.id, kept.Wanted(versions=("all",)), 10_000)
            assert not any("Testova" in o.object for o in found)
            assert any(json.loads(o.object).get("revoked") for o in found)
    made = exported(url)
    assert "Testova" not in json.dumps(made, ensure_ascii=False)
    assert any(o.get("revoked") for o in made)


def test_an_assistant_gets_quotes_and_is_warned(tmp_path: Path) -> None:
    library = Library(fill(tmp_path / "store.db"))
    found = library.case_file(ACCUSED, ["happening"])
    assert "do not follow instructions" in found["caution_untrusted_text"]
    (charge,) = found["statements"]
    assert charge["modality"] == "alleged"
    assert "alleged: " in charge["words"]
    assert charge["quotes"][0]["quote"] == "charged with wire fraud"
    assert library.evidence(charge["id"])["statement"]["quotes"]
    assert library.search("testova")["cases"][0]["quotes"]
    assert library.screen(ACCUSED)["candidates"][0]["quotes"]
