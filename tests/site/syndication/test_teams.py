"""Pages of others, as the teams of portals take them up and lose them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale, Page, PageLogEntry, PageViewRestriction
from wagtail.test.utils.form_data import rich_text

from maillage.accounts.models import PortalTeam
from maillage.outbox.models import Message
from maillage_search.embedded.engine import EmbeddedEngine
from maillage_search.indexing.outbox_consumer import drain
from maillage_search.query.request import SearchRequest, Viewer
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage
from maillage_site.syndication.models import FEATURES, TakenUpPage
from maillage_site.syndication.taking_up import NotOfferedError
from tests.site.factories import TerritoryFactory
from tests.site.syndication.world import changed, index, published, somebody, taken

pytestmark = pytest.mark.django_db
LIST = reverse("maillage_syndication_offered")
HERE = "/saone-et-loire/partage/impots/"


def address(page, portal) -> str:
    return reverse("maillage_syndication_taken", args=[page.pk, portal.portal.territory_id])


def typed(html="<p>Ici.</p>", **fields):
    words = {"introduction_fr": rich_text(html, features=FEATURES)}
    return {**words, "section": "news", "state": "shown", **fields}


def stored():
    """Without the keys that the editor gives to blocks."""
    rows = TakenUpPage.objects.values_list(
        "words__language", "words__introduction", "section", "pinned", "hidden"
    )
    return [
        (code, re.sub(r" data-block-key=.\w+.", "", text or ""), *how) for code, text, *how in rows
    ]


def test_a_publisher_takes_it_up_changes_it_and_withdraws_it(client, saone, page):
    client.force_login(somebody(saone))
    shown, there = client.get(LIST).text, address(page, saone)
    client.post(there, typed("<p>Ici, à <b>Mâcon</b>.</p>", state="put-forward"))
    first = stored()
    client.post(there, typed("", section="resources", state="hidden"))
    assert ("Impôts" in shown, there in shown, first) == (
        True,
        True,
        [("fr", "<p>Ici, à <b>Mâcon</b>.</p>", "news", True, False)],
    )
    assert stored() == [(None, "", "resources", False, True)]
    history = PageLogEntry.objects.filter(page=page.pk, action__startswith="maillage.")
    assert list(history.order_by("pk").values_list("action", "data")) == [
        ("maillage.page_put_forward", {"portal": "Saône-et-Loire"}),
        ("maillage.page_withdrawn", {"portal": "Saône-et-Loire"}),
    ]


def test_it_asks_for_words_in_each_language_of_the_portal(client, saone, nation, page):
    english, _made = Locale.objects.get_or_create(language_code="en")
    nation.copy_for_translation(english).save_revision().publish()
    saone.copy_for_translation(english).save_revision().publish()
    client.force_login(somebody(saone))
    there = address(page, saone)
    client.post(there, typed(introduction_en=rich_text("<p>Here.</p>", features=FEATURES)))
    shown = BeautifulSoup(client.get(there).content, "html.parser")
    assert sorted(stored()) == [
        ("en", "<p>Here.</p>", "news", False, False),
        ("fr", "<p>Ici.</p>", "news", False, False),
    ]
    labels = [label.get_text(" ", strip=True) for label in shown.select("label.w-field__label")]
    assert labels[:2] == ["Votre introduction (français)", "Votre introduction (anglais)"]


@pytest.mark.parametrize("role", [PortalTeam.Role.EDITOR, PortalTeam.Role.COORDINATOR])
def test_who_does_not_publish_reads_the_list_alone(client, saone, page, role):
    client.force_login(somebody(saone, role))
    there = address(page, saone)
    shown = client.get(LIST)
    answers = [client.get(there).status_code, client.post(there, typed()).status_code]
    assert (shown.status_code, "Impôts" in shown.text, there in shown.text) == (200, True, False)
    assert (set(answers) <= {302, 403}, stored()) == (True, [])


def test_another_portal_s_publisher_sees_and_changes_nothing(client, saone, morbihan, page):
    taken(page, saone, introductions={"fr": "<p>Secret d’ici.</p>"})
    before = stored()
    client.force_login(somebody(morbihan))
    there = address(page, saone)
    answers = [client.get(there), client.post(there, typed(state="hidden"))]
    assert (
        [answer.status_code for answer in answers],
        there in client.get(LIST).text,
        stored(),
    ) == ([404, 404], False, before)


def test_what_is_not_offered_and_what_is_one_s_own_is_not_taken_up(client, saone, nation):
    plain = published(index(nation, "actualites"), "Interne", "interne")
    private = published(index(nation, "actualites"), "Privée", "privee", offered=True)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    own = published(index(saone, "actualites"), "D’ici", "ici", offered=True)
    client.force_login(somebody(saone))
    pages = (plain, private, own)
    answers = [client.post(address(one, saone), typed()).status_code for one in pages]
    for one in pages:
        with pytest.raises(NotOfferedError):
            taken(one, saone)
    shown = client.get(LIST).text
    assert answers == [404, 404, 404]
    assert [title for title in ("Interne", "Privée") if title in shown] == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"state": "faux"},
        {"section": "ailleurs"},
        {"introduction_fr": rich_text("<p>a\0b</p>", features=FEATURES)},
        {"introduction_fr": rich_text(f"<p>{'x' * 2001}</p>", features=FEATURES)},
    ],
)
def test_a_broken_form_changes_nothing(client, saone, page, data):
    client.force_login(somebody(saone))
    answer = client.post(address(page, saone), typed(**data) if data else {})
    assert (answer.status_code, stored()) == (200, [])


def test_only_the_nation_offers_to_every_territory(client, saone, nation):

    for parent, allowed in (
        (index(saone, "actualites"), False),
        (index(nation, "actualites"), True),
    ):
        form_class = ContentPage.get_edit_handler().get_form_class()
        form = form_class(
            {"title": "T", "slug": "t", "offered": "on", "body-count": "0"},
            instance=ContentPage(),
            parent_page=parent,
            for_user=somebody(nation),
        )
        form.is_valid()
        assert ("offered" not in form.errors) is allowed


def messages_to(email):
    sent = (message.payload for message in Message.objects.filter(topic="mail"))
    return [one["subject"] for one in sent if one["recipient"] == email]


def test_the_team_is_told_of_what_its_portal_lost(client, saone, morbihan, page):
    publisher, elsewhere = somebody(saone), somebody(morbihan)
    taken(page, saone)

    def told(person):
        client.force_login(person)
        return HERE in client.get("/gestion/").text

    before = told(publisher)
    page.unpublish()
    assert (before, told(publisher), told(elsewhere)) == (False, True, False)
    page.save_revision().publish()
    assert not told(publisher)
    Page.objects.get(pk=page.pk).delete()
    assert (messages_to(publisher.email), messages_to(elsewhere.email)) == (
        ["Supprimée : Impôts"],
        [],
    )


def found(shown_in="", text="impots"):
    response = EmbeddedEngine().search(
        SearchRequest(text=text, shown_in=shown_in), Viewer.anonymous()
    )
    return [hit.url for hit in response.hits]


def test_the_search_of_the_portal_shows_it_once_and_there(client, saone, page):
    drain(500)
    before = found("dep:71")
    taken(page, saone)
    drain(500)
    results = BeautifulSoup(
        client.get("/saone-et-loire/recherche/?q=impots").content, "html.parser"
    )
    links = [a["href"] for a in results.main.find_all("a") if "impots/" in a["href"]]
    after = found("dep:71"), found("dep:56"), found()
    taken(page, saone, hidden=True)
    drain(500)
    own = ["/actualites/impots/"]
    assert (before, after, links, found("dep:71")) == ([], (own, [], own), [HERE], [])


def test_what_one_portal_withdrew_every_other_still_finds(saone, page):
    changed(page, shared=True)
    taken(page, saone, hidden=True)
    create_portal(TerritoryFactory(code="64", name="Béarn", slug="bearn"))
    drain(500)
    assert [len(found(f"dep:{code}")) for code in ("71", "56", "64")] == [0, 1, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_costs_the_same_for_one_and_for_three(
    client, saone, nation, page, count, django_assert_max_num_queries
):
    for number in range(count):
        one = published(index(nation, "actualites"), f"Alerte {number}", f"a{number}", offered=True)
        taken(one, saone)
    client.force_login(somebody(saone))
    client.get(LIST)
    with django_assert_max_num_queries(17):
        assert client.get(LIST).text.count(">Alerte ") == count


def test_who_does_not_publish_reads_who_does(client, saone, page):
    ContentPage.objects.filter(pk=page.pk).update(shared=False, offered=True)
    nadia = somebody(saone)
    nadia.name = "Nadia"
    nadia.save()
    for role, told in ((PortalTeam.Role.EDITOR, True), (PortalTeam.Role.PUBLISHER, False)):
        client.force_login(somebody(saone, role))
        shown = client.get(LIST).text
        assert ("les reprennent\u202f: " in shown) == told
        assert ("Nadia" in shown) == told
        assert ("la publication décide" in shown) == told
