"""The files that come with the package: the same in a checkout and in a wheel, whatever the folder."""

import runpy
from pathlib import Path

import pytest

from calling import call
from stance import load_model, packaged
from stance.question import read_question

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_everything_is_found_from_an_empty_folder():
    assert (packaged.full_bundle() / "encoder.onnx").is_file()
    assert (packaged.lite_bundle() / "model.json").is_file()
    assert read_question(packaged.packaged("question.toml")).id == "china-russia"
    assert packaged.packaged("codebook.md").read_text("utf-8").startswith("#")
    assert (packaged.packaged("examples") / "ledger.txt").is_file()


def test_what_is_in_the_package_goes_before_the_checkout(monkeypatch, tmp_path):
    (tmp_path / "question.toml").write_text("built")
    monkeypatch.setattr(packaged, "_BUILT", tmp_path)
    assert packaged.packaged("question.toml") == tmp_path / "question.toml"
    assert packaged.packaged("examples") == ROOT / "examples"


def test_the_build_packs_what_the_package_looks_for(monkeypatch):
    monkeypatch.setattr("setuptools.setup", lambda **_: None)
    packed = runpy.run_path(str(ROOT / "setup.py"))["PACKED"]
    assert {name: origin for origin, name in packed.items()} == packaged.IN_CHECKOUT


@pytest.mark.parametrize("missing", packaged.ENCODER_LIBRARIES)
def test_without_the_encoders_libraries_the_lite_bundle_answers(monkeypatch, missing):
    assert packaged.default_bundle() == packaged.full_bundle()
    monkeypatch.setattr(packaged, "find_spec", lambda name: None if name == missing else name)
    assert packaged.default_bundle() == packaged.lite_bundle()
    assert load_model().manifest == load_model(packaged.lite_bundle()).manifest


def test_commands_around_labels_work_in_any_folder():
    def run(*words, code=0, **how):
        return call(*words, code=code, **how).output

    run("examples")
    run("label", "examples/ledger.txt", "--annotator", "ann", "--terminal", "--limit", "4", input="4432")
    run("label", "examples/ledger.txt", "--annotator", "bo", "--terminal", input="4431")
    run("merge", "-o", "team.csv")
    assert "ordinal" in run("agree", "team.csv", "--format", "jsonl"), "the labels' order comes with the package"
    assert "--texts FOLDER" in run("adjudicate", "team.csv", "--terminal", code=3)
    run("adjudicate", "team.csv", "--texts", "examples", "--terminal", input="nbecause\n1")
    second = Path("examples/_car-free-centre")
    question = ["--question", str(second / "question.toml"), "--encoder", "none"]
    run("train", str(second / "sentences.csv"), *question, "-o", "mine")
    run("evaluate", str(second / "sentences.csv"), *question, "-o", "figures.json")
    assert Path("figures.json").stat().st_size > 100
