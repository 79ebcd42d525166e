"""An address that was given once leads to where the page is now."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.models import PortalPage
from tests.events.factories import event_page
from tests.site.admin_forms import as_sent
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def saone():
    portal = territory_portal()
    portal.add_child(instance=ContentPage(title="Contact", slug="contact"))
    return portal


@pytest.fixture
def publisher(client, django_capture_on_commit_callbacks):
    """Somebody who may publish everywhere, and whose clicks are committed."""

    def click(name, page, *others, **typed):
        client.force_login(UserFactory(is_superuser=True))
        address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *others])
        if typed:
            typed = as_sent(client.get(address), **typed, **{"action-publish": "1"})
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address, typed)
        assert response.status_code == 302, response.context["form"].errors

    return click


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Publish a page under another slug, and do nothing else."""

    def renamed(page, slug):
        fresh = Page.objects.get(pk=page.pk).specific
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()

    return renamed


def page(portal, slug, kind=ContentPage):
    return kind.objects.child_of(portal).get(slug=slug)


def led(client, path, **options):
    """(status, address) of the answer to a reader without a session."""
    client.logout()
    response = client.get(path, **options)
    assert (dict(response.cookies), response.headers.get("Vary")) == ({}, None)
    return response.status_code, response.headers.get("Location")


OLD = "/saone-et-loire/contact"
NEW = "/saone-et-loire/ecrivez-nous/"


def test_a_page_renamed_in_its_form_is_found_at_its_old_address(client, saone, publisher):
    publisher("edit", page(saone, "contact"), slug="ecrivez-nous")
    assert [led(client, OLD + end) for end in ("/", "", "/?de=lettre&page=2", "?de=lettre")] == [
        (301, NEW),
        (301, NEW),
        (301, f"{NEW}?de=lettre&page=2"),
        (301, f"{NEW}?de=lettre"),
    ]
    assert client.get(NEW).status_code == 200


def test_what_is_below_a_page_renamed_then_moved_follows(client, saone, rename, publisher):
    news, other = (
        saone.add_child(instance=IndexPage(title=slug, slug=slug)) for slug in ("actu", "fiches")
    )
    party = news.add_child(instance=ContentPage(title="Fête", slug="fete"))
    party.add_child(instance=ContentPage(title="Photos", slug="photos"))
    rename(news, "nouvelles")
    addresses = ["/saone-et-loire/actu/fete/photos/", "/saone-et-loire/nouvelles/fete/photos/"]
    assert [led(client, path) for path in addresses] == [(301, addresses[1]), (200, None)]
    publisher("move_confirm", party, other.pk)
    moved = "/saone-et-loire/fiches/fete/photos/"
    assert [led(client, path) for path in addresses] == [(301, moved)] * 2
    assert client.get(moved).status_code == 200


def test_the_pages_of_each_language_have_old_addresses_of_their_own(client, saone, rename):
    english = Locale.objects.get_or_create(language_code="en")[0]
    contact = page(saone, "contact").copy_for_translation(english, copy_parents=True)
    contact.save_revision().publish()
    rename(contact, "write-to-us")
    told = (301, "/en/saone-et-loire/write-to-us/?a=1")
    assert led(client, f"/en{OLD}/?a=1") == told
    assert led(client, f"{OLD}/?a=1") == (200, None)
    rename(page(saone, "contact"), "ecrivez-nous")
    assert [led(client, path) for path in (f"/en{OLD}/?a=1", f"{OLD}/")] == [told, (301, NEW)]


def test_a_portal_with_a_host_of_its_own_leads_through_the_main_one(
    client, saone, rename, settings
):
    settings.BASE_URL = "https://maillage.example"
    Site.objects.create(hostname="aide71.example", root_page=saone)
    rename(page(saone, "contact"), "ecrivez-nous")
    host = {"host": "aide71.example"}
    assert led(client, "/contact/?a=1", headers=host) == (
        301,
        "https://maillage.example/saone-et-loire/contact/?a=1",
    )
    assert led(client, f"{OLD}/?a=1") == (301, f"{NEW}?a=1")


def test_an_event_moved_to_another_agenda_is_found(client, publisher):
    moved = event_page(territory_portal())
    morbihan = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    agenda = event_page(morbihan).get_parent()
    publisher("move_confirm", moved, agenda.pk)
    assert led(client, "/saone-et-loire/agenda/atelier-1/") == (301, "/morbihan/agenda/atelier-1/")
    assert client.get("/morbihan/agenda/atelier-1/").status_code == 200


def test_a_living_page_is_never_left_for_another(client, saone, rename):
    rename(page(saone, "contact"), "ecrivez-nous")
    saone.add_child(instance=ContentPage(title="Contact", slug="contact"))
    assert led(client, f"{OLD}/") == (200, None)
    assert led(client, OLD) == (301, f"{OLD}/")


def test_a_page_renamed_back_leads_nowhere_once_it_is_gone(client, saone, rename):
    contact = page(saone, "contact")
    rename(contact, "ecrivez-nous")
    rename(contact, "contact")
    assert led(client, NEW) == (301, f"{OLD}/")
    Page.objects.get(pk=contact.pk).specific.unpublish()
    assert [led(client, path)[0] for path in (NEW, f"{OLD}/")] == [404, 404]


def test_no_browser_believes_a_redirect_for_ever(client, saone, rename):
    rename(page(saone, "contact"), "ecrivez-nous")
    for name, link in (("affiche", NEW), ("ailleurs", "https://ailleurs.example/")):
        Redirect.objects.create(old_path=f"/saone-et-loire/{name}", redirect_link=link)
    asked = (OLD, "/LIEUX/", "/saone-et-loire/affiche", "/saone-et-loire/ailleurs")
    # What is ours may be turned round: kept, the two redirects would lead to each other.
    assert [client.get(path).headers["Cache-Control"] for path in asked] == [
        *["no-cache"] * 3,
        "public, max-age=300",
    ]


def test_the_address_of_a_page_under_restriction_is_told_to_those_it_lets_in(client, saone, rename):
    contact = page(saone, "contact")
    rename(contact, "secret")
    PageViewRestriction.objects.create(page=contact, restriction_type="login")
    client.logout()
    stranger = client.get(f"{OLD}/")
    client.force_login(UserFactory(is_superuser=True))
    known = client.get(f"{OLD}/")
    assert (stranger.status_code, "secret" in stranger.text) == (404, False)
    assert (known.status_code, known["Location"]) == (301, "/saone-et-loire/secret/")
    assert "private" in known["Cache-Control"]


@pytest.mark.parametrize(
    ("old_path", "asked", "address"),
    [
        ("/ancien.php?id=3", "/ancien.php?id=3", "/saone-et-loire/contact/"),
        ("/été", "/%C3%A9t%C3%A9/", "/saone-et-loire/contact/"),
        ("/été", "/été?a=%C3%A9", "/saone-et-loire/contact/?a=%C3%A9"),
    ],
)
def test_a_rule_that_somebody_wrote_is_served(client, saone, old_path, asked, address):
    Redirect.add_redirect(old_path, page(saone, "contact"))
    assert led(client, asked) == (301, address)


def test_a_temporary_rule_answers_so_and_a_form_is_not_sent_on(client, saone):
    Redirect.add_redirect("/stage", page(saone, "contact"), is_permanent=False)
    assert led(client, "/stage/") == (302, f"{OLD}/")
    assert client.post("/stage/").status_code == 404


def test_of_two_rules_that_of_the_site_is_served_and_twins_break_nothing(client, saone):
    site = Site.objects.get()
    rows = [
        Redirect(old_path="/stage", redirect_link="/saone-et-loire/contact"),
        Redirect(old_path="/stage", redirect_link="/saone-et-loire/"),
        Redirect(old_path="/stage", redirect_page=page(saone, "contact"), site=site),
    ]
    Redirect.objects.bulk_create(rows)
    assert led(client, "/stage/") == (301, f"{OLD}/")
    Redirect.objects.get(site=site).delete()
    assert led(client, "/stage/") == (301, OLD)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"/a": "/b/", "/b": "/c/", "/c": "/saone-et-loire/contact"}, (301, OLD)),
        ({"/a": "/b/", "/b": "/a/"}, (404, None)),
        ({"/a": "/a/"}, (404, None)),
        ({"/a": "/saone-et-loire/nothing-there/"}, (404, None)),
        ({"/a": "http://testserver/b/", "/b": "http://testserver/a/"}, (404, None)),
        ({"/a": "https://ailleurs.example/a/"}, (301, "https://ailleurs.example/a/")),
    ],
)
def test_older_chains_are_one_step_and_older_loops_none(client, saone, rules, told):
    Redirect.objects.bulk_create(
        Redirect(old_path=old, redirect_link=link) for old, link in rules.items()
    )
    assert led(client, "/a/") == told


@pytest.mark.parametrize("path", ["/%00/", "/" + "a/" * 400, "/😀/", "/inconnu/?a=%00"])
def test_an_unknown_address_is_still_a_404(client, saone, path):
    assert client.get(path).status_code == 404


def test_only_a_404_asks_for_rules(client, saone):
    asked = []
    for path in (f"{OLD}/", "/rien/", f"{OLD}/", "/rien/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append([("redirect" in query["sql"]) for query in queries].count(True))
    # A rule written that way, then a page that once had that address in other capitals.
    assert asked == [0, 2, 0, 2]


def test_rules_follow_the_portal_whose_name_changes_and_changes_back(client, saone):
    portal = PortalPage.objects.get(slug="saone-et-loire")
    for prefix in ("", "/en"):
        Redirect.add_redirect(f"{prefix}/saone-et-loire/affiche", "https://exemple.fr/")
    for slug in ("bourgogne", "saone-et-loire", "bresse"):
        portal.slug = slug
        portal.save_revision().publish()
        for name in {"saone-et-loire", slug}:
            for prefix in ("", "/en"):
                answer = client.get(f"{prefix}/{name}/affiche/", follow=True)
                assert answer.redirect_chain[-1][0] == "https://exemple.fr/", (slug, name, prefix)


def test_a_rule_that_meets_another_below_the_new_name_leaves(client, saone):
    portal = PortalPage.objects.get(slug="saone-et-loire")
    Redirect.add_redirect("/bourgogne/affiche", "https://exemple.fr/b")
    Redirect.add_redirect("/saone-et-loire/affiche", "https://exemple.fr/a")
    portal.slug = "bourgogne"
    portal.save_revision().publish()
    assert Redirect.objects.get().redirect_link == "https://exemple.fr/b"
