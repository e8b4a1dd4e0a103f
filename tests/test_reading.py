"""Files are read if they are files, within bounds, and no further than asked for."""

import os
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest

from stance.errors import DataError
from stance.reading import files_below, hash_file, read_bytes, read_text


@pytest.fixture(
    params=["pipe", "device", "link to a device", "folder", "socket", "loop", "nothing", "null in the name"]
)
def odd(request, tmp_path):
    """Something that is no file."""
    path = tmp_path / "x"
    match request.param:
        case "pipe":
            os.mkfifo(path)
        case "device":
            return Path("/dev/zero")
        case "link to a device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "socket":
            server = socket.socket(socket.AF_UNIX)
            server.bind(os.path.relpath(path))
            server.close()
        case "loop":
            path.symlink_to("x")
        case "null in the name":
            return tmp_path / "a\0b"
    return path


@pytest.mark.parametrize("read", [read_bytes, read_text, hash_file])
def test_what_is_no_file_is_refused_at_once(odd, read):
    with pytest.raises(DataError) as caught:
        read(odd)
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_a_file_is_read_whole_up_to_its_bound_and_refused_beyond_it(tmp_path):
    (tmp_path / "x").write_bytes(b"12345")
    assert read_bytes(tmp_path / "x", most=5) == b"12345"
    with pytest.raises(DataError, match="too large for what it should be; give less"):
        read_bytes(tmp_path / "x", most=4, remedy="give less")


def test_a_file_that_is_mostly_holes_takes_no_memory(tmp_path):
    (tmp_path / "x").touch()
    os.truncate(tmp_path / "x", 10**12)
    with pytest.raises(DataError, match="too large"):
        read_bytes(tmp_path / "x")


def test_files_of_the_system_that_say_they_are_empty_are_read():
    assert b"VmRSS" in read_bytes(Path("/proc/self/status"))


@pytest.mark.skipif(not os.access("/proc/kmsg", os.R_OK), reason="the kernel's messages are not to be read here")
@pytest.mark.parametrize("read", [read_bytes, hash_file])
def test_a_file_that_only_gives_what_comes_is_refused_and_not_waited_for(read, tmp_path):
    (tmp_path / "x").symlink_to("/proc/kmsg")
    with pytest.raises(DataError):
        read(tmp_path / "x")


def test_a_folder_that_may_not_be_looked_into_is_told_and_the_others_are_read(tmp_path, monkeypatch, caplog):
    for name in ("open", "shut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("China met Russia.")
    (tmp_path / "shut").chmod(0)
    with nobody(tmp_path, monkeypatch):
        assert [file.as_posix() for file in files_below(Path())] == ["open/a.txt"]
        assert "shut: cannot be looked into (Permission denied)" in caplog.text
        with pytest.raises(DataError, match=r"shut: cannot be looked into \(Permission denied\); check the path"):
            files_below(Path("shut"))


@contextmanager
def nobody(folder, monkeypatch):
    """Work in the folder as one who is not the superuser, whom nothing is denied."""
    folder.chmod(0o755)
    monkeypatch.chdir(folder)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
