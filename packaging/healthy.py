"""Whether the server in this container answers; exit status 1 where it does not.

The server only answers to its public name, so that is what it is asked by.
"""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

PORT = os.environ.get("CASEWATCH_PORT", "8765")
name = urlsplit(os.environ.get("CASEWATCH_PUBLIC", "")).hostname or "localhost"
asked = urllib.request.Request(f"http://127.0.0.1:{PORT}/health", headers={"Host": name})
try:
    with urllib.request.urlopen(asked, timeout=4) as answer:  # noqa: S310 - a fixed address
        sys.exit(0 if answer.status == 200 else 1)
except OSError as error:
    sys.exit(f"{asked.full_url}: {error}")
