"""Other sites are asked politely, and called dead after three bad days."""

import socket
from datetime import UTC, date, datetime, timedelta

import pytest

from maillage import fetching
from maillage_site.links import asking
from maillage_site.links.asking import Verdict, ask_due, in_turns, note, pause_of, verdict_of
from maillage_site.links.models import ExternalAddress, PageLink
from maillage_site.links.reading import read_page
from tests.contract.fetching.servers import Server, leads_to, says
from tests.site.links.conftest import text, written

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
State = ExternalAddress.State


def address(host="a.example", number=0):
    return ExternalAddress(url=f"https://{host}/{number}", host=host, due_at=NOW)


def failing(reason="gone"):
    return Verdict(works=False, reason=reason)


def test_three_different_days_of_failure_make_a_link_dead():
    one, seen = address(), []
    for at in (NOW, NOW + timedelta(hours=3), NOW + DAY, NOW + 2 * DAY):
        note(one, failing(), at=at)
        seen.append((one.state, one.failed_days, one.due_at - at))
    assert seen == [
        ("failing", 1, DAY),
        ("failing", 1, DAY),
        ("failing", 2, DAY),
        ("dead", 3, WEEK),
    ]
    assert (one.reason, one.failing_since) == ("gone", date(2026, 12, 1))
    note(one, Verdict(works=None), at=NOW + 9 * DAY)
    assert (one.state, one.due_at) == ("dead", NOW + 16 * DAY)
    note(one, Verdict(works=True), at=NOW + 16 * DAY)
    assert (one.state, one.reason, one.failed_days, one.failing_since) == ("working", "", 0, None)
    note(one, failing(), at=NOW + 17 * DAY)
    assert (one.state, one.failed_days) == ("failing", 1)


def test_hosts_take_turns_and_wait_for_another_round_beyond_ten():
    many = [address("a.example", n) for n in range(12)]
    few = [address("b.example", n) for n in range(2)]
    hosts = [one.host[0] for one in in_turns([*many, *few])]
    assert "".join(hosts) == "abab" + "a" * 8


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *(("120", timedelta(minutes=10)), ("3600", timedelta(hours=1)), ("9" * 30, WEEK)),
        *(("", timedelta(hours=6)), ("bientôt", timedelta(hours=6)), ("-5", timedelta(hours=6))),
        ("Tue, 01 Dec 2026 11:00:00 GMT", timedelta(hours=2)),
        ("Tue, 01 Dec 2020 11:00:00 GMT", timedelta(minutes=10)),
    ],
)
def test_a_site_that_asks_to_be_left_alone_is(said, expected):
    assert pause_of(said, NOW) == expected


# --- Of a real server -----------------------------------------------------------------------


@pytest.fixture
def server(monkeypatch):
    found = Server()
    monkeypatch.setattr(
        asking, "fetch", lambda url, **rest: fetching.fetch(url, reach=found.reach, **rest)
    )
    yield found
    found.stop()


def no_head(request):
    says(status=405 if request.command == "HEAD" else 200)(request)


@pytest.mark.parametrize(
    ("answer", "expected", "asked"),
    [
        (says(), Verdict(works=True), ["HEAD"]),
        (no_head, Verdict(works=True), ["HEAD", "GET"]),
        (says(status=404), failing("gone"), ["HEAD", "GET"]),
        (says(status=410), failing("gone"), ["HEAD", "GET"]),
        (says(status=500), failing("broken"), ["HEAD", "GET"]),
        (says(status=403), Verdict(works=None), ["HEAD", "GET"]),
        (says(status=429, Retry_After="3600"), Verdict(None, pause=timedelta(hours=1)), ["HEAD"]),
        (says(status=503), Verdict(None, pause=timedelta(hours=6)), ["HEAD"]),
        (leads_to("http://169.254.169.254/"), failing("not-allowed"), ["HEAD"]),
        (leads_to("/"), failing("loop"), ["HEAD"] * 6),
    ],
)
def test_what_an_address_answers(server, answer, expected, asked):
    server.paths["/"] = answer
    assert verdict_of(server.url(), NOW) == expected
    assert [method for method, *_ in server.asked] == asked


def test_nobody_at_that_name(monkeypatch):
    def unknown(*_asked, **_kind):
        raise socket.gaierror

    assert verdict_of("http://localhost:9/", NOW) == failing("not-allowed")
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert verdict_of("http://nulle-part.invalid/", NOW) == failing("name")


@pytest.mark.django_db
def test_a_round_asks_what_is_due_once_for_all_pages(portal, server, settings):
    settings.MAILLAGE_CHECK_EXTERNAL_LINKS = True
    server.paths = {"/ok": says(), "/gone": says(status=404), "/later": says(status=429)}
    urls = [server.url(path) for path in server.paths]
    links = "".join(f'<a href="{url}">{url}</a>' for url in urls)
    for title in ("Une", "Deux"):
        read_page(written(portal, title, [text(f"<p>{links}</p>")]), at=NOW)
    assert ask_due(NOW) == 3
    assert [path for _, path, _ in server.asked] == ["/ok", "/gone", "/gone", "/later"]
    assert ask_due(NOW) == 0
    pause = NOW + timedelta(hours=6)
    assert list(ExternalAddress.objects.order_by("pk").values_list("state", "due_at")) == [
        *(("working", NOW + WEEK), ("failing", NOW + DAY), ("unknown", pause)),
    ]
    server.paths["/later"] = says()
    for days in (1, 2):
        ask_due(NOW + days * DAY)
    dead = PageLink.objects.broken().values_list("page__title", "address__url")
    assert set(dead) == {("Une", urls[1]), ("Deux", urls[1])}


@pytest.mark.django_db
def test_another_worker_asks_nothing_twice(portal, server, settings, monkeypatch):
    settings.MAILLAGE_CHECK_EXTERNAL_LINKS = True
    read_page(written(portal, "Une", [text(f'<p><a href="{server.url()}">a</a></p>')]), at=NOW)
    server.paths["/"] = says()
    stale = asking._due(NOW)
    assert ask_due(NOW) == 1
    monkeypatch.setattr(asking, "_due", lambda _at: stale)
    assert (ask_due(NOW), len(server.asked)) == (0, 1)


@pytest.mark.django_db
def test_nobody_is_asked_when_the_operator_says_so(portal, server, settings):
    read_page(written(portal, "Une", [text(f'<p><a href="{server.url()}">a</a></p>')]), at=NOW)
    assert (settings.MAILLAGE_CHECK_EXTERNAL_LINKS, ask_due(NOW), server.asked) == (False, 0, [])
