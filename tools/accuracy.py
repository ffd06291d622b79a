"""Write docs/accuracy.md: the reading scored on the held-back labelled reports.

    python tools/accuracy.py

Needs the folder of shared data beside the checkout (`CASEWATCH_SHARED` names another place). The
same as `casewatch bench reading --accuracy docs/accuracy.md` without the measuring of speed.
"""

from __future__ import annotations

import sys

from quality import ROOT, SHARED

from casewatch.bench.accuracy_page import measure_accuracy, page, table_lines


def main() -> int:
    gold = SHARED / "gold"
    if not gold.is_dir():
        print("accuracy: no labelled reports here", file=sys.stderr)
        return 1
    found = measure_accuracy(gold, lambda *_, **__: None)
    (ROOT / "docs" / "accuracy.md").write_text(page(found), encoding="utf-8")
    print("\n".join(table_lines(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
