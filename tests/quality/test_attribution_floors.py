"""Who holds the labelled spans that take a stance: shares that must not drop.

Compared as the project's scorer does, which stands beside the texts in ../shared.
"""

import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from stance.attribution.claims import split_claims
from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.records import AUTHOR, Document

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
FLOORS = {"digests": {"others": 0.929, "author": 0.968}, "originals": {"others": 0.946, "author": 0.984}}
"""As measured, less .003: another processor's arithmetic moves what stands near a border. The digests' writers had .952
before it was weighed what comes after a sentence that may go on with a report, and nothing goes on under a heading.
One sentence of 165 of the originals' writers is given to those who "are aware of" what it tells, as elsewhere is right.
"""

PASSAGES = {
    "tests/data/attribution/passages.jsonl": {"others": 0.863, "author": 0.923},
    "data/attribution/held_out.jsonl": {"others": 0.711, "author": 0.919},
    "data/attribution/held_out_2.jsonl": {"others": 0.745, "author": 0.943},
}
"""On the 141 passages, and on 130 and 140 that trained nothing: units without the nested ones; less .003 as well."""


OP_EDS = {
    ("op_eds", "read", "yes"): {"others": 0.684, "author": 0.961},
    ("op_eds", "read", "no"): {"others": 0.604, "author": 0.942},
    ("op_eds_2", "fits", "no"): {"others": 0.526, "author": 0.947},
}
"""On op-eds labelled by position, by table, column and value: 18 of which the misses were read, 18 and 120 of which
they were not; less .003 too.
"""


CASES = {
    "tests/data/attribution/cases.jsonl": {"speaker": 0.976, "near": 0.948},
    "tests/data/attribution/cases_2.jsonl": {"speaker": 0.973, "near": 0.944},
    "data/attribution/cases_apart.jsonl": {"speaker": 0.887, "near": 0.893},
}
"""Short texts, a form a case: the right speaker; the right content or nearly (word F1 of 0.8). The first two were
worked on, the misses of the third were not read; its contents fell by two of 165 (from .903) when the model of views
was weighed anew. As measured, less .003.
"""


def module_of(name):
    """One of the project's scorers, as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "bench" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def scorer():
    """The project's scorer of speakers."""
    return module_of("score_units")


def right(scorer, row, claims, authors):
    """Whether the claim that overlaps the span best has its speaker."""
    start, end = int(row.start), int(row.end)
    shared = [(min(end, c.end) - max(start, c.start), c) for c in claims]
    overlaps = [(n / (end - start + c.end - c.start - n), c) for n, c in shared if n > 0]
    best = max(overlaps, key=lambda pair: pair[0], default=None)
    return best is not None and scorer.same_speaker(row.speaker, best[1].speaker, authors)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand: the scorer and the texts")
@pytest.mark.parametrize("table", sorted(FLOORS))
def test_holders_are_found(table, scorer):
    sources = pd.read_csv(SHARED / table / "sources.csv", dtype=str, keep_default_na=False).set_index("document")
    gold = pd.read_csv(ROOT / "data" / "labeled" / f"{table}.csv", dtype={"document": str}, keep_default_na=False)
    settled = set(gold.document[gold.annotator == "gold"])
    gold = gold[((gold.annotator == "gold") | ~gold.document.isin(settled)) & (gold.label != "none")]
    hits = {"others": [], "author": []}
    for name, rows in gold.groupby("document"):
        about = sources.loc[name]
        text = (SHARED / table / f"{name}.txt").read_bytes().decode("utf-8")
        document = Document(id=name, text=text, title=about.title or None, authors=about.authors or None)
        layout = lay_out(text)
        claims = split_claims(document, layout, parse(layout, load_parser()))
        authors = [scorer.plain(author) for author in about.authors.split(";") if author.strip()]
        for row in rows.itertuples():
            hits["author" if row.speaker == AUTHOR else "others"].append(right(scorer, row, claims, authors))
    shares = {kind: sum(found) / len(found) for kind, found in hits.items()}
    assert {kind for kind, floor in FLOORS[table].items() if shares[kind] < floor} == set(), shares


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand: the scorer")
@pytest.mark.parametrize("file", sorted(PASSAGES))
def test_holders_are_found_in_passages(file, scorer):
    hits = {"others": [], "author": []}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        passage, place = json.loads(line), 0
        document = Document(id=passage["id"], text=passage["text"], authors=passage["authors"] or None)
        layout = lay_out(document.text)
        claims = split_claims(document, layout, parse(layout, load_parser()))
        for unit in (unit for unit in passage["units"] if not unit.get("inner")):
            start = document.text.index(unit["text"], place)
            place = start + len(unit["text"])
            row = SimpleNamespace(start=start, end=place, speaker=unit["speaker"])
            hits["author" if unit["speaker"] == AUTHOR else "others"].append(right(scorer, row, claims, []))
    shares = {kind: sum(found) / len(found) for kind, found in hits.items()}
    assert {kind for kind, floor in PASSAGES[file].items() if shares[kind] < floor} == set(), shares


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand: the scorer and the texts")
@pytest.mark.parametrize(("file", "column", "value"), sorted(OP_EDS))
def test_holders_are_found_in_op_eds(file, column, value, scorer):
    table = pd.read_csv(ROOT / f"data/attribution/{file}.csv", dtype={"document": str}, keep_default_na=False)
    lines = (SHARED / "bench/stream/opeds.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    hits = {"others": [], "author": []}
    for name, rows in table[table[column] == value].groupby("document"):
        document = Document(id=name, text=texts[name])
        layout = lay_out(document.text)
        claims = split_claims(document, layout, parse(layout, load_parser()))
        for row in rows.itertuples():
            hits["author" if row.speaker == AUTHOR else "others"].append(right(scorer, row, claims, []))
    shares = {kind: sum(found) / len(found) for kind, found in hits.items()}
    floors = OP_EDS[file, column, value]
    assert {kind for kind, floor in floors.items() if shares[kind] < floor} == set(), shares


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not at hand: the scorer")
@pytest.mark.parametrize("file", sorted(CASES))
def test_holders_and_contents_are_found_in_cases(file):
    scorer, hits = module_of("score_cases"), {"speaker": [], "near": []}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        layout = lay_out(case["text"])
        claims = split_claims(Document(id=case["id"], text=case["text"]), layout, parse(layout, load_parser()))
        for expected in case["expect"]:
            claim = said_at(case["text"], expected["key"], claims)
            content = scorer.norm(case["text"][claim.content_start : claim.content_end]) if claim else ""
            options = [scorer.norm(option) for option in expected["content"].split("|")]
            speakers = {scorer.norm(name) for name in expected["speakers"]}
            hits["speaker"].append(claim is not None and scorer.norm(claim.speaker or "nobody") in speakers)
            hits["near"].append(max(scorer.word_f1(content, option) for option in options) >= 0.8 or content in options)
    shares = {kind: sum(found) / len(found) for kind, found in hits.items()}
    assert {kind for kind, floor in CASES[file].items() if shares[kind] < floor} == set(), shares


def said_at(text, keys, claims):
    """The shortest claim that holds the words in its content, else in any part of it."""
    key = next(k for k in keys.split("|") if k in text)
    start, end = text.index(key), text.index(key) + len(key)
    inside = [c for c in claims if c.content_start <= start and c.content_end >= end]
    found = inside or [c for c in claims if c.start < end and c.end > start]
    return min(found, key=lambda c: c.content_end - c.content_start, default=None)
