"""Scores batches on workers, in order: processes of this machine or of a Dask cluster."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from itertools import islice
from logging.handlers import BufferingHandler
from multiprocessing import active_children, get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from socket import gethostname
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from stance.errors import ModelError, UsageError
from stance.manifest import bundle_identity, bundle_question, read_bundle
from stance.records import SCORED_AT_ONCE, Document, Question
from stance.scale.batches import BATCH_CHARACTERS, DocumentBatch, Item, Result, make_batches, processors

DEATHS: Final = 3
"""How often workers may die before a result comes: a batch that kills whoever takes it would be tried for ever."""

PACKAGE: Final = "stance"
SAFE_PATH: Final = "PYTHONSAFEPATH"
MOST_LINES: Final = 10_000

START: Final = "fork" if sys.platform == "linux" else "spawn"
"""How processes of this machine are started; elsewhere the system's own libraries do not bear to be forked."""

COLLECTED_AFTER: Final = (50_000, 5, 1)
"""Objects that are made before garbage is looked for among the young, as a paragraph's tokens are hundreds and stay as
long as it; then how often before it is looked for among the older, where a long document's paragraphs end.
"""

MOST_A_PROCESSOR: Final = 4
"""Processes for each processor; more would only wait for each other, and all are started at once."""

AHEAD: Final = 2
AHEAD_OF_CLUSTER: Final = 64
"""Batches under way for each worker; more on a cluster, some of whose workers come when work has begun."""

ANSWERS_WITHIN: Final = 10
"""Seconds that a scheduler has to answer."""

WORKERS_COME: Final = 60
"""Seconds in which a cluster's first worker must be there."""

if TYPE_CHECKING:
    from stance.model import Model

log = logging.getLogger(__name__)

Reply = tuple[list[Result], list[tuple[int, str]]]
"""The outcomes of a batch's work, and what the worker would have logged: level and line."""

HandOut = Callable[[DocumentBatch], Future[Reply]]

NOTHING: Final[Future[Reply]] = Future()
"""What comes of a batch that is all off topic: no worker is asked."""
NOTHING.set_result(([], []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How documents are scored: by which bundle, gated or not, by how many processes or by which cluster.

    `jobs` of -1 is a process a processor; `bundle_hash` names the bundle whose scores are asked for, should another be
    put in its place before it is loaded; `level` is the level of logging from which on workers report what they do.
    """

    bundle: Path
    gate: bool = True
    jobs: int = 1
    cluster: str | None = None
    bundle_hash: str | None = None
    level: int = field(default_factory=lambda: logging.getLogger(PACKAGE).getEffectiveLevel())

    @property
    def alone(self) -> bool:
        """Whether this process does all of it."""
        return self.jobs == 1 and self.cluster is None


@cache
def load_once(bundle: Path) -> Model:
    """The bundle's model, loaded at the first call in a process, whose garbage is then collected less often."""
    from stance.bundle import load_model

    model = load_model(bundle)
    gc.freeze()  # what was loaded stays: nobody need look through it
    gc.set_threshold(*COLLECTED_AFTER)
    return model


@cache
def question_of(bundle: Path) -> Question:
    """The bundle's question, the bundle being checked as far as that goes without loading it.

    Whoever hands out work needs no more, and would keep a core from the workers by loading it.
    """
    return bundle_question(read_bundle(bundle).manifest)


def batches_of(items: Iterable[Item], work: Work, characters: int | None = None) -> Iterator[DocumentBatch]:
    """The documents in batches, of `BATCH_CHARACTERS` of work or as said, gated by the bundle's question if at all."""
    return make_batches(items, question_of(work.bundle) if work.gate else None, characters or BATCH_CHARACTERS)


def score_in_parallel(items: Iterable[Item], work: Work) -> Iterator[Result]:
    """As `pipeline.score_documents`, over several processes or a cluster: the same results in the same order."""
    batches = batches_of(items, work, SCORED_AT_ONCE if work.alone else None)
    for _, results in score_batches(batches, work):
        yield from results


def score_batches(batches: Iterable[DocumentBatch], work: Work) -> Iterator[tuple[DocumentBatch, list[Result]]]:
    """Each batch with its documents' outcomes, in order; a few batches are in memory at once.

    Raises:
        UsageError: a cluster was named and its extra is missing, it does not answer or is lost, or workers of this
            machine die again and again.
    """
    if work.jobs != 1:  # to count processors loads a library
        work = replace(work, jobs=processors() if work.jobs < 0 else min(work.jobs, MOST_A_PROCESSOR * processors()))
    if work.alone:
        yield from ((batch, batch.merged(_score(batch.work, work))) for batch in batches)
        return
    work = replace(work, bundle=work.bundle.resolve())  # workers stand in other folders
    yield from _shared_out(batches, work)


def _shared_out(batches: Iterable[DocumentBatch], work: Work) -> Iterator[tuple[DocumentBatch, list[Result]]]:
    """The batches and their outcomes, in order; where a process dies its batches go to new ones."""
    coming, deaths = iter(batches), 0
    due: deque[DocumentBatch] = deque()
    while True:
        try:
            with (_cluster if work.cluster else _processes)(work) as (hand_out, ahead):
                replies = deque(hand_out(batch) if batch.work else NOTHING for batch in due)
                while True:
                    for batch in islice(coming, ahead - len(due)):
                        due.append(batch)
                        replies.append(hand_out(batch) if batch.work else NOTHING)
                    if not due:
                        return
                    results, lines = replies.popleft().result()
                    batch = due.popleft()
                    deaths = 0
                    for level, line in lines:
                        log.log(level, "%s", line)
                    yield batch, batch.merged(results)
        except BrokenProcessPool:
            deaths += 1
            if deaths >= DEATHS:
                raise UsageError(
                    "workers were killed again and again, as where memory runs out; use fewer --jobs"
                ) from None
            log.warning("a worker was killed; what it had in hand is done again")


def _score(documents: Sequence[Document], work: Work) -> list[Result]:
    """The outcomes of on-topic documents, in order: the work of one task in one process."""
    if not documents:
        return []
    from stance.pipeline import score_documents

    model = load_once(work.bundle)
    if work.bundle_hash not in {None, bundle_identity(model.manifest).hash}:
        raise ModelError(f"{work.bundle}: another bundle was put in its place after this run began; start it again")
    return list(score_documents(documents, model, gate=False))


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


@contextmanager
def _processes(work: Work) -> Iterator[tuple[HandOut, int]]:
    """What hands out batches to processes of this machine, which end with it, and how many may be under way.

    Where they can be forked they begin with the parser and the model that this process has loaded: two start in the
    time of one, and share the memory of what neither changes.
    """
    context, mine = get_context(START), frozenset(active_children())
    pool = ProcessPoolExecutor(work.jobs, context, _begin_worker, (os.getpid(),))

    def hand_out(batch: DocumentBatch) -> Future[Reply]:
        if START == "fork":
            _load_all(work.bundle)
        return pool.submit(_report, batch.work, work)

    try:
        with safe_path():
            yield hand_out, AHEAD * work.jobs
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in frozenset(active_children()) - mine:
            process.kill()  # one that has a long document in hand would keep an interrupted run from ending


@cache
def _load_all(bundle: Path) -> None:
    """Load in this process what those forked from it read with."""
    model = load_once(bundle)
    with ThreadPoolExecutor(1) as beside:  # onnxruntime opens the encoder without a hold on Python
        opened = beside.submit(model.encoder.embed, [""]) if model.encoder else None
        from stance.parser import load_parser

        load_parser()
        if opened:
            opened.result()


def _begin_worker(client: int) -> None:
    """Set up a worker: it says nothing by itself, is ended by its client alone, and ends once that is gone."""
    logging.getLogger(PACKAGE).handlers.clear()
    signal(SIGINT, SIG_IGN)
    gc.freeze()  # what was loaded stays: nobody need look through it, nor get a copy by doing so

    def watch() -> None:
        while os.getppid() == client:
            time.sleep(1)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def safe_path() -> Iterator[None]:
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
def _cluster(work: Work) -> Iterator[tuple[HandOut, int]]:
    """What hands out batches to the workers of a Dask cluster, and how many may be under way."""
    address = work.cluster or ""
    with _client(address) as client, _loss_told(address):
        client.wait_for_workers(1, timeout=WORKERS_COME)
        ahead = AHEAD * sum(client.ncores().values()) + AHEAD_OF_CLUSTER
        yield lambda batch: client.submit(_report, batch.work, work, pure=False), ahead


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


def _client(address: str) -> AbstractContextManager[Any]:
    """A client of the Dask scheduler at the address."""
    if find_spec("distributed") is None:
        raise UsageError("a cluster needs dask: pip install 'stance[cluster]'")
    from distributed import Client

    # Where it loses its scheduler it logs pages of tracebacks; what matters of them comes as one line (`_loss_told`).
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=ANSWERS_WITHIN)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no Dask scheduler answers there ({error}); check the address") from None
