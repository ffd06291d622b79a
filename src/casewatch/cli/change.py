"""`casewatch change`: did somebody's activity change after a day?"""

from __future__ import annotations

import click

from casewatch.cli.common import Command, format_option, store_option, to_json
from casewatch.cli.watched import Desk, full_day


@click.command(
    "change",
    cls=Command,
    examples="""
    casewatch change "Roman Seleznev" --since 2024-08-01
    casewatch change "Roman Seleznev" --linked --since 2024-08-01 --format json
    casewatch change conti --series leaksites --since 2022-05-19 --event "brand shut down"
    """,
)
@click.argument("name", metavar="NAME_OR_ID")
@click.option("--since", required=True, metavar="DATE", help="The day (YYYY-MM-DD) asked about.")
@click.option("--linked", is_flag=True, help="With what is linked to it within one step.")
@click.option("--series", default="", metavar="FILE", help="A subject of this imported file.")
@click.option(
    "--event", default="", metavar="TEXT", help="What happened on that day, where no report says."
)
@format_option("text", "json")
@store_option
def command(
    name: str, since: str, linked: bool, series: str, event: str, form: str, store_url: str | None
) -> None:
    """Compare activity before and after a day: rate ratio, interval, p-value, or why not.

    The p-value is one for counts that come in bursts, corrected for looks at 4, 8, 13 and 26
    weeks, and set beside dates of the same field at which nothing is known to have happened.
    Where the question cannot be answered, the reason is given. The day must stand on something
    that happened, not on the look of the counts.
    """
    from casewatch.watching.answer import changed
    from casewatch.watching.asked import event_near, imported_field
    from casewatch.watching.outward import changed_to_json
    from casewatch.watching.text import change_lines, series_lines

    day = full_day(since)
    assert day is not None
    with Desk(store_url) as desk:
        if series:
            one = desk.imported(series)
            found_series = one.series(name)
            found = changed(found_series, day, event, imported_field(one, name))
        else:
            case = desk.field.case(name)
            grounds = event or event_near(case, day)
            found_series = desk.field.series(case, linked=linked, anchored=False)
            found = changed(found_series, day, grounds, list(desk.field.others(case)))
    if form == "json":
        click.echo(to_json(changed_to_json(found), indent=1))
        return
    for line in change_lines(found):
        click.echo(line)
    for line in series_lines(found_series):
        click.echo(line)
