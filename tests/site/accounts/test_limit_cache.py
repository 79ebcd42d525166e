"""The cache that limits are counted in, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.utils import timezone

from maillage.accounts.limit_cache import forget_expired
from maillage.accounts.limits import may_send
from maillage.accounts.models import LimitEntry
from tests.site.accounts.people import (
    SECOND_FACTOR,
    at_the_second_factor,
    compared_codes,
    with_second_factor,
    wrong_code,
)

pytestmark = pytest.mark.django_db
THREADS = 8


def test_what_is_kept_is_read_until_it_expires(time_machine):
    time_machine.move_to("2026-12-01T08:00:00Z", tick=False)
    cache.set("count", [1.5, (2, "x")], 60)
    cache.set("count", [3.5, (2, "x")], 60)
    cache.set("kept", 1, None)
    assert (cache.get("count"), cache.get("none", 7), "count" in cache) == (
        [3.5, (2, "x")],
        7,
        True,
    )
    assert cache.touch("count", 120)
    time_machine.shift(100)
    assert (cache.get("count"), cache.touch("none")) == ([3.5, (2, "x")], False)
    time_machine.shift(21)
    assert (cache.get("count"), cache.touch("count"), cache.get("kept")) == (None, False, 1)
    assert (forget_expired(timezone.now()), LimitEntry.objects.count()) == (1, 1)
    assert (cache.delete("kept"), cache.delete("kept")) == (True, False)


def test_one_adds_what_nobody_has_or_what_expired(time_machine):
    time_machine.move_to("2026-12-01T08:00:00Z", tick=False)
    assert [cache.add("lock", n, 10) for n in range(2)] == [True, False]
    time_machine.shift(11)
    assert [cache.add("lock", n, 10) for n in range(2)] == [True, False]


def test_expired_counts_are_forgotten_every_hour(time_machine):
    from maillage.contributions import Periodic
    from maillage.plugin import contributions

    time_machine.move_to("2026-12-01T08:00:00Z", tick=False)
    cache.set("count", 1, 60)
    time_machine.shift(61)
    [work] = [work for work in contributions(Periodic) if work.name == "accounts.limits"]
    work.run(timezone.now())
    assert not LimitEntry.objects.exists()


def test_pages_are_kept_elsewhere():
    before = LimitEntry.objects.count()
    caches["pages"].set("page", "words", 60)
    assert (caches["pages"].get("page"), LimitEntry.objects.count()) == ("words", before)
    assert {"maillage_cache", "maillage_accounts_limitentry"} <= set(
        connection.introspection.table_names()
    )


def at_once(work):
    """What each of so many threads answers, all on connections of their own."""

    def run(number):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS * 3)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one(settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "5/10m"
    answers = at_once(lambda _number: may_send(RequestFactory().post("/"), "sign-up"))
    assert answers.count(True) == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_wrong_codes_at_once_are_compared_five_times():
    _amina, secret = with_second_factor()
    session = at_the_second_factor().cookies["sessionid"].value

    def guess(number):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        client.cookies["sessionid"] = session
        client.post(SECOND_FACTOR, {"code": wrong_code(secret)})

    with compared_codes() as compared:
        at_once(guess)
    assert 0 < len(compared) <= 5
