"""Joins tuned encoders that differ by their seed into one, whose scores are the mean of theirs. Needs onnx.

A text's vectors by all members stand side by side in one vector, over which one head lies: the mean of the members'
logits is linear. What the members have in common, above all the frozen vectors of words, is kept once, which is half
of an encoder's file; so two members take 33 MB, not 44.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-any-return"
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from stance.encoder import WEIGHTS, Encoder, Head, write_head

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
    for number, source in enumerate(sources[1:], 2):
        member = onnx.compose.add_prefix(
            onnx.load(str(source)), f"member{number}/", rename_inputs=False, rename_value_infos=True
        )
        outputs.append(member.graph.output[0].name)
        joint.graph.node.extend(member.graph.node)
        joint.graph.initializer.extend(member.graph.initializer)
    joined = f"joined_{_OUTPUT}"
    joint.graph.node.append(helper.make_node("Concat", outputs, [joined], axis=-1))
    del joint.graph.output[:], joint.graph.value_info[:]
    joint.graph.output.append(helper.make_tensor_value_info(joined, TensorProto.FLOAT, [*_SIZES, None]))
    _keep_once(joint)
    onnx.checker.check_model(joint)
    onnx.save(joint, str(target))


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
