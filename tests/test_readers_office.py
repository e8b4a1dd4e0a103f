"""Excel, OpenDocument, e-books, saved pages, Outlook, web archives, old Word; and what a file is by its bytes."""

import datetime
import io
import os
import stat
import sys
import time
from pathlib import Path

import openpyxl
import pytest

import made_exports as made
from formats import PLAIN, crawl, excel, fault_of, old_excel, read_bytes, word_file
from packages import epub, locked, odt, outlook, zipped
from stance.readers import reader_of
from stance.readers.items import number_documents
from stance.records import Document

FIRST, SECOND = made.BODIES[0]
PAGE = (
    "<html><head><title>Harbour talk</title></head><body><article><h1>Harbour talk</h1>"
    f"<p>{FIRST * 3}</p><p>{SECOND * 3}</p></article></body></html>"
)


def test_a_lone_cell_at_the_far_end_of_a_sheet_takes_no_time():
    book = openpyxl.Workbook()
    for place, cell in {"A1": "text", "A3": "Far off.", "XFD1048576": "x"}.items():
        book.active[place] = cell
    saved = io.BytesIO()
    book.save(saved)
    began = time.process_time()
    document, fault = read_bytes(".xlsx", saved.getvalue())
    assert time.process_time() - began < 5  # by the width of the sheet it is minutes
    assert document.text == "Far off."
    assert "row 1048576: no text" in str(fault)


def test_rows_of_an_excel_file_with_dates_numbers_and_columns_of_other_names():
    rows = [["Nr", "Headline", "Source", "Pub Date", "Full Text", "Score"]]
    rows += [[7, "Talk", "The Post", datetime.datetime(2002, 5, 1, 9), FIRST, 1.5], [8, None, None, None, SECOND, 2.0]]
    first, second = read_bytes(".xlsx", excel(rows))
    known = {"title": "Talk", "outlet": "The Post", "date": "2002-05-01", "extra": (("Nr", "7"), ("Score", "1.5"))}
    assert first == Document(id="", text=FIRST, **known)
    assert second == Document(id="", text=SECOND, extra=(("Nr", "8"), ("Score", "2")))


def test_every_sheet_with_texts_is_read_and_the_others_are_not():
    sheets = [["id", "text"], ["a", "One."]], [["a note"], ["more"]], [["id", "body"], ["b", "Two."], ["c", ""]]
    *documents, fault = read_bytes(".xlsx", excel(*sheets))
    assert [(document.id, document.text) for document in documents] == [("a", "One."), ("b", "Two.")]
    assert str(fault) == "DIR/f, sheet S2, row 3: no text under 'body'; every row needs one"


def test_a_title_above_the_names_of_the_columns_and_a_sum_below_the_rows_of_a_sheet():
    rows = [["Our press review"], [], ["No.", "Newspaper", "Text"], [1, "The Post", FIRST], ["In all: 1"]]
    document, fault = read_bytes(".xlsx", excel(rows))
    assert (document.outlet, document.text) == ("The Post", FIRST)
    assert str(fault) == "DIR/f, row 5: no text under 'Text'; every row needs one"


def test_an_excel_file_without_a_column_for_texts_names_those_it_has():
    fault = fault_of(".xlsx", excel([["when", "what"], ["x", "y"]]))
    assert fault == "DIR/f: no column 'text' (there are: when, what); name it with --column text=NAME"


def test_two_columns_of_one_name_in_a_sheet_are_told():
    fault = fault_of(".xlsx", excel([["text"], ["One."]], [["text", "note", "note"], ["Two.", "x", "y"]]))
    assert "sheet S1: the column 'note' stands there twice" in fault


def test_an_old_excel_table():
    rows = [["Nr", "Headline", "Date", "Text"], [7.0, "Harbour talk", "May 3, 2002", FIRST[:200]]]
    (document,) = read_bytes(".xls", old_excel(rows))
    assert (document.title, document.date, document.text) == ("Harbour talk", "2002-05-03", FIRST[:200])
    assert document.extra == (("Nr", "7"),)


def test_text_called_an_old_excel_table_is_read_as_text():
    (document,) = read_bytes(".xls", b"Headline\tText\nHarbour talk\tRussia and China agree.\n")
    assert (document.title, document.text) == ("Harbour talk", "Russia and China agree.")


@pytest.mark.parametrize("cut", [3, 40, 90])
def test_a_damaged_old_excel_table_is_refused(cut):
    data = old_excel([["Headline", "Text"], ["Harbour talk", "Russia and China agree."]])
    assert fault_of(".xls", data[:cut]).startswith(("DIR/f: a damaged Excel file", "DIR/f: no column 'text'"))


def test_an_opendocument_text():
    blocks = [
        "<text:h>Harbour  talk</text:h>",
        f"<text:p>{FIRST[:20]}<text:span>{FIRST[20:]}</text:span><text:note><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note></text:p>",
        "<text:list><text:list-item><text:p>An<text:s/>item</text:p></text:list-item></text:list>",
        f"<text:tracked-changes><text:p>Struck.</text:p></text:tracked-changes><text:p>{SECOND}</text:p>",
    ]
    (document,) = read_bytes(".odt", odt(*blocks))
    assert document.text == f"# Harbour talk\n\n{FIRST}\n\n- An item\n\n{SECOND}"


def test_an_export_pasted_into_an_opendocument_text():
    lines = [f"<text:p>{line}</text:p>" for line in made.nexis_uni_lines()]
    assert [document.text for document in read_bytes(".odt", odt(*lines))] == made.texts()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"no package", "not an OpenDocument text, or cut short; open it and save it anew"),
        (
            odt("<text:p/>"),
            "no text in this OpenDocument text; if it shows pictures of text, run OCR and read its result",
        ),
        (odt(name="other.xml"), "a damaged OpenDocument text (KeyError); save it anew"),
    ],
)
def test_what_is_no_opendocument_text_is_refused(data, what):
    assert fault_of(".odt", data) == f"DIR/f: {what}"


def test_an_e_book_is_read_in_the_order_of_its_spine():
    pages = {
        "two": f"<html><body><p>{SECOND}</p></body></html>",
        "one": f"<html><body><h1>One</h1><p>{FIRST}</p></body></html>",
    }
    (document,) = read_bytes(".epub", epub(pages, ["one", "two"]))
    assert document.text == f"# One\n\n{FIRST}\n\n{SECOND}"
    assert (document.title, document.authors, document.date) == ("Harbour talks", "Ana Rill", "2002-05-01")


def test_a_damaged_e_book_is_refused():
    data = epub({}, []).replace(b"b/p.opf", b"b/q.opf", 1)
    assert fault_of(".epub", data) == "DIR/f: a damaged e-book (BadZipFile); fetch it again"


def test_a_page_saved_with_its_pictures():
    data = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://pebble.example/1\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="X"\n\n--X\nContent-Type: text/html; charset=utf-8\n'
        f"Content-Transfer-Encoding: 8bit\nContent-Location: https://pebble.example/1\n\n{PAGE}\n--X\n"
        "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--X--\n"
    )
    (document,) = read_bytes(".mhtml", data.encode())
    assert (document.title, document.url) == ("Harbour talk", "https://pebble.example/1")
    assert FIRST in document.text


def test_an_outlook_message():
    data = outlook(f"{FIRST}\r\n\r\n{SECOND}\r\n" * 30, **{"0037": "Harbour talk", "0C1A": "Ana Rill"})
    (document,) = read_bytes(".msg", data)
    assert document.text.startswith(f"{FIRST}\n\n{SECOND}\n")
    assert (document.title, document.authors, document.date) == ("Harbour talk", "Ana Rill", "2002-05-01")


def test_an_outlook_message_without_words_is_refused():
    fault = fault_of(".msg", outlook("", **{"0037": "Harbour talk"}))
    assert fault == "DIR/f: no text in this message; there is nothing to read in it"
    assert fault_of(".msg", b"\xd0\xcf\x11\xe0 and no more").startswith("DIR/f: no Outlook message (")


def test_pages_of_a_web_archive_are_read_with_their_addresses_and_the_rest_is_counted():
    items = list(
        reader_of(".warc")(
            io.BytesIO(
                crawl(
                    ("https://pebble.example/1", "text/html; charset=utf-8", PAGE.encode()),
                    ("https://pebble.example/p.png", "image/png", b"x"),
                    ("https://pebble.example/2", "text/html", b"<html><body><script>x</script></body></html>"),
                    ("https://pebble.example/3", "text/html", PAGE.replace("Harbour talk", "More talk").encode()),
                )
            ),
            "f.warc",
        )
    )
    first, second, passed_over = number_documents(items, "f")
    assert (first.id, first.url, first.title) == ("f-1", "https://pebble.example/1", "Harbour talk")
    assert (second.id, second.url, second.title) == ("f-3", "https://pebble.example/3", "More talk")
    assert passed_over.passed_over == {"image/png": 1, "page without an article": 1}


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently", "503 Service Unavailable"])
def test_what_a_server_says_in_place_of_a_page_is_passed_over(status):
    record = ("https://pebble.example/1", "text/html", PAGE.encode())
    archive = crawl(record) + crawl(record, status=status)
    document, passed_over = list(reader_of(".warc")(io.BytesIO(archive), "f.warc"))
    assert document.title == "Harbour talk"
    assert passed_over.passed_over == {"page that the server did not give": 1}


def test_texts_taken_out_of_a_crawl():
    head = [
        "WARC/1.0",
        "WARC-Type: conversion",
        "WARC-Target-URI: https://pebble.example/1",
        "Content-Type: text/plain",
    ]
    record = "\r\n".join([*head, f"Content-Length: {len(FIRST)}", "", FIRST, "", ""])
    (document,) = read_bytes(".wet", record.encode())
    assert document == Document(id="", text=FIRST, url="https://pebble.example/1")


def test_what_is_no_web_archive_is_refused():
    assert "no web archive, or damaged" in fault_of(".warc", b"Dear Sir,\n\nno archive.\n" * 9)


OLD = b"\xd0\xcf\x11\xe0 old"


def old_word(monkeypatch, tmp_path, script, name="antiword"):
    """A stand-in on the path for the program that reads old Word files; the reader itself is the real one."""
    program = tmp_path / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def test_an_old_word_file_without_a_program_is_refused_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    what = "DIR/f: .doc needs LibreOffice, antiword or catdoc, none of which is installed; save it as .docx"
    assert fault_of(".doc", OLD) == what


def test_an_old_word_file_is_read_by_the_program_that_is_there(monkeypatch, tmp_path):
    old_word(monkeypatch, tmp_path, f"printf '%s\\n\\n%s\\n' '{FIRST}' '{SECOND}'")
    (document,) = read_bytes(".doc", OLD)
    assert document.text == f"{FIRST}\n\n{SECOND}"
    old_word(monkeypatch, tmp_path, "exit 1")
    assert "antiword cannot read it" in fault_of(".doc", OLD)


def test_libreoffice_reads_it_as_a_word_file_alone_with_a_profile_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    old_word(monkeypatch, tmp_path, '{ printf "%s\\n\\n" "$@"; env; pwd; } > old.txt', name="soffice")
    (document,) = read_bytes(".doc", OLD)
    lines = document.text.split("\n\n")
    place = lines[-1]
    assert "--infilter=MS Word 97" in lines
    assert f"-env:UserInstallation=file://{place}/profile" in lines
    assert {f"HOME={place}", "PYTHONSAFEPATH=1"} <= set(lines)
    assert not any(line.startswith("PYTHONPATH=") for line in lines)
    assert not Path(place).exists()


def test_a_program_that_takes_for_ever_is_ended_with_all_it_started(monkeypatch, tmp_path):
    monkeypatch.setattr("stance.readers.rich_text._SECONDS", 1)
    old_word(monkeypatch, tmp_path, f"sleep 100 & echo $! > {tmp_path}/child; sleep 100")
    assert "antiword cannot read it (TimeoutExpired)" in fault_of(".doc", OLD)
    child = int((tmp_path / "child").read_text())
    assert any(is_gone(child) for _ in range(200))  # a signal that is sent takes a moment on a busy machine


def is_gone(process):
    time.sleep(0.1)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing bounds another process")
def test_a_program_that_writes_without_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr("stance.readers.rich_text.FILE_BYTES", 100_000)
    old_word(monkeypatch, tmp_path, "sleep 0.5; exec yes")
    assert "antiword cannot read it" in fault_of(".doc", OLD)


@pytest.mark.parametrize(
    ("suffix", "data", "kind"),
    [
        (".docx", made.rtf([FIRST, SECOND]), ".rtf"),
        (".rtf", PAGE.encode(), ".html"),
        (".doc", word_file(FIRST, SECOND), ".docx"),
        (".doc", PAGE.encode(), ".html"),
        (".txt", word_file(FIRST, SECOND), ".docx"),
        (".pdf", odt(f"<text:p>{FIRST}</text:p>", f"<text:p>{SECOND}</text:p>"), ".odt"),
        (".docx", zipped({"a.txt": FIRST}), ".zip"),
    ],
)
def test_a_file_is_what_its_bytes_are_and_a_wrong_suffix_is_told(suffix, data, kind, package_log):
    (document,) = read_bytes(suffix, data)
    assert FIRST in document.text
    assert package_log.messages == [f"DIR/f: called {suffix}, but a {kind} file by its bytes; read as that"]


def test_a_text_that_is_what_it_is_called_gives_no_warning(package_log):
    for suffix, data in ((".txt", PLAIN.read_bytes()), (".htm", PAGE.encode()), (".docx", word_file(FIRST))):
        assert len(read_bytes(suffix, data)) == 1
    assert package_log.messages == []


@pytest.mark.parametrize(
    ("suffix", "data"),
    [(".docx", word_file(FIRST)), (".odt", odt(f"<text:p>{FIRST}</text:p>")), (".xlsx", excel([["text"], [FIRST]]))],
)
def test_a_package_whose_files_are_under_a_password_is_told(suffix, data):
    assert fault_of(suffix, locked(data)) == "DIR/f: under a password; save it without one"
