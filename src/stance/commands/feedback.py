"""No long silence: after two seconds without output a bar on a terminal, in a pipe a line a stage."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from stance.stages import PRINTING, STAGES, WAITING
from stance.terminal import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")

SILENCE: Final = 2.0
"""Seconds without output after which something is said."""

LATER: Final = (2.0, 10.0, 30.0, 60.0)
"""Seconds of silence before the first, the second … line about the same stage in a pipe; the last one is repeated."""

_TICK: Final = 0.1


class Feedback(logging.Handler):
    """Says on standard error what is being done, if that takes long: the stage, how many items, how fast, until when.

    It is the handler of the logger of stages. On a terminal it shows one bar, which goes at the end.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reset()
        self._bar: Progress | None = None
        self._ended = Event()
        self._showing = RLock()
        self._thread: Thread | None = None

    def _reset(self) -> None:
        self._stage, self._items, self._done = "starting", "", 0
        self._count: Callable[[], int | None] | None = None
        self._total: int | None = None
        self._began = self._last_output = time.monotonic()
        self._lines = 0

    def start(self) -> None:
        """Begin to listen and to watch, as of now."""
        self._reset()
        stages = logging.getLogger(STAGES)
        stages.handlers, stages.propagate = [self], False
        stages.setLevel(logging.DEBUG)
        self._ended.clear()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take the bar away and say nothing more."""
        self._ended.set()
        if self._thread:
            self._thread.join()
        logging.getLogger(STAGES).handlers = []
        self._remove_bar()

    def emit(self, record: logging.LogRecord) -> None:
        """A stage begins; while items are counted, it is that of the item at hand."""
        stage, done = record.getMessage(), getattr(record, "done", None)
        if stage == WAITING:
            self.stop()
            return
        if stage == PRINTING:
            self.clear()
            return
        if stage != self._stage and not self._items:
            self._began, self._lines = time.monotonic(), 0
            self._done, self._total = 0, None
        self._stage = stage
        if done is not None and not self._items:
            self._done, self._total = done, getattr(record, "total", None)

    def note_output(self) -> None:
        """Something was written, so that silence begins anew."""
        self._last_output = time.monotonic()

    def clear(self) -> None:
        """Take the bar away, so that what is printed next begins on a line of its own; silence begins anew."""
        with self._showing:
            self._remove_bar()
            self.note_output()

    def track(self, items: Iterable[T], count: Callable[[], int | None], what: str) -> Iterator[T]:
        """The items as they are, counted as they come; `count` gives their number, or None where it is not known."""
        self._items, self._done, self._count, self._total = what, 0, count, None
        self._began, self._lines = time.monotonic(), 0
        try:
            for item in items:
                yield item
                self._done += 1
        finally:
            self._items, self._count, self._total = "", None, None

    def _watch(self) -> None:
        # What cannot be shown (a closed standard error) must not end the run.
        while not self._ended.wait(_TICK):
            with suppress(Exception), self._showing:
                self._show()

    def _show(self) -> None:
        silence = time.monotonic() - self._last_output
        if self._count and silence > SILENCE:  # counting may mean to read a large file: only where it will be shown
            self._total, self._count = self._count(), None
        if sys.stderr.isatty():
            if self._bar or silence > SILENCE:
                self._update_bar()
            return
        if silence > LATER[min(self._lines, len(LATER) - 1)]:
            self._lines += 1
            self.note_output()
            sys.stderr.write(f"stance: {one_line(self._as_line())}\n")
            sys.stderr.flush()

    def _as_line(self) -> str:
        """The stage as a line: with the items done, their rate and the time left, or with the seconds it has taken."""
        seconds = time.monotonic() - self._began
        if not self._done:
            return f"{self._stage} ({seconds:.0f} s)"
        rate = self._done / max(seconds, _TICK)
        what = f" {self._items}" if self._items else ""
        of_all = f" of {self._total:,}" if self._total else ""
        left = f", about {max(self._total - self._done, 0) / rate:.0f} s left" if self._total else ""
        return f"{self._stage}: {self._done:,}{of_all}{what}, {rate:,.1f}/s{left}"

    def _update_bar(self) -> None:
        from rich.markup import escape

        if self._bar is None:
            self._bar = _new_bar()
            self._bar.add_task(self._stage, total=None)
            self._bar.start()
        (task,) = self._bar.task_ids
        what = f"{self._stage}, {self._items}" if self._items else self._stage
        self._bar.update(task, description=escape(one_line(what)), total=self._total, completed=self._done)

    def _remove_bar(self) -> None:
        if self._bar:
            with suppress(Exception):
                self._bar.stop()
        self._bar = None


def _new_bar() -> Progress:
    from rich import progress
    from rich.console import Console
    from rich.text import Text

    class Rate(progress.ProgressColumn):
        def render(self, task: progress.Task) -> Text:
            return Text(f"{task.speed:,.1f}/s" if task.speed else "")

    columns: tuple[Any, ...] = (progress.TextColumn("{task.description}"), progress.BarColumn())
    columns += (progress.MofNCompleteColumn(), Rate(), progress.TimeElapsedColumn(), progress.TimeRemainingColumn())
    # Rows on standard output are none of the bar's business, also where both are the same terminal.
    return progress.Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)


FEEDBACK: Final = Feedback()
"""The one of this process."""
