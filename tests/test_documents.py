"""Documents: what is found in a folder, its ids and metadata, and faults that do not end a run."""

import io
import json
from types import SimpleNamespace

import pytest

from stance.errors import DataError, UsageError
from stance.readers import FORMATS
from stance.records import Document
from stance.sources import find_sources, read_documents, read_folder
from stance.sources.paths import NAMED_ONLY


def place(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def ids(*paths):
    return [source.id for source in find_sources([str(path) for path in paths])]


def read(*paths):
    return list(read_documents(find_sources([str(path) for path in paths])))


def test_the_text_is_what_was_read_and_the_id_the_name_without_suffix(tmp_path):
    place(tmp_path, {"a.b.txt": "  One,\r\ntwo.\n"})
    assert read(tmp_path / "a.b.txt") == [Document(id="a.b", text="  One,\r\ntwo.\n")]


def test_a_folder_gives_its_documents_in_order_of_path(tmp_path):
    place(tmp_path, {"z.txt": "z", "b/y.txt": "y", "b/x.TXT": "x", "a.txt": "a"})
    assert [document.id for document in read(tmp_path)] == ["a", "x", "y", "z"]


def test_what_is_no_document_is_passed_over(tmp_path):
    names = ["README.txt", "readme-first.TXT", ".hidden.txt", "_notes.txt", "~$open.docx", ".git/a.txt", "_old/a.txt"]
    place(tmp_path, dict.fromkeys([*names, "a.xyz", "b", "c.txt~", "kept.txt"], "text") | {"sources.csv": "document\n"})
    assert [document.id for document in read(tmp_path)] == ["kept"]


def test_what_is_named_by_itself_is_read_whatever_it_is_called(tmp_path):
    place(tmp_path, {"_notes.txt": "text", "README.txt": "text", ".hidden/a.txt": "text"})
    assert ids(tmp_path / "_notes.txt", tmp_path / "README.txt") == ["_notes", "README"]
    assert ids(tmp_path / ".hidden") == ["a"]


def test_inputs_are_kept_in_the_order_given(tmp_path):
    place(tmp_path, {"b.txt": "b", "a.txt": "a", "in/c.txt": "c"})
    assert ids(tmp_path / "in", tmp_path / "b.txt", tmp_path / "a.txt") == ["c", "b", "a"]


def test_two_inputs_with_one_name_take_their_path_below_the_folder_with_a_warning(tmp_path, package_log):
    place(tmp_path, {"x/a.txt": "1", "y/a.txt": "2", "b.txt": "3"})
    assert ids(tmp_path) == ["b", "x/a.txt", "y/a.txt"]
    assert package_log.messages == ["several inputs are called 'a': their paths are their ids"]


def test_two_folders_with_the_same_names_in_them_are_told_apart(tmp_path):
    place(tmp_path, {"x/a.txt": "1", "y/a.txt": "2"})
    assert ids(tmp_path / "x", tmp_path / "y") == [f"{tmp_path}/x/a.txt", f"{tmp_path}/y/a.txt"]


def test_a_file_that_several_paths_stand_for_is_read_once(tmp_path, package_log, monkeypatch):
    place(tmp_path, {"x/a.txt": "1", "x/b.txt": "2"})
    monkeypatch.chdir(tmp_path)
    assert ids("x", "x/a.txt", tmp_path / "x/b.txt", "x/../x/a.txt") == ["a", "b"]
    assert ids("x/b.txt", "x", "x") == ["b", "a"]
    assert package_log.messages == []


def test_a_row_whose_id_is_already_taken_is_a_fault_and_the_rows_after_it_are_read(tmp_path):
    rows = [{"id": name, "text": name} for name in ("a", "b", "a", "c")]
    place(tmp_path, {"a.txt": "text", "r.jsonl": "\n".join(map(json.dumps, rows))})
    found = read(tmp_path)
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "b", "c"]
    message = f"{tmp_path}/r.jsonl: a second document with id 'a'; give each an id of its own"
    assert [str(item) for item in found if isinstance(item, DataError)] == [message, message]


def test_a_file_name_that_is_no_utf8_gives_an_id_that_can_be_written(tmp_path):
    (tmp_path / "caf\udce9.txt").write_text("text")
    assert ids(tmp_path) == ["caf\ufffd"]
    assert [document.text for document in read(tmp_path)] == ["text"]


SOURCES = "document,title,authors,outlet,date,url,sha256,note\n"


def test_the_nearest_sources_csv_completes_what_a_document_says_itself(tmp_path):
    place(
        tmp_path,
        {
            "sources.csv": SOURCES + "a,Far,Far,,,,,\nb,B,,The Outlet,2024-05-06,https://example.org/b,,a note\n",
            "in/sources.csv": SOURCES + "a,Near,,,2023,,,\nr1,Row,Rower,,,,,\n",
            "in/a.txt": "text",
            "in/deep/b.txt": "text",
            "in/c.txt": "text",
            "in/r.jsonl": '{"id": "r1", "text": "text", "title": "Own"}',
        },
    )
    a, c, b, r1 = read(tmp_path)
    assert a == Document(id="a", text="text", title="Near", date="2023")
    assert b == Document(
        id="b", text="text", title="B", outlet="The Outlet", date="2024-05-06", url="https://example.org/b"
    )
    assert c == Document(id="c", text="text")
    assert r1 == Document(id="r1", text="text", title="Own", authors="Rower")


def test_a_sources_csv_that_a_spreadsheet_wrote_has_names_in_any_case_and_files_with_their_suffix(tmp_path):
    rows = "Document;Headline;Newspaper;Pub Date\na.txt;Talk;The Post;3. März 2024\nb;Tide;The Post;\n"
    place(tmp_path, {"sources.csv": rows, "a.txt": "text", "b.txt": "text"})
    a, b = read(tmp_path)
    assert (a.title, a.outlet, a.date) == ("Talk", "The Post", "2024-03-03")
    assert (b.title, b.outlet, b.date) == ("Tide", "The Post", None)


def test_metadata_that_changed_between_two_runs_are_read_anew(tmp_path):
    place(tmp_path, {"a.txt": "text"})
    assert read(tmp_path)[0].title is None
    place(tmp_path, {"sources.csv": SOURCES + "a,New,,,,,,\n"})
    assert read(tmp_path)[0].title == "New"


def test_metadata_is_looked_for_no_further_up_than_the_folder_given(tmp_path):
    place(tmp_path, {"sources.csv": SOURCES + "a,Far,,,,,,\n", "in/a.txt": "text"})
    assert read(tmp_path / "in")[0].title is None
    assert read(tmp_path / "in/a.txt")[0].title is None
    assert read(tmp_path)[0].title == "Far"


def test_documents_whose_ids_are_paths_keep_their_metadata(tmp_path):
    place(tmp_path, dict.fromkeys(("x/a.txt", "y/a.txt"), "text") | {"x/sources.csv": "document,title\na,The X\n"})
    assert [(document.id, document.title) for document in read(tmp_path)] == [("x/a.txt", "The X"), ("y/a.txt", None)]


def test_a_metadata_table_with_a_byte_order_mark_and_short_rows_is_read(tmp_path):
    place(tmp_path, {"sources.csv": "\ufeffdocument,title,note\na,Café\n", "a.txt": "text"})
    assert read(tmp_path)[0].title == "Café"


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (
            "name,title\na,b\n",
            ": no column 'document', 'file' or 'id'; its columns are "
            "document,title,authors,outlet,date,url,sha256,note",
        ),
        ("", ": an empty table; its first line must name the columns"),
        (
            'document,title\na,"never closed\n',
            ", line 2: not CSV (unexpected end of data); export it as CSV again",
        ),
    ],
)
def test_a_faulty_metadata_table_is_named(tmp_path, table, what):
    place(tmp_path, {"sources.csv": table, "a.txt": "text"})
    assert [str(item) for item in read(tmp_path)] == [f"{tmp_path}/sources.csv{what}"]


def test_one_faulty_file_does_not_cost_the_others(tmp_path):
    place(tmp_path, {"a.txt": "text", "b.txt": b"", "c.txt": b"\0\1", "d.txt": "text"})
    a, b, c, d = read(tmp_path)
    assert (a.id, d.id) == ("a", "d")
    assert str(b) == f"{tmp_path}/b.txt: an empty file; there is nothing to read in it"
    assert str(c) == f"{tmp_path}/c.txt: a binary file, not text; convert it to UTF-8 text first"


def test_a_fault_stands_behind_the_documents_that_were_read_before_it(tmp_path):
    story = "<item><title>T</title><description>{} is an ally.</description></item>"
    feed = f"<rss><channel>{story.format('China')}{story.format('Russia')}<item><title>Cut"
    place(tmp_path, {"feed.rss": feed})
    first, second, fault = read(tmp_path / "feed.rss")
    assert [first.id, second.id] == ["feed-1", "feed-2"]
    assert "not XML after 2 articles" in str(fault)


def test_a_file_that_is_gone_by_the_time_it_is_read_is_a_fault_of_its_own(tmp_path):
    place(tmp_path, {"a.txt": "text", "b.txt": "text"})
    sources = find_sources([str(tmp_path)])
    (tmp_path / "a.txt").unlink()
    fault, b = read_documents(sources)
    assert str(fault) == (
        f"{tmp_path}/a.txt: cannot be read (No such file or directory); check that it is a file you may open"
    )
    assert b.id == "b"


def test_a_path_that_is_not_there(tmp_path):
    for name in ("nowhere.txt", "nowhere", "f.txt/nowhere.txt"):
        place(tmp_path, {"f.txt": "text"})
        with pytest.raises(DataError) as caught:
            find_sources([f"{tmp_path}/{name}"])
        assert str(caught.value) == f"{tmp_path}/{name}: no such file or folder; check the path"


def test_a_text_given_in_place_of_a_path():
    with pytest.raises(DataError) as caught:
        find_sources(["The two neighbours are allies in all but name. " * 20])
    assert str(caught.value) == (
        "The two neighbours are allies in all but name. The two neigh: cannot be read (File name too long); "
        "give a path, or - for stdin"
    )


def test_a_format_without_a_reader(tmp_path):
    place(tmp_path, {"a.xyz": "text"})
    with pytest.raises(UsageError) as caught:
        find_sources([f"{tmp_path}/a.xyz"])
    assert str(caught.value) == f"{tmp_path}/a.xyz: no reader for '.xyz'; readable are {', '.join(FORMATS)}"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("a.ods", "save it as .xlsx or .csv"),
        ("a.7z", "unpack it and read the files"),
        ("a.pages", "export it as .docx"),
    ],
)
def test_a_format_that_is_not_read_is_refused_with_what_to_do(tmp_path, name, remedy):
    place(tmp_path, {name: "x"})
    with pytest.raises(UsageError) as caught:
        find_sources([f"{tmp_path}/{name}"])
    assert str(caught.value) == f"{tmp_path}/{name}: {(tmp_path / name).suffix} is not read; {remedy}"


def test_a_folder_without_documents(tmp_path):
    place(tmp_path, {"in/README.txt": "text", "in/a.xyz": "text"})
    with pytest.raises(UsageError) as caught:
        find_sources([f"{tmp_path}/in"])
    readable = ", ".join(suffix for suffix in FORMATS if suffix not in NAMED_ONLY)
    assert str(caught.value) == f"{tmp_path}/in: no document in this folder; readable are {readable}"


def test_standard_input_is_one_document(monkeypatch, tmp_path):
    place(tmp_path, {"sources.csv": SOURCES + "stdin,Not mine,,,,,,\n", "a.txt": "text"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("\ufeffCafé.\n".encode())))
    assert read("-", "a.txt", "-") == [Document(id="stdin", text="Café.\n"), Document(id="a", text="text")]


def test_an_empty_standard_input_is_a_fault(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert [str(item) for item in read("-")] == ["standard input: an empty file; there is nothing to read in it"]


def test_a_sources_csv_as_a_spreadsheet_leaves_it(tmp_path, caplog):
    rows = "a;The Post;14/03/2024\nb;The Post;3/4/2024\nc;The Post;2024-05\nd;;soon\n"
    place(tmp_path, dict.fromkeys(("a.txt", "b.txt", "c.txt", "d.txt"), "text"))
    place(tmp_path, {"sources.csv": "\ufeffdocument;outlet;date\n" + rows})
    dates = [(document.outlet, document.date) for document in read(tmp_path)]
    assert dates == [("The Post", "2024-03-14"), ("The Post", "2024-04-03"), ("The Post", "2024-05"), (None, None)]
    assert "'soon' of d is no date and is left out; write it as in 2024-03-14" in caplog.text


def test_of_a_folder_read_as_a_whole_one_bad_file_is_named_and_passed_over(tmp_path, caplog):
    place(tmp_path, {"a.txt": "one", "b.txt": "", "c.txt": "three"})
    assert [document.id for document in read_folder(tmp_path)] == ["a", "c"]
    assert f"{tmp_path}/b.txt: an empty file; there is nothing to read in it; it is passed over" in caplog.text


def test_a_folder_of_which_nothing_can_be_read_is_refused_with_every_fault(tmp_path):
    place(tmp_path, {"a.txt": "", "b.txt": ""})
    with pytest.raises(DataError) as caught:
        read_folder(tmp_path)
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        f"{tmp_path}/a.txt",
        f"{tmp_path}/b.txt",
    ]


def test_a_file_that_is_called_as_provenance_ends_ends_no_run(tmp_path):
    (tmp_path / ".meta.json").write_text("{}")
    (tmp_path / "a.txt").write_text("The port is closed.")
    assert [document.id for document in read_folder(tmp_path)] == ["a"]
