"""Word files: what a reader sees on the page, and collections of clippings taken apart."""

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from formats import fault_of, read_bytes, word_file
from packages import rezipped, zipped

FIRST = "Ada Holm of the Oslo Forum says that Beijing and Moscow share a river and little else."
SECOND = "For my part I doubt her, since rivers carry more than water."


def texts_of(*paragraphs, build=None):
    return [document.text for document in read_bytes(".docx", word_file(*paragraphs, build=build))]


def run(paragraph, xml):
    paragraph._p.append(parse_xml(xml.replace(" W ", f" {nsdecls('w')} ", 1)))


def test_paragraphs_headings_and_list_items():
    def build(document):
        document.add_paragraph("grain and gas", style="List Bullet")

    assert texts_of("# Two Banks", FIRST, "", SECOND, build=build) == [
        f"# Two Banks\n\n{FIRST}\n\n{SECOND}\n\n- grain and gas"
    ]


def test_tracked_changes_read_as_accepted_and_hidden_words_are_not_read():
    def build(document):
        paragraph = document.add_paragraph("They are ")
        run(paragraph, '<w:del W w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>')
        run(paragraph, '<w:ins W w:id="2"><w:r><w:t xml:space="preserve">often </w:t></w:r></w:ins>')
        run(paragraph, "<w:r W ><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r>")
        run(paragraph, "<w:r W ><w:t>allies.</w:t></w:r>")

    assert texts_of(build=build) == ["They are often allies."]


def test_marks_of_notes_are_left_out_and_powers_and_ordinals_stay():
    def build(document):
        paragraph = document.add_paragraph("They are allies")
        paragraph.add_run("12").font.superscript = True
        paragraph.add_run(" of 10")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run(" kinds on the 5")
        paragraph.add_run("th").font.superscript = True

    assert texts_of(build=build) == ["They are allies of 102 kinds on the 5th"]


def test_soft_hyphens_go_and_line_breaks_stay():
    def build(document):
        document.add_paragraph("An alli\u00adance").add_run().add_break(WD_BREAK.LINE)
        document.paragraphs[-1].add_run("of two")

    assert texts_of(build=build) == ["An alliance\nof two"]


def test_running_heads_and_captions_are_not_read():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "The Skagerrak Review"
        document.sections[0].footer.paragraphs[0].text = "Page 7"
        document.add_paragraph("The harbour of Kirkenes at dusk.", style="Caption")

    assert texts_of(FIRST, build=build) == [FIRST]


def test_an_article_laid_out_in_a_table_is_prose_and_a_table_of_data_a_line_a_row():
    def build(document):
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = FIRST, SECOND
        data = document.add_table(rows=2, cols=2)
        for k, word in enumerate(("Year", "Tonnes", "2019", "110")):
            data.cell(k // 2, k % 2).text = word

    assert texts_of(build=build) == [f"{FIRST}\n\n{SECOND}\n\nYear | Tonnes\n\n2019 | 110"]


def test_text_boxes_are_read_save_for_pull_quotes():
    box = (
        f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def build(document):
        paragraph = document.add_paragraph(SECOND)
        paragraph._p.append(parse_xml(box.format("A box of its own, said nobody.")))
        paragraph._p.append(parse_xml(box.format("rivers carry more than water")))

    assert texts_of(FIRST, build=build) == [f"{FIRST}\n\n{SECOND}\n\nA box of its own, said nobody."]


def test_lines_pasted_as_paragraphs_are_joined_and_parted_words_made_whole():
    lines = [
        "By Ada Holm",
        "The alliance that the two capitals talk about is, to my eyes, an alli-",
        "ance on paper; their so-called friendship has been long in the mak-",
        "ing and short in the keeping, and every harbour master on the Amur",
        "knows it, whatever the newspapers print on the morning after a vis-",
        "it of state. They print what they are told by the men who carry the",
        "bags, and the men who carry the bags are told nothing by those who",
        "own them.",
        "A second thought belongs to the pipelines, which run where they can",
        "and not where the maps say.",
    ]
    (text,) = texts_of(*lines)
    first, second, third = text.split("\n\n")
    assert first == "By Ada Holm"
    assert second.startswith("The alliance that")
    assert "an alliance on paper" in second
    assert "in the making and" in second
    assert second.endswith("own them.")
    assert third == "A second thought belongs to the pipelines, which run where they can and not where the maps say."


CLIPPINGS = [
    "Press review",
    "# Two Banks",
    "The Oslo Paper, 3 May 2024, p. 4",
    "By Ada Holm and Bo Ek",
    FIRST,
    "Press review",
    "# One River",
    "Kirkenes Post, 4 May 2024",
    SECOND,
    "Page 2 of 2",
]


def test_a_collection_of_clippings_is_a_document_each():
    first, second = read_bytes(".docx", word_file(*CLIPPINGS))
    assert first.text == f"# Two Banks\n\n{FIRST}"
    assert (first.authors, first.outlet, first.date) == ("Ada Holm; Bo Ek", "The Oslo Paper", "2024-05-03")
    assert second.text == f"# One River\n\n{SECOND}"
    assert (second.title, second.outlet, second.date) == ("One River", "Kirkenes Post", "2024-05-04")


def test_a_title_may_stand_below_the_lines_about_its_source():
    heads = (
        ("Two Banks", "By Ada Holm", "The Oslo Paper, 3 May 2024"),
        ("One River", "By Bo Ek", "Kirkenes Post, 4 May 2024"),
    )
    lines = [
        line for (title, *about), text in zip(heads, (FIRST, SECOND), strict=True) for line in (*about, title, text)
    ]
    first, second = read_bytes(".docx", word_file(*lines))
    assert (first.title, first.authors, first.outlet) == ("Two Banks", "Ada Holm", "The Oslo Paper")
    assert (second.title, second.authors, second.outlet) == ("One River", "Bo Ek", "Kirkenes Post")


def export(title, date):
    return [
        title,
        "The Oslo Paper",
        f"{date} Friday",
        "Copyright 2024 The Oslo Paper All Rights Reserved",
        "Section: OPINION; Pg. 4",
        "Length: 212 words",
        "Byline: Ada Holm",
        "Body",
        FIRST,
        SECOND,
        "Classification",
        "Language: ENGLISH",
        "Subject: RIVERS (90%)",
        f"Load-Date: {date}",
        "End of Document",
    ]


def test_an_export_of_a_newspaper_database_leaves_its_labels_out_also_where_it_is_one_article():
    both = [*export("Two Banks", "May 3, 2024"), *export("One River", "May 4, 2024")]
    for lines, titles in ((both, ["Two Banks", "One River"]), (both[:15], ["Two Banks"])):
        documents = read_bytes(".docx", word_file(*lines))
        assert [document.text for document in documents] == [f"# {title}\n\n{FIRST}\n\n{SECOND}" for title in titles]
        assert documents[0].authors == "Ada Holm"
        assert (documents[0].outlet, documents[0].date) == ("The Oslo Paper", "2024-05-03")


def test_a_drop_cap_is_the_first_letter_of_its_word():
    def build(document):
        letter = document.add_paragraph(FIRST[0])
        frame = parse_xml(f'<w:framePr {nsdecls("w")} w:dropCap="drop" w:lines="3"/>')
        letter._p.get_or_add_pPr().append(frame)
        document.add_paragraph(FIRST[1:])
        document.add_paragraph(SECOND)

    (document,) = read_bytes(".docx", word_file(build=build))
    assert document.text == f"{FIRST}\n\n{SECOND}"


def test_an_editorial_before_the_clippings_is_a_document_too():
    editorial = f"{FIRST} {SECOND} {FIRST}"
    first, *others = read_bytes(".docx", word_file(editorial, *CLIPPINGS))
    assert first.text.startswith(editorial)
    assert [document.title for document in others] == ["Two Banks", "One River"]


def test_sections_of_one_text_are_no_clippings():
    chronology = [
        "# A History",
        "# The First Visit",
        "4 February 2022",
        FIRST,
        "# The Second Visit",
        "9 May 2023",
        SECOND,
    ]
    (document,) = read_bytes(".docx", word_file(*chronology))
    assert FIRST in document.text
    assert SECOND in document.text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0rest", "an old or password-protected Word file; save it anew without a password"),
        (b"PK\x03\x04cut", "not a Word file, or cut short; open it and save it anew"),
        (b"hello", "not a Word file, or cut short; open it and save it anew"),
        (word_file(), "no text in this Word file; if it shows pictures of text, run OCR and read its result"),
    ],
)
def test_what_is_no_readable_word_file_is_told(data, message):
    assert fault_of(".docx", data) == f"DIR/f: {message}"


def test_a_package_that_unfolds_beyond_measure_is_refused_before_it_is_unfolded():
    bomb = zipped({"word/document.xml": b"<a>" + b" " * 60_000_000})
    assert len(bomb) < 100_000
    assert fault_of(".docx", bomb) == (
        "DIR/f: unfolds to more than any text needs; save its text as .txt and read that"
    )


def test_a_zip_that_is_no_word_file_is_read_as_an_archive():
    (document,) = read_bytes(".docx", zipped({"hello.txt": "hello"}))
    assert (document.id, document.text) == ("hello", "hello")


def test_entities_that_multiply_are_not_expanded():
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def spoil(name, data):
        if name != "word/document.xml":
            return data
        return data.replace(b"<w:document", laughs.encode() + b"<w:document", 1).replace(b"Ada", b"&b;", 1)

    (document,) = read_bytes(".docx", rezipped(word_file(FIRST, SECOND), spoil))
    assert "haha" not in document.text
    assert SECOND in document.text


def test_a_file_of_paragraphs_without_end_is_refused():
    more = b"<w:body>" + b"<w:p/>" * 160_000
    endless = rezipped(word_file(FIRST), lambda _, data: data.replace(b"<w:body>", more))
    assert fault_of(".docx", endless) == ("DIR/f: more than 150000 paragraphs; split it, or save its text as .txt")
