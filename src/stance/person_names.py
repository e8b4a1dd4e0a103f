"""What is a person's name: one grammar, for layout, attribution and metadata alike.

A name is two to six capitalised words with initials, particles ("van der", "bin", "al-") and suffixes ("Jr.") among
them; titles and offices before it are no part of it. Names of bodies and places are told from it by their words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from stance import lexicon

_UPPER: Final = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper())
PARTICLES: Final = lexicon.words(
    "abu af al ben bin bint da das de del della dem den der des di do dos du el ibn la le ten ter van vom von y zu zur"
)
"""Words of a name that are written small, or with a capital where the name is shortened to them: "Van der Meer"."""

_PREFIX: Final = r"(?:(?:[Aa]l|[Ee]l|[Aa][dnrstz]|[Aa]sh|[Bb]en|[Ii]bn)-)?"
_WORD: Final = rf"{_PREFIX}(?:[{_UPPER}d]['’])?[{_UPPER}](?:[^\W\d_]|-)*[^\W\d_]"
_TITLE: Final = "|".join(sorted(title.capitalize() for title in lexicon.TITLES | {"president-elect"}))
_INITIAL: Final = rf"[{_UPPER}]\."
_LINK: Final = rf"(?: (?:{'|'.join(sorted(PARTICLES))}))"
NAME: Final = re.compile(
    rf"(?=[aeib{_UPPER}])(?<![^\W_])(?:{_INITIAL} ?)*{_WORD}(?: {_INITIAL})*"
    rf"(?:{_LINK}{{0,3}} {_WORD}(?: {_INITIAL}(?= [{_UPPER}]))*)+(?:,? (?:Jr|Sr)\b\.?| I{{2,3}}\b)?"
)
"""A full name, with whatever else stands right before it with a capital."""

SHORT_NAME: Final = re.compile(rf"[{_UPPER}](?:['’][{_UPPER}])?(?:[^\W\d_]|-)*[^\W\d_]")
"""One capitalised word, as a name is shortened."""

_BEFORE: Final = rf"(?<![\w-])(?i:{'|'.join(sorted(PARTICLES))}){_LINK}* "
BEFORE_SHORT: Final = re.compile(rf"({_BEFORE})?({_PREFIX})$")
"""The particles before it and its article: "van der " of "van der Meer", "al-" of "al-Assad"."""

WITH_PARTICLE: Final = re.compile(_BEFORE + _WORD)
"""A shortened name that begins with a particle: "Al Fatah" names nobody called "Al"."""

TITLED: Final = re.compile(rf"(?=[A-Z])(?<![\w-])({_TITLE})\.? {_WORD}(?![\w-])(?! {_WORD})")
"""A title and one name: "Mr. Gu"."""

POSSESSIVE: Final = re.compile(r"['’]s?$")
MAX_PARTS: Final = 6
TITLES: Final = lexicon.TITLES | lexicon.OFFICE_ROLES | lexicon.SCHOLARLY_ROLES
STRANGE: Final = lexicon.ORGANISATION_WORDS | lexicon.PLACES
"""Words of bodies and places, which a person's name has seldom."""

FIRST_NAMES: Final = lexicon.words("abu al ben")
"""Particles that are first names too: "Al Gore"."""

FAMILY_PLACES: Final = lexicon.words("britain east england france holland ireland london north south washington west")
"""Places that are family names too."""

FAMILY_TITLES: Final = lexicon.words(
    "adviser advisor bishop chair judge king laureate lord major marshal pope prince sergeant"
)
"""Titles that are family names too."""

_ADJECTIVE_TITLES: Final = lexicon.words("general major premier")
"""Titles that are adjectives too: "General Motors", "the General Agreement"."""

SUFFIXES: Final = lexicon.words("jr sr ii iii")
FAMILY_ENDINGS: Final = {
    "f": ("ova", "eva", "skaya", "skaia", "aya", "ová", "ská", "skaitė", "aitė", "ienė", "dóttir"),
    "m": ("skiy", "skij", "ov", "ev", "enkov", "ský"),
}
"""Endings of family names that tell a gender."""


NAME_FILES: Final = ("first_names.txt", "given_names.txt")
"""First names by gender; what the later file says of one counts."""

_OFFICE_FOR: Final = re.compile(rf"(?<![\w-])(?i:{'|'.join(sorted(TITLES))})s? (?:of|for) (?:the )?\Z")
"""An office up to the words for what it is for: "minister for"."""

_NAMES_KEPT: Final = 10_000
"""Names whose parts are kept: a text comes back to the same ones."""


def find_people(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a full name stands in the text, the name without titles, and its last title in lower case ("" if none)."""
    for match in NAME.finditer(text):
        name, title = strip_titles(match.group())
        parts = name.split()
        if len(parts) > 2 and follows_portfolio(parts) and _OFFICE_FOR.search(text, 0, match.start()):
            name = " ".join(parts[1:])  # "the minister for Trade Ann Lee"
        if is_personal(name):
            yield match.start() + match.group().rfind(name), name, title


@lru_cache(_NAMES_KEPT)
def strip_titles(name: str) -> tuple[str, str]:
    """A name without titles, possessive mark and words that only begin a sentence; and its last title, lower case.

    What stands before the last word that belongs to a body or a place goes too, if a full name is left.
    """
    parts = [POSSESSIVE.sub("", part) for part in name.split()]
    while parts and _only_opens(parts):
        parts.pop(0)
    title, cut = "", 0
    named = bool(parts) and first_name_gender(parts[0]) is not None  # "Ann Baker Mary Lee"
    for i, part in enumerate(parts[:-1]):
        word = part.casefold().rstrip(".")
        if len(parts) - i == 2 and is_adjective(part, parts[-1]):
            break
        singular = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
        if {word, singular, word.partition("-")[0]} & TITLES:
            title, cut = word, i + 1
        elif len(parts) - i > 2 and (
            word in STRANGE or is_abbreviation(part) or (not named and _is_trade_of(i, parts))
        ):
            cut = i + 1
    return " ".join(parts[cut:]), title


@lru_cache(_NAMES_KEPT)
def is_adjective(title: str, word: str) -> bool:
    """Whether a title before its last word only tells of which kind a thing is: "General Motors", "Major Powers"."""
    plain = word.casefold()
    noun = any(lexicon.noun_class(form) != lexicon.UNKNOWN for form in (plain, plain.removesuffix("s")))
    family = plain in FAMILY_TITLES or plain in lexicon.NAME_ORIGINS["chinese"][1]  # "General Lord", "Premier Li"
    return noun and not family and title.casefold().rstrip(".") in _ADJECTIVE_TITLES


def _is_trade_of(place: int, parts: Sequence[str]) -> bool:
    """Whether a word tells what the one named behind it is: "Futurologist Ann Lee", "Rural Development Ann Lee".

    The first word may be a name: "Forest Ann Lee".
    """
    word = parts[place].casefold()
    trade = word in lexicon.PERSON_NOUNS or word.endswith("ologist")
    return follows_portfolio(parts[place:]) and (place > 0 or trade)


def follows_portfolio(parts: Sequence[str]) -> bool:
    """Whether a person is named behind a common noun, as behind what an office is for: "Trade Ann Lee"."""
    if first_name_gender(parts[0]) is not None or first_name_gender(parts[1]) is None:
        return False
    word = parts[0].casefold()
    common = lexicon.noun_class(word) != lexicon.UNKNOWN or word in lexicon.PERSON_NOUNS or word.endswith("ologist")
    return common and word not in PARTICLES  # "Omar bin Hilal al-Rashdi"


def _only_opens(parts: Sequence[str]) -> bool:
    """Whether the first word is there because it begins the sentence: "Remembering Lenin"."""
    first = parts[0]
    participle = (
        first.endswith("ing")
        and len(first) > 5
        and "-" not in first
        and first.casefold() not in lexicon.PLACES
        and first_name_gender(first) is None
    )
    return first in lexicon.NAME_STOPWORDS or (participle and len(parts) > 1)


@lru_cache(_NAMES_KEPT)
def is_personal(name: str) -> bool:
    """Whether a full name looks like a person's: no word of it belongs to bodies, places or offices.

    After a first name a word of place or a title may be a family name: "Anna West", "Julie Bishop".
    """
    parts = name.split()
    lower = [part.casefold().rstrip(".") for part in parts]
    if not 2 <= len(parts) <= MAX_PARTS or name.isupper() or not lexicon.NAME_STOPWORDS.isdisjoint(parts):
        return False
    if lower[0] in PARTICLES and lower[0] not in FIRST_NAMES:  # a family name alone: "Van der Meer"
        return False
    family = (
        lower[-1] in FAMILY_PLACES | FAMILY_TITLES
        and lower[0] not in lexicon.PLACES
        and first_name_gender(parts[0]) is not None
    )
    words = lower[:-1] if family else lower
    pieces = {*words, *(piece for word in words for piece in word.split("-"))}
    return STRANGE.isdisjoint(pieces) and TITLES.isdisjoint(pieces)


def is_abbreviation(word: str) -> bool:
    """Whether a word is the short name of a body before a person's: "UN", "PLA"."""
    return word.isalpha() and word.isupper() and 1 < len(word) < 5


@lru_cache(_NAMES_KEPT)
def family_names(name: str) -> tuple[str, ...]:
    """The forms by which a full name is shortened, folded: ("van der meer", "meer") for "Jan-Willem van der Meer"."""
    parts = [part for part in name.split() if part.casefold().rstrip(".,") not in SUFFIXES]
    forms = []
    if len(parts) > 1:
        start = len(parts) - 1
        while start > 1 and parts[start - 1].casefold() in PARTICLES:
            start -= 1
        forms.append(fold(" ".join(parts[start:])))
    last = fold(parts[-1]) if parts else ""
    forms += [last, re.sub(rf"^{_PREFIX}", "", last)]
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(_NAMES_KEPT)
def family_parts(name: str) -> tuple[str, ...]:
    """The parts of a compound family name by which a person may be called as well, folded.

    ("quispe lazarte", "quispe") for "Luis Quispe Lazarte", ("jatoi", "lambert") for "Mahnoor Jatoi-Lambert"; a second
    first name is none of them.
    """
    parts = [part for part in name.split() if part.casefold().rstrip(".,") not in SUFFIXES]
    middle = [i for i in range(1, len(parts) - 1) if _may_be_family(parts[i])]
    named = bool(parts) and first_name_gender(parts[0]) is not None  # not "Trucker Siku Lee"
    forms = [" ".join(parts[i:]) for i in middle if named] + [parts[i] for i in middle]
    forms += [half for part in parts[1:] for half in part.split("-") if half != part and half[:1].isupper()]
    return tuple(dict.fromkeys(map(fold, forms)))


def _may_be_family(word: str) -> bool:
    """Whether a word between a first name and the last one may be a family name: no initial, particle or first name."""
    return word[:1].isupper() and not word.endswith(".") and first_name_gender(word) is None


@cache
def fold(name: str) -> str:
    """A name without diacritics and in small letters, by which its spellings are alike: "Erdoğan", "Erdogan"."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("’", "'").strip(" .,")


@cache
def _first_names() -> dict[str, str]:
    """The gender of each first name, "-" where it tells none."""
    texts = (files("stance.lexicon").joinpath(name).read_text(encoding="utf-8") for name in NAME_FILES)
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return {name: line[0] for line in lines for name in line[2:].split()}


def first_name_gender(word: str) -> str | None:
    """The gender ("m" or "f") that a first name is given with; None where it is not known or tells none."""
    gender = _first_name(word)
    return None if gender == "-" else gender


def is_first_name(word: str) -> bool:
    """Whether a word is known as a first name, also as one that tells no gender: "Kim"."""
    return _first_name(word) is not None


def _first_name(word: str) -> str | None:
    known, plain = _first_names(), fold(word)
    spellings = (plain.replace("x", "ks"), plain.replace("y", "i"), plain.replace("i", "y"))
    return next((known[form] for form in (plain, plain.partition("-")[0], *spellings) if form in known), None)


def gender_of(name: str) -> str | None:
    """The gender that a full name tells by its first name or by the ending of its family name; else None.

    Chinese and Korean names put the family name first and mostly tell none.
    """
    parts = name.split()
    if origin_of(name) != "chinese":
        gender = first_name_gender(parts[0])
        if gender:
            return gender
    family = parts[-1].casefold()
    return next((g for g, endings in FAMILY_ENDINGS.items() if len(family) > 4 and family.endswith(endings)), None)


def origin_of(name: str) -> str | None:
    """The country that a person's name points to, as the adjective, or None: family names come first in Chinese."""
    parts = name.casefold().split()
    for adjective, (given, family, endings) in lexicon.NAME_ORIGINS.items():
        if parts[0] in given or (parts[0] in family and len(parts) <= 3) or parts[-1].endswith(endings or ("\0",)):
            return adjective
    return None
