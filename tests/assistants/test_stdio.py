"""`casewatch mcp` over standard input and output, with the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sharing.made import ACCUSED, CHILD, VICTIM, fill

pytest.importorskip("mcp")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    fill(folder / "store.db")
    return folder / "store.db"


def answers(path: Path, calls: list[tuple[str, dict[str, Any]]]) -> tuple[list[str], list[Any]]:
    """The names of the tools, and what each call gives: its JSON, or the words of a failure."""
    from mcp.client.session import ClientSession
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def talk() -> tuple[list[str], list[Any]]:
        program = StdioServerParameters(
            command=sys.executable, args=["-m", "casewatch", "mcp", "--store", str(path)]
        )
        async with stdio_client(program) as (reads, writes), ClientSession(reads, writes) as client:
            await client.initialize()
            tools = (await client.list_tools()).tools
            found = []
            for name, arguments in calls:
                done = await client.call_tool(name, arguments)
                text = "".join(getattr(part, "text", "") for part in done.content)
                found.append(text if done.is_error else json.loads(text))
            return [tool.name for tool in tools], found

    return asyncio.run(asyncio.wait_for(talk(), 120))


def test_the_tools_answer_with_quotes_and_fail_in_one_line(path: Path) -> None:
    tools, found = answers(
        path,
        [
            ("search_cases", {"query": ACCUSED}),
            ("case_file", {"name_or_id": ACCUSED, "kinds": ["happening"]}),
            ("case_file", {"name_or_id": "Nobody Nowhere"}),
            ("case_file", {"name_or_id": ACCUSED, "kinds": ["gossip"]}),
            ("screen_name", {"name": "Testova, Mara"}),
            ("alerts", {}),
            ("search_cases", {"query": CHILD}),
        ],
    )
    assert sorted(tools) == ["alerts", "case_file", "evidence", "screen_name", "search_cases"]
    search, case, nobody, gossip, screen, alerts, child = found
    assert [one["name"] for one in search["cases"]] == [ACCUSED]
    statements = case["statements"]
    assert {s["kind"] for s in statements} == {"happening"}
    charge = next(s for s in statements if s["quotes"])
    assert charge["modality"] == "alleged"
    assert "charged with wire fraud" in charge["quotes"][0]["quote"]
    assert "Nobody Nowhere" in nobody
    assert "Traceback" not in nobody
    assert "gossip is no kind" in gossip
    assert screen["candidates"]
    assert "alerts" in alerts
    # Minors and victims stay out of what an assistant gets.
    assert child["cases"] == []
    assert VICTIM not in json.dumps(found, ensure_ascii=False)


def test_the_evidence_of_a_statement_names_its_reports(path: Path) -> None:
    _, (case,) = answers(path, [("case_file", {"name_or_id": ACCUSED})])
    ident = case["statements"][0]["id"]
    _, (told,) = answers(path, [("evidence", {"fact_id": ident})])
    assert told["reports"]
    assert told["statement"]["quotes"]
