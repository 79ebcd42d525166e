"""Taking up pages of others, by whoever publishes in each portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.models import User
from maillage.languages import whole_languages
from maillage.permissions import may_everywhere, roles_of, territories_where, verb_required
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.syndication.forms import TakeUpForm
from maillage_site.syndication.models import TakenUpPage
from maillage_site.syndication.offered import (
    offered_pages,
    owners_of,
    section_of,
    sections_of,
)
from maillage_site.syndication.taking_up import take_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from maillage_site.home.models import ContentPage

PER_PAGE = 30


@verb_required("view", TakenUpPage)
@require_safe
def offered(request: HttpRequest) -> HttpResponse:
    """What may be taken up, with its state in each of the person's portals."""
    portals = _portals_of(request.user, "view")
    publishes = {portal.pk for portal in _portals_of(request.user, "publish")}
    page = Paginator(offered_pages().newest(), PER_PAGE).get_page(request.GET.get("p"))
    pages = list(page)
    owners = owners_of(pages)
    taken = TakenUpPage.objects.filter(page__in=pages, portal__in=portals)
    known = {(one.page_id, one.portal_id): one for one in taken}
    rows = [
        {
            "page": one,
            "owner": owners[one.pk],
            "portals": [
                {"portal": portal, "taken": known.get((one.pk, portal.pk))}
                for portal in portals
                if portal != owners[one.pk]
            ],
        }
        for one in pages
        if one.pk in owners
    ]
    context = {
        "rows": rows,
        "page_obj": page,
        "several": len(portals) > 1,
        "publishes": publishes,
        "deciders": [] if publishes else _deciders(portals),
    }
    return TemplateResponse(request, "maillage_syndication/admin/offered.html", context)


def _deciders(portals: list[Portal]) -> list[str]:
    """Who takes pages up for one's portal, by name; nobody is named of several portals."""
    if len(portals) != 1:
        return []
    groups = Group.objects.filter(
        portal_team__territory=portals[0].territory_id,
        portal_team__role__in=roles_of(TakenUpPage, "publish"),
    )
    people = User.objects.filter(is_active=True, groups__in=groups).distinct()
    return [person.name or person.email for person in people.order_by("name", "email")]


def _portals_of(user: User, verb: str) -> list[Portal]:
    """Where the person does that; the national team answers for every portal."""
    portals = Portal.objects.exclude(territory=None).select_related("territory")
    if not may_everywhere(user, verb, TakenUpPage):
        portals = portals.filter(territory__in=territories_where(user, verb, TakenUpPage))
    return list(portals.order_by("territory__name", "pk"))


@verb_required("publish", TakenUpPage)
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest, page_id: int, territory: int) -> HttpResponse:
    """The portal's words, the list where it stands, and whether the portal shows it."""
    page = get_object_or_404(offered_pages(), pk=page_id)
    portal = _own_portal(request.user, territory)
    owner = owners_of([page]).get(page.pk)
    if owner is None or owner == portal:
        raise Http404
    form = _form(request, page, portal)
    if request.method == "POST" and form.is_valid():
        done = take_up(page, portal, form.told, by=request.user, at=timezone.now())
        messages.success(request, _said(done))
        return HttpResponseRedirect(reverse("maillage_syndication_offered"))
    context = {"form": form, "page": page, "portal": portal, "owner": owner}
    return TemplateResponse(request, "maillage_syndication/admin/taken.html", context)


def _own_portal(user: User, territory: int) -> Portal:
    for portal in _portals_of(user, "publish"):
        if portal.territory_id == territory:
            return portal
    raise Http404


def _form(request: HttpRequest, page: ContentPage, portal: Portal) -> TakeUpForm:
    found = TakenUpPage.objects.filter(page=page, portal=portal).first()
    said = dict(found.words.values_list("language", "introduction")) if found else {}
    section = found.section if found else section_of(page)
    sections = sections_of(portal)
    return TakeUpForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        taken=found or TakenUpPage(section=section),
        # A portal without that list reads it at its address all the same.
        sections=sections if section in sections else [*sections, section],
        words={language: said.get(language, "") for language in _languages_of(portal)},
    )


def _languages_of(portal: Portal) -> Sequence[str]:
    homes = PortalPage.objects.filter(portal=portal).exclude(language=None)
    spoken = set(homes.values_list("language__language_code", flat=True))
    return [language for language in whole_languages() if language in spoken]


def _said(done: TakenUpPage) -> str:
    named = {"portal": done.portal.territory.name}
    if done.hidden:
        return _("The portal of %(portal)s does not show it.") % named
    return _("The portal of %(portal)s shows it now.") % named
