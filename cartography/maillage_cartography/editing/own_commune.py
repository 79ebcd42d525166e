"""The commune an editor chose must be in the person's territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.permissions import may_everywhere, territories_where

if TYPE_CHECKING:
    from django.db.models import Model

    from maillage.accounts.models import User
    from maillage.territories.models import Commune


def check_own(commune: Commune, user: User, model: type[Model]) -> None:
    """Raises ValidationError when the person keeps no such rows in that commune."""
    if may_everywhere(user, "change", model):
        return
    if not any(territory.covers(commune) for territory in territories_where(user, "change", model)):
        raise ValidationError(_("This commune is not in your territory."))
