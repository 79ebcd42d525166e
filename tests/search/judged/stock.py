"""What Wagtail finds by itself: its own index, in the project's database, of the same documents."""

from __future__ import annotations

from typing import ClassVar

from django.db import transaction
from modelsearch import index
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search.backends.database import SearchBackend
from wagtail.search.models import IndexEntry

from maillage_search.documents.delimited import needle
from maillage_search.models import IndexedDocument
from tests.search.judged.asking import territory_of
from tests.search.judged.baseline import WORD
from tests.search.judged.measures import DEPTH, Ask, Judged
from tests.search.judged.naming import name_of

CHUNK = 1_000


class StockDocument(index.Indexed, IndexedDocument):
    """A document with the fields that Wagtail's own pages are searched by."""

    search_fields: ClassVar = [
        index.SearchField("title", boost=2),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
        index.FilterField("readers"),
        index.FilterField("audience"),
    ]

    class Meta:
        proxy = True
        app_label = "judged"  # of no app: nobody asks for its migrations


TextIDGenericRelation(IndexEntry).contribute_to_class(StockDocument, "index_entries")


def stock() -> Ask:
    """Fills Wagtail's index with what the embedded engine holds: never of a database in use."""
    backend = SearchBackend({})
    with transaction.atomic():
        IndexEntry.objects.all().delete()
        documents = StockDocument.objects.filter(audience="public", readers__contains=needle("fr"))
        for start in range(0, documents.count(), CHUNK):
            backend.get_index_for_model(StockDocument).add_items(
                StockDocument, documents.order_by("pk")[start : start + CHUNK]
            )

    def ask(question: Judged) -> list[str]:
        text = " ".join(WORD.findall(question.text))
        if not text:
            return []
        asked = documents.filter(kind__in=question.only) if question.only else documents
        found, shown_in, kept = backend.search(text, asked), territory_of(question), []
        # In a portal as many are read as it takes: Wagtail filters no list in a column.
        for one in found if shown_in else found[:DEPTH]:
            if not shown_in or one.national or needle(shown_in) in one.territories:
                kept.append(name_of(one.kind, one.title, one.url, _codes(one)))
            if len(kept) == DEPTH:
                break
        return kept

    return ask


def _codes(document: IndexedDocument) -> list[str]:
    return document.territories.strip("|").split("|")
