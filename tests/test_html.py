import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise, product

import pytest

from stance.records import AUTHOR, Claim, Document, Form, Question, ScoredClaim
from stance.report import summarise
from stance.report.about import About, accuracy, outlets_of
from stance.report.html import page_context, page_template, style_sheet
from stance.report.render import report_templates

QUESTION = Question(
    id="q", text="Is there an alliance?", labels=("exists", "possible", "unlikely", "none"), none_label="none"
)
TEXT = (
    "Ida Berg insists that her hosts told her “we are no allies” and meant it. It rained.\n\n"
    "I think they will be one day."
)
ESSAY = Document(
    id="essay", text=TEXT, title="Rain & Alliances", authors="Tove Lind", outlet="The Quay", date="2021-03-09"
)
VOID = {"meta", "br", "input", "link", "img", "hr"}
HEX = re.compile(r"(--[\w-]+): (#[0-9a-f]{6})")


def claim_at(words, document=ESSAY, **fields):
    start = document.text.index(words)
    end = start + len(words)
    values = {"content_start": start, "content_end": end} | fields
    return Claim(document=document.id, start=start, end=end, text=words, **values)


def score(claim, stance, **fields):
    odds = tuple(0.7 if label == stance else 0.1 for label in QUESTION.labels)
    return ScoredClaim(claim=claim, stance=stance, probabilities=odds, **fields)


BERG = score(
    claim_at(
        "Ida Berg insists that her hosts told her “we are no allies” and meant it.",
        speaker="Ida Berg",
        form=Form.MIXED,
        evidence="cue verb",
        content_start=22,
        cue_start=9,
        cue_end=16,
    ),
    "unlikely",
    certain=True,
    prediction_set=("unlikely",),
)
HOSTS = score(
    claim_at("“we are no allies”", speaker=None, form=Form.DIRECT, evidence="no name near the quotation"), "unlikely"
)
RAIN = score(claim_at("It rained.", speaker=AUTHOR), "none")
LIND = score(
    claim_at("I think they will be one day.", speaker=AUTHOR),
    "possible",
    certain=False,
    prediction_set=("possible", "exists"),
    novelty=0.25,
)
SCORED = [BERG, HOSTS, RAIN, LIND]


class Page(HTMLParser):
    """What a browser would see: the elements with their attributes, the ids, and whether tags are balanced."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.open, self.faults, self.texts = [], [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.texts.append((data, tuple(self.open)))

    def values(self, name):
        return [attrs[name] for _, attrs in self.elements if name in attrs]

    def words(self):
        return " ".join(" ".join(data for data, _ in self.texts).split())

    def prose(self):
        """The text as a reader sees it with every claim shut: no cards, no tags."""
        hidden = {"section", "aside", "header", "footer", "fieldset", "title", "details", "nav"}
        return "".join(data for data, path in self.texts if "article" in path and not hidden & set(path))


def render(scored=SCORED, documents=(ESSAY,), question=QUESTION, about=None):
    context = page_context(scored, documents, question, about)
    return page_template("report.html").render(context)


def cards(source):
    return re.findall(r'<section class="card.*?</section>', source, flags=re.DOTALL)


def test_the_page_is_balanced_and_its_links_lead_somewhere():
    page = Page(render())
    assert (page.faults, page.open) == ([], [])
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)
    assert [tag for tag, _ in page.elements if tag in ("main", "h1")] == ["h1", "main"]


def test_headings_go_down_a_level_at_a_time():
    for documents in ([ESSAY], [ESSAY, replace(ESSAY, id="second")]):
        levels = [int(tag[1]) for tag, _ in Page(render(documents=documents)).elements if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_comes_from_elsewhere_and_only_the_page_s_own_script_runs():
    source = render()
    page = Page(source)
    assert [attrs for tag, attrs in page.elements if tag == "script"] == [{}]
    assert not {"link", "img", "iframe", "form", "object"} & {tag for tag, _ in page.elements}
    assert not [
        name for _, attrs in page.elements for name in attrs if name.startswith("on") or name in ("src", "style")
    ]
    assert not re.search(r"https?:|url\(|@import|javascript:|fetch\(|XMLHttp|localStorage|innerHTML|eval\(", source)


def test_the_policy_admits_the_one_style_sheet_and_the_one_script_and_nothing_else():
    source = render()
    style = re.search(r"<style>(.*?)</style>", source, flags=re.DOTALL)[1]
    script = re.search(r"<script>(.*?)</script>", source, flags=re.DOTALL)[1]
    digest, runs = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    policy = next(attrs["content"] for _, attrs in Page(source).elements if "http-equiv" in attrs)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'sha256-{runs}'; base-uri 'none'; "
        "form-action 'none'"
    )


def test_an_op_ed_reads_as_it_was_written():
    source = render()
    without_tags = re.sub(r'<span class="tag.*?</span>', "", source)
    assert Page(without_tags).prose().split() == TEXT.split()


def test_a_nested_claim_is_marked_inside_the_other():
    source = render()
    article = re.sub(r'<section class="card.*?</section>', "", source, flags=re.DOTALL)
    links = re.findall(r'<a class="claim ([^"]*)" [^>]*?href="#(\w+-\d)"[^>]*>(.*?)</a>', article)
    assert [(kind, href, re.sub("<.*?>", "", words)) for kind, href, words in links[:3]] == [
        ("t4", "cd1-1", "Ida Berg insists that her hosts told her "),
        ("t4 inner", "cd1-2", "“we are no allies”"),
        ("t4", "cd1-1", " and meant it."),
    ]
    assert 'that <span class="said">her hosts' in links[0][2]
    assert '<a href="#cd1-1">claim 1, Ida Berg</a>' in cards(source)[1]


def test_of_claims_on_the_same_words_each_can_be_opened():
    twin = replace(LIND, claim=replace(LIND.claim, speaker="Ida Berg"), stance="none")
    page = Page(render([LIND, twin]))
    assert {"#cd1-1", "#cd1-2"} <= set(page.values("href"))
    assert (page.faults, page.open) == ([], [])


def test_every_claim_has_one_card_and_can_be_reached_by_keyboard():
    source = render()
    assert len(cards(source)) == len(SCORED)
    stops = [
        attrs["href"]
        for tag, attrs in Page(source).elements
        if tag == "a" and "claim" in attrs.get("class", "") and "tabindex" not in attrs
    ]
    assert stops == [f"#cd1-{n}" for n in (1, 2, 3, 4)]


def test_a_card_says_who_and_why():
    about = About(contributions={BERG.claim: [("no allies", 0.8), ("insists", -0.2)]})
    card = " ".join(Page(cards(render(about=about))[0]).words().split())
    for words in (
        "unlikely Ida Berg",
        "exists 10 % possible 10 % unlikely 70 % none 10 %",
        "“insists” (rule: cue verb)",
        "reported, in part quoted, stated",
        "words for no allies +0.80",
        "words against insists −0.20",
        "characters 0–73",
        "not ruled out unlikely",
    ):
        assert words in card


def test_the_uncertain_the_writer_and_the_unresolved_are_told_apart():
    source = render()
    assert "possible?" in source
    lind, hosts = Page(cards(source)[3]).words(), Page(cards(source)[1]).words()
    assert "Tove Lind the writer" in lind
    assert "uncertain possible or exists" in lind
    assert "unlike the training texts 25 %" in " ".join(lind.split())
    assert "unresolved" in hosts
    assert "no name near the quotation" in hosts
    assert "unlike the training texts" not in hosts


def test_stances_are_told_by_tag_and_underline_and_not_by_colour_alone():
    article = render().partition("<article")[2]
    assert re.findall(r'<span class="tag (\w+).*?>(.*?)</span>(?!\s*<strong>)', article) == [
        ("t4", "unlikely · unresolved"),
        ("t4", "unlikely · Ida Berg"),
        ("t2", "possible?"),
    ]
    dashes = re.findall(r"^\.(t\w) \{.*?--dash: (\w+)", style_sheet(), flags=re.MULTILINE)
    assert len({dash for _, dash in dashes[:5]}) == 5


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


def test_whatever_was_read_stays_text():
    text = f"They said {EVIL} and left."
    document = Document(id=EVIL, text=text, title=EVIL, authors=EVIL, outlet=EVIL, date=EVIL, url="javascript:alert(3)")
    claim = claim_at(text, document, speaker=EVIL, evidence=EVIL, cue_start=10, cue_end=10 + len(EVIL))
    about = About(model=EVIL, labelling=EVIL, contributions={claim: [(EVIL, 1.0)]})
    question = replace(QUESTION, text=EVIL)
    silent = replace(document, id=f"silent {EVIL}")
    source = render([score(claim, "exists", certain=True)], [document, silent], question, about)
    page = Page(source)
    assert (page.faults, page.open) == ([], [])
    assert [tag for tag, _ in page.elements if tag in ("script", "img")] == ["script"]
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert "javascript:" not in source
    assert "{{ 7 * 7 }}" in page.prose()


def test_labels_of_another_question_are_text_too():
    question = Question(id="q", text="?", labels=("<u>for", "against"))
    one = ScoredClaim(claim=RAIN.claim, stance="<u>for", probabilities=(0.5, 0.5))
    page = Page(render([one], question=question))
    assert (page.faults, page.open) == ([], [])
    assert "u" not in {tag for tag, _ in page.elements}
    assert "<u>for" in page.words()


def test_only_a_web_address_becomes_a_link():
    with_link = replace(ESSAY, url="https://example.org/a?b=c&d")
    assert 'href="https://example.org/a?b=c&amp;d" rel="noreferrer"' in render(documents=[with_link])


@pytest.mark.parametrize("documents", [[], [replace(ESSAY, text=TEXT.replace("Ida", "Eva"))]])
def test_claims_of_an_absent_or_altered_text_are_listed_by_their_words(documents):
    source = render(documents=documents)
    page = Page(source)
    assert "The text is not at hand, or not as it was scored" in page.words()
    assert len(cards(source)) == len(SCORED)
    assert (page.faults, page.open) == ([], [])
    assert BERG.claim.text in page.words()


def test_several_documents_get_tables_that_lead_to_each():
    second = replace(ESSAY, id="second", title=None, date="2022-01", outlet=None)
    silent = Document(id="silent", text="Nothing.")
    scored = [*SCORED, *[replace(one, claim=replace(one.claim, document="second")) for one in SCORED]]
    page = Page(render(scored, [ESSAY, second, silent]))
    words = page.words()
    for heading in ("Speakers", "Documents", "Over time", "Outlets", "outlet not given", "2021-03", "2022-01"):
        assert heading in words
    assert {"#d1", "#d2"} <= set(page.values("href"))
    assert "1 without a claim on the question silent" in words
    assert (page.faults, page.open) == ([], [])


def test_bars_are_as_long_as_their_claims_are_many():
    context = page_context(SCORED, [ESSAY], QUESTION)
    rows = context["texts"][0]["speakers"]["rows"]
    assert {row["name"]: [(bar["tone"], bar["x"], bar["width"]) for bar in row["bars"]] for row in rows} == {
        "Tove Lind": [("t2", 0.0, 20.0)],
        "unresolved": [("t4", 0.0, 20.0)],
    }


def test_many_lines_are_folded_and_the_unresolved_stay_open():
    scored = [replace(RAIN, claim=replace(RAIN.claim, speaker=f"Speaker {n:02}")) for n in range(20)]
    table = page_context([*scored, HOSTS], [ESSAY], QUESTION)["texts"][0]
    assert [row["name"] for row in table["speakers"]["rows"]][-2:] == ["Speaker 11", "unresolved"]
    assert len(table["speakers"]["more"]) == 8


def test_speakers_without_a_stance_are_folded_where_others_take_one():
    scored = [BERG, *[replace(RAIN, claim=replace(RAIN.claim, speaker=f"Speaker {n}")) for n in range(3)]]
    table = page_context(scored, [ESSAY], QUESTION)["texts"][0]["speakers"]
    assert [row["name"] for row in table["rows"]] == ["Ida Berg"]
    assert [row["name"] for row in table["more"]] == ["Speaker 0", "Speaker 1", "Speaker 2"]


def test_the_page_names_question_model_and_what_the_figures_are_worth():
    words = Page(render(about=About(model="china-russia 0.1.0", labelling="Two people labelled."))).words()
    for part in (
        QUESTION.text,
        "by china-russia 0.1.0",
        "raw model counts, not corrected",
        "Two people labelled.",
    ):
        assert part in words


def test_the_head_says_what_made_it_how_right_it_is_and_what_to_do_next():
    about = About(
        model="q 0a1b, full",
        date="2026-11-28",
        accuracy="On 9 labelled claims of outlets it never saw: kappa 0.40.",
        doubts={"no label stands out": 1},
        methods="We split 1 text into 4 attributed claims.",
        bibtex="@software{stance}",
    )
    words = Page(render(about=about)).words()
    for part in (
        "by q 0a1b, full on 2026-11-28",
        "outlets it never saw: kappa 0.40",
        "1 claim: no label stands out.",
        "stance label TEXTS --scores scores.jsonl --order uncertain",
        "stance estimate TEXTS --labels sample.csv",
        "@software{stance}",
        "We split 1 text into 4 attributed claims.",
    ):
        assert part in words


def test_how_right_a_bundle_is_says_of_which_model_each_figure_is():
    first, last = QUESTION.scale[0], QUESTION.scale[-1]
    sources = {"spans": 1200, "f1": {first: 0.5, last: 0.25}, "kappa": 0.625, "swapped": 0.024}
    spans = {"group": {"all": sources}, "outlet": {"all": {"spans": 300, "kappa": 0.25}}}
    said = accuracy({"scores": {"gold_spans": spans}}, QUESTION)
    assert f"1,200 labelled claims of sources it never saw: F1 {first} 0.50, {last} 0.25; kappa 0.62 " in said
    assert f"{first} and {last} are swapped in 2.4% of claims labelled one of the two." in said
    assert said.endswith(" On 300 of outlets it never saw: kappa 0.25.")
    tuned = accuracy({"scores": {"gold_spans": spans, "without_tuned_encoder": {"all": sources}}}, QUESTION)
    assert tuned.endswith("of outlets it never saw, read without the tuned encoder, which had seen them: kappa 0.25.")
    assert accuracy({}, QUESTION) is None


@pytest.mark.parametrize(
    ("outlets", "shown"),
    [
        ([None], ""),
        (["B", "A", "B"], "A, B"),
        (["A", None, None], "A, 2 without an outlet"),
        (list("ABCDE"), "5 outlets"),
    ],
)
def test_outlets_are_named_where_they_are_few_and_texts_without_one_counted(outlets, shown):
    assert outlets_of([Document(id=str(n), text="x", outlet=name) for n, name in enumerate(outlets)]) == shown


def test_a_balance_has_an_interval_and_is_never_shown_for_a_few_claims():
    few = Page(render()).words()
    assert "too few for a balance" in few
    many = [replace(LIND, claim=replace(LIND.claim, speaker=f"S{n % 2}")) for n in range(12)]
    words = Page(render(many)).words()
    assert re.search(
        r"balance [−+]?\d\.\d\d \([−+]?\d\.\d\d to [−+]?\d\.\d\d\), which is not the author's verdict", words
    )


def test_the_axis_of_the_balance_goes_from_the_last_label_to_the_first():
    scored = [replace(BERG, claim=replace(BERG.claim, speaker="S")) for _ in range(6)]
    rows = page_context(scored, [ESSAY], QUESTION)["texts"][0]["speakers"]["rows"]
    assert rows[0]["line"].balance == -1
    assert rows[0]["place"] == 0
    assert 0 <= rows[0]["low"] <= rows[0]["place"] < rows[0]["high"] < 50


def test_time_is_an_axis_on_which_years_without_texts_stay_empty():
    documents = [replace(ESSAY, id=f"d{year}", date=str(year)) for year in (2014, 2015, 2020)]
    scored = [replace(BERG, claim=replace(BERG.claim, document=document.id)) for document in documents]
    context = page_context(scored, documents, QUESTION)
    (chart,) = [table["chart"] for table in context["tables"] if table.get("chart")]
    width = 100 / 7
    assert [round(bar["x"] / width) for bar in chart["bars"]] == [0, 1, 6]
    assert all(bar["claims"] == 1 and bar["segments"][0]["height"] == 100 for bar in chart["bars"])


def test_texts_stand_by_date_and_a_heading_s_mark_and_a_doubled_title_do_not_show():
    late = Document(id="a", text="# The Title\n\nIt rained.", title="The Title", date="2022")
    early = replace(late, id="b", date="2014")
    scored = [
        replace(RAIN, claim=replace(RAIN.claim, document=name, start=13, end=23, text="It rained.")) for name in "ab"
    ]
    source = render(scored, [late, early])
    assert source.index('<span class="id">b</span>') < source.index('<span class="id">a</span>')
    assert "# The" not in source
    assert Page(source).prose().split() == ["It", "rained."] * 2


def test_an_uncertain_claim_without_a_stance_is_marked_too():
    source = render([replace(RAIN, certain=False)])
    assert "none?" in Page(source.partition("<article")[2]).words()


def test_the_same_claims_make_the_same_page():
    assert render() == render()


def test_a_page_may_extend_the_report():
    template = report_templates(escaped=True).from_string(
        "{% extends 'report.html' %}{% block top %}<p>Paste here</p>{% endblock %}"
    )
    source = template.render(page_context(SCORED, [ESSAY], QUESTION))
    assert "<p>Paste here</p>" in source
    assert len(cards(source)) == len(SCORED)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(scheme):
    light, dark = style_sheet().split("@media screen and (prefers-color-scheme: dark)")
    colours = dict(HEX.findall(light if scheme == "light" else dark.partition("* {")[0]))
    tones = [f"--t{n}" for n in range(5)]
    pairs = [
        *product(["--ink", "--muted", "--focus", *tones], ["--paper", "--card"]),
        *(("--ink", f"{tone}-tint") for tone in tones),
        *(("--on-tone", tone) for tone in tones),
    ]
    assert {
        (a, b): round(contrast(colours[a], colours[b]), 2) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5
    } == {}


def test_dates_below_the_time_axis_have_room():
    from stance.report.figures import time_chart

    documents = [replace(ESSAY, id=str(year), date=f"{year}-05-01") for year in (2003, *range(2015, 2024))]
    claims = [score(claim_at("It rained.", document), "exists") for document in documents]
    bars = time_chart(summarise(claims, documents, QUESTION).years, QUESTION)["bars"]
    middles = [bar["x"] + bar["width"] / 2 for bar in bars if bar["tick"]]
    assert len(middles) >= 4
    assert min(after - before for before, after in pairwise(middles)) > 9
