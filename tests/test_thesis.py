"""What an author holds is told apart from what they report, and only where the package knows the question."""

from dataclasses import replace

import pytest

from model_data import claim
from stance.manifest import read_manifest
from stance.packaged import lite_bundle
from stance.question import read_question
from stance.records import Document, Form, ScoredClaim
from stance.thesis import author_thesis, fitted_thesis, thesis_features, thesis_note
from test_project import ROOT

QUESTION = read_question(ROOT / "data/labeled/question.toml")
TEXT = "x" * 1000
DOCUMENT = Document(id="d", text=TEXT, authors="Ann Ames")


def scored(label, start, speaker="AUTHOR", words="They are allies."):
    chances = tuple(0.85 if name == label else 0.05 for name in QUESTION.labels)
    form = Form.OWN if speaker == "AUTHOR" else Form.INDIRECT
    one = replace(claim(words, document="d", start=start), speaker=speaker, form=form)
    return ScoredClaim(claim=one, stance=label, probabilities=chances)


def thesis(*claims):
    return author_thesis(claims, DOCUMENT, QUESTION)


def test_the_author_s_own_claims_decide_and_not_those_they_report():
    own = [scored("exists", start, words="I say they are allies.") for start in (0, 100, 800, 900)]
    reported = [scored("unlikely", start, "Ida Berg") for start in range(200, 700, 50)]
    assert thesis(*own, *reported)[0][0] == "exists"


def test_a_text_that_only_reports_has_no_thesis_of_its_author():
    reported = [scored("exists", start, "Ida Berg") for start in range(200, 700, 50)]
    own = [scored("none", start) for start in (0, 100, 800, 900)]
    assert thesis(*own, *reported)[0][0] == "none"


def test_probabilities_add_up_and_the_byline_speaks_for_the_author():
    answer = thesis(*(scored("exists", start, "Ames") for start in (0, 100, 800)))
    assert sum(share for _, share in answer) == pytest.approx(1)
    assert [share for _, share in answer] == sorted((share for _, share in answer), reverse=True)


def test_a_name_that_a_byline_only_begins_with_is_not_the_author_s():
    claims = [scored("exists", start, "Ames") for start in (0, 100, 800)]
    assert author_thesis(claims, replace(DOCUMENT, authors="Ann Amesbury; Bo Chen"), QUESTION) is None
    assert author_thesis(claims, replace(DOCUMENT, authors="Bo Chen; Ann Ames"), QUESTION) is not None


def test_where_the_author_says_too_little_or_the_question_is_another_there_is_none():
    assert thesis(scored("exists", 0), scored("exists", 10)) is None
    assert thesis() is None
    claims = [scored("exists", start) for start in (0, 100, 800)]
    assert author_thesis(claims, DOCUMENT, replace(QUESTION, id="other")) is None


def test_the_fitted_numbers_fit_the_features_and_beat_the_sign_of_the_balance():
    fitted = fitted_thesis()
    width = len(thesis_features([scored("exists", 0)], DOCUMENT))
    assert {len(row) for row in fitted["coefficients"]} == {width, len(fitted["mean"])}
    assert fitted["accuracy"] >= fitted["accuracy_of_sign"] + 0.15


def test_how_right_it_is_was_measured_on_the_bundle_that_comes_with_it_and_is_said_of_no_other():
    shipped = read_manifest(lite_bundle())
    assert f"{fitted_thesis()['accuracy']:.0%}" in thesis_note(shipped)
    others = thesis_note({"sha256": {"labels": "0"}})
    assert "is not measured" in others
    assert "%" not in others
