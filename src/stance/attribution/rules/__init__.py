"""The rules of attribution as named data: all of them in order, and those that other code matches."""

from __future__ import annotations

from typing import Final

from stance.attribution.rules.adverbials import ADVERBIALS
from stance.attribution.rules.clauses import CLAUSES
from stance.attribution.rules.conditions import never
from stance.attribution.rules.judgements import JUDGEMENTS
from stance.attribution.rules.rule import Rule

RULES: Final[tuple[Rule, ...]] = (*CLAUSES, *JUDGEMENTS, *ADVERBIALS)
"""Where two give the same content for the same cue, the earlier one names it."""

QUOTATION: Final = Rule(name="quotation", reporting=True, quotes=True, reports_acts=True)
"""A quotation with a verb of saying beside it: '"…," said Lee'."""

COLON: Final = Rule(name="colon", reporting=True, quotes=True)
"""A quotation after a clause without such a verb: 'X left no doubt: "…"'."""

LABEL: Final = Rule(name="label", reporting=True, quotes=True)
"""A paragraph that opens with its speaker's name and a colon."""

BEFORE_COLON: Final = Rule(name="before a colon", reporting=True, main_clause=True, by_state=never, by_document=never)
"""A clause that leads up to what somebody thinks, after a colon and without quotation marks."""

OPENING: Final = Rule(name="opening", reporting=True, main_clause=True, separate_claim=False)
"""A subject and a verb of saying or thinking that open a sentence, where the parser lost the verb."""

INSERTED: Final = Rule(name="inserted", adverbial=True, reporting=True, whole_sentence=True)
"""A clause of saying between commas that the parser did not see as one."""

FRAME: Final = Rule(name="frame", adverbial=True, reporting=True, main_clause=True)
"""A clause that says whose the rest of its sentence is: "to hear X tell it"."""

RESPONDENTS: Final = Rule(name="respondents", separate_claim=False)
"""A share of people with a verb of mind or choice: "a third of Russians want the pact gone"."""

TEXT: Final = Rule(name="text", separate_claim=False)
"""A text that tells something, or a figure that somebody puts to a thing: "the note records ten wrecks"."""

PARTIAL: Final = Rule(name="partial quotation", fallback=True, separate_claim=False)
"""Somebody's words within the writer's sentence, without a verb of saying: 'She gives it "until the first invoice"'."""

VIEW: Final = Rule(name="view", main_clause=True, separate_claim=False)
"""A main clause that tells its subject's view without a word that a rule knows: "Beijing wants that border quiet"."""

RULE: Final = {
    rule.name: rule
    for rule in (
        *RULES,
        QUOTATION,
        COLON,
        BEFORE_COLON,
        OPENING,
        LABEL,
        INSERTED,
        FRAME,
        RESPONDENTS,
        TEXT,
        PARTIAL,
        VIEW,
    )
}
"""Every rule by its name."""
