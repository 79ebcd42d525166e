"""Where I am signed in, and signing out elsewhere. Never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.sessions.devices import Device
from maillage.sessions.recording import close_others, open_sessions, remember

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Each with its device and its last use; what is posted closes all but this one."""
    key = request.session.session_key
    if request.method == "POST":
        number = close_others(request.user, but=key)
        messages.success(request, _said(number))
        return redirect("maillage_sessions:list")
    now = timezone.now()
    found = open_sessions(request.user, at=now)
    if key not in {one.session_key for one in found}:
        # It was opened before such a list was kept.
        found = [remember(request, request.user, at=now), *found]
    found.sort(key=lambda one: one.session_key != key)
    rows = [(one, Device.stored(one.user_agent), one.session_key == key) for one in found]
    context = {"rows": rows, "others": len(rows) - 1}
    return render(request, "maillage_accounts/sessions.html", context)


def _said(number: int) -> str:
    if not number:
        return _("You were signed in nowhere else.")
    said = ngettext(
        "%(number)d other session is closed.", "%(number)d other sessions are closed.", number
    )
    return said % {"number": number}
