"""The commune an editor chose must be in the person's territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.permissions import may_everywhere, territories_where

if TYPE_CHECKING:
    from django.db.models import Model

    from maillage.accounts.models import User
    from maillage.territories.models import Commune, Territory


def own_territory(user: User | None, model: type[Model]) -> Territory | None:
    """The only territory where the person keeps such rows: its communes come first."""
    if user is None or may_everywhere(user, "change", model):
        return None
    kept = territories_where(user, "change", model)
    return kept[0] if len(kept) == 1 else None


def check_own(commune: Commune, user: User, model: type[Model]) -> None:
    """Raises ValidationError when the person keeps no such rows in that commune."""
    if may_everywhere(user, "change", model):
        return
    if not any(territory.covers(commune) for territory in territories_where(user, "change", model)):
        raise ValidationError(_("This commune is not in your territory."))
