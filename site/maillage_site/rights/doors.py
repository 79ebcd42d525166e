"""Which admin views a territory's editor may open at all: what is not named here is closed.

Names are those of Wagtail's URLconf. ``checks`` says how the identifiers in the address are
verified before the view runs; a view of a model with a territory policy needs no line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Check(Enum):
    """What an identifier in the address must be for the person who asks."""

    OWN_PAGE = "a page of their trees"
    OWN_PAGE_BELOW_HOME = "such a page, but no home of a portal: the nation translates those"
    BROWSABLE_PAGE = "such a page, or one above"
    OWN_TASK = "a step of the workflows that such pages go through"
    OWN_IMAGE = "an image of their collections"
    OWN_DOCUMENT = "a document of their collections"
    OWN_TRANSLATION = "a translation of such a page"
    OWN_TRANSLATION_SOURCE = "the source of translations of such a page"
    OWN_UPLOAD = "checked by Wagtail: an upload in progress of theirs"
    ANYTHING = "nothing to check: part of what was checked"


@dataclass(frozen=True)
class Door:
    """A view name, or the beginning of one with a final ``*``, and its identifiers' checks."""

    name: str
    checks: tuple[tuple[str, Check], ...] = ()

    def opens(self, view_name: str) -> bool:
        if self.name.endswith("*"):
            return view_name.startswith(self.name[:-1])
        return view_name == self.name


PAGE = (
    ("page_id", Check.OWN_PAGE),
    ("parent_page_id", Check.OWN_PAGE),
    ("page_to_move_id", Check.OWN_PAGE),
    ("destination_id", Check.OWN_PAGE),
    ("pk", Check.OWN_PAGE),
    # Wagtail names a step that the page is not at.
    ("task_id", Check.OWN_TASK),
)
PART_OF_A_PAGE = tuple(
    (name, Check.ANYTHING)
    for name in (
        "revision_id",
        "revision_id_a",
        "revision_id_b",
        "workflow_state_id",
        "task_state_id",
        "action_name",
        "content_type_app_name",
        "content_type_model_name",
        "app_label",
        "model_name",
        "previous_revision_id",
    )
)
IMAGE = (
    ("image_id", Check.OWN_IMAGE),
    ("pk", Check.OWN_IMAGE),
    ("uploaded_file_id", Check.OWN_UPLOAD),
    ("filter_spec", Check.ANYTHING),
)
DOCUMENT = (
    ("document_id", Check.OWN_DOCUMENT),
    ("doc_id", Check.OWN_DOCUMENT),
    ("pk", Check.OWN_DOCUMENT),
    ("uploaded_file_id", Check.OWN_UPLOAD),
)

CLOSED = ("wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results")

OPEN = (
    Door("wagtailadmin_home"),
    Door("wagtailadmin_account"),
    Door("wagtailadmin_logout"),
    Door("wagtailadmin_login"),
    Door("wagtailadmin_sprite"),
    Door("wagtailadmin_javascript_catalog"),
    Door("wagtailadmin_dismissibles"),
    Door("wagtailadmin_block_preview"),
    Door("wagtailadmin_explore_root"),
    Door("wagtailadmin_explore", (("parent_page_id", Check.BROWSABLE_PAGE),)),
    Door("wagtailadmin_explore_results", (("parent_page_id", Check.BROWSABLE_PAGE),)),
    Door("wagtailadmin_pages:*", PAGE + PART_OF_A_PAGE),
    Door("maillage_page_privacy", PAGE),
    # It says how a portal is made, and makes nothing.
    Door("maillage_not_a_page", (("parent_page_id", Check.ANYTHING),)),
    Door("wagtailadmin_choose_page"),
    Door("wagtailadmin_choose_page_child", (("parent_page_id", Check.BROWSABLE_PAGE),)),
    Door("wagtailadmin_choose_page_search"),
    Door("wagtailadmin_choose_page_chosen_multiple"),
    Door("wagtailadmin_choose_page_external_link"),
    Door("wagtailadmin_choose_page_email_link"),
    Door("wagtailadmin_choose_page_phone_link"),
    Door("wagtailadmin_choose_page_anchor_link"),
    Door("wagtailadmin_editing_sessions:release", (("session_id", Check.OWN_UPLOAD),)),
    Door(
        "wagtailadmin_api:pages:*",
        (("pk", Check.BROWSABLE_PAGE), ("action_name", Check.ANYTHING)),
    ),
    Door("wagtailadmin_api:images:*", (("pk", Check.OWN_IMAGE),)),
    Door("wagtailadmin_api:documents:*", (("pk", Check.OWN_DOCUMENT),)),
    Door("wagtailimages:*", IMAGE),
    Door("wagtailimages_chooser:*", IMAGE),
    Door("wagtaildocs:*", DOCUMENT),
    Door("wagtaildocs_chooser:*", DOCUMENT),
    # They say how it is done, and show nothing of anybody.
    Door("maillage_guides"),
    Door("maillage_guides_one", (("slug", Check.ANYTHING),)),
    # It offers the tags of the person's own files alone.
    Door("maillage_own_tags"),
    Door("wagtailsnippets:index"),
    Door("wagtail_localize:javascript_catalog"),
    Door("maillage_translate_page", (("page_id", Check.OWN_PAGE_BELOW_HOME),)),
    Door("maillage_keep_translation", (("page_id", Check.OWN_PAGE),)),
    Door(
        "maillage_update_translations",
        (("translation_source_id", Check.OWN_TRANSLATION_SOURCE),),
    ),
    Door(
        "maillage_translation_*",
        (
            ("translation_id", Check.OWN_TRANSLATION),
            ("string_segment_id", Check.ANYTHING),
            ("overridable_segment_id", Check.ANYTHING),
            ("mode", Check.ANYTHING),
        ),
    ),
)


def door_for(view_name: str) -> Door | None:
    """The open door of that name; None when it is closed to territories' editors."""
    if view_name in CLOSED:
        return None
    return next((door for door in OPEN if door.opens(view_name)), None)
