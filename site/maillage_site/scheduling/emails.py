"""Telling an author that what was scheduled did not happen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.pages import Refused
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.scheduling.due import Expiry

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.users.models import UserProfile

    from maillage.accounts.models import User
    from maillage_site.scheduling.due import Due


def language_of(author: User | None) -> str:
    """The one chosen in the admin's account page, else French."""
    profile = _profile(author)
    chosen = profile.preferred_language if profile else ""
    return chosen if chosen in dict(settings.LANGUAGES) else DEFAULT_LANGUAGE


def tell_failure(one: Due, page: Model, author: User, error: Exception) -> None:
    """One email for that hour, however often it is tried; in the active language."""
    letter = _letter(one, page, author, error)
    send_later(
        f"schedule:{one.key}",
        author.email,
        version=int(one.moment.timestamp()),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )


def _letter(one: Due, page: Model, author: User, error: Exception) -> Letter:
    title = str(page)
    if isinstance(one, Expiry):
        subject, headline = _("Still online: %(title)s"), _("The page was not taken away")
        planned = _(
            "It was to be taken away on %(day)s at %(time)s. Open it and unpublish it yourself."
        )
    else:
        subject, headline = _("Not published: %(title)s"), _("The page was not published")
        planned = _(
            "It was to be published on %(day)s at %(time)s. Open it and publish it yourself: "
            "what is missing is said there."
        )
    address = AdminURLFinder().get_edit_url(page)
    said = ((_("Reason"), _reason(error)),) if _reason(error) else ()
    return Letter(
        subject=subject % {"title": title},
        title=headline,
        paragraphs=(
            planned % _moment(one, author),
            _("The site tries again every minute."),
        ),
        action=(_("Open the page"), settings.BASE_URL.rstrip("/") + address) if address else None,
        facts=((_("Page"), title), *said),
        name=author.name,
        reason=_("You get this email because you wrote this page."),
    )


def _reason(error: Exception) -> str:
    """In the editor's words, when the error has some."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error) if isinstance(error, Refused) else ""


def _moment(one: Due, author: User) -> dict[str, str]:
    """As the author typed it: in the time zone of their admin."""
    profile = _profile(author)
    name = profile.get_current_time_zone() if profile else settings.TIME_ZONE
    local = timezone.localtime(one.moment, ZoneInfo(name))
    return {"day": date_format(local, "DATE_FORMAT"), "time": date_format(local, "TIME_FORMAT")}


def _profile(author: User | None) -> UserProfile | None:
    return getattr(author, "wagtail_userprofile", None)
