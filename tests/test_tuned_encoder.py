import shutil
from dataclasses import replace

import numpy as np
import pytest

from digest_model import ROOT
from model_data import QUESTION, claim, labelled_claims
from stance.bundle import load_model, save_model
from stance.encoder import (
    WEIGHTS,
    Encoder,
    Head,
    base_encoder,
    batches_of_like_length,
    choose_encoder,
    tuned_encoder,
    write_head,
)
from stance.encoder.graph import fields_of
from stance.encoder.quantization import to_whole
from stance.errors import DataError, ModelError, UsageError
from stance.evaluate.cross_validation import Setup, out_of_fold
from stance.evaluate.run import evaluate_all
from stance.folds import make_folds
from stance.manifest import hash_labels
from stance.model import as_claim, score_claims
from stance.model.encoder_scores import collect_scores, cross_fitted, write_scores_table
from stance.model.training import fit_model, train_model


def head(labels=QUESTION.labels, tuned_on="", seed=0):
    rng = np.random.default_rng(seed)
    coef = rng.normal(0, 0.2, (len(labels), 384)).astype(np.float32)
    return Head(labels=labels, coef=coef, intercept=np.zeros(len(labels), np.float32), tuned_on=tuned_on)


def tuned_folder(folder, rows, *, folds=True):
    """A folder as `stance finetune` leaves it, the encoder itself untuned: tested is who may score what."""
    trained = [[rows[i] for i in fold.train] for fold in make_folds(rows)] if folds else []
    places = [(folder, rows), *((folder / f"fold{n}", seen) for n, seen in enumerate(trained))]
    for seed, (place, seen) in enumerate(places):
        place.mkdir(exist_ok=True)
        shutil.copyfile(base_encoder().path, place / WEIGHTS)
        write_head(head(tuned_on=hash_labels(seen), seed=seed), place)
    rng = np.random.default_rng(1)
    tests = [([rows[i] for i in fold.train], [rows[i] for i in fold.test]) for fold in make_folds(rows)]
    parts = [(hash_labels(train), test, rng.normal(0, 1, (len(test), 4))) for train, test in tests]
    write_scores_table(collect_scores(parts, hash_labels(rows)), folder)
    return tuned_encoder(folder)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory):
    return tuned_folder(tmp_path_factory.mktemp("tuned"), labelled_claims(8))


def test_a_labelled_text_has_the_score_it_was_held_out_with(tuned):
    row = labelled_claims(8)[5]
    reader = cross_fitted(tuned)
    moved = replace(as_claim(row), start=900, end=900 + len(row.text))
    assert tuple(reader.scores([moved])[0]) == reader.table.scores_of(row.document, row.text)


def test_a_row_without_a_document_is_a_document_of_its_own():
    rows = [replace(row, document=None, start=None, end=None) for row in labelled_claims(2)]
    table = collect_scores([("fold", rows, np.arange(32.0).reshape(8, 4))], "all")
    assert [table.scores_of(as_claim(row).document, row.text)[0] for row in rows] == [0, 4, 8, 12, 16, 20, 24, 28]
    assert len(table.fold_of) == len({as_claim(row).document for row in rows}) == 8


def test_another_text_of_a_labelled_document_is_read_by_the_fold_that_never_saw_it_or_not_at_all(tuned, tmp_path):
    rows, said = labelled_claims(8), "The moon itself."
    asked = [claim(said, document="doc1"), claim(said, document="unheard of")]
    [number] = [n for n, fold in enumerate(make_folds(rows)) if any(rows[i].document == "doc1" for i in fold.test)]
    both = cross_fitted(tuned).scores(asked)
    alone = cross_fitted(tuned_folder(tmp_path / "alone", rows, folds=False)).scores(asked)
    assert (both[0] == tuned.folds[number].scores([said])[0]).all()
    assert np.isnan(alone[0]).all()
    assert (alone[1] == tuned.scores([said])[0]).all()
    assert (both[1] == alone[1]).all()


def test_a_tuned_encoder_is_evaluated_without_those_of_its_folds(tuned, tmp_path):
    rows = labelled_claims(8)
    run = out_of_fold(rows, Setup(question=QUESTION, encoder=tuned_folder(tmp_path / "alone", rows, folds=False)))
    assert run.scored == out_of_fold(rows, Setup(question=QUESTION, encoder=tuned)).scored
    assert all(row.prediction_set for row in run.scored)
    figures, group = evaluate_all(rows, Setup(question=QUESTION, encoder=tuned))
    assert figures["without_tuned_encoder"]["all"]["spans"] == 32
    assert group.stances == run.stances


def test_an_encoder_without_its_held_out_scores_is_refused(tuned, tmp_path):
    rows = labelled_claims(8)
    for name in (WEIGHTS, "head.json"):
        shutil.copyfile(tuned.path.with_name(name), tmp_path / name)
    told = {"question": QUESTION, "encoder": tuned_encoder(tmp_path)}
    for make in (lambda: out_of_fold(rows, Setup(**told)), lambda: train_model(rows, **told)):
        with pytest.raises(DataError) as caught:
            make()
        assert str(caught.value) == (
            f"{tmp_path / 'held_out.json'}: not there or not of this encoder, whose scores of the rows it was tuned on "
            f"would be far too good; tune it again: stance finetune --output {tmp_path}"
        )
    write_scores_table(collect_scores([("fold", rows, np.zeros((len(rows), 4)))], "other rows"), tmp_path)
    with pytest.raises(DataError, match="not there or not of this encoder"):
        train_model(rows, question=QUESTION, encoder=tuned_encoder(tmp_path))


def test_an_encoder_tuned_to_other_labels_is_refused(tmp_path):
    shutil.copyfile(base_encoder().path, tmp_path / WEIGHTS)
    write_head(head(labels=("a", "b")), tmp_path)
    with pytest.raises(DataError, match="this encoder was tuned to a, b, the question has yes, maybe, no, none"):
        fit_model(labelled_claims(), question=QUESTION, encoder=tuned_encoder(tmp_path))


def test_a_bundle_is_trained_from_again_as_from_the_folder_of_finetune(tuned, tmp_path):
    rows = labelled_claims(8)
    model = train_model(rows, question=QUESTION, encoder=tuned)
    assert model.manifest["encoder"]["tuned"] is True
    assert model.thresholds is not None
    save_model(model, tmp_path / "bundle")
    loaded, asked = load_model(tmp_path / "bundle"), [claim("the moon will never brew tea")]
    assert score_claims(asked, loaded) == score_claims(asked, model)
    again = train_model(rows, question=QUESTION, encoder=choose_encoder(str(tmp_path / "bundle")))
    assert again.golden == model.golden


@pytest.mark.parametrize("name", ["head.json", "held_out.json"])
def test_a_bundle_without_what_its_encoder_was_tuned_with_is_refused(name, tuned, tmp_path):
    save_model(train_model(labelled_claims(8), question=QUESTION, encoder=tuned), tmp_path / "bundle")
    (tmp_path / "bundle" / name).write_text("{}")
    with pytest.raises(ModelError, match=f"{name}: not the file that model.json names"):
        load_model(tmp_path / "bundle")


def test_an_untuned_encoder_is_learnt_on_like_any_feature():
    rows = labelled_claims()
    with_vectors = fit_model(rows, question=QUESTION, encoder=base_encoder())
    assert with_vectors.text_classifier.pipeline.named_steps["classify"].n_features_in_ > 384


def test_an_encoder_is_chosen_by_name(tuned):
    assert choose_encoder("none") is None
    assert choose_encoder("base").head() is None
    assert len(choose_encoder(str(tuned.path.parent)).folds) == 5


def test_a_folder_without_an_encoder_is_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        tuned_encoder(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: holds no tuned encoder (encoder.onnx); make one: stance finetune --output {tmp_path}"
    )


@pytest.mark.parametrize(("axis", "steps"), [(0, 63), (1, 127)])
def test_whole_numbers_are_off_by_half_a_step_at_most(axis, steps):
    values = np.random.default_rng(0).normal(0, 1, (50, 40)).astype(np.float32)
    values[3] = 0
    whole, scale = to_whole(values, axis, steps)
    assert whole.dtype == np.int8
    assert np.abs(whole).max() == steps
    assert (np.abs(whole * scale - values) <= scale / 2 + 1e-6).all()


def whole_weights(data):
    """The matrices of whole numbers that an ONNX file multiplies with; those of words and places are looked up."""
    tensors = [
        {part: data[first:last] or first for part, first, last in fields_of(data, *place)}
        for number, *graph in fields_of(data, 0, len(data))
        if number == 7
        for part, *place in fields_of(data, *graph)
        if part == 5
    ]
    found = {tensor[8]: tensor[9] for tensor in tensors if tensor[2] == 3}
    return [np.frombuffer(raw, np.int8).astype(int) for name, raw in found.items() if b"embeddings" not in name]


def test_two_products_of_the_shipped_weights_fit_into_16_bits():
    """Else a processor that adds them in pairs would cut a sum off, and give a text other scores than others do."""
    weights = whole_weights((ROOT / "models/china-russia/encoder.onnx").read_bytes())
    assert len(weights) == 2 * 6 * 6  # two members of six layers
    assert max(2 * 255 * int(np.abs(values).max()) for values in weights) <= np.iinfo(np.int16).max


def test_claims_read_together_have_the_vectors_of_each_alone():
    shipped = Encoder(ROOT / "models/china-russia/encoder.onnx")
    texts = [f"They drew {'ever ' * number}closer." for number in (0, 30, 2, 1, 9, 60, 3)]
    together = shipped.embed([*texts, texts[0], ""])
    one_by_one = Encoder(shipped.path)
    alone = [one_by_one.embed([text])[0] for text in [*texts, texts[0], ""]]
    assert (together == alone).all()


def test_texts_of_like_length_share_a_batch():
    assert batches_of_like_length([]) == []
    assert batches_of_like_length([20, 5, 22, 6, 80, 21]) == [[1, 3], [0, 5, 2], [4]]
    assert [len(batch) for batch in batches_of_like_length([80] * 20)] == [3] * 6 + [2]
