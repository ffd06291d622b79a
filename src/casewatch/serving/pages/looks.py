"""Pages to look at: the graph round a subject, cooperation, outcomes."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from casewatch.between import cooperation, cooperation_to_json
from casewatch.between.model import KINDS, UNKNOWN, Cell
from casewatch.cases.outward import sources_to_json
from casewatch.errors import NotFoundError, UsageError
from casewatch.model.vocabulary import OFFENCES, SCHEME_KINDS
from casewatch.outcomes import beside, summary
from casewatch.outcomes.compare import like
from casewatch.outcomes.outward import comparison_to_json, outcome_to_json, summary_to_json
from casewatch.reading.tables import table
from casewatch.serving.draw.layout import around
from casewatch.serving.rendering import answer
from casewatch.serving.strings import words
from casewatch.serving.tlp import seen
from casewatch.serving.views import View, split_form

router = APIRouter(include_in_schema=False)


@router.get("/graphs/{name}")
async def graph_page(request: Request, name: str) -> Response:
    """One hop round a subject, with the same as a list."""
    name, form = split_form(name)

    def view() -> View:
        case = seen(request).case(name)
        links = [*case.associates, *case.venues]
        drawn = around(case.name, case.kind, links)
        rows = [
            {"id": x.id, "name": x.name, "kind": x.kind, "how": list(x.how),
             "reports": list(dict.fromkeys(s.report for s in x.sources))}
            for x in links
        ]  # fmt: skip
        data = {
            "id": case.id, "name": case.name,
            "links": [r | {"sources": sources_to_json(x.sources)}
                      for r, x in zip(rows, links, strict=True)],
        }  # fmt: skip
        context = {"case": case, "links": links, "graph": drawn}
        return View("graph.html", case.name, lambda: data, lambda: rows, context)

    return await answer(request, form, view)


def _country(request: Request) -> str | None:
    value = request.query_params.get("country", "").strip()
    if not value:
        return None
    code = value.upper()
    if code in table("countries"):
        return code
    from casewatch.reading.places import country_of

    found = country_of(value)
    if found is None:
        raise UsageError(f"{value[:40]} is no state", hint="write a code such as RU, or a name")
    return found


def _year(request: Request) -> str | None:
    value = request.query_params.get("year", "").strip()
    if value and not (len(value) == 4 and value.isascii() and value.isdigit()):
        raise UsageError(f"{value[:20]} is no year", hint="write YYYY")
    return value or None


def matrix(cells: tuple[Cell, ...], kind: str) -> dict[str, Any]:
    """Pairs of states down, years across, of one kind."""
    own = [c for c in cells if c.kind == kind]
    years = sorted({c.year for c in own}, key=lambda y: (y == UNKNOWN, y))
    pairs: dict[tuple[str, str], dict[str, Cell]] = {}
    for cell in own:
        pairs.setdefault((cell.a, cell.b), {})[cell.year] = cell
    order = sorted(pairs, key=lambda p: (-sum(len(c.occurrences) for c in pairs[p].values()), p))
    return {"kind": kind, "years": years, "rows": [(p, pairs[p]) for p in order]}


@router.get("/cooperation")
async def cooperation_page(request: Request) -> Response:
    """What passed between states."""
    return await _cooperation(request, "html")


@router.get("/cooperation.{form}")
async def cooperation_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _cooperation(request, split_form(f"x.{form}")[1])


async def _cooperation(request: Request, form: str) -> Response:
    def view() -> View:
        snapshot = seen(request)
        country, year = _country(request), _year(request)
        found = snapshot.between
        if country or year:
            found = cooperation(
                snapshot.projection.cases, snapshot.projection.resolution, country, year
            )
        data = cooperation_to_json(found)
        context = {
            "found": found, "country": country or "", "year": year or "",
            "matrices": [m for k in KINDS if (m := matrix(found.cells, k))["rows"]],
            "asked": request.query_params.get("country", ""),
            "of": {k: [x for x in found.occurrences if x.kind == k] for k in KINDS},
        }  # fmt: skip
        title = words("cooperation.title")
        return View("cooperation.html", title, lambda: data, lambda: data["cells"], context)

    return await answer(request, form, view)


@router.get("/outcomes")
async def outcomes_page(request: Request) -> Response:
    """How like cases ended."""
    return await _outcomes(request, "html")


@router.get("/outcomes.{form}")
async def outcomes_as(request: Request, form: str) -> Response:
    """The same in another form."""
    return await _outcomes(request, split_form(f"x.{form}")[1])


def _one_of(request: Request, name: str, known: tuple[str, ...]) -> str | None:
    value = request.query_params.get(name, "").strip().lower().replace(" ", "_")
    if value and value not in known:
        raise UsageError(f"{value[:40]} is no {name}")
    return value or None


async def _outcomes(request: Request, form: str) -> Response:
    def view() -> View:
        snapshot = seen(request)
        offence = _one_of(request, "offence", OFFENCES)
        scheme = _one_of(request, "scheme", SCHEME_KINDS)
        found = like(snapshot.outcomes, offence, scheme, _country(request))
        title = words("outcomes.title")
        compared = None
        if name := request.query_params.get("case", "").strip():
            case = snapshot.case(name)
            own = next((o for o in snapshot.outcomes if o.id == case.id), None)
            if own is None:
                raise NotFoundError(f"no prison term of {case.name} is told in this store")
            compared = beside(own, found)
        told = summary(found)
        data = comparison_to_json(compared) if compared else summary_to_json(told)
        rows = [
            {k: v for k, v in outcome_to_json(o).items() if k not in ("sources", "stake")}
            for o in found
        ]
        context = {
            "told": told, "compared": compared, "offence": offence or "", "scheme": scheme or "",
            "offences": OFFENCES, "schemes": SCHEME_KINDS,
            "asked": request.query_params.get("country", ""),
        }  # fmt: skip
        return View("outcomes.html", title, lambda: data, lambda: rows, context)

    return await answer(request, form, view)
