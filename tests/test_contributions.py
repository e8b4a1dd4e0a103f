"""What each word added to a stance: the parts add up to the score, stand on the right words, and are quickly told."""

import time
from dataclasses import replace

import numpy as np
import pytest
from sklearn.pipeline import Pipeline

from digest_model import QUESTION as SHIPPED
from digest_model import digest_model
from model_data import QUESTION, claim, labelled_claims, moon_model, varied_claims
from stance.encoder import Encoder
from stance.features import CUE_COLUMNS, mask_names, plain
from stance.features.cues import MEANINGS, NAMES
from stance.model import score_claims
from stance.model.config import ClaimFeatures, new_vectorizer
from stance.model.fitted import TextClassifier
from stance.model.training import train_model
from stance.records import Document, Outcome, Question
from stance.report import contributions as parts
from stance.report.contributions import ENCODER_NOTE, MOST, contributions, note
from stance.report.page import report_page

TALK = "Beijing and Moscow will never be allies, and China’s fear of Russia grows. Foreign Minister Odd Grieg agrees."
SIDES = (("moon",), ("tea", "brew"))
WITH_SIDES = replace(QUESTION, sides=SIDES)
YES_NO = Question(id="two", text="?", labels=("yes", "no"), sides=SIDES)


def told(text, model, stance=None):
    (scored,) = score_claims([claim(text)], model)
    scored = replace(scored, stance=stance) if stance else scored
    return contributions([scored], model)[scored.claim]


def test_the_word_that_only_one_label_has_speaks_for_it_and_against_the_others():
    words = "the moon might one day brew a better tea"
    assert dict(told(words, moon_model(), "maybe"))["might"] > 0
    assert dict(told(words, moon_model(), "no")).get("might", -1) < 0


def test_the_strongest_come_first_and_at_most_so_many_either_way():
    found = told(TALK, digest_model(), "unlikely")
    strengths = [abs(weight) for _, weight in found]
    assert strengths == sorted(strengths, reverse=True)
    assert 0 < sum(weight > 0 for _, weight in found) <= MOST
    assert 0 < sum(weight < 0 for _, weight in found) <= MOST


def test_what_is_told_stands_in_the_claim_or_is_the_name_of_a_cue():
    assert {*MEANINGS} == {*NAMES} - {"short", "log_length"}
    cues = {f"pattern: {meaning}" for meaning in MEANINGS.values()}
    found = [words for stance in SHIPPED.scale for words, _ in told(TALK, digest_model(), stance)]
    assert found
    assert all(words in plain(TALK) or words in cues for words in found)
    assert any(words in cues for words in found)


def test_a_cue_that_is_not_there_is_not_told():
    assert "pattern: trade, energy" not in dict(told("China and Russia are allies.", digest_model(), "exists"))


def test_a_bundle_fitted_before_a_cue_was_added_is_told_by_the_cues_it_knows(monkeypatch):
    def vectorizer_of_then(table, config):
        join = new_vectorizer(table, config)
        known = [column for column in CUE_COLUMNS[::-1] if column != "cue_alliance"]
        join.transformers = [(name, part, known if name == "cues" else of) for name, part, of in join.transformers]
        return join

    monkeypatch.setattr("stance.model.config.new_vectorizer", vectorizer_of_then)
    model = train_model(labelled_claims(), question=WITH_SIDES)
    found = dict(told("The moon might sign an alliance on tea.", model, "maybe"))
    assert found[f"pattern: {MEANINGS['modal']}"] > 0
    assert f"pattern: {MEANINGS['alliance']}" not in found


def test_of_phrases_one_in_another_only_the_stronger_is_told():
    found = [words.lower() for words, _ in told(TALK, digest_model(), "unlikely")]
    assert not (("allies" in found) and ("be allies" in found))
    assert len(found) == len(set(found))


@pytest.mark.parametrize("question", [WITH_SIDES, YES_NO])
def test_all_parts_together_are_the_linear_score(question):
    rows = [row for row in labelled_claims() if row.label in question.labels]
    model = train_model(rows, question=question)
    text = "The moon — the moon might brew no tea, twice-brewed or not?"
    table = ClaimFeatures(sides=question.sides).transform([text])
    steps = model.text_classifier.pipeline.named_steps
    join, classify = steps["join"], steps["classify"]
    columns = join.transform(table)
    (scores,) = np.atleast_2d(np.log(classify.predict_proba(columns)))
    wanted = scores - scores.mean()  # log-odds over the labels' mean
    intercepts = classify.intercept_ if len(classify.intercept_) > 1 else np.outer([-0.5, 0.5], classify.intercept_)
    weights = parts.label_weights(replace(model, thresholds=None))
    reading = parts.mask_with_origins(text, question.sides)
    middle = join.named_transformers_["cues"]
    for place, label in enumerate(classify.classes_):
        (words,) = parts.word_weights([reading], join, [weights[label]])
        at = join.output_indices_["cues"]
        cues = middle.transform(table[[c for c in table if c.startswith("cue_")]])[0] * join.transformer_weights["cues"]
        found = sum(words.values()) + cues @ weights[label][at]
        assert found + np.ravel(intercepts - np.mean(intercepts))[place] == pytest.approx(wanted[place], abs=1e-4)


def test_with_a_second_pass_the_weights_are_what_words_move_in_the_score_itself():
    model = train_model(varied_claims(), question=WITH_SIDES)
    assert model.stages is not None
    texts = ["The moon might brew no tea at all.", "The harbour already brews the better tea."]
    columns = model.text_classifier.pipeline[:-1].transform(texts).toarray()
    logs = np.log([one.probabilities for one in score_claims([claim(text, document=text) for text in texts], model)])
    moved = (logs - logs.mean(axis=1, keepdims=True))[0] - (logs - logs.mean(axis=1, keepdims=True))[1]
    weights = np.array(list(parts.label_weights(model).values()))
    assert weights @ (columns[0] - columns[1]) == pytest.approx(moved, abs=1e-4)


@pytest.mark.parametrize("text", [TALK, "Xi Jinping met Putin.", "“China” – Sino-Russian ties", "Russia", "", "OTHER"])
def test_masked_words_are_masked_as_the_features_are_and_know_where_they_come_from(text):
    reading = parts.mask_with_origins(text, SHIPPED.sides)
    assert reading.masked == mask_names(plain(text), SHIPPED.sides)
    assert len(reading.origin) == len(reading.masked)
    start = reading.masked.find("SIDE_A")
    if start >= 0:
        first, end = reading.origin[start]
        assert reading.plain[first:end].removesuffix("'s") in SHIPPED.sides[0]


def test_claims_without_a_stance_are_not_told():
    model = digest_model()
    (scored,) = score_claims([claim("The harbour was painted.")], model)
    assert contributions([replace(scored, stance="none")], model) == {}
    assert contributions([], model) == {}


@pytest.mark.parametrize("text", ["", "—", "?", "\0", "— — ?"])
def test_a_claim_without_a_word_is_no_trouble(text):
    assert all(words for words, _ in told(text, digest_model(), "exists"))


def test_the_same_claims_are_told_the_same_whatever_stands_beside_them():
    model = digest_model()
    scored = [replace(one, stance="possible") for one in score_claims([claim(TALK), claim("Allies, they say.")], model)]
    both = contributions(scored, model)
    assert both == contributions(scored, model)
    for one in scored:
        assert contributions([one], model)[one.claim] == both[one.claim]


def test_two_hundred_claims_are_told_at_once():
    model = digest_model()
    claims = [claim(f"{TALK} It was said in {number}.", start=number) for number in range(200)]
    scored = [replace(one, stance="possible") for one in score_claims(claims, model)]
    start = time.process_time()
    assert len(contributions(scored, model)) == 200
    assert time.process_time() - start < 2.0  # 0.2 s on the machine of the figures; one a claim would take 10


def test_a_bundle_with_an_encoder_says_what_is_left_out(tmp_path):
    lite = digest_model()
    steps = lite.text_classifier.pipeline.steps[1:]
    features = ClaimFeatures(sides=SHIPPED.sides, encoder=Encoder(tmp_path / "encoder.onnx"))
    with_encoder = replace(lite, text_classifier=TextClassifier.of(Pipeline([("features", features), *steps])))
    assert ENCODER_NOTE in note(with_encoder)
    assert ENCODER_NOTE not in note(lite)


def test_the_report_shows_the_words_of_its_claims_escaped():
    model = digest_model()
    text = "China and Russia will never be allies <script>."
    (scored,) = score_claims([claim(text)], model)
    scored = replace(scored, stance="unlikely")
    page = report_page(
        [Outcome(document=Document(id="new", text=text), claims=(scored.claim,), scored=(scored,))], model
    )
    assert "words for" in page
    assert "Words for and against" in page
    assert page.count("<script>") == 1  # the page's own
