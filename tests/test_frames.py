"""Whose a sentence is by a clause that says so without a reporting verb: "to hear Ann Lee tell it, …"."""

import pytest

from claiming import speakers_of
from stance.attribution.claims import split_claims
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.records import AUTHOR, Document


def first_claim(text):
    layout = lay_out(text)
    return split_claims(Document(id="d", text=text), layout, parse(layout, load_parser()))[0]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("If Ann Lee is to be believed, the pact is a dead letter.", "Ann Lee", "the pact is a dead letter"),
        ("If one believes the harbour master, the crane is safe.", "the harbour master", "the crane is safe"),
        ("If we are to believe the company, no oil was lost.", "the company", "no oil was lost"),
        ("If the polls are to be trusted, the mayor will lose.", "the polls", "the mayor will lose"),
        ("If you ask Ann Lee, the port is lost.", "Ann Lee", "the port is lost"),
        ("But to hear Ann Lee tell it, the harbour was lost in a night.", "Ann Lee", "the harbour was lost in a night"),
        ("The harbour was lost in a night, to hear Ann Lee tell it.", "Ann Lee", "The harbour was lost in a night"),
        ("To listen to Bo Kim, the war is as good as won.", "Bo Kim", "the war is as good as won"),
        ("To go by Ann Lee, nobody in Riga wants the port.", "Ann Lee", "nobody in Riga wants the port"),
        ("Going by the union, half the welders have left.", "the union", "half the welders have left"),
        ("To judge by Bo Kim, the fleet will never sail.", "Bo Kim", "the fleet will never sail"),
        ("The way Ann Lee sees it, the port is lost.", "Ann Lee", "the port is lost"),
        ("From what Ann Lee says, the port is lost.", "Ann Lee", "the port is lost"),
        ("If the report is to be believed, the port is lost.", "the report", "the port is lost"),
        ("To believe Moscow, the port is lost.", "Moscow", "the port is lost"),
        ("Most sailors, if the survey can be relied on, want the fleet sold.", "Most sailors", None),
        ("The fleet, to judge by the ministry's own report, will never sail.", "the ministry", None),
    ],
)
def test_a_frame_gives_the_rest_of_its_sentence(text, speaker, content):
    claim = first_claim(text)
    assert (claim.speaker, claim.text) == (speaker, text)
    assert content is None or text[claim.content_start : claim.content_end] == content


@pytest.mark.parametrize(
    "text",
    [
        "If reports are to be believed, the pact is dead.",  # whose reports?
        "If the figures are to be believed, trade fell by half.",
        "Judging by her face, the talks went badly.",
        "To hear the sea, the old captain opens a window.",
        "To believe in the pact, one must be young.",
        "The way to the port, they feared, was long.",
        "From what is left of the port, nobody would know it.",
        "If Ann Lee is right, the pact is dead.",
        "To hear Moscow, the pact is dead.",
        "As far as Moscow is concerned, the pact is dead.",
        "To hear, and, to go by, the pact is dead.",
    ],
)
def test_what_only_begins_like_a_frame_gives_nothing(text):
    layout = lay_out(text)
    claims = split_claims(Document(id="d", text=text), layout, parse(layout, load_parser()))
    assert "frame" not in {claim.evidence.partition(":")[0] for claim in claims}


def test_a_frame_says_whose_all_of_its_sentence_is_also_what_follows_a_colon():
    assert speakers_of("To hear Ann Lee tell it, the mayor's answer is simple: the port is lost.") == ["Ann Lee"]


def test_a_state_that_is_heard_to_tell_it_holds_it():
    assert "Moscow" in speakers_of("To hear Moscow tell it, the pact is dead.")


@pytest.mark.parametrize(("words", "speaker"), [(12, "Ann Lee"), (13, AUTHOR)])
def test_a_frame_has_at_most_eighteen_words(words, speaker):
    assert first_claim(f"To go by the {'very ' * words}Ann Lee, the port is lost.").speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("What Ann Lee believes is simple: the road will be built.", "Ann Lee"),
        ("What Ann Lee wants is to sell the port.", "Ann Lee"),
        ("What Ann Lee thinks is beside the point: the bridge is going up.", AUTHOR),
    ],
)
def test_what_somebody_thinks_or_would_have_others_think(text, speaker):
    assert first_claim(text).speaker == speaker
