"""What other rooms hold of a portal ends with it, and comes back when it opens again."""

from datetime import timedelta

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from maillage.outbox.models import Message
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.home.models import ContentPage
from maillage_site.links.asking import _due
from maillage_site.links.models import PageLink
from maillage_site.links.reading import drain, read_page
from maillage_site.links.wording import wrong_with
from maillage_site.scheduling.due import due
from maillage_site.scheduling.schedule import keep_schedule
from maillage_site.syndication.models import PageProposal, TakenUpPage
from tests.site.closing.world import NOW, SLUG
from tests.site.factories import national_portal

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://ailleurs.example/"


def led(client, *paths):
    answers = {path: client.get(path) for path in paths}
    return {path: (one.status_code, one.headers.get("Location")) for path, one in answers.items()}


def page_of(home, slug="zibeline"):
    return ContentPage.objects.descendant_of(home).get(slug=slug)


def add(parent, title, html="", **fields):
    body = [{"type": "text", "value": html, "id": "a" * 8}]
    page = ContentPage(title=title, body=body, **fields)
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def test_a_redirect_written_in_it_ends_with_it_and_comes_back(client, home):
    below, above = f"/{SLUG}/affiche", "/affiche-nationale"
    Redirect.objects.create(old_path=below, redirect_link=ELSEWHERE)
    Redirect.objects.create(old_path=f"/en{below}", redirect_page=page_of(home))
    Redirect.objects.create(old_path=above, redirect_page=page_of(home))
    there = f"/{SLUG}/zibeline/"
    before = led(client, below, f"/en{below}", above)
    assert before == {below: (301, ELSEWHERE), f"/en{below}": (301, there), above: (301, there)}
    close_portal(home.portal, at=NOW, by=None)
    assert led(client, below, f"/en{below}", above) == {
        below: (410, None),
        f"/en{below}": (410, None),
        above: (302, f"/{SLUG}/"),
    }
    assert "no-store" in client.get(above).headers["Cache-Control"]
    assert list(Redirect.objects.values_list("old_path", flat=True)) == [above]
    reopen_portal(home.portal, at=NOW, by=None)
    assert led(client, below, f"/en{below}", above) == before


def test_a_redirect_that_the_nation_writes_in_its_place_stays(client, home):
    path, other = f"/{SLUG}/affiche", f"/{SLUG}/autre"
    for one in (path, other):
        Redirect.objects.create(old_path=one, redirect_link=ELSEWHERE)
    Redirect.objects.filter(old_path=other).update(created_at=None)
    close_portal(home.portal, at=NOW, by=None)
    Redirect.objects.create(old_path=path, redirect_link="https://nation.example/")
    Redirect.objects.update(created_at=NOW + timedelta(days=1))
    settle(NOW + timedelta(days=2))
    assert led(client, path) == {path: (302, "https://nation.example/")}
    reopen_portal(home.portal, at=NOW + timedelta(days=2), by=None)
    assert led(client, path, other) == {
        path: (301, "https://nation.example/"),
        other: (301, ELSEWHERE),
    }


def test_rules_of_a_portal_closed_before_they_ended_with_it_end_too(client, home):
    closing = close_portal(home.portal, at=NOW, by=None)
    Redirect.objects.create(old_path=f"/{SLUG}/affiche", redirect_link=ELSEWHERE)
    Redirect.objects.update(created_at=NOW - timedelta(days=1))
    settle(NOW)
    closing.refresh_from_db()
    assert (Redirect.objects.count(), len(closing.kept["redirects"])) == (0, 1)


def broken():
    rows = PageLink.objects.broken().in_order().with_what_is_told()
    return {row.text: wrong_with(row) for row in rows}


def test_links_to_it_are_reported_and_its_own_are_not(home):
    target = page_of(home)
    Redirect.objects.create(old_path="/affiche", redirect_page=target)
    html = (
        f'<a linktype="page" id="{target.pk}">page</a> <a href="/{SLUG}/lieux/">lieux</a>'
        f'<a href="/{SLUG}/zibeline/">adresse</a> <a href="/affiche">affiche</a>'
        f'<a href="/bourgogne/lieux/">autre</a>'
    )
    page = add(national_portal(), "Annuaire", html)
    own = add(home, "Renvois", '<a href="/disparue/">perdu</a> <a href="https://a.example/">a</a>')
    for one in (page, own):
        read_page(one, at=NOW)
    before = broken()
    assert (list(before), len(_due(NOW))) == (["perdu"], 1)
    close_portal(home.portal, at=NOW, by=None)
    assert Message.objects.filter(topic="page-links", key=str(page.pk)).exists()
    drain(100)
    nothing = "Rien ne se lit à cette adresse du site."
    assert broken() == {
        "page": "La page « La zibeline » est dans un portail fermé.",
        "lieux": nothing,
        "adresse": nothing,
        "affiche": nothing,
    }
    assert _due(NOW) == []
    reopen_portal(home.portal, at=NOW, by=None)
    drain(100)
    assert broken() == before


def planned(home):
    page = add(home, "Bientôt", live=False, go_live_at=NOW + timedelta(days=1))
    page.save_revision().publish()
    return page


def test_what_is_scheduled_in_it_waits_until_it_opens_again(home, clock):
    page, late = planned(home), NOW + timedelta(days=2)
    assert [one.subject()[0].pk for one in due(late)] == [page.pk]
    close_portal(home.portal, at=NOW, by=None)
    clock.move_to(late)
    keep_schedule(late)
    page.refresh_from_db()
    assert (page.live, due(late)) == (False, [])
    reopen_portal(home.portal, at=late, by=None)
    keep_schedule(late)
    page.refresh_from_db()
    assert page.live


def test_nothing_is_scheduled_in_it_once_its_pages_are_drafts(home):
    page = planned(home)
    close_portal(home.portal, at=NOW, by=None)
    settle(NOW + timedelta(days=30))
    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_pages_taken_up_from_it_and_in_it_come_back(client, home, region):
    theirs, ours = add(region, "Région", offered=True), page_of(home)
    ContentPage.objects.filter(pk=ours.pk).update(offered=True)
    for page, owner, portal in ((theirs, region, home), (ours, home, region)):
        TakenUpPage.objects.create(
            page=page, portal=portal.portal, owner=owner.portal, slug=page.slug, section="pages"
        )
    paths = (f"/{SLUG}/partage/region/", "/bourgogne/partage/zibeline/")
    assert [client.get(path).status_code for path in paths] == [200, 200]
    close_portal(home.portal, at=NOW, by=None)
    assert [client.get(path).status_code for path in paths] == [410, 404]
    reopen_portal(home.portal, at=NOW, by=None)
    assert [client.get(path).status_code for path in paths] == [200, 200]


def test_what_it_proposed_to_the_nation_waits_for_it(nation, home):
    PageProposal.objects.create(
        page=page_of(home), portal=home.portal, word="Utile à tous", proposed_at=NOW
    )
    screen = "/gestion/pages-proposees/"
    proposal = PageProposal.objects.get()

    def seen():
        return PageProposal.objects.waiting().count(), "La zibeline" in nation.get(screen).text

    before = seen()
    assert before == (1, True)
    close_portal(home.portal, at=NOW, by=None)
    assert seen() == (0, False)
    reopen_portal(home.portal, at=NOW, by=None)
    assert (seen(), PageProposal.objects.get()) == (before, proposal)
