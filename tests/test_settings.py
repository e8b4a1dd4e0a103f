"""Where settings come from, in which order, and what the root's own options do to what a command says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from calling import TALK, call
from digest_model import ROOT
from stance.commands.project import find_project, read_project, read_settings
from stance.commands.settings import codebook_file, read_codebook
from stance.errors import DataError, UsageError
from stance.packaged import default_bundle, packaged

SHIPPED_QUESTION = ROOT / "data/labeled/question.toml"
TABLE = "text,label\nChina and Russia are allies.,exists\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """Work in a folder below an empty one, without settings."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for name in [name for name in os.environ if name.startswith("STANCE_")]:
        monkeypatch.delenv(name)
    return tmp_path


def told(*words):
    result = call("config", "--format", "jsonl", *words, code=0)
    return {row["setting"]: (row["value"], row["origin"]) for row in map(json.loads, result.stdout.splitlines())}


def project(text, folder="."):
    file = Path(folder, "stance.toml").resolve()
    file.write_text(text, encoding="utf-8")
    return file


# What `stance config` tells.


def test_without_settings_all_is_default():
    assert told() == {
        "model": (str(default_bundle()), "default"),
        "question": (str(packaged("question.toml")), "default"),
        "texts": ("data/raw", "default"),
        "labels": (["data/labeled"], "default"),
        "jobs": (0, "default"),
        "seed": (0, "default"),
        "encoder": ("base", "default"),
    }


def test_the_folder_one_stands_in_does_not_choose_the_model():
    Path("models/china-russia").mkdir(parents=True)
    assert told()["model"] == (str(default_bundle()), "default")


def test_a_question_beside_the_labels_goes_before_that_of_the_package():
    Path("data/labeled").mkdir(parents=True)
    Path("data/labeled/question.toml").write_bytes(SHIPPED_QUESTION.read_bytes())
    assert told()["question"] == ("data/labeled/question.toml", "default")


def test_the_nearest_project_file_counts_and_its_paths_are_from_its_folder(place):
    file = project('model = "m"\nlabels = "all.csv"\nseed = 7\nencoder = "none"\n', folder="..")
    assert told()["model"] == (str(place / "m"), str(file))
    assert told()["labels"] == ([str(place / "all.csv")], str(file))
    assert told()["seed"] == (7, str(file))
    assert told()["encoder"] == ("none", str(file))
    assert told()["jobs"] == (0, "default")
    nearer = project('encoder = "tuned"\n')
    assert told()["encoder"] == (str(place / "work/tuned"), str(nearer))
    assert told()["seed"] == (0, "default")


def test_the_environment_goes_before_the_project_file(monkeypatch):
    file = project("jobs = 2\nseed = 7\n")
    monkeypatch.setenv("STANCE_JOBS", "3")
    monkeypatch.setenv("STANCE_SEED", "")
    monkeypatch.setenv("STANCE_LABELS", os.pathsep.join(["a.csv", "b"]))
    found = told()
    assert found["jobs"] == (3, "environment (STANCE_JOBS)")
    assert found["seed"] == (7, str(file))
    assert found["labels"] == (["a.csv", "b"], "environment (STANCE_LABELS)")


def test_the_table_shows_the_same():
    project('labels = ["a.csv", "b.csv"]\n')
    shown = call("config", "--format", "table").stdout
    assert "setting" in shown
    assert "default" in shown
    assert all(name in shown for name in read_settings())
    assert call("config", "-o", "out.csv").exit_code == 0
    assert Path("out.csv").read_text("utf-8").startswith("setting,value,origin\n")


# What is no setting.


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("modle = 'm'", "unknown key 'modle'; did you mean 'model'?"),
        ("zzz = 1", "unknown key 'zzz'; known are model, question, texts, labels, jobs, seed, encoder"),
        ("jobs = '4'", "jobs is '4'; give a whole number"),
        ("jobs = true", "jobs is True; give a whole number"),
        ("model = 3", "model is 3; give text in quotation marks"),
        ("texts = ''", "texts is ''; give text in quotation marks"),
        ("labels = []", "labels is []; give paths of tables"),
        ("labels = ['a', 1]", "labels is ['a', 1]; give paths of tables"),
        ("jobs = -2", "jobs is -2; give one from -1 to 1000"),
        ("seed = -1", "seed is -1; give one from 0 to 4294967295"),
        ("jobs = 0.5\nsed = 1", "jobs is 0.5; give a whole number; unknown key 'sed'; did you mean 'seed'?"),
    ],
)
def test_a_faulty_project_file_is_told_with_all_its_faults(text, what):
    file = project(text)
    with pytest.raises(DataError) as found:
        read_project(file)
    assert str(found.value) == f"{file}: {what}"
    result = call("config")
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", f"stance: {file}: {what}\n")


@pytest.mark.parametrize("content", [b"model =", b"model = '\xff'", b"jobs = 1\njobs = 2"])
def test_a_project_file_that_is_no_toml(content):
    Path("stance.toml").write_bytes(content)
    result = call("config")
    assert result.exit_code == 3
    assert re.fullmatch(r"stance: .*stance\.toml: not TOML \(.*\); mend it or move it away\n", result.stderr)


def test_a_faulty_project_file_does_not_stand_in_the_way_of_help():
    project("modle = 'm'")
    assert call("score", "--help").exit_code == 0
    assert call("--version").exit_code == 0


def test_a_number_in_the_environment_that_is_none(monkeypatch):
    monkeypatch.setenv("STANCE_SEED", "four")
    with pytest.raises(UsageError, match="STANCE_SEED: 'four' is no whole number; set it to one or unset it"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "number", "told"),
    [("jobs", -2, "-1 to 1000"), ("jobs", 10**20, "-1 to 1000"), ("seed", -1, "0 to 4294967295")],
)
def test_a_number_that_nothing_can_be_done_with_is_refused_wherever_it_is_said(monkeypatch, name, number, told):
    Path("codes.csv").write_text("document,start,end,label,annotator\na,0,9,exists,ann\na,0,9,none,ben\n")
    words = {"jobs": ["score", "talk.txt"], "seed": ["agree", "codes.csv"]}[name]
    by_option = call(*words, f"--{name}", number, code=2)
    assert f"--{name}" in by_option.stderr
    monkeypatch.setenv(f"STANCE_{name.upper()}", str(number))
    result = call(*words, code=2)
    assert f"STANCE_{name.upper()}: {number} is not from {told}; set it so or unset it" in result.stderr


def test_a_folder_without_tables_is_told_when_they_are_asked_for(bundle):
    file = project(f'labels = "none"\nmodel = "{bundle}"\n')
    Path("none").mkdir()
    assert call("verify").exit_code == 0
    result = call("train")
    assert (result.exit_code, result.stderr) == (
        2,
        f"stance: {file}: labels: no label tables in {Path('none').resolve()}\n",
    )


def test_a_folder_named_for_tables_stands_for_those_in_it():
    Path("mine").mkdir()
    Path("mine/a.csv").write_text("document,start,end,label,annotator\na,0,9,exists,ann\n", encoding="utf-8")
    Path("mine/b.tsv").write_text("document\tstart\tend\tlabel\tannotator\na\t0\t9\texists\tben\n", encoding="utf-8")
    assert "ann" in call("agree", "mine", code=0).stdout
    Path("empty").mkdir()
    assert call("agree", "empty", code=2).stderr == "stance: no label tables (.csv, .tsv, .xlsx) in empty\n"


def test_a_folder_called_as_the_project_file_is_none(place):
    Path("stance.toml").mkdir()
    assert find_project(Path.cwd()) is None


# What commands make of them: an option, then the environment, then the project file, then the default.


def test_the_model_of_the_option_goes_before_all(monkeypatch, bundle):
    project('model = "of-project"\n')
    assert "of-project: no such model bundle" in call("verify").stderr
    monkeypatch.setenv("STANCE_MODEL", "of-environment")
    assert "stance: of-environment: no such model bundle" in call("verify").stderr
    assert "stance: of-option: no such model bundle" in call("verify", "-m", "of-option").stderr
    assert call("verify", "-m", bundle).exit_code == 0


def test_question_labels_and_texts_come_from_the_project_file():
    Path("tables").mkdir()
    Path("tables/one.csv").write_text(TABLE, encoding="utf-8")
    Path("q.toml").write_bytes(SHIPPED_QUESTION.read_bytes())
    project('question = "q.toml"\nlabels = ["tables"]\ntexts = "gone"\nencoder = "none"\n')
    gone = call("train")
    assert gone.stderr == f"stance: {Path('gone').resolve()}: no such file or folder; check the path\n"
    Path("gone").mkdir()
    Path("gone/talk.txt").write_text(TALK, encoding="utf-8")
    read = call("train")
    assert read.stderr.startswith("stance: using 1 label\n")
    assert call("train", "other.csv").stderr.startswith("stance: other.csv: ")


def test_jobs_and_seed_reach_their_commands(bundle):
    Path("talk.txt").write_text(TALK, encoding="utf-8")
    project(f'model = "{bundle}"\njobs = "x"\n')
    assert "jobs is 'x'" in call("score", "talk.txt").stderr
    alone = call("score", "talk.txt", "-j", "1")
    assert "jobs is 'x'" in alone.stderr  # the model is asked for in the same file
    project(f'model = "{bundle}"\njobs = 1\nseed = 3\n')
    assert call("score", "talk.txt").exit_code == 0


def test_a_bundle_is_never_passed_on_unasked():
    from stance.commands.project import defaults_of_commands

    parameters = [
        type("Parameter", (), {"name": name, "default": None}) for name in ("model", "tables", "texts", "paths")
    ]
    command = type("Command", (), {"params": parameters})
    found = defaults_of_commands({"share": command, "estimate": command, "score": command})
    assert [sorted(of_command) for of_command in found.values()] == [
        ["tables", "texts"],
        ["model", "texts"],
        ["model", "tables", "texts"],
    ]


# The root's own options, colour and completion.


def test_verbose_says_what_is_used_and_quiet_and_usual_runs_do_not(bundle):
    Path("talk.txt").write_text(TALK, encoding="utf-8")
    file = project(f'model = "{bundle}"\n')
    from stance.parser import load_parser

    load_parser.cache_clear()
    result = call("-v", "score", "talk.txt")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines[0] == f"stance: project file: {file}"
    assert f"stance: bundle: {bundle}" in lines
    assert f"stance: talk: read, {len(TALK)} characters" in lines
    assert any(re.fullmatch(r"stance: parser: en_core_web_\w+ \S+", line) for line in lines)
    assert any(re.fullmatch(r"stance: talk: \d+ claims", line) for line in lines)
    usual = call("score", "talk.txt").stderr.splitlines()
    assert re.fullmatch(
        rf"stance: model china-russia \w{{12}}, lite: without .* \({bundle}\); for a full one: stance train .*",
        usual[0],
    )
    assert re.fullmatch(r"stance: 1 document, \d claims( \(\d uncertain\))?, \d+\.\d s", usual[1])
    assert len(usual) == 2
    assert call("-q", "score", "talk.txt").stderr == ""
    assert call("score", "talk.txt").stdout == result.stdout


def test_quiet_and_verbose_together_cannot_be_meant():
    result = call("-q", "-v", "config")
    assert (result.exit_code, result.stderr) == (2, "stance: --quiet and --verbose: leave out one of the two\n")


AS_INSTALLED = "import sys; sys.argv[0] = 'stance'; from stance.cli import main; main()"


def output_of(*words, **environment):
    """What the installed command prints, in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    call = [sys.executable, "-c", AS_INSTALLED, *words]
    return subprocess.run(call, capture_output=True, text=True, check=False, env=inherited | environment).stdout


COLOUR = re.compile(r"\x1b\[(?:\d+;)*[349]\d(?:;\d+)*m")


def test_no_color_is_respected():
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    assert COLOUR.search(output_of("--help", **terminal))
    assert not COLOUR.search(output_of("--help", **terminal, NO_COLOR="1"))
    assert "\x1b" not in output_of("--help")
    assert not COLOUR.search(output_of("config", "--format", "table", **terminal, NO_COLOR="1"))


def test_the_shell_can_complete_commands_and_options():
    script = output_of("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "complete -o default -F _stance_completion stance" in script
    asked = {"_STANCE_COMPLETE": "complete_bash", "COMP_WORDS": "stance con", "COMP_CWORD": "1"}
    assert output_of(**asked).split() == ["config"]


def test_the_codebook_is_the_one_beside_the_question(place):
    Path("mine").mkdir()
    Path("mine/codebook.md").write_text("Rules of mine.", encoding="utf-8")
    assert read_codebook(codebook_file(Path("mine/q.toml"))) == "Rules of mine."
    assert read_codebook(codebook_file(Path("elsewhere/q.toml"))) == ""
    assert read_codebook(codebook_file(None)) == (ROOT / "data/labeled/codebook.md").read_text("utf-8")
