"""Texts of our own through layout, parser and claims: whose each sentence is, and that offsets always hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.attribution.manner import own_attitude
from stance.claims import split_claims
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.records import AUTHOR, Attitude, Document, Form, Mood


def claims_of(text, **metadata):
    document = Document(id="d", text=text, **metadata)
    layout = lay_out(text)
    return split_claims(document, layout, parse(layout, load_parser()))


def speakers_of(text):
    return [claim.speaker for claim in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The pact between the two countries is old.", AUTHOR),
        ("Anna Petrova says that the pact is dead.", "Anna Petrova"),
        ("According to Anna Petrova, the pact is dead.", "Anna Petrova"),
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
        "No ship has promised that it will come.",
        "Nobody in Riga believes that the pact will hold.",
        "Two states that like each other have found a way.",
    ],
)
def test_nobody_holds_nothing(text):
    assert {claim.speaker for claim in claims_of(text)} == {AUTHOR}


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
        ("I have often heard Petrova call the pact a myth.", "Anna Petrova"),
        ("Plenty of officials used to wave all this aside.", "Plenty of officials"),
        ("Those who say that the pact is dead include Boris Ivanov and Petrova.", "Boris Ivanov; Anna Petrova"),
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
        "The European Arctic has not seen any drills.",
        "The envoys flew to Riga to ask for a loan.",
        "It is not obvious that China views the pact as a burden.",
        'Although the minister has accused them of "plotting a new war in the far north of the land", all is calm.',
        "Beijing has held up the shipment.",
        "Planners had better take it that the pact is dead.",
        "The two rulers are sure of themselves.",
        "China would see the pact as a burden.",
        "Moscow has shrugged off the sanctions.",
    ],
)
def test_what_only_looks_like_a_view_is_the_writers(text):
    assert claims_of(text)[0].speaker == AUTHOR


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("It is widely believed that the pact will hold.", "clause: believe"),
        ("The pact is expected to hold.", "infinitive: expect"),
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
        ("The report suggests that the pact is dead.", None),
        ("The report thinks that the pact is dead.", "The report"),
        ('"The pact is dead and gone for good," the data said.', None),
        ('"The pact is dead and gone for good," Russia declared.', "Russia"),
        ("Russia declared that the pact is dead.", None),
        ("Russia declares that the pact is dead.", "Russia"),
        ("Russia knows that the pact is dead.", None),
        ("Russia fears that the pact is dead.", "Russia"),
        ("Russia claims to have won.", "Russia"),
        ("Russia refuses to sign the treaty.", None),
        ("Russia viewed the pact as a burden.", None),
        ("Russia views the pact as a burden.", "Russia"),
        ("Russia does not view the pact as a burden.", "Russia"),
        ("Russia did not view the pact as a burden.", None),
        ('Russia called the drills "a burden for all of us here".', None),
        ('Russia announced "a new era of peace for all".', "Russia"),
        ("Russia has doubts about the pact.", "Russia"),
        ("Russia has hopes for the pact.", None),
        ("Russia brushed aside the pact.", "Russia"),
        ("Russia doubts the pact.", "Russia"),
        ("Russia supports the pact.", None),
        ("Russia is afraid that the pact is dead.", "Russia"),
        ("Russia is confident that the pact will hold.", None),
        ("Russia is worried about the pact.", "Russia"),
        ("Russia is proud of the pact.", None),
        ("Anna Petrova is proud of the pact.", "Anna Petrova"),
        ("Anna Petrova is ready to sign the pact.", None),
        ("Anna Petrova claims to have won.", "Anna Petrova"),
        ("Anna Petrova refuses to sign the treaty.", None),
        ("Anna Petrova criticises the pact.", "Anna Petrova"),
        ("Anna Petrova supports the pact.", None),
        ("The pact was praised by Anna Petrova.", "Anna Petrova"),
        ("The pact was supported by Anna Petrova.", None),
        ("Anna Petrova asked for an alliance.", "Anna Petrova"),
        ("Anna Petrova asked China for aid.", None),
    ],
)
def test_each_kind_of_holder_takes_the_sentences_it_can_hold(text, holder):
    assert claims_of(text)[0].speaker == (holder or AUTHOR)


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
    assert claims_of(text)[0].speaker == (holder or AUTHOR)


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
        ("I have heard Petrova argue that the pact is dead.", "Petrova"),
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
    assert claims_of(text)[0].speaker == (holder or AUTHOR)


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


def claims_lent(text):
    """As `claims_of`, the text standing under the heading of an expert."""
    layout = lay_out(text)
    lent = replace(layout, blocks=tuple(replace(block, speaker="Vera Holm") for block in layout.blocks))
    return split_claims(Document(id="d", text=text), lent, parse(lent, load_parser()))


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
        ("Officials are sure that the pact is dead.", None),
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
    ],
)
def test_under_an_experts_heading_only_what_is_said_or_written_is_anothers(text, holder):
    assert claims_lent(text)[0].speaker == (holder or "Vera Holm")


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
    lent = replace(layout, blocks=tuple(replace(block, speaker="Anna Petrova") for block in layout.blocks))
    claims = split_claims(Document(id="d", text=text), lent, parse(lent, load_parser()))
    assert [c.speaker for c in claims] == ["Anna Petrova", "Anna Petrova", "Boris Ivanov", "Anna Petrova"]
    assert (claims[0].evidence, claims[0].form, claims[0].attribution) == ("heading", Form.OWN, None)


def test_a_sentence_between_two_of_one_person_is_that_persons():
    text = "Anna Petrova says that the pact is dead. Trade is small. Petrova adds that nobody will miss it."
    middle = claims_of(text)[1]
    assert (middle.speaker, middle.evidence, middle.attribution) == ("Anna Petrova", "continuation", None)


def test_a_sentence_about_others_between_two_of_one_person_is_the_writers():
    text = "Anna Petrova says that the pact is dead. The ministers met in Riga. Petrova adds that nobody will miss it."
    assert claims_of(text)[1].speaker == AUTHOR


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
        ("Some analysts are old.", AUTHOR),
        ("The (analyst) is old.", AUTHOR),
        ("Boris Ivanov says that it holds.", "Boris Ivanov"),
    ],
)
def test_only_a_sentence_that_names_neither_a_person_nor_what_they_are_goes_on_for_them(middle, speaker):
    text = f"Anna Petrova says that the pact is dead. {middle} Anna Petrova adds that nobody will miss it."
    assert [claim.speaker for claim in claims_of(text)] == ["Anna Petrova", speaker, "Anna Petrova"]


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
    assert [claim.speaker for claim in claims_of(text)] == ["Anna Petrova", *inner]


def test_evidence_names_rule_and_cue_and_how_the_holder_was_found():
    text = "Anna Petrova left. She says that the pact is dead. According to Petrova, trade is small."
    assert [claim.evidence for claim in claims_of(text)] == [
        "own voice",
        "clause: say (pronoun)",
        "according to: accord",
    ]


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
