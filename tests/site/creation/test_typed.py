"""What is typed about a portal: understood, or refused with what to write."""

import pytest
from django.core.exceptions import ValidationError

from maillage.accounts.models import PortalTeam
from maillage.territories.models import Territory
from maillage.ui.theme import NATIONAL, Brand, weaknesses
from maillage_site.creation.territory_names import TerritoryNames
from maillage_site.creation.typed import colour, darker, read_brand, understood
from maillage_site.home.models import IndexPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
Kind = Territory.Kind


@pytest.fixture(autouse=True)
def _territories(settings):
    national_portal()
    TerritoryFactory()
    for kind, code, slug in (
        (Kind.REGION, "01", "region-guadeloupe"),
        (Kind.DEPARTEMENT, "971", "guadeloupe"),
    ):
        TerritoryFactory(kind=kind, code=code, name="Guadeloupe", slug=slug)


def wanted(**typed: str):
    return understood({"territory": "71", **typed}, TerritoryNames())


def mistakes(**typed: str) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        wanted(**typed)
    return refused.value.message_dict


def test_everything_that_may_be_said():
    found = wanted(
        title="Aide 71",
        slug="aide-71",
        summary="Près de vous",
        strong="#7A2E3A",
        publisher="Le département",
        contact="Bonjour@exemple.fr",
        editors="a@exemple.fr; B@exemple.fr, a@exemple.fr",
        coordinators="c@exemple.fr",
    )
    identity = found.identity
    assert (identity.name, identity.slug, identity.contact) == (
        "Aide 71",
        "aide-71",
        "bonjour@exemple.fr",
    )
    assert (identity.brand.strong, weaknesses(identity.brand)) == ("#7a2e3a", [])
    role = PortalTeam.Role
    assert found.team == (
        (role.EDITOR, "a@exemple.fr"),
        (role.EDITOR, "b@exemple.fr"),
        (role.COORDINATOR, "c@exemple.fr"),
    )


def test_a_territory_alone_is_enough():
    found = wanted()
    assert (found.territory.code, found.identity.brand, found.team) == ("71", NATIONAL, ())


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"territory": ""}, "territory", "Écrivez le nom du territoire ou son code officiel."),
        (
            {"territory": "Guadeloupe"},
            "territory",
            "Guadeloupe (département, dep:971), Guadeloupe (région, reg:01)",
        ),
        (
            {"territory": "Saone et Loir"},
            "territory",
            "Vouliez-vous dire\u202f: Saône-et-Loire (département, dep:71)",
        ),
        ({"territory": "Zanzibar"}, "territory", "par exemple dep:71"),
        ({"slug": "Saône et Loire"}, "slug", "saone-et-loire"),
        ({"slug": "gestion"}, "slug", "déjà une adresse du site"),
        ({"slug": "actualites"}, "slug", "déjà une adresse du site"),
        ({"strong": "rouge"}, "strong", "« rouge » n’est pas une couleur"),
        ({"soft": "#ffffff"}, "strong", "Écrivez aussi la couleur forte"),
        ({"strong": "#ffe000"}, "strong", "se lit mal"),
        ({"strong": "#ffe000"}, "strong", "Écrivez par exemple #"),
        ({"contact": "bonjour"}, "contact", "prenom.nom@exemple.fr"),
        ({"editors": "a@exemple.fr, b@"}, "editors", "« b@ » n’est pas une adresse de courriel"),
        ({"publishers": "partie@exemple.fr"}, "publishers", "est fermé"),
        ({"title": "x" * 256}, "title", "255 caractères au plus"),
    ],
)
def test_a_mistake_is_told_beside_its_field_with_what_to_write(typed, field, said):
    home = PortalPage.objects.get(portal__national=True)
    home.add_child(instance=IndexPage(title="Actualités", slug="actualites"))
    UserFactory(email="partie@exemple.fr", is_active=False)
    found = mistakes(**typed)
    assert list(found) == [field]
    assert said.replace("« ", "«\u202f").replace(" »", "\u202f»") in " ".join(found[field])


@pytest.mark.parametrize("strong", ["rouge", "#ffe000"])
def test_every_mistake_is_told_at_once(strong):
    typed = {"territory": "Guadeloupe", "strong": strong, "contact": "x", "editors": "y"}
    assert set(mistakes(**typed, slug="É")) == {*typed, "slug"}


def test_the_address_that_another_portal_had_is_refused():
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    portal = territory_portal(morbihan).portal
    portal.slug = "bretagne-sud"
    portal.save()
    for slug in ("morbihan", "bretagne-sud"):
        assert "l’adresse d’un autre portail" in " ".join(mistakes(slug=slug)["slug"])


def test_a_portal_that_is_there_keeps_its_address_and_colours():
    territory_portal(TerritoryFactory())
    assert wanted(slug="saone-et-loire", strong="#ffe000").territory.code == "71"


@pytest.mark.parametrize("text", ["#0b5563", "0B5563", "0b5563"])
def test_a_colour_with_or_without_its_sign(text):
    assert colour(text) == "#0b5563"


@pytest.mark.parametrize("strong", ["#7a2e3a", "#0b5563", "#1f5c3d", "#000000", "#333"])
def test_the_colours_that_follow_from_the_strong_one_can_be_read(strong):
    assert weaknesses(read_brand(strong, "", "")) == []


@pytest.mark.parametrize("strong", ["#ffe000", "#00ff00", "#ff9933", "#ffffff", "#e10600"])
def test_a_colour_that_cannot_be_read_has_a_darker_shade_that_can(strong):
    shade = darker(Brand(strong, "#ffffff"))
    assert shade is not None
    assert weaknesses(shade) == []
