"""What Wagtail does to pages, and what events must do about it: one trap, one test."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Workflow, WorkflowTask

from maillage.accounts.models import User
from maillage.outbox.models import Message
from maillage_events.models import Event, EventPage
from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import events, values
from tests.events.editing.test_editing import typed
from tests.events.factories import NOON, agenda_of, event_page
from tests.events.signups import mails_asked, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("nationale@exemple.fr", "mot de passe long"))
    return client


def english() -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


def uids(client) -> list[str]:
    return sorted(str(found["UID"]) for found in events(client.get("/agenda.ics").content))


def test_a_copy_is_another_event_with_its_own_uid_seats_and_people(editor):
    page = event_page(onsite_capacity=2)
    signed_up(page.event.occurrences.get())
    editor.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Copie",
            "new_slug": "copie",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
        },
    )
    copy = EventPage.objects.get(slug="copie")
    assert uids(editor) == sorted([page.event.uid, copy.event.uid])
    assert (copy.event.sequence, copy.event.occurrences.get().registrations.count()) == (0, 0)
    copy.start_time = time(9)
    copy.save_revision().publish()
    assert Event.objects.get(pk=page.event_id).start_time == time(10)


def test_a_preview_shows_what_is_typed_and_changes_nothing(editor):
    page = event_page(onsite_capacity=3)
    facts = {"title": "Titre essayé", "slug": page.slug, "start_date": "2027-01-12"}
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(address, typed(**facts)).json()["is_valid"]
    shown = editor.get(address).text
    assert ("Titre essayé" in shown, "mardi 12 janvier 2027" in shown) == (True, True)
    found = Event.objects.get()
    assert (found.start_date, found.sequence) == (date(2026, 12, 8), 0)
    assert found.occurrences.get().recurrence_id == date(2026, 12, 8)
    assert "Titre essayé" not in editor.get(page.url).text


def test_a_new_page_is_previewed_before_it_is_an_event(editor):
    parent = agenda_of()
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["maillage_events", "eventpage", parent.pk]
    )
    assert editor.post(address, typed(title="Titre essayé")).json()["is_valid"]
    shown = editor.get(address).text
    assert ("Titre essayé" in shown, "mardi 8 décembre 2026" in shown) == (True, True)
    assert (Event.objects.count(), EventPage.objects.count()) == (0, 0)


def test_a_preview_of_too_few_seats_shows_what_holds(editor):
    page = event_page(onsite_capacity=2)
    for name in ("amina", "bruno"):
        signed_up(page.event.occurrences.get(), name)
    page.onsite_capacity = 1
    shown = page.make_preview_request(original_request=None, preview_mode="").content.decode()
    assert "mardi 8 décembre 2026" in shown


def test_a_draft_copy_is_no_event_until_it_is_published(client):
    page = event_page()
    copy = page.copy(update_attrs={"slug": "copie"}, keep_live=False)
    assert (EventPage.objects.get(pk=copy.pk).event, uids(client)) == (None, [page.event.uid])
    copy.save_revision().publish()
    assert len(uids(client)) == 2


def test_an_alias_is_the_same_event_and_taking_it_away_takes_nothing(client):
    page = event_page()
    alias = page.create_alias(update_slug="alias")
    page.start_time = time(9)
    page.save_revision().publish()
    alias = EventPage.objects.get(pk=alias.pk)
    assert (alias.event_id, alias.start_time, uids(client)) == (
        page.event_id,
        time(9),
        [page.event.uid],
    )
    alias.delete()
    assert uids(client) == [page.event.uid]


def test_a_translation_is_the_same_event_with_the_same_seats(client):
    page = event_page(onsite_capacity=3)
    translation = page.copy_for_translation(english(), copy_parents=True)
    translation.title = "Mail workshop"
    translation.save_revision().publish()
    assert (Event.objects.count(), uids(client)) == (1, [page.event.uid])
    assert page.event.occurrences.get().pools.get().capacity == 3


def test_an_old_revision_brings_its_facts_back_with_a_higher_sequence_and_a_mail():
    page = event_page(onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    first = page.latest_revision
    page.start_time = time(9)
    page.save_revision().publish()
    first.publish()
    found = Event.objects.get()
    assert (found.start_time, found.sequence) == (time(10), 2)
    assert [kind for _name, kind in mails_asked()][-2:] == ["changed", "changed"]


def test_an_old_revision_does_not_undo_a_state(client):
    page = event_page()
    old = page.latest_revision
    lifecycle.postpone_event(page.event, at=NOON, message="Travaux")
    old.publish()
    found = Event.objects.get()
    assert (
        found.status,
        found.cancellation_message,
        values(client.get("/agenda.ics").content, "STATUS"),
    ) == (
        "postponed",
        "Travaux",
        [":CANCELLED"],
    )


def test_what_is_scheduled_changes_nothing_before_its_hour_then_all_once(client, time_machine):
    page = event_page(onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    page.start_time = time(9)
    page.go_live_at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")
    before = Event.objects.get().start_time
    time_machine.move_to(datetime(2026, 11, 24, 8, 1, tzinfo=UTC))
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    found = Event.objects.get()
    assert (before, found.start_time, found.sequence) == (time(10), time(9), 1)
    assert [kind for _name, kind in mails_asked()].count("changed") == 1


def test_what_waits_for_moderation_leaks_nowhere(editor):
    page = event_page(onsite_capacity=3, conference_url="")
    signed_up(page.event.occurrences.get())
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Lecture")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    asked = set(Message.objects.values_list("topic", "key", "version"))
    feed = editor.get("/agenda.ics").content
    page.title, page.start_date = "Titre secret", date(2026, 12, 9)
    page.save_revision()
    state = workflow.start(page, User.objects.get(is_superuser=True))
    assert editor.get("/agenda.ics").content == feed
    assert "Titre secret" not in editor.get("/agenda/").text + editor.get(page.url).text
    assert set(Message.objects.values_list("topic", "key", "version")) == asked
    state.current_task_state.approve(user=User.objects.get(is_superuser=True))
    assert (Event.objects.get().start_date, mails_asked()[-1]) == (
        date(2026, 12, 9),
        ("amina", "changed"),
    )


@pytest.mark.parametrize("action", ["unpublish", "delete"])
@pytest.mark.parametrize("one", ["page", "parent", "bulk", "parent in bulk"])
def test_pages_people_signed_up_on_are_not_taken_away(editor, action, one):
    page = event_page(onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    target = page.get_parent() if "parent" in one else page
    address = reverse(f"wagtailadmin_pages:{action}", args=[target.pk])
    if "bulk" in one:
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        address = f"{bulk}?id={target.pk}"
    said = editor.post(address, {"include_descendants": "on"}, follow=True).text
    assert ("Annulez d’abord l’événement" in said, EventPage.objects.get().live) == (True, True)
    lifecycle.cancel_event(page.event, at=NOON)
    editor.post(address, {"include_descendants": "on"})
    assert not EventPage.objects.filter(live=True).exists()


def test_a_translation_may_go_while_another_page_tells_the_event(editor):
    page = event_page(onsite_capacity=3)
    translation = page.copy_for_translation(english(), copy_parents=True)
    translation.save_revision().publish()
    signed_up(page.event.occurrences.get())
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[translation.pk]))
    live = EventPage.objects.filter(live=True)
    assert list(live.values_list("pk", flat=True)) == [page.pk]


def test_a_page_does_not_expire_before_its_event(editor):
    page = event_page()
    sent = typed(slug=page.slug, expire_at="2026-12-01 10:00")
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    assert "expire_at" in response.context["form"].errors


def test_publishing_in_bulk_sends_each_mail_once(editor):
    page = event_page(onsite_capacity=3)
    translation = page.copy_for_translation(english(), copy_parents=True)
    translation.save_revision().publish()
    signed_up(page.event.occurrences.get())
    for one in (page, EventPage.objects.get(pk=translation.pk)):
        one.start_time = time(9)
        one.save_revision()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for _click in range(2):
        editor.post(f"{bulk}?id={page.pk}&id={translation.pk}", {})
    assert [kind for _name, kind in mails_asked()].count("changed") == 1
    assert Event.objects.get().sequence == 1


def test_moving_a_page_or_its_slug_keeps_the_uid(client):
    page = event_page()
    uid = page.event.uid
    page.slug = "autre-adresse"
    page.save_revision().publish()
    assert uids(client) == [uid]


@pytest.mark.parametrize("missing", ["start_date", "start_time", "title"])
def test_a_preview_of_what_is_not_complete_breaks_nothing(editor, missing):
    page = event_page()
    facts = {"title": page.title, "slug": page.slug, missing: ""}
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor.post(address, typed(**facts))
    assert editor.get(address).status_code == 200
    draft = {**typed(**facts)}
    del draft["action-publish"]
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), draft)
    assert editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
