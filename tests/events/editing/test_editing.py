"""What an editor does: the form of an event, moving and cancelling its dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import nested_form_data, rich_text

from maillage.accounts.models import User
from maillage_events.models import Event, EventPage, Occurrence
from tests.events.factories import NOON, agenda_of, event_page, pool
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, territory_portal
from tests.site.rights.conftest import png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor(client):
    user = User.objects.create_superuser("nationale@exemple.fr", "mot de passe long")
    client.force_login(user)
    return client


def typed(
    themes=("sante",), repeats_on=(), audience=(), accessibility=(), **fields: object
) -> dict[str, str]:
    """What a browser sends for a one-hour event in Mâcon."""
    data = nested_form_data(
        {
            "title": "Atelier", "slug": "atelier", "summary": "", "body": rich_text("<p>Venez.</p>"),
            "start_date": "2026-12-08", "start_time": "10:00", "end_date": "", "end_time": "11:00",
            "repeats": "", "repeats_until": "", "repeats_count": "", "timezone": "", "attendance_mode": "sur-place",
            "place_urn": "", "place_name": "Médiathèque", "address": "", "commune_code": "",
            "latitude": "", "longitude": "", "location_note": "", "conference_url": "",
            "conference_provider": "bbb", "conference_phone": "", "conference_pin": "",
            "conference_access": "registered", "conference_opens_before": "15", "language": "fr",
            "event_type": "atelier", "organizer_name": "", "organizer_email": "",
            "visibility": "public", "registration_mode": "internal",
            "registration_url": "", "onsite_capacity": "12", "online_capacity": "",
            "waitlist_enabled": "on", "offer_minutes": "", "guests_max": "0", "questions": "",
            "registration_opens_at": "", "registration_closes_at": "", "go_live_at": "", "expire_at": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "action-publish": "action-publish",
            **fields,
        }
    )  # fmt: skip
    several = {"audience": list(audience), "accessibility": list(accessibility)}
    return {**data, **several, "themes": list(themes), "repeats_on": list(repeats_on)}


def publish(client, **fields: object):
    parent = agenda_of()
    address = reverse("wagtailadmin_pages:add", args=["maillage_events", "eventpage", parent.pk])
    return client.post(address, typed(**fields))


def refused(response) -> set[str]:
    assert response.status_code == 200
    return set(response.context["form"].errors)


def test_an_editor_publishes_a_weekly_event(editor):
    CommuneFactory()
    response = publish(
        editor,
        repeats="1",
        repeats_until="2026-12-22",
        commune_code="71270",
        themes=["sante", "banque"],
        audience=["seniors", "debutants"],
        accessibility=["mi"],
        language="rcf",
    )
    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.get()
    assert (event.audience, event.accessibility, event.language) == (
        "|debutants|seniors|",
        "|mi|",
        "rcf",
    )
    assert (event.rrule, event.commune_id, event.themes, event.occurrences.count()) == (
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222",
        "71270",
        "|banque|sante|",
        3,
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end_time": "09:00"}, "end_time"),
        ({"end_time": ""}, "end_time"),
        ({"start_time": ""}, "start_time"),
        ({"end_date": "2026-12-07"}, "end_time"),
        ({"start_time": "", "end_time": "", "end_date": "2026-12-07"}, "end_date"),
        ({"start_date": "2027-03-28", "start_time": "02:30", "end_time": "04:00"}, "start_time"),
        ({"start_date": "hier"}, "start_date"),
        ({"repeats": "1", "repeats_until": "2026-12-01"}, "repeats_until"),
        ({"commune_code": "99999"}, "commune_code"),
        ({"commune_code": "\x00"}, "commune_code"),
        ({"place_urn": "https://exemple.fr/"}, "place_urn"),
        ({"registration_mode": "external"}, "registration_url"),
        ({"conference_phone": "zéro un"}, "conference_phone"),
        ({"conference_opens_before": "0"}, "conference_opens_before"),
        (
            {
                "registration_mode": "none",
                "attendance_mode": "en-ligne",
                "conference_url": "https://visio.exemple.fr/a",
            },
            "conference_access",
        ),
        ({"title": "a\x00b"}, "title"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(editor, fields, field):
    assert field in refused(publish(editor, **fields))
    assert Event.objects.count() == 0


def test_no_kind_is_chosen_beforehand_and_a_draft_may_wait_for_it(editor):
    parent = agenda_of()
    address = reverse("wagtailadmin_pages:add", args=["maillage_events", "eventpage", parent.pk])
    field = editor.get(address).context["form"]["event_type"]
    assert (field.value() or "", "Choisissez…" in str(field)) == ("", True)
    assert "event_type" in refused(publish(editor, event_type=""))
    sent = typed(event_type="")
    del sent["action-publish"]
    assert editor.post(address, sent).status_code == 302
    assert EventPage.objects.get().event_type == ""


@pytest.mark.parametrize(
    ("where", "field"),
    [
        ({"commune_code": "71270"}, "place_name"),
        ({"commune_code": "71270", "address": "Mâcon"}, "place_name"),
        ({"place_urn": "/lieux/00000000-0000-4000-8000-000000000000/"}, "place_urn"),
    ],
)
def test_a_commune_alone_and_a_place_that_is_not_there_lead_nobody(editor, where, field):
    CommuneFactory()
    assert refused(publish(editor, place_name="", **where)) == {field}


@pytest.mark.parametrize("mode", ["sur-place", "mixte"])
@pytest.mark.parametrize("sent", ["action-publish", "action-submit"])
def test_where_people_go_is_said_before_anybody_reads_it(editor, mode, sent):
    fields = {"attendance_mode": mode, "place_name": "", sent: sent}
    assert refused(publish(editor, **fields)) == {"place_name"}
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    "fields", [{"address": "Devant la mairie de Cluny"}, {"attendance_mode": "en-ligne"}]
)
def test_a_meeting_point_is_enough_and_online_needs_none(editor, fields):
    assert publish(editor, place_name="", **fields).status_code == 302


def test_a_draft_waits_for_its_place(editor):
    sent = typed(place_name="")
    del sent["action-publish"]
    parent = agenda_of()
    address = reverse("wagtailadmin_pages:add", args=["maillage_events", "eventpage", parent.pk])
    assert editor.post(address, sent).status_code == 302
    assert Event.objects.count() == 0


def test_half_past_two_exists_twice_in_october_and_is_the_first(editor):
    publish(editor, start_date="2027-10-31", start_time="02:30", end_time="04:00")
    assert Occurrence.objects.get().starts_at.isoformat() == "2027-10-31T00:30:00+00:00"


def test_seats_below_the_people_signed_up_are_refused_in_the_form(editor):
    pool(capacity=12).__class__.objects.update(seats_taken=7)
    page = EventPage.objects.get()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor.post(address, typed(slug=page.slug, onsite_capacity="6"))
    assert refused(response) == {"onsite_capacity"}


def test_what_the_form_of_a_published_event_changes_holds_at_once(editor):
    """Wagtail's form goes past ``Page.publish``: seats, times and calendars follow all the same."""
    page = event_page(onsite_capacity=12)
    before = page.event.sequence
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor.post(
        address, typed(slug=page.slug, onsite_capacity="15", start_time="14:00", end_time="15:00")
    )
    assert response.status_code == 302
    event = Event.objects.get()
    date = event.occurrences.get()
    assert (event.sequence, date.local_start) == (before + 1, datetime(2026, 12, 8, 14))
    assert date.pools.get().capacity == 15


def test_the_address_of_a_place_becomes_a_link_to_it(editor):
    uuid = "6f1a0c1e-0000-4000-8000-000000000001"
    publish(editor, place_urn=f"http://localhost/saone-et-loire/lieux/{uuid}/")
    assert Event.objects.get().place_urn == f"maillage:place:{uuid}"


def test_a_date_is_moved_and_another_cancelled(editor):
    page = event_page(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222")
    first, second, _third = page.event.occurrences.all()
    assert editor.get(reverse("maillage_events_dates", args=[page.pk])).status_code == 200
    move = reverse("maillage_events_move_date", args=[page.pk, first.uuid])
    assert editor.get(move).text.count("À l’heure de Paris.") == len(["start", "end"])
    cancel = reverse("maillage_events_cancel_date", args=[page.pk, second.uuid])
    assert (editor.get(move).status_code, editor.get(cancel).status_code) == (200, 200)
    editor.post(
        move, {"day": "2026-12-09", "start": "14:00", "end": "15:00", "message": "Salle prise"}
    )
    editor.post(cancel, {"message": "Jour férié"})
    states = page.event.occurrences.values_list("local_start", "status", "moved", "message")
    assert list(states) == [
        (datetime(2026, 12, 9, 14), "scheduled", True, "Salle prise"),
        (datetime(2026, 12, 15, 10), "cancelled", False, "Jour férié"),
        (datetime(2026, 12, 22, 10), "scheduled", False, ""),
    ]


@pytest.mark.parametrize(
    "times",
    [
        {"day": "2026-12-09", "start": "14:00", "end": "13:00"},
        {"day": "2027-03-28", "start": "02:30", "end": "04:00"},
        {"day": "hier", "start": "\x00", "end": "x"},
    ],
)
def test_a_date_is_not_moved_to_what_cannot_be(editor, times):
    page = event_page()
    date_ = page.event.occurrences.get()
    response = editor.post(
        reverse("maillage_events_event_action", args=[page.pk, "nouvelle-date"]), times
    )
    date_.refresh_from_db()
    assert (response.status_code, date_.moved) == (200, False)


@pytest.mark.parametrize(("what", "status"), [("annuler", "cancelled"), ("reporter", "postponed")])
def test_the_whole_event_is_stopped(editor, what, status):
    page = event_page()
    address = reverse("maillage_events_event_action", args=[page.pk, what])
    assert editor.get(address).status_code == 200
    editor.post(address, {"message": "Grève"})
    again = editor.post(address, {"message": "Encore"}, follow=True)
    event = Event.objects.get()
    assert (event.status, event.cancellation_message, event.sequence) == (status, "Grève", 1)
    assert "annulé auparavant" in again.content.decode()


def test_who_may_not_publish_the_page_touches_no_date(client):
    page = event_page()
    stranger = UserFactory(is_staff=True)
    client.force_login(stranger)
    response = client.post(reverse("maillage_events_event_action", args=[page.pk, "annuler"]), {})
    assert (response.status_code in {302, 403, 404}, Event.objects.get().status) == (
        True,
        "scheduled",
    )


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_an_event_people_signed_up_for_is_cancelled_not_taken_away(editor, action):
    from tests.events.signups import signed_up

    page = event_page(onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    editor.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))
    assert EventPage.objects.get().live


def test_times_are_kept_as_written():
    page = event_page(
        start_date=date(2026, 12, 8),
        start_time=time(23, 30),
        end_date=date(2026, 12, 9),
        end_time=time(0, 30),
    )
    assert page.event.occurrences.get().local_end == datetime(2026, 12, 9, 0, 30)


def test_a_picture_is_described(editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = get_image_model().objects.create(title="Salle", file=png())
    refused = publish(editor, image=str(picture.pk), image_alt="")
    assert refused.context["form"].errors["image_alt"] == [
        "Dites en quelques mots ce que montre l’image."
    ]
    assert publish(editor, image=str(picture.pk), image_alt="Une salle").status_code == 302
    assert EventPage.objects.get().image_alt == "Une salle"


HOURS = {
    "registration_opens_at": "02/12/2026 08:00",
    "registration_closes_at": "04/12/2026 20:00",
    "go_live_at": "01/12/2026 08:00",
    "expire_at": "31/12/2026 20:00",
}


@pytest.mark.parametrize(
    ("portal_zone", "typed_zone", "ahead"),
    [
        ("Europe/Paris", "", 1),
        ("Indian/Reunion", "", 4),
        ("Europe/Paris", "Indian/Reunion", 4),
        ("Indian/Reunion", "Europe/Paris", 1),
    ],
)
def test_every_hour_of_an_event_is_on_the_clock_of_its_dates(
    editor, portal_zone, typed_zone, ahead
):
    """Whoever types them works from Paris."""
    agenda = agenda_of(territory_portal(TerritoryFactory(time_zone=portal_zone)))
    address = reverse("wagtailadmin_pages:add", args=["maillage_events", "eventpage", agenda.pk])
    response = editor.post(address, typed(timezone=typed_zone, **HOURS))
    assert response.status_code == 302, response.context["form"].errors
    page = EventPage.objects.get(slug="atelier").get_latest_revision_as_object()
    for name, text in HOURS.items():
        wall = datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
        assert getattr(page, name) == wall - timedelta(hours=ahead), name
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    clock = {1: "heure de Paris", 4: "heure de La Réunion"}[ahead]
    assert shown.text.count(f"À l’{clock}.") == len(HOURS) + len(["start_time", "end_time"])
    assert all(f'value="{text}"' in shown.text for text in HOURS.values())
