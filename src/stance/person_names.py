"""Names of people in running text: found by their capitals, freed of titles, told from bodies and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stance import lexicon

_WORD: Final = r"(?:[A-Z]['’])?[^\W\d_a-z](?:[^\W\d_]|-)*[^\W\d_]"
NAME: Final = re.compile(
    rf"(?:[A-Z]\. ?)*{_WORD}(?:(?: [A-Z]\.)+)?(?: (?:al|bin|da|de|del|der|di|du|el|la|le|van|von))*(?: {_WORD})+"
)
"""Two capitalised words or more, with initials and particles among them."""

POSSESSIVE: Final = re.compile(r"['’]s?$")
MAX_PARTS: Final = 5
TITLES: Final = lexicon.TITLES | lexicon.OFFICE_ROLES | lexicon.SCHOLARLY_ROLES


def find_people(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a full name stands in the text, the name without titles, and its last title in lower case ("" if none)."""
    for match in NAME.finditer(text):
        name, title = strip_titles(match.group())
        if is_personal(name):
            yield match.start() + match.group().rfind(name), name, title


def strip_titles(name: str) -> tuple[str, str]:
    """A name without titles, possessive mark and words that only begin a sentence; and its last title, lower case.

    What stands before the last word that belongs to a body or a place goes too, if a full name is left.
    """
    parts = [POSSESSIVE.sub("", part) for part in name.split()]
    while parts and _only_opens(parts):
        parts.pop(0)
    title, cut = "", 0
    for i, part in enumerate(parts[:-1]):
        plain = part.casefold().rstrip(".")
        if plain in TITLES or plain.removesuffix("s") in TITLES:
            title, cut = plain, i + 1
        elif (plain in lexicon.ORGANISATION_WORDS | lexicon.PLACES or is_abbreviation(part)) and len(parts) - i > 2:
            cut = i + 1
    return " ".join(parts[cut:]), title


def origin_of(name: str) -> str | None:
    """The country that a person's name points to, as the adjective, or None: family names come first in Chinese."""
    parts = name.casefold().split()
    for adjective, (given, family, endings) in lexicon.NAME_ORIGINS.items():
        if parts[0] in given or (parts[0] in family and len(parts) <= 3) or parts[-1].endswith(endings or ("\0",)):
            return adjective
    return None


def is_abbreviation(word: str) -> bool:
    """Whether a word is the short name of a body before a person's: "UN", "PLA"."""
    return word.isalpha() and word.isupper() and 1 < len(word) < MAX_PARTS


def _only_opens(parts: Sequence[str]) -> bool:
    """Whether the first word is there because it begins the sentence: "Remembering Lenin"."""
    first = parts[0]
    participle = first.endswith("ing") and len(first) > 5 and first.casefold() not in lexicon.PLACES
    return first in lexicon.NAME_STOPWORDS or (participle and len(parts) > 1)


def is_personal(name: str) -> bool:
    """Whether a full name looks like a person's: no word of it belongs to bodies, places or offices."""
    parts = name.split()
    lower = {part.casefold().rstrip(".") for part in parts}
    strange = lexicon.ORGANISATION_WORDS | lexicon.PLACES | TITLES
    return (
        2 <= len(parts) <= MAX_PARTS
        and not lower & strange
        and not set(parts) & lexicon.NAME_STOPWORDS
        and not name.isupper()
    )
