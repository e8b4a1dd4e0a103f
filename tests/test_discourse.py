"""Whose a sentence is that names nobody: quotations over paragraphs, speaker turns, reports that go on."""

from __future__ import annotations

import pytest

from claiming import claims_of, speakers_of
from stance.attribution.confidence import STEPS, confidence_in
from stance.layout import lay_out
from stance.person_names import family_names, find_people, gender_of
from stance.records import AUTHOR, Form

FIRST = "Russia has tied itself to China for a generation. There is no way back from that bargain, and both know it."
SECOND = "China has tied itself to nobody at all. Russia will learn this in time, and it will not like the lesson."

VIEW = "Riga seems content with the lock."


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('Anna Novak spoke in Prague. "Karel Lind trusts the pact."', [AUTHOR, "Anna Novak"]),
        ('Anna Novak was blunt. "It is over. Nobody will mourn it."', [AUTHOR, "Anna Novak", "Anna Novak"]),
        (
            "Tomas Vrba had no doubt.\n\n“China and Russia have drawn together.\n\n“But they are no allies,” he said.",
            ["Tomas Vrba"] * 3,
        ),
        (
            '"They have grown apart. It was bound to come."\n\nSo writes Olga Titova in her new book.',
            ["Olga Titova"] * 3,
        ),
        ("Anna Novak smiled. 'The door is open. Nobody walks through it.'", [AUTHOR, "Anna Novak", "Anna Novak"]),
        ('Prices rose again in May. "No limits" was the phrase of the day.', [AUTHOR, AUTHOR]),
        ("The old captain was tired. “The door is open. Nobody walks in.”", [AUTHOR, *["The old captain"] * 2]),
        ("The Danube is long. “The door is open. Nobody walks in.”", [AUTHOR] * 3),
        ("“China will not rescue it.” Those were the words of Olga Titova.", ["Olga Titova"] * 2),
        ('"It will spread."\n\nThat was how Olga Titova, of the union, saw it.', ["Olga Titova"] * 2),
        ('"Ten years are enough." The speaker was Olga Titova, and she did not smile.', ["Olga Titova"] * 2),
        ('"The orchard is dead." Olga Titova said it without blinking.', ["Olga Titova"] * 2),
        (
            "“The orchard is dead.” “Nobody mourns it here.” Those were the words of Olga Titova.",
            ["Olga Titova"] * 3,
        ),
        (
            "“The orchard is dead.” It rained. “Nobody mourns it here.” Those were the words of Olga Titova.",
            [AUTHOR, AUTHOR, "Olga Titova", "Olga Titova"],
        ),
        (
            "“The orchard is dead.” Those were the words of Olga Titova. “Nobody mourns it here.”",
            ["Olga Titova"] * 3,
        ),
        ("From the desk of Olga Titova. “The orchard is dead.”", [AUTHOR, "Olga Titova"]),
        ("“The orchard is dead.” Moscow said it without blinking.", ["Moscow"] * 2),
        ("“Who will pay for the sirens?” Mayor Boone wanted to know.", ["Boone"] * 2),
        ("“China will not rescue it,” Olga Titova goes on, stirring her tea.", ["Olga Titova"]),
        ('"A border with a bakery on it," is how Olga Titova puts it.', ["Olga Titova"]),
        ("“China will not rescue Russia.”\n\n— Olga Titova, Perm State University", ["Olga Titova"]),
        ("“China will not rescue Russia.” — Olga Titova, Perm University\n\nNot all agree.", ["Olga Titova", AUTHOR]),
    ],
)
def test_a_quotation_without_a_cue_is_of_who_is_named_beside_it(text, speakers):
    assert speakers_of(text)[: len(speakers)] == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Rents are a choice. So argues Olga Titova in a new pamphlet.", ["Olga Titova"] * 2),
        ("Rents rose. The fleet is old. That is the verdict of Lena Roth.", [AUTHOR, "Lena Roth", "Lena Roth"]),
        ("The dam is safe. That, at least, is what Olga Titova believes.", ["Olga Titova"] * 2),
        ("The fleet is old. So said the ferryman.", ["the ferryman"] * 2),
        ("The dam is safe. This is why Olga Titova says nothing.", [AUTHOR, AUTHOR]),
        ("The dam is safe. That is a comfort.", [AUTHOR, AUTHOR]),
    ],
)
def test_a_sentence_is_of_who_is_said_to_hold_it_by_the_next(text, speakers):
    assert speakers_of(text) == speakers


def test_the_sentences_of_one_quotation_share_the_number_of_their_attribution():
    claims = claims_of('"The pact is dead," said Anna Novak. "Nobody will miss it."')
    assert [claim.attribution for claim in claims] == [0, 0]


def test_a_quotation_of_nobody_does_not_go_on():
    said, more = claims_of("“The pact is dead,” it is said. “Nobody will miss it.”")
    assert (said.form, more.form) == (Form.DIRECT, Form.OWN)


def turns(text):
    return [block.speaker for block in lay_out(text).blocks if block.kind.value == "paragraph"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (f"[Boris Agapov]: {FIRST}\n\n[Lina Moreau]: {SECOND}", ["Boris Agapov", "Lina Moreau"]),
        (f"[00:01:12] Boris Agapov: {FIRST}\n\n[00:02:40] Lina Moreau: {SECOND}", ["Boris Agapov", "Lina Moreau"]),
        (f"Voices\n\n- Boris Agapov: {FIRST}\n- Lina Moreau: {SECOND}", ["Boris Agapov", "Lina Moreau"]),
        (f"Boris Agapov (Riga): {FIRST}\n\nLina Moreau (Lyon): {SECOND}", ["Boris Agapov", "Lina Moreau"]),
        (f"Jan van der Meer de Boer: {FIRST}\n\nLina Moreau: {SECOND}", ["Jan van der Meer de Boer", "Lina Moreau"]),
        (f"**Will it last?**\n\n**Lina Moreau:** {SECOND}", [None, "Lina Moreau"]),
        (
            f"The writer Lina Moreau lives in Lyon. We talked there.\n\nDo you trust them?\n\nI do not. {SECOND}",
            [None, None, "Lina Moreau"],
        ),
        (f"> {SECOND}\n\n— Captain Lina Moreau, harbour master", ["Lina Moreau"]),
        (f"Q. Mr. Roe, did you leave?\n\nA. In May. {FIRST}", [None, "Roe"]),
        (
            f"CHAIR: Next, please.\n\nCOMMISSIONER DE WAAL: {FIRST}\n\nMINISTER ROE: {SECOND}",
            ["CHAIR", "De Waal", "Roe"],
        ),
        (f"{FIRST}\n\n— Lina Moreau is a judge.\n\n{SECOND}\n\n— Tom Roe teaches law.", ["Lina Moreau", "Tom Roe"]),
        ("We spoke with Greta Olsson.\n\nQ: Are they allies?\n\nA: No. They trade.", [None, None, "Greta Olsson"]),
        (
            "Mr. SMITH. Are they allies?\n\nMs. LEE. No, they are not.\n\nMr. SMITH. And later?\n\nMs. LEE. Who knows.",
            ["SMITH", "LEE", "SMITH", "LEE"],
        ),
        (
            "A talk with Kirsten Nygaard\n\nHQ: Are they allies?\n\nKN: No.\n\nHQ: And why?\n\nKN: Habit.",
            [None, "Kirsten Nygaard", None, "Kirsten Nygaard"],
        ),
        (
            "The historian Greta Olsson talked to us.\n\n**Are they allies?**\n\nNo, not yet."
            "\n\n**And later?**\n\nPerhaps so.",
            [None, None, "Greta Olsson", None, "Greta Olsson"],
        ),
    ],
    ids=[
        "brackets",
        "time stamps",
        "bullets",
        "bodies",
        "a name of six words",
        "only answers labelled",
        "a question to you",
        "a signed block quote",
        "who is spoken to",
        "offices",
        "biographies after dashes",
        "letters",
        "hearing",
        "initials",
        "no labels",
    ],
)
def test_a_turn_is_its_speakers_and_questions_are_the_interviewers(text, speakers):
    assert turns(text) == speakers


def test_who_is_named_far_from_what_we_were_told_is_not_interviewed():
    first = (
        "The historian Greta Olsson wrote of them. The archive in Riga is a cold place with long tables, and it told us"
    )
    asked = "**Are they allies?**\n\nNo, not yet.\n\n**And later?**\n\nPerhaps so."
    assert set(turns(f"{first} little.\n\n{asked}")) == {None}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Boris Agapov\nSenior fellow, Institute for Pacific Affairs", "Lina Moreau\nLecturer, University of Lyon"),
        ("1. Boris Agapov, Institute for Pacific Affairs", "2. Lina Moreau, University of Lyon"),
        ("Historian Boris Agapov", "Professor Lina Moreau"),
        ("Director of the Riga Institute, Boris Agapov", "Former ambassador to China, Lina Moreau"),
        ("FOR: Boris Agapov", "AGAINST: Lina Moreau"),
        ("Boris Agapov", "Lina Moreau"),
    ],
)
def test_a_heading_names_the_expert_whose_words_stand_below(first, second):
    assert turns(f"Will they ally?\n\n{first}\n\n{FIRST}\n\n{second}\n\n{SECOND}") == ["Boris Agapov", "Lina Moreau"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Boris Agapov, Institute for Pacific Affairs", "Lina Moreau, University of Lyon"),
        ("Boris Agapov is a senior fellow at the Riga Institute.", "Lina Moreau teaches history at a university."),
    ],
)
def test_a_signature_below_names_whose_words_stand_above(first, second):
    text = f"Will they ally?\n\n{FIRST}\n\n{first}\n\n{SECOND}\n\n{second}"
    assert turns(text)[:2] == ["Boris Agapov", "Lina Moreau"]


def test_stage_directions_are_no_sentences():
    text = f"Boris Agapov: {FIRST} (Laughter.)\n\n(Applause.)\n\nLina Moreau: {SECOND}\n\nBoris Agapov: Indeed."
    assert not [claim for claim in claims_of(text) if "aughter" in claim.text]


def test_a_label_that_is_the_bylines_is_the_writer():
    text = "Ada Lind: Are they allies?\n\nBo Kim: No.\n\nAda Lind: And why not?\n\nBo Kim: Habit."
    assert speakers_of(text, authors="Ada Lind") == [AUTHOR, "Bo Kim", AUTHOR, "Bo Kim"]


@pytest.mark.parametrize(
    ("name", "forms", "gender"),
    [
        ("Jan-Willem van der Meer", ("van der meer", "meer"), "m"),
        ("Khalid bin Salem al-Otaibi", ("al-otaibi", "otaibi"), "m"),
        ("Renata Obregón", ("obregon",), "f"),
        ("Petra Nováková Jr", ("novakova",), "f"),
        ("Zhou Meilin", ("meilin",), None),
    ],
)
def test_a_name_has_its_family_names_and_perhaps_a_gender(name, forms, gender):
    assert [person for _, person, _ in find_people(f"Then {name} came.")] == [name]
    assert (family_names(name), gender_of(name)) == (forms, gender)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Helen Ashby, a lecturer, said Russia needs China.", "Helen Ashby"),
        ("Boris Agapov, 61, says Russia needs China.", "Boris Agapov"),
        ("Nonsense, says Helen Ashby.", "Helen Ashby"),
        ("Ports, the old pilot Igor Panin likes to say, are for ships.", "Igor Panin"),
        ("The deal, as Helen Ashby would have it, is dead.", "Helen Ashby"),
        ("The view of Helen Ashby is that the pact is dead.", "Helen Ashby"),
        ("Per Helen Ashby, trade has doubled.", "Helen Ashby"),
        ("Helen Ashby was quoted as saying that the pact was dead.", "Helen Ashby"),
        ("A third of Russians want the pact gone.", "A third of Russians"),
        ('Helen Ashby gives it "until the first invoice".', "Helen Ashby"),
        ("Reviewers in Moscow took offence.", "Reviewers in Moscow"),
        ("Helen Ashby took the train to Riga in May.", AUTHOR),
        ('Helen Ashby signed the "no limits at all" declaration.', AUTHOR),
    ],
)
def test_a_view_is_its_holders_however_it_is_put(text, speaker):
    assert speakers_of(text)[0] == speaker


def test_an_attribution_says_how_sure_it_is_and_the_writers_own_voice_does_not():
    text = "Helen Ashby said that the pact was dead. It rained in Riga on Monday.\n\nShe denied that it was dead."
    said, _, denied = claims_of(text)
    assert said.speaker_confidence > denied.speaker_confidence > 0.5
    (own,) = claims_of("The pact is dead.")
    assert own.speaker_confidence is None


def test_it_is_surer_the_likelier_the_clause_is_a_view_by_itself():
    (claim,) = claims_of("Helen Ashby fears that the pact is dead.")
    assert confidence_in(claim, 0.97) > confidence_in(claim, 0.6) > confidence_in(claim, 0.15)
    assert claim.speaker_confidence in {confidence_in(claim, step) for step in STEPS}


def test_a_sentence_that_only_stands_between_two_of_one_person_is_as_sure_as_such_are():
    text = "Helen Ashby says that the pact is dead. The pipes leak. She doubts that anybody cares."
    between = claims_of(text)[1]
    assert between.evidence == "continuation"
    assert between.speaker_confidence == confidence_in(between)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Nouns in no list name people where the verb needs a mind, ordinals and "another" too.
        ("The trapper scoffed at the notion of a pact.", "The trapper"),
        ("The first holds that the pact is dead.", "The first"),
        ("Another thinks that the pact is alive.", "Another"),
        ("The figures deny nothing.", AUTHOR),
        ("The pressure of prices could persuade Beijing to withdraw.", AUTHOR),
        # Who stands beside a role or an ordinal is meant.
        ("Two spoke. The second, a former stoker named Anthony Bell, dismissed the drills as theatre.", "Anthony Bell"),
        ("Two spoke. The second, Luis Ocampo, wanted the committee to look at the banks.", "Luis Ocampo"),
        # States of mind without a clause.
        ("The deputies were in two minds about the lease.", "The deputies"),
        ("The deputies were in the hall.", AUTHOR),
        # A clause that only leads up to what follows the colon.
        ("Nora Feld puts it more politely: Russia is in a phase.", "Nora Feld"),
        ("The sceptics were wrong: a pact stands there for all to see.", AUTHOR),
        # Verbs in no list, with "that"; verbs of answering with a particle.
        ("Party theorists teach that China has no friends.", "Party theorists"),
        ('"Nonsense," shot back Russia\'s envoy, "is what the British call it."', "Russia's envoy"),
        ("Ivan Ossorgin drew. 'A fine portrait of the pair,' added Ossorgin, and he signed it.", "Ivan Ossorgin"),
        # A quantifier with "not" names nobody.
        ("Not all agree.", AUTHOR),
    ],
)
def test_whose_view_a_main_clause_tells(text, speaker):
    assert speakers_of(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Nora Feld puts it bluntly: never tax the land.", "never tax the land"),
        ("Nora Feld puts it bluntly: just wait.", "just wait"),
        ("Nora Feld puts it bluntly: wait.", None),
        ("Nora Feld goes further: the port is lost.", "the port is lost"),
        ("Nora Feld goes home: the port is lost.", None),
        ("Nora Feld's answer is simple: the port is lost.", "the port is lost"),
        ("Nora Feld's answer to the pilots: the port is lost.", "the port is lost"),
        ("The ship waits for Nora Feld's answer: the port is lost.", None),
        ("The answer is simple: the port is lost.", None),
    ],
)
def test_what_follows_a_colon_is_of_who_leads_up_to_it(text, content):
    (claim,) = claims_of(text)
    found = text[claim.content_start : claim.content_end] if claim.speaker == "Nora Feld" else None
    assert found == content


def test_the_writer_answers_after_but():
    text = "Beijing insists that it has sent no shells, yet the ledgers show a taste for nitrocellulose."
    assert speakers_of(text) == ["Beijing", AUTHOR]


def test_but_at_the_head_of_a_sentence_answers_nothing_in_it():
    assert speakers_of("But the quay is old, and Oslo insists that it holds.") == [AUTHOR, "Oslo"]


def test_the_writer_answers_the_main_clause_of_several_that_are_joined():
    text = "Beijing sent no shells, it insists, and never will, but the ledgers show otherwise."
    assert speakers_of(text) == ["Beijing", AUTHOR]


def test_nine_words_may_stand_behind_an_inserted_verb():
    text = "The lock, the keeper wrote in a letter to the council of old Narva, leaks."
    assert speakers_of(text) == ["the keeper"]


def test_a_reason_with_many_words_behind_its_verb_is_no_report():
    text = "The canal is a risk, as towns rely on one old dredger and on two men from the north, and it may silt up."
    assert speakers_of(text) == [AUTHOR]


def test_a_group_is_named_without_the_clause_that_tells_what_it_thinks():
    assert speakers_of("The clerks who think that the pact is dead are wrong.") == [AUTHOR, "The clerks"]


def test_who_is_told_in_a_note_without_a_subject_is_not_who_tells():
    assert speakers_of("In the evening, told the mayor that the dam leaks.") == [AUTHOR]


def test_how_she_puts_it_is_hers():
    text = "Olga Titova runs the port. The winter, is how she puts it, keeps no diary."
    assert speakers_of(text) == [AUTHOR, "Olga Titova"]


def test_somebody_goes_on_after_but():
    assert (
        speakers_of("Helen Ashby insists that the pact is dead, but she admits that it was loved.")[0] == "Helen Ashby"
    )
    assert AUTHOR not in speakers_of("Helen Ashby insists that the pact is dead, but she admits that it was loved.")


@pytest.mark.parametrize("verdict", ["mistaken in thinking", "wrong to suppose"])
def test_a_verdict_is_the_writers_and_the_view_a_claim_of_its_own(verdict):
    text = f"Helen Ashby is {verdict} that Beijing sold the drones at cost."
    outer, inner = claims_of(text)
    assert (outer.speaker, inner.speaker) == (AUTHOR, "Helen Ashby")
    assert text[inner.content_start : inner.content_end] == "that Beijing sold the drones at cost"


def test_what_holds_no_view_has_no_claim_of_its_own():
    text = "The pressure of prices could persuade Beijing to withdraw."
    assert speakers_of(text) == [AUTHOR]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            'Olga Titova taught in Riga. As Titova put it, "The towns will gain from it.\n\nIt gives them a road. "\n\n'
            "Nobody believed her.",
            [AUTHOR, "Olga Titova", "Olga Titova", AUTHOR],
        ),
        (
            'The "old book of the river" is lost. As Olga Titova put it, "The towns will gain from it.\n\n'
            'It gives them a road. "\n\nNobody believed her.',
            [AUTHOR, "Olga Titova", "Olga Titova", AUTHOR],
        ),
        (
            'As the Riga Post observed, "The mayor is no fool.\n\nPilots say he plays with fear.\n\nHe may win. "\n\n'
            "It rained.",
            ["the Riga Post", "the Riga Post", "Pilots", "the Riga Post", AUTHOR],
        ),
        (
            'Olga Titova said: "The towns will gain from it."\n\nNobody believed her.\n\nThe old pipe is 6" wide.',
            ["Olga Titova", AUTHOR, AUTHOR],
        ),
        ('The "old rules of the lock are gone.\n\nThe lock is new.\n\nIt leaks.', [AUTHOR, AUTHOR, AUTHOR]),
    ],
)
def test_a_quotation_left_open_runs_on_to_the_mark_that_closes_it(text, speakers):
    assert speakers_of(text) == speakers


@pytest.mark.parametrize(("paragraphs", "speaker"), [(5, "Olga Titova"), (6, AUTHOR)])
def test_the_mark_that_closes_a_quotation_is_sought_six_paragraphs_below(paragraphs, speaker):
    below = ["The dam is old.", *["The gates are old."] * (paragraphs - 1), 'It gives them a road. "']
    assert speakers_of("\n\n".join(['Olga Titova said, "The towns will gain from it.', *below]))[1] == speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Some planners say that the ports can share. This is Olga Titova's argument in her book.",
            ["Some planners", "Olga Titova"],
        ),
        ("The ports can share.\n\nThis is Olga Titova's argument in her book.", [AUTHOR, "Olga Titova"]),
        ("The ports can share. This is the work of Olga Titova.", [AUTHOR, AUTHOR]),
    ],
)
def test_a_sentence_that_says_whose_the_one_before_is_is_theirs(text, speakers):
    assert speakers_of(text) == speakers


def test_a_view_without_a_reporting_word_is_doubted_in_a_long_text_that_reports_nothing():
    rest = "The lock was dug in May. It has two gates."
    assert speakers_of(f"{VIEW} {rest}")[0] == "Riga"
    assert set(speakers_of("\n\n".join([VIEW, *[rest] * 15]))) == {AUTHOR}
    assert speakers_of("\n\n".join(["Riga desires a second lock.", *[rest] * 15]))[0] == "Riga"


def test_the_more_a_text_reports_the_less_such_a_view_is_doubted():
    def holder(reports):
        said, rest = "The keeper said that the gates leaked.", "The lock was dug in May. It has two gates."
        return speakers_of("\n\n".join([f"{VIEW} {rest}", *[said] * reports, *[rest] * (15 - reports)]))[0]

    assert (holder(reports=2), holder(reports=5)) == (AUTHOR, "Riga")


def test_a_report_goes_on_where_its_speaker_is_reported_again_and_ends_where_they_are_told_of():
    report = "Olga Titova has no faith in the dam. {} She is certain that nobody will pay for it."
    goes_on = speakers_of(report.format("It leaks, it was badly placed, and the river does not forgive."))
    told_of = speakers_of(report.format("She spent eleven years in the ministry, until it was closed in 1998."))
    assert goes_on == ["Olga Titova"] * 3
    assert told_of == ["Olga Titova", AUTHOR, "Olga Titova"]


def test_under_a_heading_a_report_does_not_go_on():
    heading = "Olga Titova, Riga Institute\n\nBo Kim doubts the dam. {}\n\nAnn Lee, Narva College\n\nThe dam will hold."
    assert speakers_of(heading.format("It leaks, and no one will pay for it."))[1] == "Olga Titova"
