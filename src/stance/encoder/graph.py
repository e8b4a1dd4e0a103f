"""Checks that an ONNX file is a plain sentence encoder, before onnxruntime is given it.

onnxruntime reads tensors from other files where a graph says so, and unfolds constants of any declared size while it
opens one. So only the operators that an encoder is made of are let in, with all their numbers in the file itself. The
file is read by protobuf's wire format alone: field numbers are those of onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final

Field = tuple[int, int, int]
"""The number of a field; its value and 0, or where its bytes begin and end."""

_GRAPH, _FUNCTIONS = 7, 25  # of ModelProto
_NODE, _INITIALIZER, _SPARSE = 1, 5, 15  # of GraphProto
_OPERATOR, _ATTRIBUTE, _DOMAIN = 4, 5, 7  # of NodeProto
_TENSOR, _INSIDE = 5, frozenset({6, 11, 22, 23})  # of AttributeProto: a tensor; graphs and sparse tensors
_DIMENSIONS, _TYPE, _RAW, _EXTERNAL, _LOCATION = 1, 2, 9, 13, 14  # of TensorProto
_TYPED: Final = frozenset({4, 5, 6, 7, 10, 11})
"""Fields of a tensor that hold its numbers one by one, where they do not stand as raw bytes."""

_BYTES_OF: Final = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2}
"""The number of a type of tensor → bytes of one of its numbers."""

_INTEGERS: Final = 7
_LARGEST_SIZE: Final = 1_000_000
_TO_THE_END: Final = 1 << 62
"""Above any size, for slices that go to the end; between the two a number would be a size that no encoder has."""

MOST_NODES: Final = 20_000

OPERATORS: Final = frozenset(
    """
    Abs Add And Cast Clip Concat Constant ConstantOfShape DequantizeLinear Div DynamicQuantizeLinear Equal Erf Expand
    Flatten Gather GatherND Gelu Gemm Greater GreaterOrEqual Identity IsNaN LayerNormalization Less LessOrEqual MatMul
    MatMulInteger Max Min Mul Neg Not Pow QuantizeLinear Range ReduceMax ReduceMean ReduceSum Reshape Shape Sigmoid
    Slice Softmax Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze Where
    Attention BiasGelu DynamicQuantizeMatMul EmbedLayerNormalization FastGelu FusedMatMul MatMulIntegerToFloat
    MatMulNBits MultiHeadAttention QAttention QEmbedLayerNormalization SkipLayerNormalization
    """.split()  # noqa: SIM905
)
"""What encoders are made of, as they are exported, and as onnxruntime's own tools fuse them."""

DOMAINS: Final = frozenset({"", "ai.onnx", "com.microsoft"})


def graph_fault(data: bytes) -> str | None:
    """Why the bytes are no encoder that may be opened; None if they are one."""
    try:
        return next(_faults(data), None)
    except (ValueError, IndexError, OverflowError):
        return "no ONNX file, or cut short"


def _faults(data: bytes) -> Iterator[str]:
    graphs, nodes = 0, 0
    for number, start, end in fields_of(data, 0, len(data)):
        if number == _FUNCTIONS:
            yield "functions of its own"
        if number != _GRAPH:
            continue
        graphs += 1
        for part, first, last in fields_of(data, start, end):
            if part == _NODE:
                nodes += 1
                yield from _node_faults(data, first, last)
            elif part == _INITIALIZER:
                yield from _tensor_faults(data, first, last)
            elif part == _SPARSE:
                yield "a sparse tensor"
    if graphs != 1 or not 0 < nodes <= MOST_NODES:
        yield f"{graphs} graphs with {nodes} nodes"


def _node_faults(data: bytes, start: int, end: int) -> Iterator[str]:
    operator = domain = ""
    for number, first, last in fields_of(data, start, end):
        if number == _OPERATOR:
            operator = data[first:last].decode()
        elif number == _DOMAIN:
            domain = data[first:last].decode()
        elif number == _ATTRIBUTE:
            for part, begin, stop in fields_of(data, first, last):
                if part == _TENSOR:
                    yield from _tensor_faults(data, begin, stop)
                elif part in _INSIDE:
                    yield f"a graph inside of {operator or 'a node'}"
    if operator not in OPERATORS or domain not in DOMAINS:
        yield f"the operator {domain + ':' if domain else ''}{operator}"


def _tensor_faults(data: bytes, start: int, end: int) -> Iterator[str]:
    dimensions: list[int] = []
    kind, raw, typed = 0, b"", 0
    for number, first, last in fields_of(data, start, end):
        if number == _DIMENSIONS:
            dimensions += [first] if last == 0 else _packed(data, first, last)
        elif number == _TYPE:
            kind = first
        elif number == _RAW:
            raw = data[first:last]
        elif number in _TYPED:
            typed += max(1, last - first)
        elif number == _EXTERNAL or (number == _LOCATION and first):
            yield "numbers in another file"
    if kind not in _BYTES_OF:
        yield f"a tensor of type {kind}"
    elif not (prod(dimensions) <= typed if typed else prod(dimensions) * _BYTES_OF[kind] == len(raw)):
        yield "a tensor of another size than it declares"
    elif kind == _INTEGERS and _has_odd_size(raw):
        yield "a size that no encoder has"


def _has_odd_size(raw: bytes) -> bool:
    sizes = (int.from_bytes(raw[at : at + 8], "little", signed=True) for at in range(0, len(raw), 8))
    return any(_LARGEST_SIZE < abs(size) < _TO_THE_END for size in sizes)


def _packed(data: bytes, start: int, end: int) -> list[int]:
    values = []
    while start < end:
        value, start = _varint(data, start)
        values.append(value)
    return values


def fields_of(data: bytes, start: int, end: int) -> Iterator[Field]:
    """The fields of the message at that place."""
    while start < end:
        key, start = _varint(data, start)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, start = _varint(data, start)
            yield number, value, 0
        elif wire == 2:
            length, start = _varint(data, start)
            if start + length > end:
                raise ValueError("cut short")
            yield number, start, start + length
            start += length
        elif wire in (1, 5):
            start += 8 if wire == 1 else 4
        else:
            raise ValueError(wire)
    if start != end:
        raise ValueError("cut short")


def _varint(data: bytes, start: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[start]
        start += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, start
        shift += 7
        if shift > 63:
            raise ValueError("no number")
