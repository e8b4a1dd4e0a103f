"""Many documents: however the work is cut up, the same results in the same order, and no finished shard done twice."""

import hashlib
import json
import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from digest_model import ROOT, digest_model
from stance.errors import DataError, ModelError, UsageError
from stance.manifest import bundle_identity, read_manifest
from stance.pipeline import score_documents
from stance.records import Document, Outcome
from stance.scale import DoneBefore, Work, batches, jobs_that_pay, score_in_parallel, score_to_shards, workers
from stance.scale.workers import batches_of
from stance.sources import find_sources, read_documents
from stance.tables import Format

OFF_TOPIC = Document(id="harbour", text="The harbour was painted again.")
FAULT = DataError("a.jsonl, line 3: not JSON; mend it")


@cache
def first_digests() -> list[Document | DataError]:
    """Eight digests."""
    return list(read_documents(find_sources([str(file) for file in sorted((ROOT / "data/raw").glob("*.txt"))[:8]])))


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> list[Document | DataError]:
    """Eight digests with an off-topic text and a fault among them, in batches of about two."""
    for name in ("BATCH_CHARACTERS", "SCORED_AT_ONCE"):
        monkeypatch.setattr(workers, name, 1_500)
    digests = first_digests()
    return [*digests[:3], OFF_TOPIC, FAULT, *digests[3:]]


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def test_batches_hold_every_item_in_order_and_say_what_needs_no_work(
    items: list[Document | DataError], bundle: Path
) -> None:
    cut = list(batches_of(items, Work(bundle=bundle)))
    assert [item for batch in cut for item, _ in batch.items] == items
    assert [batch.number for batch in cut] == list(range(len(cut)))
    assert len(cut) > 2
    needed = [document for batch in cut for document in batch.work]
    assert needed == [item for item in items if item not in (OFF_TOPIC, FAULT)]


def test_batches_are_bounded_where_nothing_is_on_topic(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 10)
    cut = batches_of((OFF_TOPIC for _ in range(35)), Work(bundle=bundle))
    assert [len(batch.items) for batch in cut] == [10, 10, 10, 5]


def test_batches_are_bounded_where_documents_are_long(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_HELD", 4 * len(OFF_TOPIC.text))
    cut = batches_of((OFF_TOPIC for _ in range(10)), Work(bundle=bundle))
    assert [len(batch.items) for batch in cut] == [4, 4, 2]


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_two_processes_give_what_one_gives_in_its_order(
    items: list[Document | DataError], bundle: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(workers, "START", start)
    one = list(score_documents(items, digest_model()))
    two = list(score_in_parallel(items, Work(bundle=bundle, jobs=2)))
    assert two == one
    assert two[3] == Outcome(document=OFF_TOPIC, missing=("China", "Russia"))
    assert two[4] is FAULT


def test_what_workers_say_is_heard(
    items: list[Document | DataError], bundle: Path, package_log: pytest.LogCaptureFixture
) -> None:
    package_log.set_level(logging.DEBUG, "stance")
    list(score_in_parallel(items, Work(bundle=bundle, jobs=2)))
    assert any(re.match(r"worker .+:\d+: \d+ documents in", line) for line in package_log.messages)


def test_whoever_hands_out_work_loads_neither_parser_nor_model(bundle: Path) -> None:
    hand_out = f"""
import sys
from pathlib import Path
from stance.records import Document
from stance.scale.workers import Work, batches_of
assert list(batches_of([Document(id="a", text="China and Russia.")], Work(bundle=Path({str(bundle)!r}), jobs=2)))
print(sorted({{"sklearn", "spacy", "pandas"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", hand_out], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_process_more_is_started_where_the_input_pays_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joblib.cpu_count", lambda: 4)
    monkeypatch.setattr(batches, "_memory_available", lambda: 8 * batches.PROCESS_MEMORY)
    size = batches.WORTH_A_PROCESS
    assert [jobs_that_pay(n) for n in (0, 2 * size - 1, 2 * size, 3 * size, 100 * size)] == [1, 1, 2, 3, 4]
    monkeypatch.setattr(batches, "_memory_available", lambda: 2 * batches.PROCESS_MEMORY)
    assert jobs_that_pay(100 * size) == 2


@pytest.mark.parametrize("processors", [1, 2])
def test_a_process_a_processor_is_as_many_as_there_are(
    monkeypatch: pytest.MonkeyPatch, items: list[Document | DataError], bundle: Path, processors: int
) -> None:
    monkeypatch.setattr("joblib.cpu_count", lambda: processors)
    asked = [list(map(str, score_in_parallel(items, Work(bundle=bundle, jobs=jobs)))) for jobs in (-1, 1)]
    assert asked[0] == asked[1]


def test_what_a_worker_refuses_of_a_bundle_is_refused(
    items: list[Document | DataError], bundle: Path, tmp_path: Path
) -> None:
    """Its files are those that its manifest names, so that it takes loading it to see that it is none."""
    mine = tmp_path / "mine"
    shutil.copytree(bundle, mine)
    (mine / "pipeline.skops").write_bytes(b"PK")
    manifest = json.loads((mine / "model.json").read_text(encoding="utf-8"))
    manifest["files"]["pipeline.skops"] = hashlib.sha256(b"PK").hexdigest()
    (mine / "model.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match=r"pipeline\.skops: cannot be read \(BadZipFile\)"):
        list(score_in_parallel(items, Work(bundle=mine, jobs=2)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bundle_that_is_put_in_the_place_of_another_does_not_answer_for_it(
    items: list[Document | DataError], bundle: Path, tmp_path: Path, jobs: int
) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(bundle, mine)
    named = bundle_identity(read_manifest(mine)).hash
    manifest = json.loads((mine / "model.json").read_text(encoding="utf-8"))
    (mine / "model.json").write_text(json.dumps(manifest | {"seed": 7}), encoding="utf-8")
    with pytest.raises(ModelError, match="another bundle was put in its place"):
        list(score_in_parallel(items, Work(bundle=mine, jobs=jobs, bundle_hash=named)))


def test_reading_is_never_far_ahead_of_scoring(items: list[Document | DataError], bundle: Path) -> None:
    read = 0

    def counted() -> Iterator[Document | DataError]:
        nonlocal read
        for item in items:
            read += 1
            yield item

    outcomes = score_in_parallel(counted(), Work(bundle=bundle))
    next(outcomes)
    assert read < len(items)


def test_shards_joined_are_the_serial_run_and_a_second_run_does_only_what_is_missing(
    items: list[Document | DataError], bundle: Path, tmp_path: Path
) -> None:
    work, folder = Work(bundle=bundle), tmp_path / "shards"
    first = list(score_to_shards(items, work, folder, Format.JSONL))
    assert first == list(score_documents(items, digest_model()))
    before = written(folder)
    assert before.count("\n") == sum(len(done.scored) for done in first if isinstance(done, Outcome))
    lost = sorted(folder.iterdir())[1]
    lost.unlink()
    again = list(score_to_shards(items, work, folder, Format.JSONL, resume=DoneBefore()))
    assert 0 < len(again) < len(first)
    assert written(folder) == before


def test_a_run_that_goes_on_tells_again_what_cannot_be_read(
    items: list[Document | DataError], bundle: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "stance")
    unreadable = DataError("a.txt: an empty file")
    for resume in (None, DoneBefore()):
        done = list(
            score_to_shards([*items, unreadable], Work(bundle=bundle), tmp_path / "s", Format.JSONL, resume=resume)
        )
        assert done[-1] is unreadable
    assert set(map(type, done)) == {DataError}
    assert re.search(r"s: \d+ documents scored by an earlier run", caplog.text)


def test_a_document_that_changed_is_scored_again(
    items: list[Document | DataError], bundle: Path, tmp_path: Path
) -> None:
    work, folder = Work(bundle=bundle), tmp_path / "shards"
    list(score_to_shards(items, work, folder, Format.JSONL))
    head = items[0]
    assert isinstance(head, Document)
    changed = [Document(id=head.id, text=head.text + " China and Russia are allies."), *items[1:]]
    again = list(score_to_shards(changed, work, folder, Format.JSONL, resume=DoneBefore()))
    assert changed[0] in [done.document for done in again if isinstance(done, Outcome)]


def test_a_folder_that_holds_something_is_not_written_to_unasked(
    items: list[Document | DataError], bundle: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty; --resume does what is missing there, or name another folder"):
        list(score_to_shards(items, Work(bundle=bundle), tmp_path, Format.JSONL))


def test_a_killed_run_leaves_whole_shards(items: list[Document | DataError], bundle: Path, tmp_path: Path) -> None:
    def broken() -> Iterator[Document | DataError]:
        yield from items[:6]
        raise KeyboardInterrupt

    work, folder = Work(bundle=bundle), tmp_path / "shards"
    with pytest.raises(KeyboardInterrupt):
        list(score_to_shards(broken(), work, folder, Format.JSONL))
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    list(score_to_shards(items, work, folder, Format.JSONL, resume=DoneBefore()))
    assert left
    assert not [name for name in left if name.endswith(".part")]
    assert left.items() <= {path.name: path.read_bytes() for path in folder.iterdir()}.items()


def test_a_scheduler_that_does_not_answer_is_one_line(
    items: list[Document | DataError], bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "ANSWERS_WITHIN", 1)
    with pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:1: no Dask scheduler answers there"):
        list(score_in_parallel(items, Work(bundle=bundle, cluster="tcp://127.0.0.1:1")))


@pytest.mark.slow
def test_a_cluster_of_two_gives_what_one_process_gives(items: list[Document | DataError], bundle: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        found = list(score_in_parallel(items, Work(bundle=bundle, cluster=cluster.scheduler_address)))
    assert found == list(score_documents(items, digest_model()))
