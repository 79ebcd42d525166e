"""The engine that lives in the project's own database, always kept up to date."""
