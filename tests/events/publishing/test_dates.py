"""Dates of repeating events: materialised ahead, excepted one by one, right when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from maillage.accounts.models import User
from maillage_events.models import Event, EventPage
from maillage_events.publishing import horizon, lifecycle
from maillage_events.recurrence import zones
from tests.events.conformance.reading import events, starts_icalendar, values
from tests.events.editing.test_editing import publish, refused
from tests.events.factories import NOON, event, event_page, weekly_event
from tests.events.signups import mails_asked, signed_up

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))
    return client


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"repeats": "month", "repeats_count": "6"}, "FREQ=MONTHLY;BYDAY=2TU;COUNT=6"),
        (
            {"repeats": "month-last", "start_date": "2026-12-29", "repeats_until": "2027-03-30"},
            "FREQ=MONTHLY;BYDAY=-1TU;UNTIL=20270330",
        ),
        ({"repeats": "2", "repeats_on": ["3"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
    ],
)
def test_an_editor_says_how_it_repeats(editor, fields, rule):
    response = publish(editor, **fields)
    assert response.status_code == 302, response.context["form"].errors
    assert Event.objects.get().rrule == rule


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"repeats": "month", "start_date": "2026-12-29"}, "repeats"),
        ({"repeats": "month", "start_date": "2028-02-29"}, "repeats"),
        ({"repeats": "month-last"}, "repeats"),
        ({"repeats": "1", "repeats_until": "2026-12-22", "repeats_count": "3"}, "repeats_count"),
        ({"repeats": "1", "repeats_count": "0"}, "repeats_count"),
        ({"repeats": "1", "repeats_count": "501"}, "repeats_count"),
        ({"repeats": "daily"}, "repeats"),
        ({"repeats": "1", "repeats_on": ["7"]}, "repeats_on"),
        ({"start_date": "2027-02-30"}, "start_date"),
        ({"start_date": "9999-12-31", "start_time": "", "end_time": ""}, "start_date"),
        ({"start_date": "0001-01-01"}, "start_date"),
        ({"end_date": "2031-12-08"}, "end_date"),
        ({"repeats": "1", "end_date": "2026-12-10"}, "end_date"),
        ({"start_date": "2027-03-28", "start_time": "01:00", "end_time": "02:30"}, "end_time"),
    ],
)
def test_a_repetition_that_cannot_be_is_said_beside_its_field(editor, fields, field):
    assert field in refused(publish(editor, **fields))
    assert Event.objects.count() == 0


def test_the_form_shows_the_repetition_it_wrote_and_keeps_a_rarer_one(editor):
    page = event_page(rrule="FREQ=WEEKLY;INTERVAL=6;BYDAY=TU,TH;COUNT=5")
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    names = ("repeats", "repeats_on", "repeats_until", "repeats_count")
    assert [form.initial[name] for name in names] == ["2", [1, 3], None, 5]
    from tests.events.editing.test_editing import typed

    sent = typed(slug=page.slug, repeats="2", repeats_on=["1", "3"], repeats_count="5")
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert EventPage.objects.get().rrule == "FREQ=WEEKLY;INTERVAL=6;BYDAY=TU,TH;COUNT=5"


def test_a_monthly_event_has_a_date_a_month_and_calendars_agree(client):
    found = event(rrule="FREQ=MONTHLY;BYDAY=2TU;COUNT=4")
    body = client.get("/agenda.ics").content
    span = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
    assert values(body, "RRULE")[-1] == ":FREQ=MONTHLY;COUNT=4;BYDAY=2TU"
    assert starts_icalendar(body, *span) == [o.starts_at for o in found.occurrences.all()]
    assert list(found.occurrences.values_list("recurrence_id", flat=True)) == [
        *(date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9), date(2027, 3, 9)),
    ]


def test_another_weekday_of_the_month_takes_each_date_along():
    page = event_page(rrule="FREQ=MONTHLY;BYDAY=2TU;COUNT=3", onsite_capacity=3)
    before = list(page.event.occurrences.values_list("pk", flat=True))
    signed_up(page.event.occurrences.first())
    page.start_date, page.rrule = date(2026, 12, 17), "FREQ=MONTHLY;BYDAY=3TH;COUNT=3"
    page.save_revision().publish()
    assert list(Event.objects.get().occurrences.values_list("pk", "recurrence_id")) == list(
        zip(before, [date(2026, 12, 17), date(2027, 1, 21), date(2027, 2, 18)], strict=True)
    )
    assert mails_asked()[-1] == ("amina", "changed")


def test_the_tick_adds_the_dates_that_came_within_eighteen_months():
    found = event(rrule="FREQ=MONTHLY;BYDAY=2TU")
    count = found.occurrences.count()
    horizon.extend(NOON + timedelta(days=62))
    horizon.extend(NOON + timedelta(days=62))
    assert (count, found.occurrences.count()) == (18, 20)


def test_what_took_place_stays_where_it_was_when_the_hour_changes(time_machine, client):
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    time_machine.move_to(NOON + timedelta(days=16))
    page.start_time, page.end_time = time(14), time(15)
    page.save_revision().publish()
    starts = list(page.event.occurrences.values_list("local_start", flat=True))
    assert starts == [datetime(2026, 12, 8, 10), *(datetime(2026, 12, d, 14) for d in (15, 22))]
    span = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    body = client.get("/agenda.ics").content
    assert starts_icalendar(body, *span) == [o.starts_at for o in page.event.occurrences.all()]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (SPRING, (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), datetime(2027, 3, 28, 2, tzinfo=UTC))),
        (
            AUTUMN,
            (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 2, tzinfo=UTC)),
        ),
    ],
)
def test_half_past_two_every_sunday_across_both_clock_changes(first, expected):
    before = first - timedelta(weeks=1)
    found = event(
        start_date=before,
        start_time=time(2, 30),
        end_time=time(3),
        rrule="FREQ=WEEKLY;BYDAY=SU;COUNT=3",
    )
    told = [(o.starts_at, o.ends_at) for o in found.occurrences.all()]
    half_hour = timedelta(minutes=30)
    assert (told[1], told[0][1] - told[0][0], told[2][1] - told[2][0]) == (
        expected,
        half_hour,
        half_hour,
    )


def test_new_zone_data_moves_the_instants_and_tells_the_people(client, monkeypatch):
    series = weekly_event(onsite_capacity=3)
    first = series.occurrences.first()
    signed_up(first)
    before = Event.objects.get()
    true_start = first.starts_at
    series.occurrences.filter(pk=first.pk).update(starts_at=true_start - timedelta(hours=1))
    horizon.extend(NOON)  # the same edition repairs a repeating event all the same
    monkeypatch.setattr(horizon, "data_version", lambda: "2031a")
    monkeypatch.setattr("maillage_events.publishing.dates.data_version", lambda: "2031a")
    single = event()
    Event.objects.filter(pk=single.pk).update(zone_data="2026a")
    single.occurrences.update(ends_at=first.ends_at + timedelta(hours=1))
    horizon.extend(NOON)
    first.refresh_from_db()
    after = Event.objects.get(pk=series.pk)
    assert first.starts_at == true_start
    assert (after.sequence, after.zone_data) == (before.sequence + 1, "2031a")
    assert single.occurrences.get().ends_at == first.ends_at
    assert mails_asked()[-1] == ("amina", "changed")


def test_the_edition_of_the_zones_is_known():
    assert zones.data_version()[:2] == "20"


def test_a_note_on_a_date_changes_no_sequence_and_is_told_when_asked(editor):
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=3", onsite_capacity=3)
    first = page.event.occurrences.first()
    signed_up(first)
    address = reverse("maillage_events_note_date", args=[page.pk, first.uuid])
    assert editor.get(address).status_code == 200
    editor.post(address, {"message": "Apportez votre avis d’impôt.", "tell": "on"})
    first.refresh_from_db()
    assert (first.message, first.sequence, first.moved) == (
        "Apportez votre avis d’impôt.",
        0,
        False,
    )
    assert mails_asked()[-1] == ("amina", "message")
    assert "Apportez votre avis" in editor.get(page.url).text
    told = events(editor.get("/agenda.ics").content)
    assert [
        ("RECURRENCE-ID" in found, "avis d’impôt" in found["DESCRIPTION"]) for found in told
    ] == [
        (False, False),
        (True, True),
    ]
    editor.post(address, {"message": ""})
    assert len(events(editor.get("/agenda.ics").content)) == 1
    assert mails_asked()[-1] == ("amina", "message")


def test_a_note_can_be_said_of_nothing_that_is_cancelled(editor):
    page = event_page()
    only = page.event.occurrences.get()
    lifecycle.cancel_date(only, at=NOON)
    address = reverse("maillage_events_note_date", args=[page.pk, only.uuid])
    said = editor.post(address, {"message": "Trop tard"}, follow=True).text
    only.refresh_from_db()
    assert ("annulé auparavant" in said, only.message) == (True, "")
