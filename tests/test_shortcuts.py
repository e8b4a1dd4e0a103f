from dataclasses import replace

import pytest

from model_data import QUESTION, labelled_claims, moon_folds
from stance.evaluate.behaviour import ALTERATIONS, hide_names, negate, rename_sides, shortcut_figures, swap_sides
from stance.evaluate.cross_validation import Setup
from stance.evaluate.slices import slice_figures
from stance.evaluate.stability import learning_curve, repeated_figures
from stance.records import Document, Mood, Question

SETUP = Setup(question=QUESTION)
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


@pytest.fixture
def evaluated():
    return moon_folds()


def test_answers_that_hang_on_no_name_stay(rows, evaluated):
    found = shortcut_figures(rows, evaluated)
    assert list(found) == list(ALTERATIONS)
    nothing = {"claims": 0, "unchanged": None, "interval": None, "flipped": None, "lost": None, "by_words": False}
    assert found["sides swapped"] == nothing  # this question names no sides
    assert found["other names hidden"]["claims"] == 0
    denied = found["not inserted"]
    assert denied["claims"] == 16  # "might" and "will", in eight sources
    assert denied["unchanged"] + denied["flipped"] + denied["lost"] == pytest.approx(1, abs=2e-4)
    assert denied["interval"][0] <= denied["unchanged"] <= denied["interval"][1]


def test_slices_count_their_spans_and_errors(evaluated):
    rows = labelled_claims(8)
    named = [replace(row, speaker="Ada" if i < 24 else None, label="yes") for i, row in enumerate(rows)]
    right = [stance == "yes" for stance in evaluated.stances]
    found = slice_figures(named, evaluated, documents={}, claims=[])
    # The kind of all 32, under 30 words, is not shown, nor are the 8 of the writer's own.
    assert list(found) == ["of others", "of speakers in other folds too"]
    assert found["of others"] == found["of speakers in other folds too"]
    assert found["of others"]["wrong"] == pytest.approx(1 - sum(right[:24]) / 24, abs=1e-4)
    low, high = found["of others"]["interval"]
    assert low <= found["of others"]["wrong"] <= high


def test_kinds_by_cue_sampling_outlet_and_pipeline_form(rows, evaluated, monkeypatch):
    monkeypatch.setattr("stance.evaluate.slices.MIN_SPANS", 1)
    monkeypatch.setattr("stance.evaluate.slices.MIN_SPANS_OF_OUTLET", 8)
    drawn = [replace(row, sampling="all" if i < 12 else "targeted") for i, row in enumerate(rows)]
    documents = {f"doc{n}": Document(id=f"doc{n}", text="t", outlet="Gull" if n < 2 else "Tern") for n in range(3)}
    claims = [replace(row, claim=replace(row.claim, mood=Mood.QUESTION)) for row in evaluated.scored[:5]]
    found = {
        name: row["spans"] for name, row in slice_figures(drawn, evaluated, documents=documents, claims=claims).items()
    }
    assert found["with a negation"] == 8
    assert (found["drawn as 'all'"], found["drawn as 'targeted'"]) == (12, 20)
    assert found["from Gull"] == 8
    assert "from Tern" not in found
    assert (found["form: own"], found["mood: question"]) == (5, 5)
    assert "of speakers in no other fold" not in found  # each source's writer: all of them


def test_more_labels_are_used_at_each_step_of_the_curve_and_all_at_the_last(rows):
    curve = learning_curve(rows, SETUP)
    assert [row["size"] for row in curve] == [0.25, 0.5, 0.75, 1.0]
    labels = [row["labels"] for row in curve]
    assert labels == sorted(labels)
    assert len(set(labels)) > 2
    assert [row["groups"] for row in curve] == [2, 3, 4, 6]  # of the six or seven sources a fold trains on
    for row in curve:
        low, high = row["intervals"]["kappa"]
        assert low <= row["kappa"] <= high


def test_repeats_have_a_mean_and_a_spread(rows):
    found = repeated_figures(rows, SETUP, repeats=2)["speaker"]["macro_f1"]
    assert len(found["values"]) == 2
    assert min(found["values"]) <= found["mean"] <= max(found["values"])
