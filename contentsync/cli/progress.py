"""What a person sees while changes are applied: a line per result, and a bar while a large file goes up."""

from typing import TYPE_CHECKING
from typing import Any

from contentsync.cli.screen import Screen
from contentsync.model.change import WORDS
from contentsync.model.change import Change
from contentsync.review.applied import Applied
from contentsync.review.applied import applied_line
from contentsync.review.escape import escaped
from contentsync.review.terminal import ADDRESS_WIDTH

if TYPE_CHECKING:
    from contentsync.engine.apply.report import Result

BAR_FROM_BYTES = 1_000_000
"""Smaller uploads are over before a bar can be read."""


class ApplyProgress:
    """Fulfils the workspace's `Progress`. Draws bars on a terminal only; elsewhere it prints finished lines."""

    def __init__(self, screen: Screen, names: dict[str, str]) -> None:
        self._screen = screen
        self._names = names
        self._width = min(ADDRESS_WIDTH, max((len(name) for name in names.values()), default=0))
        self._change: Change | None = None
        self._bar: Any = None
        self._task: Any = None

    def started(self, change: Change, number: int, total: int) -> None:
        self._change = change
        if self._screen.options.verbose:
            word = WORDS[change.action][1]
            self._screen.say(f" {number}/{total} {word} {escaped(self._name(change))}")

    def sent(self, sent: int, total: int) -> None:
        if not self._screen.draws or total < BAR_FROM_BYTES:
            return
        if self._bar is None:
            self._begin(total)
        self._bar.update(self._task, completed=sent)
        if sent >= total:
            self._end()

    def finished(self, result: "Result") -> None:
        self._end()
        if self._screen.options.quiet and result.outcome == "done":
            return
        applied = Applied(result.change, self._name(result.change), result.outcome, result.detail, result.job_id)
        self._screen.say(applied_line(applied, self._screen.paint, self._width))

    def note(self, text: str) -> None:
        if not self._screen.options.quiet:
            self._screen.say(f"   {escaped(text)}")

    def _name(self, change: Change) -> str:
        return self._names.get(change.address, change.address)

    def _begin(self, total: int) -> None:
        from rich.progress import BarColumn
        from rich.progress import DownloadColumn
        from rich.progress import Progress
        from rich.progress import TextColumn
        from rich.progress import TimeRemainingColumn

        columns = (TextColumn("   {task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, transient=True)
        name = escaped(self._name(self._change)) if self._change else ""
        self._task = self._bar.add_task(name.replace("[", r"\["), total=total)
        self._bar.start()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
