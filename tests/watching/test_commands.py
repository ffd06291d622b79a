from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from casewatch.cli.main import main
from casewatch.store import Store
from tests.watching.field import FIRST, NAME, attack, background, release_story
from tests.watching.nulls import negative_binomial
from tests.watching.test_series import VICTIMS

START = date(2021, 1, 4)


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = str(tmp_path / "s.db")
    day = FIRST + timedelta(weeks=79, days=1)
    with Store.open(path) as store:
        for one in [*background(), release_story(0), release_story(1)]:
            store.add(one.report, one)
        for n, victim in enumerate(VICTIMS):
            one = attack(n, day, victim)
            store.add(one.report, one)
    return path


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty made-up groups in which nothing changes, one that stops, one that rises."""
    rng = np.random.default_rng(5)
    rows = negative_binomial(rng, 2.0, 1.0, (32, 150))
    rows[0, 100:] = 0
    rows[1, 144:] += 15
    path = tmp_path_factory.mktemp("csv") / "claims.csv"
    lines = ["date,subject,count"]
    for n, row in enumerate(rows):
        name = {0: "stopped", 1: "rising"}.get(n, f"group{n}")
        for week, count in enumerate(row):
            lines.append(f"{START + timedelta(weeks=week, days=6)},{name},{count}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *args: str, status: int = 0) -> Any:
    assert main([*args]) == status
    out = capsys.readouterr().out
    return json.loads(out) if "json" in args else out


def test_a_watch_on_somebody_set_free(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    added = run(
        capsys, "watch", "add", NAME, "--why", "set free early", "--store", url, "--format", "json"
    )
    assert added["kept"]
    assert added["watch"]["why"] == "set free early"
    assert len(added["alerts"]) == 1
    told = run(capsys, "alerts", "--store", url)
    assert told.startswith(f"{NAME}: 5 in the week of")
    assert "attacked Acme Testing" in told
    assert "watched because set free early" in told
    assert "0 new alerts" in run(capsys, "alerts", "--store", url)
    again = run(capsys, "alerts", "--again", "--store", url, "--format", "json")
    (alert,) = again["alerts"]
    assert len(alert["activities"]) == 5
    assert alert["expected"] == 0.0
    with Store.open(url, readonly=True) as store:
        texts = {row.report.id: row.report.text for row in store.reports()}
    for a in alert["activities"]:
        for s in a["sources"]:
            assert texts[s["report"]][s["span"][0] : s["span"][1]] == s["quote"]
    full = run(capsys, "watch", "run", "--store", url, "--format", "json")
    assert full[0]["series"]["left_out"]
    assert main(["watch", "remove", NAME, "--store", url]) == 0
    assert run(capsys, "watch", "list", "--store", url, "--format", "json") == []


def test_change_on_imported_series(
    tmp_path: Path, csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "s.db")
    run(capsys, "watch", "import", str(csv), "--store", url)
    on = (START + timedelta(weeks=100, days=2)).isoformat()
    base = ["--series", "claims", "--store", url, "--format", "json"]
    stopped = run(capsys, "change", "stopped", "--since", on, "--event", "arrests", *base)
    assert stopped["refused"] is None
    assert stopped["p_placebo_calibrated"] < 0.05
    assert stopped["looks"][-1]["ratio"] == 0.0
    assert stopped["control"]["p"] > 0.05
    assert "fewer" in stopped["verdict"]
    other = run(capsys, "change", "group7", "--since", on, *base)
    assert other["verdict"].startswith("no change")
    picked = run(capsys, "change", "stopped", "--since", on, *base)
    assert "picked" in picked["refused"]
    assert picked["p"] is None
    early = run(capsys, "change", "stopped", "--since", "2019-01-01", *base)
    assert "before the first report" in early["refused"]
    late = run(capsys, "change", "stopped", "--since", "2031-01-01", *base)
    assert "after the last whole week" in late["refused"]
    text = run(
        capsys, "change", "stopped", "--since", on, "--event", "arrests",
        "--series", "claims", "--store", url,
    )  # fmt: skip
    assert "placebo" in text or "nothing is known to have happened" in text


def test_many_watches_share_a_budget(
    tmp_path: Path, csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "s.db")
    run(capsys, "watch", "import", str(csv), "--store", url)
    for name in ("rising", "group3", "group4"):
        run(capsys, "watch", "add", name, "--why", "test", "--series", "claims", "--store", url)
    rows = run(capsys, "watch", "run", "--store", url, "--format", "json")
    rising = rows[0]
    assert any(week >= "2023-10-01" for week in rising["alerts"])
    strict = run(capsys, "alerts", "--again", "--budget", "50", "--store", url, "--format", "json")
    assert all(a["false_alert_once_in_weeks"] == 150 for a in strict["alerts"])


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["watch", "add", NAME, "--why", " "], 2, "needs a note"),
        (["watch", "add", NAME], 2, "--why"),
        (["watch", "add", "Nemo Nobody", "--why", "x"], 1, "Nemo Nobody"),
        (["watch", "add", NAME, "--why", "x", "--series", "none"], 1, "no imported series"),
        (["watch", "remove", "Nemo"], 1, "no watch on Nemo"),
        (["watch", "import", "nowhere.csv"], 1, "cannot be read"),
        (["change", NAME, "--since", "yesterday"], 2, "is no day"),
        (["change", "Nemo Nobody", "--since", "2024-01-01"], 1, "Nemo Nobody"),
    ],
)
def test_what_cannot_be_done_is_said(
    url: str, args: list[str], status: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*args, "--store", url]) == status
    assert told in capsys.readouterr().err


def test_a_torn_file_of_watches_is_not_written_over(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Path(f"{url}.watches.json")
    kept.write_text('{"form": 1, "watch', encoding="utf-8")
    assert main(["watch", "add", NAME, "--why", "x", "--store", url]) == 1
    assert "cannot be read" in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8").endswith('"watch')


def test_a_demonstration_store_says_that_it_knows_too_little(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(tmp_path / "demo.db")
    assert main(["demo", "--store", url]) == 0
    capsys.readouterr()
    found = run(
        capsys, "change", "Roman Seleznev", "--since", "2024-08-01", "--store", url,
        "--format", "json",
    )  # fmt: skip
    assert found["refused"]
    assert "released" in found["grounds"] or "release" in found["grounds"]
    added = run(capsys, "watch", "add", "Roman Seleznev", "--why", "x", "--dry-run", "--store", url)
    assert "too little history" in added
    kept = run(capsys, "watch", "list", "--store", url, "--format", "json")
    assert {w["by"] for w in kept} == {"demo"}
