"""Counts what becomes of hostile inputs: read, refused with a line, or failed; with the slowest and the memory taken.

    PYTHONPATH=tests python tests/reliability/harness.py TARGET COUNT SEED [SECONDS]  prints the tally as JSON
    PYTHONPATH=tests python tests/reliability/harness.py TARGET --guided SECONDS      guided by coverage (needs atheris)

One process a target, so that a crash of the interpreter is a failure of that target alone and memory is its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hostile import LONGEST, Mutate, mutated

SECONDS = 10
"""How long one input may take; each is far below the megabyte for which this much is granted."""

SLEEPING = 12
"""How many times as long anything may take by the clock, without what others have of the processor."""

MOST_KEPT = 20
"""Failures that are kept whole."""


class RefusedError(Exception):
    """A target's way to say that the input was refused with a line, as it should be."""


class HangError(BaseException):
    """An input took too long. Not an Exception, so that nothing that is tried can swallow it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that takes hostile input.

    `take` returns where the input was read, raises `RefusedError` or a StanceError where it was refused; whatever else
    it raises is a failure.
    """

    name: str
    seeds: tuple[bytes, ...]
    take: Callable[[bytes], None]
    mutate: Mutate = mutated
    weight: float = 1.0


@dataclass(slots=True)
class Tally:
    """What became of a target's inputs. `slowest` is in seconds, `memory` in MB that the process grew by."""

    target: str
    tried: int = 0
    read: int = 0
    refused: int = 0
    failed: int = 0
    slowest: float = 0.0
    memory: float = 0.0
    failures: list[dict[str, str]] = field(default_factory=list)


def run(target: Target, count: int, seed: int, seconds: float = 1e9) -> Tally:
    """The tally of `count` inputs, or as many as seconds of the processor allow; the seeds come first."""
    rng = random.Random(f"{target.name}-{seed}")
    tally = Tally(target.name)
    before = _peak()
    is_over = over(seconds)
    with quiet():
        for number in range(count):
            given = target.seeds[number] if number < len(target.seeds) else target.mutate(target.seeds, rng)
            try_one(target, given, tally)
            if is_over():
                break
    tally.memory = round(_peak() - before, 1)
    return tally


def try_one(target: Target, given: bytes, tally: Tally) -> None:
    """Give one input to the target and note what became of it."""
    from stance.errors import StanceError

    begin = time.process_time()
    try:
        with bounded(SECONDS):
            target.take(given)
        tally.read += 1
    except (RefusedError, StanceError) as refusal:
        tally.refused += 1
        if not str(refusal).strip():
            _note(tally, given, "refused without a word")
    except (Exception, HangError) as error:
        _note(tally, given, "".join(traceback.format_exception(error)[-4:]).strip() or repr(error))
    tally.tried += 1
    tally.slowest = max(tally.slowest, round(time.process_time() - begin, 3))


def _note(tally: Tally, given: bytes, what: str) -> None:
    tally.failed += 1
    if len(tally.failures) < MOST_KEPT:
        tally.failures.append({"input": given.decode("latin-1"), "error": what})


def _awake() -> float:
    """Seconds by the clock, without those in which this process could have worked and others had the processor."""
    try:
        waited = int(Path("/proc/self/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):  # not on Linux
        waited = 0.0
    return time.monotonic() - waited


def over(seconds: float) -> Callable[[], bool]:
    """Tells whether so many seconds, of the processor, have passed from now on, or many more by the clock."""
    used, now = time.process_time() + seconds, _awake() + SLEEPING * seconds
    return lambda: time.process_time() > used or _awake() > now


@contextlib.contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raises HangError inside once the seconds are over: of the processor, or many more of sleep."""
    end = _awake() + SLEEPING * seconds

    def ring(number: int, _: object) -> None:
        if number == signal.SIGALRM and (left := end - _awake()) > 0:  # it was others who had the processor
            signal.setitimer(signal.ITIMER_REAL, left)
            return
        raise HangError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    used = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, SLEEPING * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.signal(signal.SIGPROF, used)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Neither logs nor prints nor warnings; what is counted is what becomes of the input."""
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def guided(target: Target, seconds: int, corpus: Path) -> None:
    """Let atheris breed inputs that reach new code, for some seconds of the processor; prints the tally at the end.

    libFuzzer would end the process without a word, so that the process ends itself once the time is over.
    """
    import atheris

    tally = Tally(target.name)
    before, is_over = _peak(), over(seconds)
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)

    def take(given: bytes) -> None:
        try_one(target, given, tally)
        if is_over():
            tally.memory = round(_peak() - before, 1)
            sys.__stdout__.write(json.dumps(asdict(tally)) + "\n")
            sys.__stdout__.flush()
            shutil.rmtree(corpus)
            os._exit(0)

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", f"-timeout={2 * SECONDS}", "-verbosity=0", str(corpus)], take)
    atheris.Fuzz()


def main(arguments: Sequence[str]) -> None:
    """Run one target."""
    name, count, number, *rest = arguments
    if count == "--guided":
        import atheris

        with atheris.instrument_imports(include=["stance"]):
            from targets import target

            chosen = target(name)
        guided(chosen, int(number), Path(tempfile.mkdtemp(prefix="stance-corpus-")))
    from targets import target

    tally = run(target(name), int(count), int(number), *map(float, rest))
    print(json.dumps(asdict(tally)))  # noqa: T201  (what the caller reads)


if __name__ == "__main__":
    import harness  # under its own name, as the targets import it: else there would be two of each class

    harness.main(sys.argv[1:])
