"""Write the JSON schema of the STIX extension from the table of kinds.

python tools/extension_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path

from casewatch.sharing.stix import fixed
from casewatch.sharing.stix.schema import schema

TARGET = Path(__file__).parents[1] / "src/casewatch/sharing/schemas" / fixed.SCHEMA_FILE


def main() -> None:
    TARGET.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TARGET.name} written")


if __name__ == "__main__":
    main()
