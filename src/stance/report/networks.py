"""Who holds what, for other tools: statements for the Discourse Network Analyzer, a two-mode network as GraphML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from stance.excel import xml_text
from stance.records import AUTHOR, Question
from stance.report import NAMELESS, Grouping

DNA_COLUMNS: Final = (
    *("statement_id", "time", "document", "title", "author", "source", "start", "stop"),
    *("person", "organization", "concept", "agreement", "text"),
)
"""The columns of a statement table, as DNA exports and rDNA reads them."""


def dna_rows(
    rows: Iterable[Mapping[str, Any]], metadata: Mapping[str, Mapping[str, str]], question: Question
) -> list[dict[str, Any]]:
    """A statement for each claim that bears a stance, under `DNA_COLUMNS`; others are left out.

    The concept is a label and `agreement` 1 where the speaker holds it; the last label of the scale denies the first,
    so that it is the first one's concept with agreement 0. `rows` are scores, or labels with their speaker.
    """
    statements: list[dict[str, Any]] = []
    for row in rows:
        label = row.get("stance") or row.get("label")
        if label not in question.scale:
            continue
        about = metadata.get(str(row.get("document", "")), {})
        denies = label == question.scale[-1] and len(question.scale) > 1
        statements.append(
            {
                "statement_id": len(statements) + 1,
                "time": about.get("date", ""),
                "document": row.get("document", ""),
                "title": about.get("title", ""),
                "author": about.get("authors", ""),
                "source": about.get("outlet", ""),
                "start": row.get("start", ""),
                "stop": row.get("end", ""),
                "person": _person(row, about),
                "organization": "",
                "concept": question.scale[0] if denies else label,
                "agreement": 0 if denies else 1,
                "text": " ".join(str(row.get("text") or "").split()),
            }
        )
    return statements


def graphml(rows: Iterable[Mapping[str, Any]], metadata: Mapping[str, Mapping[str, str]], question: Question) -> str:
    """The network of speakers and stances as GraphML: an edge has the number of claims as its weight."""
    weights = Counter(
        (_person(row, metadata.get(str(row.get("document", "")), {})), str(label))
        for row in rows
        if (label := row.get("stance") or row.get("label")) in question.scale
    )
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name, domain, kind in (("mode", "node", "string"), ("label", "node", "string"), ("weight", "edge", "int")):
        ET.SubElement(root, "key", {"id": name, "for": domain, "attr.name": name, "attr.type": kind})
    graph = ET.SubElement(root, "graph", {"id": question.id, "edgedefault": "undirected"})
    speakers = list(dict.fromkeys(speaker for speaker, _ in weights))
    ids = _nodes(graph, "speaker", speakers) | _nodes(graph, "stance", question.scale)
    for (speaker, label), count in weights.items():
        edge = ET.SubElement(graph, "edge", {"source": ids["speaker", speaker], "target": ids["stance", label]})
        ET.SubElement(edge, "data", {"key": "weight"}).text = str(count)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _nodes(graph: ET.Element, mode: str, names: Sequence[str]) -> dict[tuple[str, str], str]:
    """Add a node a name; {(mode, name): its id}."""
    ids = {(mode, name): f"{mode}{number}" for number, name in enumerate(names)}
    for (_, name), node_id in ids.items():
        node = ET.SubElement(graph, "node", {"id": node_id})
        for key, value in (("mode", mode), ("label", name)):
            ET.SubElement(node, "data", {"key": key}).text = xml_text(value)
    return ids


def _person(row: Mapping[str, Any], about: Mapping[str, str]) -> str:
    """The speaker as claims are counted under: the byline for the author's own voice."""
    speaker = str(row.get("speaker") or "")
    if speaker == AUTHOR:
        return about.get("authors") or f"author of {row.get('document', '')}"
    return speaker or NAMELESS[Grouping.SPEAKER]
