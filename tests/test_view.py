"""The view a text is read in: what nobody sees makes no difference, and every claim is found in the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance import Document, extract_claims
from stance.layout.view import view_of
from stance.packaged import packaged
from stance.question import read_question
from stance.relevance import missing_from

PLAIN = (
    "Olga Titova, an adviser to the official office, said that Russia and China are firm allies. “They need each "
    "other,” she said on Friday. I find that too fine a word. Beijing would not fight for Moscow, according to Bo Ek."
)
WRITTEN = {
    "soft hyphens": PLAIN.replace("Russia", "Rus\u00adsia")
    .replace("Beijing", "Bei\u00adjing")
    .replace("adviser", "ad\u00advi\u00adser"),
    "zero-width spaces": PLAIN.replace("Russia", "Rus\u200bsia").replace("Titova", "Ti\u200btova"),
    "word joiners and marks of direction": PLAIN.replace("said", "sa\u2060id").replace("Bo Ek", "\u202aBo Ek\u202c"),
    "ligatures": PLAIN.replace("ff", "ﬀ").replace("fi", "ﬁ"),
    "double spaces": PLAIN.replace(". ", ".  ").replace(" and ", "   and "),
}


def read(text):
    """What is found in a text, but for where it stands and how it is written there."""
    return [
        (c.speaker, c.form, c.evidence, c.attitude, c.mood, view_of(c.text).text)
        for c in extract_claims(Document(id="x", text=text))
    ]


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_is_not_seen_makes_no_difference_to_claims(text):
    assert text != PLAIN
    assert read(text) == read(PLAIN)


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_every_span_is_one_of_the_source(text):
    document = Document(id="x", text=text)
    for claim in extract_claims(document):
        assert text[claim.start : claim.end] == claim.text
        assert claim.start <= claim.content_start < claim.content_end <= claim.end
        if claim.speaker_start is not None:
            assert view_of(text[claim.speaker_start : claim.speaker_end]).text in PLAIN


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_is_not_seen_makes_no_document_off_topic(text):
    assert missing_from(Document(id="x", text=text), read_question(packaged("question.toml"))) == ()


def test_a_text_that_is_as_it_is_read_is_its_own_view():
    assert view_of(PLAIN).places is None
    assert view_of("  indented\n\n\tline\n").text == "  indented\n\n\tline\n"


@given(st.text(st.sampled_from("ab .\n\t\u00ad\u200b\u00a0ﬁ\ufeff")))
def test_every_character_of_a_view_has_its_place(text):
    view = view_of(text)
    if view.places is None:
        assert view.text == text
        return
    assert len(view.places) == len(view.text)
    assert list(view.places) == sorted(view.places)
    for number, letter in enumerate(view.text):
        start, end = view.span_in_source(number, number + 1)
        assert end == start + 1
        assert letter in {text[start], " ", "f", "i"}
