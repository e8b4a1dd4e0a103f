import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import sklearn
import skops.io
from sklearn.preprocessing import FunctionTransformer

from digest_model import edit_manifest
from model_data import QUESTION, claim, labelled_claims, moon_model
from packages import zipped
from stance.bundle import load_model, save_model
from stance.bundle.packing import pack_fitted
from stance.encoder import base_encoder
from stance.errors import ModelError
from stance.manifest import FORMAT
from stance.model import score_claims
from stance.model.scoring import verify_model
from stance.model.training import train_model

REFIT = "refit it with this version: stance train"


@pytest.fixture
def model():
    return moon_model()


@pytest.fixture
def bundle(model, tmp_path):
    save_model(model, tmp_path / "bundle")
    return tmp_path / "bundle"


def replace_file(bundle, name, data):
    """Put other content where the manifest's hash agrees with it: the check behind the hash must catch it."""
    (bundle / name).write_bytes(data)
    files = json.loads((bundle / "model.json").read_text())["files"]
    edit_manifest(bundle, files=files | {name: hashlib.sha256(data).hexdigest()})


def refusal(bundle, **options):
    with pytest.raises(ModelError) as caught:
        load_model(bundle, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_scores_survive_the_round_trip(model, bundle):
    loaded = load_model(bundle, question=QUESTION)
    claims = [claim("the moon will never brew tea"), claim("the harbour of tea"), *(row.claim for row in model.golden)]
    assert score_claims(claims, loaded) == score_claims(claims, model)
    assert loaded.golden == model.golden
    assert verify_model(loaded) == []
    assert loaded.question == QUESTION


def test_bundle_holds_its_four_files_and_no_untrusted_type(bundle):
    assert sorted(path.name for path in bundle.iterdir()) == ["CARD.md", "golden.jsonl", "model.json", "pipeline.skops"]
    assert skops.io.get_untrusted_types(file=bundle / "pipeline.skops") == []
    assert list(bundle.parent.iterdir()) == [bundle]


def test_packing_leaves_the_model_as_it_was(model):
    before = score_claims([claim("the moon")], model)
    pack_fitted(model)
    assert score_claims([claim("the moon")], model) == before


def test_saving_again_replaces_the_bundle(model, bundle):
    save_model(replace(model, card="# New\n"), bundle)
    assert load_model(bundle).card == "# New\n"
    assert list(bundle.parent.iterdir()) == [bundle]


def test_a_failed_save_leaves_the_old_bundle_whole(model, bundle):
    broken = replace(model, manifest={"not": {"JSON": object()}})
    with pytest.raises(TypeError):
        save_model(broken, bundle)
    assert load_model(bundle).golden == model.golden
    assert list(bundle.parent.iterdir()) == [bundle]


def test_a_folder_that_is_no_bundle_is_not_overwritten(model, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ModelError) as caught:
        save_model(model, tmp_path)
    assert str(caught.value) == f"{tmp_path}: exists and is no model bundle; name a new folder"
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_refuses_a_path_without_a_bundle(tmp_path):
    assert refusal(tmp_path / "nowhere") == (
        f"{tmp_path / 'nowhere'}: no such model bundle; name one with --model, or train one: stance train"
    )
    assert refusal(tmp_path) == (
        f"{tmp_path / 'model.json'}: missing, so this is no model bundle; name one with --model"
    )


@pytest.mark.parametrize("name", ["pipeline.skops", "golden.jsonl"])
def test_refuses_a_missing_or_changed_file(bundle, name):
    again = "copy the whole folder again, or refit it: stance train"
    with (bundle / name).open("ab") as file:
        file.write(b" ")
    assert refusal(bundle) == (f"{bundle / name}: not the file that model.json names (SHA-256 differs); {again}")
    (bundle / name).unlink()
    assert refusal(bundle) == f"{bundle / name}: missing from the bundle; {again}"


def test_refuses_an_unreadable_manifest(bundle):
    file = bundle / "model.json"
    file.write_text("{")
    assert refusal(bundle) == f"{file}: cannot be read as JSON; {REFIT}"
    file.write_text("[]")
    assert refusal(bundle) == f"{file}: bundle format None, this version reads {FORMAT}; {REFIT}"
    file.write_text(json.dumps({"format": FORMAT}))
    assert refusal(bundle) == f"{file}: 'question' is missing; {REFIT}"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": 99}, f"bundle format 99, this version reads {FORMAT}"),
        ({"question": {"id": "moon-tea"}}, "its question is not complete"),
        ({"thresholds": {"temperature": 1.0}}, "its thresholds are not complete"),
    ],
)
def test_refuses_another_format_and_what_is_not_complete(bundle, changes, reason):
    edit_manifest(bundle, **changes)
    assert refusal(bundle) == f"{bundle / 'model.json'}: {reason}; {REFIT}"


def test_refuses_another_scikit_learn(bundle):
    edit_manifest(bundle, versions={"scikit-learn": "0.24.2"})
    assert refusal(bundle) == f"{bundle}: made with scikit-learn 0.24.2, this is {sklearn.__version__}; {REFIT}"


def test_takes_another_patch_release_of_the_same_scikit_learn(bundle):
    edit_manifest(bundle, versions={"scikit-learn": ".".join([*sklearn.__version__.split(".")[:2], "99"])})
    assert load_model(bundle).question == QUESTION


def test_refuses_another_question(bundle):
    asked = replace(QUESTION, id="sun-tea", labels=("yes", "no"), none_label=None)
    assert refusal(bundle, question=asked) == (
        f"{bundle}: answers the question 'moon-tea' (yes, maybe, no, none), not 'sun-tea' (yes, no); "
        "name a bundle trained for it with --model, or train one: stance train"
    )


def test_refuses_types_that_are_not_trusted_and_runs_none_of_them(bundle, tmp_path):
    data = skops.io.dumps(FunctionTransformer(Path.touch, kw_args={"self": tmp_path / "ran"}))
    replace_file(bundle, "pipeline.skops", data)
    message = refusal(bundle)
    assert message.startswith(f"{bundle / 'pipeline.skops'}: holds types that are not trusted (pathlib")
    assert message.endswith(f"); {REFIT}")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a zip", "cannot be read (BadZipFile)"),
        (zipped({"a": "b"}), "cannot be read (KeyError)"),
        (skops.io.dumps({"a": 1}), "holds no scikit-learn pipelines"),
    ],
)
def test_refuses_what_is_no_pipeline(bundle, data, reason):
    replace_file(bundle, "pipeline.skops", data)
    assert refusal(bundle) == f"{bundle / 'pipeline.skops'}: {reason}; {REFIT}"


def test_refuses_golden_rows_that_are_no_claims(bundle):
    replace_file(bundle, "golden.jsonl", b'{"document": "x"}\n')
    assert refusal(bundle).startswith(f"{bundle / 'golden.jsonl'}: not a file of scored claims (")


@pytest.fixture(scope="module")
def read_with_encoder():
    return train_model(labelled_claims(), question=QUESTION, encoder=base_encoder())


def test_an_encoder_travels_with_the_bundle_and_its_licence(read_with_encoder, tmp_path):
    path = tmp_path / "bundle"
    save_model(read_with_encoder, path)
    loaded = load_model(path)
    assert loaded.encoder.path == path / "encoder.onnx"
    assert "Apache License, Version 2.0" in (path / "NOTICE").read_text()
    assert verify_model(loaded) == []
    save_model(loaded, path)  # onto itself, as when a card gets its figures
    assert verify_model(load_model(path)) == []


def test_refuses_another_encoder(read_with_encoder, tmp_path):
    path = tmp_path / "bundle"
    save_model(read_with_encoder, path)
    with (path / "encoder.onnx").open("ab") as file:
        file.write(b" ")
    assert refusal(path).startswith(f"{path / 'encoder.onnx'}: not the file that model.json names (SHA-256 differs); ")


def test_every_file_of_a_bundle_and_its_folder_outlive_a_power_cut(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr("stance.bundle.sync_to_disk", lambda path: written.append((path, path.exists())))
    save_model(moon_model(), tmp_path / "bundle")
    assert all(there for _, there in written)
    assert {path.name for path, _ in written[:-1]} == {file.name for file in (tmp_path / "bundle").iterdir()}
    assert written[-1][0] == written[0][0].parent
