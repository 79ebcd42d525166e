"""The measures are fair, and a result that is not kept is said."""

import os

import pytest

from tests.bench.harness import Bench, case, cases
from tests.bench.serving import Server


@pytest.fixture
def bench():
    pid = os.getpid()
    return Bench(
        Server("http://product", pid), Server("http://hello", pid), hello_rate=3000, case="Home"
    )


def test_a_slower_machine_has_more_time(bench):
    # Half the reference speed: 100 ms may take 200, and fails beyond 260.
    for found in (0.2, 0.25, 0.27):
        bench.seconds("Page", found, at_most=0.1)
    assert [result.kept for result in bench.results] == [True, True, False]


def test_counts_are_hard(bench, client, db):
    bench.queries("/sante/vivant", at_most=0)
    bench.queries("/sante/pret", at_most=0)
    assert [result.kept for result in bench.results] == [True, False]


def test_an_error_is_no_light_answer(bench, db):
    bench.weight("/rien/", at_most=1_000_000)
    assert bench.results[0].kept is False


def test_figures_have_two_bounds(bench):
    bench.figure("nDCG", 0.9, at_least=0.8)
    bench.figure("Gap", 0.04, at_most=0.03)
    assert [result.kept for result in bench.results] == [True, False]


def test_a_case_registers_itself():
    @case("Nothing at all")
    def nothing(bench):
        return None

    assert cases.pop("Nothing at all") is nothing
