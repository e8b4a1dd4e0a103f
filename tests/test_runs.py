"""What is said while something takes long: on a terminal a bar with rate and time left, in a pipe a line a stage."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHOWN = re.compile(r"documents .* \d+/30 .*\d/s \d:\d\d:\d\d \d:\d\d:\d\d")
RUN = """
import sys, time
from stance.commands import feedback
from stance.commands.options import OnError
from stance.commands.runs import Run
from stance.records import Outcome
feedback.SILENCE = 0.3
feedback.LATER = (0.3, 0.6)
feedback.FEEDBACK.start()
run = Run(sys.argv[1:], on_error=OnError.FAIL)
for outcome in run.watch(Outcome(document=one) for one in run.documents()):
    time.sleep(0.05)
feedback.FEEDBACK.stop()
print(run.read)
"""


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    """Thirty documents."""
    rows = (json.dumps({"id": str(number), "text": "The harbour was painted again."}) for number in range(30))
    (tmp_path / "stream.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return tmp_path / "stream.jsonl"


def on_a_terminal(stream: Path) -> str:
    """What a run over the stream writes to standard error where that is a terminal."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "160"}
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(stream)], stdout=subprocess.PIPE, stderr=theirs, env=environment
    ) as run:
        os.close(theirs)
        written = b""
        while piece := _read(ours):
            written += piece
        assert run.stdout is not None
        assert run.stdout.read() == b"30\n"
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", written.decode())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux' way to say that the other end is closed
        return b""


def test_a_terminal_shows_how_far_how_fast_and_how_long_yet(stream: Path) -> None:
    assert SHOWN.search(on_a_terminal(stream))


def test_a_pipe_gets_few_lines_and_they_say_the_same(stream: Path) -> None:
    run = subprocess.run([sys.executable, "-c", RUN, str(stream)], capture_output=True, check=True, text=True)
    assert run.stdout == "30\n"
    lines = run.stderr.splitlines()
    assert 1 <= len(lines) <= 4
    assert re.fullmatch(r"stance: reading \S+stream\.jsonl: \d+ of 30 documents, [\d.]+/s, about \d+ s left", lines[-1])


def test_a_closed_standard_error_is_no_reason_to_stop(stream: Path) -> None:
    code = f"import os; os.close(2)\nfrom stance.commands.call import prepare_streams\nprepare_streams()\n{RUN}"
    run = subprocess.run([sys.executable, "-c", code, str(stream)], stdout=subprocess.PIPE, check=True, text=True)
    assert run.stdout == "30\n"


PRINTS = """
import time
from stance.commands import feedback
from stance.files import standard_output, write_text
feedback.SILENCE = 0.1
feedback.FEEDBACK.start()
time.sleep(1)
write_text(None, "ledger\\n")
with standard_output() as file:
    time.sleep(1)
    file.write(b"quay\\n")
feedback.FEEDBACK.stop()
"""


def test_what_is_printed_on_the_terminal_of_the_bar_begins_on_a_line_of_its_own() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PRINTS], stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm"}
    ):
        os.close(theirs)
        written = b""
        while piece := _read(ours):
            written += piece
    os.close(ours)
    first, rest = written.split(b"ledger")
    for bar in (first, rest.split(b"quay")[0]):
        assert b"starting" in bar
        # The line of the bar is erased, and the cursor is at its beginning.
        assert re.search(rb"\x1b\[2K(\x1b\[\?25h)?$", bar)
