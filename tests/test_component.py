"""The spaCy component: the same rows as score, as spans of the user's own Doc, for blank and full pipelines alike."""

import pickle
import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc

from digest_model import QUESTION, digest_model
from stance.component import NAME
from stance.errors import ModelError
from stance.model import score_claims
from stance.pipeline import extract_claims
from stance.records import Document, claim_row, scored_row

TALK = (
    "Neighbours on Paper\n\n"
    "China and Russia are allies in all but name, said Ilse Marqvist, a historian. I do not believe it.\n\n"
    "“We trust nobody,” a clerk in Moscow told me. Beijing, he added, was no exception."
)
ASIDE = "Russia sells gas to many neighbours."


@pytest.fixture(scope="module")
def scoring(bundle):
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"model": str(bundle)})
    return nlp


def test_without_a_model_the_claims_are_those_of_extract_claims():
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    doc = nlp(TALK)
    assert doc.user_data[NAME] == [claim_row(claim) for claim in extract_claims(Document(id="doc", text=TALK))]
    assert [span.label_ for span in doc.spans[NAME]] == [row["form"] for row in doc.user_data[NAME]]


def test_with_a_model_the_rows_are_those_of_score(scoring):
    doc = scoring(TALK)
    claims = extract_claims(Document(id="doc", text=TALK))
    assert doc.user_data[NAME] == [scored_row(one, QUESTION) for one in score_claims(claims, digest_model())]
    assert [span.label_ for span in doc.spans[NAME]] == [row["stance"] for row in doc.user_data[NAME]]


def test_a_span_is_its_claim_or_the_tokens_it_lies_in(scoring):
    doc = scoring(TALK)
    for span, row in zip(doc.spans[NAME], doc.user_data[NAME], strict=True):
        assert span.start_char <= row["start"] < row["end"] <= span.end_char
        assert row["text"] in span.text
    tight = Doc(scoring.vocab, words=TALK.split(" "))
    assert len(scoring(tight).spans[NAME]) == len(doc.spans[NAME])


def test_what_is_off_topic_has_no_claims_unless_the_gate_is_open(scoring, bundle):
    assert scoring(ASIDE).user_data[NAME] == []
    assert len(scoring(ASIDE).spans[NAME]) == 0
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME, config={"model": str(bundle), "gate": False})
    assert [row["text"] for row in nlp(ASIDE).user_data[NAME]] == [ASIDE]
    assert nlp("").user_data[NAME] == []


def test_what_is_known_of_a_document_goes_with_it(scoring):
    doc = scoring.make_doc(TALK)
    doc.user_data |= {"id": "paper", "authors": "Ida Vest", "title": None}
    assert {row["document"] for row in scoring(doc).user_data[NAME]} == {"paper"}


def test_docs_and_pipelines_can_be_written_and_read_again(scoring, tmp_path):
    doc = scoring(TALK)
    again = Doc(scoring.vocab).from_bytes(doc.to_bytes())
    assert again.user_data[NAME] == doc.user_data[NAME]
    assert [(span.start, span.end, span.label_) for span in again.spans[NAME]] == [
        (span.start, span.end, span.label_) for span in doc.spans[NAME]
    ]
    scoring.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline")(TALK).user_data[NAME] == doc.user_data[NAME]
    assert pickle.loads(pickle.dumps(scoring))(TALK).user_data[NAME] == doc.user_data[NAME]


def test_it_adds_nothing_to_what_all_pipelines_share(scoring):
    scoring(TALK)
    assert not Doc.has_extension(NAME)
    assert list(scoring.pipe([TALK, ASIDE]))[1].user_data[NAME] == []


def test_a_bundle_that_is_not_there_is_refused_when_the_component_is_made(tmp_path):
    with pytest.raises(ModelError, match="no such model bundle"):
        spacy.blank("en").add_pipe(NAME, config={"model": str(tmp_path / "none")})


def test_spacy_finds_it_by_name_where_nobody_imported_it():
    code = f"import spacy; nlp = spacy.blank('en'); nlp.add_pipe('{NAME}'); print(len(nlp({ASIDE!r}).spans['{NAME}']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", ""), "an old installation: pip install -e . anew"
