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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("For many of the sailors the pact is a trap.", "many of the sailors"),
        ("For most of the crew, the voyage amounts to theft.", "most of the crew"),
        ("For the army, a bridge is a luxury.", "the army"),
        ("For Ann Lee, it is seen as a betrayal.", "Ann Lee"),
        ("To most Danes, the port is a ruin.", "most Danes"),
        ("To Oslo, the strait is vital.", "Oslo"),
        ("For Ann Lee, the strait stays a burden.", "Ann Lee"),
    ],
)
def test_for_whom_a_thing_is_so_holds_the_judgement(text, speaker):
    assert speakers_of(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "For most of May the road was shut.",  # counted is a time
        "For some of the winter, the road is lovely.",
        "For Christmas, Riga is lovely.",  # a feast
        "For Lent, the market is quiet.",
        "For the army, a new road was built.",  # what is done for somebody
        "For the mayor, the ferry was built in a week.",
        "For Tesla, sales fell by half.",
        "For night crews, tea was cheaper.",  # what can be measured
        "For some buyers, the fee could be a burden.",  # what may be
        "For most of us, the tunnel is a mystery.",  # the writer is one of them
        "For a widow, a pension is a right.",  # anybody of a kind
    ],
)
def test_for_whom_something_is_done_or_how_long_it_is_so_leaves_it_the_writers(text):
    assert speakers_of(text) == [AUTHOR]


def test_to_whom_a_thing_is_sent_holds_nothing():
    assert speakers_of("Ann Lee said so. To her, Bo Kim sent a letter in May.")[-1] == AUTHOR


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ann Lee said that the port was lost. On this view, the crane fell first.", ["Ann Lee", "Ann Lee"]),
        ("Ann Lee said that the port was lost. According to this account, the crane fell first.", ["Ann Lee"] * 2),
        ("Ann Lee said that the port was lost. On that account, the fleet stayed away.", ["Ann Lee", AUTHOR]),
        ("On this account, the fleet stayed away.", [AUTHOR]),
        ("According to that account, opened in May, the bank paid.", [AUTHOR]),
        ("In this reading, the crane fell first.", [AUTHOR]),
    ],
)
def test_a_view_that_is_pointed_back_to_is_the_last_speakers_and_without_one_nobodys(text, speakers):
    assert speakers_of(text) == speakers
