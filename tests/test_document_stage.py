from dataclasses import replace

import numpy as np
import pytest

from model_data import QUESTION, claim, labelled_claims, varied_claims
from stance.model import as_claim, score_claims
from stance.model.document_stage import (
    Neighbourhood,
    centred_logs,
    documents_of,
    fit_document_stage,
    is_contentless,
)
from stance.model.stacking import (
    CrossFittedPredictions,
    DocumentStages,
    describe_stages,
    fit_document_stages,
    stacked_probabilities,
    stages_from,
)
from stance.model.training import train_model

MEAN = np.array([0.1, 0.2, 0.3, 0.4])
NONE = 3


@pytest.fixture(scope="module")
def model():
    return train_model(varied_claims(), question=QUESTION)


def document(name, texts):
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    return [claim(text, document=name, start=int(start)) for text, start in zip(texts, starts, strict=False)]


def held(documents=60, *, encoded=None, seed=0):
    """Documents of four claims with one stance or none each; the words tell a little of it."""
    rng = np.random.default_rng(seed)
    claims = [
        one for d in range(documents) for one in document(f"d{d}", [f"Claim {d} {i} of the pact." for i in range(4)])
    ]
    gold = np.repeat(np.array([0, 1, 2, 3, 3, 3])[rng.integers(0, 6, documents)], 4)
    scores = rng.normal(0, 1, (len(claims), 4)) + np.eye(4)[gold]
    words = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    told = None if encoded is None else rng.normal(0, 1, (len(claims), 4)) + encoded * np.eye(4)[gold]
    folds = np.repeat(np.arange(documents) % 5, 4)
    return CrossFittedPredictions(
        claims=tuple(claims),
        gold=gold,
        words=words,
        encoded=told,
        novelty=np.zeros(len(claims)),
        fold_of=folds,
        written=np.zeros(len(claims), bool),
        strata=np.array(["table"] * len(claims)),
        none=NONE,
    )


def test_a_claim_alone_stands_in_the_mean_document():
    [row] = Neighbourhood([claim("Tea.")]).features(np.eye(4)[:1], MEAN)
    assert row == pytest.approx([*MEAN, *MEAN, 1, 0, 1, 1])


def test_of_a_document_the_other_claims_count_and_the_nearer_the_more():
    claims = document("a", ["One pact.", "Two pacts, one pact.", "A third pact.", "Is it a pact?"])
    first = np.eye(4)
    found = Neighbourhood(claims).features(first, MEAN)
    assert found[0, :4] == pytest.approx((first[1] + first[2] + first[3] + 2 * MEAN) / 5)
    longer = Neighbourhood(claims + document("a", ["More of the pact."] * 40)[4:])
    many = longer.features(np.vstack([first, np.tile(first[3], (36, 1))]), MEAN)
    assert many[0, :4] == pytest.approx((4 * (first[1] + first[2] + 37 * first[3]) / 39 + 2 * MEAN) / 6)
    near = np.exp(-np.array([0.5, 1.0, 1.5]))
    assert found[0, 4:8] == pytest.approx((near @ first[1:] + MEAN) / (near.sum() + 1))
    assert list(found[:, -3]) == [0, 0, 0, 1]
    assert list(found[:, -1]) == [0, 0, 0, 0]


def test_neither_the_order_nor_other_documents_matter(model):
    assert model.stages is not None
    claims = document("a", ["The moon brews.", "It never will.", "Tea?"]) + document("b", ["The harbour."])
    together = score_claims(claims, model)
    assert score_claims(claims[::-1], model) == together[::-1]
    assert score_claims(claims[:3], model) + score_claims(claims[3:], model) == together


def test_claims_of_one_document_are_told_apart_by_their_place():
    claims = [claim("b", start=5), claim("long", start=0), claim("a", start=0), claim("c", document="other")]
    assert [list(rows) for rows in documents_of(claims)] == [[1, 2, 0], [3]]


def test_what_the_other_claims_say_moves_a_doubtful_one():
    stages, _ = fit_document_stages(held())
    claims, even = document("a", ["One pact.", "A pact.", "The pact.", "This pact."]), np.full(4, 0.25)
    sure = 0.9 * np.eye(4) + 0.025
    beside_first, beside_third = (
        stacked_probabilities(claims, np.array([row, row, even, row]), stages=stages, read=None, none=NONE)[2]
        for row in (sure[0], sure[2])
    )
    assert beside_first[0] > 2 * beside_third[0]
    assert beside_third[2] > 2 * beside_first[2]


def test_the_second_pass_does_better_than_the_first_on_folds_it_has_not_seen():
    rows = held()
    stages, found = fit_document_stages(rows)
    assert stages.both is None
    right = (found.argmax(axis=1) == rows.gold).mean()
    assert right > (rows.words.argmax(axis=1) == rows.gold).mean() + 0.1


def test_an_encoder_is_learnt_from_and_not_asked_where_words_are_sure():
    rows = held(120, encoded=2.0)
    stages, found = fit_document_stages(rows)
    assert (found.argmax(axis=1) == rows.gold).mean() > 0.85
    assert 0.5 <= stages.screen <= 1
    asked = []

    def read(places):
        asked.extend(places)
        return rows.encoded[places]

    again = stacked_probabilities(rows.claims, rows.words, stages=stages, read=read, none=NONE)
    assert 0 < len(asked) < len(rows.claims)
    by_words = stages.words.probabilities(centred_logs(rows.words), rows.words, rows.claims)
    kept = sorted(set(range(len(rows.claims))) - set(asked))
    assert (again[kept] == by_words[kept]).all()
    assert (by_words[kept, NONE] >= stages.screen).all()
    assert again.sum(axis=1) == pytest.approx(1)


def test_what_the_encoder_may_not_read_is_scored_by_words():
    rows = held(120, encoded=2.0)
    stages, _ = fit_document_stages(rows)
    unread = stacked_probabilities(
        rows.claims, rows.words, stages=stages, read=lambda places: np.full((len(places), 4), np.nan), none=NONE
    )
    words = stacked_probabilities(rows.claims, rows.words, stages=stages, read=None, none=NONE)
    assert (unread == words).all()


def test_of_few_claims_no_second_pass_is_learnt():
    rows = held(20, encoded=1.0)
    stages, found = fit_document_stages(rows)
    assert stages is None
    assert found.sum(axis=1) == pytest.approx(1)
    assert (fit_document_stages(replace(rows, encoded=None))[1] == rows.words).all()


def test_a_label_never_learnt_stays_at_zero():
    rows = held()
    kept = rows.take(rows.gold != 1)
    first = kept.words * [1, 0, 1, 1]
    first /= first.sum(axis=1, keepdims=True)
    around = Neighbourhood(kept.claims)
    stage = fit_document_stage(centred_logs(first), first, around, kept.gold, NONE, kept.written)
    assert (stage.probabilities(centred_logs(first), first, kept.claims)[:, 1] == 0).all()


def test_the_second_pass_comes_back_from_what_the_manifest_says():
    stages, _ = fit_document_stages(held(120, encoded=2.0))
    fitted = {"words": stages.words.fitted, "both": stages.both.fitted}
    assert stages_from(describe_stages(stages), fitted, 4) == stages
    assert stages_from(None, {}, 4) is None
    with pytest.raises(ValueError, match="another number of labels"):
        stages_from(describe_stages(stages), fitted, 3)
    with pytest.raises(KeyError):
        stages_from({"words": [0.25] * 4}, fitted, 4)


def test_a_labelled_row_and_the_claim_it_becomes_are_one_document():
    rows = labelled_claims(2)
    assert len(documents_of([as_claim(row) for row in rows])) == 2
    assert DocumentStages(words=None).both is None


def test_rows_written_for_training_make_no_mean_document_and_hardly_move_claims_among_others():
    rows = held(120)
    claims = [claim(f"Written {i}.", document=f"w{i}") for i in range(200)]
    odd = CrossFittedPredictions(
        claims=(*rows.claims, *claims),
        gold=np.concatenate([rows.gold, np.zeros(200, int)]),
        words=np.concatenate([rows.words, np.full((200, 4), 0.25)]),
        encoded=None,
        novelty=np.zeros(len(rows.claims) + 200),
        fold_of=np.concatenate([rows.fold_of, np.arange(200) % 5]),
        written=np.arange(len(rows.claims) + 200) >= len(rows.claims),
        strata=np.array(["table"] * (len(rows.claims) + 200)),
        none=NONE,
    )
    stages, probabilities = fit_document_stages(odd)
    plain, plain_probabilities = fit_document_stages(rows)
    assert stages.words.mean == plain.words.mean
    assert np.abs(probabilities[: len(rows.claims)] - plain_probabilities).max() < 0.1


def test_a_claim_without_content_of_its_own_takes_nothing_from_its_neighbours():
    claims = document("a", ["A pact.", "Quite the contrary.", "They are friends, and allies."])
    first = np.eye(4)[:3]
    features = Neighbourhood(claims).features(first, MEAN)
    assert features[1, :8] == pytest.approx([*MEAN, *MEAN])
    assert features[0, 0] < features[0, 1]
    assert list(features[:, -2]) == [0, 1, 0]


@pytest.mark.parametrize("text", ["Quite the contrary.", "That may be true.", "MOSCOW -", "Not so."])
def test_pieces_without_content(text):
    assert is_contentless(text)


@pytest.mark.parametrize(
    "text", ["They are allies.", "China and Russia are one.", "No pact holds.", "Ties are strained."]
)
def test_short_claims_with_content(text):
    assert not is_contentless(text)


def test_no_claim_is_judged_by_a_stage_that_has_seen_its_label():
    rows = held()
    first = rows.fold_of == 0
    other = replace(rows, gold=np.where(first, NONE - rows.gold, rows.gold))
    assert (fit_document_stages(rows)[1][first] == fit_document_stages(other)[1][first]).all()
