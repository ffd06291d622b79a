"""What is given out: wheel and source archive hold all that is needed, units and container are sound."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from casewatch.version import VERSION

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return folder


def sources() -> set[str]:
    """All files of the package, and no leavings of Python."""
    return {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src" / "casewatch").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_package(dist: Path) -> None:
    with zipfile.ZipFile(dist / f"casewatch-{VERSION}-py3-none-any.whl") as wheel:
        inside = set(wheel.namelist())
        meta = wheel.read(f"casewatch-{VERSION}.dist-info/METADATA").decode()
    assert sources() <= inside
    assert not [n for n in inside if not n.startswith(("casewatch/", f"casewatch-{VERSION}."))]
    assert "License-Expression: Apache-2.0" in meta
    assert "Requires-Python: <3.14,>=3.11" in meta


def test_the_source_archive_holds_what_builds_and_tests_it(dist: Path) -> None:
    with tarfile.open(dist / f"casewatch-{VERSION}.tar.gz") as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"src/{name}" for name in sources()} <= inside
    for needed in ("pyproject.toml", "LICENSE", "README.md", "Makefile", "tests/conftest.py",
                   "requirements/run.txt", "docs/index.md", "packaging/Containerfile"):  # fmt: skip
        assert needed in inside, needed


def test_the_wheel_alone_gives_the_demonstration(dist: Path, tmp_path: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--target", str(tmp_path / "there"), str(wheel)],
        check=True, timeout=300, capture_output=True,
    )  # fmt: skip
    code = "import casewatch, sys; print(casewatch.__file__); from casewatch.cli.main import main; "
    code += f"sys.exit(main(['demo', '--store', {str(tmp_path / 'demo.db')!r}]))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        timeout=300, env={**os.environ, "PYTHONPATH": str(tmp_path / "there")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "there"))
    assert "released in an exchange between states since 2024-08-01" in done.stdout


def test_units_run_commands_that_there_are_and_nothing_as_root() -> None:
    from casewatch.cli.main import COMMANDS

    for unit in (PACKAGING / "systemd").glob("*.service"):
        text = unit.read_text(encoding="utf-8")
        call = re.search(r"^ExecStart=/opt/casewatch/bin/casewatch (\S+)", text, re.MULTILINE)
        assert call is not None
        assert call[1] in COMMANDS
        for line in ("User=casewatch", "NoNewPrivileges=yes", "ProtectSystem=strict",
                     "ProtectHome=yes", "CapabilityBoundingSet=", "UMask=0077"):  # fmt: skip
            assert f"\n{line}\n" in text, f"{unit.name}: {line}"


def test_the_container_has_two_stages_another_user_and_a_health_check() -> None:
    text = (PACKAGING / "Containerfile").read_text(encoding="utf-8")
    assert len(re.findall(r"^FROM ", text, re.MULTILINE)) == 2
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"^USER casewatch$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "pip install" not in last
    assert text.count("--require-hashes") == 2
    wanted = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        for path in copied.split():
            assert (ROOT / path).exists(), path
            assert any(path == w[1:] or path.startswith(w[1:] + "/") for w in wanted[1:]), path


def test_shells_complete_commands_and_options() -> None:
    for shell in ("bash", "zsh", "fish"):
        made = subprocess.run(
            [sys.executable, "-m", "casewatch", "completion", shell],
            check=True, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert "_CASEWATCH_COMPLETE" in made.stdout
    env = {**os.environ, "_CASEWATCH_COMPLETE": "bash_complete", "COMP_CWORD": "1"}
    code = "import sys; sys.argv[0] = 'casewatch'; from casewatch.cli.main import run; run()"
    asked = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60,
        env={**env, "COMP_WORDS": "casewatch coo"},
    )  # fmt: skip
    assert asked.stdout.split() == ["plain,cooperation"]


def test_there_is_a_man_page_for_each_command(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "man_pages.py"), str(tmp_path)],
        check=True, timeout=120,
    )  # fmt: skip
    from casewatch.cli.main import COMMANDS

    names = {path.stem for path in tmp_path.glob("*.1")}
    assert {f"casewatch-{verb}" for verb in COMMANDS} <= names
