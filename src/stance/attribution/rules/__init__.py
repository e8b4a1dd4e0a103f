"""The rules of attribution as named data: all of them in order, and the token patterns of inserted clauses."""

from __future__ import annotations

from typing import Final

from stance import lexicon
from stance.attribution.rules.adverbials import ADVERBIALS
from stance.attribution.rules.clauses import CLAUSES
from stance.attribution.rules.judgements import JUDGEMENTS
from stance.attribution.rules.rule import Node, Rule, any_of

RULES: Final[tuple[Rule, ...]] = (*CLAUSES, *JUDGEMENTS, *ADVERBIALS)
"""Where two give the same content for the same cue, the earlier one names it."""

QUOTATION: Final = Rule(name="quotation", reporting=True, quotes=True, reports_acts=True)
"""A quotation with a verb of saying beside it: '"…," said Lee'."""

COLON: Final = Rule(name="colon", reporting=True, quotes=True)
"""A quotation after a clause without such a verb: 'X left no doubt: "…"'."""

LABEL: Final = Rule(name="label", reporting=True, quotes=True)
"""A paragraph that opens with its speaker's name and a colon."""

INSERTED: Final = Rule(name="inserted", adverbial=True, reporting=True, whole_sentence=True)
"""A clause of saying between commas that the parser did not see as one."""

RULE: Final = {rule.name: rule for rule in (*RULES, QUOTATION, COLON, LABEL, INSERTED)}
"""Every rule by its name."""

NAMED: Final = {"POS": any_of(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PART")), "IS_PUNCT": False}
SPOKEN: Final = {"LEMMA": any_of(lexicon.SPEECH | lexicon.BELIEF), "TAG": any_of(("VBD", "VBZ", "VBP"))}
SAID: Final = {"LEMMA": any_of(lexicon.SPEECH), "TAG": any_of(("VBD", "VBZ", "VBP", "VB"))}
ADVERBS: Final = {"POS": "ADV", "OP": "*"}

INSERTED_CLAUSES: Final[tuple[list[Node], ...]] = (
    [{"TEXT": ","}, {"POS": "PRON", "TAG": "PRP"}, ADVERBS, SPOKEN, ADVERBS, {"TEXT": any_of((",", ".", ":"))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, SPOKEN, ADVERBS, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {**NAMED, "OP": "{1,6}"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "go"}, {"LOWER": "on"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SPOKEN, {**NAMED, "OP": "{1,6}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, SAID, {"POS": any_of(("DET", "ADJ"))}, {**NAMED, "OP": "{1,5}"}, {"TEXT": any_of((",", "."))}],
    [{"TEXT": ","}, {"TAG": "PRP"}, {"LEMMA": "leave"}, {"LOWER": "no"}, {"LOWER": "doubt"}, {"TEXT": ","}],
)
"""For the token `Matcher`: a clause of saying between commas, or after the last one, however the parser took it."""
