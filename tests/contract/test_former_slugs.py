"""A slug that one team has left is not taken by another: its printed addresses lead there."""

import pytest
from django.core.exceptions import ValidationError

from maillage_community.models import Circle
from maillage_events.models import EventSeries
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
MAKE = {
    "circle": lambda **facts: Circle(name="Cercle", **facts),
    "series": lambda **facts: EventSeries(title="Série", **facts),
}


def refused(row) -> list[str]:
    try:
        row.clean()
    except ValidationError as error:
        return error.message_dict["slug"]
    return []


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_another_team_does_not_take_it(make):
    ours, theirs = TerritoryFactory(), TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    row = make(slug="ateliers", territory=ours)
    row.save()
    row.slug = "cours"
    row.save()
    said = [
        (
            "«\u202fateliers\u202f» a été l’adresse d’une autre équipe\u202f: ce qu’elle a imprimé "
            "mène encore là. Choisissez-en une autre."
        )
    ]
    assert refused(make(slug="ateliers", territory=theirs)) == said
    assert refused(make(slug="ateliers", territory=None)) == said
    assert refused(make(slug="ateliers", territory=ours)) == []
    assert refused(make(slug="autre", territory=theirs)) == []
    row.slug = "ateliers"
    assert refused(row) == []
