"""The view of a text: what nobody sees makes no difference, apostrophes are no marks, spans are its source's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claiming import claims_of
from stance import Document, extract_claims
from stance.layout import lay_out
from stance.layout.damaged_marks import FARTHEST_CLOSE, mend_marks
from stance.packaged import packaged
from stance.question import missing_from, read_question
from stance.view import view_of

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


_LINES = "\n\nWe dig." * (FARTHEST_CLOSE - 1)


def _mended(text: str) -> str:
    paragraphs, start = [], 0
    for paragraph in text.split("\n\n"):
        paragraphs.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return mend_marks(text, paragraphs)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('The miners "wages have doubled.', "The miners 'wages have doubled."),
        ('She read the council "s plan twice.', "She read the council 's plan twice."),
        ('We pay the bakers "(slow) nephew twice.', "We pay the bakers '(slow) nephew twice."),
        ('Nobody trusts the bakers "DNA test.', "Nobody trusts the bakers 'DNA test."),
        ('We fed the families "cats at noon.', "We fed the families 'cats at noon."),
        ('The G-7 "s host has left.', "The G-7 's host has left."),
        ('The unions "US members are few.', "The unions 'US members are few."),
        ('The miners "hope has gone.', "The miners 'hope has gone."),
        # What stands before it is right.
        ('A "fair" price for the miners "coal is high.', 'A "fair" price for the miners \'coal is high.'),
        # An "s" that stands alone is surer than a plural before it or a mark behind it.
        ('He praises "the council "s plan" loudly.', 'He praises "the council \'s plan" loudly.'),
        ('The miners "hate" the council "s plan.', 'The miners "hate" the council \'s plan.'),
        # A plural that may be a verb is a noun behind an article or a numeral.
        ('The guards "wages have doubled.', "The guards 'wages have doubled."),
        ('He sold 40 guards "coats.', "He sold 40 guards 'coats."),
        # The paragraph below has quotations of its own.
        (
            'The miners "wages are low.\n\nAnn Lee said: "Dig on."',
            'The miners \'wages are low.\n\nAnn Lee said: "Dig on."',
        ),
    ],
)
def test_possessives_whose_apostrophe_became_a_mark(written: str, read: str) -> None:
    assert _mended(written) == read


@pytest.mark.parametrize(
    "text",
    [
        'The miners "fair wage" is a dream.',  # as many marks open as close
        'The dam is described as "a wall of mud.',
        # Inches.
        'The plank is 6" long and the workers "unions" agreed to it.',
        'Old 5" guns "cannot" reach.',
        'He bought a 27" screen. The makers "promise" more.',
        'Critics "love" it. Others \'hate\' it. A 5" rule.',
        'The "planks" are 6" long, as "ordered" by the miners "unions" here.',
        'The miners "low wages" bought a 5" nail.',
        'The "planks of 6" are dear for the miners "unions.',
        # Marks that do not pair before it, or are even with it.
        'And we pay," she said. "We told the miners "coal is dear.',
        'The miners "pay the owners "wages here.',
        # Over lines.
        'The miners asked "who will pay?\n\nAnd who will dig? "',
        'The miners wrote to the papers "we are tired.\n\n"We are hungry.',
        'They told the miners "wages will rise.\n\nAnd prices will fall. "',
        'They told the miners "wages will rise.\n\n"Prices will fall.',
        f'They told the miners "wages will rise.{_LINES}\n\nAnd prices will fall."',
        'They told the miners "wages will rise.\n\nAnd the rest will rise, too", they said.',
        'Kim said: "We work.\n\nAnd we pay." He said that the workers "know" it.',
        'Kim said: "We work.\n\nAnd we pay. "He said that the workers "know" it.',
        'And it is." The owners "agreed" to it, and I do not.',
        # Left open behind a verb.
        'The mayor warns "no tram will come.',
        'The mayor labels "no tram will come.',
        'The mayor believes "no tram will come.',
        'The mayor mocks "no tram will come.',
        'The mayor quotes "no tram will come.',
        'The mayor jokes "no tram will come.',
        'The owner hosts "union talks.',
        'The army guards "union property.',
        # Left open behind a plural: no possessive stands before a verb or a function word.
        'He told the miners "never again.',
        'He led the miners "into the dark.',
        'He told the miners "agree or starve.',
        'He told the miners "agreed prices will hold.',
        'He told the miners "they cannot win.',
        'Critics "love" it, and he told the owners "no tram will come.',
        # Words in the singular.
        'Its status "quo" and "ante" are 7".',
        'Paris "is lost" and 5" of rain fell.',
        'The campus "quiet hours are long.',
        'The news "anchor fell.',
        # A single mark behind it would make a quotation of what stands between.
        "The miners \"wages and the dockers' wages are low.",
    ],
)
def test_marks_that_may_be_quotation_marks_stay(text: str) -> None:
    assert _mended(text) == text


def test_a_mark_far_below_closes_nothing() -> None:
    text = f'The miners "wages are low.{_LINES}\n\nWe dig.\n\nAnd it holds," she said.'
    assert "miners 'wages" in _mended(text)


def test_marks_of_which_one_opens_and_another_closes_are_not_misread() -> None:
    text = "The miners “wages have doubled."
    assert 'miners "wages' in lay_out(text).view


_PIECES = st.sampled_from(
    [
        'The miners "',
        "wages",
        'the council "s plan',
        '"',
        ' "',
        '" ',
        " ",
        ", ",
        ". ",
        "\n\n",
        "GDP",
        "'",
        '5" ',
        "We dig",
        "I",
    ]
)


@given(st.lists(_PIECES, max_size=30))
def test_nothing_but_a_mark_a_paragraph_is_changed_and_nothing_moves(pieces: list[str]) -> None:
    text = "".join(pieces)
    mended = _mended(text)
    assert len(mended) == len(text)
    for written, read in zip(text.split("\n\n"), mended.split("\n\n"), strict=True):
        changed = [(a, b) for a, b in zip(written, read, strict=True) if a != b]
        assert changed in ([], [('"', "'")])


_SENTENCES = st.sampled_from(
    [
        'And it is." The owners "agreed" to it, and I do not.',
        'Then salt and water, "she tells pupils.',
        'The miners "wages are low, and we pay.',
        'Ask the bakers "wives for a" fresh "roll.',
        'She read the council "s plan, and it failed.',
        'Kim said: "We work.',
        '"Now wait an hour."',
        'The plank is 6" long.',
        "I do not agree, and you know it.",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_SENTENCES, st.sampled_from([" ", "\n\n"])), min_size=1, max_size=6))
def test_claims_are_trimmed_and_in_order_whatever_the_marks(pieces: list[tuple[str, str]]) -> None:
    text = "".join(sentence + gap for sentence, gap in pieces).rstrip()
    claims = claims_of(text)
    assert claims
    assert claims == sorted(claims, key=lambda claim: (claim.start, -claim.end))
    assert all(text[claim.start : claim.end] == claim.text == claim.text.strip() for claim in claims)
    assert all(one.end <= other.start or one.end >= other.end for one, other in pairwise(claims))


def test_every_mark_belongs_to_a_claim() -> None:
    text = 'Kim said: "We work.\n\nAnd it is." The owners "agreed" to it, and I do not.'
    inside = {place for claim in claims_of(text) for place in range(claim.start, claim.end)}
    assert [place for place, character in enumerate(text) if character == '"' and place not in inside] == []
