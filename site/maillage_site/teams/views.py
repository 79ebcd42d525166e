"""A portal's team, kept by those who publish there: colleagues, roles, invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.accounts import limits
from maillage.accounts.models import Invitation, PortalTeam, User
from maillage.permissions import verb_required
from maillage_site.portals.models import EndedInvitation
from maillage_site.teams.departures import UncountedWorkError, depart, holdings
from maillage_site.teams.forms import InvitationForm, LeavingForm, NamesForm, RolesForm
from maillage_site.teams.invitations import (
    InvitationRefused,
    accept,
    decline,
    invite,
    is_for,
    refusal,
    revoke,
)
from maillage_site.teams.members import LastPublisherError, change_roles
from maillage_site.teams.queries import (
    Colleague,
    colleagues,
    kept_homes,
    kept_teams,
    open_invitations,
    people_of,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from maillage_site.portals.models import PortalPage

FORM = ["GET", "HEAD", "POST"]


@verb_required("view", PortalTeam)
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The portals whose team the person keeps; with only one, its team."""
    homes = list(kept_homes(request.user))
    if len(homes) == 1:
        return HttpResponseRedirect(_page_of(homes[0]))
    return TemplateResponse(request, "maillage_site/teams/teams.html", {"homes": homes})


@verb_required("view", PortalTeam, post="change")
@require_http_methods(FORM)
def team(request: HttpRequest, territory: int) -> HttpResponse:
    """Who is in it, who is invited, and the form that invites."""
    home, now = _home(request.user, territory), timezone.now()
    form = InvitationForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        found = get_object_or_404(
            kept_teams(request.user), territory=home.territory, role=asked["role"]
        )
        if said := _send(request, asked["email"], found):
            form.add_error("email", said)
        else:
            messages.success(
                request, _("The invitation was sent to %(email)s.") % {"email": asked["email"]}
            )
            return HttpResponseRedirect(_page_of(home))
    waiting = [
        (one, one.state(now) is Invitation.State.EXPIRED)
        for one in open_invitations(home.territory)
    ]
    context = {
        "home": home,
        "form": form,
        "colleagues": colleagues(home.territory),
        "invitations": waiting,
    }
    return TemplateResponse(request, "maillage_site/teams/team.html", context)


@verb_required("view", PortalTeam, post="change")
@require_http_methods(FORM)
def member(request: HttpRequest, territory: int, uuid: UUID) -> HttpResponse:
    """The roles of a colleague, to be changed."""
    home = _home(request.user, territory)
    colleague = _colleague(home, uuid)
    form = RolesForm(_posted(request), initial={"roles": colleague.roles})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(colleague.user, home, form.chosen, by=request.user, at=timezone.now())
        except LastPublisherError:
            form.add_error("roles", _last_publisher())
        else:
            messages.success(
                request,
                _("The roles of %(name)s are changed, and they are told by email.")
                % {"name": colleague.user},
            )
            return HttpResponseRedirect(_next(request, home))
    context = {"home": home, "colleague": colleague, "form": form}
    return TemplateResponse(request, "maillage_site/teams/member.html", context)


@verb_required("view", PortalTeam, post="change")
@require_http_methods(FORM)
def leave(request: HttpRequest, territory: int, uuid: UUID) -> HttpResponse:
    """Asks first who takes over: then every role in this portal ends, and the admin with them."""
    home, now = _home(request.user, territory), timezone.now()
    colleague = _colleague(home, uuid)
    person = colleague.user
    try:
        held = holdings(person, home.territory, at=now, reader=request.user)
    except UncountedWorkError as error:
        context = {"home": home, "colleague": colleague, "unknown": error.label}
        return render(request, "maillage_site/teams/leave_refused.html", context, status=503)
    staying = [one for one in people_of(home.territory) if one != person]
    form = LeavingForm(_posted(request), staying=staying) if held and staying else None
    if request.method == "POST" and (form is None or form.is_valid()):
        to = form.taker if form else None
        try:
            depart(person, home, to=to, by=request.user, at=now)
        except LastPublisherError:
            messages.error(request, _last_publisher())
        else:
            messages.success(
                request, _("%(name)s is no longer in the team.") % {"name": colleague.user}
            )
            return HttpResponseRedirect(_next(request, home))
    context = {"home": home, "colleague": colleague, "held": held, "form": form}
    return TemplateResponse(request, "maillage_site/teams/leave.html", context)


@verb_required("change", PortalTeam)
@require_POST
def send_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Seven more days, from today."""
    found = _invitation(request.user, uuid)
    if said := _send(request, found.email, found.team):
        messages.error(request, said)
    else:
        messages.success(
            request, _("The invitation was sent to %(email)s.") % {"email": found.email}
        )
    return HttpResponseRedirect(reverse("maillage_team:team", args=[found.team.territory_id]))


@verb_required("change", PortalTeam)
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _invitation(request.user, uuid)
    try:
        revoke(found, by=request.user, at=timezone.now())
    except InvitationRefused:
        messages.error(request, _("This invitation was just accepted: change the role instead."))
    else:
        messages.success(request, _("The invitation is withdrawn: its link gives nothing."))
    return HttpResponseRedirect(reverse("maillage_team:team", args=[found.team.territory_id]))


@never_cache
@require_http_methods(FORM)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where the invited person answers: signed in with the address that was invited, or not at all.

    To whoever is signed out it says the same, whatever stands behind the address.
    """
    if not request.user.is_authenticated:
        return render(request, "maillage_site/teams/answer/signed_out.html")
    rows = Invitation.objects.select_related("team__group", "team__territory", "invited_by")
    invitation = rows.filter(uuid=uuid).first()
    if invitation is None:
        return _of_a_closed_portal(request, uuid)
    if not is_for(invitation, request.user):
        return render(request, "maillage_site/teams/answer/somebody_else.html", status=403)
    at = timezone.now()
    reason = refusal(invitation, at)
    # Declining asks for no name.
    declines = "decline" in request.POST
    form = NamesForm(None if declines else _posted(request), known=request.user)
    if request.method == "POST" and not reason and (declines or form.is_valid()):
        try:
            return _answered(request, invitation, None if declines else form.name)
        except InvitationRefused as refused:
            reason = refused.reason
    context = {"invitation": invitation, "form": form, "reason": reason.name if reason else ""}
    return render(request, "maillage_site/teams/answer/invitation.html", context)


def _of_a_closed_portal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """It waits, in case the portal opens again; the person learns why it gives nothing today."""
    rows = EndedInvitation.objects.select_related("team__closing__portal__territory")
    ended = get_object_or_404(rows, uuid=uuid)
    if not is_for(ended, request.user):
        return render(request, "maillage_site/teams/answer/somebody_else.html", status=403)
    context = {
        "territory": ended.team.closing.portal.territory,
        "until": ended.expires_at if ended.expires_at > timezone.now() else None,
    }
    return render(request, "maillage_site/teams/answer/closed.html", context)


def _answered(request: HttpRequest, invitation: Invitation, name: str | None) -> HttpResponse:
    """Accepted under that name; None declines."""
    if name is None:
        decline(invitation, request.user, at=timezone.now())
        messages.success(request, _("You have declined the invitation."))
        return HttpResponseRedirect(reverse("maillage_accounts:home"))
    accept(invitation, request.user, name=name, at=timezone.now())
    messages.success(request, _("You are in the team. This is its administration."))
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when nothing is ticked."""
    return request.POST if request.method == "POST" else None


def _send(request: HttpRequest, email: str, found: PortalTeam) -> str:
    """Invite, within the limits; what went wrong in words, or nothing."""
    for action, key in (("invitation", str(request.user.pk)), ("invitation_to_address", email)):
        if not limits.consume(request, action, key):
            waits = limits.in_words(limits.wait(request, action, key))
            said = _("Too many invitations were sent. Try again in %(wait)s.")
            return said % {"wait": waits}
    try:
        invite(email, found, by=request.user, at=timezone.now())
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _home(user: User, territory: int) -> PortalPage:
    return get_object_or_404(kept_homes(user), portal__territory=territory)


def _colleague(home: PortalPage, uuid: UUID) -> Colleague:
    for one in colleagues(home.territory):
        if one.user.uuid == uuid:
            return one
    raise Http404


def _invitation(user: User, uuid: UUID) -> Invitation:
    rows = Invitation.objects.select_related("team__group", "team__territory")
    return get_object_or_404(rows.filter(team__in=kept_teams(user)), uuid=uuid)


def _page_of(home: PortalPage) -> str:
    return reverse("maillage_team:team", args=[home.territory.pk])


def _next(request: HttpRequest, home: PortalPage) -> str:
    """Who gave their own role away keeps the team no more: teams are read once a request."""
    person = User.objects.get(pk=request.user.pk)
    kept = kept_homes(person).filter(pk=home.pk).exists()
    return _page_of(home) if kept else reverse("wagtailadmin_home")


def _last_publisher() -> str:
    return _(
        "Nobody else publishes in this portal. Invite somebody who will, or ask the national team."
    )
