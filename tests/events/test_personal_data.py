"""Guest sign-ups belong to who proved the address, and to nobody else; seats are given back."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from maillage.accounts.closing import close_account, export_account
from maillage.outbox.draining import drain_all
from maillage.outbox.models import Message
from maillage_events.models import Registration
from maillage_events.registration.colleagues.inviting import sign_up_colleague
from maillage_events.registration.sign_up import Applicant, sign_up
from tests.events.signups import (
    NOW,
    date_with_seats,
    pending,
    seats,
    signed_up,
    states,
    with_account,
)
from tests.site.factories import UserFactory, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def names_exported(user) -> list[str]:
    return [row["name"] for row in export_account(user, at=NOW).get("inscriptions", [])]


def as_guest(date, email: str, name: str = "Invitée"):
    return sign_up(date, Applicant(email=email, name=name), mode="onsite", at=NOW)


def test_guest_sign_ups_of_a_verified_address_are_exported_and_erased_with_the_account():
    date = date_with_seats(2)
    signed_up(date)
    signed_up(date, "bruno")
    amina = verified("amina@exemple.fr")
    [row] = export_account(amina, at=NOW)["inscriptions"]
    assert (row["name"], row["event"], row["date"]) == (
        *("Amina", "Atelier messagerie", date.starts_at.isoformat()),
    )
    close_account(amina, at=NOW)
    assert states(date) == {"": "cancelled", "bruno": "confirmed"}
    assert seats(date) == [("onsite", 1, 2, 0)]


def test_each_state_and_a_colleague_s_seat_are_the_person_s():
    waiting, held = date_with_seats(1), date_with_seats(3)
    signed_up(waiting, "bruno")
    signed_up(waiting)  # on the waiting list
    bruno = signed_up(held, "bruno")
    sign_up_colleague(bruno, name="Amina", email="amina@exemple.fr", at=NOW)
    pending(date_with_seats(1))
    amina = verified("amina@exemple.fr")
    exported = export_account(amina, at=NOW)["inscriptions"]
    assert [row["state"] for row in exported] == ["waitlisted", "pending", "pending"]
    close_account(amina, at=NOW)
    assert [*states(waiting).values(), *states(held).values()] == [
        *("confirmed", "cancelled", "confirmed", "cancelled"),
    ]
    assert (
        list(Registration.objects.exclude(email="").values_list("name", flat=True)) == ["Bruno"] * 2
    )


@pytest.mark.parametrize("own", [True, False])
def test_an_address_that_was_only_typed_gives_nothing(own):
    """Whoever types somebody's address as their own, or as one to add, reads and erases nothing."""
    date = date_with_seats(2)
    signed_up(date)
    thief = UserFactory(email="amina@exemple.fr") if own else verified("voleur@exemple.fr")
    EmailAddress.objects.create(user=thief, email="amina@exemple.fr", verified=False)
    assert names_exported(thief) == []
    close_account(thief, at=NOW)
    assert states(date) == {"amina": "confirmed"}


@pytest.mark.parametrize(
    ("verified_one", "typed", "same"),
    [
        ("amina@exemple.fr", "Amina@Exemple.FR", True),
        ("amina@exemple.fr", "amina@exemple.fr.attaque.fr", False),
        ("amina@exemple.fr", "amin_@exemple.fr", False),
        ("amin_@exemple.fr", "amina@exemple.fr", False),
        ("mike@exemple.fr", "mike@exemple.fr".replace("i", "ı"), False),
        ("mıke@exemple.fr", "mike@exemple.fr", False),
        ("a@strasse.de", "a@straße.de", False),
        ("a@straße.de", "a@strasse.de", False),
        ("a@cafe\u0301.fr", "a@caf\u00e9.fr", True),
        ("a@caf\u00e9.fr", "A@cafe\u0301.fr", True),
        ("k@exemple.fr", "\u212a@exemple.fr", False),  # the sign of kelvins
    ],
)
def test_a_look_alike_address_is_somebody_else_s(verified_one, typed, same):
    as_guest(date_with_seats(2), typed)
    assert names_exported(verified(verified_one)) == (["Invitée"] if same else [])


def test_a_sign_up_of_another_account_stays_that_account_s():
    date = date_with_seats(2)
    registration = with_account(date, "bruno")
    Registration.objects.filter(pk=registration.pk).update(email="amina@exemple.fr")
    amina = verified("amina@exemple.fr")
    assert (names_exported(amina), names_exported(registration.user)) == ([], ["Bruno"])
    close_account(amina, at=NOW)
    assert states(date) == {"bruno": "confirmed"}


def test_no_mail_is_left_behind_by_the_seats_given_back():
    signed_up(date_with_seats(1))
    amina = verified("amina@exemple.fr")
    close_account(amina, at=NOW)
    for _again in range(3):
        drain_all()
    left = Message.objects.exclude(state="done")
    assert [(one.topic, one.last_error) for one in left.exclude(topic="search")] == []


def test_deleting_an_account_gives_its_seats_back_too():
    date = date_with_seats(1)
    registration = with_account(date)
    signed_up(date, "bruno", at=NOW + timedelta(minutes=5))
    registration.user.delete()
    assert states(date) == {"": "cancelled", "bruno": "confirmed"}
