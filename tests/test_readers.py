"""Readers: any common encoding of a text, and rows whose faults do not cost the rows after them."""

import codecs
import io
import json
import re
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest_model import digest_model
from formats import DATA, PLAIN, plain, read_bytes, read_file
from stance.errors import DataError
from stance.model import score_claims
from stance.pipeline import extract_claims
from stance.readers import FORMATS, Coverage, items
from stance.readers import json as jsonl
from stance.readers.decode import decode
from stance.readers.items import NoDocument, checked, number_documents
from stance.readers.rows import document_from_row
from stance.readers.text import read_plain
from stance.records import Document

TEXT = "Café society — “naïve”, said Jürgen.\r\nA second line\u2028with an odd break.\n"
FRENCH = (
    "L'été dernier, le général a déclaré que l'entente était déjà très étroite. À l'en croire, les deux voisins "
    "préfèrent la coopération à l'hostilité, même si la méfiance demeure. Ça n'a rien d'étonnant, répète-t-il. "
) * 3


def read_all(read, data):
    return list(read(io.BytesIO(data), "DIR/f"))


def fault(read, data):
    with pytest.raises(DataError) as caught:
        read_all(read, data)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 le", "utf-16 be", "utf-32 le", "utf-32 be"],
)
def test_unicode_in_any_form_gives_the_text_unaltered(data):
    assert read_all(read_plain, data) == [Document(id="", text=TEXT)]


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", FRENCH),
        ("latin-1", FRENCH),
        ("cp1252", "He said – after a pause – that the “entente” of the two señores is a naïve idea. " * 9),
        ("cp1252", "A long and quite plain text about ports and trains and the like. " * 30 + "One naïve word."),
        ("cp1250", "Wczoraj minister powiedział, że współpraca między sąsiadami jest ścisła, ale to nie sojusz. " * 3),
        ("cp1251", "Вчера министр сказал, что сотрудничество соседей тесное, но это не союз. " * 3),
        ("gb18030", "昨天部长说，两国之间的合作很密切，但不能称之为同盟。" * 3),
    ],
    ids=["French", "French Latin-1", "English", "one accent", "Polish", "Russian", "Chinese"],
)
def test_a_legacy_encoding_is_told_from_the_text(codec, text):
    assert decode(text.encode(codec), "f") == text


def test_utf16_without_its_mark_is_text_from_eight_characters_on():
    assert decode("no marks".encode("utf-16-le"), "f") == "no marks"


@given(st.text().filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_any_utf8_text_is_never_altered(text):
    assert decode(text.encode(), "f") == text


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_fault_of_one_line(data):
    try:
        decode(data, "DIR/f").encode()  # what was read can be written
    except DataError as error:
        fault_line = str(error)
    else:
        return
    assert fault_line.startswith("DIR/f: ")
    assert "\n" not in fault_line


@pytest.mark.parametrize("data", [b"", b" \n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u00a0\u2003".encode()])
def test_a_file_with_nothing_in_it(data):
    assert fault(read_plain, data) == "DIR/f: an empty file; there is nothing to read in it"


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\0\0\0",
        b"%PDF-1.7\n\0\xff",
        "no mark".encode("utf-16-le"),
        bytes(byte for sample in range(4000) for byte in (sample % 32, 0)),
    ],
    ids=["elf", "pdf", "no mark", "samples of a sound"],
)
def test_a_binary_file(data):
    assert fault(read_plain, data) == "DIR/f: a binary file, not text; convert it to UTF-8 text first"


def test_a_byte_order_mark_whose_promise_is_not_kept():
    assert fault(read_plain, codecs.BOM_UTF8 + b"good \xff bad") == (
        "DIR/f: looks like utf-8-sig but byte 5 does not fit; save it as UTF-8 and try again"
    )
    assert fault(read_plain, codecs.BOM_UTF16_LE + b"a\0b") == (
        "DIR/f: looks like utf-16 but byte 4 does not fit; save it as UTF-8 and try again"
    )


def lines(*rows):
    return b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows)


def test_each_row_is_a_document_with_what_is_known_of_it():
    known = {"title": "T", "authors": "A; B", "outlet": "O", "date": "2024-05", "url": "https://example.org/x"}
    rows = lines({"id": "a", "text": "One."}, b"", {"id": "b", "text": "Two.\nThree."} | known, b"  ")
    assert read_all(jsonl.read, rows) == [
        Document(id="a", text="One."),
        Document(id="b", text="Two.\nThree.", **known),
    ]


def test_null_and_empty_cells_are_unknown_and_numbers_are_read_as_text():
    row = {"id": 7, "text": "One.", "title": None, "authors": "", "date": 2024, "stray": [1]}
    assert document_from_row(row, "f") == Document(id="7", text="One.", date="2024", extra=(("stray", "1"),))


def test_a_mark_before_the_first_row_and_none_after_the_last_are_no_fault():
    rows = codecs.BOM_UTF8 + '{"id": "a", "text": "Café."}\r\n{"id": "b", "text": "Two."}'.encode()
    assert [document.text for document in read_all(jsonl.read, rows)] == ["Café.", "Two."]


NO_ID = "no 'id'; give every document a name of its own"
NO_TEXT = "no text under 'text'; every row needs one"
TOO_DEEP = "not JSON (too deep or too long to be read); each line must be one object with 'id' and 'text'"
NO_OBJECT = "not an object; each line must be one object with 'id' and 'text'"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (b'{"id": "x", "text": ', "not JSON (Expecting value); each line must be one object with 'id' and 'text'"),
        (b"once upon a time", "not JSON (Expecting value); each line must be one object with 'id' and 'text'"),
        (b'["x", "text"]', NO_OBJECT),
        (b"null", NO_OBJECT),
        (b'{"id": "", "text": "no name"}', NO_ID),
        (b'{"id": "  ", "text": "no name"}', NO_ID),
        (b'{"id": null, "text": "no name"}', NO_ID),
        (b'{"id": ["x"], "text": "no name"}', NO_ID),
        (b'{"id": "x"}', NO_TEXT),
        (b'{"id": "x", "text": " \\n"}', NO_TEXT),
        (b'{"id": "x", "text": 3}', NO_TEXT),
        (b'{"id": "x", "text": "a\0b"}', "a binary file, not text; convert it to UTF-8 text first"),
        (b'{"id": "x", "n": ' + b"9" * 5000 + b"}", TOO_DEEP),
        (b"[" * 100_000, TOO_DEEP),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_faulty_row_is_named_by_its_line_and_the_rows_after_it_are_read(row, what):
    before, found, after = read_all(jsonl.read, lines({"id": "a", "text": "One."}, row, {"id": "b", "text": "Two."}))
    assert (before.id, after.id) == ("a", "b")
    assert isinstance(found, DataError)
    assert str(found) == f"DIR/f, line 2: {what}"


def test_half_a_surrogate_pair_becomes_one_replacement_character_so_that_offsets_stay():
    row = rb'{"id": "a\udfff", "text": "x\ud800y \ud83d\ude00 \udc00\ud800.", "title": "\ud800"}' + b"\n"
    (document,) = read_bytes(".jsonl", row)
    assert document.text == "x\ufffdy \U0001f600 \ufffd\ufffd."
    assert (document.id, document.title) == ("a\ufffd", "\ufffd")


@given(st.text(st.characters(exclude_categories=()), min_size=1).filter(str.strip))
def test_whatever_a_reader_gives_can_be_written_again_with_every_whole_character_in_its_place(text):
    given = Document(id="a", text=text)
    (document,) = checked(iter([given]), "f")
    assert document.text.encode().decode() == document.text
    pairs = re.findall("[\ud800-\udbff][\udc00-\udfff]", text)
    assert len(document.text) == len(text) - len(pairs)


def test_a_text_without_end_is_a_fault_in_whatever_format(monkeypatch):
    monkeypatch.setattr(items, "TEXT_CHARACTERS", 2_000_000)
    for suffix, data in ((".txt", b"word " * 500_000), (".md", b"word " * 500_000)):
        (fault,) = read_bytes(suffix, data)
        assert str(fault) == "DIR/f: a text of more than 2 million characters; split it"


def test_every_reader_is_registered_under_a_lower_case_suffix():
    assert {".txt", ".jsonl"} <= set(FORMATS)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in FORMATS)


NAMES = ["harbour-lights.html", "harbour-lights.pdf", "columns.pdf", "harbour-lights.docx", "clippings.docx"]
PATHS = {PLAIN.name: PLAIN, **{name: DATA / name for name in NAMES}}


@pytest.fixture(scope="module")
def expected():
    (document,) = read_file(PLAIN)
    return [(plain(claim.text), claim.speaker) for claim in extract_claims(document)]


@pytest.mark.parametrize("name", NAMES)
def test_an_op_ed_has_the_same_claims_of_the_same_speakers_in_every_format(name, expected):
    document = read_file(DATA / name)[0]
    assert [(plain(claim.text), claim.speaker) for claim in extract_claims(document)] == expected


def test_of_a_web_page_printed_with_all_around_it_no_claim_is_lost(expected):
    (document,) = read_file(DATA / "printed-page.pdf")
    found = [(plain(claim.text), claim.speaker) for claim in extract_claims(document)]
    assert [claim for claim in found if claim in expected] == expected
    assert len(found) <= len(expected) + 8  # a comment, a teaser and a note look like sentences of the text


@pytest.mark.parametrize("name", NAMES)
def test_title_author_and_date_are_read_from_every_format(name):
    document = read_file(DATA / name)[0]
    known = (document.title, document.authors, document.outlet, document.date)
    assert known == ("Harbour Lights and Half-Promises", "Ingrid Vassbotn", "The Skagerrak Review", "2024-03-14")


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_has_about_itself_is_not_in_the_text(name):
    text = read_file(DATA / name)[0].text
    assert "four years, and joint" in text  # the mark of the note is gone
    found = [word for word in ("Page 1", "Opinion", "Press review", "cookies", "Sign in", "tonnage") if word in text]
    assert not found


def test_what_a_browser_prints_around_a_page_is_not_in_the_text():
    (document,) = read_file(DATA / "printed-page.pdf")
    assert "review.example.org" not in document.text
    assert "1/2" not in document.text
    assert (document.title, document.authors) == ("Harbour Lights and Half-Promises", "Ingrid Vassbotn")


def test_the_same_claims_get_the_same_stances():
    model = digest_model()
    scores = {name: score_claims(extract_claims(read_file(path)[0]), model) for name, path in PATHS.items()}
    stances = {name: [one.stance for one in scored] for name, scored in scores.items()}
    assert all(found == stances[PLAIN.name] for found in stances.values())
    assert len(set(stances[PLAIN.name])) > 1


def test_json_lines_without_a_column_for_the_text_are_one_fault_that_names_the_columns():
    rows = b'{"id": 1, "words": "China"}\n{"id": 2, "words": "Russia"}\n'
    with pytest.raises(DataError) as caught:
        read_bytes(".jsonl", rows)
    assert str(caught.value) == "DIR/f: no column 'text' (there are: id, words); name it with --column text=NAME"
    first, second, document, third = read_bytes(".jsonl", rows + b'{"id": 3, "text": "China"}\n{"id": 4}\n')
    assert [str(fault).partition(":")[0] for fault in (first, second, third)] == [
        f"DIR/f, line {number}" for number in (1, 2, 4)
    ]
    assert document.text == "China"


def named(name):
    return Document(id=name, text="China and Russia")


def test_items_keep_their_order_and_what_has_an_id_takes_no_number():
    fault, told = DataError("no text"), Coverage("XML")
    given = [fault, named(""), told, named("own"), fault, NoDocument(), named("")]
    assert list(number_documents(given, "f")) == [fault, named("f-2"), named("own"), fault, named("f-5"), told]
    assert list(number_documents([named("own"), named("")], "f")) == [named("own"), named("f")]


def test_what_stands_before_a_place_at_which_a_file_cannot_be_read_on_is_read():
    fault = DataError("damaged from here on")

    def cut_short():
        yield named("")
        yield named("")
        raise fault

    assert list(number_documents(cut_short(), "f")) == [named("f-1"), named("f-2"), fault]


def test_documents_of_a_large_file_come_before_all_are_read_and_have_numbers_that_sort():
    numbered = number_documents((named("") for _ in count()), "f")
    assert [document.id for document in islice(numbered, 1001)][::1000] == ["f-000001", "f-001001"]
