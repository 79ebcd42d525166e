"""RSS of the public circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from maillage_community.models import Circle, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

TOPICS_IN_A_FEED = 30


class CircleFeed(Feed):
    """The latest topics of a public circle; a members' circle has no feed (404)."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, slug: str) -> Circle:
        circles = Circle.objects.public().shown_in(request.scope)
        circle = get_object_or_404(circles, slug=slug)
        circle.scope = request.scope  # one Feed serves every request: what varies rides along
        return circle

    def title(self, circle: Circle) -> str:
        return _("%(circle)s: latest topics") % {"circle": circle.name}

    def description(self, circle: Circle) -> str:
        return circle.summary

    def link(self, circle: Circle) -> str:
        return circle.scope.url("maillage_community:circle", slug=circle.slug)

    def items(self, circle: Circle) -> list[Topic]:
        topics = Topic.objects.public().filter(circle=circle).order_by("-created_at")
        latest = list(topics[:TOPICS_IN_A_FEED])
        for topic in latest:
            topic.circle = circle
        return latest

    def item_title(self, topic: Topic) -> str:
        return topic.title

    def item_description(self, topic: Topic) -> str:
        return topic.body_html

    def item_link(self, topic: Topic) -> str:
        circle = topic.circle
        return circle.scope.url("maillage_community:topic", slug=circle.slug, uuid=topic.uuid)

    def item_guid(self, topic: Topic) -> str:
        return f"urn:uuid:{topic.uuid}"

    item_guid_is_permalink = False

    def item_pubdate(self, topic: Topic) -> datetime:
        return topic.created_at
