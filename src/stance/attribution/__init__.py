"""Who says what in a parsed paragraph: grammar's rules, then the quotations joined to them."""

from spacy.tokens import Doc

from stance.attribution.direct import find_label, join_quotes, quotations
from stance.attribution.match import Found, find_clauses

__all__ = ["Found", "find_attributions"]


def find_attributions(doc: Doc, without: frozenset[str] = frozenset()) -> list[Found]:
    """The attributions of one paragraph, in order of the cue, nested ones among them.

    Rules named in `without` are left out; without "quotation", quotation marks mean nothing.
    """
    founds = find_clauses(doc, without)
    label = None if "label" in without else find_label(doc)
    if label is not None:
        founds.append(label)
    marked = [] if "quotation" in without else quotations(doc)
    return sorted(join_quotes(doc, founds, marked), key=lambda found: found.cue)
