"""Where a person is signed in, and signing out elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.sessions.devices import Device
from tests.site.accounts.people import PASSWORD, sign_in, signed_in, with_password

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/sessions/"
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
LAST_USED = "Dernière utilisation le 23 novembre 2026 à 17\u202fh\u202f00"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


@pytest.fixture
def amina():
    return with_password()


def browser(agent) -> Client:
    found = Client(headers={"user-agent": agent})
    sign_in(found, REMOTE_ADDR="203.0.113.9")
    return found


def lines(client) -> list[str]:
    soup = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return [line.get_text(" ", strip=True) for line in soup.select("main ul.list li")]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (PHONE, "Chrome sur Android"),
        (DESK, "Firefox sur Windows"),
        (f"{PHONE} Edg/130.0", "Edge sur Android"),
        (
            IPHONE,
            "Safari sur iPhone",
        ),
        ("curl/8", "Un appareil que nous ne reconnaissons pas"),
        ("", "Un appareil que nous ne reconnaissons pas"),
    ],
)
def test_a_browser_is_called_by_its_name(header, said):
    assert str(Device.stored(Device.of_header(header).to_store)) == said


def test_each_session_is_a_line_with_its_last_use_and_no_address(amina):
    with time_machine.travel(NOON, tick=False) as clock:
        desk = browser(DESK)
        clock.move_to(NOON + timedelta(hours=3))
        phone = browser(PHONE)
        clock.move_to(NOON + timedelta(hours=5))
        desk.get("/mon-espace/")
        clock.move_to(NOON + timedelta(hours=5, minutes=30))
        desk.get("/mon-espace/")
        assert lines(phone) == [
            "Chrome sur Android – celle-ci, en ce moment Connexion le 23 novembre 2026 à 15\u202fh\u202f00",
            f"Firefox sur Windows {LAST_USED} Connexion le 23 novembre 2026 à 12\u202fh\u202f00",
        ]
    rows = str(list(UserSession.objects.values()))
    assert ("203.0.113.9" in rows, "Mozilla" in rows) == (False, False)


def test_closing_the_others_signs_them_out_and_nobody_else(amina):
    with_password("karim@exemple.fr")
    karims = Client()
    sign_in(karims, email="karim@exemple.fr")
    desk, phone = browser(DESK), browser(PHONE)
    answer = phone.post(PAGE, follow=True)
    assert "1 autre session est fermée" in answer.text
    assert [signed_in(one) for one in (desk, phone, karims)] == [False, True, True]
    assert len(lines(phone)) == 1


def test_what_is_over_is_not_listed(amina):
    desk, phone = browser(DESK), browser(PHONE)
    desk.post("/compte/deconnexion/")
    assert len(lines(phone)) == 1
    lost = browser(DESK)
    assert len(lines(phone)) == 2
    Session.objects.filter(pk=lost.session.session_key).update(expire_date=NOON)
    assert len(lines(phone)) == 1


def test_a_new_password_leaves_the_session_where_it_was_chosen(amina):
    browser(DESK)
    phone = browser(PHONE)
    new = "cinq autres mots bien choisis"
    phone.post(
        "/compte/mot-de-passe/changer/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert [line.split(" Connexion")[0] for line in lines(phone)] == [
        "Chrome sur Android – celle-ci, en ce moment"
    ]


def test_signed_out_it_leads_to_signing_in(client):
    assert client.get(PAGE).url.startswith("/compte/connexion/")


def test_as_many_queries_for_three_sessions_as_for_one(amina):
    phone = browser(PHONE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            phone.get(PAGE)
        return len(found)

    phone.get(PAGE)
    one = asked()
    browser(DESK)
    browser(DESK)
    assert asked() == one
