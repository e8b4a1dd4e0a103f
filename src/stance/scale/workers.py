"""Scores batches on workers, in order: processes of this machine or of a Dask cluster."""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from logging.handlers import BufferingHandler
from pathlib import Path
from socket import gethostname
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

from stance.errors import UsageError
from stance.manifest import bundle_question, read_bundle
from stance.records import Document, Question
from stance.scale.batches import DocumentBatch, Item, Result, make_batches

DEATHS: Final = 3
"""How often workers may die before a result comes: a batch that kills whoever takes it would be tried for ever."""

PACKAGE: Final = "stance"
SAFE_PATH: Final = "PYTHONSAFEPATH"
MOST_LINES: Final = 10_000

AHEAD: Final = {"loky": "2*n_jobs", "dask": "2*n_jobs+64"}
"""Batches handed out before the first result; more on a cluster, some of whose workers come when work has begun."""

WORKERS_COME: Final = 60
"""Seconds in which a cluster's first worker must be there."""

if TYPE_CHECKING:
    from stance.model import Model

log = logging.getLogger(__name__)

Reply = tuple[list[Result], list[tuple[int, str]]]
"""The outcomes of a batch's work, and what the worker would have logged: level and line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How documents are scored: by which bundle, gated or not, by how many processes or by which cluster.

    `level` is the level of logging from which on workers report what they do.
    """

    bundle: Path
    gate: bool = True
    jobs: int = 1
    cluster: str | None = None
    level: int = field(default_factory=lambda: logging.getLogger(PACKAGE).getEffectiveLevel())


@cache
def load_once(bundle: Path) -> Model:
    """The bundle's model, loaded at the first call in a process."""
    from stance.bundle import load_model

    return load_model(bundle)


@cache
def question_of(bundle: Path) -> Question:
    """The bundle's question, the bundle being checked as far as that goes without loading it.

    Whoever hands out work needs no more, and would keep a core from the workers by loading it.
    """
    return bundle_question(read_bundle(bundle).manifest)


def batches_of(items: Iterable[Item], work: Work) -> Iterator[DocumentBatch]:
    """The documents in batches, gated by the bundle's question unless the work is not gated."""
    return make_batches(items, question_of(work.bundle) if work.gate else None)


def score_in_parallel(items: Iterable[Item], work: Work) -> Iterator[Result]:
    """As `pipeline.score_documents`, over several processes or a cluster: the same results in the same order."""
    for _, results in score_batches(batches_of(items, work), work):
        yield from results


def score_batches(batches: Iterable[DocumentBatch], work: Work) -> Iterator[tuple[DocumentBatch, list[Result]]]:
    """Each batch with its documents' outcomes, in order; a few batches are in memory at once.

    Raises:
        UsageError: a cluster was named and its extra is missing, it does not answer or is lost, or workers of this
            machine die again and again.
    """
    if work.jobs == 1 and work.cluster is None:
        yield from ((batch, batch.merged(_score(batch.work, work))) for batch in batches)
        return
    work = replace(work, bundle=work.bundle.resolve())  # workers stand in other folders
    with _backend(work):
        yield from _shared_out(batches, work)


class _Counter:
    """Hands out batches to whichever thread asks, in order, and keeps those whose results are due.

    joblib asks from threads of its own, and may still do so while it gives up: what an earlier round asks for then
    must not get lost.
    """

    def __init__(self, batches: Iterable[DocumentBatch]) -> None:
        self.coming = iter(batches)
        self.again: deque[DocumentBatch] = deque()
        self.due: deque[DocumentBatch] = deque()
        self.round = 0
        self.lock = Lock()

    def start_over(self) -> None:
        """Hand out anew what is due."""
        with self.lock:
            self.round += 1
            self.again.extendleft(reversed(self.due))
            self.due.clear()

    def hand_out(self) -> Iterator[DocumentBatch]:
        """The batches not yet handed out, until the next `start_over`."""
        this_round = self.round
        while True:
            with self.lock:
                batch = None
                if this_round == self.round:
                    batch = self.again.popleft() if self.again else next(self.coming, None)
                if batch is None:
                    return
                self.due.append(batch)
            yield batch


def _shared_out(batches: Iterable[DocumentBatch], work: Work) -> Iterator[tuple[DocumentBatch, list[Result]]]:
    """The batches and their outcomes, in order; where a process dies its batches go to new ones."""
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    counter = _Counter(batches)
    deaths = 0
    while True:
        tasks = (delayed(_report)(batch.work, work) for batch in counter.hand_out())
        ahead = AHEAD["dask" if work.cluster else "loky"]
        parallel = Parallel(n_jobs=work.jobs, return_as="generator", batch_size=1, pre_dispatch=ahead)
        try:
            for results, lines in parallel(tasks):
                batch = counter.due.popleft()
                deaths = 0
                for level, line in lines:
                    log.log(level, "%s", line)
                yield batch, batch.merged(results)
        except TerminatedWorkerError:
            deaths += 1
            if deaths >= DEATHS:
                raise UsageError(
                    "workers were killed again and again, as where memory runs out; use fewer --jobs"
                ) from None
            log.warning("a worker was killed; what it had in hand is done again")
            counter.start_over()
            continue
        return


def _score(documents: Sequence[Document], work: Work) -> list[Result]:
    """The outcomes of on-topic documents, in order: the work of one task in one process."""
    from stance.pipeline import score_documents

    return list(score_documents(documents, load_once(work.bundle), gate=False))


def _report(documents: Sequence[Document], work: Work) -> Reply:
    """As `_score` in a worker, whose log nobody sees: its lines go back with the outcomes."""
    package_log, heard = logging.getLogger(PACKAGE), BufferingHandler(MOST_LINES)
    package_log.addHandler(heard)
    package_log.setLevel(work.level)
    start = time.monotonic()
    try:
        results = _score(documents, work)
        log.debug("%d documents in %.1f s", len(documents), time.monotonic() - start)
    finally:
        package_log.removeHandler(heard)
    worker = f"worker {gethostname()}:{os.getpid()}"
    return results, [(record.levelno, f"{worker}: {record.getMessage()}") for record in heard.buffer]


def _leave_with(client: int) -> None:
    """End this process once the client that started it is gone: loky's workers do not notice, and wait for work."""

    def watch() -> None:
        while os.getppid() == client:
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _safe_path() -> Iterator[None]:
    """Inside, a Python that is started looks for no module in the working folder: it holds data of anybody's."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        os.environ.pop(SAFE_PATH)
        if before is not None:
            os.environ[SAFE_PATH] = before


@contextmanager
def _backend(work: Work) -> Iterator[None]:
    """The backend for the work: loky, one thread of arithmetic a process, or the cluster, left when done."""
    from joblib import parallel_config

    if work.cluster is None:
        leaving = {"initializer": _leave_with, "initargs": (os.getpid(),)}
        with _safe_path(), parallel_config(backend="loky", inner_max_num_threads=1, **leaving):
            yield
        return
    waiting = {"wait_for_workers_timeout": WORKERS_COME}
    with _client(work.cluster), parallel_config(backend="dask", **waiting), _loss_told(work.cluster):
        yield


@contextmanager
def _loss_told(address: str) -> Iterator[None]:
    """What Dask raises when its scheduler or its workers are lost, as one line."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except (CancelledError, CommClosedError):
        raise UsageError(f"{address}: the Dask scheduler is lost; start it and its workers again") from None
    except KilledWorker:
        raise UsageError(f"{address}: a batch was lost with every worker that took it; give them more memory") from None
    except TimeoutError:
        raise UsageError(f"{address}: the scheduler has no workers; start some: dask worker {address}") from None


def _client(address: str) -> AbstractContextManager[object]:
    """A client of the Dask scheduler at the address.

    Raises:
        UsageError: the extra is missing, or no scheduler answers.
    """
    if find_spec("distributed") is None:
        raise UsageError("a cluster needs dask: pip install 'stance[cluster]'")
    from distributed import Client

    # Where it loses its scheduler it logs pages of tracebacks; what matters of them comes as one line (`_loss_told`).
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no Dask scheduler answers there ({error}); check the address") from None
