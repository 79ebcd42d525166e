"""A verb has a role: the table as it is printed, against what the admin really does."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch, reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from maillage.accounts.models import PortalTeam
from maillage.permissions import TABLE, TerritoryPolicy, may, roles_of
from maillage.territories.models import Territory
from maillage_cartography.models import Place, PlaceImport, PlaceReport
from maillage_community.models import Circle
from maillage_events.models import Event, EventSeries, Material, Registration
from maillage_site.contact.models import ContactMessage
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from maillage_site.rights import reference
from maillage_site.rights.guard import may_open
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.signups import NOW
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)
from tests.site.rights.test_admin_walk import admin_routes
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = Path(__file__).parents[3] / "docs/reference/rights.md"
Role = PortalTeam.Role
WHERE = ("own", "nested", "parent", "sibling", "national")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass
class World:
    """Belongings of each kind of territory; ``people`` by role in the own one."""

    rows: dict[str, dict]
    pages: dict[str, Page]
    people: dict[str, object]


@pytest.fixture
def world():
    kinds = Territory.Kind
    own = TerritoryFactory()
    parent = TerritoryFactory(kind=kinds.REGION, code="27", name="Région", slug="region")
    nested = TerritoryFactory(kind=kinds.EPCI, code="200070308", name="MBA", slug="mba")
    sibling = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    own.ancestors.add(parent)
    nested.ancestors.add(own, parent)
    communes = {
        "own": CommuneFactory(code="71076", name="Chalon", epci_code="247100589"),
        "nested": CommuneFactory(),
        "parent": CommuneFactory(code="21231", name="Dijon", epci_code="242100410"),
        "sibling": CommuneFactory(
            code="56260", name="Vannes", epci_code="200067932", region_code="53"
        ),
        "national": None,
    }
    territories = dict(zip(WHERE, (own, nested, parent, sibling), strict=False))
    portals = {where: territory_portal(one) for where, one in territories.items()}
    portals["national"] = national_portal()
    groups = grant_portal_groups(portals["own"])
    people = {}
    for role, group in groups.items():
        people[role.value] = UserFactory(name=role.value)
        people[role.value].groups.add(group)
    rows = {where: belongings(portals[where], where, communes[where]) for where in WHERE}
    pages = {where: rows[where][Event].pages.get() for where in WHERE}
    return World(rows, pages, people)


def printed() -> dict[tuple[str, str, str], set[str]]:
    """(model, verb, where) → roles, as the page says it."""
    found = {}
    for part in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        label, _, table = part.partition("\n")
        for line in re.findall(r"^\| (.+) \|$", table, flags=re.MULTILINE)[1:]:
            verb, *cells = line.split(" | ")
            if len(cells) == len(WHERE):
                for where, cell in zip(WHERE, cells, strict=True):
                    found[label, verb, where] = set(cell.split(", ")) - {"–"}
    return found


def test_the_page_says_what_the_table_says():
    assert PAGE.read_text(encoding="utf-8") == reference.page()


def test_each_role_does_what_the_page_says_where_it_says(world):
    """Over real rows of every model opened to territories."""
    said = printed()
    asked, wrong = set(), []
    for where, rows in world.rows.items():
        for model, row in rows.items():
            if not isinstance(policy_registry.get_by_type(model), TerritoryPolicy):
                continue
            for verb in TABLE[model]:
                key = (model._meta.label, verb, where)
                asked.add(key)
                found = {role for role, one in world.people.items() if may(one, verb, row)}
                if found != said[key]:
                    wrong.append((*key, found))
    assert wrong == []
    models = {m for m in TABLE if isinstance(policy_registry.get_by_type(m), TerritoryPolicy)}
    assert {label for label, _verb, _where in asked} == {m._meta.label for m in models}


# What a click does: (model, verb) → address of a row, what is sent. None: it is a GET.
CLICKS = {
    (Event, "cancel"): (
        lambda r, _p: reverse("maillage_events_admin:cancel", args=[_date(r).uuid]),
        {"what": "event", "message": "Grève"},
    ),
    (Event, "export"): (
        lambda r, _p: reverse("maillage_events_admin:registrants-csv", args=[_date(r).uuid]),
        None,
    ),
    (Event, "message"): (
        lambda r, _p: reverse("maillage_events_admin:write", args=[_date(r).uuid]),
        {
            "states": ["confirmed"], "subject": "Salle", "text": "Changée",
            "number": "1", "envoyer": "1",
        },
    ),
    (Event, "publish"): (
        lambda r, _p: reverse("maillage_events_admin:materials", args=[_date(r).uuid]),
        {
            "kind": "minutes", "title": "Notes", "url": "https://exemple.fr/",
            "access": "public", "available_from": "24/11/2026 10:00",
        },
    ),
    (Event, "change"): (
        lambda _r, p: reverse("maillage_events_event_action", args=[p.pk, "reporter"]),
        {"message": "Grève"},
    ),
    (Event, "view"): (
        lambda r, _p: reverse("maillage_events_admin:registrants", args=[_date(r).uuid]),
        None,
    ),
    (Registration, "change"): (
        lambda r, _p: reverse("maillage_events_admin:revoke", args=[r[Registration].uuid]),
        {},
    ),
    (Material, "delete"): (
        lambda r, _p: reverse("maillage_events_admin:remove-material", args=[r[Material].uuid]),
        {},
    ),
    (EventSeries, "delete"): (
        lambda r, _p: _snippet(EventSeries, "delete", r),
        {},
    ),
    (Circle, "change"): (
        lambda r, _p: _snippet(Circle, "edit", r),
        {
            "name": "Volé", "slug": "vole", "summary": "s", "charter": "c",
            "charter_version": "1", "visibility": "public", "description": "", "theme": "",
        },
    ),
    (PlaceReport, "change"): (
        lambda r, _p: reverse(
            "maillage_cartography_admin:answer-report", args=[r[PlaceReport].pk]
        ),
        {"choice": "reject"},
    ),
    (ContactMessage, "change"): (
        lambda r, _p: reverse("maillage_contact:settle", args=[r[ContactMessage].pk]),
        {"choice": "answered"},
    ),
    (Place, "change"): (
        lambda r, _p: reverse("maillage_cartography_admin:verified", args=[r[Place].uuid]),
        {},
    ),
    (PortalTeam, "change"): (
        lambda r, _p: reverse("maillage_team:team", args=[r[PortalTeam].territory_id or 0]),
        {"email": "invite@exemple.fr", "role": "editor"},
    ),
    (PlaceImport, "view"): (
        lambda r, _p: reverse("maillage_cartography_admin:import", args=[r[PlaceImport].uuid]),
        None,
    ),
}  # fmt: skip


def _date(rows):
    return rows[Event].occurrences.get()


def _snippet(model, action, rows) -> str:
    name = f"wagtailsnippets_{model._meta.app_label}_{model._meta.model_name}:{action}"
    return reverse(name, args=[rows[model].pk])


# Written by whatever answers: the session, the admin's editing sessions.
BESIDE = ("django_session", "wagtailcore_editingsession")


def does(client, address: str, sent: dict | None) -> bool:
    """Whether the click wrote anything, or the page was given; nothing of it is kept."""
    if sent is None:
        return client.get(address).status_code == 200
    point = transaction.savepoint()
    with CaptureQueriesContext(connection) as asked:
        client.post(address, sent)
    transaction.savepoint_rollback(point)
    writes = [
        query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]
    return any(not any(table in sql for table in BESIDE) for sql in writes)


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_click_does_what_the_page_says(client, world, role):
    said, wrong = printed(), []
    client.force_login(world.people[role])
    for (model, verb), (address_of, sent) in CLICKS.items():
        for where, rows in world.rows.items():
            if model in rows:
                done = does(client, address_of(rows, world.pages[where]), sent)
                if done != (role in said[model._meta.label, verb, where]):
                    wrong.append((model.__name__, verb, where, done))
    assert wrong == []


def page_verbs(client, page: Page) -> dict[str, bool]:
    """What the admin's own screens, bulk actions and API do to a published page."""
    api = "/gestion/api/main/pages/{}/action/{}/"
    bulk = "/gestion/bulk/wagtailcore/page/{}/?id={}"
    clicks = {
        "unpublish": reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        "delete": reverse("wagtailadmin_pages:delete", args=[page.pk]),
        "unpublish by the API": api.format(page.pk, "unpublish"),
        "delete by the API": api.format(page.pk, "delete"),
        "unpublish in bulk": bulk.format("unpublish", page.pk),
        "delete in bulk": bulk.format("delete", page.pk),
        "restrict": reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        "lock": reverse("wagtailadmin_pages:lock", args=[page.pk]),
    }
    return {
        name: does(client, address, {"restriction_type": "login"})
        for name, address in clicks.items()
    }


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_pages_obey_the_table_by_screen_bulk_action_and_api(client, world, role):
    client.force_login(world.people[role])
    events = {where: ContentPage(title=where, slug="notre-page") for where in WHERE}
    found = {}
    for where, page in events.items():
        world.pages[where].get_parent().get_parent().add_child(instance=page)
        found[where] = page_verbs(client, page)
    allowed = role in printed()["wagtailcore.Page", "publish", "own"]
    assert {where: set(each.values()) for where, each in found.items()} == {
        where: {allowed and where == "own"} for where in WHERE
    }


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_menus_and_buttons_lead_where_the_person_may_go(client, world, role):
    """Each entry of the menu opens; buttons of a date's people are those of the verbs."""
    client.force_login(world.people[role])
    home = client.get("/gestion/").content.decode()
    menu = json.loads(
        re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', home, re.DOTALL)[1]
    )
    paths = set(re.findall(r'"(/gestion/[^"?#]+)"', json.dumps(menu)))
    opened = paths - {"/gestion/logout/"}
    closed = {path for path in opened if client.get(path, follow=True).status_code != 200}
    assert (closed, len(opened) > 8) == (set(), True)
    verbs = {verb for verb in TABLE[Event] if role in {*roles_of(Event, verb)}}
    date = world.rows["own"][Event].occurrences.get()
    people = client.get(reverse("maillage_events_admin:registrants", args=[date.uuid])).text
    shown = {
        verb
        for verb, address in {
            "cancel": "annuler/",
            "export": "inscriptions.csv",
            "message": "ecrire/",
            "publish": "apres/",
            "check-in": "accueil/",
        }.items()
        if f"{date.uuid}/{address}" in people
    }
    assert shown == verbs - {"view", "change"}


def test_every_admin_view_of_a_plugin_says_a_verb_of_the_table():
    """Or shows a model that has a policy: the others are the national team's."""
    said = [
        (path, pattern.callback)
        for path, pattern, _space in admin_routes()
        if hasattr(pattern.callback, "maillage_verb")
    ]
    unknown = [
        path
        for path, view in said
        for verb in view.maillage_verbs
        if not roles_of(view.maillage_verb[0], verb)
    ]
    assert (unknown, len(said) > 30) == ([], True)


def test_a_view_outside_the_doors_is_closed_to_teams(rf, world):
    """Planted: a plugin's admin view that says no verb."""

    def view(_request):
        return HttpResponse("ouvert")

    request = rf.get("/gestion/")
    request.user = world.people["publisher"]
    match = ResolverMatch(view, (), {}, url_name="acme", namespaces=["acme"])
    assert not may_open(request, match)


def test_a_role_that_is_taken_away_refuses_the_next_request(client, world):
    person, page = world.people["publisher"], world.pages["own"]
    dates = reverse("maillage_events_admin:dates")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(person)
    before = [client.get(address).status_code for address in (dates, edit)]
    person.groups.clear()
    after = [client.get(address).status_code for address in (dates, edit)]
    assert (before, after) == ([200, 200], [302, 302])
    assert not does(client, reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})


def test_a_person_in_two_territories_has_in_each_the_role_held_there(client, world):
    """Publishes at home; writes drafts next door and cancels nothing."""
    person = world.people["publisher"]
    home = PortalPage.objects.get(portal__territory__slug="morbihan")
    person.groups.add(grant_portal_groups(home)["editor"])
    client.force_login(person)
    address, sent = CLICKS[Event, "cancel"]
    done = {
        where: does(client, address(world.rows[where], world.pages[where]), sent) for where in WHERE
    }
    assert done == {where: where == "own" for where in WHERE}
    edit = reverse("wagtailadmin_pages:edit", args=[world.pages["sibling"].pk])
    assert client.get(edit).status_code == 200
    restrict = page_verbs(client, world.pages["sibling"])
    assert set(restrict.values()) == {False}
