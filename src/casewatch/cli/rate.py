"""A column of the progress line: how many a second."""

from __future__ import annotations

from rich.progress import ProgressColumn, Task
from rich.text import Text


class RateColumn(ProgressColumn):
    """Items a second, over the last moments."""

    def render(self, task: Task) -> Text:
        """For instance `28.4/s`."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")
