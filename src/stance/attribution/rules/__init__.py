"""The rules of attribution as named data: all of them in order, and the token patterns of inserted clauses."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.patterns import Node, Rule, any_of
from stance.attribution.rules.adverbials import ADVERBIALS
from stance.attribution.rules.clauses import CLAUSES
from stance.attribution.rules.judgements import JUDGEMENTS

RULES: Final[tuple[Rule, ...]] = (*CLAUSES, *JUDGEMENTS, *ADVERBIALS)
"""Where two give the same content for the same cue, the earlier one names it."""

NAMED: Final = {"POS": any_of(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")), "IS_PUNCT": False}
SPOKEN: Final = {"LEMMA": any_of(lexicon.SPEECH | lexicon.BELIEF), "TAG": any_of(("VBD", "VBZ", "VBP"))}
SAID: Final = {"LEMMA": any_of(lexicon.SPEECH), "TAG": any_of(("VBD", "VBZ", "VBP", "VB"))}
ADVERBS: Final = {"POS": "ADV", "OP": "*"}

INSERTED: Final[tuple[list[Node], ...]] = (
    [{"TEXT": ","}, {"POS": "PRON", "TAG": "PRP"}, ADVERBS, SPOKEN, ADVERBS, {"TEXT": any_of((",", ".", ":"))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, SPOKEN, ADVERBS, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SPOKEN, {**NAMED, "OP": "{1,6}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SAID, {"POS": any_of(("DET", "ADJ"))}, {**NAMED, "OP": "{1,5}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "leave"}, {"LOWER": "no"}, {"LOWER": "doubt"}, {"TEXT": ","}],
)
"""For the token `Matcher`: a clause of saying between commas, or after the last one, however the parser took it."""
