"""PostgreSQL's own full-text search, given words alone."""

from __future__ import annotations

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from maillage_site.admin_search.typed import Unbreakable


class Compiler(Unbreakable, PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(Unbreakable, PostgresAutocompleteQueryCompiler):
    pass


class Backend(PostgresSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
