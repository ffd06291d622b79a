"""`casewatch outcomes`: how like cases ended, and one sentence beside its peers."""

from __future__ import annotations

import click

from casewatch.cli.common import (
    Command,
    format_option,
    print_items,
    stdout_console,
    store_option,
    to_json,
)
from casewatch.errors import NotFoundError, UsageError


def _one_of(value: str | None, known: tuple[str, ...], what: str) -> str | None:
    if value is None:
        return None
    found = value.strip().lower().replace(" ", "_").replace("-", "_")
    if found not in known:
        raise UsageError(f"{value} is no {what}", hint=f"one of: {', '.join(known)}")
    return found


@click.command(
    "outcomes",
    cls=Command,
    examples="""
    casewatch outcomes
    casewatch outcomes --scheme ransomware
    casewatch outcomes --offence wire_fraud --country US
    casewatch outcomes --case "Vladislav Klyushin"
    """,
)
@click.option("--offence", metavar="X", help="Only cases with this offence.")
@click.option("--scheme", metavar="X", help="Only cases with this scheme.")
@click.option("--country", metavar="XX", help="Only sentences of this state (code or name).")
@click.option("--case", "name", metavar="NAME", help="Set one sentence beside its peers.")
@format_option()
@store_option
def command(
    offence: str | None,
    scheme: str | None,
    country: str | None,
    name: str | None,
    form: str,
    store_url: str | None,
) -> None:
    """Show how like cases ended: times from charge to sentence, terms, early releases.

    Terms are set against the maximum faced and against the sum at stake. The number of cases
    always stands with it; of fewer than five nothing is said. A person counts once, whatever
    the number of reports and copies.
    """
    from casewatch.cases.project import project_store
    from casewatch.cli.case import one_case
    from casewatch.cli.cooperation import country_code
    from casewatch.model.vocabulary import OFFENCES, SCHEME_KINDS
    from casewatch.outcomes import beside, outcomes, summary
    from casewatch.outcomes.compare import like
    from casewatch.outcomes.outward import comparison_to_json, outcome_to_json, summary_to_json
    from casewatch.store import Store

    offence = _one_of(offence, OFFENCES, "offence")
    scheme = _one_of(scheme, SCHEME_KINDS, "scheme")
    code = country_code(country)
    with Store.open(store_url, readonly=True) as store:
        everything = project_store(store)
        wanted = one_case(everything, store, name) if name else None
    every = outcomes(everything.cases, everything.resolution.readings)
    found = like(every, offence, scheme, code)
    if wanted is not None:
        own = next((o for o in every if o.id == wanted.id), None)
        if own is None:
            raise NotFoundError(f"no prison term of {wanted.name} is told in this store")
        comparison = beside(own, found)
        if form == "text":
            from casewatch.outcomes.text import render_comparison

            stdout_console().print(render_comparison(comparison))
        else:
            _print(comparison_to_json(comparison), form)
        return
    if form == "jsonl":
        print_items((outcome_to_json(o) for o in found), form)
    elif form == "json":
        _print(summary_to_json(summary(found)), form)
    else:
        from casewatch.outcomes.text import render_summary

        parts = [
            f"{k} {v}" for k, v in (("offence", offence), ("scheme", scheme), ("in", code)) if v
        ]
        what = ", ".join(parts).replace("_", " ") or "all"
        stdout_console().print(render_summary(summary(found), what))


def _print(value: object, form: str) -> None:
    click.echo(to_json(value, indent=1 if form == "json" else None))
