"""Single keys from a terminal, without waiting for the end of a line."""

from __future__ import annotations

import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager

BACKSPACE = "backspace"
END = "end"
_NAMES = {b"\x7f": BACKSPACE, b"\x08": BACKSPACE, b"\x04": END, b"": END}
#: Seconds in which the rest of a key's sequence (an arrow) has arrived.
_REST = 0.05


@contextmanager
def raw_keys() -> Iterator[None]:
    """The terminal gives keys as they are struck; it is as it was before, whatever happens."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def read_key() -> str:
    """The next key: a letter, `backspace`, or `end` where the terminal is gone.

    Keys that send several bytes, as arrows do, come as an empty text.
    """
    descriptor = sys.stdin.fileno()
    first = os.read(descriptor, 1)
    if first in _NAMES:
        return _NAMES[first]
    if first == b"\x1b" or first >= b"\x80":
        while select.select([descriptor], [], [], _REST)[0]:
            if not os.read(descriptor, 16):
                break
        return ""
    return first.decode("ascii")
