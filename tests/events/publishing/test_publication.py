"""Publishing a page makes its facts hold; nothing else does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from wagtail.models import Locale

from maillage_events.models import Event, EventPage, Occurrence
from maillage_events.publishing import dates, lifecycle
from tests.events.factories import NOON, event, event_page, occurrence, weekly_event
from tests.site.factories import TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def republish(page: EventPage, **fields: object) -> Event:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return Event.objects.get(pk=EventPage.objects.get(pk=page.pk).event_id)


def test_publishing_creates_the_event_with_its_date_and_seats():
    found = occurrence(onsite_capacity=12)
    assert (
        found.local_start,
        found.starts_at,
        found.ends_at,
        [(pool.mode, pool.capacity) for pool in found.pools.all()],
    ) == (
        datetime(2026, 12, 8, 10),
        datetime(2026, 12, 8, 9, tzinfo=UTC),
        datetime(2026, 12, 8, 10, 30, tzinfo=UTC),
        [("onsite", 12)],
    )


def test_a_weekly_event_has_a_date_a_week():
    days = weekly_event().occurrences.values_list("recurrence_id", flat=True)
    assert list(days) == [
        *(date(2026, 12, day) for day in (8, 15, 22, 29)),
        *(date(2027, 1, day) for day in (5, 12, 19, 26)),
    ]


def test_an_endless_weekly_event_is_materialised_eighteen_months_ahead():
    last = event(rrule="FREQ=WEEKLY;BYDAY=TU").occurrences.last()
    assert last.recurrence_id == date(2028, 5, 23)


def test_a_draft_changes_nothing():
    page = event_page()
    page.start_time = time(14)
    page.save_revision()
    assert page.event.occurrences.get().local_start == datetime(2026, 12, 8, 10)


def test_the_zone_is_the_territory_s_when_no_place_says_otherwise():
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    found = occurrence(territory_portal(reunion))
    assert (found.event.timezone, found.starts_at) == (
        "Indian/Reunion",
        datetime(2026, 12, 8, 6, tzinfo=UTC),
    )


def test_moving_the_weekday_takes_each_date_along_in_its_week():
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231")
    before = list(page.event.occurrences.values_list("pk", flat=True))
    moved = republish(page, start_date=date(2026, 12, 10), rrule="FREQ=WEEKLY;BYDAY=TH")
    after = moved.occurrences.values_list("pk", "recurrence_id")[:4]
    assert list(after) == list(
        zip(before, [date(2026, 12, day) for day in (10, 17, 24, 31)], strict=True)
    )


def test_the_date_of_a_single_event_is_the_same_row_wherever_it_goes():
    page = event_page()
    before = page.event.occurrences.get()
    after = republish(page, start_date=date(2027, 2, 1)).occurrences.get()
    assert (after.pk, after.uuid, after.local_start) == (
        before.pk,
        before.uuid,
        datetime(2027, 2, 1, 10),
    )


def test_a_moved_date_stays_where_it_was_put_when_the_page_is_published_again():
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU")
    second = page.event.occurrences.all()[1]
    start, end = datetime(2026, 12, 16, 14), datetime(2026, 12, 16, 15)
    lifecycle.move_date(second, start, end, at=NOON)
    republish(page, start_time=time(9))
    second.refresh_from_db()
    assert (second.local_start, second.recurrence_id) == (start, date(2026, 12, 15))


def test_publishing_an_old_revision_does_not_bring_a_cancelled_event_back():
    page = event_page()
    old = page.latest_revision
    lifecycle.cancel_event(page.event, at=NOON)
    old.publish()
    assert Event.objects.get().status == Event.Status.CANCELLED


def test_seats_never_go_below_the_people_who_hold_one():
    page = event_page(onsite_capacity=12)
    page.event.occurrences.get().pools.update(seats_taken=7)
    page.onsite_capacity = 6
    revision = page.save_revision()
    with pytest.raises(dates.CapacityBelowSeatsTaken):
        revision.publish()
    assert (
        page.event.occurrences.get().pools.get().capacity,
        EventPage.objects.get().onsite_capacity,
    ) == (12, 12)


def test_a_date_dropped_from_the_rule_is_cancelled_when_people_hold_a_seat():
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222")
    last = page.event.occurrences.last()
    last.pools.update(seats_taken=1)
    republish(page, rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215")
    states = page.event.occurrences.values_list("recurrence_id", "status")
    assert list(states) == [
        (date(2026, 12, 8), Occurrence.Status.SCHEDULED),
        (date(2026, 12, 15), Occurrence.Status.SCHEDULED),
        (date(2026, 12, 22), Occurrence.Status.CANCELLED),
    ]


def test_a_copy_gets_its_own_event_and_a_translation_shares_it():
    page = event_page()
    english = Locale.objects.get_or_create(language_code="en")[0]
    copy = page.copy(update_attrs={"slug": "copie"}, keep_live=True)
    translation = page.copy_for_translation(english, copy_parents=True)
    translation.save_revision().publish()
    copy.refresh_from_db()
    translation.refresh_from_db()
    assert (copy.event_id not in {None, page.event_id}, translation.event_id) == (
        True,
        page.event_id,
    )


def test_an_alias_shares_the_event():
    page = event_page()
    alias = page.create_alias(update_slug="alias")
    assert EventPage.objects.get(pk=alias.pk).event_id == page.event_id


def test_publishing_a_translation_leaves_the_facts_alone():
    page = event_page()
    english = Locale.objects.get_or_create(language_code="en")[0]
    translation = page.copy_for_translation(english, copy_parents=True)
    republish(page, start_time=time(9))
    translation.save_revision().publish()
    assert Event.objects.get().start_time == time(9)


def test_an_unpublished_event_is_listed_nowhere():
    page = event_page()
    listed = list(Occurrence.objects.listed())
    page.unpublish()
    assert (len(listed), list(Occurrence.objects.listed())) == (1, [])
