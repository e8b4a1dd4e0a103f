"""Help texts read well at 80 columns and on any console, and the calls they end with can be made."""

import csv
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from functools import cache

import pytest
import typer

from calling import TALK, call
from digest_model import LABELS, ROOT, digest_model
from stance.bundle import save_model
from stance.cli import app
from stance.commands.help import EXAMPLES, GROUPS
from stance.tables import csv_text

ROOT_COMMAND = typer.main.get_command(app)
COMMANDS = ROOT_COMMAND.commands
NAMES = sorted(COMMANDS)
OTHER = "Beijing and Moscow may yet become allies. Odd Grieg doubts that China would fight for Russia.\n"
TOO_LONG = {"finetune", "assemble"}
"""Commands whose examples are read and not run: torch, published weights, and minutes."""


def shown(name, **environment):
    """What the installed command prints as help, 80 columns wide, into a pipe."""
    start = [sys.executable, "-c", "import sys; sys.argv[0] = 'stance'; from stance.cli import main; main()"]
    inherited = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    words = [*start, *([name] if name else []), "--help"]
    done = subprocess.run(words, capture_output=True, check=False, env=inherited | {"COLUMNS": "80"} | environment)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace")


@cache
def words_meant():
    """Every word that a help may be made of."""
    texts = ["Usage root stance One default required Options Arguments Examples More -h", *GROUPS, *NAMES]
    texts += [line for lines in EXAMPLES.values() for line in lines]
    for command in [*COMMANDS.values(), ROOT_COMMAND]:
        texts.append(command.help)
        for parameter in command.get_params(typer.Context(command)):
            choices = parameter.type_descriptor.choices if parameter.type_descriptor.is_choice else ()
            texts += [parameter.help or "", str(parameter.show_default), str(parameter.default), *parameter.opts]
            texts += [str(choice.value) for choice in choices]
    return set(re.findall(r"[a-z]+", " ".join(texts)))


@pytest.mark.parametrize("name", ["", *NAMES])
def test_no_help_shows_an_object_or_cuts_a_word(name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = call(*filter(None, [name]), "--help", code=0)
    assert not re.search(r"[<>]|0x|functools|partial|PosixPath|\w…|\bNone\b", result.stdout, re.MULTILINE), (
        result.stdout
    )
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert set(re.findall(r"[a-z]+", result.stdout)) <= words_meant()


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", None])
@pytest.mark.parametrize("name", ["", "export"])
def test_help_is_shown_on_every_code_page(name, encoding):
    no_locale = {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    assert "Usage: stance" in shown(name, **{"PYTHONIOENCODING": encoding} if encoding else no_locale)


def test_every_command_ends_with_two_examples():
    assert set(EXAMPLES) - {""} == set(NAMES), "stance.commands.help names a command that is not there, or lacks one"
    for name in NAMES:
        text = call(name, "--help").stdout
        assert text.rstrip().endswith("\n".join(f"  {line}" for line in EXAMPLES[name]))
        assert len(EXAMPLES[name]) == 2


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    """A folder with all that the examples name."""
    place = tmp_path_factory.mktemp("workshop")
    (place / "op-eds").mkdir()
    (place / "op-ed.txt").write_text(TALK, "utf-8")
    (place / "op-eds/talk.txt").write_text(TALK, "utf-8")
    (place / "op-eds/other.txt").write_text(OTHER, "utf-8")
    shutil.copytree(place / "op-eds", place / "corrected")
    shutil.copytree(place / "op-eds", place / "downloads")
    (place / "tweets.csv").write_text("author,text\nIda,China and Russia are allies.\n", "utf-8")
    (place / "labels.csv").write_text(LABELS, "utf-8")
    (place / "new-labels.csv").write_text(LABELS.replace("year", "summer").replace("says", "wrote"), "utf-8")
    (place / "question.toml").write_bytes((ROOT / "data/labeled/question.toml").read_bytes())
    for name in ("mine", "other"):
        save_model(digest_model(), place / "models" / name)
    return place


def play(line):
    """Run a call: a page or server in a process of its own, stopped once it answers; else here, with keys to press."""
    words = shlex.split(line)[1:]
    if words[0] == "serve" or (words[0] in {"label", "adjudicate"} and "--terminal" not in words):
        command, shielded = [sys.executable, "-m", "stance", *words], os.environ | {"BROWSER": "true"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=shielded) as process:
            said = [next(line for line in process.stderr if "http://" in line)]
            process.send_signal(signal.SIGINT)
            said += process.stderr
        return process.returncode in (0, 130), "".join(said)
    keys = "2nbecause\n2q" if words[0] == "adjudicate" else "1234"
    done = call(*words, input=keys)
    return done.exit_code == 0, done.output + repr(done.exception or "")


ORDER = [
    *("train", "evaluate", "label", "merge -o", "agree", "adjudicate", "merge", "export", "import"),
    *("share", "examples"),
]
"""What must come first, since it makes what others read."""


def in_order(line):
    words = line.removeprefix("stance ")
    return next((place for place, start in enumerate(ORDER) if words.startswith(start.replace("_", " "))), len(ORDER))


def test_the_examples_of_every_command_can_be_called(workshop, monkeypatch):
    monkeypatch.chdir(workshop)
    monkeypatch.setenv("STANCE_MODEL", "models/mine")
    examples = [example for name, several in EXAMPLES.items() if name not in TOO_LONG for example in several]
    for line in sorted((line for example in examples for line in example.split(" && ")), key=in_order):
        prepare(line, workshop)
        well, said = play(line)
        assert well, f"{line}\n{said}"
        assert "Traceback" not in said, said


def prepare(line, place):
    """What a call needs that another person, or another day, would have made."""
    if line == "stance examples":
        shutil.rmtree(place / "examples", ignore_errors=True)
    if line == "stance agree team.csv --format table":
        with (place / "team.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        again = [row | {"annotator": "bo"} for row in rows]
        again[0]["label"] = "none" if rows[0]["label"] != "none" else "exists"
        (place / "team.csv").write_text(csv_text(list(rows[0]), [*rows, *again]), "utf-8")
    if line.startswith("stance compare old.jsonl"):
        shutil.copy(place / "new.jsonl", place / "old.jsonl")
    if line.startswith("stance rehydrate"):
        (place / "data/raw/field").mkdir(parents=True, exist_ok=True)
        sums = place / "package/texts/sources.csv"
        assert sums.is_file()
        shutil.copy(sums, place / "data/raw/field/sources.csv")


def test_the_examples_that_are_not_run_can_be_read():
    group = ROOT_COMMAND
    context = group.make_context("stance", ["verify"], resilient_parsing=True)
    for name in TOO_LONG:
        for line in EXAMPLES[name]:
            _, command, words = group.resolve_command(context, shlex.split(line)[1:])
            command.make_context(name, words, parent=context)  # raises where a word or an option is not known
