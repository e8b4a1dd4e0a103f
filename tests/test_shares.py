from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim
from stance.errors import DataError
from stance.records import LabelledClaim, ScoredClaim
from stance.shares import MIN_LABELS, corrected_shares

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


def label(row, given, sampling):
    place = {"document": row.claim.document, "start": row.claim.start, "end": row.claim.end}
    return LabelledClaim(text="x", label=given, group="g", sampling=sampling, **place)


def drawn(scored, gold, numbers, sampling):
    return [label(scored[i], gold[i], sampling) for i in numbers]


def shares(scored, labelled, parts=None):
    return corrected_shares(scored, labelled, QUESTION, parts=parts or ["all"] * len(scored))


def test_intervals_hold_the_truth_as_often_as_they_say_and_are_narrower_than_labels_alone():
    scored, gold = corpus(900, 1)
    flat = [ScoredClaim(claim=row.claim, stance="none", probabilities=(0.25,) * 4) for row in scored]
    truth = [gold.count(name) / 900 for name in LABELS]
    rng, hits, width, alone = np.random.default_rng(2), [], [], []
    for _ in range(200):
        labels = drawn(scored, gold, rng.choice(900, 100, replace=False), str(100 / 900))
        found = shares(scored, labels)
        hits.append([row.low <= right <= row.high for row, right in zip(found, truth, strict=True)])
        width.append([row.high - row.low for row in found])
        # A prediction that knows nothing leaves the labels alone to speak.
        alone.append([row.high - row.low for row in shares(flat, labels)])
    assert 0.91 <= np.mean(hits) <= 0.98
    assert (np.mean(width, axis=0) < np.mean(alone, axis=0)).all()


def test_raw_counts_are_off_where_corrected_shares_are_not():
    scored, gold = corpus(3000, 3)
    found = shares(scored, drawn(scored, gold, range(0, 3000, 3), str(1 / 3)))
    truth = [gold.count(name) / 3000 for name in LABELS]
    assert [row.raw for row in found] == [sum(row.stance == name for row in scored) / 3000 for name in LABELS]
    assert max(abs(row.raw - right) for row, right in zip(found, truth, strict=True)) > 0.1
    assert max(abs(row.corrected - right) for row, right in zip(found, truth, strict=True)) < 0.04


def test_labels_of_everything_give_the_truth_without_doubt():
    scored, gold = corpus(50, 4)
    for row in shares(scored, drawn(scored, gold, range(50), "all")):
        assert row.corrected == pytest.approx(gold.count(row.label) / 50)
        assert row.low == pytest.approx(row.high)


def test_claims_drawn_with_unequal_chance_count_by_its_inverse():
    scored, gold = corpus(2000, 5)
    rng = np.random.default_rng(6)
    chance = [0.6 if name == "yes" else 0.1 for name in gold]
    picked = [i for i in range(2000) if rng.random() < chance[i]]
    labels = [label(scored[i], gold[i], str(chance[i])) for i in picked]
    found = shares(scored, labels)[0]
    assert found.low < gold.count("yes") / 2000 < found.high


def test_parts_stand_in_their_order_and_too_few_labels_leave_the_raw_count():
    scored, gold = corpus(40, 7)
    parts = ["Ada"] * 30 + ["Ben"] * 10
    labels = drawn(scored, gold, [*range(MIN_LABELS), 30], "0.2")
    found = shares(scored, labels, parts)
    assert [(row.part, row.label) for row in found] == [(part, name) for part in ("Ada", "Ben") for name in LABELS]
    ada, ben = found[0], found[4]
    assert (ada.claims, ada.labelled, ben.claims, ben.labelled) == (30, MIN_LABELS, 10, 1)
    assert ada.corrected is not None
    assert (ben.corrected, ben.low, ben.high) == (None, None, None)
    assert ben.raw == np.mean([row.stance == "yes" for row in scored[30:]])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sampling": "targeted"}, "d 3-4 was drawn as 'targeted'"),
        ({"sampling": None}, "d 3-4 was drawn as 'nothing known'"),
        ({"sampling": "1.5"}, "d 3-4 was drawn as '1.5'"),
        ({"start": 99, "end": 100}, "d 99-100 is no claim of this corpus"),
    ],
)
def test_labels_not_drawn_from_the_corpus_are_refused_by_name(change, reason):
    scored, gold = corpus(10, 8)
    rows = drawn(scored, gold, range(6), "0.5")
    rows[3] = replace(rows[3], **change)
    with pytest.raises(DataError) as caught:
        shares(scored, rows)
    assert str(caught.value) == (
        f"shares cannot be corrected: {reason}; draw labels from the corpus you score: stance label --sample 100"
    )


def test_all_must_be_all():
    scored, gold = corpus(8, 9)
    other, _ = corpus(2, 10, document="e")
    with pytest.raises(DataError, match=r"d 7-8 has no label, though its document's are drawn as 'all'"):
        shares(scored, drawn(scored, gold, range(7), "all"))
    read = "".join(("a", "ll"))  # as it comes out of a table: equal, not the same object
    with pytest.raises(DataError, match="e had no chance to be drawn"):
        shares([*scored, *other], drawn(scored, gold, range(8), read))


def small(chances, given, sampling):
    """Ten claims with those chances of `yes`, and labels of the first of them."""
    scored = [
        ScoredClaim(claim=claim("x", start=i), stance="yes", probabilities=(chance, 1 - chance, 0.0, 0.0))
        for i, chance in enumerate(chances)
    ]
    labels = [label(row, name, how) for row, name, how in zip(scored, given, sampling, strict=False)]
    return scored, [replace(row, document="new") for row in labels]


def test_an_estimate_worked_out_by_hand():
    # Half of ten drawn: errors 0.2, 0.2, 0.2, -0.8, 0.2 have mean 0 and squares that sum to 0.8.
    chances = [0.8, 0.8, 0.8, 0.8, 0.8, 0.5, 0.5, 0.5, 0.5, 0.5]
    found = shares(*small(chances, ["yes", "yes", "yes", "maybe", "yes"], ["0.5"] * 5))
    yes = found[0]
    assert (yes.claims, yes.labelled, yes.raw) == (10, 5, 1.0)
    assert yes.corrected == pytest.approx(0.65)
    # Simple random sampling: (1 - 5/10) · s² / 5 with s² = 0.8 / 4; Student's t of 4 degrees is 2.776445.
    half = 2.776445 * (0.5 * 0.2 / 5) ** 0.5
    assert yes.low == pytest.approx(0.65 - half, abs=1e-6)
    assert yes.high == pytest.approx(1.0)  # 0.65 + half is past what a share can be
    assert found[1].corrected == pytest.approx(0.35)
    assert found[1].low == 0.0
    assert found[1].high == pytest.approx(0.35 + half, abs=1e-6)


def test_unequal_chances_worked_out_by_hand():
    # Weights 2, 2, 2, 2, 4 on errors 0.5, 0.5, -0.5, -0.5, 0.5: their mean is 2/12.
    given = ["yes", "yes", "maybe", "maybe", "yes"]
    found = shares(*small([0.5] * 10, given, ["0.5"] * 4 + ["0.25"]))[0]
    assert found.corrected == pytest.approx(0.5 + 1 / 6)
    # A claim of weight w adds (1 - 1/w) w² of its squared distance: 2 each of the first, 12 of the last.
    spread = 2 * 2 * (1 / 3) ** 2 + 2 * 2 * (2 / 3) ** 2 + 12 * (1 / 3) ** 2
    half = 2.776445 * (spread / 12**2 * 5 / 4) ** 0.5
    assert found.low == pytest.approx(0.5 + 1 / 6 - half, abs=1e-6)


def test_labels_of_certain_claims_add_no_doubt_and_fewer_than_five_no_estimate():
    given = ["yes", "maybe", "yes", "maybe", "yes"]
    sure = shares(*small([0.5] * 10, given, ["1"] * 5))[0]
    assert sure.low == sure.corrected == sure.high
    few = shares(*small([0.5] * 10, given[: MIN_LABELS - 1], ["0.5"] * 4))[0]
    assert (few.labelled, few.corrected, few.low, few.high) == (MIN_LABELS - 1, None, None, None)


@pytest.mark.parametrize("sampling", ["0", "-0.5", "1.0001", "all of it", "nan", ""])
def test_what_is_no_chance_is_refused(sampling):
    with pytest.raises(DataError, match="was drawn as"):
        shares(*small([0.5] * 10, ["yes"] * 5, ["0.5"] * 4 + [sampling]))


def test_all_faults_are_counted_and_the_first_is_told():
    scored, rows = small([0.5] * 10, ["yes"] * 5, ["picked"] * 3 + ["0.5"] * 2)
    with pytest.raises(DataError, match=r"new 0-1 was drawn as 'picked' \(and 2 more\); draw"):
        shares(scored, rows)
    with pytest.raises(DataError, match=r"as 'picked' \(and 1 more\)"):
        shares(scored, rows[1:])


def test_documents_labelled_as_a_whole_stand_beside_drawn_ones():
    scored, gold = corpus(6, 11)
    other, others_gold = corpus(20, 12, document="e")
    rows = drawn(scored, gold, range(6), "all") + drawn(other, others_gold, range(0, 20, 2), "0.5")
    found = shares([*scored, *other], rows)
    assert found[0].labelled == 16
    assert found[0].low < found[0].high
