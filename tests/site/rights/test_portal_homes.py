"""Attacks on portals through the pages of the admin: who tries what, and what it changes."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from maillage_site.portals.addresses.scopes import scopes
from maillage_site.portals.models import PortalPage
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
BULK = "/gestion/bulk/wagtailcore/page"


def typed(**fields: object) -> dict[str, str]:
    """What a browser sends from the form of a portal's home."""
    return nested_form_data(
        {
            "title": "Saône-et-Loire", "slug": "saone-et-loire", "summary": "", "logo": "",
            "body": streamfield([]), "seo_title": "", "search_description": "",
            "brand_strong": "#0b5563", "brand_soft": "#dff0f1", "brand_on_strong": "#ffffff",
            "go_live_at": "", "expire_at": "", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "action-publish", **fields,
        }
    )  # fmt: skip


def verb(client, page: Page, action: str, **data: object) -> None:
    client.post(
        f"/gestion/api/main/pages/{page.pk}/action/{action}/",
        json.dumps(data),
        content_type="application/json",
    )


def add(client, below: Page) -> None:
    """A portal without territory is the national one: its address was "/"."""
    address = reverse("wagtailadmin_pages:add", args=["maillage_portals", "portalpage", below.pk])
    client.post(address, typed(title="Le nôtre", slug="le-notre"))


def copy(client, page: Page, below: Page, **fields: str) -> None:
    data = {"new_title": "Le nôtre", "new_slug": "le-notre", "new_parent_page": below.pk}
    data |= {"copy_subpages": "on", "publish_copies": "on", **fields}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)


def move(client, page: Page, below: Page) -> None:
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, below.pk]), {})


FOR_NOBODY = {
    "add below one's own": lambda c, ours, _theirs: add(c, ours.portal),
    "add below the nation": lambda c, _ours, _theirs: add(c, national_portal()),
    "copy beside": lambda c, ours, _theirs: copy(c, ours.portal, national_portal()),
    "copy below one's page": lambda c, ours, _theirs: copy(c, ours.portal, ours.page),
    "copy below one's own": lambda c, ours, theirs: copy(c, theirs.portal, ours.portal),
    "alias beside": lambda c, ours, _theirs: copy(
        c, ours.portal, national_portal(), alias="on"
    ),
    "move below another": lambda c, ours, theirs: move(c, ours.portal, theirs.portal),
    "move in bulk": lambda c, ours, theirs: c.post(
        f"{BULK}/move/?id={ours.portal.pk}", {"chooser": theirs.portal.pk}
    ),
    "copy by the API": lambda c, ours, _theirs: verb(
        c, ours.portal, "copy", slug="le-notre", keep_live=True, recursive=False
    ),
    "alias by the API": lambda c, ours, _theirs: verb(
        c, ours.portal, "create_alias", update_slug="le-notre"
    ),
    "move by the API": lambda c, ours, theirs: verb(
        c, ours.portal, "move", destination_page_id=theirs.portal.pk
    ),
}  # fmt: skip
FOR_THE_NATION = {
    "unpublish": lambda c, ours, _theirs: c.post(
        reverse("wagtailadmin_pages:unpublish", args=[ours.portal.pk])
    ),
    "unpublish in bulk": lambda c, ours, _theirs: c.post(f"{BULK}/unpublish/?id={ours.portal.pk}"),
    "unpublish by the API": lambda c, ours, _theirs: verb(c, ours.portal, "unpublish"),
    "delete": lambda c, ours, _theirs: c.post(
        reverse("wagtailadmin_pages:delete", args=[ours.portal.pk]),
        {"confirm_site_name": "Maillage"},
    ),
    "delete in bulk": lambda c, ours, _theirs: c.post(
        f"{BULK}/delete/?id={ours.portal.pk}", {"confirm_site_name": "Maillage"}
    ),
    "delete by the API": lambda c, ours, _theirs: verb(c, ours.portal, "delete"),
    "another slug": lambda c, ours, _theirs: c.post(
        reverse("wagtailadmin_pages:edit", args=[ours.portal.pk]), typed(slug="le-notre")
    ),
    "another slug, by publishing the nation's draft": lambda c, ours, _theirs: _publish_draft(
        c, ours.portal
    ),
}  # fmt: skip


def _publish_draft(client, home: Page) -> None:
    draft = PortalPage.objects.get(pk=home.pk)
    draft.slug = "le-notre"
    draft.save_revision()
    verb(client, home, "publish")


def state() -> dict:
    """What readers see of portals, and what the tree holds."""
    return {
        "scopes": {slug: str(scope.territory) for slug, scope in scopes().items()},
        "homes": sorted(PortalPage.objects.values_list("url_path", "live")),
    }


def succeeding(client, attacks, *sides) -> list[str]:
    found = []
    before = state()
    for name, attack in attacks.items():
        point = transaction.savepoint()
        attack(client, *sides)
        if state() != before:
            found.append(name)
        transaction.savepoint_rollback(point)
    return found


@pytest.fixture(params=["publisher", "coordinator"])
def team_member(request, client, ours, theirs):
    person = getattr(ours, request.param)
    person.user_permissions.add(Permission.objects.get(codename="submit_translation"))
    client.force_login(person)
    return client


def test_a_portal_s_team_neither_makes_nor_renames_nor_closes_one(team_member, ours, theirs):
    assert succeeding(team_member, FOR_NOBODY | FOR_THE_NATION, ours, theirs) == []


def test_nobody_makes_a_portal_of_a_page(client, ours, theirs):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert succeeding(client, FOR_NOBODY, ours, theirs) == []


def test_the_nation_renames_and_closes_a_portal(client, ours, theirs):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert succeeding(client, FOR_THE_NATION, ours, theirs) == list(FOR_THE_NATION)


def test_a_home_is_translated_and_opened_by_the_nation(team_member, ours):
    Locale.objects.get_or_create(language_code="en")
    english = Locale.objects.get(language_code="en")
    national_portal().copy_for_translation(english)
    submit = reverse("maillage_translate_page", args=[ours.portal.pk])
    refused = team_member.post(submit, {"locales": [english.pk]})
    assert not PortalPage.objects.filter(portal=ours.portal.portal, locale=english).exists()
    team_member.force_login(UserFactory(is_superuser=True, is_staff=True))
    team_member.post(submit, {"locales": [english.pk]})
    made = PortalPage.objects.get(portal=ours.portal.portal, locale=english)
    assert (refused.status_code, made.live, made.slug) == (302, False, "saone-et-loire")


def test_a_publisher_does_not_open_what_the_nation_has_closed(client, ours):
    PortalPage.objects.get(pk=ours.portal.pk).unpublish()
    client.force_login(ours.publisher)
    edit = reverse("wagtailadmin_pages:edit", args=[ours.portal.pk])
    client.post(edit, typed())
    verb(client, ours.portal, "publish")
    client.post(f"{BULK}/publish/?id={ours.portal.pk}")
    submit = typed(**{"action-submit": "action-submit"})
    del submit["action-publish"]
    client.post(edit, submit)
    page = PortalPage.objects.get(pk=ours.portal.pk)
    assert (page.live, page.workflow_in_progress) == (False, False)


def test_a_publisher_writes_the_home_and_chooses_its_colours_and_its_logo(client, ours):
    client.force_login(ours.publisher)
    edit = reverse("wagtailadmin_pages:edit", args=[ours.portal.pk])
    sent = typed(
        title="Chez nous", slug="ailleurs", brand_strong="#7a1030", logo=ours.image.pk,
        expire_at="2026-11-30 10:00",
    )  # fmt: skip
    response = client.post(edit, sent)
    home = PortalPage.objects.get(pk=ours.portal.pk)
    portal = home.portal
    assert response.status_code == 302, response.context["form"].errors
    assert (home.title, home.slug, home.expire_at) == ("Chez nous", "saone-et-loire", None)
    assert (portal.brand_strong, portal.logo) == ("#7a1030", ours.image)


def test_a_draft_changes_no_fact_until_it_is_published(client, ours):
    client.force_login(ours.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[ours.portal.pk])
    draft = typed(brand_strong="#7a1030")
    del draft["action-publish"]
    assert client.post(edit, draft).status_code == 302
    page = PortalPage.objects.get(pk=ours.portal.pk)
    assert page.portal.brand_strong == "#0b5563"
    form = client.get(edit).context["form"]
    assert form["brand_strong"].value() == "#7a1030"
    page.get_latest_revision().publish()
    page.portal.refresh_from_db()
    assert page.portal.brand_strong == "#7a1030"


def test_colours_that_cannot_be_read_are_refused_by_the_form(client, ours):
    client.force_login(ours.publisher)
    edit = reverse("wagtailadmin_pages:edit", args=[ours.portal.pk])
    response = client.post(edit, typed(brand_strong="#ffe066"))
    assert "contraste" in str(response.context["form"].errors["brand_strong"])
