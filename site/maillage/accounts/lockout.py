"""After too many wrong passwords (django-axes): who is held back, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


def address_tried(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """The mail address a person tried to sign in with, lower case."""
    credentials = credentials or {}
    tried = credentials.get("email") or credentials.get("username")
    if not tried and request is not None:
        tried = request.POST.get("login", "")
    return (tried or "").strip().lower()[:254]


def client_ip(request: HttpRequest) -> str | None:
    """The reader's address, through as many proxies as the settings trust; None off the web."""
    if "REMOTE_ADDR" not in request.META:
        return None
    return get_adapter().get_client_ip(request)


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: object = None
) -> HttpResponse:
    """The page shown to whoever is held back; a code by mail opens the door at once."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = render(request, "account/locked.html", {"minutes": minutes}, status=429)
    add_never_cache_headers(page)
    return page
