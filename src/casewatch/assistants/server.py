"""The MCP server: five read-only tools over a library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from casewatch.assistants.library import CAUTION, Library
from casewatch.errors import CasewatchError, UsageError
from casewatch.version import VERSION

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = (
    "Casewatch holds case files of cybercriminals, made of open reporting. Every statement has a "
    "modality and the exact words it rests on. " + CAUTION
)


def server(library: Library) -> MCPServer:
    """A server with the tools. Raises `UsageError` where the SDK is not installed."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp_types import ToolAnnotations
    except ImportError as problem:
        raise UsageError(
            "the SDK for assistants is not installed", hint="pip install 'casewatch[assistants]'"
        ) from problem
    made: MCPServer = MCPServer(
        "casewatch", instructions=INSTRUCTIONS, version=VERSION, log_level="WARNING"
    )
    read_only = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )

    def told(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """An answer; a failure that is foreseen is told to the assistant in one line."""
        try:
            return work()
        except CasewatchError as error:
            raise ToolError(str(error)) from error

    @made.tool(annotations=read_only)
    def search_cases(query: str, limit: int = 10) -> dict[str, Any]:
        """Find case files by name, handle, id or words. Gives the standing in law with quotes."""
        return told(lambda: library.search(query, limit))

    @made.tool(annotations=read_only)
    def case_file(name_or_id: str, kinds: list[str] | None = None) -> dict[str, Any]:
        """One case file: every statement with modality and quotes.

        `kinds` restricts it: name, trait, standing, term, stage, happening, scheme, sum, said,
        link, contradiction.
        """
        return told(lambda: library.case_file(name_or_id, kinds or ()))

    @made.tool(annotations=read_only)
    def evidence(fact_id: str) -> dict[str, Any]:
        """All words that one statement rests on, with context and reports. Ids: case_file."""
        return told(lambda: library.evidence(fact_id))

    @made.tool(annotations=read_only)
    def screen_name(name: str, born: int | None = None, country: str = "") -> dict[str, Any]:
        """Who could bear a name: candidates with grounds for and against. Not an identification."""
        return told(lambda: library.screen(name, born, country))

    @made.tool(annotations=read_only)
    def alerts() -> dict[str, Any]:
        """Alerts of the standing watches: evidence, size, expected value, false-alarm rate."""
        return told(lambda: library.alerts())

    return made
