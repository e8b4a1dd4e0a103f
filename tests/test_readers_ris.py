"""RIS: each record that brings an abstract, a full text or a note is an article; those that bring none are told."""

import io
import zipfile

import pytest

from formats import coverage_of, fault_of, read_bytes, without_coverage
from stance.readers import reader_of
from stance.readers.exports.roles import Role
from stance.readers.items import number_documents

END = "ER  - "
LONG = "A rope that was laid by hand in the old way of the coast"
TIDE = f"""\
TY  - NEWS
TI  - The tide
AU  - Rill, Ana
AU  - Sund, Bo
T2  - The Pebble Post
JA  - Pebble P
DA  - 2002/05/01/Morning
PY  - 2002///
AN  - PPST0001
UR  - https://pebble.example/1
KW  - harbours
AB  - China and Russia are allies in all but name, said Ilse
{END}
"""


def ris(*records):
    return "\r\n".join(line for record in records for line in record.splitlines()).encode()


def numbered(data):
    """What comes of a file "refs", its articles with their ids."""
    return without_coverage(number_documents(reader_of(".ris")(io.BytesIO(data), "DIR/f"), "refs"))


def with_lines(*lines):
    """A record with these lines and no others that say anything."""
    return "\n".join(["TY  - NEWS", *lines, END])


def test_a_record_is_an_article_below_its_title():
    (document,) = read_bytes(".ris", ris(TIDE))
    assert document.text == "# The tide\n\nChina and Russia are allies in all but name, said Ilse"
    assert (document.id, document.title, document.authors) == ("PPST0001", "The tide", "Ana Rill; Bo Sund")
    assert (document.outlet, document.date) == ("The Pebble Post", "2002-05-01")
    assert document.url == "https://pebble.example/1"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["N2  - Ropes hold."], "Ropes hold."),
        (["AB  - Ropes hold.", "N1  - Read this again."], "Ropes hold."),
        (["AB  - Ropes hold.", "N2  - Ropes hold."], "Ropes hold."),
        (["AB  - Ropes hold", "N2  - Ropes hold, and knots."], "Ropes hold, and knots."),
        (["N2  - Ropes hold, and knots.", "AB  - Ropes hold"], "Ropes hold, and knots."),
        (["AB  - In short.", "N2  - Ropes hold."], "In short.\n\nRopes hold."),
        (["N1  - Ropes hold.", "N1  - Last updated - 2002-05-03", "N1  - Accession Number: 7"], "Ropes hold."),
        (["N1  - <p>Ropes <i>hold</i>.</p><p>Knots, too.</p>"], "Ropes hold.\n\nKnots, too."),
        (["AB  - Ropes hold.", "", "Knots, too."], "Ropes hold.\n\nKnots, too."),
        ([f"AB  - {LONG}", "   holds.", "KW  - ropes"], f"{LONG} holds."),
        (["AB  - US - China talks", "US  - a tag that nobody knows"], "US - China talks"),
    ],
)
def test_the_text_is_the_abstract_or_full_text_else_the_notes_of_a_person(lines, text):
    (document,) = read_bytes(".ris", ris(with_lines(*lines)))
    assert document.text == text


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2014///"], "2014"),
        (["Y1  - 2014/05//"], "2014-05"),
        (["Y1  - 2014///Spring issue"], "2014"),
        (["DA  - 2014/05/12/", "Y1  - 2014///"], "2014-05-12"),
        (["DA  - 2016 Jun 19", "PY  - 2016"], "2016-06-19"),
        (["DA  - 2014/5/", "PY  - 2014"], "2014-05"),
        (["PY  - 2003", "DA  - May 5"], "2003-05-05"),
        (["PY  - 2014/31"], "2014"),
        (["PY  - 2014/00/00"], "2014"),
        (["PY  - 2014/31/05"], "2014"),
        (["PY  - 2014/05/33"], "2014-05"),
        (["PY  - 2014/Spring"], "2014"),
        (["PY  - 2003", "DA  - 2002/12/31/"], "2002-12-31"),
        (["DA  - no date"], None),
    ],
)
def test_a_date_has_what_all_its_tags_say(lines, date):
    (document,) = read_bytes(".ris", ris(with_lines("AB  - Ropes hold.", *lines)))
    assert document.date == date


@pytest.mark.parametrize(
    "note",
    [
        "Beijing: two neighbours haggle over a pipeline and will go on with it.",
        "Moscow (as ever) - and Beijing agree about the north.",
        "Location: both sides meet on the river.",
        "Read again - the end is weak",
        "(c) Beijing is tired of waiting.",
    ],
)
def test_a_note_of_a_person_may_begin_as_a_label_does(note):
    (document,) = read_bytes(".ris", ris(with_lines(f"N1  - {note}")))
    assert document.text == note


@pytest.mark.parametrize(
    "note",
    [
        "Last updated - 2002-05-03",
        "People - Rill, Ana; Sund, Bo",
        "Accession Number: 0007. Publication Type: newspaper article. Language: English.",
        "Export Date: 12 March 2002; Cited By: 4",
        "Cited By :3",
        "Language: English. Document Type: newspaper article.",
        "References: Rill, A.: The ropes of the coast. Pebble J., 2001",
        "Times Cited in Web of Science Core Collection:  12\nTotal Times Cited:  15",
        "Copyright - Copyright Pebble Post Company May 1, 2002",
        "Copyright of The Pebble Post is the property of Pebble Ltd and may not be passed on.",
    ],
)
def test_a_note_of_a_database_is_no_text_and_is_counted(note):
    fault = "no text (AB, N2 or N1; 1 note of a database passed over) in 1 record"
    assert fault_of(".ris", ris(with_lines(f"N1  - {note}"))) == f"DIR/f: {fault}: record 1; export them in full"


def test_each_record_without_a_text_is_a_fault_behind_the_others():
    note = with_lines("N1  - Copyright - Pebble")
    article, *faults = numbered(ris(with_lines("TI  - Herring"), with_lines("AB  - Ropes hold."), note))
    assert article.id == "refs-2"
    assert list(map(str, faults)) == [
        "DIR/f, record 1 (“Herring”): no text (AB, N2 or N1); export it in full",
        "DIR/f, record 3: no text (AB, N2 or N1; 1 note of a database passed over); export it in full",
    ]


def test_where_no_record_has_a_text_that_is_one_fault():
    bare = [with_lines(f"TI  - Herring {number}") for number in range(7)]
    assert fault_of(".ris", ris(*bare)) == (
        "DIR/f: no text (AB, N2 or N1) in 7 records: record 1 (“Herring 0”), record 2 (“Herring 1”), "
        "record 3 (“Herring 2”), record 4 (“Herring 3”), record 5 (“Herring 4”) and 2 more; export them in full"
    )


def in_form(record, before="", gap="  ", case=str.upper):
    """The record with its tags written in another form."""
    lines = [line.partition("  -") for line in record.splitlines()]
    return "\n".join(f"{before}{case(tag)}{gap}-{value}" if value else tag for tag, _, value in lines)


@pytest.mark.parametrize(
    "form",
    [
        {"gap": " "},
        {"gap": "\t"},
        {"case": str.lower},
        {"before": "    "},
        {"before": "\t", "gap": " ", "case": str.lower},
    ],
)
def test_tags_may_be_written_in_another_form_all_through(form):
    (document,) = read_bytes(".ris", ris(TIDE))
    assert read_bytes(".ris", ris(in_form(TIDE, **form))) == [document]


def test_files_of_two_forms_may_be_put_together():
    first, second = read_bytes(".ris", ris(in_form(with_lines("AB  - Ropes hold."), gap=" "), TIDE))
    assert (first.text, second.title) == ("Ropes hold.", "The tide")


def test_what_is_no_tag_is_a_line_of_the_text_where_tags_have_one_space():
    lines = [f"AB  - {LONG} of which nobody heard at the", "US - China talks.", "KW  - talks"]
    (document,) = read_bytes(".ris", ris(in_form(with_lines(*lines), gap=" ")))
    assert document.text == f"{LONG} of which nobody heard at the US - China talks."


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_accents_are_read_in_any_encoding_and_with_any_ends_of_lines(codec, end):
    text = "Der große Schlepper lief über Nacht aus, und die Brücke war höher, als Jörg gehört hatte."
    record = with_lines("TI  - Brücke", f"AB  - {text}").removesuffix(END)
    (document,) = read_bytes(".ris", record.replace("\n", end).encode(codec))
    assert document.text == f"# Brücke\n\n{text}"


def test_ris_in_a_zip_is_read():
    made_file = io.BytesIO()
    with zipfile.ZipFile(made_file, "w") as archive:
        archive.writestr("refs/one.ris", ris(TIDE))
    (document,) = read_bytes(".zip", made_file.getvalue())
    assert document.title == "The tide"


def test_what_is_no_record_and_what_no_article_keeps_is_counted():
    cover = "Provider: Tern Databases"
    coverage = coverage_of(".ris", ris(cover, TIDE, with_lines("TI  - Herring")))
    assert (coverage.layout, coverage.documents) == ("RIS", 1)
    assert coverage.characters[Role.COVER] == len(cover)
    assert coverage.characters[Role.SUBJECTS] == len("harbours")
    assert coverage.characters[Role.BODY] == len("China and Russia are allies in all but name, said Ilse")
    assert coverage.unread == 0
    lost = "What stands behind the end of a record and is as long as running text may be is not passed over. " * 2
    assert coverage_of(".ris", ris(TIDE, lost)).characters[Role.UNREAD] == len(lost.strip())


def test_a_record_that_is_not_ended_ends_where_the_next_begins():
    first, second = read_bytes(".ris", ris("TY  - NEWS\nAB  - Ropes hold.", "TY  - NEWS\nAB  - Knots, too."))
    assert (first.text, second.text) == ("Ropes hold.", "Knots, too.")


@pytest.mark.parametrize("data", [b" ", b"The tide\n\nRopes hold.", b"AB  - Ropes hold.\nER  - "])
def test_what_holds_no_record_is_refused(data):
    what = "no record in it that begins with 'TY  - ' (TY, two spaces, a hyphen)"
    assert fault_of(".ris", data) == f"DIR/f: {what}; export the references as RIS again"


@pytest.mark.parametrize("gap", ["  ", " "])
def test_a_text_that_is_ris_by_its_bytes_is_read_as_that(gap):
    (document,) = read_bytes(".txt", ris(in_form(TIDE, gap=gap)))
    assert document.title == "The tide"
