"""An encoder's graph without the numbers that the user's machine has already: how a large encoder is shipped.

Of a large encoder no more than its tuned layers are its own. The others are rounded from published weights, or stand in
the encoder of the full bundle. `take_out` leaves in the graph a name in place of their bytes, `put_back` fills them in
again, so that the file is the same as before, byte by byte. Needs onnx, and safetensors for the published weights.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stance.encoder.published import EXTRA, NUMBERS, published_folder
from stance.encoder.quantization import TABLE_STEPS, WEIGHT_STEPS, to_whole
from stance.errors import ModelError, UsageError

_SMALLEST: Final = 1_000
"""Tensors of fewer bytes stay in the graph."""
_PUBLISHED: Final = "published/"
_SHIPPED: Final = "shipped/"
_TABLES: Final = "embeddings."
"""What names of matrices begin with whose rows are looked up; all others are multiplied, the other way about."""

Tensors = Mapping[str, bytes]
"""Name → the bytes of a tensor."""


def known_tensors(shipped: Path) -> dict[str, bytes]:
    """What a graph need not hold: the published weights, rounded, and what stands in the `shipped` encoder.

    Raises:
        UsageError: the extra `large` is not installed.
        DataError: the published weights are not those that were published.
        ModelError: the shipped encoder cannot be read.
    """
    onnx = _onnx()
    published = {f"{_PUBLISHED}{name}": values.tobytes() for name, values in _published_tensors()}
    graph = _load(onnx, shipped).graph
    return published | {f"{_SHIPPED}{tensor.name}": tensor.raw_data for tensor in graph.initializer}


def take_out(source: Path, target: Path, known: Tensors) -> None:
    """Write the graph of `source` with a name in place of each large tensor that is `known`."""
    onnx = _onnx()
    names = {data: name for name, data in known.items() if len(data) >= _SMALLEST}
    model = _load(onnx, source)
    for tensor in model.graph.initializer:
        if name := names.get(tensor.raw_data):
            tensor.doc_string = name
            tensor.ClearField("raw_data")
    target.write_bytes(model.SerializeToString())


def put_back(source: Path, known: Tensors) -> bytes:
    """The bytes of the graph of `source` with every tensor that was taken out.

    Raises:
        ModelError: the file is no such graph, or one of its tensors is not known.
    """
    model = _load(_onnx(), source)
    for tensor in model.graph.initializer:
        if tensor.doc_string:
            if tensor.doc_string not in known:
                raise ModelError(f"{source}: {tensor.doc_string} is not known; copy the whole folder again")
            tensor.raw_data = known[tensor.doc_string]
            tensor.ClearField("doc_string")
    return model.SerializeToString()


def _published_tensors() -> Iterator[tuple[str, NDArray[np.int8] | NDArray[np.float32]]]:
    """The published weights as they stand in a graph: each matrix rounded, with its scales; the rest as it is."""
    try:
        from safetensors import safe_open
    except ImportError:
        raise UsageError(EXTRA) from None
    with published_folder() as folder, safe_open(folder / NUMBERS, "np") as numbers:
        for name in numbers.keys():  # noqa: SIM118 (no mapping)
            values = numbers.get_tensor(name)
            if values.ndim != 2:
                yield name, values
                continue
            is_table = name.startswith(_TABLES)
            whole, scale = to_whole(values, 1, TABLE_STEPS) if is_table else to_whole(values.T, 0, WEIGHT_STEPS)
            yield name, whole
            yield f"{name}/scale", scale


def _onnx() -> Any:  # noqa: ANN401 (a module)
    try:
        import onnx
    except ImportError:
        raise UsageError(EXTRA) from None
    return onnx


def _load(onnx: Any, path: Path) -> Any:  # noqa: ANN401 (modules and messages of onnx)
    try:
        return onnx.load(str(path))
    except Exception as error:  # protobuf has errors of its own
        raise ModelError(f"{path}: no encoder ({type(error).__name__}); copy the whole folder again") from None
