"""The whole way: a real digest from its text to the report, faults passed through, nothing out of order."""

from itertools import pairwise

import pytest

from digest_model import QUESTION, digest, digest_model
from stance import extract_claims, parser, score_claims, summarise
from stance.errors import DataError
from stance.pipeline import claim_documents, score_documents
from stance.records import AUTHOR, Claim, Document, Form, Outcome
from stance.report.page import report_page

ROUND_UP = "saradzhyan-flood-2019-digest"
ESSAY = "fonseca-kramer-2018-digest"
OFF_TOPIC = Document(id="off", text="Russia sells gas to many neighbours.")


@pytest.fixture(scope="module")
def scored():
    """What became of a round-up, an essay, a document off topic and one that could not be read, in that order."""
    documents = [digest(ROUND_UP), digest(ESSAY), OFF_TOPIC, DataError("d.txt: broken")]
    return list(score_documents(documents, digest_model()))


def test_documents_come_out_in_the_order_they_went_in_faults_among_them(scored):
    assert [one.document.id for one in scored[:3]] == [ROUND_UP, ESSAY, "off"]
    assert str(scored[3]) == "d.txt: broken"
    assert [one.missing for one in scored[:3]] == [(), (), ("China",)]
    assert (scored[2].claims, scored[2].scored) == ((), ())


@pytest.mark.parametrize("name", [ROUND_UP, ESSAY, "lukin-entente"])
def test_claims_are_the_same_where_only_one_paragraph_is_in_memory(name, monkeypatch):
    usual = extract_claims(digest(name))
    monkeypatch.setattr(parser, "OPEN_TOKENS", 1)
    assert extract_claims(digest(name)) == usual


@pytest.mark.parametrize("number", [0, 1])
def test_every_claim_is_its_span_of_the_document_and_they_stand_in_order(scored, number):
    outcome = scored[number]
    text, claims = outcome.document.text, outcome.claims
    assert len(claims) > 20
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.text == claim.text.strip() != ""
        assert claim.start <= claim.content_start < claim.content_end <= claim.end
        if claim.cue_start is not None:
            assert text[claim.cue_start : claim.cue_end].strip()
    assert all(one.start <= other.start for one, other in pairwise(claims))
    assert len({(claim.start, claim.end) for claim in claims}) == len(claims)


@pytest.mark.parametrize("number", [0, 1])
def test_every_claim_has_a_speaker_or_the_reason_why_not(scored, number):
    for claim in scored[number].claims:
        assert claim.evidence
        assert (claim.attribution is None) == (claim.form is Form.OWN)
        assert claim.speaker is None or claim.speaker.strip()


def test_a_round_ups_experts_hold_what_stands_below_their_headings(scored):
    speakers = [claim.speaker for claim in scored[0].claims]
    assert {"Graham T. Allison", "Jamil Anderlini", "Leon Aron", "Daniel W. Drezner"} <= set(speakers)
    assert speakers.index("Graham T. Allison") < speakers.index("Jamil Anderlini") < speakers.index("Leon Aron")


def test_the_scores_are_those_of_the_claims_one_for_one(scored):
    for outcome in scored[:2]:
        assert tuple(one.claim for one in outcome.scored) == outcome.claims
        for one in outcome.scored:
            assert one.stance in QUESTION.labels
            assert sum(one.probabilities) == pytest.approx(1)
            assert max(one.probabilities) == one.probabilities[QUESTION.labels.index(one.stance)]


def test_the_short_way_of_the_readme_gives_the_same_claims_and_sums(scored):
    document = digest(ESSAY)
    again = score_claims(extract_claims(document), digest_model())
    assert tuple(again) == scored[1].scored
    report = summarise(again, [document], QUESTION)
    assert report.total.claims == len(again) == sum(line.claims for line in report.speakers)
    assert {line.name for line in report.documents} == {ESSAY}
    assert document.authors in {line.name for line in report.speakers}
    assert AUTHOR not in {line.name for line in report.speakers}


def test_without_a_gate_what_is_off_topic_is_read_too():
    (outcome,) = claim_documents([OFF_TOPIC])
    assert outcome.missing == ()
    assert [claim.text for claim in outcome.claims] == [OFF_TOPIC.text]
    (scored,) = score_documents([OFF_TOPIC], digest_model(), gate=False)
    assert len(scored.scored) == 1


def test_documents_are_taken_one_at_a_time():
    taken = []

    def documents():
        for number in range(3):
            taken.append(number)
            yield Document(id=str(number), text="Moscow and Beijing are far apart.")

    outcomes = claim_documents(documents(), QUESTION)
    first = next(outcomes)
    assert isinstance(first, Outcome)
    assert (first.document.id, taken) == ("0", [0])


@pytest.mark.parametrize(
    "text", ["", " \n\n", "—", "China\n\nRussia", "China, Russia " * 3, "\ufeff\u200b China \0 Russia"]
)
def test_a_text_without_a_sentence_is_no_trouble(text):
    (outcome,) = score_documents([Document(id="odd", text=text)], digest_model(), gate=False)
    assert all(isinstance(claim, Claim) and text[claim.start : claim.end] == claim.text for claim in outcome.claims)


@pytest.mark.parametrize("html", [True, False])
def test_the_page_is_made_of_the_outcomes(scored, html):
    page = report_page(scored[:3], digest_model(), html=html)
    assert page.startswith("<!doctype html>" if html else "#")
    for name in (ROUND_UP, ESSAY, "off", "Graham T. Allison"):
        assert name in page


def test_documents_scored_together_have_the_scores_of_each_alone():
    model = digest_model()
    same_id = [Document(id="a", text=f"China and Russia are {word}. They trade.") for word in ("allies", "rivals")]
    documents = [*same_id, digest(ESSAY), OFF_TOPIC, digest(ROUND_UP)]
    alone = [outcome for document in documents for outcome in score_documents([document], model)]
    assert list(score_documents(documents, model)) == alone


def test_what_is_no_document_says_how_to_make_one():
    for given, name in (("China and Russia are allies.", "str"), ([OFF_TOPIC], "list")):
        with pytest.raises(TypeError, match=rf"{name}: not a Document; make one: Document\(id='mine', text=\.\.\.\)"):
            extract_claims(given)
