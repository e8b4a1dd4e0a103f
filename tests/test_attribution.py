"""Each rule on a parse written by hand: what is found, by which rule, from whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher

from attribution_cases import CASES
from stance.attribution import find_attributions
from stance.attribution.manner import attitude_to, form_of, mood_of
from stance.attribution.match import find_clauses
from stance.attribution.quotes import find_quotes
from stance.attribution.rules import RULES
from stance.attribution.walker import MAX_ANCHORS, compile_patterns
from stance.records import Attitude, Form, Mood


@pytest.mark.parametrize(("parse", "expected"), CASES)
def test_each_rule_finds_cue_source_and_content(make_doc, parse, expected):
    doc = make_doc(parse)
    found = [
        (
            f.rule,
            doc[f.cue].text,
            doc[f.source].text if f.source is not None else None,
            tuple(doc[a:b].text for a, b in f.content),
        )
        for f in find_attributions(doc)
    ]
    assert (expected in found) if expected else not found


def test_every_rule_of_the_table_has_a_case():
    tried = {case.values[1][0] for case in CASES if case.values[1]}
    assert {rule.name for rule in RULES} <= tried


def test_a_comparison_is_no_judgement_as_something(make_doc):
    doc = make_doc("""
        Few|ADJ|JJ|amod|1|few ministers|NOUN|NNS|nsubj|2|minister see|VERB|VBP|ROOT|2|see as|ADV|RB|advmod|4|as
        much|ADJ|JJ|dobj|2|much of|ADP|IN|prep|4|of one|NUM|CD|pobj|5|one another|DET|DT|det|6|another
        as|ADP|IN|prep|2|as these|DET|DT|det|10|these two~|NUM|CD|pobj|8|two
        """)
    assert "as" not in {found.rule for found in find_attributions(doc)}


@pytest.mark.parametrize("parse", [case.values[0] for case in CASES])
def test_walker_finds_what_the_dependency_matcher_finds(make_doc, parse):
    doc = make_doc(parse)
    matcher = DependencyMatcher(doc.vocab)
    for number, rule in enumerate(RULES):
        matcher.add(str(number), [list(rule.pattern)])
    theirs = {(int(doc.vocab.strings[key]), tuple(tokens)) for key, tokens in matcher(doc)}
    walker = compile_patterns([rule.pattern for rule in RULES])
    assert {(number, tuple(t.i for t in tokens)) for number, tokens in walker(doc)} == theirs


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ([{"RIGHT_ID": "cue", "RIGHT_ATTRS": {"POS": "VERB"}}], "anchor needs"),
        (
            [
                {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": "say"}},
                {"LEFT_ID": "cue", "REL_OP": "$+", "RIGHT_ID": "x", "RIGHT_ATTRS": {}},
            ],
            "operator",
        ),
        ([{"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": "say", "SHAPE": "xxx"}}], "attributes"),
    ],
)
def test_a_pattern_that_cannot_be_walked_is_refused(pattern, fault):
    with pytest.raises(ValueError, match=fault):
        compile_patterns([pattern])


def test_a_sentence_made_to_nest_without_end_is_searched_so_far_and_the_next_from_its_start(make_doc):
    link = "Lee|PROPN|NNP|nsubj|{b}|Lee says|VERB|VBZ|{dep}|{head}|say"
    count = MAX_ANCHORS + 20
    links = [link.format(b=2 * i + 1, dep="ccomp" if i else "ROOT", head=2 * i - 1 if i else 1) for i in range(count)]
    last = 2 * count
    links.append(f"Lee|PROPN|NNP|nsubj|{last + 1}|Lee left|VERB|VBD|ccomp|{last - 1}|leave")
    again = last + 2
    links.append(
        f"Lee|PROPN|NNP|nsubj|{again + 1}|Lee says|VERB|VBZ|ROOT|{again + 1}|say it|PRON|PRP|nsubj|{again + 3}|it "
        f"holds|VERB|VBZ|ccomp|{again + 1}|hold"
    )
    cues = [found.cue for found in find_clauses(make_doc(" ".join(links)))]
    assert cues == [2 * i + 1 for i in range(MAX_ANCHORS)] + [again + 1]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("He said “no” and left.", ["“no”"]),
        ("Old papers print ''no'' so.", ["''no''"]),
        ('It begins "here and never ends', ['"here and never ends']),
        ("Moscow's and Beijing's views don't meet.", []),
        ("They call it a 'marriage of convenience' now.", ["'marriage of convenience'"]),
        ('One " alone in the middle', []),
        ('"A," he said, "B."', ['"A,"', '"B."']),
        ("", []),
    ],
)
def test_quotations(text, quoted):
    assert [text[q.start : q.end] for q in find_quotes(text)] == quoted


@given(st.text(alphabet="ab ,.'\"“”‘’«»`-—\n", max_size=80))
def test_quotations_lie_in_the_text_in_order_whatever_the_marks(text):
    quotes = find_quotes(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))


def parse_of(name):
    return next(case.values[0] for case in CASES if case.id == name)


@pytest.mark.parametrize(
    ("name", "form"),
    [("clause", Form.INDIRECT), ("quotation", Form.DIRECT), ("colon", Form.DIRECT), ("label", Form.DIRECT)],
)
def test_form(make_doc, name, form):
    doc = make_doc(parse_of(name))
    assert form_of(doc, find_attributions(doc)[0]) is form


@pytest.mark.parametrize(
    ("parse", "attitude"),
    [
        ("Lee|PROPN|NNP|nsubj|2|Lee rightly|ADV|RB|advmod|2|rightly notes|VERB|VBZ|ROOT|2|note", Attitude.ENDORSED),
        ("Lee|PROPN|NNP|nsubj|2|Lee falsely|ADV|RB|advmod|2|falsely says|VERB|VBZ|ROOT|2|say", Attitude.REJECTED),
        ("Lee|PROPN|NNP|nsubj|1|Lee claims|VERB|VBZ|ROOT|1|claim", Attitude.DOUBTED),
        ("Lee|PROPN|NNP|nsubj|1|Lee says|VERB|VBZ|ROOT|1|say", Attitude.PLAIN),
    ],
)
def test_attitude_of_the_writer(make_doc, parse, attitude):
    verb = parse.split()[-1].split("|")[4]
    clause = f"{parse} it|PRON|PRP|nsubj|{int(verb) + 2}|it holds|VERB|VBZ|ccomp|{verb}|hold"
    doc = make_doc(clause)
    assert attitude_to(doc, find_clauses(doc)[0]) is attitude


def test_mood(make_doc):
    question = make_doc("Will|AUX|MD|aux|2|will it|PRON|PRP|nsubj|2|it hold~|VERB|VB|ROOT|2|hold ?|PUNCT|.|punct|2|?")
    condition = make_doc(
        "It|PRON|PRP|nsubj|1|it holds|VERB|VBZ|ROOT|1|hold if|SCONJ|IN|mark|4|if they|PRON|PRP|nsubj|4|they "
        "agree|VERB|VBP|advcl|1|agree"
    )
    plain = make_doc("It|PRON|PRP|nsubj|1|it holds|VERB|VBZ|ROOT|1|hold")
    moods = [mood_of(doc, (0, len(doc))) for doc in (question, condition, plain)]
    assert moods == [Mood.QUESTION, Mood.CONDITIONAL, Mood.PLAIN]
