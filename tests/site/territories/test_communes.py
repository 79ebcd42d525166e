import pytest
from django.db import IntegrityError, transaction

from maillage.territories.models import Commune

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "centre",
    [(46.3, None), (None, 4.8), (91.0, 4.8), (46.3, 181.0), (-91.0, None)],
    ids=["no longitude", "no latitude", "beyond the pole", "round the globe", "half and beyond"],
)
def test_the_database_refuses_half_a_centre_or_one_off_the_globe(centre):
    latitude, longitude = centre
    with pytest.raises(IntegrityError), transaction.atomic():
        Commune.objects.create(
            code="71270", name="Mâcon", latitude=latitude, longitude=longitude, population=1
        )
    assert not Commune.objects.exists()
