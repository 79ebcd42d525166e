"""FTS5: one query ordered by relevance, then the objects by their keys.

Wagtail's own backend asks for the score of each object in a subquery: seconds at 20,000 objects.
"""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, When
from modelsearch.backends.database.sqlite.query import (
    BM25,
    AndNot,
    MatchExpression,
    normalize,
)
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import And, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from maillage_site.admin_search.typed import Unbreakable

MOST_RESULTS = 5_000
SIMPLE = (PlainText, Phrase, And, Or, AndNot)


class OneQuery(Unbreakable):
    """Compiles what the admin asks; the rest (scores, negations) is Wagtail's business."""

    def search(
        self, config: object, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet:
        query = normalize(self.query)
        if score_field is not None or not isinstance(query, SIMPLE):
            return super().search(config, start, stop, score_field=score_field)
        keys = self._keys(query, config)
        if not self.order_by_relevance:
            found = self.queryset.filter(pk__in=keys)
            return (found if found.query.order_by else found.order_by("-pk"))[start:stop]
        if stop is None:
            return self.queryset.filter(pk__in=keys).order_by("-pk")[start:stop]
        return self._page(keys, start or 0, stop)

    def _keys(self, query: SearchQuery, config: object) -> list[object]:
        """Primary keys of what matches, the most relevant first."""
        if isinstance(query, AndNot):
            refused = set(self._keys(query.subquery_b, config))
            return [key for key in self._keys(query.subquery_a, config) if key not in refused]
        match = self.build_search_query_content(query, config=config)
        kinds = get_descendants_content_types_pks(self.queryset.model)
        entries = SQLiteFTSIndexEntry.objects.filter(
            MatchExpression(self.fields or self.FTS_TABLE_FIELDS, match),
            index_entry__content_type__in=kinds,
        ).order_by(BM25())
        found = entries.values_list("index_entry__object_id", flat=True)[:MOST_RESULTS]
        return [self.queryset.model._meta.pk.to_python(key) for key in found]

    def _page(self, keys: list[object], start: int, stop: int) -> QuerySet:
        allowed = set(self.queryset.filter(pk__in=keys).values_list("pk", flat=True))
        page = [key for key in keys if key in allowed][start:stop]
        if not page:
            return self.queryset.none()
        places = [When(pk=key, then=place) for place, key in enumerate(page)]
        order = Case(*places, output_field=IntegerField())
        return self.queryset.filter(pk__in=page).order_by(order)


class Compiler(OneQuery, SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(OneQuery, SQLiteAutocompleteQueryCompiler):
    pass


class Backend(SQLiteSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
