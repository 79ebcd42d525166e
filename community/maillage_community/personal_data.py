"""Circles, field by field: what others have read stays, without its author."""

from datetime import timedelta

from maillage.personal_data import (
    AppData,
    Clear,
    Delete,
    Keep,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    account,
)
from maillage.personal_data.declarations import acted, editorial

AS_LONG = "as long as the conversation"
READ = Keep("others read it and answer it; its author's name and account are gone")
DECIDED = Purge(
    after=timedelta(days=365),
    since="handled_at",
    event="the moderators decided",
    erasure=Clear(),
)


def _message(model: str, texts: str, others: str, context: dict[str, str]) -> Rows:
    """A topic or a reply."""
    return Rows(
        model,
        subject=account("author"),
        context=context,
        fields=(
            NotPersonal(others),
            Personal(
                "author",
                purpose="says who wrote it",
                retention="until the account is closed",
                erasure=Clear(),
            ),
            Personal(
                f"{texts} created_at",
                purpose="helpers ask, answer and share",
                retention=AS_LONG,
                erasure=READ,
            ),
            Personal(
                "body_html",
                purpose="the same text as it is shown",
                retention=AS_LONG,
                export="a copy of the text",
                erasure=READ,
            ),
        ),
    )


personal_data = AppData(
    rows=(
        Rows(
            "maillage_community.Circle",
            (
                NotPersonal(
                    "id uuid slug charter_version visibility territory theme created_at "
                    "read_only_since"
                ),
                editorial("name summary description charter"),
            ),
        ),
        Rows("maillage_community.FormerCircleSlug", (NotPersonal("slug holder"),)),
        Rows(
            "maillage_community.Membership",
            subject=account("user"),
            context={"circle": "circle__name"},
            fields=(
                NotPersonal("id"),
                Personal(
                    "circle user role charter_version joined_at",
                    purpose="who reads and writes in the circle, and the charter they accepted",
                    retention="until the person leaves the circle or closes the account",
                    erasure=Delete(),
                ),
            ),
        ),
        _message(
            "maillage_community.Topic",
            "title body",
            "id uuid circle kind last_activity_at reply_count is_pinned hidden_at validated_reply",
            {"circle": "circle__name"},
        ),
        _message(
            "maillage_community.Reply", "body", "id uuid topic hidden_at", {"topic": "topic__title"}
        ),
        Rows(
            "maillage_community.Follow",
            subject=account("user"),
            context={"topic": "topic__title"},
            fields=(
                NotPersonal("id"),
                Personal(
                    "topic user created_at language",
                    purpose="a mail for each answer to a topic",
                    retention="until the person stops following it or closes the account",
                    erasure=Delete(),
                ),
            ),
        ),
        Rows(
            "maillage_community.Report",
            subject=account("reporter"),
            fields=(
                NotPersonal("id circle topic reply state"),
                Personal(
                    "reporter",
                    purpose="the same person reports a message once",
                    retention=(DECIDED,),
                    erasure=Clear(),
                ),
                Personal(
                    "comment",
                    purpose="a moderator understands what is reported",
                    retention=(DECIDED,),
                    erasure=Keep("moderators decide on it; who wrote it is gone"),
                ),
                Personal(
                    "reason created_at",
                    purpose="reports are counted",
                    retention=AS_LONG,
                    erasure=Keep("counted; it leads to nobody"),
                ),
                acted("handled_by handled_at", account("handled_by")),
            ),
        ),
    ),
)
