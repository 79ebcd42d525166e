"""Cancelling one's own sign-up from "Mon espace"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from maillage_events.models import Registration
from maillage_events.presentation.private import private
from maillage_events.registration.own_sign_up.views import manage

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_sign_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same page as the mail's link leads to."""
    rows = Registration.objects.of_account(request.user).select_related("occurrence__event")
    registration = get_object_or_404(rows, uuid=uuid)
    return manage(request, registration, at=timezone.now())
