"""A person's sign-ups in "Mon espace"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from maillage.scope import Scope
from maillage_events.models import Registration
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.cards import card
from maillage_events.presentation.words import last_words, words_for

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


def sign_ups_to_come(user: User, at: datetime) -> dict[str, object]:
    """Dates to come the person has a seat for or waits for."""
    rows = Registration.objects.of_account(user).active().ahead(at)
    rows = rows.select_related("occurrence__event").prefetch_related("occurrence__pools")
    found = list(rows.order_by("occurrence__starts_at"))
    scope = Scope(language=translation.get_language() or "fr")
    words = words_for({row.occurrence.event_id for row in found}, scope.language)
    addresses = Addresses(scope)
    return {
        "sign_ups": [
            (
                row,
                card(
                    row.occurrence,
                    words.get(row.occurrence.event_id) or last_words(row.occurrence.event_id),
                    addresses,
                    at=at,
                ),
            )
            for row in found
        ]
    }
