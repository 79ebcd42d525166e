"""The wizard in the admin: the portals, a form, the drafts to look at, then online."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts.models import User
from maillage.accounts.teams import acts_nationally, is_national
from maillage.permissions import PUBLISHER, may
from maillage.plugin import contributions
from maillage.portal_contributions import PortalOpening, PortalStep
from maillage.scope import DEFAULT_LANGUAGE
from maillage.ui.theme import readings
from maillage.ui.wording import wording
from maillage_site.closing.refusals import StillClosed
from maillage_site.creation.forms import PortalForm, Reading
from maillage_site.creation.opening import (
    WasOnline,
    give_up,
    make_portal,
    put_online,
    unfinished_pages,
)
from maillage_site.portals.models import Closing, PortalPage
from maillage_site.progress.checklist import checklists
from maillage_site.progress.ways import ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

FORM = ["GET", "HEAD", "POST"]


def of_the_nation(view: View) -> View:
    """Opening a portal gives roles: for those who publish for the nation, and nobody else."""

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_open_portals(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


def may_open_portals(user: User) -> bool:
    return acts_nationally(user, PUBLISHER)


@require_safe
def portals(request: HttpRequest) -> HttpResponse:
    """How far every territory's portal is, those that nobody reads yet first."""
    if not is_national(request.user):
        raise PermissionDenied
    homes = list(french_homes().order_by("live", "title"))
    found = checklists([home.territory for home in homes], timezone.localdate())
    rows = [(home, *led) for home, led in zip(homes, ways(found, request), strict=True)]
    context = {
        "rows": rows,
        "labels": [step.label for step in contributions(PortalStep)],
        "complete": sum(
            one.complete and home.portal.closed_at is None
            for home, one in zip(homes, found, strict=True)
        ),
        "may_add": may_open_portals(request.user),
        "who_adds": national_publishers(),
    }
    return TemplateResponse(request, "maillage_site/creation/portals.html", context)


@of_the_nation
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """The form; "check" judges it and makes nothing."""
    form = PortalForm(request.POST or None, request.FILES or None)
    checking = "check" in request.POST
    if request.method == "POST" and form.is_valid() and not checking:
        made = make_portal(form.wanted, at=timezone.now(), by=request.user)
        return HttpResponseRedirect(page_of(made.portal))
    context = {"form": form, "checked": checking and form.is_valid()}
    return TemplateResponse(request, "maillage_site/creation/add.html", context)


@of_the_nation
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What was made, to be looked at before anybody reads it; once online, what comes next."""
    home = _home(pk)
    if Closing.objects.filter(portal=home.portal, settled_at=None).exists():
        return HttpResponseRedirect(reverse("maillage_closing:close", args=[pk]))
    teams = home.territory.teams.select_related("group").order_by("pk")
    people = User.objects.filter(groups__portal_team__territory=home.territory, is_active=True)
    members = {team.pk: [] for team in teams}
    for person in people.prefetch_related("groups__portal_team").distinct().order_by("email"):
        for group in person.groups.all():
            if (team := getattr(group, "portal_team", None)) and team.pk in members:
                members[team.pk].append(person)
    [(_checklist, steps)] = ways(checklists([home.territory], timezone.localdate()), request)
    context = {
        "home": home,
        "ways": steps,
        "may_close": may(request.user, "close", home.portal),
        "opening": "" if home.live else _opening(home),
        "was_online": home.live or home.first_published_at is not None,
        "pages": home.get_children().order_by("path"),
        "unfinished": unfinished_pages(home),
        "contrasts": [Reading(*found) for found in readings(home.portal.brand)],
        "teams": [(team.get_role_display(), members[team.pk]) for team in teams],
        "openings": [contribution.label for contribution in contributions(PortalOpening)],
    }
    return TemplateResponse(request, "maillage_site/creation/one.html", context)


@of_the_nation
@require_POST
def online(request: HttpRequest, pk: int) -> HttpResponse:
    home = _home(pk)
    try:
        put_online(home, by=request.user)
    except StillClosed:
        return HttpResponseRedirect(reverse("maillage_closing:close", args=[pk]))
    home.refresh_from_db()
    if home.live:
        messages.success(request, _("The portal %(portal)s is online.") % {"portal": home.title})
    else:
        said = _("The portal %(portal)s opens %(moment)s, the hour that its home page is set to.")
        named = {"portal": home.title, "moment": _opening(home)}
        messages.success(request, said % named)
    return HttpResponseRedirect(page_of(home))


@of_the_nation
@require_http_methods(FORM)
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: drafts are lost, and the address is free again."""
    home = _home(pk)
    if request.method != "POST":
        return TemplateResponse(request, "maillage_site/creation/abandon.html", {"home": home})
    try:
        give_up(home)
    except WasOnline:
        messages.error(request, _("This portal was online: its readers know it. It stays."))
        return HttpResponseRedirect(page_of(home))
    messages.success(request, _("The portal %(portal)s was given up.") % {"portal": home.title})
    return HttpResponseRedirect(reverse("maillage_opening:portals"))


def _opening(home: PortalPage) -> str:
    """The hour that its home is scheduled for, on the portal's clocks; "" without one."""
    revision = home.scheduled_revision
    if revision is None:
        return ""
    local = timezone.localtime(revision.approved_go_live_at, ZoneInfo(home.portal.zone))
    return wording().day_hour(local)


def not_a_page(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Where Wagtail would add a portal as one adds a page: how it is done instead."""
    if may_open_portals(request.user):
        messages.warning(request, _("A portal is not added as a page is: it is made here."))
        return HttpResponseRedirect(reverse("maillage_opening:add"))
    messages.error(
        request,
        _("A portal is not added as a page is: the national team makes it, under “Portals”."),
    )
    back = reverse("wagtailadmin_home")
    if is_national(request.user):
        back = reverse("wagtailadmin_explore", args=[parent_page_id])
    return HttpResponseRedirect(back)


def national_publishers() -> list[str]:
    """The names of those who open portals."""
    of_the_nation = {"portal_team__territory": None, "portal_team__role__in": PUBLISHER}
    groups = Group.objects.filter(**of_the_nation)
    people = User.objects.filter(is_active=True, groups__in=groups).distinct()
    return [person.name or person.email for person in people.order_by("name", "email")]


def french_homes() -> QuerySet[PortalPage]:
    """The French home of each territory's portal."""
    homes = PortalPage.objects.filter(
        portal__national=False, language__language_code=DEFAULT_LANGUAGE
    )
    return homes.select_related("portal__territory", "portal__logo", "locale")


def page_of(home: PortalPage) -> str:
    return reverse("maillage_opening:one", args=[home.portal.pk])


def _home(pk: int) -> PortalPage:
    return get_object_or_404(french_homes(), portal=pk)
