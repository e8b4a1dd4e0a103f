"""RTF: the words a word processor shows, in their encoding; clippings of a database; what striprtf is spared."""

import sys

import pytest

from formats import fault_of, read_bytes
from stance.errors import UsageError

FIRST = "Tove Alnes of the Bergen Forum says that Beijing and Moscow keep one fence and two gardens."
SECOND = "I would rather count the gates, since a fence is no friendship."


def rtf(*paragraphs, head=""):
    """The bytes of an RTF file with these paragraphs."""
    body = "".join(f"{one}\\par\n" for one in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252{head}\n{body}}}".encode("latin-1")


def text_of(*paragraphs, head=""):
    (document,) = read_bytes(".rtf", rtf(*paragraphs, head=head))
    return document.text


def test_paragraphs_are_parted_by_blank_lines_and_what_is_around_them_is_not_read():
    head = r"{\fonttbl{\f0\froman Palatino;}}{\colortbl;\red9\green9\blue9;}{\info{\author Nobody}}{\header Page 7}"
    assert text_of(rf"\pard\f0\qj {FIRST}", "", rf"{{\b {SECOND}}}", head=head) == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("escaped", "shown"),
    [
        (r"\'93Na\'efve\'94, said J\'fcrgen\'92s aunt \'97 twice", "“Naïve”, said Jürgen’s aunt — twice"),
        (r"\ldblquote Yes\rdblquote  \emdash  \lquote no\rquote\~\{all\} told", "“Yes” — ‘no’ {all} told"),
        (r"\uc1\u8220\'93Never\u8221\'94 \u8211? \u-10179?\u-8704?", "“Never” – \U0001f600"),
        (r"\uc2\u8220\'a1\'b0Never\uc0\u8221, he said", "“Never”, he said"),
        (r"half \u-10179?a character \u56832?", "half \ufffda character \ufffd"),
        (r"all\-i\'adance\u0? of\'00 two", "alliance of two"),
        ("\x93Na\xefve\x94", "“Naïve”"),
        ("“Naïve”".encode().decode("latin-1"), "“Naïve”"),
    ],
)
def test_accents_and_quotation_marks_come_out_however_they_are_written(escaped, shown):
    assert text_of(escaped) == shown


def test_a_font_in_another_script_is_read_in_its_own_encoding():
    head = r"{\fonttbl{\f0\fnil Times;}{\f1\fcharset204{\*\panose 02}Times;}{\f2\fcharset134 Song;}}"
    assert text_of(r"\f0 J\'fcrgen {\f1 \'cc\'e8\'f0} \f2\'a1\'b0so\'a1\'b1", head=head) == "Jürgen Мир “so”"


def test_an_article_laid_out_in_a_table_is_prose():
    assert text_of(rf"\trowd {FIRST}\cell\row\trowd {SECOND}\cell\row") == f"{FIRST}\n\n{SECOND}"


def test_of_a_link_the_words_are_read_and_not_the_address():
    link = r'{\field{\*\fldinst{HYPERLINK "http://fence.example"}}{\fldrslt{\ul our fence}}}'
    assert text_of(f"See {link} now.") == "See our fence now."


def test_what_follows_a_picture_is_read_where_the_printers_bin_is_named_too():
    assert text_of(rf"\binfsxn4 {FIRST}", r"{\*\shppict{\pict\pngblip 89504e47}}" + SECOND) == f"{FIRST}\n\n{SECOND}"


def test_an_export_of_a_newspaper_database_is_a_document_an_article():
    def article(title, date):
        about = ["The Bergen Ledger", f"{date} Friday", "Section: OPINION; Pg. 4", "Length: 212 words"]
        return [rf"{{\b {title}}}", *about, "Byline: Tove Alnes", "Body", FIRST, SECOND, "End of Document", r"\page"]

    first, second = read_bytes(".rtf", rtf(*article("One Fence", "May 3, 2024"), *article("Two Gates", "May 4, 2024")))
    assert (first.id, first.text) == ("", f"# One Fence\n\n{FIRST}\n\n{SECOND}")
    assert (second.title, second.authors, second.outlet) == ("Two Gates", "Tove Alnes", "The Bergen Ledger")
    assert (first.date, second.date) == ("2024-05-03", "2024-05-04")


def test_title_byline_and_source_of_a_lone_article_are_metadata():
    (document,) = read_bytes(".rtf", rtf("By Tove Alnes", "The Bergen Ledger, 3 May 2024", FIRST + " " + SECOND))
    assert (document.authors, document.outlet, document.date) == ("Tove Alnes", "The Bergen Ledger", "2024-05-03")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file; there is nothing to read in it"),
        (b"Dear Sir", "not an RTF file; open it in a word processor and save it as .rtf"),
        (
            rtf("", r"{\footnote No more}"),
            "no text in this RTF file; if it shows pictures of text, run OCR and read its result",
        ),
        (rtf(r"{\pict\bin3 }}}}x"), "pictures as raw bytes in it; save it without pictures, or its text as .txt"),
        (rtf(r"\u1114112?"), "a damaged RTF file (ValueError); open it and save it anew"),
        (rtf(*"a" * 100_000), "more than 100,000 lines; split it"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_readable_rtf_is_refused(data, what):
    assert fault_of(".rtf", data) == f"DIR/f: {what}"


def test_a_missing_library_is_told_with_the_extra_that_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "striprtf", None)
    with pytest.raises(UsageError, match=r"^\.rtf files need striprtf, .* run: pip install 'stance\[rtf\]'$"):
        read_bytes(".rtf", rtf(FIRST))


def test_a_heading_that_is_a_date_is_no_outlet():
    (document,) = read_bytes(".rtf", rtf("# 14 March 2024", FIRST + " " + SECOND))
    assert (document.outlet, document.date) == (None, "2024-03-14")
