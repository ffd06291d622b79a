"""Text recognition over pictures of pages, by ocrmypdf where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from casewatch.sources.limits import Limits

PROGRAM = "ocrmypdf"


def can_recognise() -> bool:
    """Whether ocrmypdf is there."""
    return shutil.which(PROGRAM) is not None


def recognised(content: bytes, limits: Limits) -> bytes | None:
    """The PDF `content` with a layer of recognised text on pages that had none.

    None where ocrmypdf is missing, fails, or takes longer than the limit. The PDF is handed over
    as a file in a folder of its own, which is removed afterwards.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="casewatch-") as folder:
        scan, read = Path(folder) / "scan.pdf", Path(folder) / "read.pdf"
        scan.write_bytes(content)
        call = [program, "--skip-text", "--output-type", "pdf", "--jobs", "1", "--quiet"]
        try:
            subprocess.run(  # noqa: S603 - a fixed program, with paths of our own
                [*call, str(scan), str(read)],
                check=True,
                timeout=limits.ocr_seconds,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            if read.stat().st_size > 20 * limits.text_bytes:
                return None
            return read.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
