"""Too many forms from one network address: said in French, and nothing is lost."""

import pytest
from bs4 import BeautifulSoup

from maillage_events.models import Registration
from tests.events.signups import NOW, date_with_seats

pytestmark = pytest.mark.django_db
TOO_MANY = "Trop de demandes"


@pytest.fixture(autouse=True)
def _two_a_minute(settings, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.MAILLAGE_FORMS_PER_ADDRESS = "2/1m"


def type_in(client, date, number, **extra):
    fields = {"name": f"Amina {number}", "email": f"amina{number}@exemple.fr"}
    return client.post(f"/inscriptions/{date.uuid}/", fields, **extra)


def test_the_third_sign_up_in_a_minute_waits_with_what_was_typed(client):
    date = date_with_seats(10)
    statuses = [type_in(client, date, number).status_code for number in range(3)]
    soup = BeautifulSoup(type_in(client, date, 4).content, "html.parser")
    assert (
        statuses,
        TOO_MANY in soup.get_text(),
        soup.select_one("[name=name]")["value"],
        soup.select_one("[name=email]")["value"],
        Registration.objects.count(),
    ) == ([302, 302, 429], True, "Amina 4", "amina4@exemple.fr", 2)


def test_a_minute_later_it_passes(client, time_machine):
    date = date_with_seats(10)
    for number in range(3):
        type_in(client, date, number)
    time_machine.shift(61)
    assert (type_in(client, date, 4).status_code, Registration.objects.count()) == (302, 3)


def test_another_address_is_not_held_back(client):
    date = date_with_seats(10)
    for number in range(3):
        type_in(client, date, number, REMOTE_ADDR="198.51.100.7")
    assert type_in(client, date, 4, REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.parametrize(("proxies", "status"), [(0, 429), (1, 302)])
def test_only_a_trusted_proxy_names_the_reader(client, settings, proxies, status):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    date = date_with_seats(10)
    for number in range(2):
        type_in(client, date, number, HTTP_X_FORWARDED_FOR="198.51.100.7")
    last = type_in(client, date, 4, HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert last.status_code == status


def test_asking_for_a_joining_link_is_limited_and_keeps_the_address(client):
    date = date_with_seats(10)
    asked = [
        client.post(f"/rejoindre/{date.uuid}/", {"email": "amina@exemple.fr"}) for _time in range(3)
    ]
    field = BeautifulSoup(asked[-1].content, "html.parser").select_one("[name=email]")
    assert ([one.status_code for one in asked], field["value"]) == (
        [200, 200, 429],
        "amina@exemple.fr",
    )


def test_answers_to_mails_are_limited_and_the_link_stays_good(client, time_machine):
    from maillage_events.emails import tokens
    from maillage_events.models import MailLink
    from tests.events.signups import signed_up

    registration = signed_up(date_with_seats(10))
    token = tokens.issue(registration, MailLink.Purpose.MANAGE, at=NOW)
    client.get(f"/inscriptions/ma-place/{token}/")
    asked = [client.post("/inscriptions/ma-place/", {}) for _time in range(3)]
    shown = BeautifulSoup(asked[-1].content, "html.parser").h1.get_text(strip=True)
    time_machine.shift(61)
    again = client.post("/inscriptions/ma-place/", {})
    assert ([one.status_code for one in asked], shown, again.status_code) == (
        [200, 200, 429],
        TOO_MANY,
        200,
    )


def test_reading_is_never_limited(client):
    date = date_with_seats(10)
    assert {client.get(f"/inscriptions/{date.uuid}/").status_code for _time in range(5)} == {200}


def test_no_limit_when_the_operator_says_so(client, settings):
    settings.MAILLAGE_FORMS_PER_ADDRESS = ""
    date = date_with_seats(10)
    assert {type_in(client, date, number).status_code for number in range(4)} == {302}
