"""What a person typed, without what a query language would read in it."""

from __future__ import annotations

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

LONGEST = 200
NOTHING = Not(MatchAll())


class Unbreakable:
    """A query compiler that is only ever given words."""

    def __init__(self, queryset: object, query: SearchQuery | str, *args: object, **options):  # noqa: ANN204
        super().__init__(queryset, tidied(query), *args, **options)


def tidied(query: SearchQuery | str) -> SearchQuery | str:
    """The same query made of words; one without any word finds nothing."""
    if isinstance(query, str):
        return words(query) or NOTHING
    if isinstance(query, PlainText):
        text = words(query.query_string)
        return PlainText(text, operator=query.operator, boost=query.boost) if text else NOTHING
    if isinstance(query, Phrase):
        text = words(query.query_string)
        return Phrase(text) if text else NOTHING
    if isinstance(query, Fuzzy):
        text = words(query.query_string)
        return Fuzzy(text, query.operator, query.unaccent) if text else NOTHING
    return _combined(query)


def words(text: str) -> str:
    """Letters and digits, separated by spaces."""
    kept = (c if c.isalnum() else " " for c in text[:LONGEST])
    return " ".join("".join(kept).split())


def _combined(query: SearchQuery) -> SearchQuery:
    if isinstance(query, And | Or):
        parts = [part for part in map(tidied, query.subqueries) if _tells(part)]
        return type(query)(parts) if parts else NOTHING
    if isinstance(query, Boost):
        return Boost(tidied(query.subquery), query.boost)
    if isinstance(query, Not):
        found = tidied(query.subquery)
        return Not(found) if _tells(found) else MatchAll()
    return query


def _tells(query: SearchQuery) -> bool:
    return query is not NOTHING and not isinstance(query, MatchAll)
