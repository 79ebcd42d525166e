"""The same storm through the HTTP server, as browsers send it: two pools, parties, cancellations,
double clicks, people with and without an account, and an organiser who changes the seats.

The last test is the control: the same server with its guard taken away must overbook.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from maillage.accounts.models import User
from maillage_events.models import EventPage, Registration
from tests.events import factories
from tests.events.browsers import come, logged_in, organise, serving, typed_for
from tests.events.registration.test_storm import (
    PROCESSES,
    never_underbooked,
    one_mail_a_confirmed_row,
    plans,
    ranks_are_kept,
    sample,
)
from tests.processes import together

pytestmark = pytest.mark.django_db(transaction=True)
SEATS = 50  # on site, and as many online
MODES = ("onsite", "online")


def play(job, *arguments):
    return {"come": come, "organise": organise, "sample": sample}[job](*arguments)


def mixed_event():
    """In a fortnight, whatever the day: the server's clock is the real one."""
    facts = {"attendance_mode": "mixte", "guests_max": 2}
    facts |= {"onsite_capacity": SEATS, "online_capacity": SEATS}
    day = timezone.now().date() + timedelta(days=14)
    page = factories.event_page(start_date=day, **facts)
    return page, typed_for(page, **facts)


def everybody(seed, count):
    """What each does, with the cookie of those who have an account."""
    found, known = [], {}
    for _, address, account, party, mode, cancels in plans(
        seed, people=count, parties=(1, 1, 2, 3), modes=MODES
    ):
        again = address in known
        if not again:
            email = f"{address}@exemple.fr"
            user = User.objects.create_user(email, name="Amina") if account else None
            known[address] = (email, logged_in(user) if user else {})
        email, cookies = known[address]
        one = {"email": email, "cookies": cookies, "party": party, "mode": mode}
        found.append({**one, "again": again, "cancels": cancels and not again})
    return found


@pytest.mark.parametrize(
    ("seed", "count"),
    [
        (1, 200),
        pytest.param(2, 500, marks=pytest.mark.long),
        pytest.param(3, 500, marks=pytest.mark.long),
    ],
)
def test_hundreds_of_browsers_for_a_hundred_seats_that_change(free_port, seed, count):
    page, facts = mixed_event()
    date = page.event.occurrences.get()
    people = everybody(seed, count)
    chief = logged_in(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))
    jobs = [("come", free_port, date.uuid, people[n::PROCESSES]) for n in range(PROCESSES)]
    jobs += [("organise", free_port, page.pk, facts, chief, seed), ("sample", 200, 90.0)]
    with serving(free_port):
        *answers, published, (samples, violations) = together(play, jobs)

    assert (violations, samples >= 200) == ([], True)
    assert Counter(answer for share in answers for answer in share) == expected(date, people)
    assert (set(published) <= {200, 302}, published[-1]) == (True, 302)
    everything_adds_up(EventPage.objects.get(pk=page.pk), people)


def expected(date, people):
    """Each was answered what they should be: nobody is told that the server is busy."""
    once = [one for one in people if not one["again"]]
    thanks = f"/inscriptions/{date.uuid}/merci/"
    return Counter(
        {
            ("signed up", 302, thanks): len(people),
            ("confirmed", 200, None): sum(not one["cookies"] for one in once),
            ("cancelled", 200, None): sum(one["cancels"] for one in once),
        }
    )


def everything_adds_up(page, people):
    date = page.event.occurrences.get()
    pools = {pool.mode: pool for pool in date.pools.all()}
    told = {mode: getattr(page, f"{mode}_capacity") for mode in MODES}
    assert {mode: pool.capacity for mode, pool in pools.items()} == told
    for pool in pools.values():
        assert pool.waiting > 0
        never_underbooked(pool)
        ranks_are_kept(date, pool.mode)
    states = Counter(date.registrations.values_list("state", flat=True))
    assert states["cancelled"] == sum(one["cancels"] for one in people)
    assert set(states) <= {"confirmed", "waitlisted", "cancelled", "pending"}
    active = Registration.objects.active()
    assert active.count() == active.values("email_key").distinct().count()
    one_mail_a_confirmed_row()


def test_control_without_the_guard_the_server_overbooks(free_port):
    places, overbooked = 5, []
    people = [
        {"email": user.email, "cookies": logged_in(user), "party": 1, "mode": "onsite"}
        for user in (User.objects.create_user(f"client{n}@exemple.fr", name="A") for n in range(40))
    ]
    people = [{**one, "again": False, "cancels": False} for one in people]
    day = timezone.now().date() + timedelta(days=14)
    date = factories.pool(places, start_date=day).occurrence
    jobs = [("come", free_port, date.uuid, people[n::PROCESSES]) for n in range(PROCESSES)]
    with serving(free_port, "tests.events.unguarded"):
        for _ in range(5):
            date.registrations.all().delete()
            together(play, jobs)
            overbooked.append(date.registrations.confirmed().count() - places)
            if overbooked[-1] > 0:
                break
    assert max(overbooked) > 0, "the storm has no power: nothing overbooks, even unguarded"
