"""How the service holds under load: a lone client, many at their own pace, and a crowd at once.

    python bench/load.py [--model BUNDLE] [--seconds 60] [--clients 20] [--every 10] [--crowd 50]

Starts `stance serve` on a free port of this machine and ends it again. Prints for each part the answers by status, the
median and the 95th percentile in seconds, and the server's resident memory; exits with 1 where one of the promises is
not kept: no error and a p95 within three times a lone request's median, every request of the crowd answered or refused
with 503 and Retry-After, no more memory after the last crowd than after the first
(a tenth is let pass). On a machine that is busy with other work the figures are that work's: a promise broken there
says nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles

import httpx2
from common import options_of

WORDS = 700
LONE = 15
FACTOR = 3
GROWTH = 1.1

PEOPLE = ("Ilse Marqvist", "Tomas Reyland", "Aino Berglund", "Piet Hollander", "Carla Venturi", "Okon Bassey")
OPENINGS = (
    "{who} argues that China and Russia will {verb} each other before the {what} is settled.",
    "According to {who}, Moscow needs the {what} more than Beijing does.",
    "“Nobody here speaks of an alliance,” {who} said of the {what}, “and nobody wants to {verb} one.”",
    "I doubt that the {what} will {verb} what two capitals have so long avoided.",
    "If Washington presses on, the {what} may yet {verb} the two neighbours into a pact.",
    "The {what} has grown every year, and few in Beijing believe that it will {verb} anything.",
    "Was the {what} ever meant to {verb} a promise?",
)
VERBS = ("trust", "bind", "leave", "carry", "replace", "outlive", "defend")
THINGS = ("gas contract", "northern railway", "joint patrol", "border market", "harbour treaty", "bank ledger")


@dataclass(frozen=True)
class Answer:
    """What came back, and when."""

    status: int
    seconds: float
    retry_after: str | None


def op_ed(number: int) -> str:
    """A text of about 700 words, another for each number."""
    random = Random(number)
    paragraphs: list[str] = []
    while len(" ".join(paragraphs).split()) < WORDS:
        said = random.choices(OPENINGS, k=5)
        filled = (
            one.format(
                who=random.choice(PEOPLE),
                verb=random.choice(VERBS),
                # The year keeps sentences apart: what a server may remember of one text is of no use for the next.
                what=f"{random.choice(THINGS)} of {random.randrange(1800, 2600)}",
            )
            for one in said
        )
        paragraphs.append(" ".join(filled))
    return "\n\n".join(paragraphs)


@contextmanager
def served(model: str | None) -> Iterator[tuple[str, int]]:
    """(address, process id) of a server of our own."""
    command = [sys.executable, "-m", "stance", "serve", "--port", "0", *(["--model", model] if model else [])]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            found = re.search(r"http://\S+", line)
            if not found:
                raise SystemExit(f"the server did not start: {line}{process.stderr.read()}")
            yield found[0], process.pid
        finally:
            process.terminate()


async def send(client: httpx2.AsyncClient, number: int) -> Answer:
    """One op-ed sent."""
    begin = time.monotonic()
    response = await client.post("/api/v1/score", json={"text": op_ed(number), "id": f"op-ed-{number}"})
    seconds = time.monotonic() - begin
    if response.status_code == 200 and not response.json()["claims"]:
        raise SystemExit(f"op-ed {number} came back without claims")
    return Answer(response.status_code, seconds, response.headers.get("retry-after"))


async def alone(client: httpx2.AsyncClient, start: int) -> list[Answer]:
    """One after the other."""
    return [await send(client, start + number) for number in range(LONE)]


async def at_their_pace(client: httpx2.AsyncClient, clients: int, every: float, seconds: float) -> list[Answer]:
    """Each client sends its first after its own part of the first period, then one a period."""

    async def one(place: int) -> list[Answer]:
        begin = time.monotonic()
        answers = []
        for turn in range(int(seconds / every)):
            due = begin + every * (turn + place / clients)
            await asyncio.sleep(max(0, due - time.monotonic()))
            answers.append(await send(client, 1000 * place + turn))
        return answers

    return [answer for answers in await asyncio.gather(*map(one, range(clients))) for answer in answers]


async def at_once(client: httpx2.AsyncClient, crowd: int, start: int) -> list[Answer]:
    """All together."""
    return list(await asyncio.gather(*(send(client, start + number) for number in range(crowd))))


def memory(pid: int) -> float:
    """Resident megabytes of the process, 0 where the system does not tell."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1000 if found else 0.0


def told(name: str, answers: list[Answer], pid: int) -> float:
    """Print a part's figures; its 95th percentile over what was answered."""
    seconds = [one.seconds for one in answers if one.status == 200]
    p95 = quantiles(seconds, n=20)[-1]
    by_status = ", ".join(f"{count} × {status}" for status, count in sorted(Counter(a.status for a in answers).items()))
    print(
        f"{name:<22} {by_status:<22} median {median(seconds):.2f} s  p95 {p95:.2f} s  {memory(pid):.0f} MB", flush=True
    )
    return p95


async def run(options: argparse.Namespace, address: str, pid: int) -> list[str]:
    """Print all parts; the promises that were broken."""
    broken = []
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(base_url=address, timeout=600, limits=limits) as client:
        await alone(client, 400_000)
        lone = await alone(client, 500_000)
        told("lone", lone, pid)
        paced = await at_their_pace(client, options.clients, options.every, options.seconds)
        p95 = told(f"{options.clients} clients", paced, pid)
        usual = median(one.seconds for one in lone)
        if any(one.status != 200 for one in paced):
            broken.append("a paced client got no answer")
        if p95 > FACTOR * usual:
            broken.append(f"p95 {p95:.2f} s is more than {FACTOR} × {usual:.2f} s")
        sizes = []
        for start in (100_000, 200_000, 300_000):
            crowd = await at_once(client, options.crowd, start)
            told(f"{options.crowd} at once", crowd, pid)
            sizes.append(memory(pid))
            if any(one.status != 200 and not (one.status == 503 and one.retry_after) for one in crowd):
                broken.append("one of the crowd was neither answered nor refused with 503 and Retry-After")
        if sizes[-1] > GROWTH * sizes[0]:
            broken.append(f"memory grew from {sizes[0]:.0f} to {sizes[-1]:.0f} MB")
    return broken


def main() -> None:
    """Run it all and say what was broken."""
    parser = options_of(__doc__)
    parser.add_argument("--model")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--crowd", type=int, default=50)
    options = parser.parse_args()
    with served(options.model) as (address, pid):
        broken = asyncio.run(run(options, address, pid))
    for promise in broken:
        print(f"broken: {promise}")
    raise SystemExit(bool(broken))


if __name__ == "__main__":
    main()
