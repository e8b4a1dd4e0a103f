"""How a rule of attribution is written: a named pattern in the language of spaCy's `DependencyMatcher`.

Each rule has a node `cue` (the word that hands the proposition over) and a node `content` (the head of what is handed
over); `source`, where a rule has it, is the head of who holds it, else the cue's subject is sought. Labels are those of
spaCy's English models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named dependency pattern.

    `implicit` rules may stand without a source. `pairs` says which words node `preposition` may be for a cue's lemma.
    """

    name: str
    pattern: tuple[Node, ...]
    implicit: bool = False
    pairs: Mapping[str, frozenset[str]] | None = None

    @property
    def nodes(self) -> tuple[str, ...]:
        """The names of the pattern's nodes in order."""
        return tuple(str(part["RIGHT_ID"]) for part in self.pattern)


def cue(**attributes: Any) -> Node:  # noqa: ANN401 - a matcher attribute is a string or a predicate
    """The anchor node."""
    return {"RIGHT_ID": "cue", "RIGHT_ATTRS": attributes}


def node(name: str, head: str, operator: str = ">", **attributes: Any) -> Node:  # noqa: ANN401
    """A node that stands in relation `operator` to `head` (">" is: a child of it)."""
    return {"LEFT_ID": head, "REL_OP": operator, "RIGHT_ID": name, "RIGHT_ATTRS": attributes}


def any_of(values: frozenset[str] | tuple[str, ...]) -> dict[str, list[str]]:
    """A predicate: one of these, in a stable order."""
    return {"IN": sorted(values)}


VERB: Final = any_of(("VERB", "AUX"))
