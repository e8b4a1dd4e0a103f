"""ONNX files that are no plain sentence encoder are told before onnxruntime is given them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from packages import field
from stance.encoder import Encoder, base_encoder
from stance.encoder.graph import graph_fault
from stance.errors import ModelError


def tensor(*more, sizes=(2,), kind=1, raw=bytes(8)):
    return b"".join(field(1, size) for size in sizes) + field(2, kind) + field(9, raw) + b"".join(more)


def node(operator, *more):
    return field(4, operator.encode()) + b"".join(more)


def graph(*parts, more=b""):
    return field(1, 8) + field(7, b"".join(parts)) + more


ADD = field(1, node("Add"))
SOUND = graph(ADD, field(5, tensor()))
EXTERNAL = field(13, field(1, b"location") + field(2, b"/etc/passwd"))
LARGE = np.array([10**12], np.int64).tobytes()


def test_a_plain_graph_is_let_in_and_so_is_the_encoder_of_the_package():
    assert graph_fault(SOUND) is None
    assert graph_fault(base_encoder().path.read_bytes()) is None


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "0 graphs with 0 nodes"),
        (b"garbage", "no ONNX file, or cut short"),
        (SOUND[:-1], "no ONNX file, or cut short"),
        (graph(field(5, tensor())), "1 graphs with 0 nodes"),
        (SOUND + SOUND, "2 graphs with 2 nodes"),
        (graph(ADD, field(5, tensor(EXTERNAL))), "numbers in another file"),
        (graph(ADD, field(5, tensor(field(14, 1)))), "numbers in another file"),
        (graph(field(1, node("Constant", field(5, field(5, tensor(EXTERNAL)))))), "numbers in another file"),
        (graph(ADD, field(5, tensor(sizes=(10**6, 10**6)))), "a tensor of another size than it declares"),
        (graph(ADD, field(5, field(1, 10**9) + field(2, 1) + field(4, bytes(8)))), "a tensor of another size"),
        (graph(ADD, field(5, field(1, 10**9) + field(2, 1))), "a tensor of another size than it declares"),
        (graph(ADD, field(5, tensor(kind=8))), "a tensor of type 8"),
        (graph(ADD, field(5, tensor(sizes=(1,), kind=7, raw=LARGE))), "a size that no encoder has"),
        (graph(ADD, field(15, b"")), "a sparse tensor"),
        (graph(field(1, node("Tile"))), "the operator Tile"),
        (graph(field(1, node("Add", field(7, b"evil.domain")))), "the operator evil.domain:Add"),
        (graph(field(1, node("If", field(5, field(6, b""))))), "a graph inside of If"),
        (graph(ADD, more=field(25, b"")), "functions of its own"),
    ],
    ids=str,
)
def test_what_no_encoder_has_is_told(data, fault):
    assert str(graph_fault(data)).startswith(fault)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data):
    assert isinstance(graph_fault(data), str | None)


@pytest.mark.parametrize("data", [b"", b"garbage", SOUND])
def test_an_encoder_that_cannot_be_opened_is_refused_with_a_line(tmp_path, data):
    (tmp_path / "encoder.onnx").write_bytes(data)
    with pytest.raises(ModelError, match="tune it again"):
        Encoder(tmp_path / "encoder.onnx").embed(["a text"])


def test_an_encoder_that_is_swapped_after_it_was_hashed_is_refused(tmp_path):
    file = tmp_path / "encoder.onnx"
    file.write_bytes(base_encoder().path.read_bytes())
    encoder = Encoder(file)
    encoder.cache_vectors(tmp_path)
    file.write_bytes(SOUND)
    with pytest.raises(ModelError, match="was changed while it was in use"):
        encoder.embed(["a text"])


def test_checked_bytes_are_used_whatever_stands_on_disk_by_then(tmp_path):
    data = base_encoder().path.read_bytes()
    (tmp_path / "encoder.onnx").write_bytes(SOUND)
    encoder = Encoder(tmp_path / "encoder.onnx", contents={"encoder.onnx": data})
    assert (encoder.embed(["a text"]) == base_encoder().embed(["a text"])).all()


@pytest.mark.parametrize("place", [4, 5, 6, 7, 10, 11], ids=["float", "int32", "string", "int64", "double", "uint64"])
def test_numbers_may_stand_one_by_one(place):
    assert graph_fault(graph(ADD, field(5, field(1, 2) + field(2, 6) + field(place, b"\1\1")))) is None


def test_sizes_up_to_a_million_are_an_encoder_s_own():
    sizes = np.array([1, 500_000, -1, 2**63 - 1], np.int64).tobytes()
    assert graph_fault(graph(ADD, field(5, tensor(sizes=(4,), kind=7, raw=sizes)))) is None


def test_a_tensor_that_says_no_type_is_told():
    assert graph_fault(graph(ADD, field(5, field(1, 2) + field(9, bytes(8))))) == "a tensor of type 0"
