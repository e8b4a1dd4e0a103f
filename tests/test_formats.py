"""The same op-ed in every format yields the same claims."""

import pytest

from digest_model import digest_model
from formats import DATA, PLAIN, plain, read_file
from stance.model import score_claims
from stance.pipeline import extract_claims

NAMES = ["harbour-lights.html", "harbour-lights.pdf", "columns.pdf", "harbour-lights.docx", "clippings.docx"]
PATHS = {PLAIN.name: PLAIN, **{name: DATA / name for name in NAMES}}


@pytest.fixture(scope="module")
def expected():
    (document,) = read_file(PLAIN)
    return [(plain(claim.text), claim.speaker) for claim in extract_claims(document)]


@pytest.mark.parametrize("name", NAMES)
def test_an_op_ed_has_the_same_claims_of_the_same_speakers_in_every_format(name, expected):
    document = read_file(DATA / name)[0]
    assert [(plain(claim.text), claim.speaker) for claim in extract_claims(document)] == expected


def test_of_a_web_page_printed_with_all_around_it_no_claim_is_lost(expected):
    (document,) = read_file(DATA / "printed-page.pdf")
    found = [(plain(claim.text), claim.speaker) for claim in extract_claims(document)]
    assert [claim for claim in found if claim in expected] == expected
    assert len(found) <= len(expected) + 8  # a comment, a teaser and a note look like sentences of the text


@pytest.mark.parametrize("name", NAMES)
def test_title_author_and_date_are_read_from_every_format(name):
    document = read_file(DATA / name)[0]
    known = (document.title, document.authors, document.outlet, document.date)
    assert known == ("Harbour Lights and Half-Promises", "Ingrid Vassbotn", "The Skagerrak Review", "2024-03-14")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_has_about_itself_is_not_in_the_text(name):
    text = read_file(DATA / name)[0].text
    assert "four years, and joint" in text  # the mark of the note is gone
    found = [word for word in ("Page 1", "Opinion", "Press review", "cookies", "Sign in", "tonnage") if word in text]
    assert not found


def test_what_a_browser_prints_around_a_page_is_not_in_the_text():
    (document,) = read_file(DATA / "printed-page.pdf")
    assert "review.example.org" not in document.text
    assert "1/2" not in document.text
    assert (document.title, document.authors) == ("Harbour Lights and Half-Promises", "Ingrid Vassbotn")


def test_the_same_claims_get_the_same_stances():
    model = digest_model()
    scores = {name: score_claims(extract_claims(read_file(path)[0]), model) for name, path in PATHS.items()}
    stances = {name: [one.stance for one in scored] for name, scored in scores.items()}
    assert all(found == stances[PLAIN.name] for found in stances.values())
    assert len(set(stances[PLAIN.name])) > 1
