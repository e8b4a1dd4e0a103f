"""Archives: every file in them is read as it would be by itself, what is passed over is counted, bombs are refused."""

import gzip
import io
import json
import re

import pytest

import made_exports as made
from formats import read_bytes, word_file
from packages import locked, zipped
from stance.errors import DataError
from stance.readers import Coverage, archives, limits, reader_of
from stance.records import Document
from stance.sources import find_sources, read_documents
from stance.sources.tally import Tally

TALK = "Russia and China are allies, said the harbour master."


def read_at(path, data, tally=None):
    path.write_bytes(data)
    return list(read_documents(find_sources([str(path)]), tally))


def faults(data, name):
    """Raise the first fault, whether it is of the file or of a document in it."""
    for item in reader_of(".gz")(io.BytesIO(data), f"f{name}"):
        if isinstance(item, DataError):
            raise item


def test_each_file_of_an_archive_is_read_under_its_own_name(tmp_path):
    files = {
        "op-eds/b.txt": TALK.encode(),
        "op-eds/a.docx": word_file(TALK),
        "rows.csv": b"id,text\nr1,One.\nr2,Two.\n",
    }
    documents = read_at(tmp_path / "all.zip", zipped(files))
    assert [(document.id, document.text) for document in documents] == [
        *(("a", TALK), ("b", TALK)),
        *(("r1", "One."), ("r2", "Two.")),
    ]


def test_the_download_of_a_database_is_an_archive_of_articles(tmp_path):
    lines = made.nexis_uni_lines(cover=False)
    ends = [i + 1 for i, line in enumerate(lines) if line == "End of Document"]
    parts = [lines[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    files = {f"{title}.docx": word_file(*part) for title, part in zip(made.TITLES, parts, strict=True)}
    documents = read_at(tmp_path / "Files (3).ZIP", zipped(files))
    assert sorted(document.id for document in documents) == sorted(made.TITLES)
    assert {document.outlet for document in documents} == {made.OUTLET}


def test_packed_files_in_archives_in_archives_are_read_whatever_their_encoding(tmp_path):
    inner = zipped({"b.txt": TALK.encode("utf-16"), "c.txt": TALK.encode("utf-8-sig")})
    files = {"a.txt.gz": gzip.compress(TALK.encode()), "deep/inner.zip": inner, "z.txt": TALK}
    documents = read_at(tmp_path / "all.zip", zipped(files))
    assert sorted((document.id, document.text) for document in documents) == [(name, TALK) for name in "abcz"]


def test_what_is_passed_over_in_an_archive_is_counted(tmp_path):
    files = {"a.txt": TALK, "b.jpg": "x", "c.jpg": "x", "README.txt": "x", "__MACOSX/._a.txt": "x", ".DS_Store": "x"}
    tally = Tally()
    (document,) = read_at(tmp_path / "all.zip", zipped(files), tally)
    assert document.id == "a"
    assert list(tally.lines()) == ["2 files passed over: .jpg (2)"]


def test_one_damaged_file_of_an_archive_does_not_cost_the_others(tmp_path):
    files = {"a.pdf": b"no PDF", "b.txt": TALK, "c.zip": zipped({"d.txt": TALK + " Again."})}
    fault, b, d = read_at(tmp_path / "all.zip", zipped(files))
    assert str(fault).startswith(f"{tmp_path}/all.zip, a.pdf: a damaged PDF (")
    assert (b.id, d.id) == ("b", "d")


def test_two_files_of_one_name_keep_an_id_each(tmp_path):
    documents = read_at(tmp_path / "all.zip", zipped({"x/a.txt": "One.", "y/a.txt": "Two."}))
    assert [(document.id, document.text) for document in documents] == [("a", "One."), ("a-2", "Two.")]


def test_a_file_under_a_password_is_named():
    (fault,) = read_bytes(".zip", locked(zipped({"a.txt": TALK})))
    assert str(fault) == "DIR/f, a.txt: under a password; unpack it and read the files"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut short", b"no archive"])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(DataError, match=r"^DIR/f: not a zip archive, or cut short; fetch it again$"):
        read_bytes(".zip", data)


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MEMBER_BYTES", 3_000_000)
    fault, document = read_bytes(".zip", zipped({"bomb.txt": b"word " * 1_000_000, "c.txt": TALK}))
    assert re.match(r"DIR/f, bomb\.txt: unfolds to more than \d GB; unpack it and split it", str(fault))
    assert document.id == "c"
    assert limits.MEMBER_BYTES > 1_000_000_000


def test_archives_in_archives_end():
    data = zipped({"a.txt": TALK})
    for _ in range(4):
        data = zipped({"in.zip": data})
    (fault,) = list(reader_of(".zip")(io.BytesIO(data), "all.zip"))
    assert "archives in archives; unpack it and read the files" in str(fault)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.jsonl.gz", json.dumps({"id": "a", "text": TALK}).encode()),
        ("rows.csv.gz", f'id,text\na,"{TALK}"\n'.encode()),
        ("a.txt.gz", TALK.encode()),
        ("a.json.gz", json.dumps([{"id": "a", "text": TALK}]).encode()),
    ],
)
def test_a_gzipped_file_is_what_its_name_says(tmp_path, name, data):
    (document,) = read_at(tmp_path / name, gzip.compress(data))
    assert document == Document(id="a", text=TALK)


def test_a_gzipped_file_of_articles_streams_and_is_accounted_for(tmp_path):
    items = list(reader_of(".gz")(io.BytesIO(gzip.compress(made.proquest_text().encode())), "star.txt.gz"))
    assert [item.title for item in items[:3]] == list(made.TITLES)
    assert isinstance(items[3], Coverage)


@pytest.mark.parametrize(
    ("where", "data", "what"),
    [
        ("a.txt.gz", gzip.compress(b"word " * 9, mtime=0)[:-12], "a damaged gzip file ("),
        ("a.gz", gzip.compress(b"", mtime=0), "no reader for '' in it; unpack it, or name it as what it is ("),
        ("a.tar.gz", gzip.compress(b"", mtime=0), "no reader for '.tar' in it; "),
    ],
)
def test_what_is_no_gzipped_text_is_refused(where, data, what):
    with pytest.raises(DataError) as caught:
        list(reader_of(".gz")(io.BytesIO(data), where))
    assert str(caught.value).startswith(f"{where}: {what}")


@pytest.mark.parametrize("suffix", [".jsonl", ".txt", ".csv"])
def test_a_line_without_end_in_a_gzipped_file_is_never_in_memory_whole(suffix, monkeypatch):
    monkeypatch.setattr("stance.readers.json.FILE_BYTES", 1_000_000)
    monkeypatch.setattr("stance.readers.decode.LINE_CHARACTERS", 1_000_000)
    monkeypatch.setattr("stance.readers.text.TEXT_CHARACTERS", 1_000_000)
    monkeypatch.setattr("stance.readers.items.TEXT_CHARACTERS", 1_000_000)
    with pytest.raises(DataError) as caught:
        faults(gzip.compress(b"x" * 9_000_000), f"{suffix}.gz")
    assert any(part in str(caught.value) for part in ("more than 1 M", "no column 'text'", "more than 1 million"))


def test_a_file_that_unfolds_as_no_text_does_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "_SMALL", 1_000_000)
    fault, document = read_bytes(".zip", zipped({"bomb.txt": bytes(5_000_000), "c.txt": TALK}))
    assert str(fault).startswith("DIR/f, bomb.txt: unfolds to more than 200 times its size, as no text does")
    assert document.id == "c"


@pytest.mark.parametrize("name", ["a.txt.gz", "a.warc", "a.doc"])
def test_a_service_reads_no_format_that_unfolds_without_end_or_takes_another_program(name):
    from stance.web.service import read_upload

    (fault,) = read_upload(name, zipped({"a.txt": TALK}))
    assert "no reader for" in str(fault) or "are read on the command line only" in str(fault)


def test_a_service_reads_an_export_that_is_sent_to_it():
    from stance.web.service import read_upload

    documents = read_upload("week.docx", made.nexis_uni_docx())
    assert [document.id for document in documents] == ["week-1", "week-2", "week-3"]
