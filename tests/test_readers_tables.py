"""CSV, Parquet and Markdown, and what rows of any format have in common."""

import datetime
import io
import json

import pyarrow
import pytest
from pyarrow import parquet

from formats import fault_of, read_bytes
from stance.errors import DataError
from stance.readers import reader_of
from stance.readers.items import ReadOptions
from stance.records import Document

BODY = ReadOptions(columns=(("text", "body"), ("id", "nr")))


def read_with(suffix, data, options=BODY):
    return list(reader_of(suffix, options)(io.BytesIO(data), "DIR/f"))


def parquet_of(columns, **options):
    saved = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), saved, **options)
    return saved.getvalue()


def test_rows_of_a_csv_are_documents_and_every_cell_is_text():
    data = b'id,text,title,date,stray\r\n007,"One, and\r\ntwo.",A Title,2024,x\r\n8,Three.,,,\r\n'
    assert read_bytes(".csv", data) == [
        Document(id="007", text="One, and\r\ntwo.", title="A Title", date="2024", extra=(("stray", "x"),)),
        Document(id="8", text="Three.", extra=(("stray", ""),)),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_in_the_ways_spreadsheets_write_it(delimiter, codec):
    data = delimiter.join(["id", "text"]) + "\n" + delimiter.join(["a", "Café."]) + "\n"
    assert read_bytes(".csv", data.encode(codec)) == [Document(id="a", text="Café.")]


def test_columns_of_other_names():
    expected = [Document(id="7", text="One.")]
    assert read_with(".csv", b"nr,body\n7,One.\n") == expected
    assert read_with(".jsonl", b'{"nr": 7, "body": "One."}\n') == expected
    assert read_with(".parquet", parquet_of({"nr": [7], "body": ["One."]})) == expected


def test_a_column_that_is_not_there_is_told_with_those_that_are():
    for suffix, data in ((".csv", b"nr,words\n"), (".parquet", parquet_of({"nr": ["7"], "words": ["One."]}))):
        what = "DIR/f: no column 'text' (there are: nr, words); name it with --column text=NAME"
        assert fault_of(suffix, data) == what


@pytest.mark.parametrize("head", ["id,text,text", "id,id,text", "id,text,note,note"])
def test_of_two_columns_of_one_name_none_is_dropped_in_silence(head):
    names = head.split(",")
    twice = pyarrow.Table.from_arrays([pyarrow.array(["One."])] * len(names), names=names)
    saved = io.BytesIO()
    parquet.write_table(twice, saved)
    for suffix, data in ((".csv", f"{head}\na,b,c,d\n".encode()), (".parquet", saved.getvalue())):
        with pytest.raises(DataError, match=r"^DIR/f: the column '\w+' stands there twice; rename or remove one$"):
            read_bytes(suffix, data)
    assert len(read_bytes(".csv", b"id,text,,\na,One.,,\n")) == 1


def test_a_row_that_is_no_document_is_its_fault_and_the_next_is_read():
    found = read_bytes(".csv", b"id,text\n,One.\na,\nb,Two,and more\nc,Three.\n\nd,Four.\n")
    assert [str(one) if isinstance(one, DataError) else one.id for one in found] == [
        "DIR/f, row 2: no 'id'; give every document a name of its own",
        "DIR/f, row 3: no text under 'text'; every row needs one",
        "DIR/f, row 4: 3 cells for 2 columns; check its quotation marks",
        "c",
        "d",
    ]


def test_a_cell_may_be_as_long_as_a_book():
    (document,) = read_bytes(".csv", b"id,text\na," + b"word " * 100_000)
    assert len(document.text) == 500_000


def test_a_csv_that_stops_being_text_is_told_where():
    found = reader_of(".csv", ReadOptions())(io.BytesIO(b"\xef\xbb\xbfid,text\na,One.\nb,\xff\xfe.\n"), "DIR/f")
    with pytest.raises(DataError, match=r"^DIR/f: not utf-8-sig after row \d; save it as UTF-8 and try again$"):
        list(found)


def test_a_csv_in_an_old_encoding_that_shows_only_far_into_the_file():
    data = b"id,text\n" + b"b,word word word.\n" * 20_000 + '"c","L\'été à Genève, déjà passé."\n'.encode("cp1252")
    assert read_bytes(".csv", data)[-1].text == "L'été à Genève, déjà passé."


def test_rows_of_a_parquet_file_with_dates_lists_and_nothing_in_a_cell():
    columns = {
        "id": ["a", "b"],
        "text": ["One.", "Two."],
        "date": [datetime.datetime(2024, 3, 14, 6, 0), None],
        "authors": [["Ada Holm", "Bo Ek"], None],
    }
    assert read_bytes(".parquet", parquet_of(columns)) == [
        Document(id="a", text="One.", date="2024-03-14", authors="Ada Holm; Bo Ek"),
        Document(id="b", text="Two."),
    ]


def test_a_parquet_file_of_many_rows_keeps_their_order():
    ids = [str(number) for number in range(1000)]
    found = read_bytes(".parquet", parquet_of({"id": ids, "text": ["One."] * 1000}, row_group_size=90))
    assert [document.id for document in found] == ids


def test_a_parquet_file_without_text_in_its_text_column():
    (fault,) = read_bytes(".parquet", parquet_of({"id": ["a"], "text": [7]}))
    assert str(fault) == "DIR/f, row 1: no text under 'text'; every row needs one"


@pytest.mark.parametrize("data", [b"", b"PAR1", b"hello", parquet_of({"id": ["a"], "text": ["One."]})[:-20]])
def test_a_damaged_parquet_file_is_told(data):
    with pytest.raises(DataError, match=r"^DIR/f: a damaged Parquet file "):
        read_bytes(".parquet", data)


def test_a_parquet_file_that_unfolds_beyond_measure_is_refused():
    texts = pyarrow.array(["word " * 10_000_000] * 5)
    data = parquet_of({"id": [str(k) for k in range(5)], "text": texts}, use_dictionary=False, compression="zstd")
    assert len(data) < 200_000
    with pytest.raises(DataError, match=r"^DIR/f: a row group of more than 200 MB; write smaller ones, or JSONL$"):
        read_bytes(".parquet", data)


MARKDOWN = """---
title: "Two Banks"
author: [Ada Holm, Bo Ek]
date: 2024-05-03
tags: rivers
---
Two *Banks*
===========

They **share** a river[^1] and [little](https://example.org/x "else") else, \\
says `nobody`; ~~never~~ <b>at all</b>.
![A harbour](harbour.png)

1. grain
2. gas

> A quoted line.

| Year | Tonnes |
|------|--------|
| 2019 | 110    |

<!-- a remark -->

[^1]: A note
    of two lines.
"""


def test_markdown_is_read_without_its_markup():
    assert read_bytes(".md", MARKDOWN.encode()) == [
        Document(
            id="",
            text="# Two Banks\n\nThey share a river and little else, \nsays nobody;  at all.\n\n- grain\n\n- gas\n\n"
            "A quoted line.\n\nYear | Tonnes\n\n2019 | 110",
            title="Two Banks",
            authors="Ada Holm; Bo Ek",
            date="2024-05-03",
        )
    ]


@pytest.mark.parametrize(
    "front",
    [
        "title: Two Banks\nauthors:\n  - Ada Holm\n  - Bo Ek\nPublished: 2024-05-03",
        "headline: 'Two Banks'\nauthor: [Ada Holm, Bo Ek]\ndate: May 3, 2024",
        "title: >\n  Two\n  Banks\nby: Ada Holm; Bo Ek\npublication_date: 2024-05-03T10:00:00",
    ],
)
def test_front_matter_in_the_ways_it_is_written(front):
    (document,) = read_bytes(".md", f"---\n{front}\n---\nOne.\n".encode())
    assert (document.title, document.authors, document.date) == ("Two Banks", "Ada Holm; Bo Ek", "2024-05-03")


@pytest.mark.parametrize(
    "front", ["a: &a [x, x]\ntitle: [*a, *a, *a]", "title: [", "date: 2024-13-45", "- x", "title: : :"]
)
def test_front_matter_that_cannot_be_read_says_nothing(front):
    (document,) = read_bytes(".md", f"---\n{front}\n---\nOne.\n".encode())
    assert (document.title, document.date, document.text) == (None, None, "One.")


def test_markdown_without_front_matter_and_with_a_rule_is_text():
    (document,) = read_bytes(".md", b"---\n\nOne.\n\n---\n\nTwo.\n")
    assert (document.text, document.title) == ("One.\n\nTwo.", None)


def test_markdown_without_words_is_a_fault():
    with pytest.raises(DataError, match=r"^DIR/f: no text in this Markdown"):
        read_bytes(".md", b"<!-- nothing -->\n")


def test_markdown_of_brackets_without_end_is_refused():
    with pytest.raises(DataError, match=r"^DIR/f: more than 20000 brackets, no Markdown to be read; save it as \.txt$"):
        read_bytes(".md", b"[" * 100_000)


def test_answers_of_news_services_with_the_text_in_an_object_of_its_own():
    rows = [
        {"webTitle": f"Talk {n}", "webPublicationDate": "2024-05-01T10:00:00Z", "webUrl": f"https://pebble.example/{n}"}
        | {"fields": {"bodyText": f"Russia and China agree, {n}.", "byline": "By Ana Rill"}}
        for n in (1, 2)
    ]
    documents = read_bytes(".json", json.dumps({"response": {"status": "ok", "results": rows}}).encode())
    assert [(document.title, document.text, document.authors) for document in documents] == [
        ("Talk 1", "Russia and China agree, 1.", "Ana Rill"),
        ("Talk 2", "Russia and China agree, 2.", "Ana Rill"),
    ]
    assert [document.extra for document in documents] == [(), ()]


@pytest.mark.parametrize(
    ("head", "date", "codec"),
    [
        ("Título;Autor;Medio;Fecha;Cuerpo", "06/05/2024", "cp1252"),
        ("Titre;Auteur;Média;Date de publication;Texte intégral", "6 mai 2024", "cp1252"),
        ("Заголовок;Автор;Источник;Дата;Текст", "06.05.2024", "cp1251"),
        ("标题;作者;来源;日期;正文", "2024年5月6日", "gb18030"),
        ("title;author;media_name;publish_date;story_text", "2024-05-06 00:00:00", "utf-8-sig"),
        ("Title;Author;Publication Title;Date;Abstract Note", "2024-05-06", "utf-8"),
    ],
)
def test_columns_as_databases_and_languages_name_them(head, date, codec):
    rows = f"{head}\nHarbour talk;Ana Rill;The Pebble Post;{date};Russia and China agree, said the ferryman.\n"
    (document,) = read_bytes(".csv", rows.encode(codec))
    known = (document.title, document.authors, document.outlet, document.date)
    assert known == ("Harbour talk", "Ana Rill", "The Pebble Post", "2024-05-06")
    assert document.extra == ()


def test_a_reference_has_its_people_and_its_day_in_objects():
    reference = {"title": "Talk", "container-title": "The Post", "abstract": "China and Russia.", "id": "x"}
    reference |= {"author": [{"family": "Rill", "given": "Ana"}, {"family": "Sund"}]}
    (document,) = read_bytes(".json", json.dumps([reference | {"issued": {"date-parts": [[2024, 5, 6]]}}]).encode())
    assert (document.authors, document.outlet, document.date) == ("Ana Rill; Sund", "The Post", "2024-05-06")


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Rill, Ana", "Ana Rill"),
        ("Rill, Ana; Sund, Bo K.", "Ana Rill; Bo K. Sund"),
        ("Ana Rill, Bo Sund", "Ana Rill, Bo Sund"),
        ("Reuters, AFP", "Reuters, AFP"),
        ("By Ana Rill", "Ana Rill"),
    ],
)
def test_names_that_begin_with_the_family_are_turned_round(cell, authors):
    (document,) = read_bytes(".jsonl", json.dumps({"text": "One.", "author": cell}).encode())
    assert document.authors == authors


def test_the_outlet_behind_a_title_is_no_part_of_it():
    rows = (
        b"title,source,text\nTalk - The Post,The Post,One.\nThe Post,The Post,Two.\nTalk at The Post,The Post,Three.\n"
    )
    assert [document.title for document in read_bytes(".csv", rows)] == ["Talk", "The Post", "Talk at The Post"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_title_and_notes_may_stand_above_the_names_of_the_columns(delimiter):
    rows = [["Search: China AND Russia"], ["Exported", "2024-06-01"], [], ["Headline", "Type", "Body"]]
    rows += [["Talk", "text", "One."], ["Tide"]]
    (document, fault) = read_bytes(".csv", "\n".join(map(delimiter.join, rows)).encode())
    assert (document.title, document.text) == ("Talk", "One.")
    assert str(fault) == "DIR/f, row 6: no text under 'Body'; every row needs one"


def test_a_row_with_a_word_that_names_a_column_is_no_row_of_names():
    with pytest.raises(DataError, match=r"there are: Nr, Kind\)"):
        read_bytes(".csv", b"Nr,Kind\n1,text\n2,story\n")


def test_a_table_of_addresses_without_texts_is_told_with_what_to_do():
    remedy = "or, if it has no texts, save the pages under 'URL' and read those"
    for suffix, data in ((".csv", b"URL,Title\nhttps://x.example,A\n"), (".json", b'[{"URL": "x"}, {"URL": "y"}]')):
        with pytest.raises(DataError, match=rf"^DIR/f: no column 'text' \(.*{remedy}$"):
            read_bytes(suffix, data)


def test_the_mark_of_a_text_cut_short_is_left_out_and_told(package_log):
    row = {"title": "Talk", "content": "Russia and China agr… [+2313 chars]"}
    (document,) = read_bytes(".json", json.dumps({"articles": [row]}).encode())
    assert document.text == "Russia and China agr"
    assert package_log.messages == [
        "DIR/f: texts cut short (“[+1234 chars]”): the service gives their beginnings alone"
    ]


def test_the_lead_stands_for_the_text_where_there_is_no_more():
    row = {"abstract": "One line.", "lead_paragraph": "Russia and China agree.", "headline": {"main": "Talk"}}
    (document,) = read_bytes(".json", json.dumps([row]).encode())
    assert (document.title, document.text) == ("Talk", "Russia and China agree.")
    (document,) = read_bytes(".csv", b"Title,Abstract,pubtitle,pubdate\nTalk,China and Russia.,The Post,May 3 2002\n")
    assert (document.outlet, document.date, document.text) == ("The Post", "2002-05-03", "China and Russia.")


def test_an_article_of_a_list_that_is_none_is_named_by_its_number():
    found = read_bytes(".json", json.dumps([{"id": "a", "text": "One."}, {"id": "b"}]).encode())
    assert str(found[1]) == "DIR/f, article 2: no text under 'text'; every row needs one"


def test_dates_that_can_be_read_two_ways_are_told_once(package_log):
    rows = "text,date\nOne.,Spring 2024\nTwo.,02/05/2024\nThree.,03/05/2024\n"
    assert [document.date for document in read_bytes(".csv", rows.encode())] == [None, "2024", "2024"]
    (told,) = package_log.messages
    assert told.endswith("'02/05/2024' may have the day or the month first: of such dates only the year is kept")
    package_log.clear()
    assert read_bytes(".csv", rows.replace("date", "Datum").encode())[2].date == "2024-05-03"
    assert read_bytes(".csv", (rows.replace("date", "Datum") + "Four.,05/14/2024\n").encode())[2].date == "2024-03-05"
    assert package_log.messages == []
    assert read_bytes(".csv", (rows + "Four.,14/05/2024\n").encode())[2].date == "2024-05-03"
    assert package_log.messages == []


def test_a_quotation_mark_that_is_never_closed_is_told_and_not_read_as_one_long_cell():
    data = b'id,text\n1,"One, and\ntwo."\n2,"Three.\n3,Four.\n4,Five.\n'
    first, fault = read_with(".csv", data, ReadOptions())
    assert first == Document(id="1", text="One, and\ntwo.")
    assert isinstance(fault, DataError)
    assert str(fault) == "DIR/f, row 3: a quotation mark that is never closed; all below it is one cell; close it"


@pytest.mark.parametrize("date", [[[None]], [5], True, {"a": 1}, [], [[]]])
def test_a_reference_without_a_date_has_none(date):
    row = {"title": "T", "abstract": "The port is closed.", "issued": {"date-parts": date}}
    [document] = read_with(".json", json.dumps([row]).encode(), ReadOptions())
    assert (document.text, document.date) == ("The port is closed.", None)


def test_a_cell_of_white_space_takes_no_time():
    [document] = read_with(".csv", b'nr,body\n1,"x' + b" " * 50_000 + b'y"\n')
    assert document.text.split() == ["x", "y"]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".json"])
def test_a_text_cut_short_is_told_once(suffix, caplog):
    rows = [{"nr": str(n), "body": "The port must … [+1234 chars]"} for n in (1, 2)]
    lines = {
        ".csv": "nr,body\n" + "".join(f"{row['nr']},{row['body']}\n" for row in rows),
        ".jsonl": "\n".join(map(json.dumps, rows)),
        ".json": json.dumps(rows),
    }
    assert [document.text for document in read_with(suffix, lines[suffix].encode())] == ["The port must"] * 2
    assert [message for message in caplog.messages if "cut short" in message] == [caplog.messages[0]]
