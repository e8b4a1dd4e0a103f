"""`stance claims --explain`: what each pass of attribution gave, told by sentence."""

from stance.pipeline import explain_attribution
from stance.records import Document

TEXT = (
    "The pact is old. Anna Petrova insists that it holds, yet the banks refuse its payments. "
    'I asked Wei Jun whether it will last. "It is possible," he replied.'
)


def told(text):
    return dict(explain_attribution(Document(id="d", text=text)))


def test_each_sentence_is_told_once_in_order():
    assert list(told(TEXT)) == [
        "The pact is old.",
        "Anna Petrova insists that it holds, yet the banks refuse its payments.",
        "I asked Wei Jun whether it will last.",
        '"It is possible," he replied.',
    ]


def test_a_sentence_without_a_candidate_is_in_the_voice_of_its_paragraph():
    assert told(TEXT)["The pact is old."] == [
        "candidates: none",
        "scope: the sentence is held by AUTHOR, whose voice the paragraph is in",
    ]


def test_candidate_source_and_scopes_are_told_in_the_order_of_the_passes():
    _, steps = list(told(TEXT).items())[1]
    assert steps[0] == "candidate: rule clause, cue “insists”, source “Petrova”, content “that it holds”"
    assert steps[1] == "source: Anna Petrova"
    assert steps[2] == "scope: “Anna Petrova insists that it holds,” is held by Anna Petrova"
    assert steps[3].endswith("is held by AUTHOR, whose voice the paragraph is in")


def test_a_quotation_says_how_its_pronoun_was_resolved():
    _, steps = list(told(TEXT).items())[3]
    assert steps[0].startswith("quotation: rule clause, cue “replied”, source “he”")
    assert steps[1] == "source: Wei Jun (pronoun)"


def test_a_sentence_that_points_back_says_so():
    steps = told("“The orchard is dead.” Those were the words of Olga Titova.")
    assert steps["Those were the words of Olga Titova."][-1] == (
        "scope: the sentence is held by Olga Titova (points back)"
    )


def test_a_text_without_a_sentence_has_nothing_to_tell():
    assert told("") == {}
