"""What is written to whoever reviews a page, and to whoever submitted it, in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage_site.portals.models.pages import portal_above
from maillage_site.scheduling.emails import language_of

if TYPE_CHECKING:
    from wagtail.models import Page, TaskState, WorkflowState

    from maillage.accounts.models import User


def ask_review(state: TaskState, reviewer: User) -> None:
    """One email for each time the page is submitted."""
    with translation.override(language_of(reviewer)):
        _send(f"review:{state.pk}", reviewer, _asked(state, reviewer))


def remind_review(state: TaskState, reviewer: User) -> None:
    """One email for each time the page is submitted, however often it is asked for."""
    with translation.override(language_of(reviewer)):
        _send(f"review:{state.pk}:reminder", reviewer, _reminded(state, reviewer))


def tell_approved(state: WorkflowState, author: User, *, by: User | None) -> None:
    with translation.override(language_of(author)):
        _send(
            f"review:{state.current_task_state_id}:approved", author, _approved(state, author, by)
        )


def tell_rejected(state: WorkflowState, author: User, *, by: User | None) -> None:
    with translation.override(language_of(author)):
        _send(
            f"review:{state.current_task_state_id}:rejected", author, _rejected(state, author, by)
        )


def _send(purpose: str, person: User, letter: Letter) -> None:
    send_later(purpose, person.email, subject=letter.subject, text=letter.text, html=letter.html)


def _asked(state: TaskState, reviewer: User) -> Letter:
    return _to_review(
        state,
        reviewer,
        subject=_("To review: %(title)s"),
        title=_("A page waits for your review"),
        words=_("Read it, then approve it, or send it back with a word that says what to change."),
    )


def _reminded(state: TaskState, reviewer: User) -> Letter:
    since = date_format(timezone.localtime(state.started_at), "DATE_FORMAT")
    words = _("It has been waiting since %(day)s. You will not be reminded again.")
    return _to_review(
        state,
        reviewer,
        subject=_("Still to review: %(title)s"),
        title=_("A page still waits for your review"),
        words=words % {"day": since},
    )


def _to_review(state: TaskState, reviewer: User, *, subject: str, title: str, words: str) -> Letter:
    page, author = state.workflow_state.content_object, state.workflow_state.requested_by
    return Letter(
        subject=subject % {"title": page},
        title=title,
        paragraphs=(words,),
        action=(_("Review the page"), _edit(page)),
        links=((_("Read it as readers will"), _preview(page, state)),),
        facts=(*_facts(page), *(((_("Submitted by"), author.name),) if author else ())),
        name=reviewer.name,
        reason=_(
            "You get this email because you publish for this portal. Your account's page in the "
            "administration stops these emails."
        ),
    )


def _approved(state: WorkflowState, author: User, by: User | None) -> Letter:
    page = state.content_object
    page.refresh_from_db()
    comment = state.current_task_state.comment
    if page.live and not page.has_unpublished_changes:
        what, action = _("It is online."), (_("Read the page"), page.full_url or _edit(page))
    else:
        what = _("It will be online at the hour that was set.")
        action = (_("Open the page"), _edit(page))
    return Letter(
        subject=_("Approved: %(title)s") % {"title": page},
        title=_("Your page is approved"),
        paragraphs=(what,),
        action=action,
        facts=(*_facts(page), *(((_("Reviewed by"), by.name),) if by else ())),
        quote=_quoted(comment),
        quote_text=comment,
        name=author.name,
        reason=_why_author(),
    )


def _rejected(state: WorkflowState, author: User, by: User | None) -> Letter:
    page, comment = state.content_object, state.current_task_state.comment
    return Letter(
        subject=_("To change: %(title)s") % {"title": page},
        title=_("Your page is sent back to you"),
        paragraphs=(
            _("Whoever reviewed it says what to change below. Submit it again when it is done.")
            if comment
            else _(
                "Whoever reviewed it left no word: ask them what to change, then submit it again."
            ),
        ),
        action=(_("Open the page"), _edit(page)),
        facts=(*_facts(page), *(((_("Reviewed by"), by.name),) if by else ())),
        quote=_quoted(comment),
        quote_text=comment,
        name=author.name,
        reason=_why_author(),
    )


def _facts(page: Page) -> tuple[tuple[str, str], ...]:
    portal = portal_above(page)
    named = portal.territory.name if portal and portal.territory else ""
    return ((_("Page"), str(page)), *(((_("Portal"), named),) if named else ()))


def _quoted(comment: str) -> str:
    return linebreaks_filter(comment, autoescape=True) if comment else ""


def _why_author() -> str:
    return _(
        "You get this email because you submitted this page. Your account's page in the "
        "administration stops these emails."
    )


def _edit(page: Page) -> str:
    return _absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _preview(page: Page, state: TaskState) -> str:
    return _absolute(reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, state.task_id]))


def _absolute(path: str) -> str:
    return settings.BASE_URL.rstrip("/") + path
