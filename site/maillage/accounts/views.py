"""Mon espace: what is mine, what is known of me, and the way out. Never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from maillage.accounts.closing import LastAdministratorError, close_account, export_account
from maillage.accounts.forms import CloseAccountForm, ProfileForm
from maillage.accounts.sections import sections_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@never_cache
@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "sections": sections_for(request, at=timezone.now()),
        "enters_admin": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "maillage_accounts/home.html", context)


@never_cache
@login_required
@GET_OR_POST
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(_posted(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("maillage_accounts:home")
    return render(request, "maillage_accounts/profile.html", {"form": form})


@never_cache
@login_required
@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything known of the person, as a file."""
    data = export_account(request.user, at=timezone.now())
    return JsonResponse(
        data,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="mes-donnees.json"'},
    )


@never_cache
@login_required
@GET_OR_POST
def close(request: HttpRequest) -> HttpResponse:
    form = CloseAccountForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            close_account(request.user, at=timezone.now())
        except LastAdministratorError:
            form.add_error(None, _("You are the only administrator: name another one first."))
        else:
            logout(request)
            return redirect("maillage_accounts:closed")
    return render(request, "maillage_accounts/close.html", {"form": form})


@never_cache
@require_GET
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "maillage_accounts/closed.html")
