"""Places, field by field: readers who write to us, teams who decide, contacts that are public."""

from datetime import timedelta

from maillage.personal_data import (
    AppData,
    Clear,
    Keep,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    account,
    address,
)
from maillage.personal_data.declarations import acted

YEAR = timedelta(days=365)
ABOUT_A_PLACE = Keep("about a place; who sent it is gone")


def _contact(fields: str) -> Personal:
    """How people reach a place; it may be somebody's own address at work."""
    return Personal(
        fields,
        purpose="people find help near them, and reach it",
        retention="as long as the place is known",
        export="it is published, and is the place's",
        erasure=Keep("a public contact: the place, or its territory's team, corrects it"),
    )


def _history(fields: str) -> Personal:
    return Personal(
        fields,
        purpose="what a source or the team said of a place, to compare and to undo",
        retention="as long as the place is known",
        export="it is the place's",
        erasure=Keep("a public contact that was, or is, the place's"),
    )


def _word(model: str, others: str, written: str, context: dict[str, str]) -> Rows:
    """What a reader sent, without an account."""
    return Rows(
        model,
        subject=address("email"),
        context=context,
        fields=(
            NotPersonal(f"id state place {others}"),
            Personal(
                "email",
                purpose="asking the reader a question",
                retention=(
                    Purge(after=YEAR, since="sent_at", event="it was sent, if nobody decided"),
                ),
                erasure=Clear(),
            ),
            Personal(
                "message",
                purpose="mending what is wrong, adding what is missing",
                retention=(
                    Purge(
                        after=YEAR, since="decided_at", event="the team decided", erasure=Clear()
                    ),
                ),
                erasure=ABOUT_A_PLACE,
            ),
            Personal(
                f"{written} sent_at",
                purpose="what happened to the place's record",
                retention="as long as the place is known",
                erasure=ABOUT_A_PLACE,
            ),
            acted("decided_by decided_at note", account("decided_by")),
        ),
    )


PLACES = (
    Rows(
        "maillage_cartography.Organisation",
        (NotPersonal("id uuid name pivot commune website"), _contact("phone email summary")),
    ),
    Rows("maillage_cartography.Hours", (NotPersonal("id text osm zone holiday_region"),)),
    Rows(
        "maillage_cartography.Place",
        (
            NotPersonal(
                "id uuid pivot name commune postal_code address address_extra latitude longitude "
                "kinds websites hours credit mobility organisation parent_organisation updated_on "
                "services publics specific_care costs programmes labels other_labels access_modes "
                "support_modes accessibility_url booking_url changed_at withdrawn_at merged_into"
            ),
            _contact("phone emails summary description search_text"),
        ),
    ),
    Rows(
        "maillage_cartography.Stop",
        (NotPersonal("id place commune spot address latitude longitude exact hours last_on"),),
    ),
    Rows(
        "maillage_cartography.PlaceSource",
        (
            NotPersonal(
                "id place source source_id fingerprint second imported_at missing_since created_by "
                "missed_by"
            ),
        ),
    ),
    Rows(
        "maillage_cartography.PlaceCheck",
        (
            NotPersonal(
                "id place rhythm asked_at answered_at answer verified_on takes_more due_on "
                "token_hash token_expires_at"
            ),
        ),
    ),
)

TEAM = (
    Rows(
        "maillage_cartography.PlaceImport",
        (
            NotPersonal(
                "id uuid source territory on complete mapping accept_vanished state rows_done "
                "beat_at"
            ),
            Personal(
                "content",
                purpose="the file may hold people's names: an import may be undone",
                retention=(
                    Purge(
                        after=timedelta(days=60),
                        since="created_at",
                        event="the file was sent",
                        erasure=Clear(),
                    ),
                ),
                export="a file about places",
                erasure=Keep("a file about places"),
            ),
            _history("report reason"),
            acted("by created_at applied_at file_name", account("by")),
        ),
    ),
    Rows(
        "maillage_cartography.DoubtfulPosition",
        (
            NotPersonal("id place source latitude longitude lies_in state found_at"),
            acted("decided_by decided_at", account("decided_by")),
        ),
    ),
    Rows(
        "maillage_cartography.Duplicate",
        (
            NotPersonal("id first second verdict score reasons state found_at"),
            acted("decided_by decided_at", account("decided_by")),
        ),
    ),
    Rows(
        "maillage_cartography.Merge",
        (
            NotPersonal("id kept absorbed sources reports undone_at"),
            _history("taken"),
            acted("by at", account("by")),
        ),
    ),
    Rows(
        "maillage_cartography.FieldOrigin",
        (
            NotPersonal("id place field origin source locked"),
            _history("source_value"),
            acted("by on", account("by")),
        ),
    ),
    Rows(
        "maillage_cartography.FieldChange",
        (
            NotPersonal("id place field origin source run"),
            _history("before after"),
            acted("by at", account("by")),
        ),
    ),
    Rows(
        "maillage_cartography.SourceProposal",
        (
            NotPersonal("id place field source run state proposed_at"),
            _history("value previously"),
            acted("decided_by decided_at", account("decided_by")),
        ),
    ),
)

personal_data = AppData(
    rows=(
        *PLACES,
        *TEAM,
        _word("maillage_cartography.PlaceReport", "", "kind", {"place": "place__name"}),
        _word(
            "maillage_cartography.ProposedPlace",
            "commune",
            "values",
            {"commune": "commune__name"},
        ),
    ),
)
