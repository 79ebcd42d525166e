"""Pages are published and taken away at the hour their editors chose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published
from wagtail.users.models import UserProfile

from maillage.generations.counters import PAGES, numbers
from maillage.outbox.models import Message
from maillage.outbox.worker import BackgroundWorker
from maillage_events.models import EventPage
from maillage_events.publishing import lifecycle
from maillage_site.home.models import ContentPage
from maillage_site.scheduling.schedule import keep_schedule
from tests.events.factories import event_page
from tests.events.signups import mails_asked, signed_up
from tests.processes import together
from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def author():
    return UserFactory(email="autrice@exemple.fr", name="Amina", is_superuser=True)


@pytest.fixture
def portal(clock):
    return territory_portal()


def scheduled(portal, slug, author, *, at=SOON, **fields):
    """A draft that goes live at that moment."""
    draft = ContentPage(title=slug.capitalize(), slug=slug, live=False, owner=author, **fields)
    page = Page.objects.get(pk=portal.pk).add_child(instance=draft)
    page.go_live_at = at
    page.save_revision(user=author, approved_go_live_at=at)
    return page


def expiring(portal, slug, author, *, at=SOON):
    """A page in public that goes away at that moment."""
    page = Page.objects.get(pk=portal.pk).add_child(
        instance=ContentPage(title=slug.capitalize(), slug=slug, expire_at=at, owner=author)
    )
    page.save_revision(user=author).publish()
    return page


def answers(client, *slugs):
    return [client.get(f"/saone-et-loire/{slug}/").status_code for slug in slugs]


def emails():
    rows = Message.objects.filter(topic="mail").order_by("pk")
    return [(row.payload["recipient"], row.payload["subject"]) for row in rows]


def logged(action):
    return PageLogEntry.objects.filter(action=action).count()


@pytest.fixture
def fails_to_publish():
    """Publishing the page ``cassee`` fails after it was saved, as what follows from it may."""

    def fail(instance, **_rest):
        if instance.slug == "cassee":
            raise RuntimeError("l’index ne répond pas")

    page_published.connect(fail)
    yield
    page_published.disconnect(fail)


@pytest.mark.django_db(transaction=True)
def test_the_worker_publishes_and_takes_away_within_the_minute(client, clock, portal, author):
    client.force_login(author)
    address = reverse("wagtailadmin_pages:add", args=["maillage_home", "contentpage", portal.pk])
    told = {"title": "Fête", "slug": "fete", "go_live_at": "23/11/2026 14:00"}
    sent = as_sent(client.get(address), **told, expire_at="23/11/2026 15:00")
    response = client.post(address, sent | {"action-publish": ["1"]})
    assert response.status_code == 302, response.context["form"].errors
    seen = []
    for moment in (NOW, SOON + timedelta(seconds=59), LATER + timedelta(seconds=59)):
        clock.move_to(moment, tick=False)
        worker = BackgroundWorker()
        while worker.pass_once():
            pass
        seen += answers(client, "fete")
    assert seen == [404, 200, 404]


def test_what_follows_from_publishing_follows_on_schedule_too(clock, portal, author):
    page, gone = scheduled(portal, "fete", author), expiring(portal, "vieille", author)
    Message.objects.all().delete()
    known = numbers()[PAGES]
    clock.move_to(LATER)
    keep_schedule(LATER)
    assert numbers()[PAGES] != known
    keys = set(Message.objects.filter(topic="search").values_list("key", flat=True))
    assert keys == {f"page:{page.translation_key}", f"page:{gone.translation_key}"}
    gone.refresh_from_db()
    assert (gone.live, gone.expired) == (False, True)


def test_one_that_fails_is_told_to_its_author_once_and_holds_up_nobody(
    client, clock, portal, author, fails_to_publish, caplog
):
    scheduled(portal, "avant", author, at=SOON - timedelta(minutes=5))
    scheduled(portal, "cassee", author)
    scheduled(portal, "apres", author, at=SOON + timedelta(minutes=5))
    clock.move_to(LATER)
    for minute in range(3):
        keep_schedule(LATER + timedelta(minutes=minute))
    assert answers(client, "avant", "cassee", "apres") == [200, 404, 200]
    assert emails() == [("autrice@exemple.fr", "Pas publiée : Cassee")]
    text = Message.objects.get(topic="mail").payload["text"]
    assert "le 23 novembre 2026 à 14\u202fh\u202f00" in text
    assert "/gestion/pages/" in text
    assert caplog.text.count("publish:") == 3
    assert not ContentPage.objects.get(slug="cassee").live


def test_an_english_author_is_told_in_english(clock, portal, author, fails_to_publish):
    UserProfile.objects.create(user=author, preferred_language="en")
    scheduled(portal, "cassee", author)
    clock.move_to(LATER)
    keep_schedule(LATER)
    assert emails() == [("autrice@exemple.fr", "Not published: Cassee")]


def test_the_database_held_up_is_nobody_s_mistake(clock, portal, author, monkeypatch):
    scheduled(portal, "fete", author)
    clock.move_to(LATER)
    with monkeypatch.context() as patch:
        patch.setattr(ContentPage, "publish", held_up)
        keep_schedule(LATER)
    assert emails() == []
    keep_schedule(LATER)
    assert (emails(), ContentPage.objects.get(slug="fete").live) == ([], True)


def held_up(*_args, **_kwargs):
    raise OperationalError("database is locked")


def test_an_hour_already_past_publishes_once(client, clock, portal, author):
    scheduled(portal, "fete", author, at=NOW - timedelta(days=3))
    keep_schedule(NOW)
    page = ContentPage.objects.get(slug="fete")
    page.title = "Brouillon"
    page.save_revision()
    for _again in range(2):
        keep_schedule(NOW + timedelta(minutes=1))
    assert "Brouillon" not in client.get("/saone-et-loire/fete/").text
    assert (answers(client, "fete"), logged("wagtail.publish.scheduled")) == ([200], 1)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_do_each_thing_once(clock, portal, author):
    people = event_page(portal, onsite_capacity=3)
    signed_up(people.event.occurrences.get())
    people.summary, people.go_live_at = "Dite autrement", SOON
    people.start_time = (NOW - timedelta(hours=3)).time()
    people.save_revision(user=author, approved_go_live_at=SOON)
    scheduled(portal, "fete", author)
    expiring(portal, "vieille", author)
    clock.move_to(LATER)
    together(keep_schedule, [(LATER,)] * 4)
    assert logged("wagtail.publish.scheduled") == 2
    assert logged("wagtail.unpublish.scheduled") == 1
    people.event.refresh_from_db()
    assert people.event.sequence == 1
    assert [kind for _name, kind in mails_asked()].count("changed") == 1


def test_an_alias_goes_with_the_page_it_shows(clock, portal, author):
    page = expiring(portal, "vieille", author)
    page.create_alias(update_slug="copie", parent=portal)
    clock.move_to(LATER)
    keep_schedule(LATER)
    assert not ContentPage.objects.filter(live=True).exists()
    assert (logged("wagtail.unpublish.scheduled"), emails()) == (1, [])


def test_an_event_people_signed_up_for_does_not_expire(client, clock, portal, author):
    page = event_page(portal, onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    asked = Message.objects.filter(topic="mail").count()
    EventPage.objects.update(expire_at=SOON, owner=author)
    clock.move_to(LATER)
    keep_schedule(LATER)
    assert EventPage.objects.get().live
    (recipient, subject) = emails()[asked]
    assert (recipient, subject) == (author.email, "Toujours en ligne : Atelier messagerie")
    assert "Annulez d’abord l’événement" in Message.objects.last().payload["text"]
    lifecycle.cancel_event(page.event, at=LATER)
    keep_schedule(LATER)
    assert not EventPage.objects.get().live


def test_the_refusal_of_an_event_is_said_in_words(clock, portal, author):
    page = event_page(portal, onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    page.onsite_capacity, page.go_live_at = 0, SOON
    page.save_revision(user=author, approved_go_live_at=SOON)
    clock.move_to(LATER)
    keep_schedule(LATER)
    text = Message.objects.filter(topic="mail").last().payload["text"]
    assert "1 personne" in text


def test_the_command_does_what_the_worker_does(client, clock, portal, author, fails_to_publish):
    scheduled(portal, "cassee", author)
    scheduled(portal, "fete", author)
    clock.move_to(LATER)
    call_command("publish_scheduled")
    assert answers(client, "cassee", "fete") == [404, 200]


def test_health_tells_the_oldest_overdue(client, clock, portal, author):
    scheduled(portal, "fete", author)
    expiring(portal, "vieille", author, at=SOON + timedelta(minutes=2))
    told = []
    for minutes in (0, 4, 6):
        clock.move_to(SOON + timedelta(minutes=minutes), tick=False)
        check = client.get("/sante/pret").json()["checks"]["schedule"]
        told.append((check["status"], check["overdue"], check["oldest_seconds"]))
    assert told == [("healthy", 1, 0), ("healthy", 2, 240), ("degraded", 2, 360)]
    keep_schedule(SOON + timedelta(minutes=6))
    assert health(client) == ("healthy", 0, 0)


def health(client):
    check = client.get("/sante/pret").json()["checks"]["schedule"]
    return check["status"], check["overdue"], check["refused"]


def test_a_revision_whose_type_is_gone_holds_up_nobody_and_is_said_once(
    client, clock, portal, author, caplog
):
    gone = scheduled(portal, "orpheline", author, at=SOON - timedelta(minutes=5))
    kind = ContentType.objects.create(app_label="retired", model="page")
    Revision.objects.filter(object_id=gone.pk).update(content_type=kind)
    scheduled(portal, "bonne", author)
    for minute in range(8):
        clock.move_to(LATER + timedelta(minutes=minute), tick=False)
        keep_schedule(LATER + timedelta(minutes=minute))
    assert (answers(client, "bonne"), emails()) == ([200], [])
    assert (caplog.text.count("publish:"), "Traceback" in caplog.text) == (1, False)
    assert health(client) == ("healthy", 0, 1)


def test_an_author_who_cannot_be_told_holds_up_nobody(
    client, clock, portal, author, fails_to_publish, caplog
):
    unreachable = UserFactory(email="pas une adresse")
    scheduled(portal, "cassee", unreachable, at=SOON - timedelta(minutes=5))
    scheduled(portal, "bonne", author)
    clock.move_to(LATER)
    keep_schedule(LATER)
    assert answers(client, "cassee", "bonne") == [404, 200]
    assert "nobody could be told" in caplog.text


def test_a_refusal_is_said_once_and_leaves_the_site_healthy(client, clock, portal, author, caplog):
    page = event_page(portal, onsite_capacity=3)
    signed_up(page.event.occurrences.get())
    EventPage.objects.update(expire_at=SOON, owner=author)
    told = []
    for minutes in (0, 1, 8):
        clock.move_to(LATER + timedelta(minutes=minutes), tick=False)
        keep_schedule(LATER + timedelta(minutes=minutes))
        told.append(health(client))
    assert told == [("healthy", 0, 1)] * 3
    assert (caplog.text.count("expire:"), "Traceback" in caplog.text) == (1, False)
    clock.move_to(LATER + timedelta(minutes=30), tick=False)
    assert health(client) == ("degraded", 1, 0)  # No worker has asked for a while.
