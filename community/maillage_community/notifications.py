"""One mail per answer, to those who follow the topic and may still read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.outbox.mail import send_later
from maillage_community.following import unfollow_token
from maillage_community.markdown import plain
from maillage_community.models import Follow, Topic

if TYPE_CHECKING:
    from maillage_community.models import Reply


def tell_followers(reply: Reply) -> None:
    """Write the mails in the current transaction; nothing to whoever can no longer read."""
    topic = reply.topic
    follows = Follow.objects.filter(topic=topic).exclude(user=reply.author)
    for follow in follows.select_related("user", "topic"):
        readable = Topic.objects.visible_to(follow.user).filter(pk=topic.pk)
        if follow.user.is_active and readable.exists():
            _tell(follow, reply)


def _tell(follow: Follow, reply: Reply) -> None:
    topic = reply.topic
    path = reverse("maillage_community:topic", args=[topic.circle.slug, topic.uuid])
    stop = reverse("maillage_community:unsubscribe", args=[unfollow_token(follow)])
    context = {
        "topic": topic,
        "circle": topic.circle,
        "author": reply.author,
        "message": plain(reply.body),
        "message_html": reply.body_html,
        "url": f"{settings.BASE_URL}{path}#reponse-{reply.uuid}",
        "unsubscribe_url": f"{settings.BASE_URL}{stop}",
    }
    send_later(
        f"reply:{reply.uuid}",
        follow.user.email,
        subject=_("Reply to “%(title)s”") % {"title": topic.title},
        text=render_to_string("maillage_community/mail/reply.txt", context),
        html=render_to_string("maillage_community/mail/reply.html", context),
        unsubscribe_url=context["unsubscribe_url"],
    )
