"""What tells namesakes apart: the département's name, and a postal code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from maillage.territories.gazetteer.queries import DEPARTEMENTS
from maillage.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.territories.gazetteer.candidates import Candidate


@dataclass(frozen=True)
class ToldApart:
    """A candidate, the name it is shown under, and what tells it from its namesakes."""

    candidate: Candidate
    name: str
    told_by: str

    def __str__(self) -> str:
        return f"{self.name}, {self.told_by}"

    @property
    def precise(self) -> str:
        """What a field holds to mean this commune alone: ``Saint-Denis (97411)``."""
        commune = self.candidate.commune
        return f"{commune.name} ({commune.pk})" if commune else self.candidate.typed


def told_apart(candidates: Iterable[Candidate]) -> list[ToldApart]:
    """In two queries, whatever their number."""
    candidates = list(candidates)
    communes = [one.commune for one in candidates if one.commune]
    codes = {commune.departement_code for commune in communes}
    rows = Territory.objects.filter(kind__in=DEPARTEMENTS, code__in=codes)
    names = dict(rows.values_list("code", "name"))
    prefetch_related_objects(communes, "postal_codes")
    return [_told(one, names) for one in candidates]


def _told(one: Candidate, departements: dict[str, str]) -> ToldApart:
    if one.commune is None:
        kind = one.territory.get_kind_display() if one.territory else ""
        return ToldApart(one, str(one.territory or ""), kind)
    commune = one.commune
    codes = [row.code for row in commune.postal_codes.all()[:1]]
    told = [departements.get(commune.departement_code, commune.departement_code), *codes]
    return ToldApart(one, one.label if one.known_as else commune.name, ", ".join(told))
