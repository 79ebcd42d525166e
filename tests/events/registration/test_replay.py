"""Signing up for the replay alone: no seat, no reminder, the mail when it is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.accounts.closing import export_account
from maillage.outbox.draining import drain_all
from maillage_events.emails import reminders
from maillage_events.materials.adding import publish_material
from maillage_events.models import Material, Registration
from maillage_events.organiser.attendance import present
from maillage_events.organiser.registrants import csv_lines
from maillage_events.organiser.statistics import Portals, counts_of, total
from maillage_events.publishing import lifecycle
from maillage_events.registration import refusals
from maillage_events.registration.own_sign_up import account
from maillage_events.registration.replay import ask_for_replay, places_to_take, take_place
from maillage_events.registration.sign_up import confirm, expire_holds, withdraw
from tests.events import factories
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import NOW, applicant, mails_asked, seats, signed_up, states
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
ONLINE = {"attendance_mode": "en-ligne", "online_capacity": 1, "replay_signup": True}


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def webinar(**fields):
    return factories.occurrence(territory_portal(), slug="webinaire", **{**ONLINE, **fields})


def asked(date, name="lea", at=NOW) -> Registration:
    return confirm(ask_for_replay(date, applicant(name), at=at), at=at)


def sent_to(name: str) -> list[tuple[str, list[str]]]:
    """(subject, kinds of its parts) of each mail."""
    while drain_all():
        pass
    mails = [one for one in mail.outbox if one.to == [f"{name}@exemple.fr"]]
    return [
        (one.subject, [part.get_content_type() for part in one.message().get_payload()])
        for one in mails
    ]


def test_it_takes_no_seat_and_a_full_or_closed_date_still_offers_it():
    date = webinar(waitlist_enabled=False)
    signed_up(date, mode="online")

    found = asked(date)
    late = asked(date, "paul", date.starts_at + timedelta(minutes=5))

    assert (found.state, found.seats_held, late.state) == ("replay", 0, "replay")
    assert seats(date) == [("online", 1, 1, 0)]
    with pytest.raises(refusals.NoReplayHere):
        ask_for_replay(date, applicant("zoe"), at=date.ends_at)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"replay_signup": False}, refusals.NoReplayHere),
        ({"attendance_mode": "sur-place"}, refusals.NoReplayHere),
        ({"registration_mode": "none"}, refusals.NoReplayHere),
        ({"registration_opens_at": NOW + timedelta(hours=1)}, refusals.SignUpsNotOpen),
    ],
)
def test_it_is_refused_where_no_replay_is_announced(fields, refusal):
    with pytest.raises(refusal):
        ask_for_replay(webinar(**fields), applicant(), at=NOW)


def test_the_database_keeps_it_without_a_seat():
    found = asked(webinar())

    for wrong in ({"seats_held": 1}, {"state": "confirmed"}, {"replay_only": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=found.pk).update(**wrong)


def test_an_address_signs_up_once_and_an_unconfirmed_request_ends_by_itself():
    date = webinar()
    ask_for_replay(date, applicant("lea"), at=NOW)
    with pytest.raises(refusals.AlreadySignedUp):
        ask_for_replay(date, applicant("lea"), at=NOW)

    assert expire_holds(NOW + timedelta(minutes=31)) == 1
    assert states(date) == {"lea": "expired"}


def test_mails_carry_no_calendar_part_and_there_is_no_reminder(clock):
    date = webinar()
    asked(date)

    assert reminders.plan(date.starts_at - timedelta(hours=20)) == 0
    assert mails_asked() == [("lea", "confirm"), ("lea", "replay")]
    parts = ["text/plain", "text/html"]
    confirmed, told = sent_to("lea")[-1], "Vous recevrez le replay : Atelier messagerie"
    assert confirmed == (told.replace(" :", "\u202f:"), parts)
    lifecycle.cancel_date(date, at=NOW, message="Intervenante souffrante")
    assert sent_to("lea")[-1][1] == parts


def test_the_replay_is_told_and_opens_then_only(client, clock):
    date = webinar()
    user = UserFactory(email="lea@exemple.fr", name="Lea")
    ask_for_replay(date, applicant("lea", user=user), at=NOW)
    door = reverse("maillage_events:join", args=[date.uuid])
    client.force_login(user)
    clock.move_to(date.starts_at, tick=False)
    assert "Rejoindre la réunion" not in client.get(door).text

    clock.move_to(date.ends_at + timedelta(hours=1), tick=False)
    left = Material(occurrence=date, kind="replay", url="https://video.exemple.fr/1")
    assert publish_material(left, at=date.ends_at, announce=True) == 1
    client.force_login(user)
    assert "Replay" in client.get(door).text
    assert client.get(door.removesuffix("/") + f"/document/{left.uuid}/")["Location"] == left.url
    assert [subject for subject, _parts in sent_to("lea")][-1].startswith("À revoir")
    assert present(date) == 0


def test_a_place_can_be_taken_later_or_waited_for():
    date = webinar(online_capacity=1)
    first, second = asked(date, "lea"), asked(date, "paul")

    assert [mode for mode, _label in places_to_take(first, at=NOW)] == ["online"]
    taken, waiting = take_place(first, at=NOW), take_place(second, at=NOW)
    assert (taken.state, taken.replay_only, waiting.state) == ("confirmed", False, "waitlisted")
    assert seats(date) == [("online", 1, 1, 1)]
    assert take_place(first, at=NOW).state == "confirmed"
    assert seats(date) == [("online", 1, 1, 1)]


def test_it_can_be_cancelled_and_gives_no_seat_back():
    date = webinar()
    signed_up(date, mode="online")
    found = asked(date)

    assert withdraw(found, at=NOW).state == "cancelled"
    assert seats(date) == [("online", 1, 1, 0)]


def test_it_is_counted_apart(client):
    date = webinar()
    signed_up(date, mode="online")
    asked(date)
    editor = editor_of(date.event.territory)
    client.force_login(editor)

    panel = client.get(reverse("maillage_events_admin:registrants", args=[date.uuid])).text
    assert "1 personne veut seulement le replay" in panel
    assert "1 place prise sur 1" in panel
    assert [line.split(";")[3] for line in list(csv_lines(date))[1:]] == [
        "inscription confirmée",
        "replay seul",
    ]
    portals = Portals((), national=True)
    found = total(counts_of(2026, portals).values())
    assert (found.sign_ups, found.people, found.replays) == (1, 1, 1)


def test_the_page_offers_it_beside_places_and_alone_when_none_is_left(client):
    date = webinar(waitlist_enabled=False, questions="Votre service ? *")
    page, form = "/saone-et-loire/agenda/webinaire/", f"/saone-et-loire/inscriptions/{date.uuid}/"
    assert "Je veux seulement le replay" in client.get(form).text

    answer = client.post(form, {"name": "Léa", "email": "lea@exemple.fr", "mode": "replay"})
    assert answer["Location"] == f"{form}merci/?replay=1"
    assert "confirmez sous 30 minutes" in client.get(answer["Location"]).text
    signed_up(date, mode="online")
    assert "Recevoir le replay" in client.get(page).text
    assert "seulement le replay" not in client.get(form).text
    client.post(form, {"name": "Paul", "email": "paul@exemple.fr"})
    assert states(date) == {"léa": "pending", "amina": "confirmed", "paul": "pending"}
    assert set(date.registrations.values_list("replay_only", flat=True)) == {True, False}


def test_with_an_account_it_is_among_my_sign_ups_and_exported(client):
    date = webinar(attendance_mode="mixte", onsite_capacity=2)
    user = UserFactory(email="lea@exemple.fr", name="Lea")
    client.force_login(user)
    form = f"/saone-et-loire/inscriptions/{date.uuid}/"

    client.post(form, {"name": "Lea", "mode": "replay"})
    [(mine, _card)] = account.sign_ups_to_come(user, NOW)["sign_ups"]
    assert mine.state == "replay"
    assert export_account(user, at=NOW)["inscriptions"][0]["replay_only"] is True
    own = reverse("maillage_events:own-sign-up", args=[mine.uuid])
    assert "Prendre une place sur place" in client.get(own).text
    client.post(form, {"name": "Lea", "mode": "onsite"})
    assert seats(date) == [("onsite", 1, 2, 0), ("online", 0, 1, 0)]
    client.post(own)
    assert states(date) == {"lea": "cancelled"}
