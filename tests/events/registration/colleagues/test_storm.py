"""Colleagues signed up, and people who wanted the replay alone, all at once for the same seats."""

import pytest
from django.db import connection

from maillage_events.models import Registration, SeatPool
from maillage_events.registration import refusals
from maillage_events.registration.colleagues.inviting import sign_up_colleague
from maillage_events.registration.replay import take_place
from maillage_events.registration.sign_up import confirm
from tests.events import factories
from tests.events.registration.test_replay import asked
from tests.events.registration.test_storm import sample
from tests.events.signups import NOW, with_account
from tests.processes import together

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES, COLLEAGUES, SEATS = 6, 5, 20


def brings_colleagues(inviter: int, number: int) -> list[str]:
    """Five colleagues, of whom two were asked by somebody else too."""
    connection.close()
    found = Registration.objects.select_related("occurrence__event").get(pk=inviter)
    answers = []
    for one in range(COLLEAGUES):
        shared = number // 2 if one < 2 else f"{number}-"
        address = f"collegue{shared}{one}@exemple.fr"
        try:
            invited = sign_up_colleague(found, name="Paul", email=address, at=NOW)
            answers.append(confirm(invited, at=NOW).state)
        except refusals.AlreadySignedUp:
            answers.append("already")
    return answers


def takes_places(wanting: int, mode: str) -> list[str]:
    connection.close()
    row = Registration.objects.select_related("occurrence__event").get(pk=wanting)
    return [take_place(row, mode=mode, at=NOW).state]


def play(job, *arguments):
    jobs = {"colleagues": brings_colleagues, "place": takes_places, "sample": sample}
    return jobs[job](*arguments)


def test_no_seat_is_sold_twice_and_each_person_gets_one_answer():
    date = factories.occurrence(
        attendance_mode="mixte", onsite_capacity=SEATS, online_capacity=2, replay_signup=True
    )
    inviters = [with_account(date, f"hote{number}") for number in range(PROCESSES)]
    wanting = [asked(date, f"replay{number}") for number in range(2)]

    results = together(
        play,
        [
            *(("colleagues", one.pk, number) for number, one in enumerate(inviters)),
            *(("place", one.pk, mode) for one in wanting for mode in ("onsite", "online")),
            ("sample",),
        ],
    )

    samples, violations = results[-1]
    assert (violations, samples >= 200) == ([], True)
    answers = [answer for share in results[:-1] for answer in share]
    assert set(answers) <= {"confirmed", "waitlisted", "already"}
    assert answers.count("already") == 2 * PROCESSES // 2
    rows = Registration.objects.filter(occurrence=date)
    assert rows.filter(replay_only=True).count() == 0
    assert rows.count() == PROCESSES + PROCESSES * COLLEAGUES - PROCESSES + len(wanting)
    onsite = SeatPool.objects.get(occurrence=date, mode="onsite")
    assert (onsite.seats_taken, onsite.waiting > 0) == (SEATS, True)


def brings_another(inviter: int, number: int) -> str:
    connection.close()
    found = Registration.objects.select_related("occurrence__event").get(pk=inviter)
    try:
        sign_up_colleague(found, name="Paul", email=f"autre{number}@exemple.fr", at=NOW)
    except refusals.NothingToChange:
        return "refused"
    return "signed up"


@pytest.mark.parametrize("mode", ["internal", "moderated"])
def test_nobody_signs_up_a_sixth_colleague_however_fast(mode):
    """The same form sent from eight windows: the limit is counted in turn, with or without seats."""
    date = factories.occurrence(onsite_capacity=SEATS, registration_mode=mode)
    inviter = with_account(date, "hote")
    answers = together(brings_another, [(inviter.pk, number) for number in range(8)])
    assert sorted(answers) == ["refused"] * 3 + ["signed up"] * 5
    assert inviter.colleagues.count() == 5
