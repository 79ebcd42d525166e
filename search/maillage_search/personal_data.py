"""The index holds what others publish; a question is read once it was asked five times."""

from datetime import timedelta

from maillage.personal_data import AppData, Delete, Keep, NotPersonal, Personal, Purge, Rows

COPY = Personal(
    "title_key title summary body",
    purpose="found by the search: a copy of what a page, a place or a conversation says",
    retention="as long as what it is a copy of",
    export="a copy",
    erasure=Keep("it follows what it is a copy of"),
)

personal_data = AppData(
    rows=(
        Rows("maillage_search.ThesaurusEntry", (NotPersonal("id terms direction"),)),
        Rows(
            "maillage_search.IndexedDocument",
            (
                NotPersonal(
                    "id uid key kind language readers audience acl national territories themes "
                    "latitude longitude version digest starts_at date sessions url"
                ),
                COPY,
            ),
        ),
        Rows(
            "maillage_search.TitleWord",
            (
                NotPersonal("id document position"),
                Personal(
                    "word",
                    purpose="proposed while a question is typed: a word of what the search finds",
                    retention="as long as what it is a copy of",
                    export="a copy",
                    erasure=Keep("it follows what it is a copy of"),
                ),
            ),
        ),
        Rows("maillage_search.Withdrawal", (NotPersonal("id engine key uid at"),)),
        Rows(
            "maillage_search.MissedQuestion",
            (
                NotPersonal("id count outcome since last_at"),
                Personal(
                    "digest text",
                    purpose="knowing what the search does not find: a keyed digest, and the words "
                    "of a question once it was asked five times within ninety days",
                    retention=(
                        Purge(
                            after=timedelta(days=90),
                            since="last_at",
                            event="it was last asked",
                            erasure=Delete(),
                        ),
                    ),
                    export="nobody knows who asked",
                    erasure=Keep("nobody knows who asked"),
                ),
            ),
        ),
        Rows("maillage_search.Word", (NotPersonal("word stem folded"),)),
    ),
)
