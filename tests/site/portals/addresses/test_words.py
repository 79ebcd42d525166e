"""Addresses that pages may not take."""

import pytest
from django.core.checks import run_checks
from wagtail.models import Page

from maillage_site.creation.tree import create_portal
from maillage_site.portals.addresses.words import reserved_words
from maillage_site.portals.models import PortalPage
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_routes_languages_and_folders_are_reserved():
    wanted = {"gestion", "lieux", "agenda", "communautes", "recherche", "rejoindre", "api"}
    wanted |= {"sante", "documents", "compte", "mon-espace", "choisir-mon-territoire"}
    assert wanted | {"en", "fr", "static", "media", "theme", "_util"} <= reserved_words()


@pytest.mark.parametrize(
    ("parent", "slug", "refused"),
    [
        ("portal", "agenda", True),
        ("portal", "en", True),
        ("portal", "horaires", False),
        ("index", "agenda", False),
    ],
)
def test_the_form_refuses_a_route_s_word_right_under_a_portal(client, parent, slug, refused):
    portal = create_portal(TerritoryFactory())
    above = portal if parent == "portal" else portal.get_children().get(slug="ressources")
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    response = client.post(
        f"/gestion/pages/add/maillage_home/contentpage/{above.pk}/",
        {"title": "Page", "slug": slug, "body-count": "0", "comments-TOTAL_FORMS": "0",
         "comments-INITIAL_FORMS": "0"},
    )  # fmt: skip
    made = Page.objects.child_of(above).filter(slug=slug).exists()
    assert (response.status_code == 200 and not made) is refused


def test_a_check_names_the_page_that_a_route_hides():
    portal = create_portal(TerritoryFactory())
    Page.objects.child_of(portal).filter(slug="contact").update(slug="agenda")
    found = [m.obj.slug for m in run_checks(databases=["default"]) if m.id == "maillage.W001"]
    assert found == ["agenda"]


def test_brand_values_that_cannot_be_read_are_refused():
    from django.core.exceptions import ValidationError

    portal = create_portal(TerritoryFactory())
    portal.propose(brand_strong="#ffe066")
    with pytest.raises(ValidationError) as refused:
        PortalPage.clean(portal)
    assert "contraste" in str(refused.value.message_dict["brand_strong"])
