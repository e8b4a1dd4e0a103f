"""What a large crawl would take: the measured rates put into a cost model.

    python bench/speed.py --json speed.json --bundle models/china-russia src/stance/bundle-lite
    python bench/sizing.py speed.json

Prints Markdown. Measured: what a document costs that the gate stops, what an on-topic one costs (both from whole
processes, start-up taken off), and what it costs to take the text out of an HTML page. Simulated: the pages, which are
the stream's op-eds in made-up markup, and the billion, which is a product.
"""

from __future__ import annotations

import html
import json
import time
from pathlib import Path

from common import STREAM, is_on_topic, options_of, read_texts, shipped_question

from stance.readers.html import documents_from_page

PAGES = 1_000_000_000
SHARES = (0.1, 0.01, 0.001)
CORES = 1_000
MARKUP = 200
"""Links around each simulated page: navigation and footers, which extraction has to tell from text."""


def page_of(text: str) -> bytes:
    """A text as a made-up news page."""
    links = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(MARKUP // 2))
    words = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
    page = f"<html><head><title>A page</title></head><body><nav><ul>{links}</ul></nav><article>{words}</article>"
    return f"{page}<footer><ul>{links}</ul></footer></body></html>".encode()


def extraction(texts: list[str]) -> float:
    """Milliseconds of processor to take the text out of a page."""
    pages = [page_of(text) for text in texts]
    list(documents_from_page(pages[0], "https://example.org/warm-up"))
    start = time.process_time()
    for number, page in enumerate(pages):
        list(documents_from_page(page, f"https://example.org/{number}"))
    return 1000 * (time.process_time() - start) / len(pages)


def rates(figures: dict[str, dict[str, float]], bundle: str, documents: int, on_topic: int) -> tuple[float, float]:
    """Milliseconds of processor for a document that the gate stops and for one that passes, start-up taken off."""
    stream, few = figures[f"{bundle}, stream"]["cpu"], figures[f"{bundle}, on topic"]["cpu"]
    start = figures[f"{bundle}, one op-ed"]["cpu"]
    return 1000 * max(stream - few, 0) / (documents - on_topic), 1000 * (few - start) / on_topic


def main() -> None:
    """Compute and print."""
    parser = options_of(__doc__)
    parser.add_argument("figures", type=Path, help="what bench/speed.py --json wrote")
    parser.add_argument("--stream", type=Path, default=STREAM)
    args = parser.parse_args()
    figures = json.loads(args.figures.read_text(encoding="utf-8"))
    texts, question = read_texts(args.stream), shipped_question()
    on_topic = sum(is_on_topic(text, question) for text in texts)
    taken = extraction(texts[::20])
    print(f"Text out of an HTML page (simulated): {taken:.1f} ms of one core.\n")
    print("| bundle | stopped at the gate, ms | on topic, ms |\n|---|---|---|")
    bundles = [name.removesuffix(", one op-ed") for name in figures if name.endswith(", one op-ed")]
    cost = {bundle: rates(figures, bundle, len(texts), on_topic) for bundle in bundles}
    for bundle, (stopped, passed) in cost.items():
        print(f"| {bundle} | {stopped:.2f} | {passed:.0f} |")
    print(
        "\n| of a billion pages on topic | bundle | core hours, text given | core hours, HTML | days on 1,000 cores |"
    )
    print("|---|---|---|---|---|")
    for share in SHARES:
        for bundle, (stopped, passed) in cost.items():
            text = PAGES * (stopped + share * passed) / 1000 / 3600
            pages = text + PAGES * taken / 1000 / 3600
            print(f"| {share:.1%} | {bundle} | {text:,.0f} | {pages:,.0f} | {pages / CORES / 24:.2f} |")


if __name__ == "__main__":
    main()
