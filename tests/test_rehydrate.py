"""Fetching texts: by their hash, whatever they are called, and never half of one."""

import hashlib

import pytest

from stance.errors import DataError
from stance.labelling.replication import Rehydrated, rehydrate

TEXTS = {"one": b"The first text.\n", "two": b"The second, with caf\xc3\xa9.\r\n", "three": b"The third."}


def sha(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path):
    """A folder whose `sources.csv` names the texts and that holds none of them."""
    rows = "".join(f"{name},A title,{sha(data)}\n" for name, data in TEXTS.items())
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/sources.csv").write_text(f"document,title,sha256\n{rows}without,No hash,\n")
    return tmp_path / "raw"


@pytest.fixture
def origin(tmp_path):
    """A folder that holds the texts at other places under other names, and more besides."""
    files = {
        "x/1.html": TEXTS["one"],
        "x/y/2 (copy).pdf": TEXTS["two"],
        "three": TEXTS["three"],
        "other.txt": b"Other.",
    }
    for name, data in files.items():
        path = tmp_path / "origin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "origin"


def texts_in(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "sources.csv"}


def test_texts_are_found_by_their_hash_under_any_name(folder, origin):
    assert rehydrate(folder, origin) == Rehydrated(present=(), copied=("one", "two", "three"), missing=())
    assert texts_in(folder) == {f"{name}.txt": data for name, data in TEXTS.items()}


def test_what_is_in_place_is_left_alone_and_needs_no_origin(folder, origin):
    rehydrate(folder, origin)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    done = rehydrate(folder, folder / "nowhere")
    assert done == Rehydrated(present=("one", "three", "two"), copied=(), missing=())
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_text_changed_by_one_byte_is_not_the_text(folder, origin):
    (origin / "three").write_bytes(b"The third!")
    assert rehydrate(folder, origin) == Rehydrated(present=(), copied=("one", "two"), missing=("three",))
    assert "three.txt" not in texts_in(folder)


def test_a_changed_text_in_place_is_replaced_by_the_one_that_was_labelled(folder, origin):
    (folder / "one.txt").write_bytes(b"The first text, edited.\n")
    assert rehydrate(folder, origin).copied == ("one", "two", "three")
    assert texts_in(folder)["one.txt"] == TEXTS["one"]


def test_a_changed_text_in_place_is_missing_but_kept_where_the_right_one_is_not_found(folder, origin):
    (origin / "x/1.html").unlink()
    (folder / "one.txt").write_bytes(b"My notes.\n")
    assert rehydrate(folder, origin).missing == ("one",)
    assert texts_in(folder)["one.txt"] == b"My notes.\n"


def test_a_half_written_copy_of_an_earlier_run_never_stands_in_for_the_text(folder, origin):
    (folder / "one.txt.part").write_bytes(TEXTS["one"][:4])
    rehydrate(folder, origin)
    assert texts_in(folder).items() >= {f"{name}.txt": data for name, data in TEXTS.items()}.items()


def test_a_copy_that_cannot_be_put_in_place_is_told_and_leaves_what_is_done(folder, origin):
    (folder / "two.txt").mkdir()
    with pytest.raises(DataError) as caught:
        rehydrate(folder, origin)
    assert str(caught.value) == (f"{folder}/two.txt: a folder, not a file; name a file in it with -o")
    assert (folder / "one.txt").read_bytes() == TEXTS["one"]


def test_a_hash_in_capitals_is_the_same_hash(folder, origin):
    (folder / "sources.csv").write_text(f"document,sha256\none, {sha(TEXTS['one']).upper()}\n")
    assert rehydrate(folder, origin).copied == ("one",)


def test_an_origin_that_is_not_there(folder, tmp_path):
    with pytest.raises(DataError) as caught:
        rehydrate(folder, tmp_path / "nowhere")
    assert str(caught.value) == f"{tmp_path}/nowhere: no such folder; name the one that holds the texts with --from"


def test_a_folder_without_sources(tmp_path):
    with pytest.raises(DataError) as caught:
        rehydrate(tmp_path, tmp_path)
    assert str(caught.value) == f"{tmp_path}/sources.csv: cannot be read (No such file or directory); check the path"


def test_sources_without_hashes(tmp_path):
    (tmp_path / "sources.csv").write_text("document,title\na,b\n")
    with pytest.raises(DataError) as caught:
        rehydrate(tmp_path, tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/sources.csv: needs the columns document and sha256 to find texts; it has document,title"
    )
