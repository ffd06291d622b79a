"""What a reader of a format makes of a file, as rows again."""

from __future__ import annotations

from casewatch.sharing.incoming.model import Shipment
from casewatch.sharing.model import ReportRow, Share


def share_of(shipment: Shipment) -> Share:
    reports: dict[str, ReportRow] = {}
    for arrival in shipment.arrivals:
        assert arrival.received.whole
        reports |= {row.id: row for row in arrival.received.reports}
    return Share(tuple(a.received.case for a in shipment.arrivals), reports)
