"""Fast, restricted reader of skops files: only the few types that our pipelines are made of.

Estimators come as their states, since scoring needs no more and scikit-learn takes a second to import; `as_estimator`
makes them whole. No type but those below is built, so that less is trusted than skops would.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

import numpy as np

PROTOCOL: Final = 2
"""The version of skops' format that is read here; skops counts it up when a node changes."""

_PLAIN: Final = (str, int, float, bool, list, tuple, dict, slice, np.ndarray, np.float32, np.float64, np.int64)
Node = Mapping[str, Any]


class State:
    """What an estimator was fitted with, as its attributes, without the estimator's methods."""

    home = ""
    """The module of the estimator, which has the name of the class."""

    def __reduce__(self) -> tuple[Any, ...]:  # the classes are made here, and are no attributes of this module
        return _state_again, (f"{self.home}.{type(self).__name__}", vars(self))


def _state_of(home: str, name: str) -> type[State]:
    return type(name, (State,), {"home": home})


PipelineState: Final = _state_of("sklearn.pipeline", "Pipeline")
_STATES: Final = (
    PipelineState,
    _state_of("sklearn.feature_extraction.text", "TfidfVectorizer"),
    _state_of("sklearn.feature_extraction.text", "TfidfTransformer"),
    _state_of("sklearn.compose._column_transformer", "ColumnTransformer"),
    _state_of("sklearn.linear_model._logistic", "LogisticRegression"),
    _state_of("sklearn.preprocessing._data", "StandardScaler"),
)
_TYPES: Final[Mapping[str, Any]] = {f"{kind.__module__}.{kind.__qualname__}": kind for kind in _PLAIN} | {
    f"{state.home}.{state.__name__}": state for state in _STATES
}


def _state_again(name: str, attributes: Mapping[str, Any]) -> State:
    state: State = _TYPES[name]()
    vars(state).update(attributes)
    return state


class UntrustedError(Exception):
    """A file holds types other than those that are built here."""


def read_stored(data: bytes) -> object:
    """The object of a skops file, each estimator as its state.

    Raises:
        UntrustedError: it holds another type than those below; nothing is built then.
        BadZipFile, KeyError, ValueError, TypeError, AttributeError: the file is damaged.
    """
    with ZipFile(BytesIO(data)) as archive:
        schema = json.loads(archive.read("schema.json"))
        if schema["protocol"] != PROTOCOL:
            raise ValueError("another version of the format")
        if unknown := sorted({_name(node) for node in _nodes(schema) if not _is_known(node)}):
            raise UntrustedError(", ".join(unknown))
        return _Builder(archive).build(schema)


def _nodes(part: object) -> Iterator[Node]:
    """Every node of a schema: what has a loader."""
    if isinstance(part, dict):
        if "__loader__" in part:
            yield part
        for inner in part.values():
            yield from _nodes(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _nodes(inner)


def _name(node: Node) -> str:
    return f"{node['__module__']}.{node['__class__']}"


def _is_known(node: Node) -> bool:
    return _name(node) in _TYPES and node["__loader__"] in _LOADERS


class _Builder:
    """Builds the nodes of one archive, each once."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.built: dict[int, object] = {}

    def build(self, node: Node) -> Any:  # noqa: ANN401  (it is whatever the file holds)
        """The object of a node; the same one where the file refers to it again."""
        number = node.get("__id__")
        if number is not None and number in self.built:
            return self.built[number]
        made = _LOADERS[node["__loader__"]](self, node)
        if number is not None:
            self.built[number] = made
        return made

    def make_json(self, node: Node) -> object:
        return json.loads(node["content"])

    def make_type(self, node: Node) -> object:
        return _TYPES[_name(node)]

    def make_list(self, node: Node) -> list[Any]:
        return [self.build(one) for one in node["content"]]

    def make_tuple(self, node: Node) -> tuple[Any, ...]:
        return tuple(self.make_list(node))

    def make_slice(self, node: Node) -> slice:
        return slice(*(node["content"][name] for name in ("start", "stop", "step")))

    def make_dict(self, node: Node) -> dict[Any, Any]:
        kinds = self.build(node["key_types"])
        return {kind(key): self.build(one) for kind, (key, one) in zip(kinds, node["content"].items(), strict=True)}

    def make_ndarray(self, node: Node) -> object:
        if node["type"] == "numpy":
            values = np.load(BytesIO(self.archive.read(node["file"])), allow_pickle=False)
            return values if _name(node) == "numpy.ndarray" else _TYPES[_name(node)](values)
        array = np.array(self.make_list(node), dtype=object)
        if array.shape != tuple(self.build(node["shape"])):  # what it declares takes no memory
            raise ValueError("an array of another size than its content")
        return array

    def make_object(self, node: Node) -> object:
        return _state_again(_name(node), self.build(node["content"]))


_LOADERS: Final[Mapping[str, Callable[[_Builder, Node], Any]]] = {
    "JsonNode": _Builder.make_json,
    "TypeNode": _Builder.make_type,
    "ListNode": _Builder.make_list,
    "TupleNode": _Builder.make_tuple,
    "SliceNode": _Builder.make_slice,
    "DictNode": _Builder.make_dict,
    "NdArrayNode": _Builder.make_ndarray,
    "ObjectNode": _Builder.make_object,
}
"""What builds a node, by the loader that the file names; no other name reaches a method."""


def as_estimator(part: Any) -> Any:  # noqa: ANN401  (as `part`)
    """The part with scikit-learn's own estimators in the place of their states."""
    if isinstance(part, list | tuple):
        return type(part)(as_estimator(one) for one in part)
    if isinstance(part, dict):
        return {name: as_estimator(one) for name, one in part.items()}
    if isinstance(part, State):
        kind = getattr(import_module(part.home), type(part).__name__)
        estimator = object.__new__(kind)
        with warnings.catch_warnings():
            # Another patch release of the same minor version: the format is the same, and `verify` replays the scores.
            warnings.simplefilter("ignore", UserWarning)
            estimator.__setstate__(as_estimator(vars(part)))
        return estimator
    return part
