"""Parses written by hand, with what the rules of attribution find in them."""

from __future__ import annotations

import pytest

# One token: text|POS|TAG|dependency|head|lemma; "~" where no space follows. Expected: rule, cue, source, content.
CASES = [
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee says|VERB|VBZ|ROOT|1|say that|SCONJ|IN|mark|6|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|6|pact will|AUX|MD|aux|6|will hold~|VERB|VB|ccomp|1|hold .~|PUNCT|.|punct|1|.
        """,
        ("clause", "says", "Lee", ("that the pact will hold",)),
        id="clause",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact~|NOUN|NN|nsubj|6|pact ,|PUNCT|,|punct|4|, Lee|PROPN|NNP|nsubj|4|Lee
        argues~|VERB|VBZ|parataxis|6|argue ,|PUNCT|,|punct|4|, is|AUX|VBZ|ROOT|6|be a|DET|DT|det|8|a
        shell~|NOUN|NN|attr|6|shell .~|PUNCT|.|punct|6|.
        """,
        ("parenthesis", "argues", "Lee", ("The pact", "is a shell")),
        id="parenthesis",
    ),
    pytest.param(
        """
        Sergei|PROPN|NNP|compound|1|Sergei Karaganov|PROPN|NNP|nsubj|2|Karaganov wrote|VERB|VBD|ROOT|2|write
        in|ADP|IN|prep|2|in spring|NOUN|NN|pobj|3|spring 2017|NUM|CD|nummod|4|2017 that|SCONJ|IN|mark|10|that
        the|DET|DT|det|8|the two|NUM|CD|nsubjpass|10|two were|AUX|VBD|auxpass|10|be bound|VERB|VBN|relcl|4|bind
        as|ADP|IN|prep|10|as allies|NOUN|NNS|pobj|11|ally in|ADP|IN|prep|12|in fact~|NOUN|NN|pobj|13|fact
        ,|PUNCT|,|punct|10|, if|SCONJ|IN|mark|18|if not|PART|RB|neg|18|not in|ADP|IN|prep|10|in
        law~|NOUN|NN|pobj|18|law .~|PUNCT|.|punct|2|.
        """,
        ("stray clause", "wrote", "Karaganov", ("that the two were bound as allies in fact, if not in law",)),
        id="stray clause",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubj|2|pact is|AUX|VBZ|ROOT|2|be real~|ADJ|JJ|acomp|2|real
        ,|PUNCT|,|punct|2|, as|SCONJ|IN|mark|9|as Lee|PROPN|NNP|nsubj|9|Lee has|AUX|VBZ|aux|9|have
        often|ADV|RB|advmod|9|often said~|VERB|VBN|advcl|2|say .~|PUNCT|.|punct|2|.
        """,
        ("as clause", "said", "Lee", ("The pact is real",)),
        id="as clause",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the ministry|NOUN|NN|nsubj|2|ministry claims|VERB|VBZ|ROOT|2|claim to|PART|TO|aux|4|to
        have|VERB|VB|xcomp|2|have the|DET|DT|det|6|the treaty~|NOUN|NN|dobj|4|treaty .~|PUNCT|.|punct|2|.
        """,
        ("infinitive", "claims", "ministry", ("to have the treaty",)),
        id="infinitive",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|2|Lee would|AUX|MD|aux|2|would have|VERB|VB|ROOT|2|have us|PRON|PRP|nsubj|4|we
        believe|VERB|VB|ccomp|2|believe that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        is|AUX|VBZ|ccomp|4|be dead~|ADJ|JJ|acomp|8|dead .~|PUNCT|.|punct|2|.
        """,
        ("would have", "have", "Lee", ("that the pact is dead",)),
        id="would have",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee urged|VERB|VBD|ROOT|1|urge both|DET|DT|det|3|both
        governments|NOUN|NNS|dobj|1|government to|PART|TO|aux|5|to sign|VERB|VB|xcomp|1|sign the|DET|DT|det|7|the
        treaty~|NOUN|NN|dobj|5|treaty .~|PUNCT|.|punct|1|.
        """,
        ("request", "urged", "Lee", ("both governments to sign the treaty",)),
        id="request",
    ),
    pytest.param(
        """
        Lee~|PROPN|NNP|poss|2|Lee 's|PART|POS|case|0|'s claim|NOUN|NN|nsubj|7|claim that|SCONJ|IN|mark|6|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact exists|VERB|VBZ|acl|2|exist is|AUX|VBZ|ROOT|7|be
        old~|ADJ|JJ|acomp|7|old .~|PUNCT|.|punct|7|.
        """,
        ("noun clause", "claim", "Lee", ("that the pact exists",)),
        id="noun clause",
    ),
    pytest.param(
        """
        His|PRON|PRP$|poss|1|his message|NOUN|NN|nsubj|2|message is|AUX|VBZ|ROOT|2|be that|SCONJ|IN|mark|7|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|7|pact will|AUX|MD|aux|7|will hold~|VERB|VB|ccomp|2|hold
        .~|PUNCT|.|punct|2|.
        """,
        ("noun is", "message", "His", ("that the pact will hold",)),
        id="noun is",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee is|AUX|VBZ|ROOT|1|be confident|ADJ|JJ|acomp|1|confident that|SCONJ|IN|mark|7|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|7|pact will|AUX|MD|aux|7|will hold~|VERB|VB|ccomp|2|hold
        .~|PUNCT|.|punct|1|.
        """,
        ("adjective", "confident", "Lee", ("that the pact will hold",)),
        id="adjective",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee is|AUX|VBZ|ROOT|1|be worried|ADJ|JJ|acomp|1|worried about|ADP|IN|prep|2|about
        the|DET|DT|det|6|the new|ADJ|JJ|amod|6|new pact~|NOUN|NN|pobj|3|pact .~|PUNCT|.|punct|1|.
        """,
        ("adjective about", "worried", "Lee", ("the new pact",)),
        id="adjective about",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee describes|VERB|VBZ|ROOT|1|describe the|DET|DT|det|3|the pact|NOUN|NN|dobj|1|pact
        as|ADP|IN|prep|1|as a|DET|DT|det|6|a burden~|NOUN|NN|pobj|4|burden .~|PUNCT|.|punct|1|.
        """,
        ("as", "describes", "Lee", ("the pact as a burden",)),
        id="as",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee calls|VERB|VBZ|ROOT|1|call the|DET|DT|det|3|the pact|NOUN|NN|dobj|1|pact
        a|DET|DT|det|5|a burden~|NOUN|NN|oprd|1|burden .~|PUNCT|.|punct|1|.
        """,
        ("naming", "calls", "Lee", ("the pact a burden",)),
        id="naming",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee criticised|VERB|VBD|ROOT|1|criticise the|DET|DT|det|3|the
        ministry|NOUN|NN|dobj|1|ministry for|ADP|IN|prep|1|for its|PRON|PRP$|poss|6|its
        silence~|NOUN|NN|pobj|4|silence .~|PUNCT|.|punct|1|.
        """,
        ("object", "criticised", "Lee", ("the ministry for its silence",)),
        id="object",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee sees|VERB|VBZ|ROOT|1|see a|DET|DT|det|4|a better|ADJ|JJR|amod|4|well
        chance~|NOUN|NN|dobj|1|chance .~|PUNCT|.|punct|1|.
        """,
        ("judgement", "sees", "Lee", ("a better chance",)),
        id="judgement",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubjpass|3|pact was|AUX|VBD|auxpass|3|be praised|VERB|VBN|ROOT|3|praise
        by|ADP|IN|agent|3|by Lee~|PROPN|NNP|pobj|4|Lee .~|PUNCT|.|punct|3|.
        """,
        ("passive object", "praised", "Lee", ("The pact",)),
        id="passive object",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee warned|VERB|VBD|ROOT|1|warn against|ADP|IN|prep|1|against a|DET|DT|det|5|a
        formal|ADJ|JJ|amod|5|formal pact~|NOUN|NN|pobj|2|pact .~|PUNCT|.|punct|1|.
        """,
        ("preposition", "warned", "Lee", ("a formal pact",)),
        id="preposition",
    ),
    pytest.param(
        """
        According|VERB|VBG|prep|6|accord to|ADP|IN|prep|0|to Lee~|PROPN|NNP|pobj|1|Lee ,|PUNCT|,|punct|6|,
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact is|AUX|VBZ|ROOT|6|be dead~|ADJ|JJ|acomp|6|dead
        .~|PUNCT|.|punct|6|.
        """,
        ("according to", "According", "Lee", ("the pact is dead",)),
        id="according to",
    ),
    pytest.param(
        """
        In|ADP|IN|prep|7|in Lee~|PROPN|NNP|poss|3|Lee 's|PART|POS|case|1|'s view~|NOUN|NN|pobj|0|view
        ,|PUNCT|,|punct|7|, the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact is|AUX|VBZ|ROOT|7|be
        dead~|ADJ|JJ|acomp|7|dead .~|PUNCT|.|punct|7|.
        """,
        ("in the view of", "In", "Lee", ("the pact is dead",)),
        id="in the view of",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for Lee~|PROPN|NNP|pobj|0|Lee ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be dead~|ADJ|JJ|acomp|5|dead .~|PUNCT|.|punct|5|.
        """,
        ("for somebody", "For", "Lee", ("the pact is dead",)),
        id="for somebody",
    ),
    pytest.param(
        """
        Lee~|PROPN|NNP|poss|2|Lee 's|PART|POS|case|0|'s criticism|NOUN|NN|nsubj|6|criticism of|ADP|IN|prep|2|of
        the|DET|DT|det|5|the pact|NOUN|NN|pobj|3|pact was|AUX|VBD|ROOT|6|be mild~|ADJ|JJ|acomp|6|mild
        .~|PUNCT|.|punct|6|.
        """,
        ("noun about", "criticism", "Lee", ("the pact",)),
        id="noun about",
    ),
    pytest.param(
        """
        Some|DET|DT|det|1|some day~|NOUN|NN|npadvmod|4|day ,|PUNCT|,|punct|4|, he|PRON|PRP|nsubj|4|he
        grants~|VERB|VBZ|ccomp|11|grant ,|PUNCT|,|punct|11|, a|DET|DT|det|7|a treaty|NOUN|NN|nsubjpass|11|treaty
        may|AUX|MD|aux|11|may well|ADV|RB|advmod|11|well be|AUX|VB|auxpass|11|be signed~|VERB|VBN|ROOT|11|sign
        .~|PUNCT|.|punct|11|.
        """,
        ("inserted", "grants", "he", ("Some day", "a treaty may well be signed")),
        id="inserted",
    ),
    pytest.param(
        """
        "~|PUNCT|``|punct|7|" The|DET|DT|det|2|the pact|NOUN|NN|nsubj|3|pact is|AUX|VBZ|ccomp|7|be
        dead~|ADJ|JJ|acomp|3|dead ,~|PUNCT|,|punct|7|, "|PUNCT|''|punct|7|" said|VERB|VBD|ROOT|7|say
        Lee~|PROPN|NNP|nsubj|7|Lee .~|PUNCT|.|punct|7|.
        """,
        ("clause", "said", "Lee", ('"The pact is dead,"',)),
        id="quotation",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee left|VERB|VBD|ccomp|8|leave no|PRON|DT|neg|3|no doubt~|ADV|RB|dobj|1|doubt
        :|PUNCT|:|punct|8|: "~|PUNCT|``|punct|8|" The|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        is|AUX|VBZ|ROOT|8|be dead|ADJ|JJ|acomp|8|dead and|CCONJ|CC|cc|8|and will|AUX|MD|aux|12|will
        stay|VERB|VB|conj|8|stay dead~|ADJ|JJ|acomp|12|dead .~|PUNCT|.|punct|8|. "~|PUNCT|''|punct|8|"
        """,
        ("colon", "left", "Lee", ('"The pact is dead and will stay dead."',)),
        id="colon",
    ),
    pytest.param(
        """
        LEE~|PROPN|NNP|dep|4|LEE :|PUNCT|:|punct|0|: The|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        is|AUX|VBZ|ROOT|4|be dead|ADJ|JJ|acomp|4|dead and|CCONJ|CC|cc|4|and nobody|PRON|NN|nsubj|9|nobody
        will|AUX|MD|aux|9|will mourn|VERB|VB|conj|4|mourn it~|PRON|PRP|dobj|9|it .~|PUNCT|.|punct|4|.
        """,
        ("label", ":", "LEE", ("The pact is dead and nobody will mourn it.",)),
        id="label",
    ),
    pytest.param(
        """
        Lee~|PROPN|NNP|nsubj|11|Lee ,|PUNCT|,|punct|0|, who|PRON|WP|nsubj|3|who believes|VERB|VBZ|relcl|0|believe
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact is|AUX|VBZ|ccomp|3|be
        dead~|ADJ|JJ|acomp|7|dead ,|PUNCT|,|punct|0|, has|AUX|VBZ|aux|11|have left~|VERB|VBN|ROOT|11|leave
        .~|PUNCT|.|punct|11|.
        """,
        ("clause", "believes", "who", ("that the pact is dead",)),
        id="relative",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee spoke|VERB|VBD|ROOT|1|speak for|ADP|IN|prep|1|for an|DET|DT|det|4|an
        hour~|NOUN|NN|pobj|2|hour ,|PUNCT|,|punct|1|, adding|VERB|VBG|advcl|1|add that|SCONJ|IN|mark|10|that
        the|DET|DT|det|9|the pact|NOUN|NN|nsubj|10|pact is|AUX|VBZ|ccomp|6|be dead~|ADJ|JJ|acomp|10|dead
        .~|PUNCT|.|punct|1|.
        """,
        ("clause", "adding", "Lee", ("that the pact is dead",)),
        id="control",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee came|VERB|VBD|ROOT|1|come to|ADP|IN|prep|1|to Moscow|PROPN|NNP|pobj|2|Moscow
        and|CCONJ|CC|cc|1|and said|VERB|VBD|conj|1|say that|SCONJ|IN|mark|9|that the|DET|DT|det|8|the
        pact|NOUN|NN|nsubj|9|pact is|AUX|VBZ|ccomp|5|be dead~|ADJ|JJ|acomp|9|dead .~|PUNCT|.|punct|1|.
        """,
        ("clause", "said", "Lee", ("that the pact is dead",)),
        id="conj",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubjpass|3|pact is|AUX|VBZ|auxpass|3|be expected|VERB|VBN|ROOT|3|expect
        to|PART|TO|aux|5|to hold~|VERB|VB|xcomp|3|hold .~|PUNCT|.|punct|3|.
        """,
        ("raising", "expected", None, ("is expected to hold",)),
        id="raising",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee is|AUX|VBZ|ROOT|1|be convinced|VERB|VBN|acomp|1|convince that|SCONJ|IN|mark|7|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|7|pact will|AUX|MD|aux|7|will hold~|VERB|VB|ccomp|2|hold
        .~|PUNCT|.|punct|1|.
        """,
        ("clause", "convinced", "Lee", ("that the pact will hold",)),
        id="experiencer",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee expressed|VERB|VBD|ROOT|1|express doubt|NOUN|NN|dobj|1|doubt
        that|SCONJ|IN|mark|7|that the|DET|DT|det|5|the pact|NOUN|NN|nsubj|7|pact will|AUX|MD|aux|7|will
        hold~|VERB|VB|acl|2|hold .~|PUNCT|.|punct|1|.
        """,
        ("noun clause", "doubt", "Lee", ("that the pact will hold",)),
        id="carried",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee believes|VERB|VBZ|ROOT|1|believe the|DET|DT|det|3|the pact|NOUN|NN|nsubj|5|pact
        will|AUX|MD|aux|5|will hold~|VERB|VB|ccomp|1|hold .~|PUNCT|.|punct|1|.
        """,
        ("clause", "believes", "Lee", ("the pact will hold",)),
        id="open",
    ),
    pytest.param(
        """
        "~|PUNCT|``|punct|7|" The|DET|DT|det|2|the pact|NOUN|NN|nsubj|3|pact is|AUX|VBZ|ccomp|7|be
        dead~|ADJ|JJ|acomp|3|dead ,~|PUNCT|,|punct|7|, "|PUNCT|''|punct|7|" said|VERB|VBD|ROOT|7|say
        Mary|PROPN|NNP|compound|9|Mary Lee~|PROPN|NNP|nsubj|7|Lee ,|PUNCT|,|punct|9|, a|DET|DT|det|13|a
        former|ADJ|JJ|amod|13|former envoy~|NOUN|NN|appos|9|envoy .~|PUNCT|.|punct|7|.
        """,
        ("clause", "said", "Lee", ('"The pact is dead,"',)),
        id="inverted",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the state|NOUN|NN|ROOT|1|state that|SCONJ|IN|mark|5|that Lee|PROPN|NNP|compound|4|Lee
        governs|NOUN|NNS|nsubj|5|govern is|AUX|VBZ|relcl|1|be poor~|ADJ|JJ|acomp|5|poor .~|PUNCT|.|punct|1|.
        """,
        None,
        id="relnoise",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the exercise|NOUN|NN|nsubj|2|exercise saw|VERB|VBD|ROOT|2|see ten|NUM|CD|compound|4|ten
        thousand|NUM|CD|nummod|5|thousand soldiers|NOUN|NNS|nsubj|6|soldier cross|VERB|VBP|ccomp|2|cross
        the|DET|DT|det|8|the river~|NOUN|NN|dobj|6|river .~|PUNCT|.|punct|2|.
        """,
        None,
        id="see",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubj|2|pact is|AUX|VBZ|ccomp|6|be old~|ADJ|JJ|acomp|2|old
        ;|PUNCT|:|punct|6|; Lee|PROPN|NNP|nsubj|6|Lee said|VERB|VBD|ROOT|6|say that|SCONJ|IN|mark|9|that
        it|PRON|PRP|nsubj|9|it is|AUX|VBZ|ccomp|6|be dead~|ADJ|JJ|acomp|9|dead .~|PUNCT|.|punct|6|.
        """,
        ("clause", "said", "Lee", ("that it is dead",)),
        id="semicolon",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the mood|NOUN|NN|nsubj|4|mood in|ADP|IN|prep|1|in Riga|PROPN|NNP|pobj|2|Riga
        is|AUX|VBZ|ROOT|4|be gloomy~|ADJ|JJ|acomp|4|gloomy .~|PUNCT|.|punct|4|.
        """,
        ("mood", "mood", "Riga", ("gloomy",)),
        id="mood",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|2|Lee has|AUX|VBZ|aux|2|have ruled|VERB|VBN|ROOT|2|rule out|ADP|RP|prt|2|out
        a|DET|DT|det|6|a formal|ADJ|JJ|amod|6|formal pact~|NOUN|NN|dobj|2|pact .~|PUNCT|.|punct|2|.
        """,
        ("phrasal", "ruled", "Lee", ("a formal pact",)),
        id="phrasal",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee waved|VERB|VBD|ROOT|1|wave the|DET|DT|det|3|the idea|NOUN|NN|dobj|1|idea
        aside~|ADV|RB|advmod|1|aside .~|PUNCT|.|punct|1|.
        """,
        ("phrasal", "waved", "Lee", ("the idea",)),
        id="phrasal aside",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubjpass|2|Lee is|AUX|VBZ|auxpass|2|be troubled|VERB|VBN|ROOT|2|trouble by|ADP|IN|agent|2|by
        the|DET|DT|det|6|the new|ADJ|JJ|amod|6|new pact~|NOUN|NN|pobj|3|pact .~|PUNCT|.|punct|2|.
        """,
        ("feeling", "troubled", "Lee", ("the new pact",)),
        id="feeling passive",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the drill|NOUN|NN|nsubj|2|drill alarmed|VERB|VBD|ROOT|2|alarm Tokyo~|PROPN|NNP|dobj|2|Tokyo
        .~|PUNCT|.|punct|2|.
        """,
        ("feeling", "alarmed", "Tokyo", ("The drill",)),
        id="feeling active",
    ),
    pytest.param(
        """
        China|PROPN|NNP|nsubj|1|China feels|VERB|VBZ|ROOT|1|feel encircled|ADJ|JJ|acomp|1|encircled
        by|ADP|IN|prep|2|by the|DET|DT|det|5|the pact~|NOUN|NN|pobj|3|pact .~|PUNCT|.|punct|1|.
        """,
        ("feeling", "feels", "China", ("encircled by the pact",)),
        id="feeling feel",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the drill|NOUN|NN|nsubj|3|drill will|AUX|MD|aux|3|will alarm|VERB|VB|ROOT|3|alarm
        Tokyo~|PROPN|NNP|dobj|3|Tokyo .~|PUNCT|.|punct|3|.
        """,
        None,
        id="no feeling yet",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the idea|NOUN|NN|nsubj|2|idea is|AUX|VBZ|ROOT|2|be welcome|ADJ|JJ|acomp|2|welcome
        to|ADP|IN|prep|3|to Lee~|PROPN|NNP|pobj|4|Lee .~|PUNCT|.|punct|2|.
        """,
        ("adjective to", "welcome", "Lee", ("The idea",)),
        id="adjective to",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee made|VERB|VBD|ROOT|1|make it|PRON|PRP|nsubj|3|it clear|ADJ|JJ|ccomp|1|clear
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact is|AUX|VBZ|advcl|3|be
        dead~|ADJ|JJ|acomp|7|dead .~|PUNCT|.|punct|1|.
        """,
        ("clear", "made", "Lee", ("that the pact is dead",)),
        id="clear",
    ),
    pytest.param(
        """
        This|PRON|DT|nsubjpass|2|this is|AUX|VBZ|auxpass|2|be viewed|VERB|VBN|ROOT|2|view in|ADP|IN|prep|2|in
        Moscow|PROPN|NNP|pobj|3|Moscow as|ADP|IN|prep|2|as a|DET|DT|det|7|a threat~|NOUN|NN|pobj|5|threat
        .~|PUNCT|.|punct|2|.
        """,
        ("as", "viewed", "Moscow", ("This", "as a threat")),
        id="as in a capital",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubjpass|3|pact was|AUX|VBD|auxpass|3|be seen|VERB|VBN|ROOT|3|see
        by|ADP|IN|agent|3|by many|ADJ|JJ|pobj|4|many as|ADP|IN|prep|5|as an|DET|DT|det|8|an
        indication|NOUN|NN|pobj|6|indication of|ADP|IN|prep|8|of haste~|NOUN|NN|pobj|9|haste .~|PUNCT|.|punct|3|.
        """,
        ("as", "seen", "many", ("The pact", "as an indication of haste")),
        id="as under the agent",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee called|VERB|VBD|ROOT|1|call the|DET|DT|det|5|the pair|NOUN|NN|nmod|5|pair
        "~|PUNCT|``|punct|5|" allies~|NOUN|NNS|dobj|1|ally "~|PUNCT|''|punct|1|" .~|PUNCT|.|punct|1|.
        """,
        ("naming", "called", "Lee", ('the pair "allies"',)),
        id="naming a pair",
    ),
    pytest.param(
        """
        To|ADP|IN|prep|5|to Lee~|PROPN|NNP|pobj|0|Lee ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be a|DET|DT|det|7|a burden~|NOUN|NN|attr|5|burden
        .~|PUNCT|.|punct|5|.
        """,
        ("for somebody", "To", "Lee", ("the pact is a burden",)),
        id="to somebody",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|compound|1|Lee reasons|NOUN|NNS|ROOT|1|reason that|PRON|WDT|dobj|5|that the|DET|DT|det|4|the
        past|NOUN|NN|nsubj|5|past tells|VERB|VBZ|relcl|1|tell against|ADP|IN|prep|5|against it~|PRON|PRP|pobj|6|it
        .~|PUNCT|.|punct|1|.
        """,
        ("clause", "reasons", "Lee", ("that the past tells against it",)),
        id="mistagged verb",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact~|NOUN|NN|nsubj|8|pact ,|PUNCT|,|punct|4|, he|PRON|PRP|nsubj|4|he
        leaves|VERB|VBZ|ccomp|8|leave no|DET|DT|det|6|no doubt~|ADV|RB|dobj|4|doubt ,|PUNCT|,|punct|8|,
        is|AUX|VBZ|ROOT|8|be dead~|ADJ|JJ|acomp|8|dead .~|PUNCT|.|punct|8|.
        """,
        ("inserted", "leaves", "he", ("The pact", "is dead")),
        id="leaves no doubt",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee saw|VERB|VBD|ROOT|1|see to|ADP|IN|prep|1|to it|PRON|PRP|pobj|2|it
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact held~|VERB|VBD|ccomp|1|hold
        .~|PUNCT|.|punct|1|.
        """,
        None,
        id="sees to it",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the rulers|NOUN|NNS|nsubj|2|ruler are|AUX|VBP|ROOT|2|be sure|ADJ|JJ|acomp|2|sure
        of|ADP|IN|prep|3|of themselves~|PRON|PRP|pobj|4|themselves .~|PUNCT|.|punct|2|.
        """,
        None,
        id="of themselves",
    ),
    pytest.param(
        """
        On|ADP|IN|prep|10|on a|DET|DT|det|2|a call|NOUN|NN|pobj|0|call on|ADP|IN|prep|2|on
        Tuesday|PROPN|NNP|compound|6|Tuesday Boris|PROPN|NNP|compound|6|Boris Ivanov|PROPN|NNP|pobj|3|Ivanov
        and|CCONJ|CC|cc|6|and Mary|PROPN|NNP|compound|9|Mary Lee|PROPN|NNP|conj|6|Lee agreed|VERB|VBD|ROOT|10|agree
        that|SCONJ|IN|mark|13|that they|PRON|PRP|nsubj|13|they wanted|VERB|VBD|ccomp|10|want a|DET|DT|det|15|a
        pact~|NOUN|NN|dobj|13|pact .~|PUNCT|.|punct|10|.
        """,
        ("clause", "agreed", "Lee", ("that they wanted a pact",)),
        id="subject hung on a date",
    ),
    pytest.param(
        """
        Its|PRON|PRP$|poss|1|its author~|NOUN|NN|nsubj|9|author ,|PUNCT|,|punct|1|, the|DET|DT|det|5|the
        retired|VERB|VBN|amod|5|retire general|NOUN|NN|appos|1|general Mary|PROPN|NNP|compound|7|Mary
        Lee~|PROPN|NNP|appos|5|Lee ,|PUNCT|,|punct|1|, is|AUX|VBZ|ROOT|9|be convinced|VERB|VBN|acomp|9|convince
        that|SCONJ|IN|mark|16|that Russia|PROPN|NNP|nsubj|16|Russia and|CCONJ|CC|cc|12|and
        China|PROPN|NNP|conj|12|China have|AUX|VBP|aux|16|have concluded|VERB|VBN|ccomp|10|conclude
        a|DET|DT|det|18|a pact~|NOUN|NN|dobj|16|pact .~|PUNCT|.|punct|9|.
        """,
        ("clause", "convinced", "author", ("that Russia and China have concluded a pact",)),
        id="subject hung on the auxiliary",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the statement|NOUN|NN|nsubj|2|statement goes|VERB|VBZ|ROOT|2|go so|ADV|RB|advmod|4|so
        far|ADV|RB|advmod|2|far as|SCONJ|IN|mark|7|as to|PART|TO|aux|7|to renounce|VERB|VB|advcl|4|renounce
        the|DET|DT|det|9|the pact~|NOUN|NN|dobj|7|pact .~|PUNCT|.|punct|2|.
        """,
        ("object", "renounce", "statement", ("the pact",)),
        id="goes so far as",
    ),
    pytest.param(
        """
        Plenty|NOUN|NN|ROOT|0|plenty of|ADP|IN|prep|0|of analysts|NOUN|NNS|pobj|1|analyst used|VERB|VBN|acl|2|use
        to|PART|TO|aux|5|to wave|VERB|VB|xcomp|3|wave all|DET|PDT|predet|7|all this|PRON|DT|dobj|5|this
        aside~|ADV|RB|advmod|5|aside .~|PUNCT|.|punct|0|.
        """,
        ("phrasal", "wave", "Plenty", ("all this",)),
        id="counted",
    ),
    pytest.param(
        """
        Not|PART|RB|neg|1|not so~|ADV|RB|advmod|3|so ,|PUNCT|,|punct|3|, cry|VERB|VB|ROOT|3|cry
        some|DET|DT|det|6|some western|ADJ|JJ|amod|6|western analysts~|NOUN|NNS|dobj|3|analyst .~|PUNCT|.|punct|3|.
        """,
        ("inserted", "cry", "analysts", ("Not so",)),
        id="said inverted",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee named|VERB|VBD|ROOT|1|name the|DET|DT|det|4|the old|ADJ|JJ|amod|4|old
        pact~|NOUN|NN|dobj|1|pact .~|PUNCT|.|punct|1|.
        """,
        None,
        id="an adjective before its noun is no name",
    ),
    pytest.param(
        """
        It|PRON|PRP|nsubjpass|2|it is|AUX|VBZ|auxpass|2|be believed|VERB|VBN|ROOT|2|believe that|SCONJ|IN|mark|6|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact holds~|VERB|VBZ|ccomp|2|hold
        """,
        ("clause", "believed", None, ("that the pact holds",)),
        id="clause of nobody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the claim|NOUN|NN|nsubj|6|claim that|SCONJ|IN|mark|5|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds|VERB|VBZ|acl|1|hold is|AUX|VBZ|ROOT|6|be old~|ADJ|JJ|acomp|6|old
        """,
        ("noun clause", "claim", None, ("that the pact holds",)),
        id="noun clause of nobody",
    ),
    pytest.param(
        """
        Talk|NOUN|NN|nsubj|5|talk of|ADP|IN|prep|0|of a|DET|DT|det|3|a pact|NOUN|NN|pobj|1|pact has|AUX|VBZ|aux|5|have
        grown~|VERB|VBN|ROOT|5|grow
        """,
        ("noun about", "Talk", None, ("a pact",)),
        id="noun about of nobody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubjpass|3|pact is|AUX|VBZ|auxpass|3|be seen|VERB|VBN|ROOT|3|see
        as|ADP|IN|prep|3|as a|DET|DT|det|6|a burden~|NOUN|NN|pobj|4|burden
        """,
        ("as", "seen", None, ("The pact", "as a burden")),
        id="as of nobody",
    ),
    pytest.param(
        """
        To|PART|TO|aux|1|to see|VERB|VB|csubj|7|see the|DET|DT|det|3|the pact|NOUN|NN|dobj|1|pact as|ADP|IN|prep|3|as
        a|DET|DT|det|6|a burden|NOUN|NN|pobj|4|burden is|AUX|VBZ|ROOT|7|be easy~|ADJ|JJ|acomp|7|easy
        """,
        ("as", "see", None, ("the pact as a burden",)),
        id="as of nobody below its object",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubjpass|3|pact is|AUX|VBZ|auxpass|3|be called|VERB|VBN|ROOT|3|call
        a|DET|DT|det|5|a burden~|NOUN|NN|oprd|3|burden
        """,
        ("naming", "called", None, ("The pact", "a burden")),
        id="naming by nobody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubj|2|pact holds~|VERB|VBZ|ccomp|5|hold ;|PUNCT|:|punct|5|;
        Lee|PROPN|NNP|nsubj|5|Lee said|VERB|VBD|ROOT|5|say little~|ADJ|JJ|dobj|5|little
        """,
        None,
        id="clause before a semicolon",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubj|2|pact holds~|VERB|VBZ|ccomp|5|hold :|PUNCT|:|punct|5|:
        Lee|PROPN|NNP|nsubj|5|Lee said|VERB|VBD|ROOT|5|say little~|ADJ|JJ|dobj|5|little
        """,
        None,
        id="clause before a colon",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee said~|VERB|VBD|ROOT|1|say :|PUNCT|:|punct|1|: the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds~|VERB|VBZ|ccomp|1|hold
        """,
        ("clause", "said", "Lee", ("the pact holds",)),
        id="clause after a colon",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee finds|VERB|VBZ|ROOT|1|find the|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        holds~|VERB|VBZ|ccomp|1|hold
        """,
        None,
        id="found without that",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee finds|VERB|VBZ|ROOT|1|find that|SCONJ|IN|mark|5|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds~|VERB|VBZ|ccomp|1|hold
        """,
        ("clause", "finds", "Lee", ("that the pact holds",)),
        id="found with that",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee finds|VERB|VBZ|ROOT|1|find that|SCONJ|IN|mark|1|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds~|VERB|VBZ|ccomp|1|hold
        """,
        ("clause", "finds", "Lee", ("the pact holds",)),
        id="that hung on the verb",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the pact|NOUN|NN|nsubj|2|pact holds~|VERB|VBZ|ccomp|5|hold ,|PUNCT|,|punct|5|,
        Lee|PROPN|NNP|nsubj|5|Lee adds~|VERB|VBZ|ROOT|5|add
        """,
        ("clause", "adds", "Lee", ("The pact holds",)),
        id="added before its verb",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee sees|VERB|VBZ|ROOT|1|see the|DET|DT|det|3|the pact|NOUN|NN|nsubj|5|pact
        as|SCONJ|IN|mark|5|as failing~|VERB|VBG|ccomp|1|fail
        """,
        ("clause", "sees", "Lee", ("the pact as failing",)),
        id="seen as doing",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee shows|VERB|VBZ|ROOT|1|show the|DET|DT|det|3|the pact|NOUN|NN|nsubj|5|pact
        as|SCONJ|IN|mark|5|as failing~|VERB|VBG|ccomp|1|fail
        """,
        ("clause", "shows", "Lee", ("the pact as failing",)),
        id="shown as doing",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee finds|VERB|VBZ|ROOT|1|find the|DET|DT|det|3|the pact|NOUN|NN|nsubj|5|pact
        as|SCONJ|IN|mark|5|as failing~|VERB|VBG|ccomp|1|fail
        """,
        None,
        id="found as doing",
    ),
    pytest.param(
        """
        Here~|ADV|RB|advmod|2|here ,|PUNCT|,|punct|2|, said|VERB|VBD|ROOT|2|say Lee|PROPN|NNP|nsubj|4|Lee
        left~|VERB|VBD|ccomp|2|leave
        """,
        None,
        id="name after its verb in the clause",
    ),
    pytest.param(
        """
        So~|ADV|RB|advmod|2|so ,|PUNCT|,|punct|2|, said|VERB|VBD|ROOT|2|say Lee|PROPN|NNP|nsubj|2|Lee
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact holds~|VERB|VBZ|ccomp|2|hold
        """,
        ("clause", "said", "Lee", ("the pact holds",)),
        id="name after its verb before the clause",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee heard|VERB|VBD|ROOT|1|hear the|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        signed~|VERB|VBN|ccomp|1|sign
        """,
        None,
        id="heard done",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee heard|VERB|VBD|ROOT|1|hear the|DET|DT|det|3|the pact|NOUN|NN|nsubjpass|5|pact
        was|AUX|VBD|auxpass|5|be signed~|VERB|VBN|ccomp|1|sign
        """,
        ("clause", "heard", "Lee", ("the pact was signed",)),
        id="heard to have been done",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee heard|VERB|VBD|ROOT|1|hear the|DET|DT|det|3|the pact|NOUN|NN|nsubj|5|pact
        may|AUX|MD|aux|5|may hold~|VERB|VB|ccomp|1|hold
        """,
        ("clause", "heard", "Lee", ("the pact may hold",)),
        id="heard that it may",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee imagined|VERB|VBD|ROOT|1|imagine leaving~|VERB|VBG|ccomp|1|leave
        """,
        None,
        id="imagined doing",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee denied|VERB|VBD|ROOT|1|deny leaving~|VERB|VBG|ccomp|1|leave
        """,
        ("clause", "denied", "Lee", ("leaving",)),
        id="denied doing",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee prefers|VERB|VBZ|ROOT|1|prefer the|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        hold~|VERB|VB|ccomp|1|hold
        """,
        ("clause", "prefers", "Lee", ("the pact hold",)),
        id="preferred to be so",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee told|VERB|VBD|ROOT|1|tell reporters|NOUN|NNS|dobj|1|reporter
        that|SCONJ|IN|mark|6|that the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact holds~|VERB|VBZ|relcl|2|hold
        """,
        ("stray clause", "told", "Lee", ("that the pact holds",)),
        id="stray clause on who is told",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee said|VERB|VBD|ROOT|1|say Monday|PROPN|NNP|npadvmod|1|Monday
        that|SCONJ|IN|mark|6|that the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact holds~|VERB|VBZ|relcl|2|hold
        """,
        ("stray clause", "said", "Lee", ("that the pact holds",)),
        id="stray clause on a day",
    ),
    pytest.param(
        """
        In|ADP|IN|prep|7|in spring|NOUN|NN|pobj|0|spring that|SCONJ|IN|mark|5|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds|VERB|VBZ|relcl|1|hold Lee|PROPN|NNP|nsubj|7|Lee said|VERB|VBD|ROOT|7|say
        little~|ADJ|JJ|dobj|7|little
        """,
        None,
        id="clause on a time before the verb",
    ),
    pytest.param(
        """
        Men|NOUN|NNS|nsubj|5|man that|SCONJ|IN|mark|4|that the|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        holds|VERB|VBZ|relcl|0|hold said|VERB|VBD|ROOT|5|say little~|ADJ|JJ|dobj|5|little
        """,
        None,
        id="clause on the subject",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for Lee~|PROPN|NNP|pobj|0|Lee ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be old~|ADJ|JJ|acomp|5|old
        """,
        ("for somebody", "For", "Lee", ("the pact is old",)),
        id="for a person",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for her~|PRON|PRP|pobj|0|her ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be old~|ADJ|JJ|acomp|5|old
        """,
        ("for somebody", "For", "her", ("the pact is old",)),
        id="for a pronoun",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for diplomat~|NOUN|NN|pobj|0|diplomat ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be old~|ADJ|JJ|acomp|5|old
        """,
        ("for somebody", "For", "diplomat", ("the pact is old",)),
        id="for a role",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for peace~|NOUN|NN|pobj|0|peace ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be old~|ADJ|JJ|acomp|5|old
        """,
        None,
        id="for a thing",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|5|for one~|PROPN|NNP|pobj|0|one ,|PUNCT|,|punct|5|, the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact is|AUX|VBZ|ROOT|5|be old~|ADJ|JJ|acomp|5|old
        """,
        None,
        id="for one",
    ),
    pytest.param(
        """
        For|ADP|IN|prep|4|for Lee|PROPN|NNP|pobj|0|Lee the|DET|DT|det|3|the pact|NOUN|NN|nsubj|4|pact
        is|AUX|VBZ|ROOT|4|be old~|ADJ|JJ|acomp|4|old
        """,
        None,
        id="for a person without a comma",
    ),
    pytest.param(
        """
        Here|ADV|RB|advmod|6|here for|ADP|IN|prep|6|for Lee~|PROPN|NNP|pobj|1|Lee ,|PUNCT|,|punct|6|,
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact is|AUX|VBZ|ROOT|6|be old~|ADJ|JJ|acomp|6|old
        """,
        None,
        id="for a person inside the sentence",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the drill|NOUN|NN|nsubj|4|drill did|AUX|VBD|aux|4|do not|PART|RB|neg|4|not
        alarm|VERB|VB|ROOT|4|alarm Tokyo~|PROPN|NNP|dobj|4|Tokyo
        """,
        None,
        id="feeling denied",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee rejects|VERB|VBZ|ROOT|1|reject the|DET|DT|det|4|the repeated|VERB|VBN|acl|4|repeat
        claim~|NOUN|NN|dobj|1|claim
        """,
        ("object", "rejects", "Lee", ("the repeated claim",)),
        id="object with a word before it",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee rejects|VERB|VBZ|ROOT|1|reject support|NOUN|NN|dobj|1|support by|ADP|IN|prep|2|by
        Kim~|PROPN|NNP|pobj|3|Kim
        """,
        ("object", "rejects", "Lee", ("support by Kim",)),
        id="object of somebody",
    ),
    pytest.param(
        """
        It|PRON|PRP|nsubj|1|it is|AUX|VBZ|ROOT|1|be worth|ADJ|JJ|acomp|1|worth noting|VERB|VBG|pcomp|2|note
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "noting", None, ("that the pact holds",)),
        id="expletive",
    ),
    pytest.param(
        """
        It|PRON|PRP|nsubj|1|it says|VERB|VBZ|ROOT|1|say that|SCONJ|IN|mark|5|that the|DET|DT|det|4|the
        pact|NOUN|NN|nsubj|5|pact holds~|VERB|VBZ|ccomp|1|hold
        """,
        ("clause", "says", "It", ("that the pact holds",)),
        id="it says so",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the law|NOUN|NN|nsubjpass|3|law was|AUX|VBD|auxpass|3|be signed|VERB|VBN|ROOT|3|sign
        showing|VERB|VBG|advcl|3|show that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds~|VERB|VBZ|ccomp|4|hold
        """,
        ("clause", "showing", None, ("that the pact holds",)),
        id="participle after a passive",
    ),
    pytest.param(
        """
        Men|NOUN|NNS|nsubjpass|2|man were|AUX|VBD|auxpass|2|be asked|VERB|VBN|ROOT|2|ask and|CCONJ|CC|cc|2|and
        said|VERB|VBD|conj|2|say that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds~|VERB|VBZ|ccomp|4|hold
        """,
        ("clause", "said", "Men", ("that the pact holds",)),
        id="verb joined to a passive",
    ),
    pytest.param(
        """
        Men|NOUN|NNS|nsubjpass|2|man were|AUX|VBD|auxpass|2|be asked|VERB|VBN|ROOT|2|ask and|CCONJ|CC|cc|2|and
        was|AUX|VBD|auxpass|5|be said|VERB|VBN|conj|2|say that|SCONJ|IN|mark|9|that the|DET|DT|det|8|the
        pact|NOUN|NN|nsubj|9|pact holds~|VERB|VBZ|ccomp|5|hold
        """,
        ("clause", "said", None, ("that the pact holds",)),
        id="passive joined to a passive",
    ),
    pytest.param(
        """
        Here|ADV|RB|advmod|1|here sat|VERB|VBD|ROOT|1|sit men|NOUN|NNS|nsubj|1|man saying|VERB|VBG|acl|2|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "saying", "men", ("that the pact holds",)),
        id="participle on a noun",
    ),
    pytest.param(
        """
        Plenty|NOUN|NN|nsubj|8|plenty of|ADP|IN|prep|0|of men|NOUN|NNS|pobj|1|man saying|VERB|VBG|acl|2|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|ccomp|3|hold
        left~|VERB|VBD|ROOT|8|leave
        """,
        ("clause", "saying", "Plenty", ("that the pact holds",)),
        id="participle on what is counted",
    ),
    pytest.param(
        """
        Pictures|NOUN|NNS|nsubj|8|picture of|ADP|IN|prep|0|of men|NOUN|NNS|pobj|1|man saying|VERB|VBG|acl|2|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|ccomp|3|hold
        left~|VERB|VBD|ROOT|8|leave
        """,
        ("clause", "saying", "men", ("that the pact holds",)),
        id="participle on what is shown",
    ),
    pytest.param(
        """
        It|PRON|PRP|nsubjpass|2|it was|AUX|VBD|auxpass|2|be said|VERB|VBN|ROOT|2|say by|ADP|IN|agent|2|by
        Kim|PROPN|NNP|pobj|3|Kim that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds~|VERB|VBZ|ccomp|2|hold
        """,
        ("clause", "said", "Kim", ("that the pact holds",)),
        id="said by somebody",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubjpass|2|Lee was|AUX|VBD|auxpass|2|be reassured|VERB|VBN|ROOT|2|reassure by|ADP|IN|agent|2|by
        Kim|PROPN|NNP|pobj|3|Kim that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds~|VERB|VBZ|ccomp|2|hold
        """,
        ("clause", "reassured", "Lee", ("that the pact holds",)),
        id="reassured by somebody",
    ),
    pytest.param(
        """
        ex~|NOUN|NNS|nsubj|3|ex -~|PUNCT|HYPH|nsubj|3|- officials|NOUN|NNS|nsubj|3|official say|VERB|VBP|ROOT|3|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "say", "officials", ("that the pact holds",)),
        id="subject in three pieces",
    ),
    pytest.param(
        """
        officials|NOUN|NNS|nsubj|2|official -|PUNCT|:|nsubj|2|- say|VERB|VBP|ROOT|2|say that|SCONJ|IN|mark|6|that
        the|DET|DT|det|5|the pact|NOUN|NN|nsubj|6|pact holds~|VERB|VBZ|ccomp|2|hold
        """,
        ("clause", "say", "officials", ("that the pact holds",)),
        id="subject before a dash",
    ),
    pytest.param(
        """
        On|ADP|IN|prep|3|on Tuesday|PROPN|NNP|compound|2|Tuesday Lee|PROPN|NNP|pobj|0|Lee said|VERB|VBD|ROOT|3|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "said", "Lee", ("that the pact holds",)),
        id="name hung on a date",
    ),
    pytest.param(
        """
        On|ADP|IN|prep|3|on Tuesday|PROPN|NNP|compound|2|Tuesday noon|NOUN|NN|pobj|0|noon said|VERB|VBD|ROOT|3|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "said", None, ("that the pact holds",)),
        id="time before the verb",
    ),
    pytest.param(
        """
        On|ADP|IN|prep|3|on top|NOUN|NN|pobj|0|top Tuesday|PROPN|NNP|npadvmod|3|Tuesday said|VERB|VBD|ROOT|3|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "said", None, ("that the pact holds",)),
        id="day before the verb",
    ),
    pytest.param(
        """
        On|ADP|IN|prep|3|on Tuesday|PROPN|NNP|compound|2|Tuesday Lee|PROPN|NNP|pobj|0|Lee saying|VERB|VBG|ROOT|3|say
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|ccomp|3|hold
        """,
        ("clause", "saying", None, ("that the pact holds",)),
        id="name before a participle",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the claim|NOUN|NN|nsubj|8|claim by|ADP|IN|prep|1|by Lee|PROPN|NNP|pobj|2|Lee
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|acl|1|hold
        is|AUX|VBZ|ROOT|8|be old~|ADJ|JJ|acomp|8|old
        """,
        ("noun clause", "claim", "Lee", ("that the pact holds",)),
        id="claim by somebody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the claim|NOUN|NN|nsubj|8|claim from|ADP|IN|prep|1|from Lee|PROPN|NNP|pobj|2|Lee
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|acl|1|hold
        is|AUX|VBZ|ROOT|8|be old~|ADJ|JJ|acomp|8|old
        """,
        ("noun clause", "claim", "Lee", ("that the pact holds",)),
        id="claim from somebody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the claim|NOUN|NN|nsubj|8|claim among|ADP|IN|prep|1|among Lee|PROPN|NNP|pobj|2|Lee
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|acl|1|hold
        is|AUX|VBZ|ROOT|8|be old~|ADJ|JJ|acomp|8|old
        """,
        ("noun clause", "claim", "Lee", ("that the pact holds",)),
        id="claim among somebody",
    ),
    pytest.param(
        """
        The|DET|DT|det|1|the claim|NOUN|NN|nsubj|8|claim about|ADP|IN|prep|1|about Lee|PROPN|NNP|pobj|2|Lee
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds|VERB|VBZ|acl|1|hold
        is|AUX|VBZ|ROOT|8|be old~|ADJ|JJ|acomp|8|old
        """,
        ("noun clause", "claim", None, ("that the pact holds",)),
        id="claim about somebody",
    ),
    pytest.param(
        """
        Lee~|PROPN|NNP|poss|2|Lee 's|PART|POS|case|0|'s claim|NOUN|NN|nsubj|9|claim among|ADP|IN|prep|2|among
        friends|NOUN|NNS|pobj|3|friend that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds|VERB|VBZ|acl|2|hold is|AUX|VBZ|ROOT|9|be old~|ADJ|JJ|acomp|9|old
        """,
        ("noun clause", "claim", "Lee", ("that the pact holds",)),
        id="somebody's claim among others",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubjpass|2|Lee was|AUX|VBD|auxpass|2|be denied|VERB|VBN|ROOT|2|deny hope|NOUN|NN|dobj|2|hope
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|acl|3|hold
        """,
        ("noun clause", "hope", None, ("that the pact holds",)),
        id="claim given in a passive",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee slept|VERB|VBD|ROOT|1|sleep in|ADP|IN|prep|1|in hope|NOUN|NN|pobj|2|hope
        that|SCONJ|IN|mark|7|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|7|pact holds~|VERB|VBZ|acl|3|hold
        """,
        ("noun clause", "hope", None, ("that the pact holds",)),
        id="claim spoken of",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubjpass|2|Lee was|AUX|VBD|auxpass|2|be quoted|VERB|VBN|ROOT|2|quote as|ADP|IN|prep|2|as
        saying|VERB|VBG|pcomp|3|say that|SCONJ|IN|mark|8|that the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        holds~|VERB|VBZ|ccomp|4|hold
        """,
        ("quoted as saying", "quoted", "Lee", ("that the pact holds",)),
        id="quoted as saying",
    ),
    pytest.param(
        """
        Papers|NOUN|NNS|nsubj|1|paper quoted|VERB|VBD|ROOT|1|quote Lee|PROPN|NNP|dobj|1|Lee as|ADP|IN|prep|1|as
        saying|VERB|VBG|pcomp|3|say that|SCONJ|IN|mark|7|that it|PRON|PRP|nsubj|7|it holds~|VERB|VBZ|ccomp|4|hold
        """,
        ("quoted as saying", "quoted", "Lee", ("that it holds",)),
        id="papers quoted somebody",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee took|VERB|VBD|ROOT|1|take offence|NOUN|NN|dobj|1|offence at|ADP|IN|prep|1|at
        it~|PRON|PRP|pobj|3|it
        """,
        ("light verb", "took", "Lee", ("it",)),
        id="light verb",
    ),
    pytest.param(
        """
        Senators|NOUN|NNS|nsubj|1|senator were|AUX|VBD|ROOT|1|be furious|ADJ|JJ|acomp|1|furious
        """,
        ("attitude", "furious", "Senators", ("furious",)),
        id="attitude",
    ),
    pytest.param(
        """
        Senators|NOUN|NNS|nsubj|1|senator were|AUX|VBD|ROOT|1|be proud|ADJ|JJ|acomp|1|proud of|ADP|IN|prep|2|of
        themselves~|PRON|PRP|pobj|3|themselves
        """,
        None,
        id="proud of oneself",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee was|AUX|VBD|ROOT|1|be in|ADP|IN|prep|1|in two|NUM|CD|nummod|4|two
        minds~|NOUN|NNS|pobj|2|mind .~|PUNCT|.|punct|1|.
        """,
        ("state of mind", "in", "Lee", ("in two minds",)),
        id="state of mind, a phrase",
    ),
    pytest.param(
        """
        Her|PRON|PRP$|poss|1|her husband~|NOUN|NN|nsubj|6|husband ,|PUNCT|,|punct|1|, a|DET|DT|det|4|a
        railwayman~|NOUN|NN|appos|1|railwayman ,|PUNCT|,|punct|1|, disagreed~|VERB|VBD|ROOT|6|disagree
        .~|PUNCT|.|punct|6|.
        """,
        ("state of mind", "disagreed", "husband", ("disagreed",)),
        id="state of mind, a verb alone",
    ),
    pytest.param(
        """
        Party|NOUN|NN|compound|1|party theorists|NOUN|NNS|nsubj|2|theorist teach|VERB|VBP|ROOT|2|teach
        that|SCONJ|IN|mark|5|that friends|NOUN|NNS|nsubj|5|friend pass~|VERB|VBP|ccomp|2|pass .~|PUNCT|.|punct|2|.
        """,
        ("clause", "teach", "theorists", ("that friends pass",)),
        id="a verb in no list, with that",
    ),
    pytest.param(
        """
        Lee|PROPN|NNP|nsubj|1|Lee puts|VERB|VBZ|ccomp|6|put it|PRON|PRP|dobj|1|it politely~|ADV|RB|advmod|1|politely
        :|PUNCT|:|punct|6|: it|PRON|PRP|nsubj|6|it is|AUX|VBZ|ROOT|6|be a|DET|DT|det|8|a
        phase~|NOUN|NN|attr|6|phase .~|PUNCT|.|punct|6|.
        """,
        ("before a colon", "puts", "Lee", ("it is a phase",)),
        id="before a colon",
    ),
    pytest.param(
        """
        Ann|PROPN|NNP|compound|1|Ann Lee~|PROPN|NNP|nsubj|6|Lee ,|PUNCT|,|punct|1|, twice|ADV|RB|advmod|4|twice
        envoy~|NOUN|NN|appos|1|envoy ,|PUNCT|,|punct|1|, begs|NOUN|NNS|ROOT|6|beg to|PART|TO|aux|8|to
        differ~|VERB|VB|xcomp|6|differ .~|PUNCT|.|punct|6|.
        """,
        ("opening", "begs", "Lee", ("to differ",)),
        id="opening, the verb taken for a noun",
    ),
    pytest.param(
        """
        What|PRON|WP|dobj|2|what Lee|PROPN|NNP|nsubj|2|Lee fears|VERB|VBZ|csubj|3|fear is|AUX|VBZ|ROOT|3|be
        that|SCONJ|IN|mark|8|that the|DET|DT|det|6|the pact|NOUN|NN|nsubj|8|pact may|AUX|MD|aux|8|may
        hold~|VERB|VB|ccomp|3|hold .~|PUNCT|.|punct|3|.
        """,
        ("what is", "fears", "Lee", ("that the pact may hold",)),
        id="what somebody thinks is that",
    ),
    pytest.param(
        """
        To|PART|TO|aux|1|to hear|VERB|VB|advcl|3|hear Lee|PROPN|NNP|nsubj|1|Lee tell|VERB|VB|ROOT|3|tell
        it~|PRON|PRP|dobj|3|it ,|PUNCT|,|punct|3|, the|DET|DT|det|7|the pact|NOUN|NN|nsubj|8|pact
        died~|VERB|VBD|ccomp|3|die .~|PUNCT|.|punct|3|.
        """,
        ("frame", "hear", "Lee", ("the pact died",)),
        id="frame",
    ),
]
