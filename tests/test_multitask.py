"""Tables learnt together: each follows its own labels, and the others' where its own say nothing."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from model_data import QUESTION, claim, labelled_claims
from stance.bundle import load_model, save_model
from stance.encoder import Encoder, Head, base_encoder, write_head
from stance.errors import DataError, UsageError
from stance.features.table import ClaimFeatures
from stance.model import score_claims
from stance.model.config import ModelConfig, fit_classifier
from stance.model.multitask import fit_multitask, fit_multitask_classifiers
from stance.model.scoring import first_pass_scores
from stance.model.training import fit_model, train_model
from stance.records import LabelledClaim


def row(text, label, table):
    return LabelledClaim(text=text, label=label, group=text, table=table)


def stances(model, texts):
    return [scored.stance for scored in score_claims([claim(text) for text in texts], model)]


ROWS = [
    *(row(f"tea is grand {word}", "yes", "tea") for word in ("today", "again")),
    *(row(f"tea is dreadful {word}", "no", "tea") for word in ("today", "again")),
    *(row(f"rain is grand {word}", "yes", "rain") for word in ("today", "again")),
    *(row(f"rain is dreadful {word}", "no", "rain") for word in ("today", "again")),
    *(row(f"fog is loud {word}", "yes", "fog") for word in ("today", "again")),
    *(row(f"fog is mute {word}", "no", "fog") for word in ("today", "again")),
]


def test_a_table_borrows_what_its_own_rows_do_not_say():
    joint = fit_multitask(ROWS, question=QUESTION)
    assert set(joint) == {"tea", "rain", "fog"}
    assert stances(joint["fog"], ["grand", "dreadful", "loud", "mute"]) == ["yes", "no", "yes", "no"]
    alone = fit_model([one for one in ROWS if one.table == "fog"], question=QUESTION)
    told = first_pass_scores(["grand", "dreadful"], alone)[0]
    assert np.allclose(told[0], told[1])


def test_where_tables_contradict_each_other_each_follows_its_own():
    turned = [row(f"{one.text} indeed", {"yes": "no", "no": "yes"}[one.label], "turned") for one in ROWS[:4]]
    joint = fit_multitask([*ROWS, *turned], question=QUESTION)
    assert stances(joint["tea"], ["tea is grand", "tea is dreadful"]) == ["yes", "no"]
    assert stances(joint["turned"], ["tea is grand", "tea is dreadful"]) == ["no", "yes"]


def test_one_table_is_fitted_as_its_features_twice_and_a_constant():
    table = ClaimFeatures().transform([one.text for one in ROWS])
    labels, recipe = [one.label for one in ROWS], ModelConfig(blocks=("word",), c=5.0)
    (parts,) = fit_multitask_classifiers(table, labels, ["all"] * len(labels), seed=0, config=recipe).values()
    columns = parts["join"].transform(table).toarray()
    twice = np.hstack([columns, columns, np.ones((len(labels), 1))])
    expected = fit_classifier(csr_matrix(twice), labels, seed=0, config=recipe).predict_proba(twice)
    assert np.allclose(parts.predict_proba(table), expected, atol=1e-6)


@pytest.mark.parametrize("blocks", [("word", "negated"), ("vector",)])
def test_a_model_of_several_learnt_together_survives_its_bundle(tmp_path, blocks):
    encoder = base_encoder() if "vector" in blocks else None
    joint = fit_multitask(ROWS, question=QUESTION, encoder=encoder, config=ModelConfig(blocks=blocks))["tea"]
    whole = train_model(labelled_claims(), question=QUESTION, encoder=encoder)
    save_model(replace(whole, text_classifier=joint.text_classifier), tmp_path / "b")
    asked = [claim("tea is not grand"), claim("")]
    first = [one.probabilities for one in score_claims(asked, replace(whole, text_classifier=joint.text_classifier))]
    again = [one.probabilities for one in score_claims(asked, load_model(tmp_path / "b"))]
    assert first == again


def test_labels_that_the_question_has_not_and_a_tuned_encoder_are_refused(tmp_path):
    with pytest.raises(DataError, match="label 'so-so' is not one of yes, maybe, no, none"):
        fit_multitask([*ROWS, row("tea is tea", "so-so", "tea")], question=QUESTION)
    weights = np.zeros((4, 384), np.float32)
    write_head(Head(labels=QUESTION.labels, coef=weights, intercept=weights[:, 0], tuned_on=""), tmp_path)
    with pytest.raises(UsageError, match="learnt together with base"):
        fit_multitask(ROWS, question=QUESTION, encoder=Encoder(tmp_path / "encoder.onnx"))
