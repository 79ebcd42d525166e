"""One mail per answer, to those who follow the topic and may still read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import Scope
from maillage_community.models import Follow, Topic
from maillage_community.topics.following import unfollow_token
from maillage_community.writing.markdown import plain

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
    """In the language of who reads it, whoever replied."""
    scope = Scope(language=follow.language)
    stop = scope.url("maillage_community:unsubscribe", unfollow_token(follow))
    unsubscribe_url = f"{settings.BASE_URL}{stop}"
    with override(follow.language):
        told = _letter(reply, scope, unsubscribe_url)
        send_later(
            f"reply:{reply.uuid}",
            follow.user.email,
            subject=told.subject,
            text=told.text,
            html=told.html,
            unsubscribe_url=unsubscribe_url,
        )


def _letter(reply: Reply, scope: Scope, unsubscribe_url: str) -> Letter:
    topic, circle = reply.topic, reply.topic.circle
    path = scope.url("maillage_community:topic", circle.slug, topic.uuid)
    url = f"{settings.BASE_URL}{path}#reponse-{reply.uuid}"
    if reply.author:
        who = {"name": reply.author.name, "circle": circle.name}
        said = _("%(name)s has replied in the circle “%(circle)s”.") % who
    else:
        said = _("Somebody has replied in the circle “%(circle)s”.") % {"circle": circle.name}
    return Letter(
        subject=_("Reply to “%(title)s”") % {"title": topic.title},
        title=topic.title,
        paragraphs=(said,),
        quote=mark_safe(reply.body_html),  # noqa: S308 -- cleaned when it was written
        quote_text=plain(reply.body),
        action=(_("Read the conversation and reply"), url),
        links=((_("Get no more mail about it"), unsubscribe_url),),
        reason=_("You get this mail because you follow this topic."),
    )
