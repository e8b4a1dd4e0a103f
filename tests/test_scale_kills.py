"""Real runs, killed on purpose: nothing is lost, no finished shard is written again, all is as in the serial run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from socket import socket

import pytest

from digest_model import ROOT, digest_model
from stance.bundle import save_model
from stance.records import Document
from stance.sources import find_sources, read_documents

pytestmark = pytest.mark.slow

CHARACTERS = 480_000
"""A dozen batches: three for each of four workers, so that there is a midst to be killed in; seconds to score."""

PATIENCE = 600
"""Seconds until a run that does not move has hung, also on a machine that is busy with other work."""

needs_cluster = pytest.mark.skipif(find_spec("distributed") is None, reason="needs stance[cluster]")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bundle, a stream of documents, and the shards of its serial run."""
    folder = tmp_path_factory.mktemp("kills")
    save_model(digest_model(), folder / "bundle")
    files = sorted(map(str, (ROOT / "data/raw").glob("*.txt")))
    digests = [one for one in read_documents(find_sources(files)) if isinstance(one, Document)]
    with (folder / "stream.jsonl").open("w", encoding="utf-8") as stream:
        written = 0
        for number in count():
            for digest in digests:
                stream.write(json.dumps({"id": f"{digest.id}-{number}", "text": digest.text}) + "\n")
                written += len(digest.text)
            if written > CHARACTERS:
                break
    run = Run(folder, folder / "serial")
    assert run.end() == 0
    return folder


class Run:
    """`stance score` into shards, as a process of its own session: signals to it reach its workers too."""

    def __init__(self, room: Path, shards: Path, *options: str) -> None:
        command = [sys.executable, "-m", "stance", "score", "-m", str(room / "bundle"), str(room / "stream.jsonl")]
        self.shards = shards
        self.said = shards.with_name(f"{shards.name}-{time.monotonic_ns()}.txt")
        with self.said.open("wb") as said:
            options = ("--shards", str(shards), *options)
            self.process = subprocess.Popen([*command, *options], stdout=said, stderr=said, start_new_session=True)

    def at(self, finished: int) -> None:
        """Wait until so many shards are finished, in the midst of the run."""
        until(lambda: len(whole(self.shards)) >= finished or self.process.poll() is not None)
        assert self.process.poll() is None, f"over before it could be killed: {self.lines()}"

    def end(self) -> int:
        """Wait for the end; the exit code."""
        return self.process.wait(PATIENCE)

    def lines(self) -> list[str]:
        """What it said, but for what it says of documents off topic."""
        return [line for line in self.said.read_text(encoding="utf-8").splitlines() if "off topic" not in line]

    def workers(self) -> list[int]:
        """Its workers' process numbers."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid:
                    found.append(int(entry.name))
            except OSError:
                continue
        return found


def until(done: Callable[[], bool]) -> None:
    """Wait for it.

    Raises:
        TimeoutError: it does not come.
    """
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def runs(process: int) -> bool:
    """Whether a process is there and no zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def whole(folder: Path) -> dict[str, tuple[int, int]]:
    """The finished shards: which file each is, and when it was written."""
    return {file.name: (file.stat().st_ino, file.stat().st_mtime_ns) for file in folder.glob("*.jsonl")}


def rows(folder: Path) -> dict[str, bytes]:
    """The content of every file of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def assert_continued(room: Path, shards: Path, before: dict[str, tuple[int, int]]) -> None:
    """All is as in the serial run, and what was finished before has not been touched."""
    assert rows(shards) == rows(room / "serial")
    assert before
    assert before.items() <= whole(shards).items()


def assert_prefix(room: Path, shards: Path) -> None:
    """What is finished is as in the serial run; a shard that was being written does not pass for one."""
    done = {name: content for name, content in rows(shards).items() if not name.endswith(".part")}
    assert 0 < len(done) < len(rows(room / "serial"))
    assert done.items() <= rows(room / "serial").items()


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="finds workers through /proc")
def test_a_client_that_is_killed_leaves_whole_shards_and_no_worker(room: Path, tmp_path: Path) -> None:
    run = Run(room, tmp_path / "shards", "--jobs", "2")
    run.at(2)
    workers = run.workers()
    assert len(workers) == 2
    run.process.kill()
    run.end()
    assert_prefix(room, run.shards)
    until(lambda: not any(map(runs, workers)))
    before = whole(run.shards)
    assert Run(room, run.shards, "--jobs", "2", "--resume").end() == 0
    assert_continued(room, run.shards, before)


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="finds workers through /proc")
def test_what_a_killed_worker_had_in_hand_is_done_again(room: Path, tmp_path: Path) -> None:
    run = Run(room, tmp_path / "shards", "--jobs", "2")
    run.at(1)
    os.kill(run.workers()[0], signal.SIGKILL)
    assert run.end() == 0
    assert "stance: a worker was killed; what it had in hand is done again" in run.lines()
    assert rows(run.shards) == rows(room / "serial")


def test_an_interrupted_run_says_how_to_go_on(room: Path, tmp_path: Path) -> None:
    run = Run(room, tmp_path / "shards", "--jobs", "2")
    run.at(2)
    os.killpg(run.process.pid, signal.SIGINT)  # as a terminal sends it: to the workers too
    assert run.end() == 130
    goes_on = "the same call with --resume goes on from there"
    told = run.lines()[-1]  # a shard that was being written is named too
    assert told.startswith("stance: interrupted; ")
    assert told.endswith(f"the finished shards in {run.shards} are whole; {goes_on}")
    assert_prefix(room, run.shards)
    before = whole(run.shards)
    assert Run(room, run.shards, "--resume").end() == 0
    assert_continued(room, run.shards, before)


@contextmanager
def cluster(room: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers on this machine: its address, and the processes, the scheduler's first."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask, quiet = [sys.executable, "-m", "dask"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    port = address.rpartition(":")[2]
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    worker += ["--memory-limit", "0", "--local-directory", str(room)]
    with ExitStack() as ends:
        started = []
        for command in [scheduler] + [worker] * workers:
            process = subprocess.Popen(command, **quiet)
            ends.callback(process.wait)
            ends.callback(process.kill)
            started.append(process)
        from distributed import Client

        with Client(address, timeout=PATIENCE) as client:
            client.wait_for_workers(workers, timeout=PATIENCE)
        yield address, started


@needs_cluster
def test_a_cluster_that_loses_its_client_and_half_of_its_workers(room: Path, tmp_path: Path) -> None:
    with cluster(room, workers=4) as (address, (_, first, second, *_)):
        run = Run(room, tmp_path / "shards", "--cluster", address)
        run.at(1)
        run.process.kill()
        run.end()
        assert_prefix(room, run.shards)
        before = whole(run.shards)
        again = Run(room, run.shards, "--cluster", address, "--resume")
        again.at(len(before) + 1)
        first.kill()
        second.kill()
        assert again.end() == 0
    assert_continued(room, run.shards, before)


@needs_cluster
def test_a_cluster_that_loses_its_scheduler(room: Path, tmp_path: Path) -> None:
    with cluster(room, workers=2) as (address, (scheduler, *_)):
        run = Run(room, tmp_path / "shards", "--cluster", address)
        run.at(2)
        scheduler.kill()
        assert run.end() == 2
    assert run.lines()[-1].startswith(
        f"stance: {address}: the Dask scheduler is lost; start it and its workers again; the fin"
    )
    assert_prefix(room, run.shards)
    before = whole(run.shards)
    with cluster(room, workers=2) as (address, _):
        assert Run(room, run.shards, "--cluster", address, "--resume").end() == 0
    assert_continued(room, run.shards, before)
