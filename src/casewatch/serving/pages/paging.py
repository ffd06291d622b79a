"""Pages of long lists: which part is asked for, and where the parts beside it are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from starlette.requests import Request

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list. `before` and `after` are addresses, empty at the ends."""

    items: tuple[T, ...]
    total: int
    first: int
    before: str
    after: str

    @property
    def last(self) -> int:
        """The number of the last item shown."""
        return self.first + len(self.items) - 1


def number(request: Request, name: str = "page") -> int:
    """The page that is asked for, from 1 on."""
    text = request.query_params.get(name, "1")
    return max(1, min(100_000, int(text))) if text.isascii() and text.isdigit() else 1


def part(request: Request, items: Sequence[T], size: int = SIZE) -> Part[T]:
    """The page of a list that a request asks for."""
    page = number(request)
    start = (page - 1) * size

    def to(n: int) -> str:
        query = [(k, v) for k, v in request.query_params.multi_items() if k != "page"]
        return f"{request.url.path}?{urlencode([*query, ('page', str(n))])}"

    return Part(
        tuple(items[start : start + size]), len(items), start + 1,
        to(page - 1) if page > 1 else "", to(page + 1) if start + size < len(items) else "",
    )  # fmt: skip
