"""Weight-only int8 quantisation of an ONNX encoder: large matrices in 8 bits, sums in full precision.

Only the weights are stored in 8 bits, one scale a column (a row, for tables that are looked up), and unfolded when they
are used: sums are taken in full precision, so that scores differ neither between processors nor with the batch.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_SMALLEST: Final = 10_000
"""Matrices with fewer values stay as they are: they weigh nothing."""


def quantize_weights(source: Path, target: Path) -> None:
    """Write `source` to `target` with every large matrix of a MatMul, Gemm or Gather in 8 bits. Needs onnx."""
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(source))
    graph = model.graph
    readers = {name: node for node in graph.node if node.op_type in ("MatMul", "Gemm", "Gather") for name in node.input}
    for tensor in list(graph.initializer):
        values, node = numpy_helper.to_array(tensor), readers.get(tensor.name)
        if node is not None and values.ndim == 2 and values.size >= _SMALLEST and values.dtype == np.float32:
            _store(graph, tensor, values, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def to_int8(values: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """(whole numbers, scales) whose product is the values to within half a scale; one scale along `axis`."""
    scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-12) / 127
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)


def _store(graph: Any, tensor: Any, values: NDArray[np.float32], node: Any) -> None:  # noqa: ANN401 (onnx has no types)
    """Put the matrix into the graph in 8 bits, with the nodes that unfold it before its reader."""
    from onnx import numpy_helper

    name, looked_up = tensor.name, node.op_type == "Gather"
    whole, scale = to_int8(values, axis=1 if looked_up else 0)
    graph.initializer.remove(tensor)
    graph.initializer.extend(
        [numpy_helper.from_array(whole, f"{name}_whole"), numpy_helper.from_array(scale, f"{name}_scale")]
    )
    place = list(graph.node).index(node)
    for offset, made in enumerate(_look_up(name, node) if looked_up else _unfold(name)):
        graph.node.insert(place + offset, made)
    if looked_up:
        graph.node.remove(node)


def _unfold(name: str) -> list[Any]:
    from onnx import TensorProto, helper

    return [
        helper.make_node("Cast", [f"{name}_whole"], [f"{name}_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{name}_cast", f"{name}_scale"], [name]),
    ]


def _look_up(name: str, node: Any) -> list[Any]:  # noqa: ANN401 (onnx has no types)
    """Look the rows up in 8 bits and unfold those alone: the table stays small in memory."""
    from onnx import TensorProto, helper

    rows, result = node.input[1], node.output[0]
    return [
        helper.make_node("Gather", [f"{name}_whole", rows], [f"{name}_rows"]),
        helper.make_node("Cast", [f"{name}_rows"], [f"{name}_rows_cast"], to=TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}_scale", rows], [f"{name}_rows_scale"]),
        helper.make_node("Mul", [f"{name}_rows_cast", f"{name}_rows_scale"], [result]),
    ]
