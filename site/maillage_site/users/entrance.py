"""Wagtail's own doors lead to the accounts' ones; passwords of pages and collections are limited.

Wagtail's form for accounts would open a session on the password alone, without the second factor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from wagtail.documents.views import serve
from wagtail.views import authenticate_with_password

from maillage.accounts.limits import limits_page_password

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Sign in with an account; who is signed in without a right to enter is told so."""
    user = request.user
    if user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
        return render(request, "account/no_admin_access.html", status=403)
    target = request.GET.get("next") or reverse("wagtailadmin_home")
    if user.is_authenticated:
        return redirect("wagtailadmin_home")
    return redirect_to_login(target, reverse("account_login"))


def password_reset(_request: HttpRequest, **_parts: str) -> HttpResponse:
    return redirect("account_reset_password")


urlpatterns = [
    path("login/", login),
    path("password_reset/", password_reset),
    path("password_reset/done/", password_reset),
    path("password_reset/confirm/<uidb64>/<token>/", password_reset),
    path("password_reset/complete/", password_reset),
]

pages = [
    path(
        "authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        limits_page_password(authenticate_with_password),
    ),
    path("login/", login),
]

documents = [
    path(
        "authenticate_with_password/<int:restriction_id>/",
        limits_page_password(serve.authenticate_with_password),
    ),
]
