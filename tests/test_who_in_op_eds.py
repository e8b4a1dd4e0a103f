"""Who holds what in forms that op-eds of newspapers have and short examples lack, with look-alikes the writer tells."""

from __future__ import annotations

import pytest

from claiming import speakers_of
from stance.attribution.body_names import BodyNames
from stance.records import AUTHOR


@pytest.mark.parametrize(
    "text",
    [
        "Oslo lost the vote. It does not matter that Oslo still has the port.",
        "Falk runs the port. In this light it is unsurprising that ships wait.",
        "Falk runs the port. It never emerged that a ship was lost.",
    ],
)
def test_it_that_only_stands_for_a_clause_is_nobody(text):
    assert set(speakers_of(text)) == {AUTHOR}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The union did not mention the levy.", AUTHOR),
        ("The union never called for a strike.", AUTHOR),
        ("The union has not said that the port is closed.", AUTHOR),
        ("The union does not believe that the port is closed.", "The union"),
        ("The union denies that the port is closed.", "The union"),
        ("The union does not accept that the port is closed.", "The union"),
    ],
)
def test_what_somebody_did_not_say_is_no_view_of_theirs(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The engineers disagreed. Another third held that the dam would break.", "Another third"),
        ("The engineers disagreed. The rest thought that nobody was to blame.", "The rest"),
        ("The engineers disagreed. The rest slept in the bus.", AUTHOR),
        ("The engineers disagreed. Fifty-eight percent fear that the dam is old.", "Fifty-eight percent"),
        ("According to a sherpa, the dam is old.", "a sherpa"),
        ("According to need, the dam is old.", AUTHOR),
        ("The clerks met an envoy saying that the dam is old.", "an envoy"),
        ('The engineers wrote in. "I have no children," wrote one, "but I fear the dam."', "one"),
        ("One might say that the dam is old.", AUTHOR),
        ("It took the minister six years to admit that the dam was old.", "the minister"),
        ("The dam - see Norway's Nora Falk - is old.", AUTHOR),
        ("The dam, says Nora Falk, is old.", "Nora Falk"),
        ("The dam, say Nora Falk and Peter Lund, is old.", "Nora Falk; Peter Lund"),
    ],
)
def test_who_counts_as_somebody(text, holder):
    assert speakers_of(text)[-1] == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Others read the same numbers differently.", "Others"),
        ("The guards remember it otherwise.", "The guards"),
        ("The guards think otherwise.", "The guards"),
        ("Nobody reads it otherwise.", AUTHOR),
        ("The guards run the harbour differently.", AUTHOR),
    ],
)
def test_who_sees_it_differently_has_a_view(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize("opening", ["Nora Falk was blunt", "Nora Falk is an optimist", "Nora Falk was less sure"])
def test_who_is_told_of_before_a_colon_says_what_is_quoted_behind_it(opening):
    assert speakers_of(f'{opening}: "The towns will gain from it."') == ["Nora Falk"]


def test_several_are_called_by_the_names_beside_them():
    text = (
        "Three Danish economists, Anna Holm, Peter Lund and Niels Krag, have studied the port. "
        "Their finding is stark: it loses money. The three economists conclude that it must close."
    )
    assert speakers_of(text)[1:] == ["Anna Holm; Peter Lund; Niels Krag"] * 2


def test_one_named_among_several_does_not_stand_for_them():
    assert speakers_of("Several pilots, among them Nora Falk, think that the port is too small.") == ["Several pilots"]


def test_a_group_keeps_the_phrase_that_brought_it_in():
    text = "Two visiting deputies want a levy. The deputies think that it would pay. They fear the vote."
    assert speakers_of(text) == ["Two visiting deputies"] * 3
    assert speakers_of(text.replace(". ", ".\n\n")) == ["Two visiting deputies"] * 3


@pytest.mark.parametrize(("sentences", "holder"), [(200, "Two visiting deputies"), (260, "The deputies")])
def test_who_brought_a_group_in_is_out_of_reach_after_forty_five_hundred_characters(sentences, holder):
    for gap in (" ", "\n\n"):
        far = gap.join(["Two visiting deputies want a levy.", *["It rained in Riga."] * sentences])
        assert speakers_of(f"{far}{gap}The deputies think that it would pay.")[-1] == holder


@pytest.mark.parametrize(
    ("before", "holder"),
    [
        ("A deputy from Narva spoke. A young deputy left.", "A deputy from Narva"),
        ("The old deputy from Narva spoke.", "The old deputy from Narva"),
        ("A tall deputy spoke.", "The deputy from Narva"),
        ("A deputy spoke.", "The deputy from Narva"),
    ],
)
def test_who_points_back_tells_no_more_than_who_brought_them_in(before, holder):
    assert speakers_of(f"{before} The deputy from Narva says that it pays.")[-1] == holder


def test_a_role_is_of_who_was_told_of_so_last():
    text = "A visiting deputy spoke. Nora Falk, a deputy from Riga, left. The deputy says that it pays."
    assert speakers_of(text)[-1] == "Nora Falk"


def test_the_writer_and_others_are_the_writer():
    assert speakers_of("Nora Falk and I believe that the port is lost.") == [AUTHOR]


@pytest.mark.parametrize(
    ("later", "name"),
    [
        ("The HFA", "the Harbour Finance Agency"),
        ("The Agency", "the Harbour Finance Agency"),
        ("The Court", "the Nordic Court of Trade"),
        ("The Bank", "The Bank"),
    ],
)
def test_a_body_keeps_its_full_name(later, name):
    text = f"The Harbour Finance Agency closed, and the Nordic Court of Trade opened. {later} believes that ships wait."
    assert speakers_of(text)[-1] == name


def test_a_country_is_called_as_it_stands():
    assert speakers_of("The United States has ports. The US believes that ships wait.")[-1] == "The US"


def test_initials_of_the_end_of_a_name_need_three_letters():
    names = BodyNames("The Nordic Security Council met in SC. The US Harbour Finance Agency paid. The HFA slept.")
    assert names.full_name("SC", 50) is None
    assert names.full_name("the HFA", 70) == "the Harbour Finance Agency"


def test_two_bodies_that_and_joins_are_two():
    names = BodyNames("The Harbour Fund and Timber Bank paid. Nobody in the town was asked for a word about it.")
    assert names.full_name("the Fund", 80) == "the Harbour Fund"
    assert names.full_name("the Bank", 80) == "the Timber Bank"


def test_a_body_that_is_called_by_two_names_is_one():
    names = BodyNames("The Long Quay and Timber Bank paid. Nobody in the town was asked for a word about it.")
    assert names.full_name("the Bank", 80) == "the Long Quay and Timber Bank"


@pytest.mark.parametrize("unit", ["A-", "A'B"])
def test_a_run_of_marks_takes_no_time_to_look_through(unit):
    assert BodyNames(unit * 50_000).full_name("the Fund", 0) is None


def test_one_word_means_the_last_body_before_it():
    text = "The Harbour Fund paid. The Timber Fund did not. The Fund slept."
    names = BodyNames(text)
    assert names.full_name("the Fund", text.index("The Timber")) == "the Harbour Fund"
    assert names.full_name("The Fund", text.index("The Fund")) == "the Timber Fund"
    assert names.full_name("the Fund", 0) is None
    assert names.full_name("Fund", len(text)) is None


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("But, for the Latvian authorities, this strike is a threat.", "the Latvian authorities"),
        ("Indeed, for growers, water is dearer than land.", "growers"),
        ("In reality, for most dockers, the pier is a home.", "most dockers"),
        ("For many of them, of course, the pier is a ruin.", "many of them"),
        ("For starters, the pier is a ruin.", AUTHOR),
        ("Even for growers, water is dear.", AUTHOR),
        ("Remarkably for a docker, Falk swims.", AUTHOR),
        ("For two days, the pier was shut.", AUTHOR),
        ("Anna Falk hates the pier. To her, it never had a use.", "Anna Falk"),
    ],
)
def test_for_somebody_tells_their_view_behind_words_that_lead_in_to_it(text, holder):
    assert speakers_of(text)[-1] == holder


def test_while_for_others_is_told_of_the_others():
    text = "For some growers, the dam is a blessing, while for others it means the end of their farms."
    assert "others" in speakers_of(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Some traders argue that the pact is dead. According to this view, the port will be sold.", "Some traders"),
        ("Anna Falk believes that the pact is dead. On this reading, the port will be sold.", "Anna Falk"),
        ("The pact is dead. In this view, nothing else counts.", AUTHOR),
        ("Anna Falk is a grower. From her point of view, the dam is a blessing.", "Anna Falk"),
    ],
)
def test_a_view_that_is_told_on_is_its_holders(text, holder):
    assert speakers_of(text)[-1] == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("To which the trader answers: no problem there!", "the trader"),
        ("As an old sailor once told me, the sea forgives nobody.", "an old sailor"),
        ('"Never again," declared the world after that war.', "the world"),
        (
            "According to the vice-president of the Port Council, it is hard to dig.",
            "the vice-president of the Port Council",
        ),
        (
            "According to the Latvian government, the deal has not only ruined the port; it threatens the town.",
            "the Latvian government",
        ),
    ],
)
def test_rare_ways_of_telling_who_says_it(text, holder):
    assert speakers_of(text)[-1] == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ('Anna Falk says, "Soon."', "Anna Falk"),
        ('In Anna Falk\'s summary: "Either from fear or from greed, the banks sat on their money."', "Anna Falk"),
        ('Anna Falk went on to say why she wants dams: "The science is clear and the rivers are full."', "Anna Falk"),
        ('Falk had a house in "Soon," a village.', AUTHOR),
    ],
)
def test_quotations_with_rare_tags(text, holder):
    assert speakers_of(text)[0] == holder


def test_a_quotation_left_open_in_the_writers_sentence_runs_on_to_its_mark():
    text = 'Anna Falk excoriated the banks for a "talent for gains...\n\nThey are hard to manage. "\n\nThen it rained.'
    assert speakers_of(text) == ["Anna Falk", "Anna Falk", AUTHOR]


def test_who_is_named_where_a_quotation_ends_said_it_from_its_first_line():
    text = '"You are the masters.\n\nYou are the guards, "said the president, Anna Falk.\n\nThen it rained.'
    assert speakers_of(text) == ["Anna Falk", "Anna Falk", AUTHOR]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("A report by the Riga Bank suggests that the port will close.", "the Riga Bank"),
        ("The bank's own research shows that ports lose money.", "The bank"),
        ("A leaked report showed that the port had lost money.", "A leaked report"),
        ("Public opinion polls also show a decline in support for the port.", "Public opinion polls"),
        ("Two independent reviews found a lack of debate.", "Two independent reviews"),
        ("The largest study, conducted by the Riga Institute, projects a rise in grain.", "the Riga Institute"),
        ('An old biography states that "with great zeal," Falk "built the port."', "An old biography"),
        ("The plan shows that there are ways to save.", AUTHOR),
        ("Research shows that ports lose money.", AUTHOR),
        ("History shows that ports lose money.", AUTHOR),
    ],
)
def test_what_a_document_shows_is_whose_it_is(text, holder):
    assert speakers_of(text)[0] == holder


@pytest.mark.parametrize(
    "text",
    [
        "Fearing the costs of a longer war, Oslo handed the port back to the rebels in May.",
        "Ida Falk left the board in May, denouncing its drift to the right.",
        "To win time before the vote, the union tweeted a picture of the quay.",
        "Written off as a backwater when the mines were closed, the town responded by building a harbour.",
        "When it was given a difficult task, the crew took longer to finish it.",
        "The Lake League, renamed the Lake Union, met in Bergen in May.",
        "As the towns already have heavy debts, a further loan would break them.",
    ],
)
def test_an_attitude_beside_a_deed_and_a_clause_that_leads_in_leave_the_sentence_the_writers(text):
    assert speakers_of(text) == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Fearing a longer war, Oslo wants the talks to begin at once.", "Oslo"),
        ("Ida Falk says that the board has failed, denouncing its drift to the right.", "Ida Falk"),
        ("The drivers continue to oppose the toll.", "The drivers"),
        ("To win over the voters, the mayor said, he would have to cut taxes.", "the mayor"),
        ("As Ida Falk would have it, the port is lost.", "Ida Falk"),
    ],
)
def test_an_attitude_beside_a_view_or_a_report_is_its_holders(text, holder):
    assert set(speakers_of(text)) == {holder}
