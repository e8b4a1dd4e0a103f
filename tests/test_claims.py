"""Texts of our own through layout, parser and claims: whose each sentence is, and that offsets always hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claiming import claims_of, speakers_of
from stance.attribution.claims import own_attitude, split_claims
from stance.attribution.entities import MentionKind, Speaker
from stance.attribution.passes import run_passes
from stance.attribution.people import collect_people
from stance.attribution.resolve import Attribution, within
from stance.attribution.rules import RULE
from stance.attribution.rules.rule import Candidate
from stance.attribution.scope import attribution_span, clause_start, opens_second_clause, scopes_over_sentence
from stance.layout import lay_out
from stance.layout.sentences import MAX_SENTENCE
from stance.parser import Passage, load_parser, parse
from stance.records import AUTHOR, Attitude, Document, Form, Mood
from stance.tokens import Span


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The pact between the two countries is old.", AUTHOR),
        ("Anna Petrova says that the pact is dead.", "Anna Petrova"),
        ("According to Anna Petrova, the pact is dead.", "Anna Petrova"),
        ("Anna Petrova bets that the pact will fail.", "Anna Petrova"),
        ("Moscow bets that Beijing will need its gas.", "Moscow"),  # "bets" is tagged as a noun
        ("Moscow is betting that Beijing will need its gas.", "Moscow"),
        ("The bets that Moscow lost were many.", AUTHOR),
        ("Riga would have the world believe that the pact is dead.", "Riga"),
        ("Riga would have the port dredged if the pact were dead.", AUTHOR),
        ("Kremlin spokesman Boris Ivanov denies that a pact exists.", "Boris Ivanov"),
        ("Some experts believe that an alliance is emerging.", "Some experts"),
        ("Moscow says that the pact will hold.", "Moscow"),
        ("Anna Petrova and Boris Ivanov argue that the pact is dead.", "Anna Petrova; Boris Ivanov"),
        ("Recent data show that trade has grown.", AUTHOR),
        ("It is widely believed that the pact will hold.", AUTHOR),
        ("I believe that the pact will hold.", AUTHOR),
        ("Boris Ivanov, a retired colonel, said that the pact is dead.", "Boris Ivanov"),
        ("The defence minister's critics fear that the pact is dead.", "The defence minister's critics"),
    ],
)
def test_a_sentence_is_its_holders(text, speaker):
    claim = claims_of(text)[0]
    assert (claim.speaker, claim.text) == (speaker, text)


def test_the_report_is_one_claim_with_its_content_cue_and_rule():
    text = "Anna Petrova says that the pact is dead."
    (claim,) = claims_of(text)
    assert text[claim.content_start : claim.content_end] == "that the pact is dead"
    assert text[claim.cue_start : claim.cue_end] == "says"
    assert text[claim.speaker_start : claim.speaker_end] == "Anna Petrova"
    assert (claim.form, claim.evidence, claim.attribution) == (Form.INDIRECT, "clause: say", 0)


def test_a_surname_a_pronoun_and_a_role_are_the_person_named_before():
    text = (
        "Anna Petrova, an analyst in Riga, studies the pact. Petrova says that it is dead. "
        "The analyst adds that nobody will miss it. She believes that trade will go on."
    )
    assert speakers_of(text)[1:] == ["Anna Petrova"] * 3


def test_a_pronoun_that_fits_nobody_is_left_open_with_the_reason():
    (claim,) = claims_of("He says that the pact is dead.")
    assert claim.speaker is None
    assert "without a person before it" in claim.evidence


@pytest.mark.parametrize(
    ("text", "speaker", "evidence"),
    [
        (
            "Professor Anna Petrova met Professor Karl Lang in Riga. The professor said that the pact is dead.",
            None,
            'role "The professor" fits Anna Petrova and Karl Lang',
        ),
        (
            "Karl Petrov met Boris Lang in Riga. He said that the pact is dead.",
            None,
            'pronoun "He" fits Karl Petrov and Boris Lang',
        ),
        (
            "Karl Petrov met Boris Lang in Riga. It rained. It snowed. He said that the pact is dead.",
            None,
            'pronoun "He" fits Karl Petrov and Boris Lang',
        ),
        (
            "Karl Petrov met Boris Lang in Riga. It rained. It snowed. It thawed. He said that the pact is dead.",
            "Karl Petrov",
            "clause: say (pronoun)",
        ),
        (
            "Professor Anna Petrova met Mayor Karl Lang in Riga. The professor said that the pact is dead.",
            "Anna Petrova",
            "clause: say (role)",
        ),
        (
            "Professor Petrova met Professor Lang. Lang frowned at it. The professor said that the pact is dead.",
            "Lang",
            "clause: say (role)",
        ),
    ],
)
def test_who_may_be_either_of_two_is_left_open_with_both_named(text, speaker, evidence):
    claim = claims_of(text)[-1]
    assert (claim.speaker, claim.evidence) == (speaker, evidence)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The clerks in Riga who believe that the pact is dead are wrong.", "The clerks in Riga"),
        ("Those of them who believe that the pact is dead are wrong.", "Those of them"),
    ],
)
def test_a_group_is_named_without_the_clause_that_says_what_it_holds(text, holder):
    assert speakers_of(text) == [AUTHOR, holder]


@pytest.mark.parametrize(
    "text",
    [
        "What worries the harbour pilots is how long Ann Lee, who left, thinks the toll will stand",
        "“The quay is lost,” as Ann Lee puts it, “but not the port”: so said the mayor",
        "To hear Ann Lee tell it, the two told Bo Kim that “nobody” asked the ex-pilots, whereas Oslo did",
        "According to a poll, six in ten of those asked, both young and old, no longer believe her report on it",
        "“The quay is lost,” said the ferryman Ann Lee, who saw the ex-pilots leave",
        "Ann Lee: It is her view that the mayor, once an envoy, was wrong to call it such, but he goes on",
    ],
)
def test_a_text_may_break_off_at_any_word(text):
    words = text.split()
    for count in range(1, len(words) + 1):
        part = " ".join(words[:count])
        claims = claims_of(part)
        assert claims[0].start == 0
        assert part[max(claim.end for claim in claims) :].strip(",;") == ""


def test_one_quotation_over_two_sentences_is_one_attribution():
    first, second = claims_of('"The pact is dead," Anna Petrova said. "Nobody will miss it."')
    assert (first.speaker, second.speaker) == ("Anna Petrova", "Anna Petrova")
    assert first.attribution == second.attribution is not None


def test_two_speakers_cut_a_sentence_in_two():
    text = "Anna Petrova says that the pact is dead, but Boris Ivanov insists that it will hold."
    assert [(c.speaker, c.text) for c in claims_of(text)] == [
        ("Anna Petrova", "Anna Petrova says that the pact is dead"),
        ("Boris Ivanov", "but Boris Ivanov insists that it will hold."),
    ]


def test_two_verbs_that_share_a_second_subject_open_its_clause():
    text = (
        "The admirals send greetings, and every spring somebody in Riga reads them and asks whether the pact will hold."
    )
    assert [(c.speaker, c.text) for c in claims_of(text)] == [
        (AUTHOR, "The admirals send greetings"),
        ("somebody in Riga", text[text.index("and every") :]),
    ]


def test_what_another_holds_inside_a_report_is_a_claim_of_its_own():
    text = "Anna Petrova writes that many officials believe that the pact is dead."
    assert [c.speaker for c in claims_of(text)] == ["Anna Petrova", "many officials"]


def test_a_second_report_of_the_same_speaker_counts_once_unless_every_one_is_asked_for():
    text = "Anna Petrova says that the pact is dead, and she fears that trade will shrink."
    document, layout = Document(id="d", text=text), lay_out(text)
    passages = parse(layout, load_parser())
    assert [c.speaker for c in split_claims(document, layout, passages)] == ["Anna Petrova"]
    assert [c.speaker for c in split_claims(document, layout, passages, every=True)] == ["Anna Petrova"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Anna Petrova says that the pact is expected to hold.",
        "Anna Petrova says that I believe that the pact is dead.",
        "Anna Petrova says that Boris Ivanov sees a better chance.",
    ],
)
def test_what_nobody_or_the_writer_holds_inside_a_report_is_no_claim_though_every_one_is_asked_for(text):
    layout = lay_out(text)
    claims = split_claims(Document(id="d", text=text), layout, parse(layout, load_parser()), every=True)
    assert [c.speaker for c in claims] == ["Anna Petrova"]


@pytest.mark.parametrize(
    "text",
    [
        "No ship has promised that it will come.",
        "Nobody in Riga believes that the pact will hold.",
        "Two states that like each other have found a way.",
    ],
)
def test_nobody_holds_nothing(text):
    assert set(speakers_of(text)) == {AUTHOR}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In her view, trade is small, a treaty is far off, and the whole thing is a show.", "Anna Petrova"),
        ("She never tires of calling the pact a myth.", "Anna Petrova"),
        ("Trade is small, she went on, and the pact is a myth.", "Anna Petrova"),
        ("Petrova does not think so.", "Anna Petrova"),
        ("The analyst has her doubts: the pact, she fears, is dead.", "Anna Petrova"),
        ("Beijing shuns the word.", "Beijing"),
        ("Her remedy is to wait.", "Anna Petrova"),
        ("A new study by the Lisbon Centre found that trade has grown.", "the Lisbon Centre"),
        ("There is a growing belief among officials that the pact is dead.", "officials"),
        ("The anonymous analyst said that the pact is dead.", "The anonymous analyst"),
        ("She is convinced that the pact is dead.", "Anna Petrova"),
        ("She has no patience with talk of a pact.", "Anna Petrova"),
        ("She called such a pact imaginable.", "Anna Petrova"),
        ("The joint statement avoids the word.", "The joint statement"),
        ("The mood in Washington is gloomy.", "Washington"),
        ("The officials whose letters were read for this report doubt that the pact will hold.", "The officials"),
        ("Some ex-officials believe that the pact is dead.", "Some ex-officials"),
        ("Petrova has ruled out a formal pact.", "Anna Petrova"),
        ("Beijing has ruled out a formal pact.", "Beijing"),
        ("Washington is alarmed by the drills.", "Washington"),
        ("The drills alarmed Tokyo.", "Tokyo"),
        ("Such talk is welcome to many officials.", "many officials"),
        ("Petrova made it clear that the pact is dead.", "Anna Petrova"),
        ("Statements by senior officials make it clear that the pact is dead.", "senior officials"),
        ("The pact is viewed in Tokyo as a threat.", "Tokyo"),
        ("To Petrova, the pact is a burden.", "Anna Petrova"),
        ("Both Russia and China claim to have a pact.", "Russia and China"),
        ("The joint statement goes so far as to renounce the pact.", "The joint statement"),
        ("Plenty of officials used to wave all this aside.", "Plenty of officials"),
        ("Tokyo continues to have serious doubts about the pact.", "Tokyo"),
        ("By the Herald's account, the envoys spoke up for a pact.", "the envoys"),
        ("People who study the two are troubled by the pact.", "People who study the two"),
        ("Hardly any officials think that the pact will hold.", "officials"),
        ("The Bank for Northern Trade says that the pact is dead.", "The Bank for Northern Trade"),
    ],
)
def test_ways_of_reporting_that_take_a_whole_sentence(text, speaker):
    before = "Anna Petrova, an analyst in Riga, studies the pact. "
    assert claims_of(before + text)[1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The guests will include a general, underscoring how old the pact is.",
        "The drills will not alarm anybody in Tokyo.",
        "The European Arctic has not seen a drill since 2021.",
        "The envoys flew to Riga to ask for a loan.",
        "It is not obvious that China views the pact as a burden.",
        'Although the minister has accused them of "plotting a new war in the far north of the land", all is calm.',
        "Beijing has held up the shipment.",
        "Planners had better take it that the pact is dead.",
        "The two rulers are sure of themselves.",
    ],
)
def test_what_only_looks_like_a_view_is_the_writers(text):
    assert speakers_of(text)[0] == AUTHOR


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("It is widely believed that the pact will hold.", "clause: believe"),
        ("The pact is expected to hold.", "raising: expect"),
        ("The pact is seen as a burden.", "as: see"),
        ("The pact is called a burden.", "naming: call"),
    ],
)
def test_what_nobody_in_particular_holds_is_the_writers_and_says_so(text, evidence):
    (claim,) = claims_of(text)
    assert (claim.speaker, claim.evidence, claim.form) == (AUTHOR, f"{evidence} (no holder named)", Form.INDIRECT)
    assert {claim.evidence for claim in claims_lent(text)} == {"heading"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Plenty of drills show that the pact is dead.", None),
        ("Plenty say that the pact is dead.", "Plenty"),
        ("Each of the ministers says that the pact is dead.", "Each of the ministers"),
        ("Each of the drills says that the pact is dead.", None),
        ("Those in Riga say that the pact is dead.", "Those in Riga"),
        ("Those say that the pact is dead.", None),
        ("The summit says that the pact is dead.", "The summit"),
        ("The crisis shows that the pact is dead.", None),
        ("The letter shows that trade has grown.", None),
        ("The poll shows that trade has grown.", "The poll"),
        ("The statement called the pact a burden.", "The statement"),
        ("The statement renounces the pact.", "The statement"),
        ("The statement criticises the pact.", None),
        ("The report suggests that the pact is dead.", "The report"),
        ("The report thinks that the pact is dead.", "The report"),
        ('"The pact is dead and gone for good," the data said.', None),
        ('"The pact is dead and gone for good," Russia declared.', "Russia"),
        ("Russia declared that the pact is dead.", "Russia"),
        ("Russia declares that the pact is dead.", "Russia"),
        ("Russia knows that the pact is dead.", None),
        ("Russia fears that the pact is dead.", "Russia"),
        ("Russia claims to have won.", "Russia"),
        ("Russia refuses to sign the treaty.", None),
        ("Russia viewed the pact as a burden.", "Russia"),
        ("Russia views the pact as a burden.", "Russia"),
        ("Russia does not view the pact as a burden.", "Russia"),
        ("Russia did not view the pact as a burden.", None),
        ('Russia called the drills "a burden for all of us here".', "Russia"),
        ('Russia announced "a new era of peace for all".', "Russia"),
        ("Russia has doubts about the pact.", "Russia"),
        ("Russia has hopes for the pact.", None),
        ("Russia brushed aside the pact.", "Russia"),
        ("Russia doubts the pact.", "Russia"),
        ("Russia supports the pact.", None),
        ("Russia is afraid that the pact is dead.", "Russia"),
        ("Russia is confident that the pact will hold.", "Russia"),
        ("Russia is worried about the pact.", "Russia"),
        ("Russia is proud of the pact.", "Russia"),
        ("Anna Petrova is proud of the pact.", "Anna Petrova"),
        ("Anna Petrova is ready to sign the pact.", "Anna Petrova"),
        ("Anna Petrova claims to have won.", "Anna Petrova"),
        ("Anna Petrova refuses to sign the treaty.", "Anna Petrova"),
        ("Anna Petrova criticises the pact.", "Anna Petrova"),
        ("Anna Petrova supports the pact.", "Anna Petrova"),
        ("The pact was praised by Anna Petrova.", "Anna Petrova"),
        ("The pact was supported by Anna Petrova.", None),
        ("Anna Petrova asked for an alliance.", "Anna Petrova"),
        ("Anna Petrova asked China for aid.", None),
    ],
)
def test_each_kind_of_holder_takes_the_sentences_it_can_hold(text, holder):
    assert speakers_of(text)[0] == (holder or AUTHOR)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("There is a belief of some officials that the pact is dead.", None),
        ("This is the belief among officials that the pact is dead.", None),
        ("Officials abandoned the claim that the pact will hold.", None),
        ("Officials expressed the view that the pact is dead.", "Officials"),
        ("Anna Petrova should say that the pact is dead.", None),
        ("Anna Petrova may say that the pact is dead.", None),
        ("Anna Petrova must fear that the pact is dead.", "Anna Petrova"),
        ("Anna Petrova should fear that the pact is dead.", None),
        ("According to Anna Petrova, the pact may hold.", "Anna Petrova"),
        ("The ships sailed off, showing that the pact is dead.", None),
        ("The ministers flew home, believing that the pact is dead.", None),
        ("The ministers flew home, saying that the pact is dead.", "The ministers"),
        ("Anna Petrova wrote a letter, believing that the pact is dead.", "Anna Petrova"),
    ],
)
def test_a_view_carried_along_advised_or_told_in_passing_may_stay_the_writers(text, holder):
    assert speakers_of(text)[0] == (holder or AUTHOR)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("There is also Anna Petrova's claim that the pact is dead.", None),
        ("Anna Petrova should be afraid that the pact is dead.", None),
        ("The pact is dead, as Anna Petrova has been thinking for years.", "Anna Petrova"),
        ("It is no secret that Petrova fears that the pact is dead.", "Petrova"),
        ("It is clear that Petrova fears that the pact is dead.", "Petrova"),
        ("It is not true that Petrova fears that the pact is dead.", None),
        ("The truth is that Petrova fears that the pact is dead.", None),
        ("This is why Petrova fears that the pact is dead.", "Petrova"),
        ("It shows that Petrova fears that the pact is dead.", None),
        ("I have heard that Petrova argues that the pact is dead.", None),
        ("I have made Petrova argue that the pact is dead.", None),
        ("Petrova goes on denying that the pact is dead.", "Petrova"),
        ("Petrova flew to Riga to say that the pact is dead.", None),
        ("Petrova went so far as to say that the pact is dead.", "Petrova"),
        ("When Petrova says that the pact is dead, nobody listens.", None),
        ("While Petrova says that the pact is dead, trade grows.", None),
        ("If asked, Petrova says that the pact is dead.", "Petrova"),
        ("Petrova left Riga because she feared that the pact was dead.", None),
        ("Petrova noted the pact is old; nobody minded.", "Petrova"),
        ("She smiled, Petrova says that the pact is dead.", "Petrova"),
    ],
)
def test_a_report_takes_the_sentence_whose_main_clause_it_is(text, holder):
    assert speakers_of(text)[0] == (holder or AUTHOR)


@pytest.mark.parametrize(
    ("text", "form", "attitude"),
    [
        ('Petrova says that the pact is "dead".', Form.MIXED, Attitude.PLAIN),
        ("Petrova says that the ministers' pact is dead.", Form.INDIRECT, Attitude.PLAIN),
        ('"The pact is dead," Petrova says.', Form.DIRECT, Attitude.PLAIN),
        ("Petrova claims that the pact is dead.", Form.INDIRECT, Attitude.DOUBTED),
        ("Petrova expressed a suspicion that the pact is dead.", Form.INDIRECT, Attitude.PLAIN),
        ("Petrova hides the knowledge that the pact is dead.", Form.INDIRECT, Attitude.ENDORSED),
    ],
)
def test_how_it_is_said(text, form, attitude):
    (claim,) = claims_of(text)
    assert (claim.speaker, claim.form, claim.attitude) == ("Petrova", form, attitude)


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("The pact would hold.", Mood.CONDITIONAL),
        ("The pact is old and might fail.", Mood.CONDITIONAL),
        ("Petrova says that the pact could hold.", Mood.CONDITIONAL),
        ("Trade will shrink unless the pact holds.", Mood.CONDITIONAL),
        ("The pact that would save us is old.", Mood.PLAIN),
        ("The pact, which could fail, is old.", Mood.PLAIN),
        ("The envoy provided aid.", Mood.PLAIN),
        ('Petrova asked "will the pact hold?"', Mood.QUESTION),
        ('(Petrova asked "will the pact hold?")', Mood.QUESTION),
    ],
)
def test_what_is_asked_or_hangs_on_a_condition(text, mood):
    assert claims_of(text)[0].mood is mood


IT_IS = "It|PRON|PRP|expl|1|it is|AUX|VBZ|ROOT|1|be"
THAT_HOLDS = "that|SCONJ|IN|mark|4|that holds|VERB|VBZ"


@pytest.mark.parametrize(
    ("parse", "attitude"),
    [
        (f"{IT_IS} myth|NOUN|NN|attr|1|myth {THAT_HOLDS}|acl|2|hold", Attitude.REJECTED),
        (f"{IT_IS} myth|NOUN|NN|attr|1|myth {THAT_HOLDS}|ccomp|1|hold", Attitude.REJECTED),
        (f"{IT_IS} myth|NOUN|NN|nsubj|1|myth {THAT_HOLDS}|acl|2|hold", Attitude.REJECTED),
        (f"{IT_IS} myth|NOUN|NN|nsubj|1|myth {THAT_HOLDS}|ccomp|1|hold", Attitude.PLAIN),
        (f"{IT_IS} hope|NOUN|NN|attr|1|hope {THAT_HOLDS}|acl|2|hold", Attitude.PLAIN),
        (f"{IT_IS} lying|VERB|VBG|acomp|1|lie {THAT_HOLDS}|ccomp|2|hold", Attitude.PLAIN),
    ],
)
def test_the_writer_rejects_what_hangs_on_a_myth(make_doc, parse, attitude):
    assert own_attitude(make_doc(parse)[:]) is attitude


def claims_lent(text, *, is_spoken=False):
    """As `claims_of`, the text standing under the heading of an expert, or spoken in their turn."""
    layout = lay_out(text)
    lent = {"speaker": "Vera Holm", "is_spoken": is_spoken}
    expert_blocks = replace(layout, blocks=tuple(replace(block, **lent) for block in layout.blocks))
    return split_claims(Document(id="d", text=text), expert_blocks, parse(expert_blocks, load_parser()))


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("For Anna Petrova, the pact is a burden.", "Anna Petrova"),
        ("For officials, the pact is a burden.", None),
        ("In the view of officials, the pact is dead.", "officials"),
        ("Analysts think that the pact is dead.", "Analysts"),
        ("Officials think that the pact is dead.", None),
        ("Officials thought that the pact was dead.", "Officials"),
        ("Officials say that the pact is dead.", "Officials"),
        ("Officials are sure that the pact is dead.", "Officials"),
        ("Officials showed that the pact is dead.", None),
        ("Anna Petrova showed that the pact is dead.", "Anna Petrova"),
        ("Officials take the view that the pact is dead.", None),
        ("Officials expressed the view that the pact is dead.", "Officials"),
        ("The report says that the pact is dead.", "The report"),
        ("The report thinks that the pact is dead.", None),
        ("The poll shows that trade has grown.", None),
        ("Russia says that the pact is dead.", None),
        ('"The pact is dead and gone for good," Russia declared.', "Russia"),
        ("The summit says that the pact is dead.", None),
        ("Anna Petrova criticises the pact.", None),
        ("Anna Petrova asked for an alliance.", "Anna Petrova"),
        ("Anna Petrova said little, believing that the pact is dead.", None),
        ("My neighbours think that the rent will rise.", "My neighbours"),
        ("A former envoy sees the pact as a proof of maturity.", "A former envoy"),
        ("Our importers are happy with the rate.", "Our importers"),
        ("Washington is furious with him.", "Washington"),
        ("Moscow worries about the trade gap.", None),
        ("Russian officials dislike the terms.", None),
        ("Would you tell us how many ships were launched?", None),
    ],
)
def test_under_an_experts_heading_others_have_what_they_say_feel_or_think_who_are_pointed_out(text, holder):
    assert claims_lent(text)[0].speaker == (holder or "Vera Holm")


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Officials think that the pact is dead.", "Officials"),
        ("Moscow believes that the pact is dead.", "Moscow"),
        ("The pact is dead, and I am glad of it.", "Vera Holm"),
        ("I think that the pact is dead.", "Vera Holm"),
    ],
)
def test_in_a_turn_others_have_what_they_hold_as_in_any_text(text, holder):
    claim = claims_lent(text, is_spoken=True)[0]
    assert claim.speaker == holder
    assert holder != "Vera Holm" or claim.evidence == "heading"


def test_the_paper_that_passes_a_report_on_is_counted_only_where_every_report_is():
    text = "According to the Herald, the envoys called for a pact."
    document, layout = Document(id="d", text=text), lay_out(text)
    passages = parse(layout, load_parser())
    assert [c.speaker for c in split_claims(document, layout, passages)] == ["the envoys"]
    assert {c.speaker for c in split_claims(document, layout, passages, every=True)} == {"the envoys", "the Herald"}


@pytest.mark.parametrize(
    ("before", "text", "speaker"),
    [
        (
            "Sergei Ivanov and Wang Ming, the foreign ministers, met.",
            "The Russian minister says it is dead.",
            "Sergei Ivanov",
        ),
        (
            "Sergei Ivanov and Wang Ming, the foreign ministers, met.",
            "The Chinese minister says it is dead.",
            "Wang Ming",
        ),
        (
            "Wang Ming and Sergei Ivanov, the foreign ministers, met.",
            "The Chinese minister says it is dead.",
            "Wang Ming",
        ),
        ("Wang Ming and Ann Stone, the foreign ministers, met.", "The Chinese minister says it is dead.", "Wang Ming"),
        ("Sergei Ivanov, the minister, left.", "The Chinese minister says it is dead.", "The Chinese minister"),
        ("The Herald reports that the pact is dead.", "The newspaper adds that trade is small.", "The Herald"),
        (
            "One senior expert on China said that it is dead.",
            "The expert added that trade is small.",
            "One senior expert on China",
        ),
        ("Ivanov met the envoys.", "He believes that the pact is dead.", "Ivanov"),
    ],
)
def test_a_role_a_paper_or_a_lone_surname_points_back(before, text, speaker):
    assert claims_of(f"{before} {text}")[-1].speaker == speaker


def test_a_heading_lends_its_block_to_the_expert():
    text = "The pact is dead. I said so. Boris Ivanov said that it will hold. China sees a rival."
    layout = lay_out(text)
    expert_blocks = replace(layout, blocks=tuple(replace(block, speaker="Anna Petrova") for block in layout.blocks))
    claims = split_claims(Document(id="d", text=text), expert_blocks, parse(expert_blocks, load_parser()))
    assert [c.speaker for c in claims] == ["Anna Petrova", "Anna Petrova", "Boris Ivanov", "Anna Petrova"]
    assert (claims[0].evidence, claims[0].form, claims[0].attribution) == ("heading", Form.OWN, None)


def test_a_sentence_between_two_of_one_person_is_that_persons():
    text = "Anna Petrova says that the pact is dead. Trade is small. Petrova adds that nobody will miss it."
    middle = claims_of(text)[1]
    assert (middle.speaker, middle.evidence, middle.attribution) == ("Anna Petrova", "continuation", None)


def test_a_sentence_about_others_between_two_of_one_person_is_the_writers():
    text = "Anna Petrova says that the pact is dead. The ministers met in Riga. Petrova adds that nobody will miss it."
    assert speakers_of(text)[1] == AUTHOR


def test_attitude_and_mood_reach_the_claim():
    (myth,) = claims_of("It is a myth that the pact is dead.")
    assert (myth.speaker, myth.attitude) == (AUTHOR, Attitude.REJECTED)
    assert claims_of("Will the pact hold?")[0].mood is Mood.QUESTION


def test_a_report_after_the_writers_words_points_at_the_places_of_its_words():
    text = "It rained in Riga.\n\nOn Monday, Anna Petrova, an analyst, said that the pact, which is old, is dead."
    claim = claims_of(text)[1]
    assert text[claim.start : claim.end] == text[text.index("On Monday") :]
    assert text[claim.cue_start : claim.cue_end] == "said"
    assert text[claim.content_start : claim.content_end] == "that the pact, which is old, is dead"
    assert text[claim.speaker_start : claim.speaker_end].startswith("Anna Petrova")


def test_the_content_in_each_sentence_of_a_quotation_is_what_of_it_stands_there():
    text = '"The pact is dead," Anna Petrova said. "Nobody will miss it."'
    first, second = claims_of(text)
    assert text[first.content_start : first.content_end] == '"The pact is dead,"'
    assert text[second.content_start : second.content_end] == second.text == '"Nobody will miss it."'


def test_attributions_are_numbered_through_the_document():
    text = "Anna Petrova says that it is dead.\n\nBoris Ivanov says that it holds.\n\nIt rained."
    assert [claim.attribution for claim in claims_of(text)] == [0, 1, None]


def test_a_claim_inside_another_comes_after_it_and_has_no_comma_at_its_edges():
    text = "Anna Petrova writes that many officials believe that the pact is dead, and that trade is small."
    outer, inner = claims_of(text)
    assert (outer.text, outer.speaker) == (text, "Anna Petrova")
    assert inner.text.startswith("many officials believe")
    assert inner.text[-1] not in ",;"


@pytest.mark.parametrize(
    ("middle", "speaker"),
    [
        ("Trade is small.", "Anna Petrova"),
        ("Petrova is old.", AUTHOR),
        ("The (analyst) is old.", AUTHOR),
        ("Boris Ivanov says that it holds.", "Boris Ivanov"),
    ],
)
def test_only_a_sentence_that_names_neither_a_person_nor_what_they_are_goes_on_for_them(middle, speaker):
    text = f"Anna Petrova says that the pact is dead. {middle} Anna Petrova adds that nobody will miss it."
    assert speakers_of(text) == ["Anna Petrova", speaker, "Anna Petrova"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Petrova says that the pact is dead. Trade is small. Boris Ivanov adds that it holds.",
        "Moscow says that the pact is dead. Trade is small. Moscow adds that it holds.",
        "Trade is small. Trade is slow. Trade is dead.",
    ],
)
def test_nothing_goes_on_between_two_speakers_or_for_a_state_or_the_writer(text):
    middle = claims_of(text)[1]
    assert (middle.speaker, middle.evidence) == (AUTHOR, "own voice")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Anna Petrova writes that China wants gas.", []),
        ("Anna Petrova writes that nobody believes that the pact is dead.", []),
        ("Anna Petrova writes that she believes that the pact is dead.", []),
        ("Anna Petrova writes that officials are eager to sign.", []),
        ("Anna Petrova writes that Boris Ivanov believes that the pact is dead.", ["Boris Ivanov"]),
    ],
)
def test_inside_a_report_only_a_proposition_of_somebody_elses_is_a_claim(text, inner):
    assert speakers_of(text) == ["Anna Petrova", *inner]


def test_evidence_names_rule_and_cue_and_how_the_holder_was_found():
    text = "Anna Petrova left. She says that the pact is dead. According to Petrova, trade is small."
    assert [claim.evidence for claim in claims_of(text)] == [
        "own voice",
        "clause: say (pronoun)",
        "according to: accord",
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to the Herald, the envoys called for a pact.", "the envoys"),
        ("According to the report, the envoys called for a pact.", "the envoys"),
        ("According to officials, the envoys called for a pact.", "officials"),
        ("According to the Herald, the envoys think that the pact is dead.", "the Herald"),
        ("According to the Herald, Russia called for a pact.", "the Herald"),
        ("According to the Herald, the pact that the envoys called for is dead.", "the Herald"),
        ("For the Herald, the envoys are those who called for a pact.", "the Herald"),
    ],
)
def test_a_paper_or_a_witness_by_name_passes_on_what_people_say_in_the_main_clause(text, speaker):
    assert speakers_of(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ('Boris Ivanov said: "I think that the pact is dead and gone."', ["Boris Ivanov", "Boris Ivanov"]),
        ("Boris Ivanov said that I think that the pact is dead.", ["Boris Ivanov", AUTHOR]),
        ('He said: "I think that the pact is dead and gone."', [None, AUTHOR]),
    ],
)
def test_inside_a_quotation_the_first_person_is_who_is_quoted(text, holders):
    document, layout = Document(id="d", text=text), lay_out(text)
    (passage,) = parse(layout, load_parser())
    assert [
        attribution.speaker.name for attribution in run_passes(passage, collect_people(document, layout)).attributions
    ] == holders


ACCORDING = "According|VERB|VBG|prep|{0}|accord to|ADP|IN|prep|{1}|to {2} it|PRON|PRP|nsubj|{0}|it rained|VERB|VBD|"
MEN = "Anna Stone met Boris Ivanov. "


def held_in(make_parse, parse, number=0):
    """What is held in a parse that follows a sentence on two people, and who is in focus after it."""
    doc = make_parse(parse)
    document, layout = Document(id="d", text=MEN + doc.text), lay_out(doc.text)
    entities = collect_people(document, lay_out(document.text))
    attributions = run_passes(Passage(layout.blocks[0], doc, len(MEN)), entities, number).attributions
    assert all(document.text[mention.start :].startswith(tuple(doc.text.split())) for mention in entities.focus)
    return attributions, [(mention.name, mention.kind) for mention in entities.focus]


@pytest.mark.parametrize(
    ("source", "focus"),
    [
        ("Stone|PROPN|NNP|pobj|1|Stone", [("Anna Stone", MentionKind.PERSON)]),
        ("envoys|NOUN|NNS|pobj|1|envoy", [("envoys", MentionKind.GROUP)]),
        ("Americans|PROPN|NNPS|pobj|1|Americans", [("Americans", MentionKind.GROUP)]),
        ("many|ADJ|JJ|pobj|1|many", [("many", MentionKind.GROUP)]),
        (
            "Stone|PROPN|NNP|pobj|1|Stone and|CCONJ|CC|cc|2|and Ivanov|PROPN|NNP|conj|2|Ivanov",
            [("Anna Stone; Boris Ivanov", MentionKind.PERSON)],
        ),
        ("the|DET|DT|det|3|the trade|NOUN|NN|pobj|1|trade", []),
        ("me|PRON|PRP|pobj|1|I", []),
        ("him|PRON|PRP|pobj|1|he", [("Boris Ivanov", MentionKind.PERSON)]),
    ],
)
def test_who_holds_something_is_in_focus_after_it(make_parse, source, focus):
    root = len(source.split()) + 3
    attributions, in_focus = held_in(make_parse, ACCORDING.format(root, 0, source) + f"ROOT|{root}|rain")
    assert ([attribution.number for attribution in attributions], in_focus) == ([0], focus)


def test_finds_are_numbered_in_order_and_who_is_heard_inside_a_report_is_not_in_focus(make_parse):
    inner = ACCORDING.format(7, 3, "Stone|PROPN|NNP|pobj|4|Stone") + "ccomp|1|rain"
    start = "Ivanov|PROPN|NNP|nsubj|1|Ivanov says|VERB|VBZ|ROOT|1|say that|SCONJ|IN|mark|7|that "
    (outer, nested), focus = held_in(make_parse, start + inner, number=7)
    assert (outer.number, outer.speaker.name, outer.outer) == (7, "Boris Ivanov", None)
    assert (nested.number, nested.speaker.name, nested.outer) == (8, "Anna Stone", outer)
    assert set(focus) == {("Boris Ivanov", MentionKind.PERSON)}


@pytest.mark.parametrize(
    ("cue", "content", "inside"),
    [
        (3, ((9, 10),), False),
        (4, ((9, 10),), True),
        (6, ((9, 10),), True),
        (7, ((9, 10),), False),
        (8, ((9, 10),), True),
        (0, ((4, 7),), True),
        (0, ((5, 6), (8, 9)), True),
        (0, ((5, 6), (9, 10)), False),
        (0, ((3, 6),), False),
        (0, ((5, 8),), False),
        (0, ((4, 7), (8, 9)), False),
    ],
)
def test_a_find_is_within_another_by_its_cue_or_by_all_it_hands_over_and_less(cue, content, inside):
    assert within(Candidate(RULE["clause"], cue, content), Candidate(RULE["clause"], 2, ((4, 7), (8, 9)))) is inside


def test_no_find_is_within_itself():
    candidate = Candidate(RULE["clause"], 5, ((4, 7),))
    assert not within(candidate, candidate)


THREE = """
    Ann|PROPN|NNP|nsubj|1|Ann left|VERB|VBD|ROOT|1|leave early~|ADV|RB|advmod|1|early and|CCONJ|CC|cc|1|and
    The|DET|DT|det|5|the envoy|NOUN|NN|nsubj|6|envoy says|VERB|VBZ|ROOT|6|say it|PRON|PRP|nsubj|8|it
    holds~|VERB|VBZ|ccomp|6|hold .|PUNCT|.|punct|6|. So|ADV|RB|advmod|11|so be|AUX|VB|ROOT|11|be it|PRON|PRP|nsubj|11|it
    """


@pytest.mark.parametrize(
    ("place", "candidate", "framed"),
    [
        (1, Candidate(RULE["clause"], 6, ((7, 9),), 5), (4, 9)),
        (1, Candidate(RULE["clause"], 6, ((7, 9),)), (6, 9)),
        (1, Candidate(RULE["clause"], 6, ((7, 9),), 7), (6, 9)),
        (1, Candidate(RULE["clause"], 8, ((8, 9),), 5), (8, 9)),
        (2, Candidate(RULE["clause"], 6, ((7, 9),), 5), (10, 13)),
        (0, Candidate(RULE["clause"], 6, ((7, 9),), 5), (0, 4)),
        (0, Candidate(RULE["clause"], 6, ((0, 3), (7, 9)), 5), (0, 3)),
        (1, Candidate(RULE["clause"], 6, ((0, 3), (7, 9)), 5), (4, 9)),
        (1, Candidate(RULE["clause"], 6, ((2, 12),), 5), (4, 10)),
        (2, Candidate(RULE["clause"], 6, ((2, 12),), 5), (10, 12)),
        (0, Candidate(RULE["clause"], 4, ((2, 3),)), (2, 3)),
        (1, Candidate(RULE["clause"], 4, ((7, 9),)), (4, 9)),
        (0, Candidate(RULE["clause"], 1, ((2, 3),), 0), (0, 3)),
    ],
)
def test_a_frame_is_what_of_source_cue_and_content_stands_in_the_sentence(make_doc, place, candidate, framed):
    doc = make_doc(THREE)
    assert attribution_span(candidate, list(doc.sents)[place]) == framed


BY_LEE = """
    Here|ADV|RB|advmod|2|here it|PRON|PRP|nsubjpass|2|it denied|VERB|VBN|ROOT|2|deny by|ADP|IN|agent|2|by
    old|ADJ|JJ|amod|5|old Lee|PROPN|NNP|pobj|3|Lee and|CCONJ|CC|cc|2|and doubted|VERB|VBN|conj|2|doubt
    too|ADV|RB|advmod|7|too
    """


@pytest.mark.parametrize(
    ("candidate", "framed"),
    [
        (Candidate(RULE["clause"], 2, ((1, 2),), 5), (1, 6)),
        (Candidate(RULE["clause"], 7, ((8, 9),), 5), (7, 9)),
        (Candidate(RULE["clause"], 7, ((8, 9),), 1), (1, 9)),
    ],
)
def test_a_frame_begins_with_the_agent_or_the_subject_that_the_verb_shares(make_doc, candidate, framed):
    doc = make_doc(BY_LEE)
    assert attribution_span(candidate, Span(doc, 0, len(doc))) == framed


def attribution(rule, *candidate, name="Lee", known=True, quoted=False):
    return Attribution(Candidate(RULE[rule], *candidate, quoted=quoted), 0, Speaker(name), known)


def holds(attribution, sentence, *, expert=False):
    """Whether the sentence is the attribution's holder's, in a block that an `expert` has or the writer."""
    return scopes_over_sentence(attribution, sentence, under_heading=expert)


def test_a_clause_begins_at_its_conjunctions_never_before_its_sentence(make_doc):
    second = list(make_doc(THREE).sents)[1]
    assert clause_start(attribution("clause", 6, ((7, 9),), 5), second) == 4
    joined = make_doc("""
        Ann|PROPN|NNP|nsubj|1|Ann left|VERB|VBD|ROOT|1|leave and|CCONJ|CC|cc|1|and yet|CCONJ|CC|cc|1|yet
        Lee|PROPN|NNP|nsubj|5|Lee says|VERB|VBZ|conj|1|say it|PRON|PRP|nsubj|7|it holds|VERB|VBZ|ccomp|5|hold
        """)
    assert clause_start(attribution("clause", 5, ((6, 8),), 4), Span(joined, 0, len(joined))) == 2


LEFT = "Ann|PROPN|NNP|nsubj|1|Ann left|VERB|VBD|{0}|leave {1} "
SAYS = "Lee|PROPN|NNP|nsubj|{1}|Lee says|VERB|VBZ|{0}|say it|PRON|PRP|nsubj|{2}|it holds|VERB|VBZ|ccomp|{1}|hold"
AND, STOP, THEN = "and|CCONJ|CC|cc|1|and", ";|PUNCT|:|punct|1|;", "then|ADV|RB|advmod|1|then"


@pytest.mark.parametrize(
    ("between", "left", "says", "second"),
    [
        (AND, "ROOT|1", "conj|1", True),
        (AND, "ROOT|1", "advcl|1", False),
        (STOP, "ROOT|1", "parataxis|1", True),
        (STOP, "ccomp|4", "ROOT|4", True),
        (STOP, "ROOT|1", "advcl|1", False),
        (AND, "ROOT|1", "parataxis|1", False),
        (f"{STOP} {THEN} {THEN}", "ROOT|1", "parataxis|1", True),
        (f"{STOP} {THEN} {THEN} {THEN}", "ROOT|1", "parataxis|1", False),
    ],
)
def test_a_report_opens_a_second_clause_joined_to_one_before_it_or_parted_by_a_semicolon(
    make_doc, between, left, says, second
):
    start = 2 + len(between.split())
    doc = make_doc(LEFT.format(left, between) + SAYS.format(says, start + 1, start + 3))
    candidate = (start + 1, ((start + 2, start + 4),), start)
    assert opens_second_clause(attribution("clause", *candidate), Span(doc, 0, len(doc))) is second
    assert not opens_second_clause(attribution("parenthesis", *candidate), Span(doc, 0, len(doc)))
    assert not opens_second_clause(attribution("clause", *candidate[:2]), Span(doc, 0, len(doc)))
    assert not opens_second_clause(attribution("clause", *candidate), Span(doc, 0, start + 1))
    assert not opens_second_clause(attribution("clause", *candidate), Span(doc, 0, start))
    assert not opens_second_clause(attribution("clause", *candidate[:2], 0), Span(doc, 0, len(doc)))
    assert opens_second_clause(attribution("clause", *candidate), Span(doc, 0, start + 2)) is second


@pytest.mark.parametrize(("reads", "asks", "second"), [("conj|1", "conj|4", True), ("advcl|1", "conj|4", False)])
def test_a_verb_joined_to_a_second_clauses_verb_shares_its_subject(make_doc, reads, asks, second):
    doc = make_doc(
        f"Ann|PROPN|NNP|nsubj|1|Ann left|VERB|VBD|ROOT|1|leave and|CCONJ|CC|cc|1|and Lee|PROPN|NNP|nsubj|4|Lee "
        f"reads|VERB|VBZ|{reads}|read and|CCONJ|CC|cc|4|and says|VERB|VBZ|{asks}|say it|PRON|PRP|nsubj|8|it "
        "holds|VERB|VBZ|ccomp|6|hold"
    )
    assert opens_second_clause(attribution("clause", 6, ((7, 9),), 3), Span(doc, 0, len(doc))) is second
    assert not opens_second_clause(attribution("clause", 6, ((7, 9),), 0), Span(doc, 0, len(doc)))


def side_report(make_doc, lemma="say", dep="relcl", *, extra=""):
    """A report by Lee, at 3 and 4, beside the main clause: ten words and two marks."""
    rows = ["Pacts|NOUN|NNS|ROOT|0|pact", *["old|X|XX|dep|0|old"] * 2, "Lee|PROPN|NNP|nsubj|4|Lee"]
    rows += [f"said|VERB|VBD|{dep}|0|{lemma}", *["so|X|XX|dep|0|so"] * 5, ",|PUNCT|,|punct|0|,", ".|PUNCT|.|punct|0|."]
    rows[5 : 5 + len(extra.split())] = extra.split()
    return make_doc(" ".join(rows))


@pytest.mark.parametrize(
    ("rule", "quoted", "dep", "end", "owned"),
    [
        ("quotation", True, "relcl", 9, True),
        ("quotation", True, "relcl", 10, True),
        ("quotation", True, "relcl", 8, False),
        ("quotation", True, "relcl", 6, False),
        ("quotation", False, "relcl", 9, False),
        ("clause", True, "relcl", 9, True),
        ("clause", False, "relcl", 9, False),
        ("clause", False, "ROOT", 6, True),
    ],
)
def test_a_quotation_beside_the_main_clause_takes_a_sentence_it_covers_by_six_words_in_ten(
    make_doc, rule, quoted, dep, end, owned
):
    doc = side_report(make_doc, dep=dep)
    assert holds(attribution(rule, 4, ((5, end),), 3, quoted=quoted), Span(doc, 0, len(doc))) is owned


def test_a_conceded_quotation_takes_no_sentence(make_doc):
    for word, owned in (("although", False), ("because", True)):
        doc = side_report(make_doc, dep="advcl", extra=f"{word}|SCONJ|IN|mark|4|{word}")
        assert holds(attribution("quotation", 4, ((5, 9),), 3, quoted=True), Span(doc, 0, len(doc))) is owned


def test_a_sentence_of_marks_alone_is_nobodys(make_doc):
    doc = side_report(make_doc)
    assert not holds(attribution("quotation", 4, ((5, 12),), 3, quoted=True), Span(doc, 10, len(doc)))


@pytest.mark.parametrize(
    ("lemma", "extra", "owned"),
    [
        ("say", "me|PRON|PRP|dative|4|I", True),
        ("say", "us|PRON|PRP|dobj|4|we", True),
        ("describe", "to|ADP|IN|prep|4|to me|PRON|PRP|pobj|5|I", True),
        ("think", "me|PRON|PRP|dative|4|I", False),
        ("say", "them|PRON|PRP|dative|4|they", False),
        ("say", "me|PRON|PRP|npadvmod|4|I", False),
        ("say", "", False),
    ],
)
def test_what_was_said_to_the_writer_is_whose_it_was_wherever_it_stands(make_doc, lemma, extra, owned):
    doc = side_report(make_doc, lemma, extra=extra)
    assert holds(attribution("clause", 4, ((7, 8),), 3), Span(doc, 0, len(doc))) is owned
    assert not holds(attribution("clause", 4, ((7, 8),), 3), Span(doc, 5, len(doc)))
    assert not holds(attribution("clause", 4, ((7, 8),), 3), Span(doc, 0, 4))


@pytest.mark.parametrize(("lemma", "owned"), [("say", True), ("think", False)])
def test_what_somebody_unknown_thinks_takes_no_sentence_but_what_they_say_does(make_doc, lemma, owned):
    doc = side_report(make_doc, lemma, "ROOT")
    assert holds(attribution("clause", 4, ((5, 7),), 3, name=None), Span(doc, 0, len(doc))) is owned


@pytest.mark.parametrize(
    ("rule", "start", "owned"),
    [
        ("according to", "According|VERB|VBG|prep|4|accord", True),
        ("according to", "But|CCONJ|CC|cc|4|but According|VERB|VBG|prep|5|accord", True),
        ("according to", "Now|ADV|RB|advmod|5|now According|VERB|VBG|prep|5|accord", True),
        ("according to", "Pacts|NOUN|NNS|dep|5|pact According|VERB|VBG|prep|5|accord", False),
        ("as clause", "According|VERB|VBG|prep|4|accord", False),
        ("clause", "According|VERB|VBG|relcl|4|accord", False),
    ],
)
def test_a_view_that_opens_the_sentence_takes_all_of_it(make_doc, rule, start, owned):
    cue = len(start.split()) - 1
    to = f"to|ADP|IN|prep|{cue}|to Lee|PROPN|NNP|pobj|{cue + 1}|Lee it|PRON|PRP|nsubj|{cue + 4}|it "
    rest = f"held|VERB|VBD|relcl|{cue + 5}|hold ships|NOUN|NNS|ROOT|{cue + 5}|ship " + "so|X|XX|dep|5|so " * 5
    doc = make_doc(f"{start} {to}{rest}")
    assert holds(attribution(rule, cue, ((cue + 3, cue + 4),), cue + 2), Span(doc, 0, len(doc))) is owned


@pytest.mark.parametrize(("span", "owned"), [((4, 7), True), ((0, 4), False), ((3, 5), True)])
def test_a_report_takes_the_sentence_its_cue_stands_in_and_no_other(make_doc, span, owned):
    doc = side_report(make_doc, dep="ROOT")
    assert holds(attribution("clause", 4, ((2, 3), (5, 6)), 3), Span(doc, *span)) is owned
    assert holds(attribution("clause", 4, ((2, 3), (5, 6))), Span(doc, *span)) is owned
    assert not holds(attribution("clause", 4, ((2, 3), (5, 6))), Span(doc, *span), expert=True)
    assert not holds(attribution("noun clause", 4, ((2, 3), (5, 6))), Span(doc, *span))


WORDS = st.sampled_from(
    [
        "Lee",
        "says",
        "that",
        "the",
        "pact",
        "holds",
        '"',
        "“",
        "”",
        "'",
        "''",
        ",",
        ".",
        ";",
        ":",
        "(",
        "he",
        "who",
        "to",
    ]
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_offsets_hold_and_nothing_raises_on_any_string_of_marks(text):
    claims = claims_of(text)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.start <= claim.content_start <= claim.content_end <= claim.end
    assert [c.start for c in claims] == sorted(c.start for c in claims)


def test_a_very_long_sentence_and_an_unclosed_quotation_do_not_raise():
    long = "Lee says that " + " and ".join(["the pact is dead"] * 200) + "."
    assert claims_of(long)[0].speaker == "Lee"
    assert claims_of('Lee said: "The pact is dead and nobody')[0].speaker == "Lee"


def test_where_a_sentence_without_end_is_cut_before_a_quotation_it_is_read():
    lead = " Ann Lee left no doubt:".rjust(MAX_SENTENCE - 1, "-")
    assert claims_of(f"{lead} “The pact is dead.”")[1].text == "“The pact is dead.”"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Boris Agapov is certain that the ice will go.", "that the ice will go"),
        ("It is the conviction of Boris Agapov that the ice will go.", "that the ice will go"),
        ("It was claimed by Boris Agapov that the ice had gone.", "that the ice had gone"),
        ("Boris Agapov is understood to have argued that the ice had gone.", "that the ice had gone"),
        ("Boris Agapov was reported to have told a guest that the ice had gone.", "that the ice had gone"),
        ("Boris Agapov is reported to have called the ice a myth.", "the ice a myth"),
        ("Pointing to the maps, Boris Agapov said that the ice had gone.", "that the ice had gone"),
        (
            "It would be wise, thinks Boris Agapov of Riga, to wait.",
            "It would be wise, thinks Boris Agapov of Riga, to wait",
        ),
        ("Boris Agapov takes comfort from the thought that the ice will go.", "that the ice will go"),
        ("Boris Agapov took offence at the remark.", "the remark"),
        ("Boris Agapov’s argument runs like this: the ice will go.", "the ice will go"),
        ("Boris Agapov had his doubts: “No ice lasts for ever.”", "“No ice lasts for ever.”"),
        ("Boris Agapov's answer is simple: tax the land.", "tax the land"),
        ("「The ice will go」, said Boris Agapov. 「It always does.」", "「The ice will go」"),
    ],
)
def test_the_content_is_what_is_held_without_what_leads_in_to_it(text, content):
    claim = next(c for c in claims_of(text) if c.speaker == "Boris Agapov")
    assert text[claim.content_start : claim.content_end] == content


def test_a_quotation_inside_another_ends_at_its_own_mark():
    text = "“My friend said to me, ‘the ice will go,’ and I laughed,” recalled Boris Agapov."
    inner = claims_of(text)[1]
    assert text[inner.content_start : inner.content_end] == "the ice will go"


@pytest.mark.parametrize(
    "text",
    [
        "Helen Ashby took the train.",
        "Parliament granted the islands a harbour of their own.",
        "Common sense says that a leaking roof should be mended.",
        "NOTE: The figures in this table are those of last year.",
        "Most of the exercises show that the fleet still sails.",
    ],
)
def test_acts_and_what_only_seems_to_speak_are_the_writers(text):
    assert speakers_of(text)[0] == AUTHOR


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Teachers in the north complain that the roofs leak.", "Teachers in the north"),
        ("The villagers of Oum Tboul resent being treated as a museum.", "The villagers of Oum Tboul"),
        ("The way Anna Roe sees it, the wells were never full.", "Anna Roe"),
        ("If you ask Anna Roe, the strike was over at noon.", "Anna Roe"),
        ("The way Anna Roe sees it is odd.", AUTHOR),
        ("The figures, said Anna Roe, her voice hoarse from talks, did not add up.", "Anna Roe"),
    ],
)
def test_a_verb_that_the_parser_lost_still_reports(text, holder):
    assert speakers_of(text)[0] == holder


def test_a_modal_between_commas_says_nothing():
    assert claims_of("It passed, but a new order, in time, will follow it.")[0].speaker == AUTHOR


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The two ports already work as one, whatever their owners say.", AUTHOR),
        ("Whatever the ministry claims, the bridge is closed.", AUTHOR),
        ("The port is bankrupt, however loudly the envoy insists otherwise.", AUTHOR),
        ("No matter what Ann Lee says, the port is bankrupt.", AUTHOR),
        ("No matter what the minister says, the port is bankrupt.", AUTHOR),
        ("The bridge, however, is closed, Ann Lee says.", "Ann Lee"),
    ],
)
def test_what_a_clause_only_waves_away_stays_with_the_writer(text, speaker):
    assert speakers_of(text) == [speaker]


@pytest.mark.parametrize("end", ["as said", "so observed", "as often announced", "as promised"])
def test_a_line_may_end_with_a_verb_of_saying_and_no_stop(end):
    assert speakers_of(f"The port is lost, {end}") == [AUTHOR]


def test_what_is_waved_away_is_still_a_claim_inside_the_writers():
    text = "The port is bankrupt, no matter how often Ann Lee says that it thrives."
    own, inner = claims_of(text)
    assert (own.speaker, inner.speaker) == (AUTHOR, "Ann Lee")
    assert text[inner.content_start : inner.content_end] == "that it thrives"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Neither Ann Lee nor Bo Kim thinks that the pact will hold.", "Ann Lee; Bo Kim"),
        ("Neither the minister nor her deputy believes the treaty is dead.", "the minister; her deputy"),
        ("Neither Moscow nor Beijing believes that the treaty is dead.", "Moscow; Beijing"),
        ("Neither government believes that the treaty is dead.", AUTHOR),
        ("Both the minister and her deputy believe the treaty is dead.", "the minister and her deputy"),
        ("No minister or deputy believes that the treaty is dead.", AUTHOR),
    ],
)
def test_neither_of_two_who_are_named_thinks_so(text, speaker):
    assert speakers_of(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The agreement, signed in Oslo in May, says that no troops may stay.", "The agreement"),
        ("The memorandum, leaked in June, claims that the reactor is safe.", "The memorandum"),
        ("The charter holds that the sea belongs to nobody.", "The charter"),
        ("“No,” shot back the envoy, “the port is ours.”", "the envoy"),
        ("Ports, chipped in Ann Lee, are never lost.", "Ann Lee"),
    ],
)
def test_where_a_paper_was_signed_does_not_say_what_it_says(text, speaker):
    assert speakers_of(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Ann Lee says the pact is dead, while Bo Kim insists that it will hold.", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee argues that it is dead, whereas her critics believe that it will hold.", ["Ann Lee", "her critics"]),
        ("The pact is dead, while Bo Kim insists that it will hold.", [AUTHOR, "Bo Kim"]),
        ("Ann Lee says that Oslo sells gas, while Riga buys it.", ["Ann Lee"]),
        ("Ann Lee says the pact is dead while Bo Kim sleeps.", ["Ann Lee"]),
    ],
)
def test_a_report_set_against_another_is_a_claim_beside_it(text, holders):
    claims = claims_of(text)
    assert [claim.speaker for claim in claims] == holders
    assert all(a.end <= b.start for a, b in pairwise(claims))


def test_what_is_conceded_first_stays_inside_the_writers():
    own, inner = claims_of("While Bo Kim insists that it will hold, the pact is dead.")
    assert (own.speaker, inner.speaker) == (AUTHOR, "Bo Kim")
    assert own.end > inner.end


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("My landlord, bless him, thinks the boiler is new.", "My landlord"),
        ("“We did not sink her,” a coastguard officer, reached by telephone, insisted.", "a coastguard officer"),
        ("“I saw the beast,” blurts barmaid Sally Nunn, 43.", "Sally Nunn"),
        ("The message from Ann Lee was late: the port had closed.", AUTHOR),
        ("Lee and Kim (2019) argue that the cartel grew.", "Lee and Kim"),
        ("The river, the minister of lands announced, would be clear by May.", "the minister of lands"),
    ],
)
def test_a_subject_may_be_parted_from_its_verb_or_have_none(text, speaker):
    assert speakers_of(text) == [speaker]


def test_what_somebody_replies_is_not_what_they_were_asked():
    text = "Asked if the ferry was full, the minister Ravi Menon replied: “Not by one goat.”"
    (claim,) = claims_of(text)
    assert text[claim.content_start : claim.content_end] == "“Not by one goat.”"


def test_nobody_calls_themselves_the_witness_in_their_own_turn():
    text = "MR. OBI: The witness stated that the valve was open.\n\nJUDGE HIRSCH: So noted.\n\nMR. OBI: Thank you.\n"
    assert "The witness" in speakers_of(text)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Ann Lee says that the mayor told her to leave.", "the mayor told her to leave"),
        (
            "Ann Lee recalls her own minister claiming that it was his tie.",
            "her own minister claiming that it was his tie",
        ),
        ("The argument, made most forcefully by Bo Kim, that the pact would hold has aged.", "by Bo Kim"),
    ],
)
def test_what_is_held_inside_a_claim_begins_with_its_holder(text, inner):
    _, nested = claims_of(text)
    assert inner in nested.text


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The minister: “No child shall pay for water.”", "The minister"),
        ("The minister (reading): “No child shall pay for water.”", "The minister"),
        ("Ann Lee, after the vote: “No child shall pay for water.”", "Ann Lee"),
        ("The mayor's reply: “No child shall pay for water.”", "The mayor"),
        ("The view of Ann Lee: “No child shall pay for water.”", "Ann Lee"),
        ("The view from the hill: “No child shall pay for water.”", AUTHOR),
        ("The rain: “No child shall pay for water.”", AUTHOR),
    ],
)
def test_a_quotation_after_a_colon_is_whose_name_stands_before_it_without_a_verb(text, speaker):
    assert speakers_of(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Asked whether the mine would reopen, the owner and the mayor said it would.", "it would"),
        ("Convinced that the mine would reopen, Ann Lee left.", "that the mine would reopen"),
        ("“Ports,” shrugs Ann Lee, “are never lost.”", "“Ports,” shrugs Ann Lee, “are never lost.”"),
    ],
)
def test_what_somebody_says_is_not_what_they_were_asked(text, content):
    (claim,) = claims_of(text)
    assert claim.speaker != AUTHOR
    assert text[claim.content_start : claim.content_end] == content


def test_nobody_calls_themselves_he_in_their_own_turn():
    text = (
        "Dr. Karel Obi: He said that the valve was open.\n\nJudge Ann Hirsch: Who did?\n\nDr. Karel Obi: The pilot.\n"
    )
    said = next(claim for claim in claims_of(text) if "valve" in claim.text and claim.evidence != "heading")
    assert said.speaker != "Karel Obi"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The leak, jokes Ann Lee, a diver, has a longer record than the port.", "Ann Lee", "The leak"),
        ("The town, reports Ann Lee, who owns a hotel there, loses a million a day.", "Ann Lee", "The town"),
        ("Growth, the minister of trade declared, was a mirage.", "the minister of trade", "Growth"),
        ("My landlord, bless him, thinks that the boiler is new.", "My landlord", "that the boiler"),
        ("Ann Lee, a diver, told Bo Kim, her teacher, that the port leaks.", "Ann Lee", "that the port leaks"),
    ],
)
def test_a_clause_behind_the_subject_of_what_is_said_has_its_own_subject(text, speaker, content):
    claim = claims_of(text)[0]
    said = text[claim.content_start : claim.content_end] if claim.content_start is not None else ""
    assert (claim.speaker, said.startswith(content)) == (speaker, True)


def test_what_stands_behind_a_quotation_is_no_part_of_a_report_inside_it():
    text = "The clerk inquired whether it was gold. 'I know Chairman Mao when I see him, sir,' answered the cook."
    assert speakers_of(text) == ["The clerk", "the cook"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("A lender who wanted ports would have asked for them.", "Ann Lee"),
        ("A hypocrite at least knows what he ought to do.", "Ann Lee"),
        ("People fear what they can see from the window.", "Ann Lee"),
        ("A rival lender wants the ports as well.", "A rival lender"),
        ("A minority believes that it was a trap.", "A minority"),
        ("One in five believes that it was a trap.", "One in five"),
        ("A lender asked for the ports as well.", "A lender"),
    ],
)
def test_what_anybody_of_a_kind_would_do_goes_on_with_a_report(sentence, speaker):
    text = f"Ann Lee, who has read the contracts, does not believe that the loans were a trap. {sentence}"
    assert [claim.speaker for claim in claims_of(text) if claim.text == sentence] == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("'You cannot eat a flag.' -- my grandmother", ["my grandmother"]),
        ('"You cannot eat a flag. Nobody can." — a farmer in Kansas', ["a farmer in Kansas"] * 2),
        ('"You cannot eat a flag.\n\n"Nobody can."\n\n— Ann Lee', ["Ann Lee"] * 2),
        ('"Docks and more docks" - a captain wrote that.', [AUTHOR]),
    ],
)
def test_a_quotation_is_whose_signature_stands_behind_it(text, speakers):
    assert speakers_of(f"{text}\n\nThe port is old.") == [*speakers, AUTHOR]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # A quotation of its own is no part of one that follows only later.
        (
            'Ann Lee finds it normal. "One teaches what one needs." Parents disagree. The town called it "early".',
            ["Ann Lee", "Ann Lee"],
        ),
        ('The Mekong is a river. "We have no fish." So said the ferryman Ann Lee.', [AUTHOR, "Ann Lee", "Ann Lee"]),
        ('Ann Lee\'s proof is small. "I was given two."', ["Ann Lee", "Ann Lee"]),
        ('Ann Lee doubts it. Her reasoning is short: "It is old. It leaks."', ["Ann Lee", "Ann Lee", "Ann Lee"]),
    ],
)
def test_a_quotation_is_whose_a_sentence_beside_it_tells_of(text, speakers):
    assert speakers_of(text)[: len(speakers)] == speakers
