"""Telling an error and proposing a place: pages of their own, never stored, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from maillage.accounts.limits import may_send
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.models import Place, PlaceReport
from maillage_cartography.reader_reports import reports
from maillage_cartography.reader_reports.forms import ProposalForm, ReportForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from maillage_cartography.reader_reports.forms import ReaderForm

never_stored = cache_control(private=True, no_store=True)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is wrong with the record of a place."""
    place, now = _place(uuid), timezone.now()
    form = ReportForm(request.POST or None, at=now)
    if _may_receive(request, form, "place-report"):
        if not form.is_robot:
            data = form.cleaned_data
            kind = PlaceReport.Kind(data["kind"])
            reports.report(place, kind, data["message"], email=data["email"], at=now)
        thanks = request.scope.url("maillage_cartography:reported", uuid)
        return HttpResponseRedirect(thanks)
    trail = [_listing(request), (place.name, _url(request, place)), (_("Report an error"), "")]
    return _page(request, "report", form, place=place, url=_url(request, place), trail=trail)


@never_stored
@require_safe
def reported(request: HttpRequest, uuid: UUID) -> HttpResponse:
    place = _place(uuid)
    url = _url(request, place)
    trail = [_listing(request), (place.name, url), (_("Report an error"), "")]
    return _page(request, "reported", place=place, url=url, trail=trail)


@never_stored
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """A place that we do not know."""
    now = timezone.now()
    form = ProposalForm(request.POST or None, at=now)
    form.fields["town"].own = request.scope.territory
    if _may_receive(request, form, "place-proposal"):
        if not form.is_robot:
            data = form.cleaned_data
            values, message = form.values(), data["message"]
            reports.propose(form.commune, values, message, email=data["email"], at=now)
        return HttpResponseRedirect(request.scope.url("maillage_cartography:proposed"))
    return _page(request, "propose", form, trail=[_listing(request), (_("Propose a place"), "")])


@never_stored
@require_safe
def proposed(request: HttpRequest) -> HttpResponse:
    return _page(request, "proposed", trail=[_listing(request), (_("Propose a place"), "")])


def _may_receive(request: HttpRequest, form: ReaderForm, action: str) -> bool:
    """Whether what was sent can be kept; the form says why it cannot."""
    if request.method != "POST":
        return False
    if not may_send(request, action):
        form.add_error(
            None, _("Many messages came from your network. Wait ten minutes, then send it again.")
        )
        form.status = 429
        return False
    form.status = 422
    return form.is_valid()


def _page(
    request: HttpRequest, name: str, form: ReaderForm | None = None, **context: object
) -> HttpResponse:
    context |= {"form": form, "breadcrumbs": context.pop("trail")}
    template = f"maillage_cartography/readers/{name}.html"
    status = getattr(form, "status", 200)
    response = TemplateResponse(request, template, context, status=status)
    # Browsers that send no Referer at all would fail the CSRF check.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _place(uuid: UUID) -> Place:
    found = Place.objects.shown().filter(uuid=uuid).first() or heir_of(uuid)
    if found is None:
        raise Http404
    return found


def _listing(request: HttpRequest) -> tuple[str, str]:
    return _("Find a place"), request.scope.url("maillage_cartography:list")


def _url(request: HttpRequest, place: Place) -> str:
    return request.scope.url("maillage_cartography:place", place.uuid)
