"""Following a topic, and stopping from a mail in one click (RFC 8058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.utils.translation import get_language

from maillage.scope import DEFAULT_LANGUAGE
from maillage_community.models import Follow, Topic

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

SALT = "maillage_community.unfollow"


class UnknownLinkError(Exception):
    """The link is truncated, forged, or made for something else."""


def follow(person: AbstractBaseUser, topic: Topic) -> None:
    """Each answer is a mail, in the language this is asked in: the last one that was."""
    language = get_language() or DEFAULT_LANGUAGE
    Follow.objects.update_or_create(user=person, topic=topic, defaults={"language": language})


def unfollow(person: AbstractBaseUser, topic: Topic) -> None:
    Follow.objects.filter(user=person, topic=topic).delete()


def unfollow_token(follow: Follow) -> str:
    """A token that can do one thing: stop this person's mails about this topic."""
    return signing.dumps([follow.user_id, str(follow.topic.uuid)], salt=SALT)


def unfollow_by_token(token: str) -> Topic:
    """Stop the mails; doing it twice is harmless. Raises UnknownLinkError."""
    topic, user_id = _read(token)
    Follow.objects.filter(user_id=user_id, topic=topic).delete()
    return topic


def topic_of_token(token: str) -> Topic:
    """The topic a token is about; raises UnknownLinkError."""
    return _read(token)[0]


def _read(token: str) -> tuple[Topic, int]:
    try:
        user_id, uuid = signing.loads(token, salt=SALT)
        return Topic.objects.select_related("circle").get(uuid=uuid), user_id
    except (signing.BadSignature, Topic.DoesNotExist, ValueError, TypeError) as error:
        raise UnknownLinkError from error
