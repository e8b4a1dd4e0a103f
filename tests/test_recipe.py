import shutil

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims
from stance.bundle import load_model, save_model
from stance.encoder import WEIGHTS, Encoder, Head, base_encoder, choose_encoder, tuned_encoder, write_head
from stance.errors import DataError, UsageError
from stance.evaluate import evaluate_all, tuned_out_of_fold
from stance.features import ClaimFeatures
from stance.folds import make_folds
from stance.model import fit_model, score_claims, train_model
from stance.model.manifest import hash_labels
from stance.model.recipe import fit_parts
from stance.quantize import to_int8


def head(labels=QUESTION.labels, tuned_on="", seed=0):
    rng = np.random.default_rng(seed)
    coef = rng.normal(0, 0.2, (len(labels), 384)).astype(np.float32)
    return Head(labels=labels, coef=coef, intercept=np.zeros(len(labels), np.float32), tuned_on=tuned_on)


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("labels", [QUESTION.labels, ("yes", "no")])
def test_with_a_head_the_scores_are_the_weighted_mean_of_both(labels):
    rows = [row for row in labelled_claims() if row.label in labels]
    table = ClaimFeatures(encoder=base_encoder()).transform([row.text for row in rows])
    lite = table.drop(columns=[name for name in table if name.startswith("vector")])
    given = head()
    both = fit_parts(table, [row.label for row in rows], seed=0, head=given)
    alone = fit_parts(lite, [row.label for row in rows], seed=0)
    order = [QUESTION.labels.index(label) for label in alone.classes_]
    vectors = table[[name for name in table if name.startswith("vector")]].to_numpy()
    logits = np.log(alone.predict_proba(lite)) * 0.35 + 0.65 * (vectors @ given.coef[order].T)
    assert np.allclose(both.predict_proba(table), softmax(logits), atol=1e-4)


@pytest.fixture(scope="module")
def tuned(tmp_path_factory):
    """A folder as `stance finetune` leaves it, the encoder itself untuned: tested is who may score what."""
    folder, rows = tmp_path_factory.mktemp("tuned"), labelled_claims(8)
    trained = [[rows[i] for i in fold.train] for fold in make_folds(rows)]
    for place, seen in [(folder, rows), *((folder / f"fold{n}", seen) for n, seen in enumerate(trained))]:
        place.mkdir(exist_ok=True)
        shutil.copyfile(base_encoder().path, place / WEIGHTS)
        write_head(head(tuned_on=hash_labels(seen)), place)
    return tuned_encoder(folder)


def test_each_fold_reads_with_the_encoder_that_never_saw_it(tuned):
    rows = labelled_claims(8)
    run = tuned_out_of_fold(rows, question=QUESTION, encoder=tuned)
    assert [model.encoder for model in run.models] == list(tuned.folds)
    assert all(row.prediction_set for row in run.scored)
    figures, group = evaluate_all(rows, question=QUESTION, encoder=tuned)
    assert figures["without_tuned_encoder"]["all"]["spans"] == 32
    assert group.stances == run.stances


def test_encoders_tuned_on_other_rows_are_refused(tuned):
    rows = labelled_claims(6)
    with pytest.raises(DataError) as caught:
        tuned_out_of_fold(rows, question=QUESTION, encoder=tuned)
    folder = tuned.path.parent
    assert str(caught.value) == (
        f"{folder}: no encoder tuned on exactly the training rows of fold 0; "
        f"tune them for these labels: stance finetune --output {folder}"
    )
    with pytest.raises(DataError, match="no encoder tuned on exactly the training rows of fold 0"):
        tuned_out_of_fold(rows, question=QUESTION, encoder=Encoder(tuned.path))


def test_a_tuned_model_is_calibrated_by_its_folds_or_not_at_all(tuned, tmp_path):
    rows = labelled_claims(8)
    model = train_model(rows, question=QUESTION, encoder=tuned)
    assert model.manifest["encoder"]["tuned"] is True
    assert model.thresholds is not None
    assert train_model(rows, question=QUESTION, encoder=Encoder(tuned.path)).thresholds is None
    save_model(model, tmp_path / "bundle")
    loaded, asked = load_model(tmp_path / "bundle"), [claim("the moon will never brew tea")]
    assert score_claims(asked, loaded) == score_claims(asked, model)


def test_an_untuned_encoder_is_learnt_on_like_any_feature():
    rows = labelled_claims()
    with_vectors = fit_model(rows, question=QUESTION, encoder=base_encoder())
    assert with_vectors.pipeline.named_steps["classify"].n_features_in_ > 384


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


@pytest.mark.parametrize("axis", [0, 1])
def test_eight_bits_are_off_by_half_a_step_at_most(axis):
    values = np.random.default_rng(0).normal(0, 1, (50, 40)).astype(np.float32)
    values[3] = 0
    whole, scale = to_int8(values, axis)
    assert whole.dtype == np.int8
    assert (np.abs(whole * scale - values) <= scale / 2 + 1e-6).all()
