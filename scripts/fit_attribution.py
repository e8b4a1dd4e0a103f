"""Fits the three small models of attribution and writes src/stance/attribution/weights.json.

    python scripts/fit_attribution.py [FOLDER]
    python scripts/fit_attribution.py --free-indirect [FOLDER]      # only the second
    python scripts/fit_attribution.py --confidence      # only the third

All are logistic regressions on labelled passages, each sentence with its holder. The first tells whether a main clause
is its subject's view or the writer's statement (`views`), the second whether a sentence of nobody's goes on with the
report before it (`free_indirect`), the third how sure the speaker of a claim is (`confidence`). The first two are
fitted on the passages and the digests of this repository, and on labelled documents in FOLDER (default ../shared) that
may not be passed on and of which nothing but weights is kept: labels/NAME.csv beside NAME/*.txt or NAME/text/*.txt, and
the op-eds of bench/stream that data/attribution/op_eds_2.csv sets apart for it. The first is fitted on every other
passage of data/attribution/passages_2.jsonl as well, and the third on the claims of the rest, by which the first is not
fitted; the second is fitted on all, and is sure of its sentences by itself. Printed is how many units of the passages
have the right speaker on these folds, and in data/attribution/held_out.jsonl, which trains nothing.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from stance.attribution import confidence, free_indirect, view_features, views
from stance.attribution.claims import scope_paragraphs, split_claims
from stance.attribution.clause_holders import Clause, clauses_of
from stance.attribution.passes import Passes, run_passes
from stance.attribution.people import collect_people
from stance.attribution.rules import VIEW
from stance.label_sample import overlap_of
from stance.labels import read_labels
from stance.layout import Layout, lay_out
from stance.parser import Passage, load_parser, parse
from stance.person_names import family_names, fold
from stance.question import read_question
from stance.records import AUTHOR, OWN_VOICE, Document

ROOT: Final = Path(__file__).resolve().parents[1]
QUESTION: Final = ROOT / "data/labeled/question.toml"
TARGET: Final = ROOT / "src/stance/attribution/weights.json"
PASSAGES: Final = (ROOT / "tests/data/attribution/passages.jsonl", ROOT / "data/attribution/passages.jsonl")
UNSEEN: Final = ROOT / "data/attribution/passages_2.jsonl"
HELD_OUT: Final = ROOT / "data/attribution/held_out.jsonl"
OP_EDS: Final = ROOT / "data/attribution/op_eds_2.csv"

LEAST: Final = {views.MODEL: 0.66, free_indirect.EVIDENCE: 0.6}
"""How likely a view and free indirect speech must be. On folds, lower ones give more claims to their holders and take
as many from the writer.
"""
TOLD: Final = 0.4
"""How likely a view must be for a rule to make it its source's: below, the writer tells what somebody does. That of
the weights in use, which are fitted without op-eds; fitted with them, 0.55 had the best sums on folds of them.
"""

STRENGTH: Final = {views.MODEL: 0.3, free_indirect.EVIDENCE: 0.05, confidence.MODEL: 0.2}
"""The inverse of the regularisation (scikit-learn's `C`)."""

RAREST: Final = {views.MODEL: 2, free_indirect.EVIDENCE: 3, confidence.MODEL: 2}
"""Examples a feature must stand in."""

LIGHTEST: Final = {views.MODEL: 0.02, free_indirect.EVIDENCE: 0.005, confidence.MODEL: 0.02}
"""What a weight must be, either way, to be kept."""

OTHERS: Final = ("field", "originals")
SHARE: Final = {"digests": 2.0, "originals": 2.0, "field": 0.5, "op-eds": 2.0}
"""How much an example of a corpus counts beside one of the passages."""

FOLDS: Final = 4

EVERY_VIEW: Final[dict[str, Any]] = {"told": 0.0, "least": 0.0, "weights": {}}
"""The model of views by which every clause becomes a candidate, so that its source is resolved."""

Unit = tuple[int, int, str]
"""A labelled span and its holder."""

Weights = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A labelled document, parsed once."""

    document: Document
    units: Sequence[Unit]
    layout: Layout
    passages: Sequence[Passage]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its features, whether it is so, and how much it counts."""

    features: Mapping[str, float]
    true: bool
    weight: float = 1.0


def parsed(document: Document, units: Sequence[Unit], share: float = 1.0) -> Text:
    """The document, laid out and parsed."""
    layout = lay_out(document.text)
    return Text(document, units, layout, parse(layout, load_parser()), share)


def passages(files: Iterable[Path]) -> Iterator[Text]:
    """The passages with their units; nested units are left out."""
    for line in (line for file in files for line in file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        units, place = [], 0
        for unit in row["units"]:
            if not unit.get("inner"):
                start = row["text"].index(unit["text"], place)
                place = start + len(unit["text"])
                units.append((start, place, unit["speaker"]))
        yield parsed(Document(id=row["id"], text=row["text"], authors=row.get("authors") or None), units)


def corpus(name: str, table: Path, folder: Path) -> Iterator[Text]:
    """The documents of a labelled corpus with their spans, without those that take no stance and have no other holder.

    Nobody looked for the holder of what takes no stance: a governor's warning of floods is labelled the writer's.
    """
    texts = {file.stem: file.read_bytes().decode() for file in folder.glob("*.txt")}
    units: dict[str, list[Unit]] = defaultdict(list)
    question = read_question(QUESTION)
    for row in read_labels([table], question, texts).claims:
        unheld = row.label == question.none_label and row.speaker == AUTHOR
        if row.document and row.start is not None and row.end is not None and not unheld:
            units[row.document].append((row.start, row.end, row.speaker or ""))
    for document, spans in sorted(units.items()):
        yield parsed(Document(id=document, text=texts[document]), spans, SHARE[name])


def stream(table: Path, file: Path) -> Iterator[Text]:
    """The op-eds of a stream of JSON lines that a table labels by position and lets fit models."""
    units: dict[str, list[Unit]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["fits"] == "yes":
                units[row["document"]].append((int(row["start"]), int(row["end"]), row["speaker"]))
    for line in file.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        if text["id"] in units:
            yield parsed(Document(id=text["id"], text=text["text"]), units[text["id"]], SHARE["op-eds"])


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


def passes_of(text: Text, without: frozenset[str] = frozenset()) -> Iterator[tuple[Passage, Passes]]:
    """What the passes give for each paragraph in the writer's voice."""
    entities = collect_people(text.document, text.layout)
    for passage in text.passages:
        passes = run_passes(passage, entities, without=without)
        if passage.block.speaker is None:
            yield passage, passes


def view_rows(text: Text) -> list[Row]:
    """Main clauses with somebody who may hold them, and whether they do; to be called with `EVERY_VIEW` installed."""
    every = list(passes_of(text))
    rows = []
    for (passage, passes), (_, known) in zip(passes_of(text, frozenset({VIEW.name})), every, strict=True):
        speakers = {a.candidate.source: a.speaker.name for a in known.attributions}
        context = view_features.Context(passage.doc, passes.attached)
        for clause in clauses_of(passage.doc):
            place = clause.verb.idx + passage.offset
            unit = next((unit for unit in text.units if unit[0] <= place < unit[1]), None)
            if unit is None or clause.source.i not in speakers or _is_anothers(passes, clause):
                continue
            features = dict.fromkeys(view_features.features_of(clause, context), 1.0)
            rows.append(Row(features, same(unit[2], speakers[clause.source.i] or ""), text.share))
    return rows


def _is_anothers(passes: Passes, clause: Clause) -> bool:
    """Whether a rule has given the sentence to somebody else."""
    holding = (
        scope.attribution
        for scopes in passes.scopes
        for scope in scopes
        if scope.span[0] <= clause.verb.i < scope.span[1] and scope.attribution is not None
    )
    return any(attribution.candidate.source != clause.source.i for attribution in holding)


def report_rows(text: Text) -> list[Row]:
    """Sentences of nobody's after a report, and whether they go on with it; those before are as they are labelled."""
    without = frozenset({free_indirect.EVIDENCE})
    paragraphs, entities = scope_paragraphs(text.document, text.layout, text.passages, without)
    rows = []
    for sentence in free_indirect.open_sentences(paragraphs, entities):
        passage, span = sentence.paragraph.passage, sentence.paragraph.sentences[sentence.index]
        unit = best(text.units, *passage.offsets(span.start, span.end))
        if unit and passage.block.speaker is None:
            right = same(unit[2], sentence.report.attribution.speaker.name or "")
            if right:
                sentence.settle(1.0, given=True)
            rows.append(Row(sentence.features, right, text.share))
    return rows


def claim_rows(text: Text) -> list[Row]:
    """Claims with a speaker, and whether it is right."""
    paragraphs, _ = scope_paragraphs(text.document, text.layout, text.passages)
    given = [a for paragraph in paragraphs for a in paragraph.passes.attributions]
    likely = {attribution.number: attribution.candidate.likely for attribution in given}
    rows = []
    for claim in split_claims(text.document, text.layout, text.passages):
        unit = best(text.units, claim.start, claim.end)
        nested = unit is not None and (claim.end - claim.start) * 2 < unit[1] - unit[0]
        if unit and not nested and claim.speaker and claim.evidence != OWN_VOICE:
            own = None if claim.cue_start is None else likely.get(claim.attribution or 0)
            features = dict.fromkeys(confidence.features_of(claim, own), 1.0)
            rows.append(Row(features, same(unit[2], claim.speaker)))
    return rows


def fit(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """The weights of a logistic regression on the rows, those of features that are rare or of no weight left out."""
    counts = Counter(feature for row in rows for feature in row.features)
    columns = [{f: v for f, v in row.features.items() if f != "bias" and counts[f] >= RAREST[name]} for row in rows]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH[name], max_iter=3000)
    model.fit(vectorizer.fit_transform(columns), [row.true for row in rows], sample_weight=[row.weight for row in rows])
    weights = {"bias": round(float(model.intercept_[0]), 3)}
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    weights |= {str(feature): round(float(weight), 3) for feature, weight in named if abs(weight) >= LIGHTEST[name]}
    border = {"least": LEAST[name]} if name in LEAST else {}
    return {"weights": weights} | border | ({"told": TOLD} if name == views.MODEL else {})


def fit_scopes(texts: Sequence[Text], clauses: Mapping[Text, Sequence[Row]]) -> Weights:
    """The models of views and of free indirect speech; the second is fitted with the first in use."""
    models = {views.MODEL: fit(views.MODEL, [row for text in texts for row in clauses[text]])}
    install(models)
    reports = [row for text in texts for row in report_rows(text)]
    return models | {free_indirect.EVIDENCE: fit(free_indirect.EVIDENCE, reports)}


def install(models: Weights) -> None:
    """Put models in the place of those of the same names in the file."""
    known = json.loads(TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(known | models, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    confidence.weights_of.cache_clear()


def units_right(texts: Iterable[Text]) -> tuple[int, int, int, int]:
    """Of the units that others than the writer hold, and of the writer's: how many have the right speaker, and all."""
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for text in texts:
        claims = split_claims(text.document, text.layout, text.passages)
        for start, end, holder in text.units:
            shared = [(overlap_of((start, end), (claim.start, claim.end)), claim) for claim in claims]
            most, claim = max(shared, key=lambda pair: pair[0], default=(0.0, None))
            speaker = claim.speaker if claim is not None and most > 0 else None
            hits[holder != "AUTHOR"].append(same(holder, speaker or ""))
    return sum(hits[True]), len(hits[True]), sum(hits[False]), len(hits[False])


def _show(name: str, figures: Sequence[int]) -> None:
    right, others, own, writers = figures
    sys.stdout.write(
        f"{name}: others' {right} of {others} ({right / others:.3f}), the writer's {own} of {writers}"
        f" ({own / writers:.3f})\n"
    )


def fit_confidence() -> None:
    """Fit how sure a speaker is, on passages by which the model of views in use was not fitted."""
    rows = [row for text in list(passages([UNSEEN]))[1::2] for row in claim_rows(text)]
    install({confidence.MODEL: fit(confidence.MODEL, rows)})


def op_eds(shared: Path) -> list[Text]:
    """The labelled documents, those of this repository and those that may not be passed on."""
    texts = list(corpus("digests", ROOT / "data/labeled/digests.csv", ROOT / "data/raw"))
    texts += stream(OP_EDS, shared / "bench/stream/opeds.jsonl")
    for name in OTHERS:
        folder = shared / name
        texts += corpus(name, shared / f"labels/{name}.csv", folder / "text" if (folder / "text").is_dir() else folder)
    return texts


def on_folds(own: list[Text], fit_on: Callable[[list[Text]], Weights]) -> list[int]:
    """The units right of our own texts, each fold's read with models fitted on the other folds' texts."""
    right = np.zeros(4, dtype=int)
    for number in range(FOLDS):
        unseen = own[number::FOLDS]
        install(fit_on([text for text in own if text not in unseen]))
        right += units_right(unseen)
    return right.tolist()


def fit_views(own: list[Text], texts: list[Text]) -> None:
    """Fit the model of views; once a fold as well, with that of free indirect speech."""
    install({views.MODEL: EVERY_VIEW})
    clauses = {text: view_rows(text) for text in (*own, *texts)}
    _show("passages, both models on folds", on_folds(own, lambda seen: fit_scopes(seen + texts, clauses)))
    install({views.MODEL: fit(views.MODEL, [row for rows in clauses.values() for row in rows])})


def fit_reports(own: list[Text], texts: list[Text]) -> None:
    """Fit the model of free indirect speech, with the views in use; once a fold as well."""
    rows = {text: report_rows(text) for text in (*own, *texts)}

    def fitted(seen: list[Text]) -> Weights:
        return {free_indirect.EVIDENCE: fit(free_indirect.EVIDENCE, [row for text in seen for row in rows[text]])}

    _show("passages, free indirect speech on folds", on_folds(own, lambda seen: fitted(seen + texts)))
    install(fitted(own + texts))


def main() -> None:
    """Fit all three, or only the one that is asked for, and write the file."""
    only = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    folder = next((Path(argument) for argument in sys.argv[1:] if argument not in only), ROOT.parent / "shared")
    if "--confidence" not in only:
        own, texts = list(passages(PASSAGES)), op_eds(folder)
        Random(0).shuffle(own)
        later = list(passages([UNSEEN]))
        if "--free-indirect" not in only:
            fit_views(own, [*texts, *later[::2]])
        fit_reports([*own, *later], texts)
        _show("passages, held out", units_right(passages([HELD_OUT])))
    if "--free-indirect" not in only:
        fit_confidence()


if __name__ == "__main__":
    main()
