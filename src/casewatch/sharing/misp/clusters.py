"""Threat actors of MISP's galaxy that a name stands for alone, from the loaded lists."""

from __future__ import annotations

from casewatch.resolving.names import fold
from casewatch.screening.lists import Lists, folder_of

_GALAXY = "misp-galaxy"


def clusters(store_path: str) -> dict[str, str]:
    """Folded names and synonyms that just one cluster has, with the name of the cluster."""
    lists = Lists(folder_of(store_path))
    names = [one.name for one in lists.about() if one.kind == _GALAXY]
    if not names:
        return {}
    found: dict[str, set[str]] = {}
    with lists.opened(names) as opened:
        for saved in opened:
            for number in range(saved.about.entries):
                entry = saved.entry(number)
                for name in entry.names:
                    found.setdefault(fold(name), set()).add(entry.name)
    return {name: next(iter(of)) for name, of in found.items() if len(of) == 1}
