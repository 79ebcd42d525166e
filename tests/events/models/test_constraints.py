"""What the tables of events refuse, whoever writes in them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from maillage_events.models import (
    Attendance,
    EventPage,
    EventSeries,
    EventShare,
    Material,
    Registration,
)
from maillage_events.models.proposed import EventProposal
from maillage_events.models.registrations import ACTIVE, EXPIRING
from tests.constraints import again, assert_refused, change, constraints_of
from tests.events.factories import event, event_page
from tests.events.signups import NOW, date_with_seats, signed_up
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
LABEL = "maillage_events"
State = Registration.State
LATER = NOW + timedelta(hours=1)


def date():
    return date_with_seats(2)


def person() -> Registration:
    """Confirmed, with one seat."""
    return signed_up(date())


def of(state: str, **more: object) -> dict[str, object]:
    """What a row of one person is in that state."""
    seated = state in {State.CONFIRMED, State.OFFERED, State.PENDING}
    return {
        "state": state,
        "seats_held": 1 if seated else 0,
        "hold_expires_at": LATER if state in EXPIRING else None,
        "waitlist_seq": 7 if state == State.WAITLISTED else None,
        "replay_only": state == State.REPLAY,
        **more,
    }


def arrived() -> Attendance:
    return Attendance.objects.create(registration=person(), source=Attendance.Source.JOIN, people=1)


def shown() -> EventShare:
    told = date().event
    return EventShare.objects.create(event=told, territory=TerritoryFactory())


def left(**fields: object) -> None:
    Material.objects.bulk_create([Material(occurrence=date(), **fields)])


def proposed(**fields: object) -> None:
    EventProposal.objects.create(page=event_page(), name="Amina", sent_at=NOW, **fields)


def two_of_a_rank() -> None:
    first = person()
    change(first, **of(State.WAITLISTED))
    first.refresh_from_db()
    again(first, email_key="un.autre@exemple.fr")


REFUSED = [
    ("occurrence_once_a_slot", lambda: again(date())),
    ("occurrence_ends_after_it_starts", lambda: change(date(), ends_at=F("starts_at"))),
    ("pool_once_a_mode", lambda: again(date().pools.get())),
    ("pool_never_overbooked", lambda: change(date().pools.get(), seats_taken=3)),
    ("taken_up_once_a_portal", lambda: again(shown())),
    ("what_is_hidden_is_not_put_forward", lambda: change(shown(), hidden=True, pinned=True)),
    ("series_has_a_title", lambda: EventSeries.objects.create(slug="serie", title="")),
    *(
        ("signed_up_once_an_address", lambda state=state: again(person(), **of(state)))
        for state in ACTIVE
    ),
    ("one_rank_a_waiting_person", two_of_a_rank),
    ("party_of_one_at_least", lambda: change(person(), party_size=0, seats_held=0)),
    *(
        ("seats_held_follow_state", lambda wrong=wrong: change(person(), **wrong))
        for wrong in [
            of(State.CONFIRMED, seats_held=0),
            of(State.CONFIRMED, seats_held=2),
            of(State.OFFERED, seats_held=0),
            of(State.PENDING, seats_held=2),
            of(State.WAITLISTED, seats_held=1),
            of(State.CANCELLED, seats_held=1),
        ]
    ),
    *(
        ("only_pending_and_offered_expire", lambda wrong=wrong: change(person(), **wrong))
        for wrong in [
            of(State.PENDING, hold_expires_at=None),
            of(State.OFFERED, hold_expires_at=None),
            of(State.CONFIRMED, hold_expires_at=LATER),
        ]
    ),
    *(
        ("replay_only_has_no_seat", lambda wrong=wrong: change(person(), **wrong))
        for wrong in [
            of(State.REPLAY, replay_only=False),
            of(State.WAITLISTED, replay_only=True),
            of(State.PENDING, replay_only=True),
        ]
    ),
    ("nobody_is_their_own_colleague", lambda: change(person(), invited_by=F("pk"))),
    ("waiting_has_a_rank", lambda: change(person(), **of(State.WAITLISTED, waitlist_seq=None))),
    ("attendance_once_a_source", lambda: again(arrived())),
    ("attendance_of_one_person_at_least", lambda: change(arrived(), people=0)),
    ("material_is_an_address_or_a_file", left),
    (
        "material_is_an_address_or_a_file",
        lambda: left(url="https://exemple.fr/a", format="pdf"),
    ),
    ("proposal_can_be_answered", lambda: proposed(email="")),
    *(
        (f"event_{name}_on_earth", lambda name=name, wrong=wrong: change(event(), **{name: wrong}))
        for name, most in (("latitude", 90), ("longitude", 180))
        for wrong in (most + 0.1, -most - 0.1)
    ),
]


@pytest.mark.parametrize(("name", "act"), REFUSED)
def test_the_database_refuses(name, act):
    assert_refused(LABEL, name, act)


@pytest.mark.parametrize(("name", "most"), [("latitude", 90), ("longitude", 180)])
def test_a_form_takes_what_lies_on_earth(name, most):
    field = EventPage._meta.get_field(name)
    assert [field.clean(value, None) for value in (most, -most)] == [most, -most]
    for value in (most + 0.1, -most - 0.1):
        with pytest.raises(ValidationError):
            field.clean(value, None)


def test_every_constraint_is_broken_here():
    assert {name for name, _act in REFUSED} == set(constraints_of(LABEL))
