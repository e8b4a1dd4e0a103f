"""Blocks of a text: what is heading, paragraph, boilerplate or citation, whose words they are, and exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.layout import Block, BlockKind, Layout, lay_out
from stance.layout.experts import SpeakerTurn, unnamed

BODY = (
    "The two neighbours trade more each year, and their officials never tire of saying so. "
    "What they want from each other has hardly changed since the pipeline was opened."
)
MORE = (
    "Critics answer that trade is one thing and trust another. Nobody in either capital has put the matter to a test, "
    "and few would wish to be the first to try it."
)


def shape(text: str) -> list[tuple[str, str]]:
    return [(str(block.kind), text[block.start : block.end]) for block in lay_out(text).blocks]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in shape(text)]


def sentences(text: str) -> list[str]:
    layout = lay_out(text)
    return [layout.view[start:end] for block in layout.blocks for start, end in block.sentences]


def speakers(text: str) -> list[str | None]:
    return [block.speaker for block in lay_out(text).blocks if block.kind is BlockKind.PARAGRAPH]


def check(text: str) -> Layout:
    """Everything that must hold of any layout."""
    layout = lay_out(text)
    assert len(layout.view) == len(text)
    position = 0
    for block in layout.blocks:
        assert position <= block.start < block.end <= len(text)
        assert layout.view[block.start : block.end].strip()
        position = block.end
        inner = block.start
        for start, end in block.sentences:
            assert inner <= start < end <= block.end
            assert layout.view[start:end] == layout.view[start:end].strip()
            inner = end
        assert bool(block.sentences) == (block.kind is BlockKind.PARAGRAPH)
        if block.speaker is not None:
            assert block.speaker_start is not None
            assert block.speaker_end is not None
            assert text[block.speaker_start : block.speaker_end].strip()
    return layout


def test_blank_lines_part_paragraphs() -> None:
    assert shape(f"{BODY}\n\n{MORE}") == [("paragraph", BODY), ("paragraph", MORE)]


def test_one_paragraph_a_line_with_unmarked_headings() -> None:
    text = f"{BODY}\nPipes and Promises\n{MORE}\nWhat the generals make of it\n{BODY}"
    assert kinds(text) == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_hard_wraps_are_joined_in_the_view() -> None:
    text = (
        "The two neighbours trade more each year, and their \nofficials never tire of saying so. What the U.S. \n"
        "thinks of the Sino-\nRussian trade, or of the re-\nemergence of old habits, is \nanother matter.\n"
    )
    assert kinds(text) == ["paragraph"]
    assert sentences(text) == [
        "The two neighbours trade more each year, and their  officials never tire of saying so.",
        "What the U.S.  thinks of the Sino- Russian trade, or of the re- emergence of old habits, is  another matter.",
    ]


def test_a_wrapped_text_keeps_its_short_lines_apart() -> None:
    text = (
        "Pipes and Promises\nJANE DOE & JOHN ROE\nThe two neighbours trade more each year, and their\n"
        "officials never tire of saying so. What they want from\neach other has hardly changed since the pipeline was\n"
        "opened.\nTheir critics answer that trade is one thing and trust\nanother, and that nobody tested it.\n"
    )
    assert kinds(text) == ["heading", "heading", "paragraph", "paragraph"]


def test_in_a_wrapped_text_a_sentence_may_end_with_its_line() -> None:
    text = (
        "The two neighbours trade more each year, and their\nofficials never tire of saying so. What they want is\n"
        "known to all who read the papers of the two states.\nTheir critics answer that trade is one thing and\n"
        "trust another.\n"
    )
    assert kinds(text) == ["paragraph"]


def test_a_page_number_in_the_middle_of_a_sentence_is_left_out_of_the_view() -> None:
    text = "The two neighbours trade more each year, and their\n\n12\n\nofficials never tire of saying so.\n"
    layout = check(text)
    assert len(layout.blocks) == 1
    assert sentences(text)[0].split() == text.replace("12", "").split()


@pytest.mark.parametrize("line", ["Pipes and Promises", "## A word on method", "**What now**", "THE BALANCE"])
def test_headings(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}") == ["paragraph", "heading", "paragraph"]


def test_a_marked_heading_goes_on_with_no_paragraph_whatever_its_letters() -> None:
    text = "# so they aren't friends\n\nand they never were, the old man said. nobody asked him."
    layout = lay_out(text)
    assert text[: layout.blocks[0].end] == "# so they aren't friends"
    assert len(layout.blocks[1].sentences) == 2


def test_section_questions_are_headings_where_there_are_several() -> None:
    sections = f"{BODY}\n\nWho needs the other more?\n\n{BODY}\n\nWhat holds them back?\n\n{MORE}"
    assert kinds(sections) == ["paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert kinds(f"{BODY}\n\nWho needs the other more?\n\n{MORE}") == ["paragraph"] * 3


def test_a_lone_question_in_capitals_is_a_heading_from_four_words_on() -> None:
    assert kinds(f"{BODY}\n\nWho Pays the Bill?\n\n{MORE}") == ["paragraph", "heading", "paragraph"]
    assert kinds(f"{BODY}\n\nWhat Comes Next?\n\n{MORE}") == ["paragraph"] * 3


def test_one_sentence_paragraphs_are_no_headings() -> None:
    text = "\n\n".join(["They trade.", "So what is new?", "Little, say the critics.", "Will it last?", "Nobody knows."])
    assert kinds(text) == ["paragraph"] * 5


@pytest.mark.parametrize("text", ["Russia and China are allies", "Allies At Last", "who would have thought it"])
def test_a_lone_line_is_a_paragraph(text: str) -> None:
    assert shape(text) == [("paragraph", text)]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "Subscribe to our newsletter",
        "Photo: Jane Doe / Getty Images",
        "Two presidents shake hands (AP Photo/Jane Doe)",
        "By Jane Doe and John Roe",
        "Published: 3 May 2021",
        "June 14, 2019",
        "24/05/2021 Region: Global",
        "Tags: trade, pipelines",
        "© 2021 The Example",
        "Most read",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}") == ["paragraph", "boilerplate", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "In May 2021 they signed.",
        "Share prices fell.",
        "Register data show a rise.",
        "More in sorrow than in anger, they left.",
        "Trust is another matter. (Reuters, 09.11.18)",
        "By all means let them talk.",
        "He said:",
        "**They are allies.**",
        f"Region: {BODY} {MORE}",
    ],
)
def test_sentences_that_look_like_boilerplate_stay(line: str) -> None:
    assert kinds(f"{BODY}\n\n{line}\n\n{MORE}")[1] == "paragraph"


def test_lists_of_links_and_appeals_below_an_article() -> None:
    appeal = "We keep our texts freely available. Your support helps us go on: please donate, or become a member."
    links = "Top reads\n  • Grain and its prices\n  • A port reopens\n\n" + appeal
    links += (
        "\n\nRead also\nWhy the port matters\n\nJane Doe looks at what the port is worth to those who own it\n\nSearch"
    )
    found = kinds(f"{BODY}\n\n{MORE}\n{links}")
    assert found[:2] == ["paragraph", "paragraph"]
    assert set(found[2:]) == {"boilerplate"}


def test_text_goes_on_after_a_list_of_links() -> None:
    assert kinds(f"{BODY}\n\nRead also\n\nWhy the port matters\n\n{MORE}")[-1] == "paragraph"


def test_short_items_join_what_leads_in_to_them() -> None:
    text = "Three things drive them:\n\n  1. shared aims;\n  2. shared fears; and\n  • a long border.\n\nAll are old."
    assert kinds(text) == ["paragraph", "paragraph"]
    assert sentences(text) == [
        "Three things drive them:",
        "1. shared aims;",
        "2. shared fears; and",
        "a long border.",
        "All are old.",
    ]


def test_a_list_of_more_than_fifty_items_is_no_one_paragraph() -> None:
    items = [f"- a pump of its own for lock {number}, with a keeper" for number in range(51)]
    assert kinds("\n".join(["The port needs:", *items[:50]])) == ["paragraph"]
    assert kinds("\n".join(["The port needs:", *items])) == ["paragraph"] * 2


def test_a_sentence_of_short_words_that_runs_over_two_lines_is_no_title() -> None:
    assert kinds("They met in Riga on a day in May\nand did not part until June.") == ["paragraph"]


def test_the_closing_citation_is_no_sentence() -> None:
    text = "They are close. Nobody denies it. (The Daily Example, 12.14.18)"
    words, cited = lay_out(text).blocks
    assert (words.kind, cited.kind) == (BlockKind.PARAGRAPH, BlockKind.CITATION)
    assert text[cited.start : cited.end] == "(The Daily Example, 12.14.18)"
    assert sentences(text) == ["They are close.", "Nobody denies it."]


@pytest.mark.parametrize("date", ["12.14.18", "June 2014", "14 June 2014", "June 14, 2014", "2014-06-14", "2014"])
def test_dates_of_citations(date: str) -> None:
    assert kinds(f"They are close. (A Paper: On Ties, {date})") == ["paragraph", "citation"]


@pytest.mark.parametrize(
    "text", ["They met (in Sochi, 2014).", "They met. (June 29, 2012)", "They met. (So it seems.)"]
)
def test_other_brackets_are_no_citations(text: str) -> None:
    assert kinds(text) == ["paragraph"]


ROUND_UP = f"""Experts on the Border Trade

{BODY}

Jane Q. Doe, Senior Fellow, Institute of Examples

{MORE} (The Daily Example, 12.14.18)

They will go on as before. (The Daily Example, 12.15.18)

Wang Li and João da Silva, Professor and Assistant Researcher, respectively, Example University

{BODY}

Ann Lee, Example Corporation; John Roe, Jr., formerly of the Example Council (EXC); and Mary Poe, EXC

{MORE}

Gen. Sam Hill, Russia's President

Never. (Press Statement, June 2014)

About us

{BODY}
"""


def test_round_up_paragraphs_are_the_experts_words() -> None:
    assert speakers(ROUND_UP) == [
        None,
        "Jane Q. Doe",
        "Jane Q. Doe",
        "Wang Li; João da Silva",
        "Ann Lee; John Roe Jr.; Mary Poe",
        "Sam Hill",
        None,
    ]
    named = [block for block in check(ROUND_UP).blocks if block.speaker == "Wang Li; João da Silva"]
    assert [ROUND_UP[b.speaker_start : b.speaker_end] for b in named] == ["Wang Li and João da Silva"]


def test_bare_names_count_in_a_round_up_and_bylines_do_not() -> None:
    text = f"Expert round-up\n\nMary Poe\n\n{BODY}\n\n**Jane Doe**\n\n{MORE}\n\nJohn Roe\n\n{BODY}"
    assert speakers(text) == [None, "Jane Doe", "John Roe"]


def test_several_experts_may_speak_together() -> None:
    first, second = "Boris Agapov, Ann Lee and Bo Kim, Riga Institute", "Lina Moreau, University of Lyon"
    text = f"{first}\n\n{BODY}\n\n{second}\n\n{MORE}"
    assert speakers(text) == ["Boris Agapov; Ann Lee; Bo Kim", "Lina Moreau"]


def test_experts_may_be_named_by_title_and_surname() -> None:
    first, second = "Mayor Boone, Riga Institute", "Professor Titova, University of Lyon"
    assert speakers(f"{first}\n\n{BODY}\n\n{second}\n\n{MORE}") == ["Mayor Boone", "Professor Titova"]


def test_a_byline_above_answers_of_few_words_is_no_expert() -> None:
    first, second = "Boris Agapov, Institute for Pacific Affairs", "Lina Moreau, University of Lyon"
    text = f"Jane Doe\n\nTwo views.\n\n{first}\n\nThey trade.\n\n{second}\n\nThey do not."
    assert speakers(text) == [None, "Boris Agapov", "Lina Moreau"]


def test_bylines_biographies_and_section_titles_are_no_round_up() -> None:
    bylines = f"Pipes and Promises\n\nJane Doe, Professor of Trade\n\nJohn Roe, Director, Example Institute\n\n{BODY}"
    bio = f"{BODY}\n\nJane Doe, Professor of Trade\n\nJane Doe is a professor. She writes.\n\n"
    bio += "John Roe, Editor\n\nMr. Roe is an editor."
    sections = f"{BODY}\n\nNorth Korea\n\n{MORE}\n\nChina, Russia, and the Rest\n\n{BODY}"
    for text in (bylines, bio, sections):
        assert set(speakers(text)) == {None}


def test_an_interview_names_who_speaks() -> None:
    text = (
        "A talk with Jane Doe on trade\n\nEX: Is it large?\n\nDoe: It is large.\n\nIt also grows.\n\n"
        "EX: For how long?\n\nDoe: For years."
    )
    assert speakers(text) == [None, "Jane Doe", "Jane Doe", None, "Jane Doe"]
    assert speakers(text.replace("EX:", "Harrow:")) == ["Harrow", "Jane Doe", "Jane Doe", "Harrow", "Jane Doe"]
    assert "It is large." in sentences(text)


def test_labels_in_capitals_take_the_name_as_the_text_writes_it() -> None:
    text = f"Jane Doe meets John Roe\n\n{BODY}\n\n**JANE DOE:** Yes.\n\n**JOHN ROE:** No."
    text += "\n\nJANE DOE: So?\n\nJOHN ROE: No."
    assert speakers(text) == [None, "Jane Doe", "John Roe", "Jane Doe", "John Roe"]


def test_labels_that_are_numbered_speak_and_lone_questions_are_asked() -> None:
    numbered = f"SPEAKER 1: {BODY}\n\nSPEAKER 2: {MORE}"
    assert speakers(numbered) == ["SPEAKER 1", "SPEAKER 2"]
    asked = "We spoke to Jane Doe, a pilot.\n\nIs it deep?\n\nIt is. It was dug.\n\nWill it silt up?\n\nNot soon."
    assert speakers(asked) == [None, None, "Jane Doe", None, "Jane Doe"]
    unasked = f"We spoke to Jane Doe, a pilot.\n\nIs it deep?\n\n{BODY}\n\n{MORE}\n\n{BODY}\n\n{MORE}"
    assert set(speakers(unasked)) == {None}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ALMATY, March 3 — The pass is closed.", "The pass is closed."),
        ("BEIJING (Meridian) -- The pass is closed.", "The pass is closed."),
        ("Narva, Oct. 12 (Northern Wire) - The pass is closed.", "The pass is closed."),
        ("NATO - The pass is closed.", "NATO - The pass is closed."),
        ("Ann Lee — The pass is closed.", "Ann Lee — The pass is closed."),
    ],
)
def test_a_dateline_is_no_words(text: str, words: str) -> None:
    assert sentences(text) == [words]


def test_labels_that_stand_once_are_no_interview() -> None:
    assert set(speakers("Trade: It grows.\n\nTrust: It does not.\n\nJane Doe: She says so.")) == {None}


SHORT, SHORTER = "Nobody has asked for it. The ships came all the same.", "I doubt it. Who would pay?"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jane Doe, Harbour Fund", "Tomas Roe, Leeds"),
        ("1. Jane Doe, Harbour Fund", "2. Tomas Roe, independent"),
        ("Jane Doe (Leeds)", "Tomas Roe (Porto)"),
        ("Col. (ret.) Jane Doe, Leeds", "Tomas Roe, trade lawyer, Porto"),
        ("Jane Doe\n\nFederation of Insurers", "Rear Adm. Tomas Roe (ret.)\n\nNaval Staff, Porto"),
        ("Leeds's former representative, Jane Doe", "Tomas Roe, for the members"),
    ],
)
def test_headings_that_name_people_need_tell_no_role_where_there_are_several(first: str, second: str) -> None:
    text = f"Will it last?\n\n{first}\n\n{SHORT}\n\n{second}\n\n{SHORTER}"
    assert [name for name in speakers(text) if name] == ["Jane Doe", "Tomas Roe"]


@pytest.mark.parametrize(
    "name",
    ["Verity Blackwood-Sen", "Hong Seung-woo", "Kimberly Fa'asalele", "Tadhg Ó Conghaile", "Stavros K.", "Judge Roe"],
)
def test_names_of_experts_have_any_form(name: str) -> None:
    text = f"{name}, harbour lawyer\n\n{SHORT}\n\nMary Poe, Riga Institute\n\n{SHORTER}"
    assert speakers(text) == [name, "Mary Poe"]


def test_who_is_named_behind_a_role_is_found_where_the_name_stands() -> None:
    text = f"Will it last?\n\nDirector of the Riga Institute, Mary Poe\n\n{SHORT}\n\nTomas Roe, Porto\n\n{SHORTER}"
    blocks = [block for block in lay_out(text).blocks if block.speaker]
    assert [text[block.speaker_start : block.speaker_end] for block in blocks] == ["Mary Poe", "Tomas Roe"]


def test_one_who_is_not_to_be_named_speaks_below_a_heading_too() -> None:
    text = f"Jane Doe, Leeds\n{SHORT}\n\nA former diplomat, who asked not to be named\n{SHORTER}"
    assert speakers(text) == ["Jane Doe", "A former diplomat"]


def test_titles_and_headings_about_people_are_no_round_up() -> None:
    titles = f"Hard Power, Soft Limits\n\n{BODY}\n\nOld Friends, Late Doubts\n\n{MORE}"
    about = f"Jane Doe, the Patient One\n\nDoe can wait. {BODY}\n\nTomas Roe, the Gambler\n\nRoe cannot. {MORE}"
    for text in (titles, about):
        assert set(speakers(text)) == {None}


def test_letters_are_signed_below() -> None:
    text = f"Letters\n\n{SHORT}\n\nJane Doe, Leeds\n\n{SHORTER}\n\nTomas Roe, Porto\n\n{SHORT}\n\nMary Poe, Riga"
    assert [name for name in speakers(text) if name] == ["Jane Doe", "Tomas Roe", "Mary Poe"]


def test_a_sentence_on_who_wrote_may_end_each_block() -> None:
    text = f"On trade\n{BODY} Jane Doe teaches at Leeds.\n\nOn ships\n{MORE} Tomas Roe is a playwright."
    assert speakers(text) == ["Jane Doe", "Tomas Roe"]
    asked = f"{BODY}\n\nJane Doe was once asked how it would end. She knew: WE WIN.\n\nTomas Roe is a playwright."
    assert set(speakers(asked)) == {None}


def test_what_closes_a_transcript_is_the_writers() -> None:
    turns = "Mr. Poe. Who would mend it?\n\nCaptain Roe. A ship in dock.\n\nMr. Poe. And now?\n\nCaptain Roe. Nobody."
    assert speakers(f"{turns}\n\nThe witness was excused at noon.") == ["Poe", "Roe", "Poe", "Roe", None]
    assert speakers(f"{turns}\n\nI am sorry to say so.")[-1] == "Roe"


def test_who_answers_may_be_named_at_the_end() -> None:
    asked = "Q: Who called first?\n\nA: They did.\n\nQ: And then?\n\nA: Nobody."
    text = f"{asked}\n\nTomas Roe led the mission until May. He spoke to us from Porto."
    assert speakers(text) == [None, "Tomas Roe", None, "Tomas Roe", None]


def test_a_line_with_a_name_and_a_time_gives_the_floor() -> None:
    behind = f"Panel 2\n\nAnn Lee  00:02\n{BODY}\n\nBo Kim  01:15\n{MORE}\n\nAnn Lee  01:20\nThank you."
    assert speakers(behind)[-3:] == ["Ann Lee", "Bo Kim", "Ann Lee"]
    before = "[0:02] Ann Lee\nIt is wide.\n\n[0:15] Bo Kim\nIt is deep.\n\n[0:20] Ann Lee\nSo they say."
    assert speakers(before) == ["Ann Lee", "Bo Kim", "Ann Lee"]


def test_letters_need_no_mark_behind_them() -> None:
    text = "We met Ann Lee, a pilot.\nQ  Is it deep?\nA  It is. A ship sank.\nQ  And wide?\nA  It is."
    assert speakers(text) == [None, None, "Ann Lee", None, "Ann Lee"]
    assert set(speakers(f"{BODY}\n\nA Russian pilot sank.\n\n{MORE}\n\nA Chinese one did not.")) == {None}


def test_who_wrote_a_text_does_not_answer_its_questions() -> None:
    text = "By Bo Kim\n\nAnn Lee is a pilot in Riga. Last week she spoke to our paper.\n\n"
    text += "Q. Is it deep?\n\nA. It is.\n\nQ. And wide?\n\nA. No."
    assert speakers(text) == [None, None, "Ann Lee", None, "Ann Lee"]


def test_questions_may_have_a_number_or_lead_up_to_what_they_ask() -> None:
    text = (
        "Jane Doe answered our questions.\n\n1. Is it deep?\n\nIt is. It was dug.\n\n2. Will it silt up?\n\nNot soon."
    )
    assert speakers(text) == [None, None, "Jane Doe", None, "Jane Doe"]
    longer = "\n\nYou called it a ditch. Do you still?\n\nI do. What else is it?"
    assert speakers(text + longer) == [None, None, "Jane Doe", None, "Jane Doe", None, "Jane Doe"]
    asks_back = "\n\n3. And wide?\n\nIt is a ditch. Would you doubt it?\n\nThat is all."
    assert speakers(text + asks_back)[-3:] == [None, "Jane Doe", "Jane Doe"]


def test_two_labels_in_a_long_text_are_no_interview() -> None:
    first, second = f"Boris Agapov: {BODY}", f"Lina Moreau: {MORE}"
    assert speakers("\n\n".join([first, *[BODY] * 6, second])) == [None] * 8
    assert speakers("\n\n".join([first, second, BODY])) == ["Boris Agapov", "Lina Moreau", "Lina Moreau"]


def test_who_speaks_once_in_a_transcript_has_a_label_too() -> None:
    turns = "Ann Lee: Is it deep?\n\nBo Kim: It is.\n\nQ7 Ann Lee: And wide?\n\nBo Kim: No.\n\nOsei: It is.\n\n"
    text = f"{turns}Comment from Eda: It is not."
    assert speakers(text) == ["Ann Lee", "Bo Kim", "Ann Lee", "Bo Kim", "Osei", "Eda"]
    assert [block.is_spoken for block in check(f"{BODY}\n\n{text}").blocks][:3] == [False, True, True]


def test_dashes_part_questions_from_answers_inside_a_paragraph_too() -> None:
    talk = "We met Jane Doe in Riga. — Who was it? — Nobody. It was dark. — Not even a guard? — Only a cat."
    assert speakers(talk) == [None, None, "Jane Doe", None, "Jane Doe"]
    assert sentences(talk)[1:3] == ["Who was it?", "Nobody."]
    aside = "We met Jane Doe in Riga. — Who was it? It was dark. — Nobody. — Not even a guard, he asks."
    assert set(speakers(aside)) == {None}


@pytest.mark.parametrize(
    "introduction",
    [
        "Jane Doe, who runs the port, talks to Bo Kim",
        "Jane Doe was interviewed by Bo Kim in Riga.",
        "Jane Doe was Sri Lanka's envoy. We met in Riga.",
        "The port's director, Jane Doe, took our questions.",
    ],
)
def test_who_answers_is_told_of_above_the_questions(introduction: str) -> None:
    text = "{}\n\n*Is your port empty?*\n\nI fear so. They left.\n\n*Will they come back?*\n\nNot soon."
    assert speakers(text.format(introduction))[-4:] == [None, "Jane Doe", None, "Jane Doe"]


def test_who_answered_may_be_told_below_questions_without_labels() -> None:
    text = "Is it empty?\n\nIt is. They left.\n\nWill they come back?\n\nNot soon.\n\nJane Doe spoke to us in Riga."
    assert speakers(text) == [None, "Jane Doe", None, "Jane Doe", None]


def test_messages_are_their_senders() -> None:
    first = "From: Ann Lee\nTo: Bo Kim\nDate: 3 May\n\nIt is wrong. I read it twice.\n\n"
    second = "From: Bo Kim <bo@harbour.example>\nTo: Ann Lee\nDate: 5 May\n\nWrong how? I doubt it."
    assert speakers(f"On docks\n\n{first}{second}") == ["Ann Lee", "Bo Kim"]
    assert set(speakers(f"{first}{BODY}")) == {None}


def test_letters_are_signed_below_their_closing() -> None:
    text = "Ann Lee and Bo Kim exchanged letters.\n\nDear Bo,\n\nIt is wrong. It sank.\n\nYours,\nAnn\n\n"
    text += f"Dear Ann,\n\n{BODY}\n\nWarmly,\nBo"
    assert speakers(text) == [None, "Ann Lee", "Bo Kim"]
    places = "TO THE EDITOR:\n\nIt is wrong. It sank.\n\nANN ROSE LEE\nTucson, Ariz.\n\nTO THE EDITOR:\n\n"
    places += "It floats. I saw it.\n\nJOHN KIM\nFresno, Calif.\n\nThe writer is a pilot."
    assert [name and name.title() for name in speakers(places)][:2] == ["Ann Rose Lee", "John Kim"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Yes – Jane Doe", "No – John Roe"),
        ("The optimist: Jane Doe, nurse", "The pessimist: John Roe, pilot"),
        ("Response by Jane Doe", "Response by John Roe"),
        ("Jane Doe replies", "John Roe answers"),
    ],
)
def test_what_stands_around_a_name_in_a_heading(first: str, second: str) -> None:
    assert speakers(f"Will they sail?\n\n{first}\n\n{BODY}\n\n{second}\n\n{MORE}") == ["Jane Doe", "John Roe"]


def test_what_only_ends_like_a_name_is_a_title() -> None:
    text = f"The Fleet: What Defence Ties Amount To\n\nDigest of a commentary\n\n{BODY}"
    assert set(speakers(text)) == {None}


def test_a_title_is_no_part_of_a_label_in_capitals() -> None:
    text = "COMMODORE JANE DOE: No.\n\nTHE PRESIDENT: Why?\n\nCOMMODORE JANE DOE: Fog.\n\nTHE PRESIDENT: I see."
    assert speakers(text) == ["JANE DOE", "THE PRESIDENT"] * 2


def test_the_view_is_plain() -> None:
    text = "\ufeff“It’s – now”,\u00a0they\u2009said.\r\nAll\tof\x00them \ud800.\f"
    assert lay_out(text).view == ' "It\'s – now", they said.  All of them \ufffd. '


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\ufeff", "(", "(A, 2014)", "*", "…", "A B, Professor"])
def test_odd_texts(text: str) -> None:
    check(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_any_newline(newline: str) -> None:
    text = newline.join([BODY, "", MORE])
    assert kinds(text) == ["paragraph", "paragraph"]


LINES = st.sampled_from(
    [BODY, MORE, "", " ", "\t", "12", "- item", "1. item;", "the rest of it", "He said that the", "“Unclosed", "Why?"]
) | st.sampled_from(
    ["Pipes and Promises", "Jane Doe, Professor, EXC", "Jane Doe", "Doe: Yes.", "Read also", "(Paper, 12.14.18)"]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n", " \n"]))
def test_any_arrangement_of_lines(lines: list[str], newline: str) -> None:
    check(newline.join(lines))


@given(st.text(max_size=120) | st.text(st.sampled_from("aB1. \n\r\f\0\t“”\"'()[]…?!:;,*#-•"), max_size=200))
def test_any_text(text: str) -> None:
    check(text)


def test_every_character_lies_in_a_block() -> None:
    layout = lay_out(ROUND_UP)
    inside = "".join(ROUND_UP[block.start : block.end] for block in layout.blocks)
    assert "".join(inside.split()) == "".join(ROUND_UP.split())


def test_blocks_are_plain_values() -> None:
    block = Block(start=0, end=1, kind=BlockKind.PARAGRAPH)
    assert (block.sentences, block.speaker) == ((), None)


def test_what_joins_letters_without_being_seen_is_no_space() -> None:
    assert " " not in lay_out("al\u200clies").view


def test_who_is_not_to_be_named_is_called_by_their_role() -> None:
    line = "A former diplomat, who asked not to be named"
    assert unnamed(line, 7) == SpeakerTurn("A former diplomat", 7, 7 + len("A former diplomat"))


def test_questions_as_headings_of_an_explainer_are_answered_by_its_writer() -> None:
    explainer = (
        "## Will the pact last?\n\nIt will not outlive the war.\n\n## Is it an alliance?\n\nThe two never say so."
    )
    above = (
        "Nora Falk addressed parliament last week. She spoke for two hours.",
        "Last week Nora Falk spoke with Peter Lund about the pact.",
    )
    below = "Peter Lund met the envoys in May. He spoke of friendship."
    for text in (*(f"{line}\n\n{explainer}" for line in above), f"Words first.\n\n{explainer}\n\n{below}"):
        assert set(speakers(text)) == {None}


def test_what_first_appeared_somewhere_is_a_line_of_the_page_only_with_its_title() -> None:
    told = "The article in which he called it dead first appeared on the eve of the vote."
    assert "boilerplate" not in kinds(f"Words of a paragraph that come first.\n\n{told}\n\nMore words that follow it.")


def test_a_text_that_quotes_letters_keeps_its_last_paragraph() -> None:
    text = "The port is dead, one wrote.\n\nYours,\n\nThey write so, and I do not agree. The port lives."
    assert "They write so, and I do not agree." in sentences(text)
