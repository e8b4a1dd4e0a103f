"""Files are whole or not there; no other file is touched; a document id never leads out of its folder."""

import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import DataError
from stance.files import atomic_file, new_folder, path_for_id, write_new_text, write_text


@pytest.mark.parametrize("write", [lambda path: write_text(path, "x"), lambda path: new_folder(path).__enter__()])
def test_links_that_lead_in_a_circle_are_no_place_to_write_to(tmp_path, write):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(DataError, match="cannot be written"):
        write(tmp_path / "a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_two_runs_at_once_leave_the_whole_file_of_the_last(tmp_path):
    path = tmp_path / "t.csv"
    with atomic_file(path) as first:
        first.write(b"first")
        write_text(path, "second")
        assert path.read_text() == "second"
    assert path.read_text() == "first"
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


def test_a_file_of_ones_own_that_ends_in_part_is_left_alone(tmp_path):
    (tmp_path / "t.csv.part").write_text("mine")
    write_text(tmp_path / "t.csv", "all")
    assert (tmp_path / "t.csv.part").read_text() == "mine"


def test_a_link_called_like_the_part_leads_nowhere(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    (tmp_path / "t.part").symlink_to(victim)
    write_text(tmp_path / "t", "all")
    assert victim.read_text() == "untouched"


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "t").symlink_to(tmp_path / "far" / "real")
    write_text(tmp_path / "t", "all")
    assert (tmp_path / "t").is_symlink()
    assert (tmp_path / "far" / "real").read_text() == "all"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_a_file_that_is_replaced_is_kept(tmp_path, mode):
    path = tmp_path / "t"
    path.write_text("old")
    path.chmod(mode)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path):
    (tmp_path / "plain").touch()
    write_text(tmp_path / "t", "new")
    assert (tmp_path / "t").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_after_an_error_the_part_is_named_and_an_empty_one_goes(tmp_path):
    def fail(content):
        with atomic_file(tmp_path / "t") as file:
            file.write(content)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        fail(b"half")
    (part,) = tmp_path.iterdir()
    assert part.read_bytes() == b"half"
    assert caught.value.__notes__ == [f"what was written so far is in {part}"]
    part.unlink()
    with pytest.raises(KeyboardInterrupt):
        fail(b"")
    assert list(tmp_path.iterdir()) == []


def test_of_many_who_write_a_new_file_at_once_one_succeeds(tmp_path):
    done = []
    writers = [
        threading.Thread(target=lambda n=n: done.append((write_new_text(tmp_path / "q", str(n)), n))) for n in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    (winner,) = [n for success, n in done if success]
    assert (tmp_path / "q").read_text() == str(winner)
    assert [file.name for file in tmp_path.iterdir()] == ["q"]


@pytest.mark.parametrize("document", ["../out", "a/b", "/etc/x", "..", ".", "", ".hidden", "a\\b", "a\0b", "x" * 300])
def test_an_id_that_is_no_file_name_is_refused(tmp_path, document):
    with pytest.raises(DataError, match="no name for a file"):
        path_for_id(tmp_path, document, ".txt")


@given(st.text(max_size=60))
def test_no_id_leads_out_of_its_folder(document):
    try:
        path = path_for_id(Path("/folder"), document, ".txt")
    except DataError:
        return
    assert str(path.parent) == "/folder"
    assert path.name == f"{document}.txt"
