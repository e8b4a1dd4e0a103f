"""A replication package holds no text that is not free, and brings the labels back to who has the texts."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model_data import QUESTION, labelled_claims
from stance.bundle import load_model, save_model
from stance.cli import app
from stance.errors import DataError, UsageError
from stance.labelling.replication import Parts, rehydrate, share
from stance.labels import read_labels, text_sha
from stance.model.scoring import verify_model
from stance.model.training import train_model

CLOSED = "Words that belong to a publisher. They may not be passed on by us."
FREE = "Words of our own. Take them."
TOML = 'id = "q"\ntext = "?"\nlabels = ["yes", "no"]\n'


@pytest.fixture
def project(tmp_path):
    for name, text in (("texts/closed.txt", CLOSED), ("texts/own/free.txt", FREE), ("question.toml", TOML)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "texts/sources.csv").write_text("document,title\nclosed,A title\n")
    rows = [("closed", 0, 33, "yes"), ("free", 0, 17, "no"), ("", "", "", "yes")]
    texts = {"closed": CLOSED, "free": FREE}
    with (tmp_path / "t.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("document", "start", "end", "label", "text")]
            + [(d, s, e, label, texts[d][s:e] if d else "Loose words.") for d, s, e, label in rows]
        )
    rows = [replace(row, document=("closed", "free")[number % 2]) for number, row in enumerate(labelled_claims())]
    save_model(train_model(rows, question=QUESTION), tmp_path / "bundle")
    (tmp_path / "bundle/notes.txt").write_text("mine alone")
    return tmp_path


def parts(project: Path, **more: object) -> Parts:
    known = {"question": project / "question.toml", "model": project / "bundle", "free": project / "texts/own"}
    return Parts(tables=[project / "t.csv"], texts=project / "texts", **known | more)


def test_no_closed_word_is_in_the_package(project):
    package = share(parts(project), project / "out")
    held = {
        file.relative_to(project / "out").as_posix(): file.read_text(errors="replace")
        for file in (project / "out").rglob("*.*")
    }
    assert not [name for name, text in held.items() if "belong to a publisher" in text or "Loose" in text]
    assert held["texts/free.txt"] == FREE
    stored = [json.loads(line)["document"] for line in held["model/golden.jsonl"].splitlines()]
    assert set(stored) == {"free"}
    assert verify_model(load_model(project / "out/model")) == []
    assert not [name for name, text in held.items() if "mine alone" in text]
    assert (package.rows, package.left_out, package.texts) == (2, {"t.csv": 1}, ("free",))
    assert held["labels/t.csv"].splitlines()[1] == f"closed,0,33,yes,,{text_sha(CLOSED[:33])}"


def test_who_has_the_texts_gets_the_same_labels(project, tmp_path_factory):
    share(parts(project), project / "out")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "some other name.txt").write_text(CLOSED, encoding="utf-8")
    done = rehydrate(project / "out/texts", elsewhere)
    assert (done.present, done.copied, done.missing) == (("free",), ("closed",), ())
    from stance.question import read_question

    asked = read_question(project / "out/labels/question.toml")
    texts = {file.stem: file.read_text() for file in (project / "out/texts").glob("*.txt")}
    labels = read_labels([project / "out/labels/t.csv"], asked, texts)
    assert [(claim.text, claim.label) for claim in labels.claims] == [(CLOSED[:33], "yes"), (FREE[:17], "no")]


def test_the_sums_are_right_and_of_every_file(project):
    share(parts(project), project / "out")
    sums = dict(reversed(line.split("  ")) for line in (project / "out/SHA256SUMS").read_text().splitlines())
    files = [file for file in (project / "out").rglob("*") if file.is_file() and file.name != "SHA256SUMS"]
    assert sums == {
        file.relative_to(project / "out").as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


def test_nothing_is_overwritten(project):
    share(parts(project), project / "out")
    with pytest.raises(UsageError, match="is there already; name a new folder"):
        share(parts(project), project / "out")


def test_words_that_are_not_those_labelled_are_refused(project):
    (project / "texts/closed.txt").write_text("x" + CLOSED)
    with pytest.raises(DataError, match=r"row 2: closed 0-33 is not the text labelled"):
        share(parts(project), project / "out")


def test_the_command_says_what_is_not_in_it(project, monkeypatch):
    monkeypatch.chdir(project)
    (project / "texts/closed.txt").unlink()
    done = CliRunner().invoke(app, ["share", "t.csv", "--texts", "texts", "--question", "question.toml", "-o", "out"])
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "stance: wrote out: 2 labels, 0 texts, 1 documents by SHA-256",
        "stance: t.csv: 1 rows left out, they have no position and their words are not shared",
        "stance: 1 documents are not at hand, so nobody can find them by SHA-256: closed",
    ]
    assert "Words of our own" not in (project / "out/labels/t.csv").read_text()
