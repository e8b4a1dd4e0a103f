"""RIS: each record that brings an abstract, a full text or a note is an article; those that bring none are told."""

import pytest

from formats import coverage_of, fault_of, read_bytes
from stance.readers.exports.roles import Role

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
        (["PY  - 2003", "DA  - 2002/12/31/"], "2002-12-31"),
        (["DA  - no date"], None),
    ],
)
def test_a_date_has_what_all_its_tags_say(lines, date):
    (document,) = read_bytes(".ris", ris(with_lines("AB  - Ropes hold.", *lines)))
    assert document.date == date


def test_records_without_a_text_are_counted_and_named_behind_the_others():
    bare = [with_lines(f"TI  - Herring {number}") for number in range(6)]
    documents = read_bytes(".ris", ris(*bare[:3], TIDE, with_lines("N1  - Copyright - Pebble"), *bare[3:]))
    article, fault = documents
    assert article.title == "The tide"
    assert str(fault) == (
        "DIR/f: 7 of 8 records without a text (AB, N2 or N1): “Herring 0”, “Herring 1”, “Herring 2”, record 5, "
        "“Herring 3” and 2 more; export them in full"
    )


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


@pytest.mark.parametrize("data", [b"The tide\n\nRopes hold.", b"AB  - Ropes hold.\nER  - "])
def test_what_holds_no_record_is_refused(data):
    fault = "DIR/f: no record in it that begins with 'TY  - '; export the references as RIS again"
    assert fault_of(".ris", data) == fault


def test_a_text_that_is_ris_by_its_bytes_is_read_as_that():
    (document,) = read_bytes(".txt", ris(TIDE))
    assert document.title == "The tide"
