"""Communes, alone or at the end of a question: "mâc", "impôts à mâc"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.territories.gazetteer.queries import find
from maillage_search.query.locations import STRONG, WEAK
from maillage_search.suggestions.values import SHORTEST, Suggestion, results_url

if TYPE_CHECKING:
    from maillage.territories.models import Territory

MOST = 3


def towns(typed: str, own: Territory | None, results: str) -> list[Suggestion]:
    """The reader's own first; what is typed before the town stays in the question."""
    asked, name = _place_of(typed)
    if len(name) < SHORTEST:
        return []
    found = find(name, own=own, tolerant=False).candidates
    return [
        Suggestion(
            f"{asked} – {one.label}" if asked else one.label,
            _("Around this town"),
            results_url(results, q=asked, commune=one.commune.code),
        )
        for one in found
        if one.commune is not None
    ][:MOST]


def _place_of(typed: str) -> tuple[str, str]:
    """What is asked, and what follows the last preposition of place; all of it is one or none."""
    text = typed.replace("’", "'")
    said = [match for pattern in (STRONG, WEAK) for match in pattern.finditer(text)]
    if not said:
        return "", text
    last = max(said, key=lambda match: match.end())
    return text[: last.start()].strip(), text[last.end() :].strip()
