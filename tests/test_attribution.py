"""Each rule on a parse written by hand: what is found, by which rule, from whom."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher

from attribution_cases import CASES
from stance.attribution import spans
from stance.attribution.anchored_matcher import MAX_ANCHORS, compile_patterns
from stance.attribution.claims import attitude_to, form_of, mood_of
from stance.attribution.extract import extract_candidates
from stance.attribution.opening_clauses import opening_clauses
from stance.attribution.quotations import attach_quotations, quotations
from stance.attribution.quote_marks import find_quotes
from stance.attribution.rules import RULES
from stance.attribution.source import find_source, own_source
from stance.records import Attitude, Form, Mood
from stance.tokens import read, text_of


def find_attributions(doc):
    """The candidates of the first two passes."""
    return attach_quotations(doc, extract_candidates(doc), quotations(doc))


@pytest.mark.parametrize(("parse", "expected"), CASES)
def test_each_rule_finds_cue_source_and_content(make_doc, parse, expected):
    doc = make_doc(parse)
    candidate = [
        (
            f.rule.name,
            doc[f.cue].text,
            doc[f.source].text if f.source is not None else None,
            tuple(text_of(doc[a:b]) for a, b in f.content),
        )
        for f in find_attributions(doc)
    ]
    assert (expected in candidate) if expected else not candidate


def test_every_rule_of_the_table_has_a_case():
    tried = {case.values[1][0] for case in CASES if case.values[1]}
    assert {rule.name for rule in RULES} <= tried


@pytest.mark.parametrize("parse", [case.values[0] for case in CASES])
def test_matcher_finds_what_the_dependency_matcher_finds(make_parse, parse):
    parsed = make_parse(parse)
    matcher = DependencyMatcher(parsed.vocab)
    patterns = [pattern for rule in RULES for pattern in rule.patterns]
    for number, pattern in enumerate(patterns):
        matcher.add(str(number), [list(pattern)])
    theirs = {(int(parsed.vocab.strings[key]), tuple(tokens)) for key, tokens in matcher(parsed)}
    anchored = compile_patterns(patterns)
    assert {(number, tuple(t.i for t in tokens)) for number, tokens in anchored(read(parsed))} == theirs


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
    cues = [candidate.cue for candidate in extract_candidates(make_doc(" ".join(links)))]
    assert cues == [2 * i + 1 for i in range(24)] + [again + 1]


def test_words_that_match_nothing_do_not_count_towards_how_far_a_sentence_is_searched(make_doc):
    rows = ["says|NOUN|NNS|meta|31|say"] * 30
    rows.append("Lee|PROPN|NNP|nsubj|31|Lee says|VERB|VBZ|ROOT|31|say it|PRON|PRP|nsubj|33|it")
    rows.append("holds|VERB|VBZ|ccomp|31|hold")
    assert [candidate.cue for candidate in extract_candidates(make_doc(" ".join(rows)))] == [31]


def test_of_one_words_matches_with_a_pattern_the_first_ten_count(make_doc):
    reports = [
        {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": "say"}},
        {"LEFT_ID": "cue", "REL_OP": ">", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": "ccomp"}},
    ]
    doc = make_doc("Says|VERB|VBZ|ROOT|0|say " + "holds|VERB|VBZ|ccomp|0|hold " * 15)
    assert [tokens[1].i for _, tokens in compile_patterns([reports])(doc)] == list(range(1, 11))


@pytest.mark.parametrize(("words", "count"), [(198, 1), (199, 0)])
def test_below_a_word_its_first_two_hundred_are_searched(make_doc, words, count):
    reports = [
        {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"LEMMA": "say"}},
        {"LEFT_ID": "cue", "REL_OP": ">>", "RIGHT_ID": "content", "RIGHT_ATTRS": {"DEP": "ccomp"}},
    ]
    doc = make_doc("Says|VERB|VBZ|ROOT|0|say " + "so|ADV|RB|advmod|0|so " * words + "holds|VERB|VBZ|ccomp|0|hold")
    assert len(list(compile_patterns([reports])(doc))) == count


TREE = """
    Well~|INTJ|UH|intj|3|well ,|PUNCT|,|punct|3|, Lee|PROPN|NNP|nsubj|3|Lee left|VERB|VBD|ROOT|3|leave
    Riga|PROPN|NNP|dobj|3|Riga today~|NOUN|NN|npadvmod|3|today .~|PUNCT|.|punct|3|.
    """


def test_an_extent_is_what_of_the_words_under_one_is_not_under_another(make_doc):
    doc = make_doc(TREE)
    assert spans.pieces(doc[3], doc[4]) == ((0, 4), (5, 7))
    assert spans.pieces(doc[4], doc[3]) == ()


def test_places_next_to_each_other_are_one_run():
    assert spans.runs({5, 1, 2, 9, 6, 3}) == ((1, 4), (5, 7), (9, 10))
    assert spans.runs([]) == ()


@pytest.mark.parametrize(
    ("words", "span", "kept"),
    [
        (", Lee .", (0, 3), (1, 2)),
        ("Lee ?", (0, 2), (0, 2)),
        ("? Lee", (0, 2), (1, 2)),
        ("Lee , left", (0, 3), (0, 3)),
        ("— ; Lee : .", (0, 5), (2, 3)),
        (", - .", (0, 3), None),
        ("Lee left Riga", (1, 1), None),
        ("Lee", (0, 1), (0, 1)),
    ],
)
def test_marks_at_the_edges_are_no_part_of_an_extent(make_doc, words, span, kept):
    parse = " ".join(f"{word}|X|XX|dep|{i}|{word}" for i, word in enumerate(words.split()))
    assert spans.trim(make_doc(parse), span) == kept


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
        ("It ends “", []),
        ('It ends "', []),
        ('A 5" pipe and a 6" one.', []),
        ('He left." Then "no" again.', ['"no"']),
        ('A "no " and a "yes".', ['"no "', '"yes"']),
        ('The ("old") and -"new" pact.', ['"old"', '"new"']),
        ('Not "A b. "C d" so.', ['"A b. ', '"C d"']),
        ("Not “A b. “C d” so.", ["“A b. ", "“C d”"]),
        ("Late ” and then “no” came.", ["“no”"]),
        ("He said “the 'old' pact” and left.", ["“the 'old' pact”"]),
        ("The 'old “pact” of ours' is here.", ["“pact”"]),
        ("So ‘this ‘and’ that’ is.", ["‘and’"]),
        ("The old pact' is 'good' then.", ["'good'"]),
        ("He said “no and left.", ["“no and left."]),
        ("He said “no and “yes”.", ["“no and ", "“yes”"]),
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
    assert attitude_to(doc, extract_candidates(doc)[0]) is attitude


def test_mood(make_doc):
    question = make_doc("Will|AUX|MD|aux|2|will it|PRON|PRP|nsubj|2|it hold~|VERB|VB|ROOT|2|hold ?|PUNCT|.|punct|2|?")
    condition = make_doc(
        "It|PRON|PRP|nsubj|1|it holds|VERB|VBZ|ROOT|1|hold if|SCONJ|IN|mark|4|if they|PRON|PRP|nsubj|4|they "
        "agree|VERB|VBP|advcl|1|agree"
    )
    plain = make_doc("It|PRON|PRP|nsubj|1|it holds|VERB|VBZ|ROOT|1|hold")
    moods = [mood_of(doc, (0, len(doc))) for doc in (question, condition, plain)]
    assert moods == [Mood.QUESTION, Mood.CONDITIONAL, Mood.PLAIN]


def loose(text):
    """A parse whose words hang on the first verb of their sentence and say nothing by it, for what needs no grammar.

    "said/say" is a verb and its lemma, "Lee_s" the subject of the nearest verb, "//" ends a sentence; a token written
    in full stands as it is.
    """
    rows, begin = [], 0
    for sentence in text.split("//"):
        words = sentence.split()
        verbs = [begin + i for i, word in enumerate(words) if "/" in word]
        root = verbs[0] if verbs else begin
        for i, word in enumerate(words, begin):
            form, _, lemma = word.partition("/")
            if word.count("|") == 5:
                rows.append(word)
            elif lemma:
                rows.append(f"{form}|VERB|VBD|{'ROOT' if i == root else 'meta'}|{root}|{lemma}")
            elif form.endswith("_s"):
                head = min(verbs, key=lambda verb: abs(verb - i), default=root)
                rows.append(f"{form[:-2]}|PROPN|NNP|{'nsubj' if verbs else 'dep'}|{head}|{form[:-2]}")
            else:
                plain = form.removesuffix("~")
                kind = "PUNCT|." if not plain.isalnum() else "AUX|VBZ" if plain == "is" else "X|NN"
                rows.append(f"{form}|{kind}|{'ROOT' if i == root else 'dep'}|{root}|{plain.lower()}")
        begin += len(words)
    return " ".join(rows)


def found_in(doc):
    return [
        (
            doc[f.cue].text,
            doc[f.source].text if f.source is not None else None,
            *(text_of(doc[a:b]) for a, b in f.content),
        )
        for f in find_attributions(doc)
    ]


DEAD = '"~ The pact is long dead~ "'
GONE = '"~ Trade between them is gone~ "'
DEAD_TEXT, GONE_TEXT = '"The pact is long dead"', '"Trade between them is gone"'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Lee_s said/say {DEAD} .", [("said", "Lee", DEAD_TEXT)]),
        (f"Lee_s said/say {DEAD}", [("said", "Lee", DEAD_TEXT)]),
        (f"Said/say Lee_s {DEAD} .", [("Said", "Lee", DEAD_TEXT)]),
        (f"{DEAD} Lee_s said/say", [("said", "Lee", DEAD_TEXT)]),
        (f"Lee_s said/say {'so ' * 13} {DEAD} .", [("said", "Lee", DEAD_TEXT)]),
        (f"Lee_s said/say {'so ' * 14} {DEAD} .", []),
        (f"{DEAD} {'so ' * 13} said/say Lee_s .", [("said", "Lee", DEAD_TEXT)]),
        (f"{DEAD} {'so ' * 14} said/say Lee_s .", []),
        (f"And so Lee_s said/say // {DEAD} for all to see .", []),
        (f"In all they have {DEAD} here // Said/say Lee_s no more .", []),
        (f"Ann_s wrote/write and Lee_s said/say {DEAD} .", [("said", "Lee", DEAD_TEXT)]),
        (f"{DEAD} Lee_s said/say and Ann_s wrote/write .", [("said", "Lee", DEAD_TEXT)]),
        (f"Ann_s said/say {DEAD} Lee_s wrote/write .", [("said", "Ann", DEAD_TEXT)]),
        (f"Ann_s said/say {DEAD} , Lee_s wrote/write then .", [("wrote", "Lee", DEAD_TEXT)]),
        (
            'Ann_s said/say "~ The pact is long dead~ ,~ " Lee_s wrote/write .',
            [("wrote", "Lee", '"The pact is long dead,"')],
        ),
        (f"Lee_s wrote/write and said/say {DEAD} .", [("wrote", "Lee", DEAD_TEXT)]),
        (f"Lee_s wrote/write in the report {DEAD} .", [("wrote", "Lee", DEAD_TEXT)]),
        (f"Lee_s blinked/blink {DEAD} .", []),
        (f'Lee_s wrote/write of "~ Ann_s said/say~ " and {DEAD} .', [("wrote", "Lee", DEAD_TEXT)]),
    ],
)
def test_a_quotation_is_of_the_nearest_verb_of_saying_in_its_sentence(make_doc, text, expected):
    assert found_in(make_doc(loose(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Lee_s said/say the "~ old pact~ " goes on .', []),
        ('"~ Old pact~ ,~ " said/say Lee_s .', [("said", "Lee", '"Old pact,"')]),
        ('"~ Old pact~ ?~ " asked/ask Lee_s .', [("asked", "Lee", '"Old pact?"')]),
        ('"~ Old pact~ !~ " cried/cry Lee_s .', [("cried", "Lee", '"Old pact!"')]),
        ('"~ ?~ " asked/ask Lee_s .', [("asked", "Lee", '"?"')]),
        ('"~ Old pact~ " , said/say Lee_s then .', [("said", "Lee", '"Old pact"')]),
        ("Lee_s said/say , “No” to it .", []),
    ],
)
def test_a_word_in_quotation_marks_is_said_only_where_a_comma_or_a_call_ends_it(make_doc, text, expected):
    assert found_in(make_doc(loose(text))) == expected


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("pact of old states", True),
        ("pact of old rich states", False),
        ("pact of old rich northern states", False),
        ("pact of old - states", True),
        ("it|X|VBZ|dep|0|it is gone", False),
        ("it|X|VBP|dep|0|it is gone", False),
        ("it|X|VBD|dep|0|it is gone", False),
        ("it|X|MD|dep|0|it is gone", False),
        ("it|X|VBG|dep|0|it so gone", True),
        ("it|X|VBZ|dep|0|it is", True),
    ],
)
def test_a_fragment_has_few_words_and_no_verb(make_doc, words, fragment):
    (quotation,) = quotations(make_doc(loose(f'Word "~ {words} " here .')))
    assert quotation.fragment is fragment


@pytest.mark.parametrize(
    ("words", "extents"),
    [
        ('"~ No~ " .', [(0, 3)]),
        ('He : "~ No~ "', [(2, 5)]),
        ("He : “No thanks” .", [(2, 4)]),
        ("He : “No” .", [(2, 3)]),
        ("He : “no thanks", [(2, 4)]),
        ("He .", []),
    ],
)
def test_a_quotation_has_the_words_its_marks_stand_in(make_doc, words, extents):
    assert [(q.start, q.end) for q in quotations(make_doc(loose(words)))] == extents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Lee_s left/leave no doubt~ : {DEAD} .", [("left", "Lee", DEAD_TEXT)]),
        (f"Lee_s blinked/blink~ : {DEAD} .", [("blinked", "Lee", DEAD_TEXT)]),
        (f"Lee_s blinked/blink~ : {DEAD} . // {GONE} .", [("blinked", "Lee", DEAD_TEXT, GONE_TEXT)]),
        (f"torn|VERB|VBN|amod|1|tear Lee_s left/leave no doubt~ : {DEAD} .", [("left", "Lee", DEAD_TEXT)]),
        (f"Lee_s left/leave no doubt~ ; {DEAD} .", []),
        (f"Left/leave with no doubt~ : {DEAD} .", []),
        ('Lee_s made/make one thing~ : "~ trade~ " .', []),
        (f"No doubt was here~ : {DEAD} .", []),
        (f"Lee_s left/leave . // No doubt here~ : {DEAD} .", []),
        (f"{DEAD} // Lee_s left/leave no doubt~ :", []),
        (f"Lee_s left/leave no doubt~ : {DEAD} and {GONE} .", [("left", "Lee", DEAD_TEXT, GONE_TEXT)]),
        (f"Went/go Lee_s on~ : {DEAD} and {GONE} .", [("Went", "Lee", DEAD_TEXT, GONE_TEXT)]),
        (f"Lee_s left/leave no doubt~ : {DEAD} . // The words {GONE} are odd .", [("left", "Lee", DEAD_TEXT)]),
    ],
)
def test_a_quotation_after_a_colon_is_of_the_clause_before_it(make_doc, text, expected):
    assert found_in(make_doc(loose(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ann_s said/say {DEAD} . // {GONE} .", [("said", "Ann", DEAD_TEXT, GONE_TEXT)]),
        (f"Ann_s said/say {DEAD} . // {GONE}", [("said", "Ann", DEAD_TEXT, GONE_TEXT)]),
        (f"{GONE} . // Ann_s said/say {DEAD} .", [("said", "Ann", GONE_TEXT, DEAD_TEXT)]),
        (
            f"Ann_s said/say {DEAD} . // {GONE} . // Lee_s wrote/write {DEAD} .",
            [("said", "Ann", DEAD_TEXT, GONE_TEXT), ("wrote", "Lee", DEAD_TEXT)],
        ),
        (f"Ann_s said/say {DEAD} . // {GONE} . // {DEAD} .", [("said", "Ann", DEAD_TEXT, GONE_TEXT, DEAD_TEXT)]),
        (f'Ann_s said/say {DEAD} . // "~ Old pact~ " .', [("said", "Ann", DEAD_TEXT)]),
        (f'Ann_s said/say {DEAD} . // "~ Old pact~ " . // {GONE} .', [("said", "Ann", DEAD_TEXT)]),
        (f'{GONE} . // "~ Old pact~ " . // Ann_s said/say {DEAD} .', [("said", "Ann", DEAD_TEXT)]),
        (f"Ann_s said/say {DEAD} . // - {GONE} .", [("said", "Ann", DEAD_TEXT, GONE_TEXT)]),
        (f"Ann_s said/say {DEAD} . // So then {GONE} .", [("said", "Ann", DEAD_TEXT)]),
        (f"Ann_s said/say {DEAD} . // {GONE} indeed .", [("said", "Ann", DEAD_TEXT)]),
    ],
)
def test_a_quotation_that_is_a_sentence_goes_on_with_the_speaker_beside_it(make_doc, text, expected):
    assert found_in(make_doc(loose(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LEE~ : The pact is dead", [(":", "LEE", "The pact is dead")]),
        ("LEE~ : It is dead", []),
        ("Lee_s : The pact is dead", [(":", "Lee", "The pact is dead")]),
        ("ANN B LEE VON BERG~ : The pact is dead", [(":", "BERG", "The pact is dead")]),
        ("ANN B C LEE VON BERG~ : The pact is dead", []),
        ("(~ ANN B LEE VON BERG~ : The pact is dead", [(":", "BERG", "The pact is dead")]),
        ("(~ ANN B C LEE VON BERG~ : The pact is dead", []),
        (": The pact is long dead", []),
        ("(~ : The pact is long dead", []),
        ("LEE and ANN~ : The pact is dead", []),
        ("MOSCOW~ : The pact is dead", []),
        ("Source~ : The pact is dead", [(":", "Source", "The pact is dead")]),
        ("Source code~ : The pact is dead", []),
        ("Pact~ : The pact is dead", []),
        (
            '"~ LEE~ : The pact is dead~ " reads the note~ , "~ a line of many more here~ " to us .',
            [(":", "LEE", 'The pact is dead"')],
        ),
    ],
)
def test_a_paragraph_is_of_the_name_and_colon_that_open_it(make_doc, text, expected):
    assert found_in(make_doc(loose(text))) == expected


def test_nothing_is_found_in_nothing(make_parse):
    assert find_attributions(read(make_parse("It|PRON|PRP|ROOT|0|it")[:0].as_doc())) == []


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (
            """
            The|DET|DT|det|1|the pact|NOUN|NN|nsubj|3|pact "~|PUNCT|``|punct|3|" is|AUX|VBZ|ROOT|3|be
            dead~|ADJ|JJ|acomp|3|dead ,|PUNCT|,|punct|7|, Lee|PROPN|NNP|nsubj|7|Lee argues~|VERB|VBZ|parataxis|3|argue
            ,|PUNCT|,|punct|7|, and|CCONJ|CC|cc|4|and gone~|ADJ|JJ|conj|4|gone "|PUNCT|''|punct|3|"
            now~|ADV|RB|advmod|3|now .~|PUNCT|.|punct|3|.
            """,
            [("argues", "Lee", '"is dead', 'and gone"')],
        ),
        (
            """
            The|DET|DT|det|1|the pact|NOUN|NN|nsubj|6|pact "~|PUNCT|``|punct|4|" Lee|PROPN|NNP|nsubj|4|Lee
            argues~|VERB|VBZ|parataxis|6|argue "|PUNCT|''|punct|4|" is|AUX|VBZ|ROOT|6|be dead~|ADJ|JJ|acomp|6|dead
            .~|PUNCT|.|punct|6|.
            """,
            [("argues", "Lee", "The pact", "is dead")],
        ),
        (
            """
            The|DET|DT|det|1|the pact|NOUN|NN|nsubj|5|pact "~|PUNCT|``|punct|4|" Lee|PROPN|NNP|nsubj|4|Lee
            argues|VERB|VBZ|parataxis|5|argue is|AUX|VBZ|ROOT|5|be dead~|ADJ|JJ|acomp|5|dead "|PUNCT|''|punct|5|"
            .~|PUNCT|.|punct|5|.
            """,
            [("argues", "Lee", 'is dead"')],
        ),
        (
            """
            The|DET|DT|det|1|the pact~|NOUN|NN|nsubj|6|pact ,|PUNCT|,|punct|6|, "~|PUNCT|``|punct|5|"
            Lee|PROPN|NNP|nsubj|5|Lee argues|VERB|VBZ|parataxis|6|argue is|AUX|VBZ|ROOT|6|be
            dead~|ADJ|JJ|acomp|6|dead "|PUNCT|''|punct|6|" .~|PUNCT|.|punct|6|.
            """,
            [("argues", "Lee", 'is dead"')],
        ),
        (
            """
            "~|PUNCT|``|punct|8|" The|DET|DT|det|2|the pact~|NOUN|NN|nsubj|8|pact ,~|PUNCT|,|punct|6|,
            "|PUNCT|''|punct|6|" Lee|PROPN|NNP|nsubj|6|Lee argues~|VERB|VBZ|parataxis|8|argue ,|PUNCT|,|punct|6|,
            is|AUX|VBZ|ROOT|8|be dead~|ADJ|JJ|acomp|8|dead .~|PUNCT|.|punct|8|.
            """,
            [("argues", "Lee", '"The pact,"', "is dead")],
        ),
        (
            """
            Lee|PROPN|NNP|nsubj|1|Lee told|VERB|VBD|ROOT|1|tell "~|PUNCT|``|punct|4|" The|DET|DT|det|4|the
            Mirror~|PROPN|NNP|dobj|1|Mirror "|PUNCT|''|punct|4|" that|SCONJ|IN|mark|8|that it|PRON|PRP|nsubj|8|it
            holds~|VERB|VBZ|ccomp|1|hold .~|PUNCT|.|punct|1|.
            """,
            [("told", "Lee", "that it holds")],
        ),
        (
            """
            Lee|PROPN|NNP|nsubj|1|Lee said|VERB|VBD|ROOT|1|say that|SCONJ|IN|mark|4|that it|PRON|PRP|nsubj|4|it
            holds|VERB|VBZ|ccomp|1|hold "~|PUNCT|``|punct|1|" sic~|ADV|RB|advmod|1|sic "~|PUNCT|''|punct|1|"
            .|PUNCT|.|punct|1|.
            """,
            [("said", "Lee", "that it holds")],
        ),
        (
            """
            Lee|PROPN|NNP|nsubj|1|Lee said|VERB|VBD|ROOT|1|say that|SCONJ|IN|mark|4|that it|PRON|PRP|nsubj|4|it
            holds|VERB|VBZ|ccomp|1|hold and|CCONJ|CC|cc|1|and then|ADV|RB|advmod|1|then "~|PUNCT|``|punct|1|"
            Nobody|X|NN|dep|1|nobody here|X|NN|dep|1|here will|X|MD|dep|1|will mourn|X|NN|dep|1|mourn
            it~|X|NN|dep|1|it "~|PUNCT|''|punct|1|" .|PUNCT|.|punct|1|.
            """,
            [("said", "Lee", "that it holds", '"Nobody here will mourn it"')],
        ),
        (
            """
            It|X|NN|dep|1|it has|X|NN|ROOT|1|have "~|PUNCT|``|punct|1|" an|X|NN|dep|1|an old|X|NN|dep|1|old
            pact|X|NN|dep|1|pact of|X|NN|dep|1|of trade~|X|NN|dep|1|trade "|PUNCT|''|punct|1|" in|X|NN|dep|1|in
            it~|X|NN|dep|1|it .|PUNCT|.|punct|1|. Said|VERB|VBD|ROOT|12|say Lee|PROPN|NNP|nsubj|12|Lee
            "~|PUNCT|``|punct|16|" it|PRON|PRP|nsubj|16|it holds|VERB|VBZ|ccomp|12|hold well~|ADV|RB|advmod|16|well
            "~|PUNCT|''|punct|16|" .|PUNCT|.|punct|12|.
            """,
            [("Said", "Lee", '"it holds well"')],
        ),
    ],
)
def test_what_grammar_finds_ends_where_its_quotation_does(make_doc, parse, expected):
    assert found_in(make_doc(parse)) == expected


@pytest.mark.parametrize(
    ("before", "outside", "comma", "content"),
    [
        ("", 0, ",", '"The pact holds,"'),
        ("", 0, ";", '"The pact holds;" of late'),
        ("", 1, ",", '"The pact holds,"'),
        ("", 2, ",", '"The pact holds," of late'),
        ("that", 0, ",", 'that "The pact holds,"'),
        ("that then", 0, ",", 'that then "The pact holds," of late'),
    ],
)
def test_a_clause_that_a_quotation_with_a_comma_opens_ends_with_it(make_doc, before, outside, comma, content):
    first = ["Lee|PROPN|NNP|nsubj|1|Lee", "said|VERB|VBD|ROOT|1|say"]
    first += [f"{word}|ADV|RB|advmod|{{hold}}|{word}" for word in before.split()]
    verb = len(first) + 3
    words = ['"~|PUNCT|``|punct', "The|DET|DT|det", "pact|NOUN|NN|nsubj", "holds~|VERB|VBZ|ccomp"]
    heads = [1 if i < outside or i == 3 else verb for i in range(4)]
    words = [f"{word}|{head}|{word.split('|')[0].strip('~').lower()}" for word, head in zip(words, heads, strict=True)]
    words[3] = f"holds~|VERB|VBZ|ccomp|1|hold {comma}~|PUNCT|,|punct|{verb}|{comma}"
    last = (
        f"\"|PUNCT|''|punct|{verb}|\" of|ADP|IN|prep|{verb}|of late~|ADV|RB|pcomp|{verb + 3}|late .|PUNCT|.|punct|1|."
    )
    doc = make_doc(" ".join([*first, *words, last]).format(hold=verb))
    assert found_in(doc) == [("said", "Lee", content)]


@pytest.mark.parametrize(("name", "quoted"), [("quotation", True), ("naming a pair", False), ("clause", False)])
def test_a_word_in_quotation_marks_makes_no_quotation_of_what_it_stands_in(make_doc, name, quoted):
    assert [candidate.quoted for candidate in find_attributions(make_doc(parse_of(name)))] == [quoted]


@pytest.mark.parametrize(
    "marked",
    [
        '"~|PUNCT|``|punct|5|" old|ADJ|JJ|amod|5|old pacts~|NOUN|NNS|pobj|2|pact "~|PUNCT|\'\'|punct|5|"',
        'old|ADJ|JJ|amod|4|old "~|PUNCT|``|punct|5|" pacts~|NOUN|NNS|pobj|2|pact "~|PUNCT|\'\'|punct|5|"',
        '"~|PUNCT|``|punct|4|" pacts~|NOUN|NNS|pobj|2|pact "|PUNCT|\'\'|punct|4|" galore~|ADV|RB|advmod|4|galore',
    ],
)
def test_a_quotation_goes_on_with_the_speaker_of_a_word_in_quotation_marks_before_it(make_doc, marked):
    warned = "Lee|PROPN|NNP|nsubj|1|Lee warned|VERB|VBD|ROOT|1|warn against|ADP|IN|prep|1|against"
    parse = f"{warned} {marked} .|PUNCT|.|punct|1|."
    more = '"~ Trade|X|NN|ROOT|8|trade between|X|NN|dep|8|b them|X|NN|dep|8|they is|X|NN|dep|8|be gone~|X|NN|dep|8|go "'
    marks = more.replace('"~ ', '"~|PUNCT|``|punct|8|" ').replace(' "', " \"|PUNCT|''|punct|8|\"")
    ((_, source, *content),) = found_in(make_doc(f"{parse} {marks}"))
    assert (source, content[-1]) == ("Lee", GONE_TEXT)


def clauses_in(doc, *without):
    """What grammar finds: rule, cue, source, content."""
    return [
        (
            f.rule.name,
            doc[f.cue].text,
            doc[f.source].text if f.source is not None else None,
            *(text_of(doc[a:b]) for a, b in f.content),
        )
        for f in extract_candidates(doc, frozenset(without))
    ]


LEE = "Lee|PROPN|NNP|nsubj|1|Lee "


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (
            LEE + "claims|VERB|VBZ|ROOT|1|claim to|PART|TO|aux|3|to say|VERB|VB|xcomp|1|say it|PRON|PRP|nsubj|5|it "
            "holds|VERB|VBZ|ccomp|3|hold",
            [("clause", "say", "Lee", "it holds")],
        ),
        (
            LEE + "claims|VERB|VBZ|ROOT|1|claim to|PART|TO|aux|3|to own|VERB|VB|xcomp|1|own it|PRON|PRP|dobj|3|it",
            [("infinitive", "claims", "Lee", "to own it")],
        ),
        (
            LEE + "is|AUX|VBZ|ROOT|1|be sure|ADJ|JJ|acomp|1|sure Ann|PROPN|NNP|nsubj|4|Ann says|VERB|VBZ|ccomp|2|say "
            "it|PRON|PRP|nsubj|6|it holds|VERB|VBZ|ccomp|4|hold",
            [("adjective", "sure", "Lee", "Ann says it holds"), ("clause", "says", "Ann", "it holds")],
        ),
        (
            LEE + "urged|VERB|VBD|ROOT|1|urge Ann|PROPN|NNP|dobj|1|Ann to|PART|TO|aux|4|to go|VERB|VB|xcomp|1|go",
            [("request", "urged", "Lee", "Ann to go")],
        ),
        (
            LEE + "criticised|VERB|VBD|ROOT|1|criticise Ann|PROPN|NNP|dobj|1|Ann",
            [("object", "criticised", "Lee", "Ann")],
        ),
        (
            LEE + "dismissed|VERB|VBD|ROOT|1|dismiss Ann|PROPN|NNP|dobj|1|Ann as|ADP|IN|prep|1|as "
            "weak|ADJ|JJ|amod|3|weak",
            [("as", "dismissed", "Lee", "Ann as weak")],
        ),
        (
            LEE + "denies|VERB|VBZ|ROOT|1|deny that|DET|DT|det|3|that story|NOUN|NN|dobj|1|story",
            [("clause", "denies", "Lee", "that story")],
        ),
        (
            LEE + "denies|VERB|VBZ|ROOT|1|deny this|DET|DT|det|3|this story|NOUN|NN|dobj|1|story",
            [("object", "denies", "Lee", "this story")],
        ),
        (
            LEE + "criticises|VERB|VBZ|ROOT|1|criticise that|DET|DT|det|3|that story|NOUN|NN|dobj|1|story",
            [("object", "criticises", "Lee", "that story")],
        ),
    ],
)
def test_a_verb_hands_over_its_fullest_complement_once(make_doc, parse, expected):
    assert clauses_in(make_doc(parse)) == expected


@pytest.mark.parametrize(
    ("more", "content"),
    [
        ("for|ADP|IN|prep|1|for silence|NOUN|NN|pobj|3|silence", "Ann for silence"),
        (
            "for|ADP|IN|prep|1|for silence|NOUN|NN|pobj|3|silence to|ADP|IN|prep|1|to them|PRON|PRP|pobj|5|they "
            "about|ADP|IN|prep|1|about it|PRON|PRP|pobj|7|it",
            "Ann for silence to them about it",
        ),
        ("in|ADP|IN|prep|1|in Riga|PROPN|NNP|pobj|3|Riga", "Ann"),
        ("again|ADV|RB|advmod|1|again for|ADP|IN|prep|1|for silence|NOUN|NN|pobj|4|silence", "Ann"),
        (
            "for|ADP|IN|prep|1|for silence|NOUN|NN|pobj|3|silence again|ADV|RB|advmod|1|again to|ADP|IN|prep|1|to "
            "them|PRON|PRP|pobj|6|they",
            "Ann for silence",
        ),
        ("sadly|ADV|RB|ccomp|1|sadly", "Ann sadly"),
    ],
)
def test_an_object_has_the_complements_that_follow_it_without_a_gap(make_doc, more, content):
    doc = make_doc(LEE + "criticised|VERB|VBD|ROOT|1|criticise Ann|PROPN|NNP|dobj|1|Ann " + more)
    assert ("object", "criticised", "Lee", content) in clauses_in(doc)


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        (
            "In|ADP|IN|prep|7|in May~|PROPN|NNP|pobj|0|May ,|PUNCT|,|punct|4|, Lee|PROPN|NNP|nsubj|4|Lee "
            "says~|VERB|VBZ|parataxis|7|say ,|PUNCT|,|punct|4|, it|PRON|PRP|nsubj|7|it held|VERB|VBD|ROOT|7|hold",
            [("parenthesis", "says", "Lee", "it held")],
        ),
        (
            "Trade~|NOUN|NN|nsubj|5|trade ,|PUNCT|,|punct|3|, Lee|PROPN|NNP|nsubj|3|Lee "
            "says~|VERB|VBZ|parataxis|5|say ,|PUNCT|,|punct|3|, grew|VERB|VBD|ROOT|5|grow",
            [("parenthesis", "says", "Lee", "Trade", "grew")],
        ),
        (
            "Now|ADV|RB|advmod|6|now trade~|NOUN|NN|nsubj|6|trade ,|PUNCT|,|punct|4|, Lee|PROPN|NNP|nsubj|4|Lee "
            "says~|VERB|VBZ|parataxis|6|say ,|PUNCT|,|punct|4|, grew|VERB|VBD|ROOT|6|grow",
            [("parenthesis", "says", "Lee", "Now trade", "grew")],
        ),
        (
            "It|PRON|PRP|nsubj|1|it held~|VERB|VBD|ROOT|1|hold ,|PUNCT|,|punct|4|, Lee|PROPN|NNP|nsubj|4|Lee "
            "says~|VERB|VBZ|parataxis|1|say ,|PUNCT|,|punct|4|, in|ADP|IN|prep|1|in May|PROPN|NNP|pobj|6|May",
            [("parenthesis", "says", "Lee", "It held", "in May")],
        ),
        (
            "In|ADP|IN|prep|7|in May~|PROPN|NNP|pobj|0|May ,|PUNCT|,|punct|7|, according|VERB|VBG|prep|7|accord "
            "to|ADP|IN|prep|3|to Lee|PROPN|NNP|pobj|4|Lee it|PRON|PRP|nsubj|7|it held|VERB|VBD|ROOT|7|hold",
            [("according to", "according", "Lee", "In May", "it held")],
        ),
        (
            "Lee|PROPN|NNP|nsubj|3|Lee so~|ADV|RB|advmod|3|so says|VERB|VBZ|parataxis|3|say held|VERB|VBD|ROOT|3|hold",
            [],
        ),
    ],
)
def test_what_opens_a_clause_before_an_inserted_he_says_only_sets_the_scene(make_doc, parse, expected):
    assert clauses_in(make_doc(parse)) == expected


def test_a_preposition_that_does_not_go_with_the_noun_hands_nothing_over(make_doc):
    parse = "Lee~|PROPN|NNP|poss|2|Lee 's|PART|POS|case|0|'s criticism|NOUN|NN|ROOT|2|criticism {0}|ADP|IN|prep|2|{0} "
    parse += "it|PRON|PRP|pobj|3|it"
    assert clauses_in(make_doc(parse.format("of"))) == [("noun about", "criticism", "Lee", "it")]
    assert clauses_in(make_doc(parse.format("under"))) == []


LEE_ALONE = "Lee|PROPN|NNP|ROOT|0|Lee"
VISITORS = "visitors|NOUN|NNS|dep|0|visitor that|SCONJ|IN|dep|0|that it|PRON|PRP|dep|0|it holds|X|XX|dep|0|hold"


@pytest.mark.parametrize(
    ("between", "verb"),
    [
        ("", 1),
        ("never|ADV|RB|dep|0|never", 2),
        ("has|AUX|VBZ|dep|0|have already|ADV|RB|dep|0|already come|VERB|VBN|dep|0|come to|PART|TO|dep|0|to", 5),
        ("quietly|ADV|RB|dep|0|quietly", 2),
        ("beside|ADP|IN|dep|0|beside", None),
    ],
)
def test_auxiliaries_and_adverbs_may_stand_before_the_verb_that_opens_a_sentence(make_doc, between, verb):
    assures = "assures|NOUN|NNS|dep|0|assure"  # as a parser takes it for a noun
    parse = " ".join(filter(None, (LEE_ALONE, between, assures, VISITORS)))
    found = [(clause.source, clause.cue) for clause in opening_clauses(make_doc(parse))]
    assert found == ([(0, verb)] if verb else [])


ASSURES = f"assures|NOUN|NNS|dep|0|assure {VISITORS}".replace("|0|", "|{lee}|")


@pytest.mark.parametrize(
    ("after", "found"),
    [("", False), ("that|SCONJ|IN|dep|0|that", False), ("that|SCONJ|IN|dep|0|that it|PRON|PRP|dep|0|it", True)],
)
def test_a_verb_that_opens_a_sentence_hands_over_more_than_a_word(make_doc, after, found):
    parse = f"{LEE_ALONE} assures|NOUN|NNS|dep|0|assure {after}"
    assert bool(list(opening_clauses(make_doc(parse)))) is found


@pytest.mark.parametrize(("words", "found"), [(8, True), (9, False)])
def test_a_subject_that_opens_a_sentence_has_at_most_nine_words(make_doc, words, found):
    parse = f"old|ADJ|JJ|amod|{words}|old " * words + f"Lee|PROPN|NNP|ROOT|{words}|Lee " + ASSURES.format(lee=words)
    assert bool(list(opening_clauses(make_doc(parse)))) is found


@pytest.mark.parametrize(("words", "found"), [(1, True), (14, True), (15, False)])
def test_an_aside_behind_such_a_subject_has_at_most_fourteen_words(make_doc, words, found):
    aside = " ".join([",|PUNCT|,|punct|0|,", *["so|X|XX|dep|0|so"] * words, ",|PUNCT|,|punct|0|,"])
    assert bool(list(opening_clauses(make_doc(f"{LEE_ALONE} {aside} {ASSURES.format(lee=0)}")))) is found


@pytest.mark.parametrize(("words", "found"), [(0, False), (1, True), (9, True), (10, False)])
def test_an_aside_that_parts_a_subject_from_its_verb_has_one_to_nine_words(make_doc, words, found):
    verb = words + 3
    aside = " ".join([f",|PUNCT|,|punct|{verb}|,", *[f"so|X|XX|dep|{verb}|so"] * words, f",|PUNCT|,|punct|{verb}|,"])
    doc = make_doc(f"Lee|PROPN|NNP|dep|{verb}|Lee {aside} thinks|VERB|VBZ|ROOT|{verb}|think so|ADV|RB|advmod|{verb}|so")
    assert own_source(doc[verb]) is (doc[0] if found else None)


@pytest.mark.parametrize(("verbs", "found"), [(1, True), (5, True), (6, False)])
def test_a_subject_is_shared_by_at_most_five_verbs_in_a_chain(make_doc, verbs, found):
    chain = [f"go|VERB|VB|{'xcomp' if i else 'ROOT'}|{max(i, 1)}|go" for i in range(verbs)]
    doc = make_doc(" ".join(["Lee|PROPN|NNP|nsubj|1|Lee", *chain]))
    assert find_source(doc[verbs]) is (doc[0] if found else None)


def inserted(before, clause, after, *, lemma="say"):
    """A parse of words that say nothing, with a clause of saying among them that no dependency shows."""
    words = [f"{word}|X|XX|dep|0|{word}" for word in before.split()]
    words += [token.replace("/say", f"|X|VBZ|meta|0|{lemma}") for token in clause.split()]
    words += [f"{word}|X|XX|dep|0|{word}" for word in after.split()]
    words[0] = words[0].replace("dep", "ROOT")
    return " ".join(words)


COMMA, HE = ",|PUNCT|,|punct|0|,", "he|PRON|PRP|dep|0|he"
OLD_LEE = "old|ADJ|JJ|amod|0|old Lee|PROPN|NNP|dep|0|Lee"


@pytest.mark.parametrize(
    ("before", "clause", "after", "expected"),
    [
        ("All this", f"{COMMA} {HE} says/say {COMMA}", "is gone .", [("he", "All this", "is gone")]),
        ("This", f"{COMMA} {HE} says/say {COMMA}", "is gone .", [("he", "This", "is gone")]),
        ("So this", f"{COMMA} {OLD_LEE} says/say {COMMA}", "is gone", [("Lee", "So this", "is gone")]),
        ("So this", f"{COMMA} says/say {OLD_LEE} {COMMA}", "is gone", [("Lee", "So this", "is gone")]),
        ("So this", f"{COMMA} old|ADJ|JJ|amod|0|old says/say {COMMA}", "is gone", []),
        ("So this", f"{COMMA} {HE} says/say .|PUNCT|.|punct|0|.", "", [("he", "So this")]),
        ("So this", f"{COMMA} {HE} does|AUX|VBZ|aux|0|do not|PART|RB|neg|0|not says/say {COMMA}", "is", []),
        (". .", f"{COMMA} {HE} says/say {COMMA}", "is gone", [("he", "is gone")]),
        (". .", f"{COMMA} {HE} says/say .|PUNCT|.|punct|0|.", "", []),
        (
            "So this",
            f"{COMMA} {HE} says/say now|ADV|RB|advmod|0|now {COMMA}",
            "is gone",
            [("he", "So this", "is gone")],
        ),
    ],
)
def test_he_says_between_commas_is_found_without_grammar(make_doc, before, clause, after, expected):
    doc = make_doc(inserted(before, clause, after))
    assert clauses_in(doc) == [("inserted", "says", *candidate) for candidate in expected]
    assert clauses_in(doc, "inserted") == []


def test_he_says_between_commas_is_of_its_sentence_alone(make_doc):
    first = "It|PRON|PRP|nsubj|1|it rained|VERB|VBD|ROOT|1|rain"
    again = inserted("All this", f"{COMMA} {HE} says/say {COMMA}", "is gone").replace("|0|", "|2|")
    last = "It|PRON|PRP|nsubj|10|it snowed|VERB|VBD|ROOT|10|snow"
    assert clauses_in(make_doc(f"{first} {again} {last}")) == [("inserted", "says", "he", "All this", "is gone")]


def test_he_says_that_grammar_found_is_found_once_and_a_second_one_beside_it(make_doc):
    attribution = "All|DET|DT|nsubj|5|all this|PRON|DT|dep|0|this ,|PUNCT|,|punct|4|, he|PRON|PRP|nsubj|4|he "
    attribution += "says|VERB|VBZ|{0}|5|say held|VERB|VBD|ROOT|5|hold ,|PUNCT|,|punct|5|, he|PRON|PRP|dep|5|he "
    attribution += "says|X|VBZ|meta|5|say ,|PUNCT|,|punct|5|, twice|ADV|RB|advmod|5|twice"
    candidate = clauses_in(make_doc(attribution.format("parataxis")))
    assert [rule for rule, *_ in candidate] == ["parenthesis", "inserted"]
    commas = attribution.replace("held|VERB", ",|PUNCT|,|punct|5|, held|VERB")
    commas = commas.replace("|5|", "|6|")
    candidate = clauses_in(make_doc(commas.format("parataxis")))
    assert [rule for rule, *_ in candidate] == ["parenthesis", "inserted"]
    candidate = clauses_in(make_doc(commas.format("meta")))
    assert [rule for rule, *_ in candidate] == ["inserted", "inserted"]


@pytest.mark.parametrize("name", ["clause", "object", "according to", "noun about", "inserted"])
def test_a_rule_left_out_finds_nothing(make_doc, name):
    doc = make_doc(parse_of(name))
    assert name in {candidate.rule.name for candidate in extract_candidates(doc)}
    assert name not in {candidate.rule.name for candidate in extract_candidates(doc, frozenset({name}))}
