from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims
from stance.evaluate import out_of_fold
from stance.evaluate.audit import ALTERATIONS, hide_names, negate, rename_sides, shortcut_figures, swap_sides
from stance.evaluate.stability import learning_curve, repeated_figures, slice_figures
from stance.records import Question

PAIR = Question(id="q", text="t", labels=("yes", "no"), sides=(("Latvia", "Latvian", "Riga"), ("Chile", "Santiago")))


@pytest.mark.parametrize(
    ("alter", "altered"),
    [
        (swap_sides, "Today Chile is close to Latvia, says Anna Berg."),
        (rename_sides, "Today Ruritania is close to Graustark, says Anna Berg."),
        (hide_names, "Today Latvia is close to Chile, says Someone."),
        (negate, "Today Riga is not close to Chile, says Anna Berg."),
    ],
)
def test_claims_are_altered_in_one_way_each(alter, altered):
    assert alter("Today Riga is close to Chile, says Anna Berg.", PAIR) == altered


def test_what_is_denied_already_is_not_denied_again():
    assert negate("They are not close.", PAIR) == "They are not close."


@pytest.fixture(scope="module")
def rows():
    return labelled_claims(8)


@pytest.fixture(scope="module")
def evaluated(rows):
    return out_of_fold(rows, question=QUESTION)


def test_answers_that_hang_on_no_name_stay(evaluated):
    found = shortcut_figures(evaluated)
    assert list(found) == list(ALTERATIONS)
    assert found["sides swapped"] == {"claims": 0, "unchanged": None}  # this question names no sides
    assert found["other names hidden"]["claims"] == 0
    assert 0 <= found["not inserted"]["unchanged"] <= 1


def test_slices_count_their_spans_and_errors(rows, evaluated):
    named = [replace(row, speaker="Ada") if i < 4 else row for i, row in enumerate(rows)]
    found = slice_figures(named, evaluated)
    assert (found["of others"]["spans"], found["the writer's own"]["spans"]) == (4, 28)
    assert found["with negation"]["spans"] == 8
    wrong = sum(row.label != stance for row, stance in zip(rows, evaluated.stances, strict=True)) / len(rows)
    assert found["under 30 words"]["wrong"] == pytest.approx(wrong, abs=1e-4)


def test_more_labels_are_used_at_each_step_of_the_curve_and_all_at_the_last(rows):
    curve = learning_curve(rows, question=QUESTION)
    assert [row["size"] for row in curve] == [0.25, 0.5, 0.75, 1.0]
    labels = [row["labels"] for row in curve]
    assert labels == sorted(labels)
    assert len(set(labels)) > 2
    assert {"macro_f1", "kappa", "f1_bearing"} <= curve[-1].keys()


def test_repeats_have_a_mean_and_a_spread(rows):
    found = repeated_figures(rows, question=QUESTION, repeats=2)["macro_f1"]
    assert len(found["values"]) == 2
    assert min(found["values"]) <= found["mean"] <= max(found["values"])
