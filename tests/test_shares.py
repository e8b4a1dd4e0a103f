"""Estimates of shares: unbiased whatever the model, with intervals that hold the truth as often as they say."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_data import QUESTION, claim
from stance.errors import DataError
from stance.label_sample import sample_of
from stance.records import LabelledClaim, ScoredClaim
from stance.shares import MIN_EXPECTED, ShareEstimator, corrected_shares, labels_needed

LABELS = QUESTION.labels


def corpus(n, seed, document="d"):
    """Claims whose labels are drawn by one set of chances and predicted by another, so that raw counts are off."""
    rng = np.random.default_rng(seed)
    true = rng.dirichlet([0.5, 1.5, 1.0, 2.0], n)
    gold = [LABELS[rng.choice(4, p=row)] for row in true]
    shown = true + np.array([0.0, 0.25, 0.0, 0.0])
    shown /= shown.sum(axis=1, keepdims=True)
    scored = [
        ScoredClaim(
            claim=claim("x", document=document, start=i), stance=LABELS[int(row.argmax())], probabilities=tuple(row)
        )
        for i, row in enumerate(shown)
    ]
    return scored, gold


def label(row, name, sampling, annotator="ann"):
    place = {"document": row.claim.document, "start": row.claim.start, "end": row.claim.end}
    return LabelledClaim(text="x", label=name, group="g", sampling=sampling, annotator=annotator, **place)


def drawn(scored, gold, numbers, sampling):
    return [label(scored[i], gold[i], sampling) for i in numbers]


def shares(scored, labelled, parts=None, strata=None):
    sample = sample_of(scored, labelled, QUESTION)
    return corrected_shares(scored, sample, QUESTION, parts=parts or ["all"] * len(scored), strata=strata)


def coverage(probabilities, truth, size, draws=300, seed=0):
    """How often the interval from `size` labels holds the share of the truth (0 or 1 a claim)."""
    estimator, rng, hits = ShareEstimator(np.array(probabilities)), np.random.default_rng(seed), []
    truth = np.array(truth, dtype=float)
    for _ in range(draws):
        rows = rng.choice(len(truth), size, replace=False)
        weights = np.zeros(len(truth))
        weights[rows] = len(truth) / size
        _, low, high, _ = estimator.estimate(truth, weights)
        if low is None:
            return None  # whether there are enough labels is told from the scores alone
        hits.append(low <= truth.mean() <= high)
    return np.mean(hits)


@pytest.mark.parametrize("size", [15, 30, 100])
@pytest.mark.parametrize("name", ["maybe", "no", "none"])
def test_intervals_hold_the_truth_with_few_labels_of_a_model_that_is_off(size, name):
    scored, gold = corpus(900, 1)
    column = LABELS.index(name)
    held = coverage([row.probabilities[column] for row in scored], [label == name for label in gold], size)
    assert held is None or 0.9 <= held <= 0.99
    assert held is not None or size == 15


@pytest.mark.parametrize("size", [35, 100, 200])
def test_intervals_hold_the_truth_of_a_model_that_is_nearly_always_right(size):
    rng = np.random.default_rng(3)
    chances = np.where(rng.random(1000) < 0.4, 0.97, 0.03)
    truth = rng.random(1000) < chances
    assert coverage(chances, truth, size) >= 0.92


def test_a_sample_without_an_error_is_not_taken_for_a_model_without_errors():
    chances = np.array([0.9] * 50 + [0.1] * 50)
    truth, weights = np.array([1.0] * 50 + [0.0] * 50), np.zeros(100)
    weights[[*range(8), *range(50, 58)]] = 100 / 16
    _, low, high, _ = ShareEstimator(chances).estimate(truth, weights)
    assert high - low > 0.1


def test_too_few_labels_say_how_many_more_it_takes():
    estimator = ShareEstimator(np.full(400, 0.05))
    needed = int(MIN_EXPECTED / 0.05)
    weights, means = np.zeros(400), np.zeros(400)
    weights[:8] = 50
    assert estimator.estimate(means, weights) == (None, None, None, needed - 8)
    weights[:needed] = 400 / needed
    corrected, low, high, more = estimator.estimate(means, weights)
    assert low <= corrected <= high
    assert more == 0


def test_an_estimate_and_its_interval_worked_out_by_hand():
    # Scores that know nothing leave Wilson's interval, with the finite population's factor.
    estimator = ShareEstimator(np.full(1000, 0.5))
    means, weights = np.zeros(1000), np.zeros(1000)
    means[:40], weights[:100] = 1.0, 10.0
    corrected, low, high, _ = estimator.estimate(means, weights)
    assert corrected == pytest.approx(0.4)
    # The variance of label − probability at a share θ is θ(1 − θ), here pooled with the sample's and not below it.
    spread = 1.959964**2 * (1 - 0.1) / 100
    sample = 0.4 * 0.6 * 100 / 99
    for end in (low, high):
        pooled = (100 * end * (1 - end) + 99 * sample) / 199
        assert (0.4 - end) ** 2 == pytest.approx(spread * max(pooled, sample), rel=0.01)


def test_raw_counts_are_off_where_corrected_shares_are_not():
    scored, gold = corpus(3000, 3)
    rows = shares(scored, drawn(scored, gold, range(0, 3000, 3), str(1 / 3)))
    truth = [gold.count(name) / 3000 for name in LABELS]
    assert [row.raw for row in rows] == [sum(row.stance == name for row in scored) / 3000 for name in LABELS]
    assert max(abs(row.raw - share) for row, share in zip(rows, truth, strict=True)) > 0.1
    assert max(abs(row.corrected - share) for row, share in zip(rows, truth, strict=True)) < 0.04


def test_a_good_model_makes_the_interval_narrower():
    scored, gold = corpus(900, 1)
    blank = [replace(row, probabilities=(0.25,) * 4) for row in scored]
    labels = drawn(scored, gold, range(0, 900, 9), str(1 / 9))
    for model, alone in zip(shares(scored, labels), shares(blank, labels), strict=True):
        assert model.high - model.low < alone.high - alone.low


def test_labels_of_everything_give_the_truth_without_doubt():
    scored, gold = corpus(50, 4)
    for row in shares(scored, drawn(scored, gold, range(50), "all")):
        assert row.corrected == pytest.approx(gold.count(row.label) / 50)
        assert row.low == pytest.approx(row.high)
        assert row.needed == 0


def test_claims_drawn_with_unequal_chance_count_by_its_inverse():
    scored, gold = corpus(2000, 5)
    rng = np.random.default_rng(6)
    chance = [0.6 if name == "yes" else 0.1 for name in gold]
    picked = [i for i in range(2000) if rng.random() < chance[i]]
    rows = shares(scored, [label(scored[i], gold[i], str(chance[i])) for i in picked])
    assert rows[0].low < gold.count("yes") / 2000 < rows[0].high
    assert abs(rows[0].corrected - gold.count("yes") / 2000) < 0.05


def test_labels_drawn_within_strata_count_for_their_stratum():
    scored, gold = corpus(1000, 13)
    strata = ["small"] * 100 + ["large"] * 900
    # Half of the small stratum, a ninth of the large one, both said to be a tenth.
    rows = shares(scored, drawn(scored, gold, [*range(0, 100, 2), *range(100, 1000, 9)], "0.15"), strata=strata)
    for row in rows:
        assert row.corrected == pytest.approx(gold.count(row.label) / 1000, abs=0.08)


def test_strata_that_were_drawn_from_unequally_count_by_their_size():
    scored, _ = corpus(1000, 13)
    gold, strata = ["yes"] * 100 + ["no"] * 900, ["small"] * 100 + ["large"] * 900
    # Of the 100 of the small stratum 50 are labelled, of the 900 of the large one 50, all said to be a tenth.
    rows = shares(scored, drawn(scored, gold, [*range(50), *range(100, 1000, 18)], "0.1"), strata=strata)
    by_label = {row.label: row.corrected for row in rows}
    assert by_label["yes"] == pytest.approx(0.1, abs=0.05)
    assert by_label["no"] == pytest.approx(0.9, abs=0.05)


def test_a_stratum_that_is_said_to_be_labelled_in_full_counts_by_its_size_too():
    scored, _ = corpus(1000, 13)
    gold, strata = ["yes"] * 100 + ["no"] * 900, ["small"] * 100 + ["large"] * 900
    small, large = drawn(scored, gold, range(50), "1"), drawn(scored, gold, range(100, 1000, 18), "0.0556")
    by_label = {row.label: row.corrected for row in shares(scored, [*small, *large], strata=strata)}
    assert by_label["yes"] == pytest.approx(0.1, abs=0.02)


@given(st.integers(0, 2**20))
@settings(max_examples=30, deadline=None)
def test_shares_and_their_ends_lie_between_what_is_known_and_what_can_be(seed):
    rng = np.random.default_rng(seed)
    scored, gold = corpus(60, seed)
    numbers = rng.choice(60, int(rng.integers(30, 60)), replace=False)
    rows = shares(scored, drawn(scored, gold, numbers, str(len(numbers) / 60)))
    for row in rows:
        if row.low is None:
            assert row.needed > 0
            continue
        known = sum(gold[i] == row.label for i in numbers)
        assert known / 60 - 1e-9 <= row.low <= row.corrected <= row.high
        assert row.high <= (60 - len(numbers) + known) / 60 + 1e-9


def test_parts_stand_in_their_order_and_each_needs_labels_of_its_own():
    scored, gold = corpus(400, 7)
    parts = ["Ada"] * 300 + ["Ben"] * 100
    rows = shares(scored, drawn(scored, gold, [*range(0, 300, 4), 300], "0.2"), parts)
    assert [(row.part, row.label) for row in rows] == [(part, name) for part in ("Ada", "Ben") for name in LABELS]
    ada, ben = rows[1], rows[5]
    assert (ada.claims, ada.labelled, ben.claims, ben.labelled) == (300, 75, 100, 1)
    assert ada.corrected is not None
    assert (ben.corrected, ben.low, ben.high) == (None, None, None)
    assert ben.needed > 0
    assert ben.raw == np.mean([row.stance == "maybe" for row in scored[300:]])


def test_a_settled_label_counts_alone_and_takes_the_sampling_of_what_it_settles():
    scored, gold = corpus(300, 14)
    labels = drawn(scored, gold, range(0, 300, 3), str(1 / 3))
    wrong = replace(labels[0], annotator="ben", label="yes" if labels[0].label != "yes" else "no")
    settled = replace(labels[0], annotator="gold", sampling="disagreement")
    assert shares(scored, [*labels, wrong, settled]) == shares(scored, labels)


def test_annotators_who_differ_count_by_their_share():
    scored, gold = corpus(20, 15)
    ann = drawn(scored, gold, range(20), "all")
    ben = [replace(row, annotator="ben", label="yes") for row in ann]
    ann = [replace(row, label="no") for row in ann]
    by_label = {row.label: row.corrected for row in shares(scored, ann + ben)}
    assert by_label["yes"] == by_label["no"] == pytest.approx(0.5)


def test_a_corrected_span_is_the_label_of_the_claim_it_overlaps_most():
    scored = [
        ScoredClaim(claim=claim("x" * 20, start=start), stance="yes", probabilities=(0.5, 0.5, 0.0, 0.0))
        for start in range(0, 200, 20)
    ]
    rows = [label(row, "yes", "all") for row in scored]
    rows[3] = replace(rows[3], start=rows[3].start + 4)
    assert all(row.labelled == 10 for row in shares(scored, rows))


def test_labels_chosen_by_the_model_are_left_out_and_counted():
    scored, gold = corpus(300, 16)
    random = drawn(scored, gold, range(0, 300, 3), str(1 / 3))
    chosen = [replace(row, sampling="uncertain") for row in drawn(scored, gold, range(1, 60, 3), "x")]
    assert sample_of(scored, random + chosen, QUESTION).left_out == {"uncertain": 20}
    assert shares(scored, random + chosen) == shares(scored, random)


@pytest.mark.parametrize("sampling", ["targeted", "written", None, "1.5", "0", "-0.5", "nan", "", "all of it"])
def test_where_no_label_was_drawn_at_random_there_is_no_estimate(sampling):
    scored, gold = corpus(10, 8)
    with pytest.raises(DataError, match="no label was drawn with a known probability"):
        shares(scored, drawn(scored, gold, range(6), sampling))


def test_a_chance_of_one_is_that_of_a_text_labelled_whole():
    scored, gold = corpus(40, 8)
    assert shares(scored, drawn(scored, gold, range(40), "1")) == shares(scored, drawn(scored, gold, range(40), "all"))


def test_labels_of_other_texts_are_refused_by_name():
    scored, gold = corpus(10, 8)
    rows = drawn(scored, gold, range(8), "0.8")
    rows[3] = replace(rows[3], start=99, end=100)
    rows[4] = replace(rows[4], document="e")
    with pytest.raises(DataError) as caught:
        shares(scored, rows)
    assert str(caught.value) == (
        "shares cannot be corrected: d 99-100 is no claim of this corpus (and 1 more); labels must be a random "
        "sample of the claims scored here: stance label --limit 100"
    )


def test_a_table_of_the_sample_that_is_missing_is_noticed():
    scored, gold = corpus(1000, 17)
    with pytest.raises(DataError, match=r"20 labels stand for 100 of 1000 claims .* add the other tables"):
        shares(scored, drawn(scored, gold, range(20), "0.2"))


def test_all_must_be_all():
    scored, gold = corpus(8, 9)
    other, _ = corpus(2, 10, document="e")
    with pytest.raises(DataError, match=r"d 7-8 has no label, though its document's are drawn as 'all'"):
        shares(scored, drawn(scored, gold, range(7), "all"))
    read = "".join(("a", "ll"))  # as it comes out of a table: equal, not the same object
    with pytest.raises(DataError, match="e had no chance to be drawn"):
        shares([*scored, *other], drawn(scored, gold, range(8), read))


def test_documents_labelled_as_a_whole_stand_beside_drawn_ones():
    scored, gold = corpus(60, 11)
    other, others_gold = corpus(200, 12, document="e")
    rows = drawn(scored, gold, range(60), "all") + drawn(other, others_gold, range(0, 200, 2), "0.5")
    assert all(row.labelled == 160 for row in shares([*scored, *other], rows))


def test_a_plan_names_labels_for_a_wanted_half_width_and_they_are_enough():
    scored, gold = corpus(2000, 18)
    plans = labels_needed(scored, QUESTION, parts=["all"] * 2000, half_width=0.06)
    for column, plan in enumerate(plans):
        size = plan.needed
        rows = shares(scored, drawn(scored, gold, range(0, 2000, 2000 // size), str(1 / (2000 // size))))
        assert (rows[column].high - rows[column].low) / 2 <= 0.06 * 1.25
    closer = labels_needed(scored, QUESTION, parts=["all"] * 2000, half_width=0.03)
    assert all(more.needed > plan.needed for more, plan in zip(closer, plans, strict=True))
    everything = labels_needed(scored, QUESTION, parts=["all"] * 2000, half_width=0.0001)
    assert all(plan.needed == 2000 for plan in everything)


def test_more_labels_are_asked_for_where_the_scores_leave_few_errors_to_see():
    sure, unsure = (ShareEstimator(np.array([low, 1 - low] * 500)) for low in (0.001, 0.4))
    assert sure.fewest > 10 * unsure.fewest
