"""A file of portals: its columns by their French names."""

from __future__ import annotations

from dataclasses import replace

from maillage_site.files import csv_table
from maillage_site.files.csv_table import Line, Table, UnreadableFile

__all__ = ["COLUMNS", "Line", "Table", "UnreadableFile", "column_of", "read_table"]

# Name of a field in ``typed.FIELDS`` → what its column may be called, the first being ours.
COLUMNS = {
    "territory": ("territoire", "code", "code territoire", "nom du territoire"),
    "title": ("titre", "nom", "nom du portail", "titre du portail"),
    "slug": ("adresse", "slug", "adresse du portail"),
    "summary": ("résumé", "accroche", "description"),
    "strong": ("couleur", "couleur forte", "couleurs"),
    "soft": ("couleur claire", "couleur douce"),
    "on_strong": ("couleur du texte", "texte sur la couleur"),
    "publisher": ("éditeur", "organisme", "structure"),
    "director": ("responsable de publication", "responsable", "directeur de publication"),
    "hosting": ("hébergeur", "hébergement"),
    "contact": ("contact", "courriel", "courriel de contact", "email", "mail"),
    "editors": ("rédaction", "rédacteurs", "équipe rédaction"),
    "publishers": ("publication", "publicateurs", "équipe publication", "équipe"),
    "coordinators": ("coordination", "coordinateurs", "équipe coordination"),
}
COLOURS = ("strong", "soft", "on_strong")


def read_table(content: bytes) -> Table:
    """Raises UnreadableFile."""
    table = csv_table.read_table(content, COLUMNS)
    lines = tuple(replace(line, values=_with_colours(line.values)) for line in table.lines)
    return replace(table, lines=lines)


def column_of(field: str) -> str:
    """What to call it in a message."""
    return COLUMNS[field][0]


def _with_colours(values: dict[str, str]) -> dict[str, str]:
    """One cell may hold the three colours, one after the other."""
    words = values.get("strong", "").replace(",", " ").replace(";", " ").split()
    alone = not any(values.get(name) for name in COLOURS[1:])
    if alone and 1 < len(words) <= len(COLOURS):
        return {**values, **dict(zip(COLOURS, words, strict=False))}
    return values
