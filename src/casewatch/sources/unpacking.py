"""Bodies of answers, unpacked as a stream: no further than a size, no denser than a ratio."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from casewatch.errors import FetchError
from casewatch.sources.limits import Limits

#: What is asked for, and the only packings that are opened.
ACCEPTED = "gzip, deflate"
_STEP = 1 << 16
#: Below this size no ratio is looked at: a short page of blanks is dense and harmless.
_FREE = 1_000_000


def unpacked(parts: Iterable[bytes], packing: str, limits: Limits, what: str) -> bytes:
    """All of a body, of which `packing` is the content coding: none, gzip or deflate.

    Raises FetchError for a body that is too large, torn, packed in layers or in another way, or
    so dense that it is made to fill memory.
    """
    kind = packing.strip().casefold()
    if kind in ("", "identity"):
        return _within(parts, limits, what)
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"{what} is packed as {kind[:40]}, which was not asked for")
    return _opened(parts, kind, limits, what)


def gunzipped(content: bytes, limits: Limits, what: str) -> bytes:
    """The file inside a gzip file, under the same bounds."""
    return _opened([content], "gzip", limits, what)


def _within(parts: Iterable[bytes], limits: Limits, what: str) -> bytes:
    kept = bytearray()
    for part in parts:
        kept += part
        if len(kept) > limits.download_bytes:
            raise limits.too_long(what)
    return bytes(kept)


def _opened(parts: Iterable[bytes], kind: str, limits: Limits, what: str) -> bytes:
    opener = _opener(kind)
    kept = bytearray()
    taken = 0
    first = True
    for part in parts:
        taken += len(part)
        waiting = part
        while waiting:
            try:
                kept += opener.decompress(waiting, _STEP)
            except zlib.error as problem:
                if kind == "deflate" and first:  # many servers send it without its wrapping
                    opener, kind = zlib.decompressobj(-zlib.MAX_WBITS), "raw deflate"
                    continue
                raise _torn(what) from problem
            first = False
            if len(kept) > limits.download_bytes:
                raise limits.too_long(f"{what}, unpacked,")
            if len(kept) > _FREE and len(kept) > taken * limits.unpack_ratio:
                raise FetchError(
                    f"{what} unpacks to more than {limits.unpack_ratio} times its size, "
                    "which no text does",
                    hint="it is left out as hostile",
                )
            waiting = opener.unconsumed_tail
            if opener.eof:
                # A gzip file may hold several members, one after the other.
                waiting = opener.unused_data.lstrip(b"\x00")
                if waiting:
                    opener = _opener(kind)
    kept += opener.flush()
    if not opener.eof and taken:
        raise _torn(what)
    return bytes(kept)


def _opener(kind: str) -> zlib._Decompress:
    wrapped = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS}
    return zlib.decompressobj(wrapped.get(kind, zlib.MAX_WBITS))


def _torn(what: str) -> FetchError:
    return FetchError(f"{what} came torn: its packing breaks off", hint="try again later")
