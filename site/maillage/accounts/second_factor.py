"""The second factor: who has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

if TYPE_CHECKING:
    from django.http import HttpRequest


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person activated one; asked once a request."""
    if not hasattr(request, "maillage_second_factor"):
        vars(request)["maillage_second_factor"] = Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.TOTP
        ).exists()
    return request.maillage_second_factor
