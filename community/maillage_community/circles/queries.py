"""The circle that an address names, and where it stands in a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.scope import Scope
from maillage_community.models import Circle

if TYPE_CHECKING:
    from django.http import HttpRequest

# Asks a circle for its questions without answer alone.
UNANSWERED = "sans-reponse"


def circle_shown(request: HttpRequest, slug: str) -> Circle:
    """The door is public: anybody who knows the address may knock. Raises ``Http404``."""
    return get_object_or_404(Circle.objects.shown_in(request.scope), slug=slug)


def national_address(request: HttpRequest, name: str, *args: object) -> str:
    """The one address that search engines keep, whichever portal a circle is read in."""
    return Scope(language=request.scope.language).url(f"maillage_community:{name}", *args)


def trail(request: HttpRequest, found: Circle) -> list[tuple[str, str]]:
    """Breadcrumbs down to a circle: (title, address)."""
    return [
        (_("Communities"), request.scope.url("maillage_community:circles")),
        (found.name, request.scope.url("maillage_community:circle", slug=found.slug)),
    ]
