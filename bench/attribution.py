"""Who said what, measured on PolNeAR's news texts: our row beside the peers', the rules' worth, the cost.

    python bench/attribution.py [--polnear DIR] [--samples 2000] [--ablate]

DIR holds `dev/text`, `dev/attributions` and `eval_attribution.py`, the evaluator; PolNeAR states no licence, so it is
measured on and nothing of it is kept. Claims, every report of a speaker among them, become attributions by
`attribution` and `content_start, content_end`.
PolNeAR annotates the outermost of nested attributions: the evaluator's `--outermost` view is used.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from common import ROOT, options_of

from stance.attribution.claims import split_claims
from stance.attribution.rules import RULE
from stance.layout import Layout, lay_out
from stance.parser import Passage, load_parser, parse
from stance.records import Claim, Document

POLNEAR = ROOT.parent / "shared/bench/polnear"

PEERS = (
    ("textacy", 17, 24),
    ("sayswho", 27, 33),
    ("GenderGapTracker", 40, 49),
    ("BBC Citron, retrained on PolNeAR", 52, 56),
    ("a second human", 75, 78),
)
"""End-to-end F1 in percent on dev (all) and test (core), measured with the same evaluator."""

FAMILIES = {
    "complement clauses": {"clause", "stray clause", "opening", "before a colon", "what is"},
    "inserted clauses": {"parenthesis", "as clause", "inserted", "frame"},
    "infinitives, requests": {"infinitive", "raising", "request"},
    "nouns": {"noun clause", "noun is", "noun about", "mood"},
    "adjectives, states of mind": {"adjective", "adjective about", "adjective to", "clear", "state of mind"},
    "objects": {"object", "passive object", "judgement", "preposition", "phrasal"},
    "feelings": {"feeling"},
    "sees as, calls": {"as", "naming"},
    "according to, in the view of": {"according to", "in the view of", "for somebody"},
    "quotation marks": {"quotation"},
    "labels": {"label"},
    "views without a reporting word": {"view"},
}
NAMES = frozenset(RULE)
BASELINE = NAMES - {"clause", "quotation"}
"""What the baseline goes without: it knows a reporting verb's complement clause and quotation marks."""


@dataclass(frozen=True)
class Parsed:
    """A document ready for attribution."""

    document: Document
    layout: Layout
    passages: list[Passage]


def main() -> None:
    """Print the tables."""
    parser = options_of(__doc__)
    parser.add_argument("--polnear", type=Path, default=POLNEAR)
    parser.add_argument("--samples", type=int, default=2000, help="bootstrap samples of documents")
    parser.add_argument("--ablate", action="store_true", help="also leave out each family of rules in turn")
    args = parser.parse_args()
    if not (args.polnear / "dev").is_dir():
        sys.exit(f"{args.polnear / 'dev'} is not there; name PolNeAR's folder with --polnear")
    evaluator = load_evaluator(args.polnear / "eval_attribution.py")
    gold = evaluator.load_gold(args.polnear / "dev")

    parsed, parsing = read(args.polnear / "dev/text", sorted(gold))
    ours, attributing = count(evaluator, gold, parsed)
    baseline, _ = count(evaluator, gold, parsed, BASELINE)
    print_peers(evaluator, ours, baseline)
    words = sum(len(item.document.text.split()) for item in parsed)
    rates = words / parsing, words / (parsing + attributing)
    print(f"\nwords a CPU second: {rates[0]:,.0f} parsed, {rates[1]:,.0f} attributed as well")
    print(f"attribution on top of the parse: {attributing / parsing:.1%}")
    low, high = bootstrap(ours, baseline, args.samples)
    print(f"end-to-end F1 above the baseline's, 95 % of {args.samples} document samples: {low:+.1%} to {high:+.1%}")
    if args.ablate:
        print_ablation(evaluator, gold, parsed, ours)


def load_evaluator(path: Path) -> ModuleType:
    """The evaluator beside the data, as a module."""
    spec = importlib.util.spec_from_file_location("eval_attribution", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder: Path, names: list[str]) -> tuple[list[Parsed], float]:
    """The texts laid out and parsed, and the CPU seconds that took."""
    nlp = load_parser()
    parse(lay_out("One sentence wakes the parser."), nlp)
    parsed, start = [], time.process_time()
    for name in names:
        with (folder / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            document = Document(id=name, text=file.read())
        layout = lay_out(document.text)
        parsed.append(Parsed(document, layout, parse(layout, nlp)))
    return parsed, time.process_time() - start


Counts = dict[str, dict[str, Counter[str]]]
"""A document's counts by view ("all", "core")."""


def count(
    evaluator: ModuleType, gold: dict[str, Any], parsed: list[Parsed], without: frozenset[str] = frozenset()
) -> tuple[Counts, float]:
    """Each document's counts, and the CPU seconds attribution took."""
    start = time.process_time()
    claims = {
        p.document.id: split_claims(p.document, p.layout, p.passages, without=without, every=True) for p in parsed
    }
    seconds = time.process_time() - start
    counts = {}
    for name, (text, attributions) in gold.items():
        counts[name] = evaluator.score_doc(text, attributions, attributions_of(claims[name]), outermost=True)
    return counts, seconds


def attributions_of(claims: list[Claim]) -> list[dict[str, Any]]:
    """Claims as the evaluator's predictions: one an attribution, its contents together."""
    rows: dict[int, dict[str, Any]] = {}
    for claim in claims:
        if claim.attribution is not None:
            row = rows.setdefault(claim.attribution, {"content": [], "source": None})
            row["content"].append([claim.content_start, claim.content_end])
            if claim.speaker_start is not None:
                row["source"] = [claim.speaker_start, claim.speaker_end]
    return list(rows.values())


def total(counts: Counts, view: str, names: list[str] | None = None) -> Counter[str]:
    """Counts summed over documents (a name as often as it is given)."""
    summed: Counter[str] = Counter()
    for name in counts if names is None else names:
        summed.update(counts[name][view])
    return summed


def f1(counts: Counter[str]) -> float:
    """End-to-end F1."""
    return 2 * counts["e2e"] / max(1, counts["pred"] + counts["gold"])


def print_peers(evaluator: ModuleType, ours: Counts, baseline: Counts) -> None:
    """The peers' table with our rows, then our figures in full."""
    print("| system | dev, all | dev, core | test, core |\n| --- | ---: | ---: | ---: |")
    for name, dev, test in PEERS:
        print(f"| {name} | {dev} | | {test} |")
    for name, counts in (("reporting verbs and quotation marks alone", baseline), ("stance", ours)):
        print(f"| {name} | {f1(total(counts, 'all')):.1%} | {f1(total(counts, 'core')):.1%} | |")
    print()
    for view in ("all", "core"):
        print(evaluator.show(view, evaluator.summary(total(ours, view))))


def bootstrap(ours: Counts, baseline: Counts, samples: int) -> tuple[float, float]:
    """The middle 95 % of the difference in end-to-end F1, documents drawn with replacement, the same for both."""
    names, chance = sorted(ours), random.Random(0)
    differences = []
    for _ in range(samples):
        drawn = chance.choices(names, k=len(names))
        differences.append(f1(total(ours, "all", drawn)) - f1(total(baseline, "all", drawn)))
    differences.sort()
    return differences[int(samples * 0.025)], differences[int(samples * 0.975)]


def print_ablation(evaluator: ModuleType, gold: dict[str, Any], parsed: list[Parsed], ours: Counts) -> None:
    """End-to-end F1 without each family of rules."""
    print("\n| without | all | core |\n| --- | ---: | ---: |")
    for family, names in FAMILIES.items():
        counts, _ = count(evaluator, gold, parsed, frozenset(names))
        change = [f1(total(counts, view)) - f1(total(ours, view)) for view in ("all", "core")]
        print(f"| {family} | {change[0]:+.1%} | {change[1]:+.1%} |")


if __name__ == "__main__":
    main()
