"""The claims of a short text, and whose they are."""

from stance.pipeline import extract_claims
from stance.records import Document


def claims_of(text, **metadata):
    return extract_claims(Document(id="d", text=text, **metadata))


def speakers_of(text, **metadata):
    return [claim.speaker for claim in claims_of(text, **metadata)]
