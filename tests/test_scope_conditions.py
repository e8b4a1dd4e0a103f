"""What makes a sentence its holder's, and what leaves it the writer's though somebody's view is spoken of."""

import pytest

from claiming import speakers_of
from stance.records import AUTHOR


@pytest.mark.parametrize(
    "text",
    [
        "What more did the Danish government need to endorse the plan?",
        "What do the Danish ministers believe the cost of delay would be?",
        "How could mayors accept these debts and even recommend new spending?",
        "Why do the Danes feel so threatened by a new pier?",
        "Who would have suggested a Dane to lead the bank?",
        "Should Captain Lee tell her guests that they too could save by selling the pier?",
    ],
)
def test_what_the_writer_asks_is_nobodys_view(text):
    assert speakers_of(text) == [AUTHOR]


def test_a_question_that_somebody_puts_is_theirs():
    assert speakers_of("Port managers everywhere ask themselves: why keep two cranes?") == ["Port managers everywhere"]


@pytest.mark.parametrize(
    "text",
    [
        "Sooner or later dockers will demand a say in the accounts.",
        "Denmark has to acknowledge the fact that the strait is now crowded.",
        "The mayors largely failed to perceive the danger posed by the silt.",
        "The mayors seemed to forget that the port was built for fish.",
        "The council has failed to present itself as a single actor.",
    ],
)
def test_what_is_foretold_due_or_missed_is_the_writers_with_no_claim_in_it(text):
    assert speakers_of(text) == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Oslo, which taxed its pens, would like to forget the quarrel.", "Oslo"),
        ("The dockers would welcome four small ferries.", "The dockers"),
        ("The captains will say that the lock is too short.", "The captains"),
    ],
)
def test_what_they_would_like_or_will_say_is_theirs(text, holder):
    assert speakers_of(text) == [holder]


@pytest.mark.parametrize(
    "text",
    [
        "Danish ministers have been extremely risk-averse in their loans.",
        "Captain Lee now finds herself in a swamp of debts.",
        "The council and its leaders have seriously discredited themselves.",
        "The dockers marched. They are right to be worried.",
    ],
)
def test_how_they_act_and_fare_is_the_writers_to_tell(text):
    assert set(speakers_of(text)) == {AUTHOR}


def test_what_is_asked_before_the_writer_speaks_is_a_claim_inside_the_writers():
    text = 'When Mayor Lee asked me to lead the study, my first question was: "What is silt?"'
    assert speakers_of(text) == [AUTHOR, "Lee"]


@pytest.mark.parametrize(
    "text",
    [
        "The pact is expected to hold.",
        "Anna Petrova is expected to win.",
        "Anna Petrova is believed to be ill.",
        "China's engineers are said to be enjoying themselves.",
    ],
)
def test_what_somebody_is_thought_to_do_is_not_their_view(text):
    assert speakers_of(text) == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Riga is keen to keep the trade.", "Riga"),
        ("The ministry was loath to sell the ships at a loss.", "The ministry"),
        ("Anna Petrova refuses to be discouraged.", "Anna Petrova"),
        ("In May the parliament voted to sell the mine.", AUTHOR),
        ("Two of them have pledged in writing to stay away.", AUTHOR),
    ],
)
def test_what_somebody_would_or_would_not_do_is_theirs_and_what_they_undertake_the_writers(text, holder):
    assert speakers_of(text)[0] == holder


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("A weary clerk said at the hearing that the court had no plan: the men were guilty or not.", "A weary clerk"),
        ("Some planners maintain, soothingly, that the two ports can share the trade.", "Some planners"),
        ("Latvia is concerned that the harbour is too small, and opposes a second pier.", "Latvia"),
        ("Some have thus called upon the larger towns to step up and buy the debt.", "Some"),
        ("The authorities called it an accident.", "The authorities"),
        ("The pact is dead, is how Olga Titova puts it.", "Olga Titova"),
        ("Most experts attribute the recent floods to the new dam.", "Most experts"),
        ("Residents of Riga see talking to the Danes as a waste of breath.", "Residents of Riga"),
        ('In a film made after the flood, the group called for the "end of dams."', "the group"),
    ],
)
def test_what_is_said_or_judged_is_theirs_however_it_is_put(text, holder):
    assert speakers_of(text) == [holder]


def test_a_report_is_nobody_elses_where_every_sentence_is_a_paragraph():
    text = "The towns met in May.\n\nAs a result, village councils believe that they were left alone.\n\nRain fell."
    assert speakers_of(text) == [AUTHOR, "village councils", AUTHOR]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lee is using the lull to build a new service, called the Guard, to frighten tenants.",
        "The canal is odd, a channel of supposed leaks into the fields.",
        "As a result, the bank, a keeper of some of the loans held by the towns, risks losing millions.",
        "For one hour each day, the sailors were allowed into a yard with a tin roof.",
        "If nobody stops her, Anna Lee may well continue on this path, bringing the port closer to ruin.",
        "The council met in May. In June, it briefly appeared that the talks had saved the pier.",
        "But, by the standards of Riga, Anna Lee's term seems like a good time.",
        "The port has responded to the strike with a new crane.",
        "Otherwise, the towns have not seen fit to dredge the lock.",
        "The mood in the harbour is upbeat.",
        "Such was the case of Riga under the dukes.",
        "Captain Lee has taken on a daunting task.",
        "The quarrel over the lock, in the third year of the siege, reminds Riga of a special debt.",
        "It comes as little surprise that the towns have looked for another port.",
    ],
)
def test_a_participle_or_a_main_clause_behind_a_phrase_reports_nothing(text):
    assert set(speakers_of(text)) == {AUTHOR}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Two polls showed a decline.", "Two polls"),
        ("The review found a lack of care.", "The review"),
        ("A survey found strong support for the tunnel.", "A survey"),
        ("The report shows 40 ships in port.", "The report"),
    ],
)
def test_what_an_inquiry_finds_out_is_its_own(text, speaker):
    assert speakers_of(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The paper found its way into the bin.",
        "Two papers found buyers in May.",
        "The review found a publisher.",
        "The report shows the minister in Riga.",
        "The article shows a map.",
        "The survey found Ann Lee at home.",
        "The weather report showed rain.",
    ],
)
def test_what_becomes_of_an_inquiry_or_is_pictured_in_it_is_no_finding(text):
    assert speakers_of(text) == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The union's analysis shows that tired crews drop crates.", "The union"),
        ("The Customs House's research proves that tea dulls the wits.", "The Customs House"),
        ("Every edition of the survey finds that cooks are underpaid.", "Every edition of the survey"),
        ("The last chapter of the review shows that the fleet is old.", "The last chapter of the review"),
        ("Bo Kim upbraided the ministry for its silence.", "Bo Kim"),
        ("Bo Kim denigrated the new pier.", "Bo Kim"),
        ('As an old pilot once told me, "Nobody forgives a fog."', "an old pilot"),
        ('As a wise banker once told us, "Kings repay nobody."', "a wise banker"),
        (
            "In the view of the wardens of the Mint, the Grain Board, and the Dock League, the levy is too high.",
            "the wardens of the Mint, the Grain Board, and the Dock League",
        ),
        (
            "The owners of the Salt Union, the Rope Guild, and the Dock League think that the levy is too high.",
            "The owners of the Salt Union, the Rope Guild, and the Dock League",
        ),
    ],
)
def test_whose_research_part_of_a_report_rebuke_or_saying_it_is(text, speaker):
    assert speakers_of(text)[0] == speaker


@pytest.mark.parametrize("verb", ["renamed", "nicknamed", "rechristened"])
def test_a_new_name_between_commas_is_nothing_that_is_said(verb):
    assert speakers_of(f"The Riga Yard, {verb} the Old Yard, shut in May.") == [AUTHOR]
