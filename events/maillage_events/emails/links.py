"""The absolute addresses that a mail of a sign-up may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from maillage_events.emails import tokens
from maillage_events.models import MailLink
from maillage_events.presentation.addresses import Addresses

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Registration
    from maillage_events.presentation.words import Words

Purpose = MailLink.Purpose


@dataclass(frozen=True)
class Links:
    """Tokens are issued when a letter asks for them: no letter carries one in vain."""

    registration: Registration
    words: Words
    at: datetime

    @property
    def event(self) -> str:
        return absolute(Addresses(self.registration.scope).canonical(self.words))

    @property
    def agenda(self) -> str:
        return absolute(self.registration.scope.url("maillage_events:agenda"))

    def confirm(self) -> str:
        return self._with_token("maillage_events:confirm-link", Purpose.CONFIRM)

    def manage(self) -> str:
        return self._with_token("maillage_events:manage-link", Purpose.MANAGE)

    def confirm_all(self) -> str:
        return self._with_token("maillage_events:confirm-all-link", Purpose.CONFIRM_ALL)

    def manage_all(self) -> str:
        return self._with_token("maillage_events:manage-all-link", Purpose.MANAGE_ALL)

    def join(self) -> str:
        return self._with_token(
            "maillage_events:join-link", Purpose.JOIN, self.registration.occurrence.uuid
        )

    @property
    def join_page(self) -> str:
        """Without a token: what calendar files hold."""
        occurrence = self.registration.occurrence
        return absolute(self.registration.scope.url("maillage_events:join", occurrence.uuid))

    def _with_token(self, name: str, purpose: Purpose, *args: object) -> str:
        token = tokens.issue(self.registration, purpose, at=self.at)
        return absolute(self.registration.scope.url(name, *args, token))


def absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
