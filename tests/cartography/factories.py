"""Places for tests."""

from __future__ import annotations

from datetime import date

import factory
from django.db.models import Model

from maillage.generations.counters import PLACES, bump
from maillage_cartography.models import Hours, Organisation, Place, PlaceSource, Stop
from maillage_cartography.models.places import folded
from maillage_cartography.standards.lamednum import Service
from tests.site.factories import CommuneFactory

SECOND_TUESDAY = "Tu[2] 09:00-12:00; PH off"


class HoursFactory(factory.django.DjangoModelFactory):
    """Monday to Friday, mornings and afternoons, closed on public holidays."""

    class Meta:
        model = Hours
        django_get_or_create = ("text", "zone")

    text = "Mo-Fr 09:00-12:00,14:00-17:30; PH off"
    zone = "Europe/Paris"
    osm = factory.LazyAttribute(lambda hours: Hours.reading(hours.text, hours.zone).osm)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A town's social centre, with its seat in Mâcon."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Centre communal {n}")
    commune = factory.SubFactory(CommuneFactory)


class _Shown(factory.django.DjangoModelFactory):
    """Rows of a list, which say like the product that it changed."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, *args: object, **kwargs: object) -> Model:
        made = super()._create(*args, **kwargs)
        bump(PLACES)
        return made


class PlaceFactory(_Shown):
    """A France services in Mâcon unless told otherwise; ``hours=None``: nobody knows when."""

    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"France services {n}")
    commune = factory.SubFactory(CommuneFactory)
    postal_code = "71000"
    address = "12 rue de la Barre"
    latitude = 46.3069
    longitude = 4.8287
    phone = "+33385395500"
    emails = "macon@exemple.fr"
    hours = factory.SubFactory(HoursFactory)
    mobility = "Fixe"
    services = f"{Service.PAPERWORK}|{Service.ACCESS}"
    costs = "Gratuit"
    programmes = "France Services"
    updated_on = date(2026, 9, 1)
    search_text = factory.LazyAttribute(
        lambda place: folded(f"{place.name} {place.commune.name} {place.address}")
    )


class PlaceSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlaceSource

    place = factory.SubFactory(PlaceFactory)
    source = "france-services"
    source_id = factory.Sequence(str)
    fingerprint = "0" * 64


class StopFactory(_Shown):
    """A bus stops in Mâcon, on the second Tuesday of the month."""

    class Meta:
        model = Stop

    place = factory.SubFactory(PlaceFactory, mobility="Itinérant")
    commune = factory.SubFactory(CommuneFactory)
    spot = "place de la mairie"
    latitude = factory.LazyAttribute(lambda stop: stop.commune.latitude)
    longitude = factory.LazyAttribute(lambda stop: stop.commune.longitude)
    hours = factory.LazyAttribute(
        lambda stop: HoursFactory(text=SECOND_TUESDAY, zone=stop.commune.time_zone)
    )
