"""The full-text index in the project's own database: FTS5 on SQLite, ``tsvector`` on PostgreSQL."""
