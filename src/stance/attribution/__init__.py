"""Who says what in a parsed paragraph."""

from spacy.tokens import Doc

from stance.attribution.direct import join_quotes, quotations
from stance.attribution.match import Found, find_clauses


def find_attributions(doc: Doc) -> list[Found]:
    """The attributions of one paragraph, in order of the cue, nested ones among them."""
    return sorted(join_quotes(doc, find_clauses(doc), quotations(doc)), key=lambda f: f.cue)
