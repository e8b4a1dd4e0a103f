"""Files are read if they are files, within bounds, and no further than asked for."""

import os
import socket
from pathlib import Path

import pytest

from stance.errors import DataError
from stance.reading import hash_file, read_bytes, read_text


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
