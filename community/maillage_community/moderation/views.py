"""Reporting a message, and the moderators' queue of one circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maillage_community.circles.memberships import membership_for
from maillage_community.circles.private_pages import private_page
from maillage_community.models import Circle, Reply, Report, Topic
from maillage_community.moderation import reports
from maillage_community.moderation.forms import ReportForm
from maillage_community.topics.queries import reply_of, topic_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@private_page
def report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Report a topic, or one of its replies (``?reponse=<uuid>``), to the moderators."""
    topic = topic_visible(request, slug, uuid)
    message: Topic | Reply = topic
    if request.GET.get("reponse"):
        message = reply_of(topic, request.GET["reponse"])
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reports.report(request.user, message, at=timezone.now(), **form.cleaned_data)
        return render(request, "maillage_community/report_sent.html", {"topic": topic})
    context = {"topic": topic, "message": message, "form": form}
    return render(request, "maillage_community/report.html", context)


@private_page
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Open reports with their messages; each one is hidden or kept."""
    circle = get_object_or_404(Circle, slug=slug)
    membership_for("view", Report, request.user, circle)
    if request.method == "POST":
        _handle(request, circle)
        return redirect(request.scope.url("maillage_community:moderation", slug=slug))
    found = circle.reports.open().select_related(
        "topic__circle", "topic__author", "reply__author", "reporter"
    )
    context = {"circle": circle, "reports": found}
    return render(request, "maillage_community/moderation.html", context)


def _handle(request: HttpRequest, circle: Circle) -> None:
    number = request.POST.get("report", "")
    if not number.isdecimal():
        raise Http404
    report = get_object_or_404(Report.objects.open(), pk=number[:12], circle=circle)
    if request.POST.get("action") == "hide":
        reports.hide(request.user, report.message, at=timezone.now())
    else:
        reports.keep(request.user, report, at=timezone.now())
