"""Where the time goes: seconds of processor by step, from a cold start and on on-topic documents.

    python bench/stages.py [--bundle DIR] [--stream FILE.jsonl] [--every 4]

Each bundle is measured in a process of its own. The steps are those of `stance score`, called one after the other; what
spaCy's components take is measured on top, each by itself on the same paragraphs. Prints Markdown.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from common import ROOT, STREAM, compile_package, is_on_topic, options_of, read_texts, shipped_question
from threadpoolctl import threadpool_limits

T = TypeVar("T")


class Clock:
    """Seconds of processor by the name of the step."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def time(self, step: str, work: Callable[[], T]) -> T:
        """The work's result, its time counted for the step."""
        start = time.process_time()
        done = work()
        self.spent[step] += time.process_time() - start
        return done

    def table(self, title: str) -> str:
        """The steps, in the order in which they came, with their seconds."""
        total = sum(spent for step, spent in self.spent.items() if not step.startswith("–"))
        rows = [f"| {step} | {spent:.2f} | {spent / total:.0%} |" for step, spent in self.spent.items()]
        return "\n".join([f"| {title} | cpu s | share |", "|---|---|---|", *rows, f"| all | {total:.2f} | |"])


def measure(bundle: str, texts: list[str]) -> None:
    """Print the two tables of a bundle."""
    start, steps = Clock(), Clock()
    start.time("command line", lambda: import_module("stance.cli"))
    start.time("spaCy", lambda: import_module("spacy"))
    pipeline = start.time("the rest of the package", lambda: import_module("stance.pipeline"))
    model = start.time("bundle", lambda: import_module("stance.bundle").load_model(bundle))
    nlp = start.time("spaCy's pipeline", lambda: import_module("stance.parser").load_parser())
    score = import_module("stance.model").score_claims
    records, layout_of = import_module("stance.records"), import_module("stance.layout").lay_out
    parser, split = import_module("stance.parser"), import_module("stance.attribution.claims").split_claims
    example = records.Document(id="example", text=(ROOT / "examples/harbour-lights.txt").read_text("utf-8"))
    claims = start.time("parse and claims of the first op-ed", lambda: pipeline.extract_claims(example, nlp))
    start.time("its scores (with an encoder: opening it)", lambda: score(claims, model))
    for text in texts:
        document = records.Document(id="d", text=text)
        layout = steps.time("layout", lambda d=document: layout_of(d.text))
        passages = steps.time("parse", lambda d=layout: parser.parse(d, nlp))
        claims = steps.time("attribution and claims", lambda d=document, a=layout, p=passages: split(d, a, p))
        steps.time("scores", lambda c=claims: score(c, model))
    for text in texts:
        docs = [passage.doc for passage in parser.parse(layout_of(text), nlp)]
        plain = [nlp.tokenizer(doc.text) for doc in docs]
        steps.time("– of the parse: tokenizer", lambda d=docs: [nlp.tokenizer(doc.text) for doc in d])
        for name, component in nlp.pipeline:
            run = component.pipe if hasattr(component, "pipe") else partial(map, component)
            with threadpool_limits(1):
                plain = steps.time(f"– of the parse: {name}", lambda r=run, p=plain: list(r(p)))
    print(start.table(f"{Path(bundle).name}, cold start"), end="\n\n")
    print(steps.table(f"{Path(bundle).name}, {sum(len(text.split()) for text in texts):,} words on topic"), end="\n\n")


def main() -> None:
    """Measure and print."""
    parser = options_of(__doc__)
    parser.add_argument("--stream", type=Path, default=STREAM)
    parser.add_argument("--bundle", nargs="+", default=[str(ROOT / "models/china-russia")])
    parser.add_argument("--every", type=int, default=4)
    parser.add_argument("--one", action="store_true", help="read the texts from standard input, for one bundle")
    args = parser.parse_args()
    if args.one:
        measure(args.bundle[0], json.load(sys.stdin))
        return
    compile_package()
    question = shipped_question()
    texts = json.dumps([text for text in read_texts(args.stream) if is_on_topic(text, question)][:: args.every])
    for bundle in args.bundle:
        subprocess.run([sys.executable, __file__, "--one", "--bundle", bundle], input=texts, text=True, check=True)


if __name__ == "__main__":
    main()
