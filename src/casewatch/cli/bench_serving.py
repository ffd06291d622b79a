"""`casewatch bench serving`: pages under load, on a made-up store."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from casewatch.cli.common import Command, format_option, progress, to_json


@click.command(
    "serving",
    cls=Command,
    examples="""
    casewatch bench serving
    casewatch bench serving --reports 100000 --cases 10000 --requests 100000
    """,
)
@click.option("--reports", default=2000, show_default=True, help="Reports in the store.")
@click.option("--cases", default=1000, show_default=True, help="People whom they are about.")
@click.option("--clients", default=20, show_default=True, help="Clients who ask at once.")
@click.option("--requests", default=4000, show_default=True, help="Requests of all together.")
@format_option("text", "json")
def serving(reports: int, cases: int, clients: int, requests: int, form: str) -> None:
    """Times of pages with many clients, weight of the first page, memory of the server.

    Each client asks again as soon as it is answered: case files, searches, reports, REST, and
    pages that it has already. The clients run beside the server on the same machine.
    """
    from casewatch.bench.one_core import machine
    from casewatch.bench.serving import measure_serving

    with (
        tempfile.TemporaryDirectory(prefix="casewatch-") as folder,
        progress("filling the store", total=reports) as step,
    ):
        place = Path(folder) / "bench.db"
        found = measure_serving(place, reports, cases, clients, requests, step).to_json()
    if form == "json":
        click.echo(to_json({"machine": machine(), **found}, indent=1))
        return
    click.echo(machine())
    click.echo(
        f"{found['cases']:,} case files, {found['reports']:,} reports; first page after "
        f"{found['ready_seconds']} s, {found['first_page_bytes'] / 1000:.0f} kB with style and script"
    )
    click.echo(
        f"{found['requests']:,} requests by {found['clients']} clients, {found['failed']} failed: "
        f"{found['requests_per_second']} a second, {found['all']['median_ms']} ms median, "
        f"{found['all']['p95_ms']} ms at the 95th percentile"
    )
    for kind, times in found["pages"].items():
        click.echo(f"  {kind:<8}{times['median_ms']:>8} ms median{times['p95_ms']:>8} ms p95")
    before, after = found["server_memory_mb"]
    click.echo(f"memory of the server: {before} MB before, {after} MB after")
