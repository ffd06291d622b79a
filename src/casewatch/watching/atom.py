"""Alerts as an Atom feed (RFC 4287), for feed readers and for other programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from xml.etree.ElementTree import Element, SubElement, tostring

from casewatch.watching.running import Alert
from casewatch.watching.text import alert_lines

#: Code points that XML 1.0 does not allow; names and quotes may hold them.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Stands for a feed that was never empty and never full: Atom demands a time.
_NEVER = "1970-01-01T00:00:00Z"


def atom(alerts: Sequence[Alert], address: str = "") -> str:
    """The feed, the newest alert first. `address` is where it is to be found, if it is served.

    An entry's id follows from its watch and week, so that readers show it once.
    """
    newest = sorted(alerts, key=lambda a: (a.week, a.watch.id), reverse=True)
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    SubElement(root, "title").text = "Casewatch alerts"
    SubElement(root, "id").text = "urn:casewatch:alerts"
    SubElement(root, "updated").text = _updated(newest[0]) if newest else _NEVER
    author = SubElement(root, "author")
    SubElement(author, "name").text = "Casewatch"
    if address:
        SubElement(root, "link", rel="self", href=_clean(address))
    for alert in newest:
        entry = SubElement(root, "entry")
        first, *rest = alert_lines(alert)
        SubElement(entry, "title").text = _clean(first)
        SubElement(entry, "id").text = f"urn:casewatch:alert:{alert.watch.id}:{alert.week}"
        SubElement(entry, "updated").text = _updated(alert)
        SubElement(entry, "content", type="text").text = _clean("\n".join(rest))
    declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
    return declaration + tostring(root, encoding="unicode") + "\n"


def _updated(alert: Alert) -> str:
    """The end of the week: before it nobody could know."""
    return f"{alert.week + timedelta(days=7)}T00:00:00Z"


def _clean(text: str) -> str:
    return _NO_XML.sub("�", text)
