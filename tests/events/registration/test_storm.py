"""Everybody signs up at once: real processes, each client with a connection of its own.

The last test is the control: the same storm on a guard that counts then inserts must overbook,
otherwise these tests would prove nothing.
"""

import random
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from maillage.outbox.models import Message
from maillage_events.emails.queue import TOPIC
from maillage_events.models import Occurrence, Registration, SeatPool
from maillage_events.publishing import consequences
from maillage_events.publishing.dates import CapacityBelowSeatsTaken, _resize
from maillage_events.registration import refusals
from maillage_events.registration.sign_up import confirm, sign_up, withdraw
from tests.events import factories
from tests.events.signups import NOW, applicant
from tests.processes import together
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, PROCESSES, SEATS = 200, 8, 20
SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))]
SAMPLE = """
    SELECT pool.capacity, pool.seats_taken, pool.waiting,
        (SELECT COALESCE(SUM(r.seats_held), 0) FROM maillage_events_registration r
         WHERE r.occurrence_id = pool.occurrence_id AND r.mode = pool.mode),
        (SELECT COUNT(*) FROM maillage_events_registration r
         WHERE r.occurrence_id = pool.occurrence_id AND r.mode = pool.mode
         AND r.state = 'waitlisted'),
        (SELECT r.party_size FROM maillage_events_registration r
         WHERE r.occurrence_id = pool.occurrence_id AND r.mode = pool.mode
         AND r.state = 'waitlisted' ORDER BY r.waitlist_seq LIMIT 1)
    FROM maillage_events_seatpool pool
"""


def plans(seed, *, people=CLIENTS, parties=(1,), modes=("onsite",), cancelling=0.1, doubling=0.1):
    """What each client does: (number, address, account?, party, mode, cancels?)."""
    dice = random.Random(seed)
    found = []
    for number in range(people):
        double = found and dice.random() < doubling
        address = dice.choice(found)[1] if double else f"client{number}"
        found.append(
            (
                number,
                address,
                dice.random() < 0.5,
                dice.choice(parties),
                dice.choice(modes),
                dice.random() < cancelling,
            )
        )
    return found


def clients(occurrence_pk, user, given):
    """One process plays its clients one after the other; their answers."""
    answers = []
    for _, address, account, party, mode, cancels in given:
        connection.close()
        occurrence = Occurrence.objects.get(pk=occurrence_pk)
        person = applicant(address, user=user if account else None)
        try:
            registration = sign_up(occurrence, person, mode=mode, at=NOW, party_size=party)
            registration = confirm(registration, at=NOW)
            answers.append(registration.state)
            if cancels:
                withdraw(registration, at=NOW)
        except refusals.AlreadySignedUp:
            answers.append("already")
    return answers


def capacity_moves(occurrence_pk, mode, seed):
    """Seats are added and taken away while people sign up."""
    dice, answers = random.Random(seed), []
    for _ in range(12):
        time.sleep(0.02)
        pool = SeatPool.objects.get(occurrence=occurrence_pk, mode=mode)
        try:
            with transaction.atomic():
                _resize(pool, pool.capacity + dice.choice((-3, -1, 2, 4)))
                consequences.of_more_seats(pool, at=NOW)
            answers.append("resized")
        except CapacityBelowSeatsTaken:
            answers.append("refused")
    return answers


def sample(wanted=200, at_most=20.0):
    """(samples, violations): capacity and seats read in one statement, as often as it can.

    I1 and I2: what is held fits, is what the sign-ups hold, and never leaves enough for who is
    first in line.
    """
    violations, samples, quiet, before = [], 0, 0, None
    end = time.monotonic() + at_most
    while time.monotonic() < end and (samples < wanted or quiet < 1000):
        with connection.cursor() as cursor:
            cursor.execute(SAMPLE)
            rows = cursor.fetchall()
        samples += 1
        quiet = quiet + 1 if rows == before else 0
        before = rows
        violations += [row for row in rows if is_wrong(*row)]
    return [samples, violations]


def is_wrong(capacity, taken, waiting, held, in_line, first):
    overbooked = capacity is not None and taken > capacity
    kept_from_the_first = first is not None and (capacity is None or capacity - taken >= first)
    return overbooked or kept_from_the_first or taken != held or waiting != in_line


def play(job, *arguments):
    return {"clients": clients, "capacity": capacity_moves, "sample": sample}[job](*arguments)


def storm(occurrence, planned, *others):
    user = UserFactory()
    shares = [("clients", occurrence.pk, user, planned[n::PROCESSES]) for n in range(PROCESSES)]
    results = together(play, [*shares, ("sample",), *others])
    samples, violations = results[PROCESSES]
    assert violations == []
    assert samples >= 200
    answers = Counter(answer for share in results[:PROCESSES] for answer in share)
    assert sum(answers.values()) == len(planned)
    return answers


def one_mail_a_confirmed_row():
    kinds = Counter(
        key.split(":")[0]
        for key in Message.objects.filter(topic=TOPIC).values_list("key", flat=True)
        if key.split(":")[1] in {"confirmed", "promoted"}
    )
    seated = Registration.objects.filter(confirmed_at__isnull=False)
    assert kinds == {str(uuid): 1 for uuid in seated.values_list("uuid", flat=True)}


def never_underbooked(pool):
    first = pool.occurrence.registrations.waiting().filter(mode=pool.mode).first()
    assert first is None or pool.free < first.party_size


def ranks_are_kept(occurrence, mode):
    """First in, first out: whoever was promoted came before whoever still waits."""
    rows = occurrence.registrations.filter(mode=mode, waitlist_seq__isnull=False)
    promoted = rows.filter(promoted_at__isnull=False).values_list("waitlist_seq", flat=True)
    waiting = rows.filter(state="waitlisted").values_list("waitlist_seq", flat=True)
    assert not promoted or not waiting or max(promoted) < min(waiting)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_hundred_people_for_twenty_seats(seed):
    everybody_gets_a_seat_or_waits(SEATS, plans(seed))


@pytest.mark.long
def test_five_hundred_people_for_a_hundred_seats():
    everybody_gets_a_seat_or_waits(100, plans(4, people=500))


def everybody_gets_a_seat_or_waits(places, planned):
    occurrence = factories.pool(places).occurrence
    storm(occurrence, planned)
    pool = occurrence.pools.get()
    confirmed = occurrence.registrations.confirmed().count()
    demand = occurrence.registrations.active().count()
    assert (confirmed, pool.seats_taken) == (min(places, demand), min(places, demand))
    ranks_are_kept(occurrence, "onsite")
    one_mail_a_confirmed_row()


@pytest.mark.parametrize("seed", SEEDS)
def test_parties_in_two_pools_while_the_seats_change(seed):
    occurrence = factories.occurrence(
        attendance_mode="mixte", onsite_capacity=SEATS, online_capacity=SEATS
    )
    planned = plans(seed, parties=(1, 2, 3), modes=("onsite", "online"))
    storm(
        occurrence,
        planned,
        ("capacity", occurrence.pk, "onsite", seed),
        ("capacity", occurrence.pk, "online", seed + 10),
    )
    for pool in occurrence.pools.all():
        never_underbooked(pool)
        ranks_are_kept(occurrence, pool.mode)
    one_mail_a_confirmed_row()


def count_then_insert(occurrence_pk, given):
    """What one writes first, and what overbooks."""
    occurrence = Occurrence.objects.get(pk=occurrence_pk)
    for number in given:
        taken = occurrence.registrations.confirmed().count()
        if taken < SEATS:
            Registration.objects.create(
                occurrence=occurrence,
                mode="onsite",
                name="Amina",
                email="a@exemple.fr",
                email_key=f"{number}",
                state="confirmed",
                seats_held=1,
            )


def test_control_without_the_guard_the_same_storm_overbooks():
    occurrence = factories.pool(SEATS).occurrence
    overbooked = []
    for _ in range(5):
        occurrence.registrations.all().delete()
        shares = [(occurrence.pk, range(n, CLIENTS, PROCESSES)) for n in range(PROCESSES)]
        together(count_then_insert, shares)
        overbooked.append(occurrence.registrations.confirmed().count() - SEATS)
        if overbooked[-1] > 0:
            break
    assert max(overbooked) > 0, "the storm has no power: nothing overbooks, even unguarded"
