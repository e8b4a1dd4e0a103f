"""Data augmentation for the fine-tuning: sides swapped or renamed, people renamed, plain sentences put into frames.

An encoder that reads topic words calls "It would be wrong to say that China and Russia are allies" what it calls the
sentence inside. So some sentences are drawn with a frame around them that keeps or turns their label, and with other
names, which change nothing: what is left to learn from is what is said of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_OFFICES: Final = ("The minister", "A former ambassador", "The columnist", "A spokesman", "An official in the capital")

# {s} is the sentence, {p} a person. Which label a frame leaves is the codebook's rules 1, 4 and 8 and its ruling 9.
_KEEPING: Final = """{p} says that {s}.
It is plain that {s}.
There can be no doubt that {s}.
Nobody doubts that {s}.
No one here denies that {s}.
It cannot be denied that {s}.
{p} is convinced that {s}.
It would be wrong to deny that {s}.
Hardly anyone still disputes that {s}.
{s}, and that is a fact.
{s}, says {p}.
Those who doubt that {s} are mistaken.
It is no longer in question that {s}.
{p} has never doubted that {s}.
The report concludes that {s}.
I do not dispute that {s}.
Only a fool would deny that {s}.
Nothing I have seen makes me doubt that {s}.
To say that {s} is not wrong.
{p}, for once, was right: {s}.
"It is a fact," {p} said, "that {s}."
It is no exaggeration to say that {s}.""".splitlines()
_DENYING: Final = """It would be wrong to say that {s}.
It is not true that {s}.
{p} denies that {s}.
Those who say that {s} are mistaken.
The claim that {s} is false.
Nobody serious believes that {s}.
I do not believe that {s}.
It is a myth that {s}.
{p} rejects the idea that {s}.
{p} dismissed as fantasy the notion that {s}.
There is no evidence that {s}.
{p} doubts very much that {s}.
It is hard to believe that {s}.
It is simply not the case that {s}.
{s}? Nothing of the sort.
{s}? Hardly.
Whoever claims that {s} has not looked at the facts.
{s}, it is said, and it is not so.
It is no longer true that {s}.
{p} was wrong to write that {s}.
"It is nonsense," {p} said, "that {s}."
If anyone tells you that {s}, do not believe it.
{p} pretends that {s}; the facts say otherwise.
I would never say that {s}.""".splitlines()
_OPEN: Final = """Whether {s} is a question for the historians.
The panel debated whether {s} and came to no conclusion.
{p} was asked whether {s} and gave no answer.
Is it true that {s}?
It is too early to say whether {s}.
This chapter does not ask whether {s}.
Our readers disagree about whether {s}.
{p} and I have argued for years about whether {s}, and I shall not take a side here.
Can it be said that {s}?
What would it mean to say that {s}?""".splitlines()
_HEDGING: Final = """It may be that {s}.
It is possible that {s}.
It may one day be true that {s}.
I would not rule out that {s}.
{p} does not exclude that some day {s}.
It is not impossible that {s}.
Perhaps {s}.
If things go on like this, it could come about that {s}.""".splitlines()
# What would make the label of a framed sentence unsure: it reports, asks, hedges or is in two minds already.
_NOT_PLAIN: Final = re.compile(
    r"[\"?!;:]|\b(?:but|although|though|yet|whereas|while|unless|however|says?|said|whether|if|may|might|could|doubt|"
    r"den(?:y|ies|ied)|call(?:s|ed)?|f[oi]u?nd|"
    r"(?:believe|think|insist|advise|dismisse?|fear|warn|argue|claim|reject|hope|predict|expect|conclude)(?:s|d|ed)?)\b|"
    r"'(?:\s|$)|^(?:and|so|still|then|hence|thus|or|nor|never|not|for)\b",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(
    r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without|hardly|scarcely|barely|few|little|only)\b|n't\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 5, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """How often a sentence is drawn with other names, and how often a plain one is drawn in a frame."""

    renamed: float
    framed: float


OF_CONTRASTS: Final = Chances(renamed=0.5, framed=0.25)
OF_TEXTS: Final = Chances(renamed=0.3, framed=0.15)


def augment(plain_text: str, label: str, question: Question, chances: Chances, random: Random) -> tuple[str, str]:
    """(the text as it is, or a variant of it; the label of what is returned)."""
    if is_framable(plain_text) and random.random() < chances.framed:
        plain_text, label = put_in_frame(plain_text, label, question, random)
    if random.random() < chances.renamed:
        plain_text = rename(plain_text, random)
    return plain_text, label


def is_framable(plain_text: str) -> bool:
    """Whether the text is one short statement without report, question, hedge or concession."""
    words, one = plain_text.count(" ") + 1, plain_text.endswith(".") and plain_text.count(".") == 1
    return one and _FEWEST <= words <= _MOST and not _NOT_PLAIN.search(plain_text)


def put_in_frame(plain_text: str, label: str, question: Question, random: Random) -> tuple[str, str]:
    """(the sentence in a frame, the label it then has).

    A denied affirmation is the scale's last label, a hedged one its middle, an open one bears no stance. A denial is
    never denied, and what has a negation in it only affirmed: what either comes to is not sure. A question whose scale
    has not three labels and one of no stance gets no frames.
    """
    first_to_last, none = question.scale, question.none_label
    if len(first_to_last) != 3 or none is None:
        return plain_text, label
    _, middle, last = first_to_last
    if label == none:
        frames = [(kind, none) for kind in (_KEEPING, _DENYING, _OPEN, _HEDGING)]
    elif label == last:
        frames = [(_KEEPING, last), (_OPEN, none)]
    elif _NEGATED.search(plain_text):
        frames = [(_KEEPING, label)]
    else:
        frames = [(_KEEPING, label), (_DENYING, last), (_OPEN, none), (_HEDGING, middle)]
    kind, new = random.choice(frames)
    return random.choice(kind).format(s=plain_text[:-1], p=_person(random)), new


def rename(plain_text: str, random: Random) -> str:
    """The text with its sides swapped, its sides by their capitals and its people by other names, each at random."""
    if random.random() < 0.5:
        plain_text = _SWAP.sub(lambda match: _SWAPPED[match[1]], plain_text)
    if random.random() < 0.3:
        plain_text = _RENAME.sub(lambda match: _CAPITALS[match[1]], plain_text)
    if random.random() < 0.7:
        plain_text = _PERSON.sub(lambda match: _other_person(match[0], random), plain_text)
    return plain_text


def _other_person(name: str, random: Random) -> str:
    return name if _NO_PERSON.search(name) else f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def _person(random: Random) -> str:
    """Somebody who may open a sentence or stand inside it; the encoder reads no capitals."""
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}"
    return random.choice((*_OFFICES, name, f"The analyst {name}"))
