"""Closing a portal in the admin: what it touches, the choices, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.permissions import rows_for, verb_required
from maillage_site.closing.archive import archive_of
from maillage_site.closing.forms import ClosingForm
from maillage_site.closing.numbers import (
    invitations_told,
    messages_told,
    pages_told,
    parts,
    people_told,
)
from maillage_site.closing.refusals import HeirIsNotOpen, NeverOpened, TooLate
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.scopes import french_home
from maillage_site.closing.shutting import close_portal
from maillage_site.portals.models import Portal

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FORM = ["GET", "HEAD", "POST"]


@verb_required("close", Portal)
@require_http_methods(FORM)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, with numbers; once it is closed, what can be undone and until when."""
    portal, now = _portal(request, pk, "close"), timezone.now()
    if portal.closed_at is not None:
        undone = portal.closing.can_be_undone(now)
        return _page(request, portal, "closed", {"undone": undone, "told": messages_told(portal)})
    found = parts(portal, now)
    sent = request.POST if request.method == "POST" else None
    form = ClosingForm(sent, portal=portal, parts=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _close(request, portal, form)
    told = [
        pages_told(portal),
        people_told(portal),
        *invitations_told(portal, now),
        *messages_told(portal),
    ]
    return _page(request, portal, "close", {"form": form, "told": told})


def _close(request: HttpRequest, portal: Portal, form: ClosingForm) -> HttpResponse:
    try:
        close_portal(portal, form.heirs(), at=timezone.now(), by=request.user)
    except NeverOpened:
        messages.error(request, _("Nobody reads this portal: give it up, or put it online first."))
        return HttpResponseRedirect(reverse("maillage_opening:one", args=[portal.pk]))
    except HeirIsNotOpen:
        messages.error(request, _("A portal that you chose is no longer open. Nothing was closed."))
        return HttpResponseRedirect(request.path)
    named = {"portal": french_home(portal)}
    messages.success(request, _("The portal %(portal)s is closed.") % named)
    return HttpResponseRedirect(request.path)


@verb_required("reopen", Portal)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    portal = _portal(request, pk, "reopen")
    try:
        reopen_portal(portal, at=timezone.now(), by=request.user)
    except TooLate:
        messages.error(request, _("Thirty days have passed: what undoing needs was deleted."))
        return HttpResponseRedirect(reverse("maillage_closing:close", args=[portal.pk]))
    named = {"portal": french_home(portal)}
    messages.success(request, _("The portal %(portal)s is open again.") % named)
    return HttpResponseRedirect(reverse("maillage_opening:one", args=[portal.pk]))


@verb_required("export", Portal)
@require_safe
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """The words and files of its pages, closed or not."""
    portal = _portal(request, pk, "export")
    response = FileResponse(archive_of(portal), as_attachment=True, filename=f"{portal.slug}.zip")
    add_never_cache_headers(response)
    return response


def _portal(request: HttpRequest, pk: int, verb: str) -> Portal:
    """A territory's: the nation's is never closed."""
    rows = rows_for(request.user, Portal, verb).select_related("territory", "closing")
    return get_object_or_404(rows, pk=pk, national=False)


def _page(
    request: HttpRequest, portal: Portal, name: str, context: dict[str, object]
) -> HttpResponse:
    context = {"portal": portal, "home": french_home(portal), **context}
    return TemplateResponse(request, f"maillage_site/closing/{name}.html", context)
