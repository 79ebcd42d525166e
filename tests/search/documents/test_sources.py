"""The plugins' objects read as documents, while others write."""

import threading

import pytest
from django.db import connection, transaction

from maillage.territories.models import Commune
from maillage_search.documents.sources import CHUNK, documents_of, sources
from tests.site.factories import CommuneFactory


@pytest.mark.django_db(transaction=True)
def test_one_may_write_while_documents_are_read(commune_source):
    codes = [f"{number:05}" for number in range(CHUNK + 1)]
    rows = [CommuneFactory.build(code=code, kind="commune", name=code) for code in codes]
    Commune.objects.bulk_create(rows)
    reading = documents_of(sources()["commune"], 1)
    first = next(reading)

    def elsewhere():
        Commune.objects.filter(pk=codes[-1]).update(name="écrit ailleurs")
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join(30)
    with transaction.atomic():
        Commune.objects.filter(pk=codes[0]).update(name="écrit ici")
    titles = [found.document.title for found in [first, *reading]]
    assert (len(titles), titles[-1]) == (CHUNK + 1, "écrit ailleurs")
