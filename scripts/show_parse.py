"""Prints how the parser reads a text, in the notation of the tests' built parses, and the claims that come of it.

    python scripts/show_parse.py "Moscow bets that Beijing will need its gas."

One token is `text|POS|TAG|dependency|head|lemma`, "~" after a text with no space behind it (`tests/conftest.py`).
"""

from __future__ import annotations

import sys

from stance.layout import lay_out
from stance.parser import load_parser, parse
from stance.pipeline import extract_claims
from stance.records import Document
from stance.tokens import Doc, Token


def notation(doc: Doc) -> str:
    """The parse as the tests write it, a sentence a line; heads are places in the `Doc`."""
    return "\n".join(" ".join(_token(token) for token in sentence) for sentence in doc.sents)


def _token(token: Token) -> str:
    text = token.text if token.whitespace_ else f"{token.text}~"
    return "|".join([text, token.pos_, token.tag_, token.dep_, str(token.head.i), token.lemma_])


def described(text: str) -> str:
    """The parse of each paragraph, then a line for each claim: speaker, content, evidence."""
    lines = [notation(passage.doc) for passage in parse(lay_out(text), load_parser())]
    for claim in extract_claims(Document(id="text", text=text)):
        content = text[claim.content_start : claim.content_end]
        lines.append(f"{claim.speaker}: {content}   [{claim.evidence}]")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(described(" ".join(sys.argv[1:])) + "\n")
