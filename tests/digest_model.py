"""A small model of the shipped question, fitted once a test run on some of the digests' labels."""

from functools import cache
from pathlib import Path

from stance.labels import read_labels
from stance.model import Model, train_model
from stance.question import read_question
from stance.records import Document
from stance.sources import find_sources, read_documents

ROOT = Path(__file__).parents[1]
QUESTION = read_question(ROOT / "data/labeled/question.toml")


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
