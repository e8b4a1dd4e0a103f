"""Fits the two small models of attribution and writes src/stance/attribution/weights.json.

    python scripts/fit_attribution.py [FOLDER]

Both are logistic regressions on labelled sentences, each with its holder. One tells whether a sentence of nobody's goes
on with the report before it (free indirect speech): it is fitted on the passages and the digests of this repository,
and on labelled documents in FOLDER that may not be passed on and of which nothing but weights is kept (labels/NAME.csv
beside NAME/*.txt or NAME/text/*.txt; default ../shared). The other tells how sure the speaker of a claim is, from the
passages and digests alone. Printed is how right they are on folds that never share a document. A third of the
passages, by a hash of their ids, is kept apart: it trains neither, and its figures stand beside those of the folds.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from stance.attribution import confidence, free_indirect
from stance.attribution.discourse import ScopedPassage, carry_quotations
from stance.attribution.entities import collect_people
from stance.attribution.passes import run_passes
from stance.labels import read_labels
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.person_names import family_names, fold
from stance.pipeline import extract_claims
from stance.question import read_question
from stance.records import OWN_VOICE, Document

ROOT: Final = Path(__file__).resolve().parents[1]
QUESTION: Final = ROOT / "data/labeled/question.toml"
TARGET: Final = ROOT / "src/stance/attribution/weights.json"
LEAST: Final = 0.4
"""How likely free indirect speech must be. On folds, 0.4 gives 5 more sentences their holder than 0.5 and takes 10 from
their writer.
"""

OTHERS: Final = ("field", "originals")
SHARE: Final = {"digests": 0.6, "originals": 0.6, "field": 0.4}
"""How much an example of a corpus counts beside one of the passages, of which there are fewer."""

Unit = tuple[int, int, str]
"""A labelled span and its holder."""


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its document, its features and whether it is so."""

    document: str
    features: dict[str, float]
    true: bool
    weight: float = 1.0


def is_apart(document: str) -> bool:
    """Whether a passage is of the third that trains nothing."""
    return "/" not in document and int(hashlib.sha256(f"apart:{document}".encode()).hexdigest(), 16) % 3 == 0


def passages() -> Iterator[tuple[Document, list[Unit]]]:
    """The passages with their units; nested units are left out."""
    for line in (ROOT / "tests/data/attribution/passages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        units, place = [], 0
        for unit in row["units"]:
            if not unit.get("inner"):
                start = row["text"].index(unit["text"], place)
                place = start + len(unit["text"])
                units.append((start, place, unit["speaker"]))
        yield Document(id=row["id"], text=row["text"], authors=row.get("authors") or None), units


def corpus(name: str, table: Path, folder: Path) -> Iterator[tuple[Document, list[Unit]]]:
    """The documents of a labelled corpus with their spans; the id tells the corpus before a slash."""
    texts = {file.stem: file.read_bytes().decode() for file in folder.glob("*.txt")}
    units: dict[str, list[Unit]] = defaultdict(list)
    for row in read_labels([table], read_question(QUESTION), texts).claims:
        if row.document and row.start is not None and row.end is not None:
            units[row.document].append((row.start, row.end, row.speaker or ""))
    for document, spans in sorted(units.items()):
        yield Document(id=f"{name}/{document}", text=texts[document]), spans


def same(labelled: str, speaker: str) -> bool:
    """Whether two names are one holder's: the same words, or for people the same family name."""
    if "AUTHOR" in {labelled, speaker}:
        return labelled == speaker
    names = [{fold(name), family_names(name)[0]} for name in (*labelled.split("; "), *speaker.split("; ")) if name]
    return bool(names[0] & set().union(*names[1:]))


def best(units: Sequence[Unit], start: int, end: int) -> Unit | None:
    """The unit that shares most of a span, if it shares half of it."""
    shared = [(min(end, unit[1]) - max(start, unit[0]), unit) for unit in units]
    most = max(shared, key=lambda pair: pair[0], default=(0, ("", "", "")))
    return most[1] if most[0] * 2 >= end - start else None  # type: ignore[return-value]


def report_rows(document: Document, units: Sequence[Unit]) -> Iterator[Row]:
    """Sentences of nobody's after a report, and whether they go on with it."""
    layout = lay_out(document.text)
    entities = collect_people(document, layout)
    paragraphs = [ScopedPassage(p, run_passes(p, entities)) for p in parse(layout, load_parser())]
    carry_quotations(paragraphs, entities)
    density = free_indirect.density_of(paragraphs)
    for paragraph in (p for p in paragraphs if p.passage.block.speaker is None):
        for i, carrier, features in free_indirect.open_sentences(paragraph, entities):
            sentence = paragraph.sentences[i]
            start = sentence.start_char + paragraph.passage.offset
            unit = best(units, start, sentence.end_char + paragraph.passage.offset)
            if unit:
                right = same(unit[2], carrier.speaker.name or "")
                yield Row(document.id, features | density, right, SHARE.get(document.id.partition("/")[0], 1.0))


def claim_rows(document: Document, units: Sequence[Unit]) -> Iterator[Row]:
    """Claims with a speaker, and whether it is right."""
    for claim in extract_claims(document):
        unit = best(units, claim.start, claim.end)
        nested = unit is not None and (claim.end - claim.start) * 2 < unit[1] - unit[0]
        if unit and not nested and claim.speaker and claim.evidence != OWN_VOICE:
            features = dict.fromkeys(confidence.features_of(claim), 1.0)
            yield Row(document.id, features, same(unit[2], claim.speaker))


def fit(name: str, rows: Sequence[Row], strength: float) -> dict[str, float]:
    """The weights fitted on what is not kept apart; prints how right they are on folds and on what is."""
    train, apart = ([row for row in rows if is_apart(row.document) is kept] for kept in (False, True))
    vectorizer = DictVectorizer()
    columns = vectorizer.fit_transform([_columns(row) for row in train])
    true = np.array([row.true for row in train])
    counts = np.array([row.weight for row in train])
    model = LogisticRegression(C=strength, max_iter=3000)
    unseen = np.zeros(len(train))
    for known, held_out in GroupKFold(10).split(columns, true, [row.document for row in train]):
        model.fit(columns[known], true[known], sample_weight=counts[known])
        unseen[held_out] = model.predict_proba(columns[held_out])[:, 1]
    model.fit(columns, true, sample_weight=counts)
    _show(f"{name}, folds", unseen, true)
    _show(
        f"{name}, apart",
        model.predict_proba(vectorizer.transform([_columns(row) for row in apart]))[:, 1],
        np.array([row.true for row in apart]),
    )
    weights = {"bias": round(float(model.intercept_[0]), 3)}
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return weights | {str(feature): round(float(weight), 3) for feature, weight in named if abs(weight) >= 0.005}


def _columns(row: Row) -> dict[str, float]:
    return {feature: value for feature, value in row.features.items() if feature != "bias"}


def _show(name: str, likely: np.ndarray, true: np.ndarray) -> None:
    for low, high in ((0.0, 0.45), (0.45, 0.7), (0.7, 0.9), (0.9, 1.01)):
        inside = (likely >= low) & (likely < high)
        share = f"{true[inside].mean():.2f}" if inside.any() else "-"
        sys.stdout.write(f"{name}: {low:.2f} to {min(high, 1):.2f}: {inside.sum()} rows, {share} of them so\n")


def main() -> None:
    """Fit both and write the file: the first, then the second with the first in use."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared"
    own = [*passages(), *corpus("digests", ROOT / "data/labeled/digests.csv", ROOT / "data/raw")]
    texts = list(own)
    for name in OTHERS:
        folder = shared / name
        texts += corpus(name, shared / f"labels/{name}.csv", folder / "text" if (folder / "text").is_dir() else folder)
    reports = [row for document, units in texts for row in report_rows(document, units)]
    models = json.loads(TARGET.read_text(encoding="utf-8"))
    models[free_indirect.EVIDENCE] = {"least": LEAST, "weights": fit(free_indirect.EVIDENCE, reports, 0.3)}
    TARGET.write_text(json.dumps(models, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    confidence.weights_of.cache_clear()
    claims = [row for document, units in own for row in claim_rows(document, units)]
    models["confidence"] = {"weights": fit("confidence", claims, 0.2)}
    TARGET.write_text(json.dumps(models, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
