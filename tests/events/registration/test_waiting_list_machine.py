"""The invariants of the waiting list (I1 to I10), on any history hypothesis can think of."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from maillage_events.models import Event, Registration, SeatPool
from maillage_events.publishing import consequences, lifecycle
from maillage_events.publishing.dates import CapacityBelowSeatsTaken, _resize
from maillage_events.registration import refusals
from maillage_events.registration.sign_up import (
    confirm,
    expire_holds,
    sign_up,
    withdraw,
)
from tests.events import factories
from tests.events.signups import NOW, applicant, mails_asked
from tests.site.factories import UserFactory

NAMES = st.sampled_from(["amina", "bruno", "chloe", "david", "elise", "fatou"])
ACTIVE = {"pending", "confirmed", "waitlisted", "offered"}
ENDED = {"cancelled", "revoked", "expired"}


class WaitingList(RuleBasedStateMachine):
    """One pool; the clock only goes forward."""

    @initialize(capacity=st.integers(0, 3), offer=st.sampled_from([None, 30, 120]))
    def begin(self, capacity, offer):
        self.savepoint = transaction.savepoint()
        self.now = NOW
        self.closed = False
        pool = factories.pool(
            capacity, registration_closes_at=NOW + timedelta(hours=6), offer_minutes=offer
        )
        self.date, self.event, self.pool_pk = pool.occurrence, pool.occurrence.event, pool.pk
        self.user = UserFactory()
        self.frozen = None
        self.joined = 0

    def teardown(self):
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def row(self, name):
        return self.date.registrations.active().filter(name=name.capitalize()).first()

    @rule(name=NAMES, party=st.integers(1, 3), account=st.booleans())
    def somebody_signs_up(self, name, party, account):
        person = applicant(name, user=self.user if account else None)
        try:
            sign_up(self.date, person, mode="onsite", at=self.now, party_size=party)
        except refusals.SignUpRefused:
            return
        self.joined += 1

    @rule(name=NAMES)
    def somebody_confirms(self, name):
        if row := self.row(name):
            try:
                confirm(row, at=self.now)
            except refusals.SignUpRefused:
                return

    @rule(name=NAMES, organiser=st.booleans())
    def somebody_leaves(self, name, organiser):
        if row := self.row(name):
            withdraw(row, at=self.now, by_organiser=organiser)

    @rule(minutes=st.sampled_from([1, 31, 90]))
    def time_goes_by(self, minutes):
        self.now += timedelta(minutes=minutes)
        if self.now >= NOW + timedelta(hours=6):
            self.freeze()

    @rule()
    def the_tick_runs(self):
        """I6: what is overdue ends, and its seats are passed on in the same transaction."""
        late = set(Registration.objects.overdue(self.now).values_list("pk", flat=True))
        expire_holds(self.now)
        ended = Registration.objects.filter(pk__in=late, state="expired", seats_held=0)
        assert ended.count() == len(late)
        assert not Registration.objects.overdue(self.now).exists()

    @rule(capacity=st.integers(0, 5))
    def seats_change(self, capacity):
        pool = SeatPool.objects.get(pk=self.pool_pk)
        try:
            with transaction.atomic():
                _resize(pool, capacity)
                consequences.of_more_seats(pool, at=self.now)
        except CapacityBelowSeatsTaken:
            assert pool.seats_taken > capacity

    @rule()
    def the_event_is_cancelled(self):
        if self.frozen is None:
            lifecycle.cancel_event(self.event, at=self.now)
            self.freeze()

    def freeze(self):
        """I7, I8: from now on nobody is promoted."""
        if self.frozen is None:
            self.frozen = self.date.registrations.filter(promoted_at__isnull=False).count()

    @invariant()
    def i1_and_i2_seats(self):
        if not hasattr(self, "pool_pk"):
            return
        pool = SeatPool.objects.get(pk=self.pool_pk)
        rows = list(self.date.registrations.order_by("waitlist_seq"))
        waiting = [row for row in rows if row.state == "waitlisted"]
        assert pool.seats_taken == sum(row.seats_held for row in rows) <= pool.capacity
        assert pool.waiting == len(waiting)
        if waiting and self.frozen is None:
            assert pool.free < waiting[0].party_size

    @invariant()
    def i3_and_i4_order(self):
        if not hasattr(self, "pool_pk"):
            return
        ranked = self.date.registrations.filter(waitlist_seq__isnull=False)
        promoted = [row.waitlist_seq for row in ranked if row.promoted_at]
        waiting = [row.waitlist_seq for row in ranked if row.state == "waitlisted"]
        assert not promoted or not waiting or max(promoted) < min(waiting)
        keys = [row.email_key for row in self.date.registrations.active()]
        assert len(keys) == len(set(keys))

    @invariant()
    def i5_one_mail_a_promotion(self):
        if not hasattr(self, "pool_pk"):
            return
        promoted = self.date.registrations.filter(promoted_at__isnull=False).count()
        told = [kind for _, kind in mails_asked() if kind in {"promoted", "offered"}]
        assert len(told) == promoted

    @invariant()
    def i7_i8_and_i10_history(self):
        if not hasattr(self, "pool_pk"):
            return
        rows = list(self.date.registrations.all())
        if self.frozen is not None:
            assert sum(row.promoted_at is not None for row in rows) == self.frozen
        active = [row for row in rows if row.state in ACTIVE]
        assert self.joined == len(rows) == len(active) + sum(row.state in ENDED for row in rows)


@pytest.mark.django_db
def test_no_history_breaks_an_invariant():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        WaitingList,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert not Event.objects.exists()
