"""What tells whether a sentence goes on with a report before it, told of short texts; the weights know it by name."""

from __future__ import annotations

from functools import cache

import pytest

from stance.attribution.claims import scope_paragraphs
from stance.attribution.free_indirect import open_sentences
from stance.attribution.sentence_features import shared
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.records import Document

DOUBTS = "Olga Titova, who runs the port, does not believe that two old dams will hold."
TALE = (
    f"{DOUBTS} They were placed by the ministry. They should hold! The keeper of the dams doubts it, but the dams hold."
    "\n\nAnd the gates, which are worse than the dams, leaked in 1998; nobody was told?\n\nShe says that they leaked."
)
LOCKS = f"{DOUBTS}\n\nThe gates were worse than the dams; nobody was told. The ministry closed in 1998."
BOATS = "Olga Titova has her doubts. Titova runs it. Two boats sank. Three boats left. Four boats came. Five stayed."


@cache
def told_of(text):
    """What tells of each sentence that may go on with a report, by the sentence's first words."""
    layout = lay_out(text)
    without = frozenset({"free indirect speech"})
    document = Document(id="d", text=text)
    paragraphs, entities = scope_paragraphs(document, layout, parse(layout, load_parser()), without)
    opened = open_sentences(paragraphs, entities)
    return {" ".join(o.paragraph.sentences[o.index].text.split()[:2]): o.features for o in opened}


def test_three_sentences_after_a_report_may_go_on_with_it():
    assert list(told_of(BOATS)) == ["Titova runs", "Two boats", "Three boats"]


@pytest.mark.parametrize(
    ("text", "sentence", "features"),
    [
        # The report: its rule, its length, its words, who reports and what of it they deny.
        (TALE, "They were", "report: clause; report by people; report: reporting; report: reported; denied then past"),
        (TALE, "They were", "report of 3 words; report telling 1 words; source: titova; source with relcl; cue: else"),
        (TALE, "They were", "cue: believe; cue: present; cue with not; cue has ccomp; MD told then past"),
        (TALE, "They were", "they of content several; they behind several; person then they past; noun then they"),
        (BOATS, "Two boats", "report of 1 words; cue object: cognition; held then past"),
        # Where the sentence stands, and what comes after it.
        (TALE, "They were", "distance 0; passed 0; 1 from the first; 2 from the last; before the same below"),
        (TALE, "They were", "next is open: True; next subject: they; next tense: modal; next opens: they"),
        (TALE, "They should", "distance 1; passed 1; 2 from the first; 1 from the last; subject of previous"),
        (TALE, "They should", "next is open: True; next subject: definite; next tense: present"),  # "but the dams hold"
        (LOCKS, "The gates", "0 from the first; after a paragraph; passed 0; distance 0"),
        (BOATS, "Titova runs", "before nobody; tense of previous; names the speaker; known names; subject in report"),
        (BOATS, "Three boats", "distance 2; subject in previous; tense of previous; subject told; no name"),
        # Its own words, subject, tense and marks.
        (TALE, "They were", "opens: they were; subject: they; subject: passive; tense: past; root: place; short"),
        (TALE, "They should", "ends in !; has advising; has backshifted; modal has aux; they modal; short modal"),
        (f"{DOUBTS} Her port is old.", "Her port", "subject: possessed; tense: copula; last of its paragraph"),
        (f"{DOUBTS} Tax the land.", "Tax the", "imperative; subject: none; tense: no finite verb"),
        (BOATS, "Two boats", "number; subject: bare; subject new; subject class: artifact; opens: CD NNS; lemma: sink"),
    ],
)
def test_what_tells_of_a_sentence_after_a_report(text, sentence, features):
    assert set(features.split("; ")) - set(told_of(text)[sentence]) == set()


def test_a_sentence_shares_words_with_what_stands_hundreds_of_sentences_before():
    text = f"The zebras sank. {'It rained. ' * 210}Olga Titova says that the dam leaks. Zebras sank."
    assert told_of(text)["Zebras sank."]["shares with text"] == 1


def test_only_what_opens_a_paragraph_stands_after_one():
    assert "after a paragraph" not in told_of(LOCKS)["The ministry"]
    assert "after a paragraph" not in told_of(TALE)["They were"]


def test_a_sentence_shares_weighty_words_with_those_around_it():
    two, three = told_of(BOATS)["Two boats"], told_of(BOATS)["Three boats"]
    assert (two["shares with previous"], two["shares with next"], two["shares with text"]) == (0, 0.5, 0)
    assert (three["shares with previous"], three["shares with report"], three["shares with text"]) == (0.5, 0, 0.5)


def test_words_share_the_part_that_is_among_the_others():
    assert (shared({"dam", "gate"}, {"gate"}), shared({"gate"}, {"gate", "dam"}), shared(set(), {"dam"})) == (0.5, 1, 0)
