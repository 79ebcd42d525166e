"""No redirect is written to what readers may not read, none leads there, and no title is told."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
ADD = "/gestion/redirections/add/"
SECRET = "Fermeture de l’antenne"
OLD = "/saone-et-loire/affiche"


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def member(portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[PortalTeam.Role.PUBLISHER])
    return person


@pytest.fixture
def publisher(client, member):
    client.force_login(member)
    return client


def page_of(portal, *, live=True):
    page = portal.add_child(instance=ContentPage(title=SECRET, slug="secret", live=live))
    return ContentPage.objects.get(pk=page.pk)


def draft(page):
    page.unpublish()


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def private_above(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


HIDING = [draft, private, private_above]


@pytest.mark.parametrize("hide", HIDING)
@pytest.mark.parametrize("by", ["page", "address"])
def test_a_rule_to_a_hidden_page_is_refused_without_its_title(publisher, portal, hide, by):
    page = page_of(portal)
    hide(page)
    sent = {"old_path": OLD, "is_permanent": "on"}
    field = {"page": "redirect_page", "address": "redirect_link"}[by]
    sent[field] = page.pk if by == "page" else "/saone-et-loire/secret/"
    response = publisher.post(ADD, sent)
    assert response.status_code == 200
    [said] = response.context["form"].errors[field]
    assert SECRET not in said
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("hide", HIDING)
@pytest.mark.parametrize("by", ["page", "address"])
def test_a_rule_to_a_page_that_was_hidden_since_answers_without_telling_it(
    client, portal, hide, by
):
    page = page_of(portal)
    if by == "page":
        Redirect.add_redirect(OLD, page)
    else:
        Redirect.add_redirect(OLD, "http://localhost:8000/saone-et-loire/secret/")
    assert client.get(f"{OLD}/").status_code in {301, 302}
    hide(page)
    response = client.get(f"{OLD}/")
    assert response.status_code == 404
    assert SECRET not in response.text


@pytest.mark.parametrize("end", ["secret/", "secret", "secret/?de=affiche"])
@pytest.mark.parametrize("base", ["", "http://localhost:8000", "http://testserver"])
def test_an_address_leads_to_a_private_page_who_may_read_it(client, portal, member, base, end):
    private(page_of(portal))
    link = f"{base}/saone-et-loire/{end}"
    Redirect.objects.bulk_create([Redirect(old_path=OLD, redirect_link=link)])
    assert client.get(f"{OLD}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get(f"{OLD}/").status_code == 404
    client.force_login(member)
    response = client.get(f"{OLD}/")
    assert (response.status_code, response.url) == (301, link)
    assert "no-store" in response.headers["Cache-Control"]


def test_an_address_on_a_portal_s_own_host_leads_to_a_private_page_who_may_read_it(
    client, portal, member
):
    private(page_of(portal))
    Site.objects.create(hostname="aide71.example", root_page=portal)
    link = "https://aide71.example/secret/"
    Redirect.objects.bulk_create([Redirect(old_path=OLD, redirect_link=link)])
    assert client.get(f"{OLD}/").status_code == 404
    client.force_login(member)
    assert client.get(f"{OLD}/").url == link


def test_the_form_does_not_tell_the_title_of_others_hidden_page(publisher, portal):
    neighbour = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    page = page_of(neighbour)
    rule = Redirect.add_redirect(OLD, page)
    edit = reverse("wagtailsnippets_wagtailredirects_redirect:edit", args=[rule.pk])
    assert SECRET in publisher.get(edit).text
    private(page)
    answer = publisher.get(edit)
    assert (answer.status_code, SECRET in answer.text) == (200, False)
    assert "n’est plus lue de tous" in answer.text
    listed = publisher.get("/gestion/redirections/", {"q": "Fermeture"})
    assert SECRET not in listed.text
