"""A page of elsewhere, read inside the reader's portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from maillage.languages import own_name, whole_languages
from maillage.pages import readable
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.home.models import ContentPage
from maillage_site.portals.addresses.snapshot import snapshot
from maillage_site.portals.addresses.values import PageLink
from maillage_site.syndication.here import here_at
from maillage_site.syndication.models import TakenUpPage, TakeUpWords

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from maillage.scope import Scope
    from maillage_site.portals.addresses.languages import Alternates


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The owner's words under the portal's own, with the portal's header and the page's address."""
    found = here_at(slug, request.scope)
    if found is None:
        return HttpResponseRedirect(_elsewhere(slug, request.scope))
    source = ContentPage.objects.select_related("locale").get(pk=found.page)
    words = TakeUpWords.objects.filter(taken_up=found.taken_up, language=request.scope.language)
    context = {
        **source.get_context(request),
        "here": found,
        "introduction": next(iter(words.values_list("introduction", flat=True)), ""),
        "alternates": _alternates(slug, request.scope),
    }
    return TemplateResponse(request, "maillage_syndication/page.html", context)


def _alternates(slug: str, scope: Scope) -> Alternates:
    """The languages it can be read in inside the portal."""
    known = [
        (code, own_name(code), found.address)
        for code in whole_languages()
        if (found := here_at(slug, scope.in_language(code)))
    ]
    return known if len(known) > 1 else []


def _elsewhere(slug: str, scope: Scope) -> str:
    """In French when it is not translated; at its own address when the portal withdrew it.

    Raises Http404 for what nobody may read any more: not even its address is told.
    """
    french = here_at(slug, scope.in_language(DEFAULT_LANGUAGE))
    if french is not None and scope.language != DEFAULT_LANGUAGE:
        return french.address
    if scope.territory is None:
        raise Http404
    taken = TakenUpPage.objects.in_portal_of(scope.territory).filter(slug=slug)
    pages = readable(ContentPage.objects.live()).filter(pk__in=taken.values("page"))
    links = (PageLink.to(one, snapshot().root_paths) for one in pages)
    address = next((link.url for link in links if link), "")
    if not address:
        raise Http404
    return address
