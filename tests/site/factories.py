"""Territories, portals and people for tests."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from wagtail.models import Locale, Page, Site

from maillage.accounts.models import User
from maillage.territories.models import Commune, Territory
from maillage.territories.names import name_key
from maillage_site.portals.models import Portal, PortalPage


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    name = factory.Sequence(lambda n: f"Personne {n}")


def verified(email: str) -> User:
    """Somebody with an account, who has proved that the address is theirs."""
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email.lower(), verified=True, primary=True)
    return user


class CommuneFactory(factory.django.DjangoModelFactory):
    """Mâcon unless told otherwise."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "71270"
    name = "Mâcon"
    name_key = factory.LazyAttribute(lambda commune: name_key(commune.name))
    departement_code = factory.LazyAttribute(
        lambda commune: commune.code[:3] if commune.code[:2] in {"97", "98"} else commune.code[:2]
    )
    region_code = "27"
    epci_code = "200070308"
    population = 34_448
    latitude = 46.3069
    longitude = 4.8287


class TerritoryFactory(factory.django.DjangoModelFactory):
    """Saône-et-Loire unless told otherwise."""

    class Meta:
        model = Territory
        django_get_or_create = ("kind", "code")

    kind = Territory.Kind.DEPARTEMENT
    code = "71"
    name = "Saône-et-Loire"
    slug = "saone-et-loire"


def national_portal() -> PortalPage:
    """The national portal at ``/``, root of the default Wagtail site."""
    Locale.objects.get_or_create(language_code="fr")
    found = PortalPage.objects.filter(portal__national=True, language__language_code="fr").first()
    if found:
        return found
    root = Page.get_first_root_node()
    portal = Portal.objects.create(national=True, slug="maillage")
    home = root.add_child(instance=PortalPage(portal=portal, title="Maillage"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home},
    )
    Site.clear_site_root_paths_cache()
    return home


def territory_portal(territory: Territory | None = None, **fields: object) -> PortalPage:
    """A territory's portal, child of the national one; Saône-et-Loire's by default."""
    territory = territory or TerritoryFactory()
    slug = fields.pop("slug", territory.slug)
    portal = Portal.objects.create(territory=territory, slug=slug)
    fields = {"title": territory.name, **fields}
    return national_portal().add_child(instance=PortalPage(portal=portal, **fields))
