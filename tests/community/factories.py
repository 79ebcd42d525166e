"""Circles and conversations for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from maillage_community.models import Circle, Membership, Reply, Topic
from maillage_community.writing.markdown import render
from tests.site.factories import UserFactory

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


class CircleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Circle

    name = factory.Sequence(lambda n: f"Cercle {n}")
    slug = factory.Sequence(lambda n: f"cercle-numero-{n}")
    summary = "Entre aidants."
    charter = "Ne nommez jamais une personne aidée."

    class Params:
        members_only = factory.Trait(visibility=Circle.Visibility.MEMBERS)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    circle = factory.SubFactory(CircleFactory)
    user = factory.SubFactory(UserFactory)
    charter_version = 1


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    circle = factory.SubFactory(CircleFactory)
    title = factory.Sequence(lambda n: f"Question {n} ?")
    body = "Comment faire ?"
    body_html = factory.LazyAttribute(lambda topic: render(topic.body))
    author = factory.SubFactory(UserFactory)
    created_at = NOON
    last_activity_at = NOON


class ReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reply

    topic = factory.SubFactory(TopicFactory)
    body = "Voici comment."
    body_html = factory.LazyAttribute(lambda reply: render(reply.body))
    author = factory.SubFactory(UserFactory)
    created_at = NOON


def member(circle: Circle, role: str = Membership.Role.MEMBER) -> object:
    """A new person who belongs to the circle."""
    return MembershipFactory(circle=circle, role=role).user


def moderator(circle: Circle) -> object:
    return member(circle, Membership.Role.MODERATOR)
