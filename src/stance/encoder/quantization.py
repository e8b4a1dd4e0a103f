"""Rewrites graphs of tuned encoders: large products in whole numbers, several in one. Needs onnx; only tuning does.

Weights have one scale a column, and the values they are multiplied with one scale a token, taken as they come (the
vector-wise quantization of Dettmers et al., "LLM.int8()", 2022, section 3.1). So a text's numbers do not depend on
what shares its batch. Whole numbers add up to the same sum on every processor, as far as they fit: those without an
instruction for it (AVX2) add two products in 16 bits, which 2 × 255 × 127 exceeds and 2 × 255 × 63 does not.
Weights have 7 bits therefore.

Tuned encoders that differ by their seed are joined into one, whose scores are the mean of theirs. A text's vectors by
all members stand side by side in one vector, over which one head lies: the mean of the members' logits is linear. What
the members have in common, above all the frozen vectors of words, is kept once, which is half of an encoder's file; so
two members take 33 MB, not 44.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder import WEIGHTS, Encoder, Head, write_head

_SMALLEST: Final = 10_000
"""Matrices with fewer values stay as they are: they weigh nothing."""
WEIGHT_STEPS: Final = 63
TABLE_STEPS: Final = 127
"""Vectors of words and places are looked up, not multiplied: they may have all 8 bits."""
_ZERO: Final = 128
_VALUE_STEPS: Final = 127
"""A token's values are whole numbers from 1 to 255, of which `_ZERO` stands for 0."""
_SMALLEST_SCALE: Final = 1e-9
"""Of a token whose values are all 0."""
_DOMAIN: Final = "com.microsoft"
"""Operators of onnxruntime's own."""

Node = Any
Graph = Any


def quantize_graph(source: Path, target: Path) -> None:
    """Write the encoder of `source`, in full precision, to `target` with every large matrix in whole numbers."""
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    readers = {name: node for node in graph.node if node.op_type in ("MatMul", "Gather") for name in node.input}
    for tensor in list(graph.initializer):
        values, reader = numpy_helper.to_array(tensor), readers.get(tensor.name)
        if reader is not None and values.ndim == 2 and values.size >= _SMALLEST and values.dtype == np.float32:
            rewrite = _look_up_in_bytes if reader.op_type == "Gather" else _multiply_in_bytes
            rewrite(graph, reader, tensor.name, values)
            graph.initializer.remove(tensor)
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def to_whole(values: NDArray[np.float32], axis: int, steps: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(whole numbers from -`steps` to `steps`, one scale along `axis`): their product is within half a scale."""
    scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-12) / steps
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)


def _look_up_in_bytes(graph: Graph, reader: Node, name: str, values: NDArray[np.float32]) -> None:
    """Look rows up in whole numbers and unfold those alone: the table stays small in memory."""
    from onnx import TensorProto, helper

    whole, scale = to_whole(values, 1, TABLE_STEPS)
    _add_constant(graph, f"{name}_whole", whole)
    _add_constant(graph, f"{name}_scale", scale)
    places, result = reader.input[1], reader.output[0]
    nodes = [
        helper.make_node("Gather", [f"{name}_whole", places], [f"{name}_rows"]),
        helper.make_node("Cast", [f"{name}_rows"], [f"{name}_rows_cast"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}_scale", places], [f"{name}_rows_scale"]),
        helper.make_node("Mul", [f"{name}_rows_cast", f"{name}_rows_scale"], [result]),
    ]
    _replace(graph, reader, nodes)


def _multiply_in_bytes(graph: Graph, reader: Node, name: str, weights: NDArray[np.float32]) -> None:
    """Multiply the values, rounded token by token, with the rounded weights, and scale the sums back."""
    from onnx import helper

    whole, scale = to_whole(weights, 0, WEIGHT_STEPS)
    _add_constant(graph, f"{name}_whole", whole)
    _add_constant(graph, f"{name}_scale", scale.reshape(-1))
    _add_constant(graph, "one", np.float32(1))
    _add_constant(graph, "zero", np.uint8(_ZERO))
    values, result = reader.input[0], reader.output[0]
    factors = [f"{values}_whole", f"{name}_whole", "one", f"{name}_scale", "zero"]
    nodes = [
        helper.make_node("MatMulIntegerToFloat", factors, [f"{result}_unscaled"], domain=_DOMAIN),
        helper.make_node("Mul", [f"{result}_unscaled", f"{values}_scale"], [result]),
    ]
    if not _is_rounded(graph, values):  # those of queries, keys and values of attention are the same
        nodes = _round_by_token(graph, values, len(weights)) + nodes
    _replace(graph, reader, nodes)


def _round_by_token(graph: Graph, values: str, width: int) -> list[Node]:
    """Nodes that make `_whole` and `_scale` of `values`, (batch, tokens, width), each token with a scale of its own."""
    from onnx import helper

    _add_constant(graph, "step", np.float32(1 / _VALUE_STEPS))
    _add_constant(graph, "smallest_scale", np.float32(_SMALLEST_SCALE))
    _add_constant(graph, "zeros", np.array([_ZERO], np.uint8))
    _add_constant(graph, "one_a_token", np.array([-1], np.int64))
    _add_constant(graph, f"rows_of_{width}", np.array([-1, width], np.int64))
    steps: list[tuple[str, list[str], str, dict[str, Any]]] = [
        ("Abs", [values], "sizes", {}),
        ("ReduceMax", [f"{values}_sizes"], "peak", {"axes": [-1], "keepdims": 1}),
        ("Mul", [f"{values}_peak", "step"], "step", {}),
        ("Max", [f"{values}_step", "smallest_scale"], "scale", {}),
        ("Reshape", [f"{values}_scale", "one_a_token"], "scales", {}),
        ("Shape", [f"{values}_scales"], "count", {}),
        ("Expand", ["zeros", f"{values}_count"], "zeros", {}),
        ("Reshape", [values, f"rows_of_{width}"], "rows", {}),
        ("QuantizeLinear", [f"{values}_{part}" for part in ("rows", "scales", "zeros")], "whole_rows", {"axis": 0}),
        ("Shape", [values], "shape", {}),
        ("Reshape", [f"{values}_whole_rows", f"{values}_shape"], "whole", {}),
    ]
    return [helper.make_node(kind, inputs, [f"{values}_{name}"], **how) for kind, inputs, name, how in steps]


def _is_rounded(graph: Graph, values: str) -> bool:
    return any(f"{values}_whole" in node.output for node in graph.node)


def _add_constant(graph: Graph, name: str, value: Any) -> None:  # noqa: ANN401 (an array or a number of numpy)
    from onnx import numpy_helper

    if all(tensor.name != name for tensor in graph.initializer):
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))


def _replace(graph: Graph, node: Node, others: list[Node]) -> None:
    place = list(graph.node).index(node)
    for offset, made in enumerate(others):
        graph.node.insert(place + offset, made)
    graph.node.remove(node)


_OUTPUT: Final = "last_hidden_state"
_SIZES: Final = ("batch", "sequence")

Model = Any


def join_encoders(members: Sequence[Path], folder: Path, *, tuned_on: str) -> None:
    """Write the members, each a graph with its head beside it, to `folder` as one encoder and its head.

    Each graph has one output, (batch, tokens, its width). `tuned_on` is the hash of all rows that a member has seen.

    Raises:
        ValueError: a member has no head, or one for other labels, or for labels in another order.
    """
    heads = [head for path in members if (head := Encoder(path).head())]
    if len(heads) != len(members):
        raise ValueError("a member of an encoder is a tuned one, with a head")
    joint = join_heads(heads, tuned_on)
    join_graphs(members, folder / WEIGHTS)
    write_head(joint, folder)


def join_heads(heads: Sequence[Head], tuned_on: str) -> Head:
    """The head over the members' vectors side by side: it gives the mean of their logits.

    Raises:
        ValueError: the members were tuned to other labels, or in another order.
    """
    if len({head.labels for head in heads}) != 1:
        raise ValueError("members of an encoder are tuned to the same labels, in the same order")
    coef = np.hstack([head.coef for head in heads]) / np.float32(len(heads))
    intercept = np.array([head.intercept for head in heads]).mean(axis=0)
    return Head(labels=heads[0].labels, coef=coef, intercept=intercept, tuned_on=tuned_on)


def join_graphs(sources: Sequence[Path], target: Path) -> None:
    """Write one graph that runs those of `sources` on the same input and joins their outputs along the last axis."""
    import onnx
    from onnx import TensorProto, helper

    joint = onnx.load(str(sources[0]))
    outputs = [joint.graph.output[0].name]
    for source in sources[1:]:
        prefix = _free_prefix(joint)
        member = onnx.compose.add_prefix(onnx.load(str(source)), prefix, rename_inputs=False, rename_value_infos=True)
        outputs.append(member.graph.output[0].name)
        joint.graph.node.extend(member.graph.node)
        joint.graph.initializer.extend(member.graph.initializer)
    joined = f"{_free_prefix(joint)}{_OUTPUT}"  # of a joint encoder another output has the plain name
    joint.graph.node.append(helper.make_node("Concat", outputs, [joined], axis=-1))
    del joint.graph.output[:], joint.graph.value_info[:]
    joint.graph.output.append(helper.make_tensor_value_info(joined, TensorProto.FLOAT, [*_SIZES, None]))
    _keep_once(joint)
    onnx.checker.check_model(joint)
    onnx.save(joint, str(target))


def _free_prefix(model: Model) -> str:
    """What no name of the graph begins with: one that is joined already has members of its own."""
    taken = {output.partition("/")[0] for node in model.graph.node for output in node.output}
    return next(f"{name}/" for number in count(2) if (name := f"member{number}") not in taken)


def _keep_once(model: Model) -> None:
    """Keep constants that are the same, number by number, once; who reads another of them reads the first."""
    first: dict[bytes, str] = {}
    instead: dict[str, str] = {}
    graph = model.graph
    for tensor in list(graph.initializer):
        name, tensor.name = tensor.name, ""
        content = tensor.SerializeToString()
        tensor.name = name
        if content in first:
            instead[name] = first[content]
            graph.initializer.remove(tensor)
        else:
            first[content] = name
    for node in graph.node:
        for place, name in enumerate(node.input):
            node.input[place] = instead.get(name, name)
