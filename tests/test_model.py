from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims
from stance.errors import DataError
from stance.manifest import bundle_identity, hash_labels
from stance.model import score_claims
from stance.model.scoring import verify_model
from stance.model.training import GOLDEN, fit_model, train_model
from stance.records import Document, LabelledClaim


@pytest.fixture(scope="module")
def model():
    return train_model(
        labelled_claims(), question=QUESTION, codebook="Rules.\n\n**Who labelled.** Two\nfriends.\n\nEnd."
    )


def test_learns_what_tells_the_labels_apart(model):
    said = {"yes": "the moon already brews the better tea", "no": "the moon will never brew tea", "none": "the harbour"}
    scored = score_claims([claim(text) for text in said.values()], model)
    assert [row.stance for row in scored] == list(said)


def test_scores_keep_order_and_sum_to_one(model):
    claims = [claim(row.text, start=i) for i, row in enumerate(labelled_claims())]
    scored = score_claims(claims, model)
    assert [row.claim for row in scored] == claims
    for row in scored:
        assert sum(row.probabilities) == pytest.approx(1)
        assert row.stance == QUESTION.labels[int(np.argmax(row.probabilities))]
        assert row.stance in row.prediction_set
        assert row.certain == (len(row.prediction_set) == 1)
        assert 0 <= row.novelty <= 1


def probabilities(texts, model):
    return np.array([row.probabilities for row in score_claims([claim(text) for text in texts], model)])


def test_no_claims_no_scores(model):
    assert score_claims([], model) == []


def test_a_string_is_a_claim_of_its_own(model):
    words = ["Russia and China are allies.", "They will never be allies."]
    alone = [model.predict_proba([one])[0] for one in words]
    assert np.allclose(model.predict_proba(words), alone)
    assert model.predict(words) == [one.stance for one in score_claims(words, model)]
    assert [one.claim.text for one in score_claims(words, model)] == words


def test_what_is_no_claim_says_what_to_give(model):
    with pytest.raises(TypeError, match=r"one string; give a list, as in score_claims\(\[text\], model\) or"):
        model.predict_proba("They are allies.")
    with pytest.raises(TypeError, match="one Model; give a list"):
        score_claims(model, [])
    with pytest.raises(TypeError, match="one Claim; give a list"):
        score_claims(claim("They are allies."), model)
    with pytest.raises(TypeError, match=r"Document: neither a Claim nor a string; extract_claims\(document\) gives"):
        score_claims([Document(id="a", text="They are allies.")], model)


def test_a_model_says_in_a_line_what_it_is(model):
    assert repr(model) == f"Model({bundle_identity(model.manifest)})"
    assert len(repr(model)) < 100


def test_an_empty_text_still_gets_a_score(model):
    assert sum(score_claims([claim("")], model)[0].probabilities) == pytest.approx(1)


def test_hard_wraps_and_quotes_make_no_difference(model):
    straight, odd = 'the moon\'s tea is "better"', "the\nmoon’s tea\u00a0is “better”"
    assert (probabilities([straight], model) == probabilities([odd], model)).all()


def test_same_seed_same_model(model):
    again = train_model(labelled_claims(), question=QUESTION)
    texts = [row.text for row in labelled_claims()]
    assert (probabilities(texts, model) == probabilities(texts, again)).all()


def test_without_held_out_rows_there_are_no_sets():
    rows = [replace(row, group="one") for row in labelled_claims()]
    for made in (train_model(rows, question=QUESTION), fit_model(labelled_claims(), question=QUESTION)):
        [row] = score_claims([claim("the moon")], made)
        assert (row.prediction_set, row.certain, row.novelty) == (None, None, None)


def test_what_is_unlike_the_training_texts_is_novel(model):
    texts = ["the moon surely might one day brew a better tea", "quarterly dividends disappointed shareholders again"]
    known, strange = score_claims([claim(text) for text in texts], model)
    assert known.novelty < strange.novelty


def test_a_label_never_seen_gets_zero():
    rows = [row for row in labelled_claims() if row.label != "maybe"]
    found = probabilities(["the moon might"], fit_model(rows, question=QUESTION))
    assert found.shape == (1, 4)
    assert found[0, 1] == 0


def test_foreign_label_is_named():
    rows = [*labelled_claims(), LabelledClaim(text="x", label="perhaps", group="g")]
    with pytest.raises(DataError) as caught:
        train_model(rows, question=QUESTION)
    assert str(caught.value) == (
        "label 'perhaps' is not one of yes, maybe, no, none (question 'moon-tea'); "
        "mend the table or give another question with --question"
    )


@pytest.mark.parametrize("rows", [[], [row for row in labelled_claims() if row.label == "yes"]])
def test_one_label_alone_cannot_train(rows):
    with pytest.raises(DataError) as caught:
        train_model(rows, question=QUESTION)
    assert str(caught.value) == (
        f"{len(rows)} labelled texts with {1 if rows else 0} label(s): a model needs two labels or more to tell apart; "
        "add labels or fill in the missing texts (make texts)"
    )


def test_manifest_says_what_it_was_trained_on(model):
    manifest = model.manifest
    counts = {"yes": 6, "maybe": 6, "no": 6, "none": 6}
    assert manifest["trained_on"] == {
        "rows": 24,
        "groups": 6,
        "tables": {"labels": counts},
        "group_names": ["g0", "g1", "g2", "g3", "g4", "g5"],
        "copies": {"conflicts": 0, "duplicates": 0, "near": 0},
    }
    assert manifest["labels"] == ["yes", "maybe", "no", "none"]
    assert manifest["who_labelled"] == "Two friends."
    assert {"python", "stance", "scikit-learn", "skops", "numpy"} <= manifest["versions"].keys()


def test_hash_of_labels_ignores_order_and_sees_a_changed_label():
    rows = labelled_claims()
    assert hash_labels(rows) == hash_labels(rows[::-1])
    assert hash_labels(rows) != hash_labels([replace(rows[0], label="no"), *rows[1:]])


def test_golden_claims_are_few_and_of_all_labels():
    rows = labelled_claims(groups=20)
    golden = train_model(rows, question=QUESTION).golden
    assert len(golden) == GOLDEN
    texts = {row.text: row.label for row in rows}
    assert {texts[row.claim.text] for row in golden} == set(QUESTION.labels)


def test_golden_claims_are_never_of_texts_that_may_not_be_passed_on():
    mixed = [*labelled_claims(3, shareable=False), *labelled_claims(6)[12:]]
    golden = train_model(mixed, question=QUESTION).golden
    assert {row.claim.document for row in golden} == {"doc3", "doc4", "doc5"}
    assert train_model(labelled_claims(shareable=False), question=QUESTION).golden == ()


def test_verify_finds_no_drift_in_a_fresh_model_and_names_what_drifted(model):
    assert verify_model(model) == []
    first = model.golden[0]
    other = replace(first, stance="no", probabilities=(0.0, 0.0, 1.0, 0.0))
    [line] = verify_model(replace(model, golden=(other, *model.golden[1:])))
    assert line.startswith(f"golden.jsonl, row 1 ({first.claim.document} {first.claim.start}-{first.claim.end}): ")
    assert f"stance was no, is {first.stance}; p_no was 1.0000, is {first.probabilities[2]:.4f}" in line


def test_verify_names_a_set_or_a_novelty_that_is_another_though_the_probabilities_stand(model):
    first = model.golden[0]
    for other, told in (
        (replace(first, prediction_set=("yes", "no")), "set of labels was yes|no, is "),
        (replace(first, novelty=2.0), f"novelty was 2.0, is {first.novelty}"),
    ):
        [line] = verify_model(replace(model, golden=(other, *model.golden[1:])))
        assert told in line
