import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import permutation_test
from sklearn.metrics import f1_score

from model_data import QUESTION, labelled_claims
from stance.errors import DataError, ModelError
from stance.evaluate.compare import compare_models, compare_stances, read_out_of_fold
from stance.evaluate.cross_validation import Setup, out_of_fold
from stance.model.training import train_model
from stance.records import Question, scored_row

NAMES = ("old", "new")
SORTED = np.array(sorted(QUESTION.labels))


def test_a_model_that_is_always_right_beats_one_that_is_often_wrong():
    rows = labelled_claims(20)
    gold = [row.label for row in rows]
    poor = ["none" if i % 3 else label for i, label in enumerate(gold)]
    found = compare_stances(rows, poor, gold, QUESTION, names=NAMES)
    assert found.verdict.startswith("new is better than old: macro F1 ")
    assert found.verdict.endswith("on 80 spans of 20 sources.")
    assert found.differences["macro_f1"]["p"] <= 0.01
    assert found.differences["macro_f1"]["interval"][0] > 0
    back = compare_stances(rows, gold, poor, QUESTION, names=NAMES)
    assert back.verdict.startswith("old is better than new: ")


def test_the_same_answers_cannot_be_told_apart():
    rows = labelled_claims(10)
    stances = ["none"] * len(rows)
    found = compare_stances(rows, stances, stances, QUESTION, names=NAMES)
    assert found.verdict.startswith("old and new cannot be told apart: ")
    assert found.differences["macro_f1"]["p"] == 1
    assert found.differences["macro_f1"]["interval"] == [0, 0]


def test_one_lucky_source_is_no_proof():
    rows = labelled_claims(10)
    gold = [row.label for row in rows]
    lucky = [label if row.group == "g3" else "none" for row, label in zip(rows, gold, strict=True)]
    found = compare_stances(rows, ["none"] * len(rows), lucky, QUESTION, names=NAMES)
    assert found.differences["macro_f1"]["difference"] > 0
    assert "cannot be told apart" in found.verdict


def stances_by_source(rows, right):
    """The gold labels in the sources of `right`, none elsewhere."""
    return [row.label if row.group in right else "none" for row in rows]


def test_of_five_sources_no_difference_can_be_sure_and_p_is_counted_over_all_arrangements():
    rows = labelled_claims(5)
    gold = [row.label for row in rows]
    found = compare_stances(rows, ["none"] * len(rows), gold, QUESTION, names=NAMES)
    # Only the answers as they are and all of them swapped differ as much: 2 of 32.
    assert found.differences["macro_f1"]["p"] == 0.0625
    assert "cannot be told apart" in found.verdict


def test_sources_on_which_both_answer_alike_do_not_count_for_either():
    rows = labelled_claims(9)
    one = compare_stances(rows, ["none"] * 36, stances_by_source(rows, {"g0"}), QUESTION, names=NAMES)
    assert one.differences["kappa"]["p"] == 1  # one source that differs: swapped or not, it differs as much
    two = compare_stances(rows, ["none"] * 36, stances_by_source(rows, {"g0", "g1"}), QUESTION, names=NAMES)
    assert two.differences["kappa"]["p"] == 0.5  # two: as much in 2 of 4 arrangements
    nine = compare_stances(rows, ["none"] * 36, [row.label for row in rows], QUESTION, names=NAMES)
    assert nine.differences["kappa"]["p"] == round(2 / 512, 4)


def test_of_ten_sources_all_arrangements_are_tried():
    rows = labelled_claims(10)
    ten = compare_stances(rows, ["none"] * 40, [row.label for row in rows], QUESTION, names=NAMES)
    assert ten.differences["kappa"]["p"] == round(2 / 1024, 4)


def test_p_is_that_of_an_independent_permutation_test():
    rng = np.random.default_rng(5)
    rows = labelled_claims(2)
    rows = [replace(row, group=f"s{i}", label=str(rng.choice(QUESTION.labels))) for i, row in enumerate(rows)]
    gold = np.array([row.label for row in rows])
    first, second = rng.choice(QUESTION.labels, 8), np.where(rng.random(8) < 0.7, gold, "none")

    def difference(one, other):
        scores = [f1_score(gold, row, labels=QUESTION.labels, average="macro", zero_division=0) for row in (one, other)]
        return scores[1] - scores[0]

    theirs = permutation_test(
        (np.searchsorted(SORTED, first), np.searchsorted(SORTED, second)),
        lambda one, other: difference(SORTED[one.astype(int)], SORTED[other.astype(int)]),
        permutation_type="samples",
        n_resamples=np.inf,
    )
    # Theirs doubles the smaller tail; the distribution is symmetric, so that this is the share of both.
    ours = compare_stances(rows, list(first), list(second), QUESTION, names=NAMES).differences["macro_f1"]
    assert ours["difference"] == pytest.approx(theirs.statistic, abs=1e-4)
    assert ours["p"] == pytest.approx(theirs.pvalue, abs=1e-4)


def test_drawn_arrangements_agree_with_all_of_them(monkeypatch):
    rows = labelled_claims(9)
    lucky = stances_by_source(rows, {"g0", "g1", "g2"})
    exact = compare_stances(rows, ["none"] * 36, lucky, QUESTION, names=NAMES).differences["kappa"]["p"]
    monkeypatch.setattr("stance.evaluate.compare.EXACT", 0)
    drawn = compare_stances(rows, ["none"] * 36, lucky, QUESTION, names=NAMES).differences["kappa"]["p"]
    assert exact == 0.25
    assert drawn == pytest.approx(exact, abs=0.04)


def test_a_single_source_has_no_interval():
    rows = labelled_claims(1)
    found = compare_stances(rows, ["none"] * 4, [row.label for row in rows], QUESTION, names=NAMES)
    assert (found.differences["macro_f1"]["interval"], found.differences["macro_f1"]["p"]) == (None, 1)
    assert found.verdict.endswith("difference +0.90, p = 1.000, on 4 spans of 1 source.")


def test_models_are_compared_on_sources_neither_has_seen():
    rows = labelled_claims(8)
    first, second = (train_model(rows[a:b], question=QUESTION) for a, b in ((0, 12), (8, 20)))
    found = compare_models(first, second, rows, QUESTION, names=NAMES)
    assert (found.spans, found.clusters, found.left_out) == (12, 3, 20)
    assert found.verdict.endswith(
        "20 more were left out: one of the two was trained on their source, or has not scored them."
    )


def test_words_without_a_source_that_stand_in_another_table_too_were_seen():
    rows = labelled_claims(8)
    old = [replace(row, table="old", row=n, group=f"old:{n}") for n, row in enumerate(rows[:16], start=2)]
    longer = [replace(row, table="new", row=n, group=f"new:{n}") for n, row in enumerate(rows, start=2)]
    model = train_model(old, question=QUESTION)
    words = {row.text for row in old}
    found = compare_models(model, model, longer, QUESTION, names=NAMES)
    assert (found.spans, found.left_out) == (n := sum(row.text not in words for row in longer), len(longer) - n)
    assert found.left_out >= len(old)


def test_models_that_have_seen_everything_or_answer_other_questions_are_refused():
    rows = labelled_claims(4)
    model = train_model(rows, question=QUESTION)
    with pytest.raises(DataError) as caught:
        compare_models(model, model, rows, QUESTION, names=NAMES)
    assert str(caught.value) == (
        "cannot compare: old or new was trained on the sources of all 16 labels; use labels of new ones, or "
        "cross-validated scores (stance evaluate --predictions FILE --spans gold)"
    )
    other = replace(model, question=Question(id="q", text="t", labels=("a", "b")))
    with pytest.raises(DataError, match="new has other labels than yes, maybe, no, none: compare models of one"):
        compare_models(model, other, rows, QUESTION, names=NAMES)


@pytest.mark.parametrize("said", [{}, {"trained_on": {}}])
def test_a_model_that_does_not_say_what_it_has_seen_is_refused(said):
    rows = labelled_claims(4)
    model = train_model(rows, question=QUESTION)
    silent = {key: value for key, value in model.manifest.items() if key != "trained_on"} | said
    with pytest.raises(ModelError, match="new does not say which sources it was trained on; refit it"):
        compare_models(model, replace(model, manifest=silent), rows, QUESTION, names=NAMES)


def test_what_was_trained_on_is_compared_by_its_out_of_fold_scores(tmp_path):
    rows = labelled_claims(6)
    run = out_of_fold(rows, Setup(question=QUESTION))
    file = tmp_path / "unseen.jsonl"
    file.write_text("".join(f"{json.dumps(scored_row(one, QUESTION))}\n" for one in run.scored[:20]), encoding="utf-8")
    unseen = read_out_of_fold(file, QUESTION)
    always_none = {(row.document, row.start, row.end): "none" for row in rows}
    found = compare_models(always_none, unseen, rows, QUESTION, names=NAMES)
    assert (found.spans, found.left_out) == (20, 4)
    gold = [row.label for row in rows[:20]]
    right = f1_score(gold, run.stances[:20], labels=QUESTION.labels, average="macro")
    assert found.differences["macro_f1"]["second"] == pytest.approx(right, abs=1e-4)
    model = train_model(rows[:8], question=QUESTION)
    assert compare_models(model, unseen, rows, QUESTION, names=NAMES).spans == 12


def test_scores_of_other_labels_are_refused_with_their_place(tmp_path):
    file = tmp_path / "other.jsonl"
    file.write_text('{"document": "d", "start": 0, "end": 2, "stance": "perhaps"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"other.jsonl, line 1: stance 'perhaps' is not one of yes, maybe, no, none"):
        read_out_of_fold(file, QUESTION)
