from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.errors import DataError
from stance.records import AUTHOR, Claim, Document, Question, ScoredClaim
from stance.report import Grouping, speaker_name, summarise, wilson
from stance.report.figures import time_groups
from stance.report.page import report_rows

QUESTION = Question(id="q", text="Is it so?", labels=("exists", "possible", "unlikely", "none"), none_label="none")
ESSAY = Document(id="essay", text="…", authors="Ida Berg", outlet="The Quay", date="2021-03-09")
LETTER = Document(id="letter", text="…", outlet="The Quay", date="2021")
NOTE = Document(id="note", text="…")


def scored(document, speaker, stance, certain=None):
    claim = Claim(document=document.id, start=0, end=1, text="…", content_start=0, content_end=1, speaker=speaker)
    return ScoredClaim(claim=claim, stance=stance, probabilities=(0.25,) * 4, certain=certain)


CLAIMS = [
    scored(ESSAY, AUTHOR, "unlikely", certain=True),
    scored(ESSAY, AUTHOR, "none", certain=True),
    scored(ESSAY, "Tove Lind", "exists", certain=False),
    scored(LETTER, "Tove Lind", "exists", certain=True),
    scored(LETTER, "Tove Lind", "possible", certain=False),
    scored(LETTER, AUTHOR, "none", certain=True),
    scored(NOTE, None, "possible", certain=True),
]
DOCUMENTS = [ESSAY, LETTER, NOTE]


def counts(lines):
    return {line.name: line.counts for line in lines}


def test_claims_are_counted_by_speaker_the_writer_under_the_byline():
    report = summarise(CLAIMS, DOCUMENTS, QUESTION)
    assert counts(report.speakers) == {
        "Tove Lind": (2, 1, 0, 0),
        "Ida Berg": (0, 0, 1, 1),
        "author of letter": (0, 0, 0, 1),
        "unresolved": (0, 1, 0, 0),
    }


def test_most_stance_bearing_speakers_come_first_and_the_unresolved_last():
    report = summarise(CLAIMS, DOCUMENTS, QUESTION)
    assert [line.name for line in report.speakers] == ["Tove Lind", "Ida Berg", "author of letter", "unresolved"]
    assert [line.named for line in report.speakers] == [True, True, True, False]


def test_a_group_at_the_head_of_a_sentence_is_the_group_it_is_elsewhere():
    claims = [scored(NOTE, name, "exists") for name in ("The union", "the union", "the Union")]
    assert [(line.name, line.claims) for line in summarise(claims, [NOTE], QUESTION).speakers] == [
        ("The union", 2),
        ("the Union", 1),
    ]


def test_a_speaker_called_unresolved_is_not_the_unresolved():
    report = summarise([scored(NOTE, None, "exists"), scored(NOTE, "unresolved", "none")], [NOTE], QUESTION)
    assert [(line.name, line.named, line.claims) for line in report.speakers] == [
        ("unresolved", True, 1),
        ("unresolved", False, 1),
    ]


def test_documents_keep_their_order_and_one_without_claims_its_line():
    silent = Document(id="silent", text="Nothing of the kind.")
    report = summarise(CLAIMS, [silent, *DOCUMENTS], QUESTION)
    assert list(counts(report.documents)) == ["silent", "essay", "letter", "note"]
    assert report.documents[0].claims == 0
    assert report.documents[0].balance is None


def test_a_claim_of_an_absent_document_counts_under_its_id():
    report = summarise(CLAIMS, [ESSAY], QUESTION)
    assert list(counts(report.documents)) == ["essay", "letter", "note"]


def test_outlets_and_times_end_with_what_has_none():
    report = summarise(CLAIMS, DOCUMENTS, QUESTION)
    assert counts(report.outlets) == {"The Quay": (2, 1, 1, 2), "outlet not given": (0, 1, 0, 0)}
    assert counts(report.years) == {"2021": (2, 1, 1, 2), "date not given": (0, 1, 0, 0)}
    assert list(counts(report.months)) == ["2021", "2021-03", "date not given"]


@pytest.mark.parametrize("date", [None, "", "spring 2021", "21-03-09"])
def test_without_outlet_and_date_there_are_no_such_lines(date):
    bare = replace(NOTE, date=date)
    report = summarise([scored(bare, None, "exists")], [bare], QUESTION)
    assert (report.outlets, report.years, report.months) == ((), (), ())


def test_a_month_that_is_none_leaves_the_year():
    odd = replace(NOTE, date="2020-13-01")
    report = summarise([scored(odd, None, "exists")], [odd], QUESTION)
    assert list(counts(report.months)) == ["2020"]


def test_shares_are_of_the_stance_bearing_claims_only():
    lind = summarise(CLAIMS, DOCUMENTS, QUESTION).speakers[0]
    assert (lind.claims, lind.bearing) == (3, 3)
    assert [(share.label, share.count, share.share) for share in lind.shares] == [
        ("exists", 2, pytest.approx(2 / 3)),
        ("possible", 1, pytest.approx(1 / 3)),
        ("unlikely", 0, 0.0),
    ]
    berg = summarise(CLAIMS, DOCUMENTS, QUESTION).speakers[1]
    assert (berg.claims, berg.bearing, berg.shares[2].share) == (2, 1, 1.0)


@pytest.mark.parametrize(
    ("stances", "balance"),
    [
        (["exists"] * 5, 1.0),
        (["possible"] * 6, 0.0),
        (["unlikely"] * 5 + ["none"], -1.0),
        (["exists", "unlikely"] * 3, 0.0),
        (["exists", "exists", "possible", "unlikely"] * 2, 0.25),
        (["exists"] * 4 + ["none"], None),
        (["none"], None),
    ],
)
def test_balance_is_the_mean_place_on_the_scale(stances, balance):
    report = summarise([scored(NOTE, None, stance) for stance in stances], [NOTE], QUESTION)
    total = report.total
    assert total.balance == balance
    if balance is None:
        assert (total.balance_low, total.balance_high) == (None, None)
    else:
        assert -1 <= total.balance_low <= balance <= total.balance_high <= 1
        assert total.balance_low < total.balance_high


def test_a_question_without_a_none_label_has_every_label_on_the_scale():
    question = Question(id="q", text="?", labels=("for", "against"))
    report = summarise([scored(NOTE, None, "for"), scored(NOTE, None, "against")] * 3, [NOTE], question)
    assert report.total.bearing == report.total.claims == 6
    assert report.total.balance == 0


def test_certain_and_uncertain_are_summed_and_unknown_where_the_bundle_does_not_say():
    assert (summarise(CLAIMS, DOCUMENTS, QUESTION).total.certain, summarise(CLAIMS, [], QUESTION).total.uncertain) == (
        5,
        2,
    )
    rows = report_rows(summarise([scored(NOTE, None, "exists")], [NOTE], QUESTION))
    assert {(row["certain"], row["uncertain"]) for row in rows} == {(None, None)}


def test_a_stance_that_is_no_label_is_refused_with_its_place():
    with pytest.raises(DataError, match=r"note, claim at 0: stance 'agree' is none of the labels of q \(exists, "):
        summarise([scored(NOTE, None, "agree")], [NOTE], QUESTION)


def test_nothing_scored_is_an_empty_report():
    report = summarise([], [], QUESTION)
    assert report.total.claims == 0
    assert (report.speakers, report.documents) == ((), ())


# By Wilson's formula, as in Brown, Cai and DasGupta (2001) and any statistics package, to four places.
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_wilson_intervals(count, total, low, high):
    assert wilson(count, total) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_share_and_stays_within_bounds(case):
    count, total = case
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    assert high - low < 1


def test_author_goes_by_byline_then_by_document():
    claim = CLAIMS[0].claim
    assert speaker_name(claim, ESSAY) == "Ida Berg"
    assert speaker_name(claim, replace(ESSAY, authors=None)) == "author of essay"


def test_rows_are_flat_and_marked_as_raw():
    rows = report_rows(summarise(CLAIMS, DOCUMENTS, QUESTION))
    lind = next(row for row in rows if row["name"] == "Tove Lind")
    assert list(lind.items())[:11] == [
        ("kind", "speaker"),
        ("name", "Tove Lind"),
        ("claims", 3),
        ("bearing", 3),
        ("n_exists", 2),
        ("n_possible", 1),
        ("n_unlikely", 0),
        ("n_none", 0),
        ("certain", 1),
        ("uncertain", 2),
        ("share_exists", 0.6667),
    ]
    assert (lind["share_exists_low"], lind["share_exists_high"]) == (0.2077, 0.9385)
    assert {row["basis"] for row in rows} == {"raw"}
    assert len({tuple(row) for row in rows}) == 1


DOCUMENT_POOL = [
    replace(NOTE, id=f"d{n}", outlet=outlet, date=date, authors=authors)
    for n, (outlet, date, authors) in enumerate(
        [(None, None, None), ("A", "2020-01-02", "Ida Berg"), ("B", "2020-02", None), ("A", "2019", "Ida Berg")]
    )
]
ANY_CLAIMS = st.lists(
    st.builds(
        scored,
        st.sampled_from(DOCUMENT_POOL),
        st.sampled_from([AUTHOR, None, "Ida Berg", "Tove Lind"]),
        st.sampled_from(QUESTION.labels),
        st.sampled_from([None, True, False]),
    ),
    max_size=30,
)


@given(ANY_CLAIMS)
def test_every_kind_adds_up_to_the_total(claims):
    report = summarise(claims, DOCUMENT_POOL, QUESTION)
    assert report.total.claims == len(claims)
    for kind in Grouping:
        lines = [line for line in report.lines if line.kind is kind]
        if not lines:
            assert kind is not Grouping.DOCUMENT
            continue
        assert tuple(map(sum, zip(*(line.counts for line in lines), strict=True))) == report.total.counts
        assert sum(line.uncertain for line in lines) == report.total.uncertain
        assert sum(line.certain for line in lines) == report.total.certain
        assert sum(line.bearing for line in lines) == report.total.bearing


@given(ANY_CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims, random):
    shuffled = random.sample(claims, len(claims))
    assert summarise(shuffled, DOCUMENT_POOL, QUESTION) == summarise(claims, DOCUMENT_POOL, QUESTION)


@pytest.mark.parametrize(("months", "shown"), [(24, 24), (25, 3)])
def test_two_years_are_told_by_month_and_more_by_year(months, shown):
    dates = [f"{2020 + month // 12}-{month % 12 + 1:02}" for month in range(months)]
    documents = [replace(NOTE, id=date, date=date) for date in dates]
    report = summarise([scored(document, None, "exists") for document in documents], documents, QUESTION)
    assert len(time_groups(report)) == shown
