"""Signing up colleagues: each accepts or refuses by mail, and has a sign-up of their own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.accounts.closing import close_account, export_account
from maillage.outbox.draining import drain_all
from maillage.personal_data.erasing import purge
from maillage_events.models import Registration
from maillage_events.organiser.registrants import csv_lines
from maillage_events.registration import refusals
from maillage_events.registration.colleagues.inviting import refuse, sign_up_colleague
from maillage_events.registration.sign_up import confirm, expire_holds, withdraw
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import (
    NOW,
    applicant,
    date_with_seats,
    mails_asked,
    pending,
    seats,
    signed_up,
    states,
)
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def brought(inviter, name="paul", at=NOW) -> Registration:
    return sign_up_colleague(inviter, name=name.capitalize(), email=f"{name}@exemple.fr", at=at)


def with_account(date, name="amina"):
    """An account that is signed up, and its sign-up."""
    user = UserFactory(email=f"{name}@exemple.fr", name=name.capitalize())
    found = signed_up(date, name)
    Registration.objects.filter(pk=found.pk).update(user=user)
    return user, found


def mails_to(name: str) -> list:
    while drain_all():
        pass
    return [one for one in mail.outbox if one.to == [f"{name}@exemple.fr"]]


def link_of(message) -> str:
    return re.search(r"https?://[^/]+(/\S*inscriptions/confirmer/\S+/)", message.body)[1]


def test_each_colleague_holds_a_seat_of_their_own_until_they_answer():
    date = date_with_seats(3)
    amina = signed_up(date)

    paul, lea = brought(amina, "paul"), brought(amina, "lea")
    confirm(paul, at=NOW + timedelta(hours=20))

    assert seats(date) == [("onsite", 3, 3, 0)]
    assert states(date) == {"amina": "confirmed", "paul": "confirmed", "lea": "pending"}
    assert (paul.invited_by, lea.invited_by) == (amina, amina)
    assert mails_asked()[2:] == [("paul", "invited"), ("lea", "invited"), ("paul", "confirmed")]


def test_no_answer_gives_the_seat_back_sends_nothing_more_and_forgets(clock):
    date = date_with_seats(2)
    brought(signed_up(date))
    late = NOW + timedelta(hours=24, minutes=1)

    assert expire_holds(late) == 1
    assert seats(date) == [("onsite", 1, 2, 0)]
    purge(late + timedelta(days=2))
    row = Registration.objects.get(state="expired")
    assert (row.name, row.email) == ("", "")
    assert [one.subject for one in mails_to("paul")] == []


def test_the_mail_names_who_asks_and_its_page_accepts(client):
    date = date_with_seats(2)
    brought(signed_up(date))

    [told] = mails_to("paul")
    assert told.subject == "Amina vous inscrit\u202f: Atelier messagerie"
    assert "amina@exemple.fr" not in told.message().as_string()
    page = client.get(link_of(told), follow=True)
    assert "Acceptez-vous" in page.text
    assert "Votre inscription est confirmée" in client.post(page.redirect_chain[-1][0]).text
    assert states(date)["paul"] == "confirmed"


def test_who_refuses_is_erased_at_once_and_gets_nothing_more(client):
    date = date_with_seats(2)
    brought(signed_up(date))
    [told] = mails_to("paul")

    page = client.get(link_of(told), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"refuser": "1"})

    assert "vous n’avez pas d’inscription" in answer.text
    row = Registration.objects.get(state="cancelled")
    assert (row.name, row.email, row.seats_held) == ("", "", 0)
    assert seats(date) == [("onsite", 1, 2, 0)]
    assert len(mails_to("paul")) == 1
    assert client.get(page.redirect_chain[-1][0]).status_code == 200


@pytest.mark.parametrize("mode", ["internal", "moderated"])
def test_a_colleague_answers_the_organiser_s_questions_before_accepting(client, mode):
    date = date_with_seats(4, questions="Votre service ? *\nUn besoin ?", registration_mode=mode)
    _user, mine = with_account(date)
    brought(mine)
    page = client.get(link_of(mails_to("paul")[0]), follow=True)
    path = page.redirect_chain[-1][0]
    assert "Votre service" in page.text

    empty = client.post(path, {"question_0": " ", "question_1": "Une boucle magnétique"})
    assert (empty.status_code, states(date)["paul"]) == (422, "pending")
    assert "L’organisation a besoin de votre réponse" in empty.text
    assert 'value="Une boucle magnétique"' in empty.text

    done = client.post(path, {"question_0": "Médiathèque"})
    row = Registration.objects.get(name="Paul")
    expected = "confirmed" if mode == "internal" else "review"
    assert (done.status_code, row.state, row.answers) == (
        200,
        expected,
        {"Votre service ?": "Médiathèque"},
    )
    client.post(path, {"question_0": "Autre chose"})
    row.refresh_from_db()
    assert row.answers == {"Votre service ?": "Médiathèque"}


def test_who_refuses_answers_nothing(client):
    date = date_with_seats(4, questions="Votre service ? *")
    brought(signed_up(date))
    page = client.get(link_of(mails_to("paul")[0]), follow=True)
    assert client.post(page.redirect_chain[-1][0], {"refuser": "1"}).status_code == 200
    assert "paul" not in states(date)


def test_one_refuses_only_what_somebody_else_asked():
    own = pending(date_with_seats(2))
    assert refuse(own, at=NOW).state == "pending"


def test_the_same_colleague_twice_is_one_sign_up_and_others_are_refused():
    date = date_with_seats(9)
    amina, bruno = signed_up(date), signed_up(date, "bruno")
    first = brought(amina)

    assert brought(amina) == first
    for name in ("bruno", "amina"):
        with pytest.raises(refusals.AlreadySignedUp):
            brought(amina, name)
    with pytest.raises(refusals.AlreadySignedUp):
        brought(bruno)


def test_a_colleague_waits_when_it_is_full_and_is_refused_without_a_waiting_list():
    full = date_with_seats(1)
    colleague = brought(signed_up(full))
    assert (colleague.state, colleague.seats_held) == ("pending", 0)
    assert confirm(colleague, at=NOW).state == "waitlisted"

    closed = date_with_seats(1, waitlist_enabled=False)
    with pytest.raises(refusals.DateIsFull):
        brought(signed_up(closed))


def test_five_colleagues_at_most_and_only_by_who_is_signed_up():
    date = date_with_seats(None)
    amina = signed_up(date)
    for number in range(5):
        withdraw(brought(amina, f"collegue{number}"), at=NOW)

    with pytest.raises(refusals.NothingToChange):
        brought(amina, "sixieme")
    with pytest.raises(refusals.NothingToChange):
        brought(pending(date, "bruno"))


def test_an_address_that_holds_two_seats_gets_no_third():
    for number in range(3):
        found = brought(signed_up(date_with_seats(5), f"a{number}"))
        assert found.seats_held == (1 if number < 2 else 0)


def test_the_page_keeps_what_was_typed_for_who_could_not_be_signed_up(client):
    date = date_with_seats(4)
    user, mine = with_account(date)
    signed_up(date, "bruno")
    client.force_login(user)
    page = reverse("maillage_events:own-colleagues", args=[mine.uuid])
    assert page in client.get(reverse("maillage_events:own-sign-up", args=[mine.uuid])).text

    typed = {
        "name_1": "Bruno", "email_1": "bruno@exemple.fr",
        "name_2": "Paul", "email_2": "paul@exemple.fr",
    }  # fmt: skip
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert "Cette personne est déjà inscrite" in answer.text
    assert 'value="bruno@exemple.fr"' in answer.text
    assert 'value="paul@exemple.fr"' not in answer.text
    assert states(date) == {"amina": "confirmed", "bruno": "confirmed", "paul": "pending"}

    again = client.post(page, {"name_1": "Léa", "email_1": "lea@exemple.fr"})
    assert again["Location"] == page
    shown = client.get(page).text
    assert "Léa" in shown
    assert "la réponse est attendue" in shown
    assert "lea@exemple.fr" not in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "au moins une personne"),
        ({"name_1": "Paul"}, "l’adresse de courriel de cette personne"),
        ({"email_1": "paul@exemple.fr"}, "le nom de cette personne"),
        ({"name_1": "http://x.fr", "email_1": "p@exemple.fr"}, "sans lien"),
        ({"name_1": "a\0b", "email_1": "p@exemple.fr"}, " nul"),
        ({"name_1": "x" * 10_000, "email_1": "p" * 10_000}, "adresse"),
    ],
)
def test_bad_lines_are_told_in_french(client, typed, said):
    user, mine = with_account(date_with_seats(4))
    client.force_login(user)
    answer = client.post(reverse("maillage_events:own-colleagues", args=[mine.uuid]), typed)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_it_is_reached_from_the_mail_too(client):
    date = date_with_seats(4)
    signed_up(date)
    manage = re.search(r"(/\S*ma-place/\S+/)", mails_to("amina")[-1].body)[1]
    page = client.get(manage.removeprefix("//testserver"), follow=True)
    path = page.redirect_chain[-1][0] + "collegues/"
    assert path in page.text
    client.post(path, {"name_1": "Paul", "email_1": "paul@exemple.fr"})
    assert states(date)["paul"] == "pending"


def test_the_organiser_and_the_account_see_who_signed_whom_up(client):
    date = date_with_seats(4)
    user, mine = with_account(date)
    brought(mine)
    client.force_login(editor_of(date.event.territory))

    panel = client.get(reverse("maillage_events_admin:registrants", args=[date.uuid])).text
    assert "Inscription faite par Amina" in panel
    head, _amina, paul = [line.strip().split(";") for line in csv_lines(date)]
    assert paul[head.index("Inscription faite par")] == "Amina"
    assert "Paul" not in str(export_account(user, at=NOW))
    close_account(user, at=NOW)
    assert Registration.objects.get(name="Paul").invited_by.name == ""
    assert applicant("paul").invited_by is None
