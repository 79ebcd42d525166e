"""The one email of the yearly question; its link says nothing secret, and asks to sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.role_reviews.queries import with_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.accounts.models import RoleReview, User


def ask_still_here(person: User, reviews: Sequence[RoleReview], *, at: datetime) -> None:
    """In French, in the caller's transaction."""
    with translation.override(DEFAULT_LANGUAGE):
        letter = _letter(person, reviews)
    send_later(
        f"role-review:{person.uuid}",
        person.email,
        version=int(at.timestamp()),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )


def _letter(person: User, reviews: Sequence[RoleReview]) -> Letter:
    address = settings.BASE_URL.rstrip("/") + reverse("maillage_role_review:mine")
    return Letter(
        subject=_("Do you still work here?"),
        title=_("Do you still work here?"),
        paragraphs=(
            _(
                "Once a year we ask everybody who has a role whether they still work there, so "
                "that nobody keeps a key they do not use."
            ),
            _(
                "It takes one click, once you are signed in. Nothing ends by itself: without an "
                "answer within 30 days, those who keep the team are told."
            ),
        ),
        action=(_("Answer"), address),
        facts=tuple((str(one.review), one.roles.capitalize()) for one in with_roles(reviews)),
        name=person.name,
        reason=_("You get this email because you have a role in the administration of this site."),
    )
