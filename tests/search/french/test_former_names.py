"""Names that a service no longer has lead to the one in use, and count as much."""

import pytest

from maillage_search.french.chain import analyse, clean
from maillage_search.models import thesaurus as thesaurus_now

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Pôle emploi", "France Travail"),
        ("ANPE", "France Travail"),
        ("les Assedic", "France Travail"),
        ("MSAP", "France services"),
        ("RMI", "RSA"),
        ("CMU", "complémentaire santé solidaire"),
        ("Cotorep", "MDPH"),
        ("la perception", "finances publiques"),
        ("carte de séjour", "titre de séjour"),
        ("troubles dys", "dyslexie"),
        ("alphabétisation", "cours de français"),
        ("vois mal", "malvoyant"),
        ("entends mal", "malentendant"),
    ],
)
def test_a_former_or_familiar_name_counts_as_the_one_in_use(former, today):
    thesaurus = thesaurus_now()
    [concept] = thesaurus.concepts(analyse(clean(former)))
    assert clean(today) in {one.text for one in concept.alternatives if one.plain}


def test_la_secu_finds_the_health_insurance():
    thesaurus = thesaurus_now()
    [concept] = thesaurus.concepts(analyse(clean("la Sécu")))
    assert {clean("assurance maladie"), "ameli"} <= {one.text for one in concept.alternatives}
