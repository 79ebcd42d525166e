"""Reading a topic, asking, answering, following, choosing the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from maillage.permissions import verbs_in_role
from maillage_community.circles.private_pages import private_page
from maillage_community.circles.queries import circle_shown, national_address, trail
from maillage_community.models import Circle, Follow, Membership, Topic
from maillage_community.topics import conversations, following
from maillage_community.topics.forms import ReplyForm, TopicForm
from maillage_community.topics.queries import replies_of, reply_of, topic_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

REPLIES_A_PAGE = 50


def topic(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """A conversation. The answer for an unknown topic does not tell whether one is hidden here."""
    found_circle = circle_shown(request, slug)
    if found_circle.is_public:
        return _public_topic(request, found_circle, uuid)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return _private_topic(request, slug, uuid)


@private_page
def _private_topic(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    return _topic_page(request, topic_visible(request, slug, uuid))


@cache_control(public=True, no_cache=True)
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
        "canonical": national_address(request, "topic", found.circle.slug, found.uuid),
        "breadcrumbs": [*trail(request, found.circle), (found.title, "")],
    }
    return render(request, "maillage_community/topic.html", context)


@private_page
def new_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask; whoever is not a member yet is led to the charter first."""
    circle = circle_shown(request, slug)
    if circle.is_read_only:
        return redirect(request.scope.url("maillage_community:circle", slug=slug))
    if not Membership.objects.filter(circle=circle, user=request.user).exists():
        return redirect(request.scope.url("maillage_community:join", slug=slug))
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        topic = conversations.ask(request.user, circle, at=timezone.now(), **form.cleaned_data)
        return _to_topic(request, topic)
    return render(request, "maillage_community/topic_form.html", {"circle": circle, "form": form})


@private_page
def take_part(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One topic for one person: reply, follow, choose the answer, moderate."""
    topic = topic_visible(request, slug, uuid)
    if topic.circle.is_read_only:
        return _to_topic(request, topic)
    membership = Membership.objects.filter(circle=topic.circle, user=request.user).first()
    if membership is None:
        return redirect(request.scope.url("maillage_community:join", slug=slug))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        conversations.answer(request.user, topic, at=timezone.now(), **form.cleaned_data)
        return _to_topic(request, topic)
    verbs = verbs_in_role(Topic, membership.role)
    context = {
        "topic": topic,
        "circle": topic.circle,
        "replies": replies_of(topic),
        "form": form,
        "membership": membership,
        "follows": Follow.objects.filter(topic=topic, user=request.user).exists(),
        "verbs": verbs,
        "may_choose": "choose-answer" in verbs or topic.author_id == request.user.pk,
    }
    return render(request, "maillage_community/take_part.html", context)


@require_POST
@private_page
def follow(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Start or stop the mails about a topic."""
    topic = topic_visible(request, slug, uuid)
    verb = following.unfollow if "stop" in request.POST else following.follow
    verb(request.user, topic)
    return _to_topic(request, topic, "take_part")


@require_POST
@private_page
def choose(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Choose the reply that answers, or take the choice back."""
    topic = topic_visible(request, slug, uuid)
    if topic.circle.is_read_only:
        return _to_topic(request, topic)
    reply = None
    if request.POST.get("reply"):
        reply = reply_of(topic, request.POST["reply"])
    conversations.choose_answer(request.user, topic, reply)
    return _to_topic(request, topic, "take_part")


@require_POST
@private_page
def pin(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Keep a topic on top, or let it go down again."""
    topic = topic_visible(request, slug, uuid)
    if topic.circle.is_read_only:
        return _to_topic(request, topic)
    conversations.pin(request.user, topic, pinned="stop" not in request.POST)
    return _to_topic(request, topic, "take_part")


def _to_topic(request: HttpRequest, topic: Topic, name: str = "topic") -> HttpResponse:
    address = request.scope.url(
        f"maillage_community:{name}", slug=topic.circle.slug, uuid=topic.uuid
    )
    return redirect(address)
