"""What the tests of the readers share: the op-ed in each format, and small files made on the spot."""

import io
import struct
from pathlib import Path

import docx
import openpyxl
import pytest

from stance.errors import DataError
from stance.readers import Coverage, reader_of

DATA = Path(__file__).parent / "data" / "readers"
PLAIN = Path(__file__).parents[1] / "examples" / "harbour-lights.txt"
CURLY = str.maketrans("“”‘’", "\"\"''")


def read_file(path):
    with path.open("rb") as file:
        return without_coverage(reader_of(path.suffix)(file, path.name))


def read_bytes(suffix, data, where="DIR/f"):
    return without_coverage(reader_of(suffix)(io.BytesIO(data), where))


def fault_of(suffix, data):
    """What is said of a file that cannot be read."""
    with pytest.raises(DataError) as caught:
        read_bytes(suffix, data)
    return str(caught.value)


def without_coverage(items):
    return [item for item in items if not isinstance(item, Coverage)]


def coverage_of(suffix, data):
    """What became of the text of a file of articles."""
    *_, coverage = reader_of(suffix)(io.BytesIO(data), "DIR/f")
    assert isinstance(coverage, Coverage)
    return coverage


def plain(text):
    """Text as it is compared between formats: straight quotes, single spaces."""
    return " ".join(text.translate(CURLY).split())


def word_file(*paragraphs, build=None):
    """The bytes of a Word file with these paragraphs; "# " makes a heading, `build` adds what it likes."""
    document = docx.Document()
    for text in paragraphs:
        if text.startswith("# "):
            document.add_heading(text[2:], 1)
        else:
            document.add_paragraph(text)
    if build:
        build(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def crawl(*records, status="200 OK"):
    """The bytes of a web archive with these answers: (address, media type, bytes)."""
    made_file = b""
    for url, kind, data in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = [
            "WARC/1.0",
            "WARC-Type: response",
            f"WARC-Target-URI: {url}",
            "Content-Type: application/http; msgtype=response",
        ]
        made_file += "\r\n".join([*head, f"Content-Length: {len(answer)}", "", ""]).encode() + answer + b"\r\n\r\n"
    return made_file


def excel(*sheets):
    """The bytes of an Excel file with these sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def old_excel(rows):
    """The bytes of a sheet as the second version of Excel wrote it: records with their kind and length."""

    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    made_file = record(0x0009, struct.pack("<HH", 2, 0x10))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HH", row, column) + bytes(3)
            if isinstance(value, float):
                made_file += record(0x0003, place + struct.pack("<d", value))
            else:
                made_file += record(0x0004, place + bytes([len(value)]) + value.encode("cp1252"))
    return made_file + record(0x000A, b"")
