"""Wagtail: pages and files of editors, and what it remembers of the editors themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from maillage.accounts.models import User
from maillage.personal_data import (
    Clear,
    Delete,
    Keep,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    Subject,
    account,
)
from maillage.personal_data.declarations import EMPTIED, acted, editorial

if TYPE_CHECKING:
    from maillage.personal_data import Person

USER = account("user")
UPLOADED = account("uploaded_by_user")
YEAR = timedelta(days=365)


def _changes_of(person: Person) -> Q:
    """Lines of the journal whose object is the account itself: they quote its name."""
    kind = ContentType.objects.get_for_model(User)
    return Q(content_type=kind, object_id=str(person.user.pk))


def _mine(model: str, others: str, fields: str, retention: object, purpose: str) -> Rows:
    """Rows that are of no use once the editor has gone."""
    return Rows(
        model,
        subject=USER,
        fields=(
            NotPersonal(f"id {others}"),
            Personal(fields, purpose=purpose, retention=retention, erasure=Delete()),
        ),
    )


PEOPLE = (
    Rows(
        "wagtailusers.UserProfile",
        subject=USER,
        fields=(
            NotPersonal("id"),
            Personal(
                "user submitted_notifications approved_notifications rejected_notifications "
                "updated_comments_notifications preferred_language current_time_zone avatar "
                "dismissibles theme contrast density keyboard_shortcuts",
                purpose="how the editor wants the administration",
                retention="until the account is closed",
                erasure=Delete(),
            ),
        ),
    ),
    _mine(
        "wagtailadmin.EditingSession",
        "content_type object_id is_editing",
        "user last_seen_at",
        (Purge(after=timedelta(days=1), since="last_seen_at", event="it was last seen"),),
        "editors of the same page see each other",
    ),
    _mine(
        "wagtailadmin.FormState",
        "content_type object_id parent_object_id",
        "data user last_updated_at",
        (Purge(after=timedelta(days=1), since="last_updated_at", event="the last preview"),),
        "a preview of what is typed",
    ),
    Rows(
        "wagtailcore.APIToken",
        subject=USER,
        fields=(
            NotPersonal("id"),
            Personal(
                "user name prefix created revoked_at last_used_at",
                purpose="a program acts for the editor",
                retention=(Purge(after=YEAR, since="revoked_at", event="it was revoked"),),
                erasure=Delete(),
            ),
            Personal(
                "key_hash",
                purpose="recognising the token",
                retention="as long as its token",
                export="a secret that nobody can read: kept hashed",
                erasure=Delete(),
            ),
        ),
    ),
    _mine(
        "wagtailcore.PageSubscription",
        "page",
        "user comment_notifications",
        "until the account is closed",
        "mails about comments on a page",
    ),
    Rows(
        "wagtailcore.UploadedFile",
        subject=UPLOADED,
        fields=(
            NotPersonal("id for_content_type"),
            Personal(
                "file uploaded_by_user",
                purpose="a file of several sent at once, until its title is typed",
                retention="until its title is typed or the account is closed",
                erasure=Delete(),
            ),
        ),
    ),
)

JOURNALS = (
    Rows(
        "wagtailcore.ModelLogEntry",
        subject=Subject("the entry is about the account", _changes_of),
        fields=(
            NotPersonal("id content_type uuid revision content_changed deleted object_id"),
            Personal(
                "label data",
                purpose="the journal of the administration: of an account, its name",
                retention=(
                    Purge(
                        after=YEAR,
                        since="timestamp",
                        event="an account was changed",
                        only=Q(
                            content_type__app_label="maillage_accounts", content_type__model="user"
                        ),
                    ),
                ),
                erasure=Clear(),
            ),
            acted("user action timestamp", USER),
        ),
    ),
    Rows(
        "wagtailcore.PageLogEntry",
        (
            NotPersonal("id content_type uuid revision content_changed deleted page"),
            editorial("label data"),
            acted("user action timestamp", USER),
        ),
    ),
    Rows(
        "wagtailcore.Revision",
        (
            NotPersonal("id content_type base_content_type object_id approved_go_live_at"),
            editorial("object_str content"),
            acted("user created_at", USER),
        ),
    ),
    Rows(
        "wagtailcore.WorkflowState",
        (
            NotPersonal(
                "id content_type base_content_type object_id workflow status current_task_state"
            ),
            acted("requested_by created_at", account("requested_by")),
        ),
    ),
    Rows(
        "wagtailcore.TaskState",
        (
            NotPersonal("id workflow_state revision task status started_at content_type"),
            acted("finished_by finished_at comment", account("finished_by")),
        ),
    ),
    Rows(
        "wagtailcore.Comment",
        subject=USER,
        fields=(
            NotPersonal("id page contentpath position updated_at revision_created"),
            Personal(
                "user text created_at",
                purpose="editors discuss a page",
                retention="as long as the page",
                erasure=Keep(EMPTIED),
            ),
            acted("resolved_by resolved_at", account("resolved_by")),
        ),
    ),
    Rows(
        "wagtailcore.CommentReply",
        subject=USER,
        fields=(
            NotPersonal("id comment updated_at"),
            Personal(
                "user text created_at",
                purpose="editors discuss a page",
                retention="as long as the page",
                erasure=Keep(EMPTIED),
            ),
        ),
    ),
)

ROWS = (*PEOPLE, *JOURNALS)
