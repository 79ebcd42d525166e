"""What a text may mean, in the order in which it is offered, and whether one is meant for sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from maillage.territories.models import Commune, Territory

MOST = 20
# A namesake so many times smaller is not asked about.
OVERWHELMING = 20
# What only begins like the text, at home, comes before a namesake elsewhere up to that many
# times larger: "Paris" is not Paris-l'Hôpital, even in Saône-et-Loire.
OWN_UP_TO = 100


@dataclass(frozen=True)
class Candidate:
    """A commune or a territory; ``known_as``: the other name it was found by.

    ``exact``: it bears the whole name, or the code; ``own``: it lies in the reader's territory.
    """

    commune: Commune | None = None
    territory: Territory | None = None
    known_as: str = ""
    exact: bool = False
    own: bool = False

    @property
    def weight(self) -> int:
        """Inhabitants; a seat of the State is known further. Of an old name, nobody counts them."""
        if self.territory is not None:
            return self.territory.population or 0
        if self.commune is None or self.known_as:
            return 0
        return (self.commune.population or 0) * (2 if self.commune.seat else 1)

    @property
    def label(self) -> str:
        """Told from its namesakes: ``Saint-Denis (974)``, ``Saône-et-Loire (département)``."""
        if self.commune is None:
            return (
                f"{self.territory} ({self.territory.get_kind_display()})" if self.territory else ""
            )
        if not self.known_as:
            return self.typed
        names = {"old_name": self.known_as, "commune": self.typed}
        return _("%(old_name)s, in %(commune)s") % names

    @property
    def typed(self) -> str:
        """What a field holds to mean this one: ``Saint-Denis (974)``, ``Saône-et-Loire (71)``."""
        if self.commune is not None:
            return f"{self.commune.name} ({self.commune.departement_code})"
        return f"{self.territory} ({self.territory.code})" if self.territory else ""

    @property
    def parameters(self) -> dict[str, str | None]:
        """What an address asks to mean this one, and nothing else."""
        if self.commune is not None:
            return {"commune": self.commune.code, "pres_de": None}
        return {"commune": None, "pres_de": self.typed}


@dataclass(frozen=True)
class Answer:
    """The candidates in order; ``close`` when none bears the text, but for a typing error, or a
    word set aside.
    """

    candidates: tuple[Candidate, ...] = ()
    close: bool = False

    @property
    def communes(self) -> list[Commune]:
        """Each once, in order."""
        return list(dict.fromkeys(one.commune for one in self.candidates if one.commune))

    @property
    def is_cut(self) -> bool:
        """Whether there may be others."""
        return len(self.candidates) == MOST

    @property
    def taken(self) -> Candidate | None:
        """The one that is meant for sure; None is a question to ask."""
        if self.close or not self.candidates:
            return None
        first, *others = self.candidates
        if first.known_as:
            return None
        others = [one for one in others if not one.known_as]
        rivals = [one for one in others if one.own] if first.own else others
        if rivals and not self._overwhelms(first, rivals):
            return None
        if self.is_only_at_home:
            return first
        alone = first.exact or not others or first.weight >= OVERWHELMING * others[0].weight
        return first if alone else None

    @property
    def is_only_at_home(self) -> bool:
        """One alone is of the reader's territory, and it comes first."""
        return [one.own for one in self.candidates[:2]] in ([True], [True, False])

    @property
    def others(self) -> tuple[Candidate, ...]:
        """What the text may mean beside what was taken, when that does not bear it whole."""
        taken = self.taken
        return () if taken is None or taken.exact else self.candidates[1:]

    @staticmethod
    def _overwhelms(first: Candidate, rivals: list[Candidate]) -> bool:
        """A territory over communes: "La Réunion" has a namesake of 500 inhabitants."""
        territories = first.territory is not None and not any(one.territory for one in rivals)
        return territories and all(first.weight >= OVERWHELMING * one.weight for one in rivals)


def in_order(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Own territory first, then by weight, then by exactness.

    A name borne exactly hides those that it begins elsewhere, unless they are larger.
    """
    heaviest = max((one.weight for one in found if one.exact), default=0)

    def at_home(one: Candidate) -> bool:
        return one.own and (one.exact or one.weight * OWN_UP_TO >= heaviest)

    exact = any(one.exact for one in found)
    kept = [one for one in found if one.exact or not exact or at_home(one) or one.weight > heaviest]
    # A territory whose name is only begun is rarely what is typed where a town is asked for.
    kept.sort(
        key=lambda one: (
            one.territory is not None and not one.exact,
            not at_home(one),
            -one.weight,
            not one.exact,
        )
    )
    exact_ones = [one for one in kept if one.exact]
    beginning = [one for one in kept if not one.exact][: max(0, MOST - len(exact_ones))]
    return tuple(one for one in kept if one.exact or one in beginning)[:MOST]
