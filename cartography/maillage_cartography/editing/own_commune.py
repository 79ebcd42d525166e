"""The commune an editor chose must be in the person's territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.teams import coordinated_territories, is_national

if TYPE_CHECKING:
    from maillage.accounts.models import User
    from maillage.territories.models import Commune


def check_own(commune: Commune, user: User) -> None:
    """Raises ValidationError when the commune is not in a territory the person coordinates."""
    if is_national(user):
        return
    if not any(territory.covers(commune) for territory in coordinated_territories(user)):
        raise ValidationError(_("This commune is not in your territory."))
