"""A small model of the shipped question, fitted once a test run on some of the digests' labels; a small label table."""

import json
from functools import cache
from pathlib import Path

from stance.labels import read_labels
from stance.model import Model
from stance.model.training import train_model
from stance.question import read_question
from stance.records import Document
from stance.sources import find_sources, read_documents

ROOT = Path(__file__).parents[1]
QUESTION = read_question(ROOT / "data/labeled/question.toml")
LABELS = "text,label\n" + "".join(
    f"{side} {number} {saying} {town} says,{label}\n"
    for number, town in enumerate(("Oslo", "Lima", "Quito", "Dakar", "Hanoi", "Perth"))
    for side, saying, label in [
        ("Beijing and Moscow in year", "stand as allies already", "exists"),
        ("China and Russia in year", "may yet become allies", "possible"),
        ("Moscow and Beijing in year", "will never be allies at all", "unlikely"),
        ("The harbour in year", "was painted again", "none"),
    ]
)
"""A label table of our own words, enough of each label to train on."""


@cache
def digest_model() -> Model:
    """Fitted on every seventh labelled sentence: enough to run with, too few to be right."""
    labels = read_labels([ROOT / "data/labeled/digests.csv"], QUESTION, {})
    return train_model(labels.claims[::7], question=QUESTION)


def digest(name: str) -> Document:
    """One of the shipped digests, with what `sources.csv` knows of it."""
    (document,) = read_documents(find_sources([str(ROOT / f"data/raw/{name}.txt")]))
    assert isinstance(document, Document)
    return document


def edit_manifest(bundle, **changes):
    """Change what the manifest of a bundle says."""
    file = bundle / "model.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), encoding="utf-8")
