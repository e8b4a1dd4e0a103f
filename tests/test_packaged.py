"""The files that come with the package: the same in a checkout and in a wheel, whatever the folder."""

import runpy
from pathlib import Path

import pytest

from stance import packaged
from stance.question import read_question

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_everything_is_found_from_an_empty_folder():
    assert (packaged.full_bundle() / "encoder.onnx").is_file()
    assert (packaged.lite_bundle() / "model.json").is_file()
    assert read_question(packaged.default_question()).id == "china-russia"
    assert packaged.default_codebook().read_text("utf-8").startswith("#")
    assert (packaged.examples_folder() / "ledger.txt").is_file()


def test_what_is_in_the_package_goes_before_the_checkout(monkeypatch, tmp_path):
    (tmp_path / "question.toml").write_text("built")
    monkeypatch.setattr(packaged, "_BUILT", tmp_path)
    assert packaged.default_question() == tmp_path / "question.toml"
    assert packaged.examples_folder() == ROOT / "examples"


def test_the_build_packs_what_the_package_looks_for(monkeypatch):
    monkeypatch.setattr("setuptools.setup", lambda **_: None)
    packed = runpy.run_path(str(ROOT / "setup.py"))["PACKED"]
    assert {name: origin for origin, name in packed.items()} == packaged.IN_CHECKOUT


@pytest.mark.parametrize("missing", packaged.ENCODER_LIBRARIES)
def test_without_the_encoders_libraries_the_lite_bundle_answers(monkeypatch, missing):
    assert packaged.default_bundle() == packaged.full_bundle()
    monkeypatch.setattr(packaged, "find_spec", lambda name: None if name == missing else name)
    assert packaged.default_bundle() == packaged.lite_bundle()
