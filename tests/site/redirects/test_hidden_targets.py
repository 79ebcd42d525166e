"""No redirect is written to what readers may not read, none leads there, and no title is told."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

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
def publisher(client, portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
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
    if by == "page" or hide is draft:
        assert response.status_code == 404
    followed = client.get(f"{OLD}/", follow=True)
    assert SECRET not in followed.text


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
