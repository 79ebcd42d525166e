"""What the composition declares."""

from datetime import timedelta

from maillage.personal_data import (
    AppData,
    Delete,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    account,
    address,
)
from maillage.personal_data.declarations import Keep, acted, editorial
from maillage_site.personal_data import (
    signing_in,
    technical,
    translations,
    wagtail,
    wagtail_content,
)

OWN = (
    Rows(
        "maillage_portals.PortalPage",
        (
            NotPersonal("page_ptr portal language"),
            editorial("summary body"),
        ),
    ),
    Rows(
        "maillage_portals.Portal",
        (
            NotPersonal(
                "id territory national slug logo brand_strong brand_soft brand_on_strong "
                "phone phone_hours collection shared_collection workflow closed_at"
            ),
        ),
    ),
    Rows(
        "maillage_portals.Closing",
        (
            NotPersonal("id portal restrictions heirs kept settled_at"),
            acted("at by", account("by")),
        ),
    ),
    Rows(
        "maillage_portals.EndedRole",
        (
            NotPersonal("id team"),
            Personal(
                "user",
                purpose="gives the role back when the portal opens again",
                retention="thirty days after the portal was closed",
                erasure=Delete(),
            ),
        ),
        subject=account("user"),
        context={"team": "team__group__name"},
    ),
    Rows(
        "maillage_portals.EndedInvitation",
        subject=address("email"),
        context={"team": "team__group__name"},
        fields=(
            NotPersonal("id uuid team"),
            Personal(
                "email expires_at",
                purpose="offers the role again when the portal opens again",
                retention=(
                    Purge(
                        after=timedelta(days=30),
                        since="expires_at",
                        event="the invitation has expired, answered or not",
                    ),
                ),
                erasure=Delete(),
            ),
            acted("invited_by invited_at", account("invited_by")),
        ),
    ),
    Rows("maillage_portals.EndedTeam", (NotPersonal("id closing group role"),)),
    Rows(
        "maillage_portals.ClosedFeed",
        (NotPersonal("id portal language path content_type body leads_to until"),),
    ),
    Rows("maillage_portals.PortalSlug", (NotPersonal("slug portal"),)),
    Rows("maillage_portals.PortalMesh", (NotPersonal("id portal places_number mesh mark"),)),
    Rows("maillage_home.IndexPage", (NotPersonal("page_ptr section"), editorial("summary"))),
    Rows(
        "maillage_links.PageLink",
        (
            NotPersonal("id page kind where target_page target_document answers address"),
            editorial("text path"),
        ),
    ),
    Rows(
        "maillage_links.ExternalAddress",
        (
            NotPersonal(
                "id digest host state reason failed_days failing_since last_failed_on due_at"
            ),
            editorial("url"),
        ),
    ),
    Rows(
        "maillage_home.ContentPage",
        (NotPersonal("page_ptr theme shared offered in_footer"), editorial("summary body")),
    ),
    Rows(
        "maillage_syndication.TakenUpPage",
        (NotPersonal("id page portal owner slug section pinned hidden created_at modified_at"),),
    ),
    Rows(
        "maillage_syndication.PageProposal",
        (
            NotPersonal("id page portal state"),
            Personal(
                "proposed_by word proposed_at",
                subject=account("proposed_by"),
                purpose="the nation answers what a portal proposes",
                retention="as long as the page",
                erasure=Keep("it stays without its author: what was done stays accountable"),
            ),
            Personal(
                "answered_by reason answered_at",
                subject=account("answered_by"),
                purpose="authors know what the nation answered",
                retention="as long as the page",
                erasure=Keep("it stays without its author: what was done stays accountable"),
            ),
        ),
    ),
    Rows(
        "maillage_syndication.TakeUpWords",
        (NotPersonal("id taken_up language"), editorial("introduction")),
    ),
)

FILES = Rows("maillage_files.PublicFile", (NotPersonal("id image document"),))

MESSAGES = Rows(
    "maillage_contact.ContactMessage",
    subject=address("email"),
    context={"portal": "portal__slug", "page": "page__title"},
    fields=(
        NotPersonal("id portal page"),
        Personal(
            "name email phone message sent_at",
            purpose="the team of a portal answers who writes to it",
            retention=(
                Purge(
                    after=timedelta(days=365),
                    since="sent_at",
                    event="it was sent",
                    erasure=Delete(),
                ),
            ),
            erasure=Delete(),
        ),
        acted("answered_by answered_at", account("answered_by")),
    ),
)

personal_data = AppData(
    rows=(
        *OWN,
        MESSAGES,
        FILES,
        *signing_in.ROWS,
        *wagtail.ROWS,
        *wagtail_content.ROWS,
        *translations.ROWS,
        *technical.ROWS,
    )
)
