"""The page of an organisation, in any portal: who it is, and the places it runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.scope import Scope
from maillage_cartography.finder.cards import cards
from maillage_cartography.models import Organisation, Place
from maillage_cartography.place_page.page import ESCAPES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

PER_PAGE = 20


@require_safe
def organisation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Its places of the portal; the national one shows them all."""
    found = get_object_or_404(Organisation.objects.select_related("commune"), uuid=uuid)
    scope = request.scope
    # Not through the organisation: a card reads few columns, and not the one of this link.
    run = Place.objects.filter(organisation=found)
    places = run.shown_in(scope).for_cards().by_commune()
    page = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    national = Scope(language=scope.language).url("maillage_cartography:organisation", uuid)
    context = {
        "organisation": found,
        "page_obj": page,
        "cards": cards(page.object_list, scope=scope, at=timezone.now()),
        "canonical": national,
        "json_ld": json_ld(found, request.build_absolute_uri(found.get_absolute_url())),
        "breadcrumbs": [
            (_("Find a place"), scope.url("maillage_cartography:list")),
            (found.name, ""),
        ],
    }
    return render(request, "maillage_cartography/organisation.html", context)


def json_ld(organisation: Organisation, url: str) -> SafeString:
    """A data block (schema.org Organization) for ``<script type="application/ld+json">``."""
    known = {
        "identifier": organisation.pivot,
        "telephone": organisation.phone,
        "email": organisation.email,
        "sameAs": organisation.website,
        "description": organisation.summary,
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": organisation.name,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": organisation.commune.name,
            "addressCountry": "FR",
        },
        **{name: value for name, value in known.items() if value},
    }
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- <, > and & are escaped just here
