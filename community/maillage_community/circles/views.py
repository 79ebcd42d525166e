"""Joining, asking, answering, following, reporting: forms on pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from maillage_community.circles import memberships
from maillage_community.circles.private_pages import private_page
from maillage_community.models import Circle, Follow, Membership, Reply, Topic
from maillage_community.moderation import reports as moderation
from maillage_community.topics import conversations, following
from maillage_community.topics.forms import JoinForm, ReplyForm, ReportForm, TopicForm
from maillage_community.topics.views import replies_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


def _circle(request: HttpRequest, slug: str) -> Circle:
    """The door is public: anybody who knows the address may knock."""
    return get_object_or_404(Circle.objects.shown_in(request.scope), slug=slug)


def _topic(request: HttpRequest, slug: str, uuid: UUID) -> Topic:
    topics = Topic.objects.visible_to(request.user).select_related("circle", "author")
    return get_object_or_404(topics, circle__slug=slug, uuid=uuid)


def _to_circle(request: HttpRequest, circle: Circle) -> HttpResponse:
    name = "circle" if circle.is_public else "circle_space"
    return redirect(request.scope.url(f"maillage_community:{name}", slug=circle.slug))


def _to_topic(request: HttpRequest, topic: Topic, name: str = "topic") -> HttpResponse:
    address = request.scope.url(
        f"maillage_community:{name}", slug=topic.circle.slug, uuid=topic.uuid
    )
    return redirect(address)


@private_page
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the charter, accept it, enter."""
    circle = _circle(request, slug)
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
    circle = _circle(request, slug)
    if request.method == "POST":
        memberships.leave(request.user, circle)
        return redirect(request.scope.url("maillage_community:circles"))
    return render(request, "maillage_community/leave.html", {"circle": circle})


@private_page
def new_topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask; whoever is not a member yet is led to the charter first."""
    circle = _circle(request, slug)
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
    topic = _topic(request, slug, uuid)
    membership = Membership.objects.filter(circle=topic.circle, user=request.user).first()
    if membership is None:
        return redirect(request.scope.url("maillage_community:join", slug=slug))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        conversations.answer(request.user, topic, at=timezone.now(), **form.cleaned_data)
        return _to_topic(request, topic)
    context = {
        "topic": topic,
        "circle": topic.circle,
        "replies": replies_of(topic),
        "form": form,
        "membership": membership,
        "follows": Follow.objects.filter(topic=topic, user=request.user).exists(),
        "may_choose": membership.moderates or topic.author_id == request.user.pk,
    }
    return render(request, "maillage_community/take_part.html", context)


@require_POST
@private_page
def follow(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Start or stop the mails about a topic."""
    topic = _topic(request, slug, uuid)
    verb = following.unfollow if "stop" in request.POST else following.follow
    verb(request.user, topic)
    return _to_topic(request, topic, "take_part")


@require_POST
@private_page
def choose(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Choose the reply that answers, or take the choice back."""
    topic = _topic(request, slug, uuid)
    reply = None
    if request.POST.get("reply"):
        reply = _reply_of(topic, request.POST["reply"])
    conversations.choose_answer(request.user, topic, reply)
    return _to_topic(request, topic, "take_part")


@require_POST
@private_page
def pin(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Keep a topic on top, or let it go down again."""
    topic = _topic(request, slug, uuid)
    conversations.pin(request.user, topic, pinned="stop" not in request.POST)
    return _to_topic(request, topic, "take_part")


@private_page
def report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Report a topic, or one of its replies (``?reponse=<uuid>``), to the moderators."""
    topic = _topic(request, slug, uuid)
    message: Topic | Reply = topic
    if request.GET.get("reponse"):
        message = _reply_of(topic, request.GET["reponse"])
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.report(request.user, message, at=timezone.now(), **form.cleaned_data)
        return render(request, "maillage_community/report_sent.html", {"topic": topic})
    context = {"topic": topic, "message": message, "form": form}
    return render(request, "maillage_community/report.html", context)


def _reply_of(topic: Topic, uuid: str) -> Reply:
    try:
        return get_object_or_404(topic.replies.shown(), uuid=uuid)
    except (ValidationError, ValueError) as error:
        raise Http404 from error
