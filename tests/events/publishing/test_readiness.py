"""An event on site says where people go, on every way to publication; what is out stays out."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from maillage.accounts.models import User
from maillage.outbox.models import Message
from maillage.pages import Refused
from maillage.values import Resolved
from maillage.workload import Waiting
from maillage_events.models import Event, EventPage, EventShare
from maillage_events.organiser.waiting import waiting
from maillage_events.publishing import places
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.scheduling.schedule import keep_schedule
from tests.events.factories import NOON, agenda_of, event, event_page
from tests.events.organiser.test_organisers import editor_of
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
URN = "maillage:place:00000000-0000-4000-8000-000000000000"
LE_FIL = Resolved(urn=URN, title="Le Fil", url="/lieux/le-fil/")


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def portal(_at_noon):
    found = territory_portal()
    grant_portal_groups(found)
    return found


@pytest.fixture
def nation(client):
    user = User.objects.create_superuser("nationale@exemple.fr", "mot de passe long")
    client.force_login(user)
    return user


def draft(portal: Page | None = None, **fields: object) -> EventPage:
    """What somebody saved before knowing where: the commune at most."""
    said = {
        "title": "Atelier", "slug": "atelier", "event_type": "atelier", "start_date": NOON.date(),
        "start_time": time(18), "end_time": time(19), "commune": CommuneFactory(), "live": False,
    } | fields  # fmt: skip
    page = agenda_of(portal).add_child(instance=EventPage(**said))
    page.save_revision()
    return page


def forgotten(portal: Page | None = None, **fields: object) -> EventPage:
    """Published at a time when nobody asked where."""
    page = event_page(portal, **fields)
    for rows in (Event.objects.filter(pk=page.event_id), EventPage.objects.filter(pk=page.pk)):
        rows.update(place_name="", address="")
    return EventPage.objects.get(pk=page.pk)


def live(page: Page) -> bool:
    return EventPage.objects.get(pk=page.pk).live


def told(response) -> str:
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


SAID = "« Atelier » a lieu sur place et ne dit pas où"


# --- Every way to publication ----------------------------------------------------------------


def in_bulk(client, page: Page, _user: User) -> str:
    return told(client.post(f"/gestion/bulk/wagtailcore/page/publish/?id={page.pk}"))


def with_its_agenda(client, page: Page, _user: User) -> str:
    address = f"/gestion/bulk/wagtailcore/page/publish/?id={page.get_parent().pk}"
    return told(client.post(address, {"include_descendants": "on"}))


def by_api(client, page: Page, _user: User) -> str:
    response = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]))
    assert response.status_code == 400
    return response.json()["message"]


def by_approval(client, page: Page, user: User) -> str:
    page.get_workflow().start(page, user)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    said = told(client.post(address, {"comment": ""}))
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS  # nothing lost: it waits as it did
    return said


def by_a_command(_client, page: Page, user: User) -> str:
    with pytest.raises(Refused) as refusal:
        page.get_latest_revision().publish(user=user)
    return str(refusal.value)


def on_schedule(_client, page: Page, user: User) -> str:
    """The author is told as of any other failure; it is tried again, and holds once it is mended."""
    page.save_revision(user=user, approved_go_live_at=NOON)
    keep_schedule(NOON + timedelta(minutes=1))
    message = Message.objects.get(topic="mail")
    assert message.payload["recipient"] == user.email
    return message.payload["text"].replace("\n", " ")


def copied_live(client, page: Page, _user: User) -> str:
    """A copy is never more public than its model was."""
    EventPage.objects.filter(pk=page.pk).update(live=True)
    sent = {
        "new_title": "Atelier", "new_slug": "copie", "new_parent_page": page.get_parent().pk,
        "publish_copies": "on",
    }  # fmt: skip
    said = told(client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent))
    EventPage.objects.filter(pk=page.pk).update(live=False)
    assert not EventPage.objects.filter(slug="copie").exists()
    return said


WAYS = [in_bulk, with_its_agenda, by_api, by_approval, by_a_command, on_schedule, copied_live]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_publishes_an_event_on_site_that_says_no_place(client, portal, nation, way):
    page = draft(portal)
    assert SAID in way(client, page, nation).replace("\u202f", " ").replace("\xa0", " ")
    assert (live(page), Event.objects.count()) == (False, 0)


@pytest.mark.parametrize("way", [in_bulk, by_api], ids=lambda way: way.__name__)
@pytest.mark.parametrize(
    "fields",
    [{"place_name": "Mairie"}, {"address": "1 rue Neuve"}, {"attendance_mode": "en-ligne"}],
)
def test_what_says_where_or_is_online_passes(client, portal, nation, way, fields):
    page = draft(portal, **fields)
    if way is by_api:
        client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"]))
    else:
        in_bulk(client, page, nation)
    assert live(page)


def test_the_name_of_the_commune_is_no_address(portal):
    page = draft(portal, address="Mâcon", place_name="Mâcon")
    assert page.commune.name == "Mâcon"
    with pytest.raises(Refused):
        page.get_latest_revision().publish()


def test_what_it_is_is_chosen_by_somebody(portal):
    page = draft(portal, place_name="Mairie")
    page.event_type = ""
    page.save_revision(clean=False)  # as the form saves a draft
    with pytest.raises(Refused, match="quel type d’événement"):
        page.get_latest_revision().publish()


# --- Places of the map -----------------------------------------------------------------------


def on_the_map(monkeypatch, *found: Resolved) -> None:
    monkeypatch.setattr(places, "resolved", {place.urn: place for place in found}.get)


def test_a_place_of_the_map_says_where_as_long_as_the_map_has_it(portal, monkeypatch):
    page = draft(portal, place_urn=URN)
    on_the_map(monkeypatch)
    with pytest.raises(Refused):
        page.get_latest_revision().publish()
    on_the_map(monkeypatch, LE_FIL)
    page.get_latest_revision().publish()
    assert Event.objects.get().place_name == "Le Fil"


def test_the_copy_of_a_place_that_left_the_map_stays(portal, monkeypatch):
    page = draft(portal, place_urn=URN)
    on_the_map(monkeypatch, LE_FIL)
    page.get_latest_revision().publish()
    on_the_map(monkeypatch)
    page = EventPage.objects.get(pk=page.pk)
    page.summary = "Corrigé."
    page.save_revision().publish()
    assert (Event.objects.get().place_name, Event.objects.get().sequence) == ("Le Fil", 0)


# --- Translations, and other portals -----------------------------------------------------------


def test_a_translation_follows_what_its_event_says(nation):
    english, _made = Locale.objects.get_or_create(language_code="en")
    page = forgotten()
    copy = page.copy_for_translation(english, copy_parents=True)
    with pytest.raises(Refused):
        copy.save_revision().publish()
    page.place_name = "Médiathèque"
    page.save_revision().publish()
    copy.save_revision().publish()
    assert (copy.place_name, live(copy)) == ("", True)


def test_no_other_portal_shows_it_before_it_says_where(client, portal, nation):
    page = forgotten()
    where = portal.portal.territory
    address = reverse("maillage_events_share", args=[page.event.uuid, where.pk])
    sent = {"introduction": "Ensemble.", "contact": "", "state": "shown"}
    answer = client.post(address, sent)
    everywhere = client.post(reverse("maillage_events_territories", args=[page.pk]))
    assert (
        "aucun autre portail" in str(answer.context["form"].errors["state"]),
        answer.context["form"]["introduction"].value(),
        "aucun autre portail" in told(everywhere),
        EventShare.objects.count(),
    ) == (True, "Ensemble.", True, 0)
    client.post(address, {**sent, "state": "hidden"})
    assert EventShare.objects.get().hidden


def test_a_portal_that_shows_it_already_corrects_its_words(client, portal, nation):
    page = event_page()
    where = portal.portal.territory
    address = reverse("maillage_events_share", args=[page.event.uuid, where.pk])
    sent = {"introduction": "Ensemble.", "contact": "", "state": "shown"}
    client.post(address, sent)
    Event.objects.update(place_name="", address="")
    client.post(address, {**sent, "introduction": "À Mâcon."})
    assert EventShare.objects.get().introduction == "À Mâcon."


# --- What is out already -----------------------------------------------------------------------


def lines(user: User) -> list[tuple[str, int]]:
    return [
        (str(one.label), one.number)
        for one in waiting(user, NOON)
        if isinstance(one, Waiting) and "sans-lieu" in one.url and one.number
    ]


def test_who_publishes_is_led_to_the_events_that_say_no_place(client, portal):
    page = forgotten(portal, title="Sans lieu")
    event_page(portal, title="Avec lieu")
    forgotten(portal, title="En ligne", attendance_mode="en-ligne")
    forgotten(portal, title="Passé", start_date=NOON.date() - timedelta(days=3))
    morbihan = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    forgotten(morbihan, title="Ailleurs")
    person = editor_of(portal.portal.territory)
    client.force_login(person)
    answer = client.get(reverse("maillage_events_admin:without-place"))
    assert (
        lines(person),
        [one.title for _date, one in answer.context["rows"]],
        reverse("wagtailadmin_pages:edit", args=[page.pk]) in answer.text,
        live(page),
    ) == ([("Événements publiés qui ne disent pas où", 1)], ["Sans lieu"], True, True)


def test_others_are_told_nothing(client, portal):
    forgotten(portal)
    assert lines(UserFactory()) == []
    client.force_login(UserFactory())
    assert client.get(reverse("maillage_events_admin:without-place")).status_code in (302, 403)


def test_the_list_asks_as_much_for_many(client, portal):
    forgotten(portal)
    client.force_login(editor_of(portal.portal.territory))
    address = reverse("maillage_events_admin:without-place")

    def queries(rows: int) -> int:
        client.get(address)  # what is kept of the tree is read anew
        with CaptureQueriesContext(connection) as asked:
            assert len(client.get(address).context["rows"]) == rows
        return len(asked)

    few = queries(1)
    for _number in range(4):
        forgotten(portal)
    assert queries(5) == few


@pytest.mark.parametrize("words", ["", "Mâcon", "Médiathèque"])
@pytest.mark.parametrize("with_commune", [True, False])
def test_python_and_sql_agree_on_what_says_where(words, with_commune):
    made = event(commune=CommuneFactory() if with_commune else None)
    Event.objects.filter(pk=made.pk).update(place_name=words, address="")
    made.refresh_from_db()
    assert Event.objects.without_place(NOON).exists() is not made.says_where
