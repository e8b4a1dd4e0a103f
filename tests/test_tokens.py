"""A Doc as plain objects answers what spaCy's own answers."""

from __future__ import annotations

from operator import attrgetter

import pytest
import spacy.tokens

from stance.parser import load_parser
from stance.tokens import Doc, Span, Token, once_a_token, read, text_of

ALIKE = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "i", "idx", "whitespace_", "n_lefts", "n_rights")
FLAGS = ("is_alpha", "is_punct", "is_quote", "is_space", "is_upper", "like_num")
RELATED = ("head", "left_edge", "right_edge")
SEVERAL = ("children", "lefts", "rights", "subtree", "ancestors")

CROSSING = """
    A|DET|DT|det|1|a hearing|NOUN|NN|nsubjpass|3|hearing is|AUX|VBZ|auxpass|3|be scheduled|VERB|VBN|ROOT|3|schedule
    on|ADP|IN|prep|1|on it|PRON|PRP|pobj|4|it today~|NOUN|NN|npadvmod|3|today .~|PUNCT|.|punct|3|.
    """
"""A phrase whose last part stands behind the verb, so that branches cross."""

TEXT = "“Not 12 ships,” Karin Lind told NATO’s envoy,  who left.\nThe quay, she says, is ours; nobody’s else."


def check(parsed: spacy.tokens.Doc) -> None:
    """What is read of a Doc is what spaCy says of it."""
    doc = read(parsed)
    assert doc.text == parsed.text
    assert [(s.start, s.end, s.text, s.root.i) for s in doc.sents] == [
        (s.start, s.end, s.text, s.root.i) for s in parsed.sents
    ]
    for token, theirs in zip(doc, parsed, strict=True):
        for name in (*ALIKE, *FLAGS):
            assert getattr(token, name) == getattr(theirs, name), (token, name)
        for name in RELATED:
            assert getattr(token, name).i == getattr(theirs, name).i, (token, name)
        for name in SEVERAL:
            assert sorted(t.i for t in getattr(token, name)) == sorted(t.i for t in getattr(theirs, name)), (
                token,
                name,
            )
        assert token.doc is doc
        assert (len(token), token.sent.start) == (len(theirs), theirs.sent.start)


def test_a_parsed_text_is_read_as_spacy_has_it() -> None:
    check(load_parser()(TEXT))


def test_crossing_branches_are_read_as_spacy_has_them(make_parse) -> None:
    parsed = make_parse(CROSSING)
    check(parsed)
    assert [token.i for token in read(parsed)[1].subtree] == [0, 1, 4, 5]


def test_nothing_is_read_of_nothing(make_parse) -> None:
    doc = read(make_parse(CROSSING)[:0].as_doc())
    assert (list(doc), doc.sents, doc.text, text_of(doc)) == ([], [], "", "")


def test_children_and_subtrees_are_in_order_of_the_text(make_doc) -> None:
    for token in make_doc(CROSSING):
        assert [*map(attrgetter("i"), token.children)] == sorted(t.i for t in token.children)
        assert [*map(attrgetter("i"), token.subtree)] == sorted(t.i for t in token.subtree)


def test_a_chain_of_any_length_is_walked(make_doc) -> None:
    chain: Doc = make_doc(" ".join(f"so|ADV|RB|dep|{max(0, i - 1)}|so" for i in range(5_000)))
    assert len(chain[0].subtree) == 5_000
    assert {(token.left_edge.i == token.i, token.right_edge.i) for token in chain} == {(True, 4_999)}
    assert sum(1 for _ in chain[-1].ancestors) == 4_999


def test_a_neighbour_beyond_either_end_is_an_error(make_doc) -> None:
    doc: Doc = make_doc(CROSSING)
    assert doc[0].nbor() is doc[1]
    assert doc[1].nbor(-1) is doc[0]
    for token, distance in ((doc[0], -1), (doc[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)


def test_a_span_has_its_words_and_the_text_between_them(make_doc) -> None:
    doc: Doc = make_doc(CROSSING)
    span = Span(doc, 3, 6)
    assert ([repr(token) for token in span], span.text) == (["scheduled", "on", "it"], "scheduled on it")
    assert isinstance(span[0], Token)


def test_what_is_asked_once_a_token_is_kept_with_its_doc(make_doc) -> None:
    asked: list[Token] = []

    @once_a_token
    def place_of(token: Token) -> int:
        asked.append(token)
        return token.i

    doc: Doc = make_doc(CROSSING)
    assert [place_of(token) for token in (doc[0], doc[1], doc[0])] == [0, 1, 0]
    assert place_of(make_doc(CROSSING)[1]) == 1
    assert len(asked) == 3
