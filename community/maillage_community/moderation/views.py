"""The moderators' queue of one circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maillage_community.circles.memberships import moderator_membership
from maillage_community.circles.private_pages import private_page
from maillage_community.models import Circle, Report
from maillage_community.moderation import reports as moderation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@private_page
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Open reports with their messages; each one is hidden or kept."""
    circle = get_object_or_404(Circle, slug=slug)
    moderator_membership(request.user, circle)
    if request.method == "POST":
        _handle(request, circle)
        return redirect(request.scope.url("maillage_community:moderation", slug=slug))
    reports = circle.reports.open().select_related(
        "topic__circle", "topic__author", "reply__author", "reporter"
    )
    context = {"circle": circle, "reports": reports}
    return render(request, "maillage_community/moderation.html", context)


def _handle(request: HttpRequest, circle: Circle) -> None:
    number = request.POST.get("report", "")
    if not number.isdecimal():
        raise Http404
    report = get_object_or_404(Report.objects.open(), pk=number[:12], circle=circle)
    if request.POST.get("action") == "hide":
        moderation.hide(request.user, report.message, at=timezone.now())
    else:
        moderation.keep(request.user, report, at=timezone.now())
