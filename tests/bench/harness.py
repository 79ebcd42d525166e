"""What a measure is, how it is taken, and when it fails.

Counts and bytes are hard: they do not depend on the machine. Seconds and rates are processor
time, told beside a hello-world served by the same machine in the same run: the goals are for a
machine where it does 6,000 requests a second, and only a result beyond 1.3 times fails.
A verdict is "ok", "over" (the goal is missed by less than that) or "FAILED".
"""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from django.db import connection, transaction
from django.test import Client

from tests.bench.database import processor_time
from tests.bench.serving import Server, requests_per_second

REFERENCE_RATE = 6000
TOLERANCE = 1.3
TURNS = 3


@dataclass(frozen=True)
class Result:
    case: str
    what: str
    found: str
    wanted: str
    kept: bool
    over: bool = False

    @property
    def verdict(self) -> str:
        return ("over" if self.over else "ok") if self.kept else "FAILED"


@dataclass
class Bench:
    """One run: the two servers, what a hello-world does here, and the results so far."""

    product: Server
    hello: Server
    results: list[Result] = field(default_factory=list)
    case: str = ""
    hello_rate: float = 0

    def measure_hello(self) -> None:
        self.hello_rate = median(lambda: requests_per_second(self.hello, "/"))

    @property
    def speed(self) -> float:
        """Of this machine; 1 where hello-world does the reference rate."""
        return self.hello_rate / REFERENCE_RATE

    def note(self, what: str, found: str, wanted: str, *, kept: bool, over: bool = False) -> None:
        result = Result(self.case, what, found, wanted, kept, over)
        self.results.append(result)
        print(f"  {result.verdict:7}{what:58}{found:>28}   {wanted}", flush=True)

    def queries(
        self, path: str, *, at_most: int, forget: Callable[[], object] = bool, **headers: str
    ) -> None:
        """How many times the page asks the database, once the process is warm.

        ``forget`` drops what is kept of the answers themselves.
        """
        client = Client(headers=headers)
        client.get(path)
        forget()
        count = 0

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(counting):
            status = client.get(path).status_code
        good = status in {200, 304}
        self.note(
            f"{path} asks the database (status {status})",
            f"{count} times",
            f"at most {at_most}",
            kept=good and count <= at_most,
        )

    def rate(self, path: str, *, of_hello: float) -> None:
        """Requests a second, as a share of what hello-world does just before."""
        share = median(lambda: self.share(path))
        self.note(
            f"{path} answers",
            f"{share * self.hello_rate:,.0f} a second, {share:.2%}",
            f"at least {of_hello:.1%} of hello-world (fails under {of_hello / TOLERANCE:.1%})",
            kept=share >= of_hello / TOLERANCE,
            over=share < of_hello,
        )

    def share(self, path: str) -> float:
        hello = requests_per_second(self.hello, "/")
        return requests_per_second(self.product, path) / hello

    def weight(self, path: str, *, at_most: int) -> None:
        """Bytes of the answer, compressed."""
        answer = visitor().get(path)
        size = len(gzip.compress(b"".join(answer), 6))
        self.note(
            f"{path} weighs (status {answer.status_code})",
            f"{size:,} bytes",
            f"at most {at_most:,}",
            kept=answer.status_code == 200 and size <= at_most,
        )

    def time(self, what: str, work: Callable[[], object], *, at_most: float) -> None:
        """Processor seconds, the median of three; `at_most` is for the reference machine."""
        self.seconds(what, median(lambda: seconds(work)), at_most=at_most)

    def percentile(
        self, what: str, works: list[Callable[[], object]], *, at_most: float, of: int = 95
    ) -> None:
        """Processor seconds under which that share of these works is done."""
        took = sorted(seconds(work) for work in works)
        found = statistics.quantiles(took, n=100)[of - 1]
        self.seconds(f"{what}, p{of}", found, at_most=at_most)

    def seconds(self, what: str, found: float, *, at_most: float) -> None:
        allowed = at_most / self.speed
        self.note(
            what,
            f"{found * 1000:,.1f} ms, {found * self.hello_rate:,.0f} hellos",
            f"at most {allowed * 1000:,.1f} ms here (fails over {allowed * TOLERANCE * 1000:,.1f})",
            kept=found <= allowed * TOLERANCE,
            over=found > allowed,
        )

    def figure(
        self,
        what: str,
        found: float,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> None:
        """Any number that is not a time."""
        wanted = "" if at_least is None else f"at least {at_least:g} "
        wanted += "" if at_most is None else f"at most {at_most:g}"
        kept = (at_least is None or found >= at_least) and (at_most is None or found <= at_most)
        self.note(what, f"{found:,.4g}", wanted.strip(), kept=kept)

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """What is written inside is gone afterwards."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


@cache
def visitor() -> Client:
    """One for every measure of a time: a new client loads all the middleware anew."""
    return Client()


def median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(TURNS))


def seconds(work: Callable[[], object]) -> float:
    began = processor_time()
    work()
    return processor_time() - began


Case = Callable[[Bench], None]
cases: dict[str, Case] = {}


def case(title: str) -> Callable[[Case], Case]:
    """Register a set of measures; `make bench` runs those of every `bench_*.py`."""

    def register(function: Case) -> Case:
        cases[title] = function
        return function

    return register
