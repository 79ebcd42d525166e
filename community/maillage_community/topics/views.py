"""Reading circles and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from maillage.scope import Scope
from maillage_community.circles.private_pages import private_page
from maillage_community.materials import materials_for
from maillage_community.models import Circle, Reply, Topic

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

TOPICS_A_PAGE = 20
REPLIES_A_PAGE = 50


def circle_list(request: HttpRequest) -> HttpResponse:
    """The doors of all circles shown in this portal."""
    shown = Count("topics", filter=Q(topics__hidden_at=None, visibility=Circle.Visibility.PUBLIC))
    circles = Circle.objects.shown_in(request.scope).annotate(topic_count=shown)
    circles = circles.order_by("name", "pk")
    page = Paginator(circles, TOPICS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "maillage_community/circle_list.html", {"page_obj": page})


def circle(request: HttpRequest, slug: str) -> HttpResponse:
    """The door of a circle, and its topics when everybody may read them."""
    found = _circle(request, slug)
    topics = found.topics.shown().for_rows() if found.is_public else Topic.objects.none()
    return _circle_page(request, found, topics, "maillage_community/circle.html")


@private_page
def circle_space(request: HttpRequest, slug: str) -> HttpResponse:
    """A members' circle from the inside; for others it is not there."""
    found = get_object_or_404(Circle.objects.visible_to(request.user), slug=slug)
    topics = found.topics.shown().for_rows()
    return _circle_page(request, found, topics, "maillage_community/circle_space.html")


def topic(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A conversation. The answer for an unknown topic does not tell whether one is hidden here."""
    found_circle = _circle(request, slug)
    if found_circle.is_public:
        return _public_topic(request, found_circle, uuid)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _private_topic(request, slug, uuid)


@private_page
def _private_topic(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    topics = Topic.objects.visible_to(request.user).select_related("circle", "author")
    found = get_object_or_404(topics, circle__slug=slug, uuid=uuid)
    return _topic_page(request, found)


@cache_control(public=True, max_age=60)
def _public_topic(request: HttpRequest, found_circle: Circle, uuid: UUID) -> HttpResponse:
    topics = Topic.objects.public().select_related("circle", "author")
    return _topic_page(request, get_object_or_404(topics, circle=found_circle, uuid=uuid))


def _topic_page(request: HttpRequest, found: Topic) -> HttpResponse:
    page = Paginator(replies_of(found), REPLIES_A_PAGE).get_page(request.GET.get("page"))
    answer = next((reply for reply in page if reply.pk == found.validated_reply_id), None)
    if answer is None and found.validated_reply_id:
        answer = replies_of(found).get(pk=found.validated_reply_id)
    context = {
        "topic": found,
        "circle": found.circle,
        "page_obj": page,
        "answer": answer,
        "canonical": _national(request, "topic", found.circle.slug, found.uuid),
        "breadcrumbs": [*_trail(request, found.circle), (found.title, "")],
    }
    return render(request, "maillage_community/topic.html", context)


def replies_of(found: Topic) -> QuerySet[Reply]:
    """Replies in the order of the conversation, the validated one among them."""
    return (
        found.replies.shown()
        .select_related("author")
        .annotate(is_answer=Q(pk=F("topic__validated_reply")))
    )


def _circle(request: HttpRequest, slug: str) -> Circle:
    found = Circle.objects.shown_in(request.scope).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _circle_page(
    request: HttpRequest, found: Circle, topics: QuerySet[Topic], template: str
) -> HttpResponse:
    page = Paginator(topics, TOPICS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "circle": found,
        "page_obj": page,
        "materials": materials_for(found, request.scope, at=timezone.now()),
        "canonical": _national(request, "circle", found.slug),
        "breadcrumbs": [_trail(request, found)[0], (found.name, "")],
    }
    return render(request, template, context)


def _national(request: HttpRequest, name: str, *args: object) -> str:
    """The one address that search engines keep, whichever portal a circle is read in."""
    return Scope(language=request.scope.language).url(f"maillage_community:{name}", *args)


def _trail(request: HttpRequest, found: Circle) -> list[tuple[str, str]]:
    return [
        (_("Communities"), request.scope.url("maillage_community:circles")),
        (found.name, request.scope.url("maillage_community:circle", slug=found.slug)),
    ]
