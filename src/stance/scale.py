"""Many documents on many processors: batches out, scored batches back in order, finished shards never done again.

joblib carries the work: `loky` on one machine, a Dask cluster through the same call. Reading and the gate stay with the
caller, since a crawl is mostly off topic; parser and model are loaded once a worker. Every document is parsed and
scored by itself, so that what comes out does not depend on how the work was cut up.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from stance.bundle import load_model, read_manifest
from stance.errors import DataError, UsageError
from stance.gate import missing_sides
from stance.model import Model
from stance.pipeline import Outcome, score_documents
from stance.question import question_from_dict
from stance.records import Document, scored_columns, scored_row
from stance.tables import Format, write_rows

Item = Document | DataError
Result = Outcome | DataError

BATCH_CHARACTERS: Final = 40_000
"""On-topic text in a batch: some seconds of work, so that sending it costs next to nothing."""

BATCH_DOCUMENTS: Final = 2_000
"""Documents in a batch, off topic or not: bounds what is held in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How documents are scored: by which bundle, gated or not, by how many processes or by which cluster."""

    bundle: Path
    gate: bool = True
    jobs: int = 1
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A run of documents; `gated` has an outcome for those that need no work and None for those that do."""

    number: int
    items: tuple[Item, ...]
    gated: tuple[Result | None, ...]

    @property
    def work(self) -> list[Document]:
        """The documents to parse and score, in order."""
        pairs = zip(self.items, self.gated, strict=True)
        return [item for item, done in pairs if done is None and isinstance(item, Document)]

    def name(self, bundle_hash: str) -> str:
        """What tells this batch's results from any other's: its number and a hash of its content and of the bundle."""
        digest = hashlib.sha256(bundle_hash.encode())
        for item in self.items:
            known = (item.id, item.text) if isinstance(item, Document) else (str(item),)
            digest.update(json.dumps(known).encode())
        return f"{self.number:06d}-{digest.hexdigest()[:16]}"


@cache
def load_once(bundle: Path) -> Model:
    """The bundle's model, loaded at the first call in a process."""
    return load_model(bundle)


def make_batches(items: Iterable[Item], work: Work) -> Iterator[Batch]:
    """The documents in batches, in order; the same documents give the same batches."""
    question = question_from_dict(read_manifest(work.bundle)["question"])
    number, size = 0, 0
    held: list[tuple[Item, Result | None]] = []
    for item in items:
        done: Result | None = None
        if isinstance(item, DataError):
            done = item
        elif work.gate and (missing := missing_sides(item.text, question)):
            done = Outcome(document=item, missing=missing)
        else:
            size += len(item.text)
        held.append((item, done))
        if size >= BATCH_CHARACTERS or len(held) >= BATCH_DOCUMENTS:
            yield _batch(number, held)
            number, size, held = number + 1, 0, []
    if held:
        yield _batch(number, held)


def _batch(number: int, held: Sequence[tuple[Item, Result | None]]) -> Batch:
    return Batch(number, tuple(item for item, _ in held), tuple(done for _, done in held))


def score_batches(batches: Iterable[Batch], work: Work) -> Iterator[tuple[Batch, list[Result]]]:
    """Each batch with its documents' outcomes, in order; a few batches are in memory at once.

    Raises:
        UsageError: a cluster was named and its extra is missing, or it does not answer.
    """
    if work.jobs == 1 and work.cluster is None:
        yield from ((batch, _merged(batch, _score(batch.work, work))) for batch in batches)
        return
    from joblib import Parallel, delayed

    waiting: deque[Batch] = deque()

    def tasks() -> Iterator[Any]:
        for batch in batches:
            waiting.append(batch)
            yield delayed(_score)(batch.work, work)

    with _backend(work):
        parallel = Parallel(n_jobs=work.jobs, return_as="generator", batch_size=1, pre_dispatch="2*n_jobs")
        for results in parallel(tasks()):
            batch = waiting.popleft()
            yield batch, _merged(batch, results)


def score_in_parallel(items: Iterable[Item], work: Work) -> Iterator[Result]:
    """As `pipeline.score_documents`, over several processes or a cluster: the same results in the same order."""
    for _, results in score_batches(make_batches(items, work), work):
        yield from results


def score_to_shards(
    items: Iterable[Item], work: Work, folder: Path, kind: Format, *, resume: bool = False
) -> Iterator[Result]:
    """Score into one file a batch below the folder, each put in place whole, named by number and content.

    With `resume`, a batch whose file is there is passed over. Yields the outcomes of what was done, once written.

    Raises:
        UsageError: the folder holds something and `resume` was not asked for.
    """
    if not resume and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder}: not empty; --resume does what is missing there, or name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    state = json.dumps([read_manifest(work.bundle)["files"], work.gate], sort_keys=True)
    question = load_once(work.bundle).question
    wanted = ((batch, folder / f"{batch.name(state)}.{kind}") for batch in make_batches(items, work))
    for batch, results in score_batches((batch for batch, path in wanted if not path.exists()), work):
        rows = ([scored_row(one, question) for one in done.scored] for done in results if isinstance(done, Outcome))
        write_rows(rows, scored_columns(question), kind, folder / f"{batch.name(state)}.{kind}")
        yield from results


def _score(documents: Sequence[Document], work: Work) -> list[Result]:
    """The outcomes of on-topic documents, in order: the work of one task in one process."""
    return list(score_documents(documents, load_once(work.bundle), gate=False))


def _merged(batch: Batch, results: Iterable[Result]) -> list[Result]:
    """The outcomes of all of a batch's items, those that needed no work in their places."""
    scored = iter(results)
    return [next(scored) if done is None else done for done in batch.gated]


@contextmanager
def _backend(work: Work) -> Iterator[None]:
    """The backend for the work: loky, one thread of arithmetic a process, or the cluster, left when done."""
    from joblib import parallel_config

    if work.cluster is None:
        with parallel_config(backend="loky", inner_max_num_threads=1):
            yield
        return
    with _client(work.cluster), parallel_config(backend="dask"):
        yield


def _client(address: str) -> AbstractContextManager[object]:
    """A client of the Dask scheduler at the address.

    Raises:
        UsageError: the extra is missing, or no scheduler answers.
    """
    if find_spec("distributed") is None:
        raise UsageError("a cluster needs dask: pip install 'stance[cluster]'")
    from distributed import Client

    try:
        return Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no Dask scheduler answers there ({error}); check the address") from None
