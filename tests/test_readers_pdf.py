"""PDF: pages of the tests' own making, and lines placed by hand."""

import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from formats import DATA, fault_of, read_bytes
from stance.errors import DataError
from stance.readers.blocks import join_lines, word_counts
from stance.readers.pages import Line, paragraphs_of

FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
LIGATURES = ArrayObject([NumberObject(1), NameObject("/ffi"), NameObject("/fl")])


def names(pairs):
    return DictionaryObject({NameObject(key): NameObject(value) for key, value in pairs.items()})


def pdf_of(*pages, password=None, forms=()):
    """A PDF whose pages have these content streams; they and the forms call the forms as /F0 ..."""
    writer = pypdf.PdfWriter()
    font = names(FONT)
    font[NameObject("/Encoding")] = names({"/Type": "/Encoding", "/BaseEncoding": "/WinAnsiEncoding"})
    font["/Encoding"][NameObject("/Differences")] = LIGATURES
    xobjects = DictionaryObject()
    resources = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/H"): font}), NameObject("/XObject"): xobjects}
    )
    for number, content in enumerate(forms):
        form = DecodedStreamObject()
        form.set_data(content.encode("latin-1"))
        form.update(names({"/Type": "/XObject", "/Subtype": "/Form"}))
        form[NameObject("/Resources")] = resources
        xobjects[NameObject(f"/F{number}")] = writer._add_object(form)
    for content in pages:
        page = writer.add_blank_page(400, 400)
        stream = DecodedStreamObject()
        stream.set_data(content.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = resources
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def shown(*lines):
    """A content stream of (x, y, size, text)."""
    return "\n".join(f"BT /H {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in lines)


BODY = shown(
    (50, 300, 12, "Ada Holm says that Beijing and Moscow share a river"),
    (50, 286, 12, "and little else, whatever their newspapers print."),
)


def test_the_lines_of_a_page_make_a_paragraph():
    (document,) = read_bytes(".pdf", pdf_of(BODY))
    assert document.text == (
        "Ada Holm says that Beijing and Moscow share a river and little else, whatever their newspapers print."
    )


def test_a_file_that_only_forbids_changes_is_read():
    (document,) = read_bytes(".pdf", pdf_of(BODY, password=""))
    assert document.text.startswith("Ada Holm")


def test_a_file_under_a_password_is_told():
    message = "an encrypted PDF; open it with its password, save it without one, read that"
    assert fault_of(".pdf", pdf_of(BODY, password="secret")) == f"DIR/f: {message}"


def test_pages_without_text_are_told():
    message = "no text on its 2 pages, probably scans; run OCR (such as ocrmypdf), read its result"
    assert fault_of(".pdf", pdf_of("", "")) == f"DIR/f: {message}"


def test_a_page_without_text_among_others_is_named(caplog):
    read_bytes(".pdf", pdf_of(BODY, "", BODY))
    assert caplog.messages == ["DIR/f: no text on page 2 of 3, perhaps a scan"]


@pytest.mark.parametrize("data", [b"hello", b"%PDF-1.7\nhello", pdf_of(BODY)[:300]])
def test_a_damaged_file_is_told(data):
    assert fault_of(".pdf", data).startswith("DIR/f: a damaged PDF (")


def test_a_file_cut_short_or_with_bytes_changed_never_ends_in_anything_but_a_fault():
    whole = (DATA / "columns.pdf").read_bytes()
    for k in range(0, len(whole), len(whole) // 25):
        for data in (whole[:k], whole[:k] + b"\xff\x00<<" + whole[k + 4 :]):
            try:
                read_bytes(".pdf", data)
            except DataError:
                continue


def test_forms_that_call_forms_without_end_are_stopped():
    forms = [*(f"/F{n + 1} Do " * 10 for n in range(7)), "0 0 m 9 9 l S " * 400]
    assert fault_of(".pdf", pdf_of("/F0 Do", forms=forms)) == (
        "DIR/f: more drawing than text in this PDF; save its text as .txt and read that"
    )


def test_a_page_that_draws_without_end_is_stopped():
    assert fault_of(".pdf", pdf_of("0 0 m 9 9 l S " * 80_000)) == (
        "DIR/f: more drawing than text in this PDF; save its text as .txt and read that"
    )


def test_ligatures_are_letters():
    (document,) = read_bytes(".pdf", pdf_of(shown((50, 300, 12, "the o\001ce of a \002ag"))))
    assert document.text == "the office of a flag"


def column(*texts, x=50.0, top=700.0, size=10.0, leading=12.0):
    return [Line(text, x, top - k * leading, size) for k, text in enumerate(texts)]


LONG = "The harbour master counts the ships that leave and those that"


def test_running_heads_and_page_numbers_are_left_out_and_the_sentence_goes_on():
    pages = [
        [Line("The Oslo Paper 4", 50, 780, 8), *column(LONG, LONG.lower()), Line("- 4 -", 200, 20, 8)],
        [Line("The Oslo Paper 5", 50, 780, 8), *column("return, and finds them few."), Line("- 5 -", 200, 20, 8)],
    ]
    assert paragraphs_of(pages) == [f"{LONG} {LONG.lower()} return, and finds them few."]


def test_a_line_that_stands_alike_in_the_middle_of_two_pages_is_kept():
    filler = [f"{LONG} number {word}." for word in ("one", "two", "three", "four")]
    page = column(*filler, "So he says.", *filler)
    assert " ".join(paragraphs_of([page, page])).count("So he says.") == 2


def test_notes_at_the_foot_are_left_out_and_a_caption_does_not_cut_a_sentence():
    body = column(LONG, LONG.lower())
    caption = Line("3 The harbour at dusk", 50, 660, 8)
    rest = column("return, and finds them few.", top=640)
    note = [Line("1 Port yearbook, p. 4.", 50, 60, 7), Line("2 Ibid.", 50, 40, 7)]
    assert paragraphs_of([[*body, caption, *rest, *note]]) == [
        f"{LONG} {LONG.lower()} return, and finds them few.",
        "3 The harbour at dusk",
    ]


@pytest.mark.parametrize("indent", [0.0, 12.0])
def test_paragraphs_are_told_by_space_or_by_indent(indent):
    first = column(LONG, f"{LONG.lower()} come.")
    second = column(LONG, f"{LONG.lower()} come.", top=676 - (0 if indent else 10))
    second[0] = Line(LONG, 50 + indent, second[0].y, 10)
    assert paragraphs_of([[*first, *second, *column(LONG, top=500)]])[:2] == [f"{LONG} {LONG.lower()} come."] * 2


def test_large_type_is_a_heading_and_a_pull_quote_is_not_read_twice():
    sentence = "He finds them few."
    lines = [Line("Few Ships", 50, 740, 20), *column(f"{LONG} do.", sentence), Line(sentence, 50, 400, 16)]
    assert paragraphs_of([lines]) == ["# Few Ships", f"{LONG} do. {sentence}"]


@pytest.mark.parametrize(
    ("above", "below", "rest", "joined"),
    [
        ("an alli-", "ance", "", "an alliance"),
        ("the China-", "Russia bond", "", "the China-Russia bond"),
        ("a self-", "inflicted wound", "", "a self-inflicted wound"),
        ("dual-", "use parts", "dual-use", "dual-use parts"),
        ("oil-", "rich lands", "oil is rich", "oil-rich lands"),
        ("co-", "operation", "cooperation", "cooperation"),
        ("one line", "and another", "", "one line and another"),
        ("an alli\u00ad", "ance", "", "an alliance"),
        ("a pause -", "and on", "", "a pause - and on"),
        ("a pause —", "and on", "", "a pause — and on"),
        ("a pause—", "and on", "", "a pause—and on"),
        ("a pause", "—and on", "", "a pause—and on"),
        ("from 2014-", "2015", "", "from 2014-2015"),
        ("the U.S.-", "China trade", "", "the U.S.-China trade"),
        ("a state-to-", "state talk", "", "a state-to-state talk"),
        ("a state-", "of-the-art ship", "", "a state-of-the-art ship"),
    ],
)
def test_words_parted_at_the_end_of_a_line(above, below, rest, joined):
    assert join_lines([above, below], word_counts([above, below, rest])) == joined


@pytest.mark.parametrize(("sign", "read"), [("12", ""), ("123", ""), ("1234", " 1234"), ("*", ""), ("th", " th")])
def test_a_small_raised_number_of_up_to_three_digits_is_the_mark_of_a_note(sign, read):
    runs = [(72, 300, 11, "They met"), (120, 304, 6, sign), (130, 300, 11, " and talked.")]
    (document,) = read_bytes(".pdf", pdf_of(shown(*runs)))
    assert document.text == f"They met{read} and talked."


@pytest.mark.parametrize(
    ("middle", "joined"), [("to", "side-to-side"), ("and", "side-and-side"), ("onto", "side-ontoside")]
)
def test_the_small_words_inside_of_compounds_have_three_letters_at_most(middle, joined):
    lines = [f"They met side-{middle}-", "side again."]
    assert joined in join_lines(lines, word_counts(lines))
