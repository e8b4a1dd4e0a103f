"""Writes src/stance/lexicon/first_names.txt: first names and the gender they are given with.

    python scripts/first_names.py        (needs Faker, MIT licence: pip install faker)

The names are those of every locale of Faker in the Latin or the Cyrillic script, the latter in plain English letters.
A name that both women and men bear is left out, unless one of them has it four times as often.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).resolve().parents[1] / "src/stance/lexicon/first_names.txt"
LATIN: Final = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфцыэіє", "abvgdeziyklmnoprstufcyeie", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ї": "yi"}
    | {"ъ": "", "ь": "", "ґ": "g", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
)
LEAN: Final = 4
"""How many times as often one gender must bear a name that both bear."""


def plain(name: str) -> str:
    """The name in small English letters."""
    letters = unicodedata.normalize("NFKD", name.strip().lower().translate(LATIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def names() -> dict[str, Counter[str]]:
    """How many locales have each name, by gender."""
    import faker.providers.person as people

    found: dict[str, Counter[str]] = {"m": Counter(), "f": Counter()}
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for gender, attribute in (("m", "first_names_male"), ("f", "first_names_female")):
            written = {plain(name) for name in getattr(provider, attribute, ())}
            found[gender].update(name for name in written if name.isascii() and name.isalpha() and len(name) > 2)
    return found


def main() -> None:
    """Write the file."""
    try:
        found = names()
    except ImportError:
        sys.exit("Faker is not installed; run: pip install faker")
    lines = ["# First names of Faker's locales (github.com/joke2k/faker, MIT licence), by scripts/first_names.py"]
    for gender, other in (("m", "f"), ("f", "m")):
        chosen = sorted(n for n, count in found[gender].items() if count >= LEAN * found[other][n])
        lines.append(f"{gender}: {' '.join(chosen)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
