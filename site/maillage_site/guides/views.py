"""The guides behind the help links of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from maillage.accounts.teams import is_national
from maillage_site.guides.reading import as_html, guides_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    context = {"guides": guides_for(national=is_national(request.user))}
    return TemplateResponse(request, "maillage_site/guides/list.html", context)


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    guides = guides_for(national=is_national(request.user))
    guide = next((each for each in guides if each.slug == slug), None)
    if guide is None:
        raise Http404
    context = {"guide": guide, "text": as_html(guide), "guides": guides}
    return TemplateResponse(request, "maillage_site/guides/one.html", context)
