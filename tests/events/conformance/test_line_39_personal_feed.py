"""Conformance lines 37, 39 and 52 for the feed of a person's own sign-ups."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from maillage.accounts.closing import close_account, export_account
from maillage.personal_data.erasing import purge
from maillage_events.ical import personal_feed
from maillage_events.models import CalendarFeedToken
from maillage_events.publishing import lifecycle
from maillage_events.registration.sign_up import sign_up as claim_place
from maillage_events.registration.sign_up import withdraw
from maillage_site.middleware.journal import scrubbed
from tests.events.conformance.reading import events
from tests.events.factories import NOON
from tests.events.signups import applicant, date_with_seats, signed_up, with_account
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/agenda/personnel/"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def sign_up(_at_noon):
    return with_account(date_with_seats(2, title="Webinaire à moi"))


@pytest.fixture
def address(client, sign_up):
    """As its owner asked for it, read by a program that is nobody."""
    client.force_login(sign_up.user)
    found = given(client.post(PAGE))
    client.logout()
    return found


def given(response) -> str:
    (found,) = set(re.findall(r"http://testserver(/agenda/personnel/[\w-]+\.ics)", response.text))
    return found


def summaries(client, address: str) -> list[tuple[str, str]]:
    return [
        (str(one["SUMMARY"]), str(one["STATUS"])) for one in events(client.get(address).content)
    ]


def test_line_37_a_personal_file_is_kept_by_nobody_else(client, address):
    response = client.get(address)
    names = ("Content-Type", "Cache-Control", "Referrer-Policy", "X-Robots-Tag")
    assert (
        response.status_code,
        [response[name] for name in names],
        "Access-Control-Allow-Origin" in response,
        dict(response.cookies),
    ) == (
        200,
        ["text/calendar; charset=utf-8", "private, no-cache", "no-referrer", "noindex"],
        False,
        {},
    )


def test_line_37_a_personal_file_unchanged_is_304_and_each_change_shows(
    client, address, sign_up, monkeypatch
):
    first = client.get(address)
    date = sign_up.occurrence
    lifecycle.cancel_date(date, at=NOON + timedelta(minutes=1), message="Salle prise.")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    monkeypatch.setattr("maillage_events.ical.personal_views.render", None)
    again = client.get(address, headers={"if-none-match": changed["ETag"]})
    assert (first["ETag"][0], changed.status_code, again.status_code, again.content) == (
        '"',
        200,
        304,
        b"",
    )


def test_line_39_the_file_holds_the_persons_own_places(client, address, sign_up):
    signed_up(sign_up.occurrence, "bruno")
    waits = date_with_seats(0, title="Complet")
    with_account_of(sign_up.user, waits)
    assert summaries(client, address) == [("Webinaire à moi", "CONFIRMED")]
    assert b"amina@" not in client.get(address).content
    lifecycle.cancel_event(sign_up.occurrence.event, at=NOON)
    assert summaries(client, address) == [("Annulé – Webinaire à moi", "CANCELLED")]


def test_line_39_a_place_given_back_leaves_the_file(client, address, sign_up):
    withdraw(sign_up, at=NOON)
    assert summaries(client, address) == []


def with_account_of(user, occurrence):

    return claim_place(occurrence, applicant(user=user), mode="onsite", at=NOON)


def test_line_39_the_token_has_128_bits_is_kept_hashed_and_shown_once(client, sign_up):
    client.force_login(sign_up.user)
    shown = given(client.post(PAGE))
    token = shown.rpartition("/")[2].removesuffix(".ics")
    kept = CalendarFeedToken.objects.get()
    assert (len(token) * 6 >= 128, token in client.get(PAGE).text, token in kept.token_hash) == (
        True,
        False,
        False,
    )


def test_line_39_the_file_never_tells_its_own_address(client, address):
    assert address.encode() not in client.get(address).content


def test_line_39_wrong_replaced_and_stopped_are_the_same_404(client, address, sign_up):
    client.force_login(sign_up.user)
    other = given(client.post(PAGE))
    alive = client.get(other).status_code
    client.post(PAGE, {"arreter": "1"})
    client.logout()
    wrong = "/agenda/personnel/0123456789abcdef0123456789abcdef.ics"
    answers = [client.get(one) for one in (wrong, address, other)]
    headers = [sorted(set(answer.headers) - {"X-Request-ID"}) for answer in answers]
    assert alive == 200
    assert [answer.status_code for answer in answers] == [404] * 3
    assert headers[0] == headers[1] == headers[2]
    bodies = {
        answer.text.replace(path, "")
        for answer, path in zip(answers, (wrong, address, other), strict=True)
    }
    assert len(bodies) == 1


@pytest.mark.parametrize("token", ["é", "%00", "a" * 10_000, "..%2f..", "'"])
def test_line_39_a_broken_token_is_a_404(client, token):
    assert client.get(f"/agenda/personnel/{token}.ics").status_code == 404


def test_line_39_closing_the_account_ends_the_feed(client, address, sign_up):
    assert export_account(sign_up.user, at=NOON)["adresses d’agendas personnels"] == [
        {"created_at": NOON.isoformat(), "last_used_at": None}
    ]
    close_account(sign_up.user, at=NOON)
    assert (CalendarFeedToken.objects.count(), client.get(address).status_code) == (0, 404)


def test_line_39_an_account_that_the_team_closed_is_read_by_no_program(client, address, sign_up):
    """The admin's box "active" keeps the row, and its token with it."""
    type(sign_up.user).objects.filter(pk=sign_up.user.pk).update(is_active=False)
    assert (CalendarFeedToken.objects.count(), client.get(address).status_code) == (1, 404)


def test_line_39_the_token_is_in_no_log(client, address):
    client.get("/sante/vivant")
    assert scrubbed(f"GET {address} 200") == "GET /agenda/personnel/[token] 200"


def test_line_39_too_many_readings_are_429_each_address_apart(client, address, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = "2/1m"
    other = personal_feed.give_address(UserFactory(), at=NOON)
    read = [client.get(address).status_code for _ in range(3)]
    wrong = [client.get("/agenda/personnel/faux.ics").status_code for _ in range(3)]
    assert (read, wrong, client.get(f"/agenda/personnel/{other}.ics").status_code) == (
        [200, 200, 429],
        [404, 404, 429],
        200,
    )


def test_line_39_the_page_wants_an_account_and_is_not_stored(client, sign_up):
    nobody = client.get(PAGE)
    client.force_login(sign_up.user)
    known = client.get(PAGE)
    assert (nobody.status_code, known.status_code, known["Cache-Control"]) == (
        302,
        200,
        "private, no-store",
    )


def test_line_52_an_address_unread_for_thirteen_months_expires(client, address, time_machine):
    user = CalendarFeedToken.objects.get().user
    later = NOON + timedelta(days=390)
    time_machine.move_to(later)
    purge(later)
    still = client.get(address).status_code
    time_machine.move_to(later + timedelta(days=395))
    purge(later + timedelta(days=395))
    kept = CalendarFeedToken.objects.filter(user=user).count()
    end = later + timedelta(days=397)
    time_machine.move_to(end)
    gone = client.get(address).status_code
    purge(end)
    assert (still, kept, gone, CalendarFeedToken.objects.count()) == (200, 1, 404, 0)
