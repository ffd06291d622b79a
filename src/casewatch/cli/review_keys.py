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
_ESCAPE = b"\x1b"
#: No key sends a longer sequence.
_LONGEST = 32
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
    if first == _ESCAPE:
        _pass_sequence(descriptor)
        return ""
    if first >= b"\x80":  # a letter of several bytes: the rest begins with the bits 10
        for _ in range(1 + (first >= b"\xe0") + (first >= b"\xf0")):
            _more(descriptor)
        return ""
    return first.decode("ascii")


def _more(descriptor: int) -> bytes:
    """The next byte of the same key, or nothing where there is none."""
    return os.read(descriptor, 1) if select.select([descriptor], [], [], _REST)[0] else b""


def _pass_sequence(descriptor: int) -> None:
    """Reads the rest of an escape sequence (ECMA-48: `[`, parameters, a final letter)."""
    kind = _more(descriptor)
    if kind == b"O":
        _more(descriptor)
    elif kind == b"[":
        for _ in range(_LONGEST):
            if not b"\x20" <= _more(descriptor) <= b"\x3f":
                return
