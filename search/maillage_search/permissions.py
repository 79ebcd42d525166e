"""Who keeps the search: the nation's team alone, since its words are those of every portal."""

from __future__ import annotations

from maillage.permissions import DECIDERS, TEAM, Verb, register_territory_policy
from maillage_search.models import MissedQuestion, ThesaurusEntry

register_territory_policy(
    ThesaurusEntry,
    Verb("view", TEAM, national=True),
    *(Verb(name, DECIDERS, national=True) for name in ("add", "change", "delete")),
    rows=lambda _own: ThesaurusEntry.objects.none(),
)
# What readers asked and did not find.
register_territory_policy(
    MissedQuestion,
    Verb("view", TEAM, national=True),
    rows=lambda _own: MissedQuestion.objects.none(),
)
