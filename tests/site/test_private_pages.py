"""What is made private leaves every list, feed and map at the click; aliases with it."""

import re
from datetime import timedelta

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from maillage import pages
from maillage.contributions import SitemapSource
from maillage.plugin import contributions
from maillage_community.models import Circle
from maillage_events.models import EventPage, EventSeries
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.indexing.rebuild import rebuild
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.home.search import pages as pages_found
from maillage_site.portals.addresses.routing import ScopePattern
from tests.community.factories import CircleFactory, TopicFactory
from tests.events.factories import event_page
from tests.site.factories import TerritoryFactory, UserFactory
from tests.site.sitemap import protocol

pytestmark = pytest.mark.django_db
# Both words are on the pages: the first is asked, the second must never be read.
SEARCHED, CANARY = "zibeline", "outremonde"
# What is not for reading: the admin, people's own accounts, what asks for a form first.
LEFT_OUT = re.compile(r"^(gestion|compte|mon-espace|en/compte|en/mon-espace|demo|static|media)/")
PARAMETER = re.compile(r"[<(\[\\]")


@pytest.fixture
def national():
    return create_portal(None)


@pytest.fixture
def saone(national):
    return create_portal(TerritoryFactory())


def write(parent, title=f"La {SEARCHED} d'{CANARY}", **fields):
    page = ContentPage(title=title, summary=f"Une {SEARCHED}", live=False, **fields)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def section(portal, slug):
    return IndexPage.objects.child_of(portal).get(slug=slug)


def addresses(patterns=None, prefix=""):
    """Every public address without a parameter, as the URLconf tells them."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        part = "" if isinstance(pattern.pattern, ScopePattern) else str(pattern.pattern)
        path = f"{prefix}{part.lstrip('^').rstrip('$')}"
        if LEFT_OUT.match(path) or PARAMETER.search(path):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path


SITEMAP = [f"/sitemap-{source.name}-1.xml" for source in contributions(SitemapSource)]


def everywhere():
    """Those, and the same in a territory's portal and in English; the pages that list pages."""
    places = ["/", "/ressources/", "/actualites/", *SITEMAP, *(f"/{path}" for path in addresses())]
    inside = [path for path in places if not path.startswith(("/api/", "/sante/"))]
    return dict.fromkeys([*places, *(f"/saone-et-loire{p}" for p in inside), "/en/recherche/"])


def with_canary(client, places):
    """Those of these addresses where anybody reads the canary, with a question or without."""
    found = set()
    for path in places:
        for query in ({}, {"q": SEARCHED}):
            answer = client.get(path, query)
            content = b"".join(answer) if answer.streaming else answer.content
            if answer.status_code < 400 and CANARY in content.decode(errors="replace").lower():
                found.add(path)
    return found


LISTS = {
    *("/", "/saone-et-loire/", "/actualites/", "/saone-et-loire/actualites/"),
    *("/sitemap-pages-1.xml", "/sitemap-events-1.xml"),
    *("/recherche/", "/en/recherche/", "/saone-et-loire/recherche/", "/api/search/"),
    *("/agenda/", "/agenda.ics", "/agenda.rss", "/agenda.json", "/api/events/"),
}


def test_a_walk_over_every_public_address_reads_nothing_of_what_was_made_private(
    client, national, saone
):
    news = write(section(national, "actualites"), shared=True, slug=CANARY)
    note = write(national, slug=f"note-{CANARY}", in_footer=True, show_in_menus=True)
    soon = timezone.localdate() + timedelta(days=7)
    told = event_page(
        national, title=f"Atelier {SEARCHED} {CANARY}", slug=f"atelier-{CANARY}", start_date=soon
    )
    rebuild()
    assert with_canary(client, LISTS) == LISTS
    assert everywhere().keys() >= LISTS
    etag = client.get("/agenda.ics")["ETag"]
    client.force_login(UserFactory(is_superuser=True))
    for page in (news, note, told):
        path = f"/gestion/pages/{page.pk}/privacy/"
        assert client.post(path, {"restriction_type": "login"}).status_code == 200
    client.logout()
    assert with_canary(client, everywhere()) == set()
    assert client.get("/agenda.ics", headers={"If-None-Match": etag}).status_code == 200


def test_an_alias_of_what_lies_below_a_private_page_is_private_as_well(client, national, saone):
    page = write(section(national, "ressources"), slug=CANARY)
    alias = page.create_alias(parent=section(saone, "ressources"), update_slug="vu-ailleurs")
    PageViewRestriction.objects.create(
        page=section(national, "ressources"), restriction_type="login"
    )
    address = "/saone-et-loire/ressources/vu-ailleurs/"
    assert Page.objects.get(pk=alias.pk).specific.url == address
    assert CANARY not in client.get("/saone-et-loire/ressources/").content.decode()
    assert address not in protocol.text(client)
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address).status_code == 200


def test_a_private_translation_is_not_announced(client, national):
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = write(section(national, "ressources"), title="Une page", slug="page")
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.slug, copy.live = f"the-{CANARY}", True
    copy.save()
    assert CANARY in client.get("/ressources/page/").content.decode().split("<main")[0]
    PageViewRestriction.objects.create(page=copy, restriction_type="login")
    assert CANARY not in client.get("/ressources/page/").content.decode().split("<main")[0]


def test_a_private_portal_is_not_among_those_to_choose(client, national):
    create_portal(TerritoryFactory(code="56", name="Outremonde", slug="outremonde"))
    assert "Outremonde" in client.get("/choisir-mon-territoire/").content.decode()
    portal = Page.objects.get(slug="outremonde")
    PageViewRestriction.objects.create(page=portal, restriction_type="login")
    assert "Outremonde" not in client.get("/choisir-mon-territoire/").content.decode()


def test_the_agenda_does_not_find_an_event_by_its_private_translation(client, national):
    english = Locale.objects.get_or_create(language_code="en")[0]
    soon = timezone.localdate() + timedelta(days=7)
    page = event_page(national, title="Atelier", slug="atelier", start_date=soon)
    copy = page.copy_for_translation(english, copy_parents=True)
    copy.title = f"The {CANARY} workshop"
    copy.save_revision().publish()
    assert "Atelier" in client.get("/agenda/", {"q": CANARY}).content.decode().split("<main")[1]
    PageViewRestriction.objects.create(
        page=EventPage.objects.get(pk=copy.pk), restriction_type="login"
    )
    assert "atelier/" not in client.get("/agenda/", {"q": CANARY}).content.decode()


def test_eleven_hundred_restrictions_are_no_deep_expression(client, national, monkeypatch):
    page = write(section(national, "ressources"), slug="page")
    told = event_page(national, slug="atelier")
    private = tuple(f"00019{number:03}{'0001' * (number % 4)}" for number in range(1100))
    paths = (*private, Page.objects.get(pk=told.pk).path)
    monkeypatch.setattr(pages, "restricted_paths", lambda: paths)
    assert page.pk in {found.pk for found in pages_found()}
    assert "/ressources/page/" in protocol.text(client)
    assert (client.get("/agenda/").status_code, list(EventPage.objects.open_to_all())) == (200, [])


def found(client, language=""):
    path = f"{language}/recherche/"
    return CANARY in client.get(path, {"q": SEARCHED}).content.decode()


@pytest.fixture
def workshop(national):
    soon = timezone.localdate() + timedelta(days=7)
    title = f"Atelier {SEARCHED} {CANARY}"
    page = event_page(national, title=title, slug="atelier", start_date=soon)
    rebuild()
    return page


def test_an_event_that_is_listed_no_more_leaves_the_search_at_once(client, workshop):
    assert found(client)
    workshop.visibility = "unlisted"
    workshop.save_revision().publish()
    assert not found(client)


def test_an_event_is_told_by_the_page_that_is_left(client, workshop):
    english = Locale.objects.get_or_create(language_code="en")[0]
    copy = workshop.copy_for_translation(english, copy_parents=True)
    copy.title = f"A {SEARCHED} workshop"
    copy.save_revision().publish()
    drain(100)
    workshop.unpublish()
    assert (found(client), found(client, "/en")) == (False, False)
    found_in_english = client.get("/en/recherche/", {"q": SEARCHED}).content.decode()
    assert f"A <mark>{SEARCHED}</mark> workshop" in found_in_english


def test_a_series_that_is_hidden_or_deleted_leaves_the_search_at_once(client, workshop):
    series = EventSeries.objects.create(title=f"Cycle {SEARCHED}", slug=CANARY)
    series.events.add(workshop.event)
    rebuild()
    address = f"/agenda/series/{CANARY}/"
    read = lambda: address in client.get("/recherche/", {"q": SEARCHED}).content.decode()  # noqa: E731
    assert read()
    series.live = False
    series.save()
    assert not read()
    series.live = True
    series.save()
    drain(100)
    assert read()
    series.delete()
    assert not read()


def test_series_deleted_together_leave_the_search_at_once(client, workshop):
    """As the admin does: Wagtail's bulk action calls no method of theirs."""
    series = EventSeries.objects.create(title=f"Cycle {SEARCHED}", slug=CANARY)
    series.events.add(workshop.event)
    rebuild()
    read = lambda: f"/agenda/series/{CANARY}/" in client.get("/recherche/", {"q": SEARCHED}).text  # noqa: E731
    assert read()
    client.force_login(UserFactory(is_superuser=True))
    path = f"/gestion/bulk/maillage_events/eventseries/delete/?id={series.pk}"
    assert client.post(path).status_code == 302
    client.logout()
    assert (EventSeries.objects.count(), read()) == (0, False)


@pytest.mark.parametrize("act", [Circle.delete, lambda circle: circle.topics.all().delete()])
def test_topics_leave_the_search_with_their_circle(client, national, act):
    circle = CircleFactory(name=f"Cercle {SEARCHED}", slug="cercle")
    TopicFactory(circle=circle, title=f"Ma {SEARCHED}, à {CANARY} ?")
    rebuild()
    assert found(client)
    act(circle)
    assert not found(client)
    assert Circle.objects.exists() == ("/communautes/cercle/" in asked(client))


def asked(client):
    return client.get("/recherche/", {"q": SEARCHED}).text


@pytest.mark.parametrize("private", ["fr", "en"])
@pytest.mark.parametrize("above", [False, True], ids=["itself", "its section"])
def test_a_page_is_private_in_all_its_languages(client, national, private, above):
    french = write(section(national, "ressources"), slug="page")
    english = french.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    english.slug = "the-page"
    english.save_revision().publish()
    rebuild()
    paths = ("/ressources/page/", f"/en{ContentPage.objects.get(pk=english.pk).url[3:]}")
    lists = ("/recherche/", "/en/recherche/", "/sitemap-pages-1.xml")
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
    assert with_canary(client, lists) >= {"/recherche/", "/en/recherche/"}

    page = {"fr": french, "en": english}[private]
    page = page.get_parent() if above else page
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post(f"/gestion/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    client.logout()

    assert answer.status_code == 200
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 302)
    assert with_canary(client, everywhere()) == set()
    sitemap = protocol.text(client)
    assert [path for path in paths if path in sitemap] == []

    PageViewRestriction.objects.all().get().delete()
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
