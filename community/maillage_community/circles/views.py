"""Circles: their list, their door, their space, joining and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from maillage_community.circles import memberships
from maillage_community.circles.forms import JoinForm
from maillage_community.circles.private_pages import private_page
from maillage_community.circles.queries import UNANSWERED, circle_shown, national_address, trail
from maillage_community.materials import materials_for
from maillage_community.models import Circle, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

TOPICS_A_PAGE = 20


def circle_list(request: HttpRequest) -> HttpResponse:
    """The doors of all circles shown in this portal."""
    shown = Count("topics", filter=Q(topics__hidden_at=None, visibility=Circle.Visibility.PUBLIC))
    circles = Circle.objects.shown_in(request.scope).annotate(topic_count=shown)
    circles = circles.order_by("name", "pk")
    page = Paginator(circles, TOPICS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "maillage_community/circle_list.html", {"page_obj": page})


def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """The door of a circle, and its topics when everybody may read them."""
    found = circle_shown(request, slug)
    topics = found.topics.shown().for_rows() if found.is_public else Topic.objects.none()
    return _circle_page(request, found, topics, "maillage_community/circle.html")


@private_page
def circle_space(request: HttpRequest, slug: str) -> HttpResponse:
    """A members' circle from the inside; for others it is not there."""
    found = get_object_or_404(Circle.objects.visible_to(request.user), slug=slug)
    topics = found.topics.shown().for_rows()
    return _circle_page(request, found, topics, "maillage_community/circle_space.html")


def _circle_page(
    request: HttpRequest, found: Circle, topics: QuerySet[Topic], template: str
) -> HttpResponse:
    unanswered = UNANSWERED in request.GET
    if unanswered:
        topics = topics.unanswered()
    page = Paginator(topics, TOPICS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "circle": found,
        "page_obj": page,
        "unanswered": unanswered,
        "materials": materials_for(found, request.scope, at=timezone.now()),
        "canonical": national_address(request, "circle", found.slug),
        "breadcrumbs": [trail(request, found)[0], (found.name, "")],
    }
    return render(request, template, context)


@private_page
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the charter, accept it, enter."""
    circle = circle_shown(request, slug)
    if circle.is_read_only:
        return redirect(request.scope.url("maillage_community:circle", slug=slug))
    form = JoinForm(request.POST or None, initial={"charter_version": circle.charter_version})
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["charter_version"]
            memberships.join(request.user, circle, charter_version=version)
            return _to_circle(request, circle)
        except memberships.CharterNotAcceptedError:
            changed = True
            form = JoinForm(initial={"charter_version": circle.charter_version})
    context = {"circle": circle, "form": form, "charter_changed": changed}
    return render(request, "maillage_community/join.html", context)


@private_page
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave after a confirmation that says what stays."""
    circle = circle_shown(request, slug)
    if request.method == "POST":
        memberships.leave(request.user, circle)
        return redirect(request.scope.url("maillage_community:circles"))
    return render(request, "maillage_community/leave.html", {"circle": circle})


def _to_circle(request: HttpRequest, circle: Circle) -> HttpResponse:
    name = "circle" if circle.is_public else "circle_space"
    return redirect(request.scope.url(f"maillage_community:{name}", slug=circle.slug))
