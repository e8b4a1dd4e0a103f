"""The lines above the first sentence: which they are, and that none of them is a claim or anybody's turn to speak."""

from itertools import pairwise

import pytest

from stance.layout import BlockKind, lay_out
from stance.text_head import head_lines

BODY = "Russia and China are not allies. Nobody in the harbour office expects it of them."


def test_the_head_ends_where_the_text_begins_and_knows_what_a_label_says():
    text = f"  Neighbours\n\nAuthor: Jane Doe\n**Source:** The Post\n\n{BODY}\nDate: never\n"
    lines = list(head_lines(text))
    assert [(text[line.start : line.end], line.field, line.value) for line in lines] == [
        ("Neighbours", None, ""),
        ("Author: Jane Doe", "authors", "Jane Doe"),
        ("**Source:** The Post", "outlet", "The Post"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", BODY, "Source: they are allies, officials said.\n" + BODY, "x" * 150])
def test_a_text_without_a_head_has_none(text):
    assert list(head_lines(text)) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_labels_about_a_text_are_nobodys_turn_to_speak(gap):
    head = ["Title: Will they ever be allies?", "Author: Jane Doe", "Date: 2021-03-03", "URL: https://a.example/b"]
    text = gap.join([*head, BODY])
    blocks = lay_out(text).blocks
    assert [text[block.start : block.end] for block in blocks if block.kind is BlockKind.BOILERPLATE] == head
    (last,) = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    assert (text[last.start : last.end], last.speaker) == (BODY, None)


def test_a_transcript_keeps_its_speakers():
    text = "SMITH: Russia and China are allies, I say.\n\nJONES: They are not, and you know it.\n\nSMITH: Well."
    assert [block.speaker for block in lay_out(text).blocks if block.kind is BlockKind.PARAGRAPH] == [
        "SMITH",
        "JONES",
        "SMITH",
    ]


@pytest.mark.parametrize("opening", ["To the Editor:", "Dear Sir or Madam,", "Dear Dr Vandermeer,", "Sir,"])
def test_whom_a_letter_is_to_is_no_claim(opening):
    text = f"{opening}\n\n{BODY}\n\nJane Doe"
    first, *_ = lay_out(text).blocks
    assert (first.kind, text[first.start : first.end]) == (BlockKind.BOILERPLATE, opening)


@pytest.mark.parametrize(
    "closing", ["Sincerely,\n\nCol. Ann Lee (ret.)\nRiga", "Yours faithfully,\nAnn Lee\nProfessor of History, Riga"]
)
def test_who_signs_a_letter_is_no_claim(closing):
    text = f"To the Editor:\n\n{BODY} I have said so before.\n\n{closing}"
    kept = [text[block.start : block.end] for block in lay_out(text).blocks if block.kind is BlockKind.PARAGRAPH]
    assert kept == [f"{BODY} I have said so before."]


def test_a_title_above_a_byline_gives_nobody_the_floor():
    text = f"Vladimir Putin\n\nBy Our Correspondent\n\n{BODY}"
    assert [block.speaker for block in lay_out(text).blocks] == [None] * 3


def test_an_interviewer_may_go_by_the_name_of_the_paper():
    turns = ["Post: Are they allies?", "Ann Lee: No.", "Post: But they sail together.", "Lee: They do."]
    text = "\n\n".join(["Ann Lee was a consul. We met.", *(turn.replace("Post", "The Harbour Post") for turn in turns)])
    said = [
        (block.speaker, text[block.start : block.end])
        for block in lay_out(text).blocks
        if block.kind is BlockKind.PARAGRAPH
    ]
    assert said[2:] == [("Ann Lee", "No."), ("The Harbour Post", "But they sail together."), ("Ann Lee", "They do.")]


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_a_line_of_the_head_ends_where_a_paragraph_may(mark):
    text = f"date: 2024-05-12\nauthors: [{mark}Ada Lund]\n\nThe two are neighbours, and that is all they are.\n"
    blocks = lay_out(text).blocks
    assert all(first.end <= second.start for first, second in pairwise(blocks))
    assert all(mark not in text[block.start : block.end] for block in blocks)
