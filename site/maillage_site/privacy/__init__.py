"""For whom a page or a collection is, when it is not for everybody (ADR 0041)."""
