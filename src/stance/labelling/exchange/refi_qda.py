"""REFI-QDA projects (.qdpx), which QualCoder, NVivo, ATLAS.ti and MAXQDA exchange: coded selections of plain texts.

A project is a zip of `project.qde` (XML: users, codes, sources with their selections) and the sources' texts. Each row
is a source of its own with its words, coded as a whole, and carries the row in the selection's description. Projects
of other tools are read too: each coded selection is a row. Positions count characters.
"""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from stance.errors import DataError
from stance.excel import xml_text
from stance.labelling.exchange import foreign
from stance.labelling.exchange.table import LabelTable, TableRow, checked, one_label_a_span, rows_to_table
from stance.readers.limits import open_zip
from stance.reading import read_bytes
from stance.text_tables import gathered_faults

NAMESPACE: Final = "urn:QDA-XML:project:1.0"
PROJECT: Final = "project.qde"
FOLDER: Final = "sources"
INTERNAL: Final = "internal://"

MOST_BYTES: Final = 100_000_000
"""Of a file in the zip, unpacked; the projects of a study are far below."""

ROOT: Final = uuid.UUID("7a0f7bd4-3f4c-5b8e-9a3a-0d6d1c7f6f10")
"""Under which ids are made, so that the same table gives the same project."""


def dump(table: LabelTable) -> bytes:
    """The rows as a project: a source a row, a code a label, a user an annotator."""
    checked(table, ["label"])
    project = ET.Element("Project", {"name": "stance", "origin": "stance", "xmlns": NAMESPACE})
    users = ET.SubElement(project, "Users")
    people = dict.fromkeys(row.get("annotator", "") or "unknown" for row in table.rows)
    for name in people:
        ET.SubElement(users, "User", {"guid": _guid("user", name), "name": xml_text(name)})
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for label in table.labels:
        ET.SubElement(codes, "Code", {"guid": _guid("code", label), "name": xml_text(label), "isCodable": "true"})
    sources = ET.SubElement(project, "Sources")
    files: dict[str, str] = {}
    for number, (row, text) in enumerate(zip(table.rows, table.shown, strict=True)):
        files[_source(sources, number, (table.columns, row), text)] = text
    return _zipped(ET.tostring(project, encoding="utf-8", xml_declaration=True), files)


def _source(sources: ET.Element, number: int, known: TableRow, text: str) -> str:
    """Add a row's source; the name of its file."""
    columns, row = known
    guid, user = _guid("source", str(number)), _guid("user", row.get("annotator", "") or "unknown")
    place = " ".join(row[name] for name in ("document", "start", "end") if row.get(name))
    where = xml_text(place or f"row {number + 1}")
    name = {"guid": guid, "name": where, "plainTextPath": f"{INTERNAL}{guid}.txt", "creatingUser": user}
    source = ET.SubElement(sources, "TextSource", name)
    ends = {"startPosition": "0", "endPosition": str(len(text))}
    selection = {"guid": _guid("selection", str(number)), "name": where, "creatingUser": user} | ends
    marked = ET.SubElement(source, "PlainTextSelection", selection)
    ET.SubElement(marked, "Description").text = json.dumps({"stance": foreign.embed_row(columns, row)})
    if row["label"]:
        coding = ET.SubElement(marked, "Coding", {"guid": _guid("coding", str(number)), "creatingUser": user})
        ET.SubElement(coding, "CodeRef", {"targetGUID": _guid("code", row["label"])})
    return f"{guid}.txt"


def load(path: Path) -> LabelTable:
    """The table of a project's coded selections."""
    try:
        with open_zip(io.BytesIO(read_bytes(path))) as archive:
            files = {name.rpartition("/")[2]: name for name in archive.namelist()}
            content = _read(archive, next((name for name in archive.namelist() if name.endswith(".qde")), PROJECT))
            project = ET.fromstring(content, ET.XMLParser(target=_WithoutEntities()))
            named = [*_all(project, "User"), *_all(project, "Code")]
            names = {node.get("guid"): node.get("name", "") for node in named}
            rows = []
            with gathered_faults() as at:
                for source in _all(project, "TextSource"):
                    with at(f"{path}, source '{source.get('name', '')}'"):
                        text = _text(source, archive, files)
                        rows += one_label_a_span(list(_selections(source, names, text)))
    except DataError:
        raise
    # Whatever a broken archive trips zipfile over, and XML that is none.
    except Exception as error:
        raise DataError(f"{path}: not a REFI-QDA project ({error}); export the project as .qdpx") from None
    if not rows:
        raise DataError(f"{path}: no coded selection of a plain text in it; check the project")
    return rows_to_table(rows)


def _text(source: ET.Element, archive: zipfile.ZipFile, files: Mapping[str, str]) -> str:
    """The text of a source, in its file or in the project itself."""
    content = source.find(f"{{{NAMESPACE}}}PlainTextContent")
    if content is not None:
        return content.text or ""
    name = source.get("plainTextPath", "").removeprefix(INTERNAL)
    if name not in files:
        raise ValueError("its plain text is not in the project")
    return _read(archive, files[name]).decode("utf-8-sig")


class _WithoutEntities(ET.TreeBuilder):
    """Builds no tree of XML that declares a document type: its entities could grow while they are read."""

    def doctype(self, *_: object) -> None:
        """Refuse it, in whichever encoding it stands."""
        raise ValueError("it declares entities")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"{name} has more than {MOST_BYTES:,} bytes")
    return content


def _selections(source: ET.Element, names: Mapping[str | None, str], text: str) -> Iterator[TableRow]:
    for selection in _all(source, "PlainTextSelection"):
        codings = _all(selection, "Coding")
        labels = [names.get(ref.get("targetGUID"), "") for coding in codings for ref in _all(coding, "CodeRef")]
        if not all(labels):
            raise ValueError("a coding with a code that the codebook lacks")
        if len(set(labels)) > 1:
            raise ValueError(f"a selection with the codes {', '.join(sorted(set(labels)))}; one label is needed")
        label = labels[0] if labels else ""
        if own := foreign.embedded_row(foreign.json_object(selection.findtext(f"{{{NAMESPACE}}}Description", ""))):
            own[1]["label"] = label
            yield own
        elif label:
            user = (codings[0].get("creatingUser") or selection.get("creatingUser")) if codings else None
            cells = foreign.span(selection.get("startPosition"), selection.get("endPosition"), text)
            yield foreign.row(document=source.get("name"), annotator=names.get(user), label=label, **cells)


def _all(element: ET.Element, kind: str) -> list[ET.Element]:
    return list(element.iter(f"{{{NAMESPACE}}}{kind}"))


def _guid(kind: str, name: str) -> str:
    return str(uuid.uuid5(ROOT, f"{kind}:{name}"))


def _zipped(project: bytes, files: dict[str, str]) -> bytes:
    """The zip, its times fixed, so that the same table gives the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(PROJECT), project, zipfile.ZIP_DEFLATED)
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(f"{FOLDER}/{name}"), text.encode(), zipfile.ZIP_DEFLATED)
    return content.getvalue()
