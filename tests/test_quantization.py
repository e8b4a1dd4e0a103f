"""A graph of whole numbers gives what the graph in full precision gives, but for the rounding."""

import numpy as np
import pytest

from stance.encoder import base_encoder
from stance.encoder.graph import graph_fault
from stance.encoder.quantization import quantize_graph

onnx = pytest.importorskip("onnx", reason="the extra 'finetune' is not installed")
onnxruntime = pytest.importorskip("onnxruntime", reason="the extra 'encoder' is not installed")

WORDS, WIDTH, QUERIES, KEYS = 300, 48, 256, 224


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    """A table of words, whose rows are multiplied with two matrices: in full precision, and in whole numbers."""
    rng, folder = np.random.default_rng(0), tmp_path_factory.mktemp("graphs")
    sizes = {"table": (WORDS, WIDTH), "queries": (WIDTH, QUERIES), "keys": (WIDTH, KEYS), "small": (WIDTH, 4)}
    matrices = {name: rng.normal(0, 1, size).astype(np.float32) for name, size in sizes.items()}
    matrices["table"][0] = 0
    nodes = [onnx.helper.make_node("Gather", ["table", "ids"], ["words"])]
    nodes += [
        onnx.helper.make_node("MatMul", ["words", name], [f"{name}_out"]) for name in ("queries", "keys", "small")
    ]
    outputs = [
        onnx.helper.make_tensor_value_info(f"{n}_out", 1, ["batch", "tokens", None])
        for n in ("queries", "keys", "small")
    ]
    graph = onnx.helper.make_graph(
        nodes,
        "words",
        [onnx.helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, ["batch", "tokens"])],
        outputs,
        [onnx.numpy_helper.from_array(values, name) for name, values in matrices.items()],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "exact.onnx"))
    quantize_graph(folder / "exact.onnx", folder / "whole.onnx")
    return [onnxruntime.InferenceSession(str(folder / name)) for name in ("exact.onnx", "whole.onnx")]


def test_products_of_whole_numbers_are_near_the_exact_ones(sessions):
    ids = np.random.default_rng(1).integers(1, WORDS, (5, 9))
    exact, whole = (session.run(None, {"ids": ids}) for session in sessions)
    for before, after in zip(exact, whole, strict=True):
        assert after.shape == before.shape
        error = (after - before).std() / before.std()
        assert 0 < error < 0.02
    assert all(np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.999 for a, b in zip(exact, whole, strict=True))


def test_a_token_has_the_same_numbers_whatever_stands_beside_it(sessions):
    _, whole = sessions
    ids = np.random.default_rng(2).integers(1, WORDS, (4, 7))
    together = whole.run(None, {"ids": ids})
    for row in range(len(ids)):
        alone = whole.run(None, {"ids": ids[row : row + 1, 2:5]})
        assert all((a[0] == t[row, 2:5]).all() for a, t in zip(alone, together, strict=True))


def test_a_token_of_zeros_stays_one(sessions):
    _, whole = sessions
    assert all((values == 0).all() for values in whole.run(None, {"ids": np.zeros((1, 3), np.int64)}))


def test_what_is_written_may_be_opened_as_an_encoder(tmp_path):
    quantize_graph(base_encoder().path, tmp_path / "encoder.onnx")
    assert graph_fault((tmp_path / "encoder.onnx").read_bytes()) is None
