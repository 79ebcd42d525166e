"""What the full-text index holds after documents were written and forgotten, on both databases."""

import pytest
from django.db import connection

from maillage.values import Audience
from maillage_search.full_text.vendor import vendor
from maillage_search.full_text.writing import forget, write
from maillage_search.models import IndexedDocument, Word
from tests.search.factories import document, ready

pytestmark = pytest.mark.django_db
SECRET = {"audience": Audience.RESTRICTED, "acl": ("circle:1",)}


def holding(stem):
    """Uids of public documents that the index finds by a stem."""
    ids, param = vendor().holding(), vendor().any_of([stem])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({ids}) m", [param])
        pks = [pk for (pk,) in cursor.fetchall()]
    return set(IndexedDocument.objects.filter(pk__in=pks).values_list("uid", flat=True))


def test_words_of_public_documents_alone_are_remembered():
    write(ready(document("a", "Zèbre"), document("b", "Quetzal", **SECRET)))
    assert set(Word.objects.values_list("word", flat=True)) == {"zèbre"}
    assert (holding("zebr"), holding("quetzal")) == ({"page:a:fr"}, set())


def test_a_later_version_replaces_the_tokens_and_an_earlier_one_nothing():
    write(ready(document("a", "Zèbre"), version=2))
    write(ready(document("a", "Girafe"), version=1))
    assert (holding("zebr"), holding("giraf")) == ({"page:a:fr"}, set())
    write(ready(document("a", "Girafe"), version=3))
    assert (holding("zebr"), holding("giraf")) == (set(), {"page:a:fr"})


def test_a_document_is_forgotten_unless_it_was_written_since():
    write(ready(document("a", "Zèbre"), version=2))
    forget(["page:a:fr"], version=1)
    assert holding("zebr") == {"page:a:fr"}
    forget(["page:a:fr"], version=2)
    assert (holding("zebr"), IndexedDocument.objects.count()) == (set(), 0)
