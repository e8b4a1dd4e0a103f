"""No console, closed stream or pipe ends a run in a traceback, and no data is lost in silence."""

import json
import os
import pty
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from calling import call
from digest_model import ROOT

TALK = (
    "China and Russia are allies in all but name, said Ilse Marqvist, a historian. "
    "I do not believe it \u2013 not yet\u2026\n"
)

NOBODY = 65534


@pytest.fixture
def place(tmp_path, bundle):
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    labels = [f"a,{start},{start + 1},{label},{who}\n" for start, label in enumerate("xy") for who in "AB"]
    (tmp_path / "labels.csv").write_text("".join(["document,start,end,label,annotator\n", *labels]))
    return tmp_path


def shell(line, place, bundle, **environment):
    """What a call under sh comes to; `stance` in it is the module run by this Python."""
    line = line.replace("stance ", f"{sys.executable} -m stance ")
    env = os.environ | {"STANCE_MODEL": str(bundle)} | environment
    done = subprocess.run(["sh", "-c", line], cwd=place, env=env, capture_output=True, check=False, timeout=120)
    said = done.stderr.decode(errors="replace")
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    return done.returncode, done.stdout.decode(errors="replace"), said


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_tables_and_messages_are_shown_on_every_code_page(place, bundle, encoding):
    (place / "odd\u2013name.txt").write_bytes(b"")
    line = "stance score talk.txt odd*name.txt --format table"
    code, shown, said = shell(line, place, bundle, PYTHONIOENCODING=encoding)
    assert (code, "Ilse Marqvist" in shown) == (3, True)
    assert "an empty file" in said


@pytest.mark.parametrize("columns", ["0", "1", "\N{SUPERSCRIPT TWO}", "-5", "9" * 5000, "99999999"])
def test_a_terminal_of_no_possible_size_is_none(place, bundle, columns):
    code, shown, _ = shell("stance agree labels.csv --format table", place, bundle, COLUMNS=columns, LINES=columns)
    assert (code, "kappa" in shown) == (0, True)
    assert max(map(len, shown.splitlines())) <= 1000


def test_a_working_folder_that_is_gone_is_told(place, bundle):
    code, _, said = shell(f"mkdir gone; cd gone; rmdir ../gone; stance claims {place}/talk.txt", place, bundle)
    assert (code, said) == (3, "stance: the working folder is gone; change into one that is there\n")


def test_without_a_locale_too(place, bundle):
    line = "stance score talk.txt --format table"
    code, shown, _ = shell(line, place, bundle, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (code, "Ilse Marqvist" in shown) == (0, True)


@pytest.mark.parametrize("closed", [">&-", "1</dev/null"])
@pytest.mark.parametrize("call", ["agree labels.csv", "agree labels.csv --format table", "--help", "config"])
def test_output_that_cannot_be_written_is_told(place, bundle, call, closed):
    code, _, said = shell(f"stance {call} {closed}", place, bundle)
    assert code == 3
    assert "Bad file descriptor" in said


STEERING = "China and Russia are allies, said \x1b]52;c;Zm9v\x07 Ilse \x9b31m Marqvist \u202e \u00e9\u00e8."


@pytest.mark.parametrize("kind", ["csv", "table"])
def test_no_format_steers_a_terminal_and_a_file_has_the_text_as_it_is(place, bundle, kind):
    (place / "odd.txt").write_text(STEERING, encoding="utf-8")
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "stance", "claims", "odd.txt", "--no-gate", "--format", kind]
    env = os.environ | {"TERM": "dumb"}
    with subprocess.Popen(words, cwd=place, env=env, stdout=slave, stderr=subprocess.DEVNULL) as process:
        os.close(slave)
        shown = b""
        with suppress(OSError):  # Linux says so at the end of a terminal
            while piece := os.read(master, 9999):
                shown += piece
    os.close(master)
    text = shown.decode()
    assert process.returncode == 0
    assert "\u00e9\u00e8" in text
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    if kind == "csv":
        assert STEERING in call("claims", place / "odd.txt", "--no-gate", "--format", "csv", code=0).stdout


def test_a_closed_output_does_not_matter_where_nothing_is_written_to_it(place, bundle):
    code, _, _ = shell("stance claims talk.txt -o out.csv >&-", place, bundle)
    assert code == 0
    assert (place / "out.csv").read_text("utf-8").startswith("document,")


@pytest.mark.parametrize("closed", ["2>&-", "2</dev/null"])
def test_messages_that_nobody_can_read_do_not_stop_the_run(place, bundle, closed):
    assert shell(f"stance config {closed}", place, bundle)[0] == 0
    (place / "empty.txt").touch()
    code, rows, _ = shell(f"stance claims empty.txt talk.txt {closed}", place, bundle)
    assert (code, "Ilse Marqvist" in rows) == (3, True)


def test_a_closed_input_is_an_empty_one(place, bundle):
    code, rows, said = shell("stance claims - <&-", place, bundle)
    assert (code, rows) == (3, "")
    assert "nothing to read" in said


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "xlsx", "table"])
def test_a_named_pipe_is_written_to(place, monkeypatch, kind):
    monkeypatch.chdir(place)
    os.mkfifo(place / "pipe")
    received = []
    reader = threading.Thread(target=lambda: received.append((place / "pipe").read_bytes()))
    reader.start()
    done = call("claims", "talk.txt", "--format", kind, "-o", "pipe", code=0)
    reader.join()
    assert done.stderr.count("wrote pipe") == 1
    assert len(received[0]) > 100
    assert not (place / "pipe.meta.json").exists()


def test_what_a_shell_has_opened_is_added_to_and_not_replaced(place, bundle):
    line = "echo before >> all.jsonl; stance claims talk.txt -o /dev/stdout --format jsonl >> all.jsonl"
    code, _, said = shell(line, place, bundle)
    assert (code, said.count("wrote /dev/stdout")) == (0, 1)
    first, *rows = (place / "all.jsonl").read_text().splitlines()
    assert first == "before"
    assert {json.loads(row)["document"] for row in rows} == {"talk"}
    assert not Path("/dev/stdout.meta.json").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become somebody else")
@pytest.mark.parametrize("output", ["/dev/null", "/dev/fd/9", "unreadable.jsonl"])
def test_whoever_is_not_root_writes_to_devices_pipes_and_what_they_may_not_read(tmp_path, monkeypatch, output):
    words = ["claims", "talk.txt", "--no-gate", "--format", "jsonl", "-o"]
    with TemporaryDirectory() as folder:
        monkeypatch.chdir(folder)
        Path("talk.txt").write_text(TALK, encoding="utf-8")
        call(*words, tmp_path / "own.jsonl", code=0)  # who is somebody else may not be able to load a library
        Path(folder).chmod(0o777)
        Path("unreadable.jsonl").touch(0o222)
        Path("unreadable.jsonl").chmod(0o222)
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(told, 9)
            os.setuid(NOBODY)
            os._exit(call(*words, output).exit_code)
        os.close(told)
        with os.fdopen(heard, "rb") as rows:
            given = rows.read()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert bool(given) == (output == "/dev/fd/9")


@pytest.mark.parametrize("words", ["--help", "score --help", "--version"])
def test_help_that_nobody_reads_on_is_no_fault(place, bundle, words):
    _, _, said = shell(f"{{ stance {words}; echo $? >&2; }} | true", place, bundle)
    assert said == "0\n"
    code, _, said = shell(f"stance {words} > /dev/full", place, bundle)
    assert code == 3
    assert said == "stance: standard input or output: cannot be used (No space left on device); name a file\n"


def test_a_run_with_an_encoder_keeps_nothing_to_report_to_anybody(place):
    home = place / "home"
    home.mkdir()
    encoder = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "STANCE_MODEL": str(ROOT / "models/china-russia")}
    code, _, said = shell("stance score talk.txt --format csv", place, "", **encoder, STANCE_CACHE="none")
    assert (code, "with sentence encoder" in said) == (0, True)
    assert [file for file in home.rglob("*") if file.is_file()] == []


def test_standard_input_that_does_not_end_is_refused(place, bundle):
    (place / "small.py").write_text(
        "from stance.sources import documents\ndocuments.TABLE_BYTES = 20_000_000\n"
        "from stance.__main__ import run\nrun()\n"
    )
    line = f"ulimit -v 8000000; yes 'China and Russia met.' 2>/dev/null | {sys.executable} small.py claims -"
    code, shown, said = shell(line, place, bundle)
    assert (code, shown) == (3, "")
    assert "standard input: more than 20 MB; write it into a file and read that" in said


def test_standard_input_is_told_by_its_bytes_as_a_file_is(place, bundle):
    page = "<!doctype html><title>Talk</title><article><p>" + TALK * 5 + "</p></article>"
    (place / "page.html").write_text(page, encoding="utf-8")
    of_file = call("claims", place / "page.html", "--format", "csv", code=0).stdout
    code, shown, _ = shell("stance claims - --format csv < page.html", place, bundle)
    assert code == 0
    assert [row.split(",")[3:] for row in shown.splitlines()] == [row.split(",")[3:] for row in of_file.splitlines()]


def test_what_is_typed_in_another_encoding_is_kept_as_far_as_it_can_be_read(place, bundle):
    (place / "keys").write_bytes(b"ncaf\xe9 \xff\n1q")
    code, _, said = shell("stance label talk.txt --annotator ann --terminal < keys", place, bundle)
    assert (code, "Traceback" in said) == (0, False)
    assert "caf\ufffd \ufffd" in (place / "labelling/ann.answers.jsonl").read_text(encoding="utf-8")
