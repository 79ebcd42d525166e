"""The portal that somebody comes from to sign in or to their space: its header stays.

These pages have one address for all portals. What says where the person comes from is the address
they go back to (``next``), never a cookie; it changes what the header shows, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse

from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.addresses.scopes import split_path
from maillage_site.portals.addresses.snapshot import snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest

    from maillage_site.portals.addresses.values import LocalizedPortal

DEEPEST = 2  # to one's space, through the page that signs in


def portal_shown(request: HttpRequest) -> LocalizedPortal:
    """The one that the path names; on the pages of accounts, the one that ``next`` names."""
    found: LocalizedPortal = request.portal
    if found.scope.slug or not _is_of_accounts(request.path_info):
        return found
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    slug = _slug_in(asked)
    return snapshot().portal(found.scope.language, slug) if slug else found


def _is_of_accounts(path: str) -> bool:
    return path.startswith((_above("account_login"), reverse("maillage_accounts:home")))


def _above(name: str) -> str:
    """``/compte/`` in the language of the request, of ``/compte/connexion/``."""
    return reverse(name).rstrip("/").rpartition("/")[0] + "/"


def _slug_in(address: str) -> str:
    """The portal that an address of ours names, or the one it leads back to; "" for neither."""
    known = snapshot()
    for _step in range(DEEPEST):
        try:
            parts = urlsplit(address)
        except ValueError:  # no address at all
            return ""
        if parts.scheme or parts.netloc or not parts.path.startswith("/"):
            return ""
        if slug := split_path(parts.path, known.slugs).slug:
            return slug if known.portals[DEFAULT_LANGUAGE, slug].open else ""
        address = parse_qs(parts.query).get(REDIRECT_FIELD_NAME, [""])[0]
    return ""
