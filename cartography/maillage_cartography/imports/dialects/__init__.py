"""The shapes of files that can be imported, each translated into the national standard."""

from maillage_cartography.imports.dialects.base import Dialect, UnknownDialect, dialect_of

__all__ = ["Dialect", "UnknownDialect", "dialect_of"]
