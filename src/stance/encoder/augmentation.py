"""Data augmentation for the fine-tuning: sides swapped or named by their capitals, people given other names.

What is said of two sides is the same whoever says it and whichever side stands first. An encoder that sees a sentence
under changing names has less to learn the label from but what is said.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from stance.records import Question

_COUNTERPARTS: Final = (
    ("China", "Russia"),
    ("Chinese", "Russian"),
    ("Beijing", "Moscow"),
    ("Xi Jinping", "Vladimir Putin"),
    ("Xi", "Putin"),
    ("Sino", "Russo"),
)
_SIDES: Final = {"China", "Russia"}
_SWAPPED: Final = {name: other for pair in _COUNTERPARTS for name, other in (pair, pair[::-1])}
_CAPITALS: Final = {"China": "Beijing", "Beijing": "China", "Russia": "Moscow", "Moscow": "Russia"}
# "Sino-Russian" stays whole: only the first half has a counterpart that can stand there.
_SWAP: Final = re.compile(rf"(?<![\w-])({'|'.join(sorted(_SWAPPED, key=len, reverse=True))})(?!\w)(?!-[A-Z])")
_RENAME: Final = re.compile(rf"(?<![\w-])({'|'.join(_CAPITALS)})(?![\w-])")
# Two capitalised words inside a sentence: "said Lenny Kwok,"; institutions and places are told by their words.
_PERSON: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,} [A-Z][a-z]{2,}(?=[ ,.;:'])")
_NO_PERSON: Final = re.compile(
    r"China|Chinese|Russia|Beijing|Moscow|United|States|America|Kremlin|Putin|Xi|North|South|East|West|Asia|Europe|"
    r"Soviet|Union|House|Foreign|Ministry|Central|War|Hong|Saudi|Security|Council|Shanghai|Road|New|Sea|World|Great|"
    r"President|Professor|Ambassador|General|Minister"
)
_FIRST: Final = ("Anna", "Boris", "Carla", "Farid", "Grace", "Hiro", "Kofi", "Lena", "Nadia", "Petra", "Ravi", "Wei")
_LAST: Final = ("Adler", "Brandt", "Dvorak", "Fofana", "Hassan", "Laurent", "Mehta", "Okafor", "Rossi", "Sato", "Zhang")
# How often each is done to a text that is renamed at all.
_OFTEN_SWAPPED: Final = 0.5
_OFTEN_BY_CAPITAL: Final = 0.3
_OFTEN_OTHER_PEOPLE: Final = 0.7


def rename(plain_text: str, question: Question, random: Random) -> str:
    """The text with sides swapped, sides by their capitals, people by other names, each at random; its label holds.

    A question about other sides, or about none, gets its texts back as they are: there a name may be what is asked of.
    """
    if {side[0] for side in question.sides} != _SIDES:
        return plain_text
    if random.random() < _OFTEN_SWAPPED:
        plain_text = _SWAP.sub(lambda match: _SWAPPED[match[1]], plain_text)
    if random.random() < _OFTEN_BY_CAPITAL:
        plain_text = _RENAME.sub(lambda match: _CAPITALS[match[1]], plain_text)
    if random.random() < _OFTEN_OTHER_PEOPLE:
        plain_text = _PERSON.sub(lambda match: _other_person(match[0], random), plain_text)
    return plain_text


def _other_person(name: str, random: Random) -> str:
    return name if _NO_PERSON.search(name) else f"{random.choice(_FIRST)} {random.choice(_LAST)}"
