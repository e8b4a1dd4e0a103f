"""What the gate costs and what it saves: hand-labelled spans lost at it, and what `--no-gate` adds off topic.

    python bench/gate.py [--stream FILE.jsonl] [--bundle DIR] [--every 10]

Prints Markdown. The label tables need their texts (`make texts`); documents whose text is not at hand are counted. Of
the stream's documents off topic every tenth is read in spite of the gate: each claim in them that is given a stance on
the question would be a false alarm.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from common import ROOT, STREAM, is_on_topic, options_of, shipped_question

from stance.bundle import load_model
from stance.pipeline import score_documents
from stance.records import Document, Outcome, Question
from stance.sources import find_sources, read_documents
from stance.text_tables import read_rows

TABLES = ("digests", "originals", "field")
TEXTS = (ROOT / "data/raw", ROOT / "data/raw/originals", ROOT / "data/raw/field")


def text_of(name: str) -> str | None:
    """The document's text, if it is at hand."""
    found = next((path for folder in TEXTS if (path := folder / f"{name}.txt").is_file()), None)
    return found.read_bytes().decode() if found else None


def lost_spans(question: Question) -> list[str]:
    """A row a table: its documents, those gated out, its stance-bearing spans, and those of them in such documents."""
    shown = ["| table | documents | gated out | without text | spans with a stance | lost |", "|---" * 6 + "|"]
    for table in TABLES:
        bearing: Counter[str] = Counter()
        for row in read_rows(ROOT / f"data/labeled/{table}.csv")[1]:
            bearing[row["document"]] += row["label"] != question.none_label
        texts = {name: text_of(name) for name in bearing}
        gated = [name for name, text in texts.items() if text is not None and not is_on_topic(text, question)]
        absent = [name for name, text in texts.items() if text is None]
        figures = (len(bearing), len(gated), len(absent), bearing.total(), sum(bearing[name] for name in gated))
        shown.append("| " + " | ".join([table, *map(str, figures)]) + " |")
    return shown


def gate_rate(documents: list[Document], question: Question) -> str:
    """How fast the gate alone reads."""
    start = time.process_time()
    on_topic = sum(is_on_topic(document.text, question) for document in documents)
    spent = time.process_time() - start
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    of_all = f"Of {len(documents):,} documents ({size:.1f} MB) {on_topic} pass"
    return f"{of_all}; the gate alone reads {size / spent:.0f} MB a second."


def main() -> None:
    """Count and print."""
    parser = options_of(__doc__)
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--bundle", type=Path, default=ROOT / "models/china-russia")
    parser.add_argument("--every", type=int, default=10)
    args = parser.parse_args()
    question = shipped_question()
    print("\n".join(lost_spans(question)), end="\n\n")
    documents = [one for one in read_documents(find_sources([str(args.stream)])) if isinstance(one, Document)]
    print(gate_rate(documents, question))
    sample = [one for one in documents if not is_on_topic(one.text, question)][:: args.every]
    stances: Counter[str] = Counter()
    alarmed: set[str] = set()
    for outcome in score_documents(sample, load_model(args.bundle), gate=False):
        if isinstance(outcome, Outcome):
            stances.update(one.stance for one in outcome.scored)
            alarmed |= {one.claim.document for one in outcome.scored if one.stance != question.none_label}
    alarms = sum(count for stance, count in stances.items() if stance != question.none_label)
    read = f"Of {len(sample)} documents off topic `--no-gate` would read {stances.total():,} claims"
    found = ", ".join(f"{count} {stance}" for stance, count in stances.most_common())
    print(f"{read} and give {alarms} of them in {len(alarmed)} documents a stance ({found}; {args.bundle.name}).")


if __name__ == "__main__":
    main()
