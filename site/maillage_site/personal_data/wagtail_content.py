"""Wagtail: pages and files of editors, and what holds a site together."""

from __future__ import annotations

from maillage.personal_data import NotPersonal, Rows, account
from maillage.personal_data.declarations import acted, editorial

UPLOADED = account("uploaded_by_user")

CONTENT = (
    Rows(
        "wagtailcore.Page",
        context={"title": "title"},
        fields=(
            NotPersonal(
                "id path depth numchild translation_key locale latest_revision live "
                "has_unpublished_changes last_published_at live_revision go_live_at expire_at "
                "expired "
                "locked slug content_type url_path latest_revision_created_at alias_of "
                "show_in_menus"
            ),
            editorial("title draft_title seo_title search_description"),
            acted("owner first_published_at", account("owner")),
            acted("locked_by locked_at", account("locked_by")),
        ),
    ),
    Rows(
        "wagtaildocs.Document",
        (
            NotPersonal("id collection file_size file_hash"),
            editorial("title file"),
            acted("uploaded_by_user created_at", UPLOADED),
        ),
    ),
    Rows(
        "wagtailimages.Image",
        (
            NotPersonal(
                "id collection width height focal_point_x focal_point_y focal_point_width "
                "focal_point_height file_size file_hash"
            ),
            editorial("title description file"),
            acted("uploaded_by_user created_at", UPLOADED),
        ),
    ),
    Rows(
        "wagtailimages.Rendition",
        (NotPersonal("id filter_spec width height focal_point_key image"), editorial("file")),
    ),
    Rows(
        "wagtailembeds.Embed",
        (
            NotPersonal(
                "id url max_width hash type provider_name thumbnail_url width height last_updated "
                "cache_until"
            ),
            editorial("html title author_name"),
        ),
    ),
    *(
        Rows(
            "wagtailsearch.IndexEntry",
            (NotPersonal("id content_type object_id title_norm"), editorial(texts)),
            vendor=vendor,
        )
        for vendor, texts in {
            "sqlite": "autocomplete title body",
            "postgresql": "autocomplete title body title_text body_text",
        }.items()
    ),
    Rows(
        "wagtailsearch.SQLiteFTSIndexEntry",
        (NotPersonal("index_entry"), editorial("autocomplete title body")),
        vendor="sqlite",
    ),
)

STRUCTURE = (
    Rows(
        "wagtailredirects.Redirect",
        (
            NotPersonal(
                "id old_path site is_permanent redirect_page redirect_page_route_path "
                "redirect_link "
                "automatically_created created_at"
            ),
        ),
    ),
    Rows("wagtailadmin.Admin", (NotPersonal("id"),)),
    *(
        Rows(f"wagtailcore.{model}", (NotPersonal(fields),))
        for model, fields in {
            "Locale": "id language_code",
            "Site": "id hostname port site_name root_page is_default_site",
            "GroupSitePermission": "id group site permission",
            "CollectionViewRestriction_groups": "id collectionviewrestriction group",
            "CollectionViewRestriction": "id restriction_type password collection",
            "Collection": "id path depth numchild name",
            "GroupCollectionPermission": "id group collection permission",
            "WorkflowContentType": "content_type workflow",
            "Workflow": "id name active",
            "WorkflowTask": "id sort_order workflow task",
            "Task": "id name content_type active",
            "GroupApprovalTask_groups": "id groupapprovaltask group",
            "GroupApprovalTask": "task_ptr",
            "GroupPagePermission": "id group page permission",
            "PageViewRestriction_groups": "id pageviewrestriction group",
            "PageViewRestriction": "id restriction_type password page",
            "WorkflowPage": "page workflow",
            "ReferenceIndex": (
                "id content_type base_content_type object_id to_content_type to_object_id "
                "model_path "
                "content_path content_path_hash"
            ),
        }.items()
    ),
)

ROWS = (*CONTENT, *STRUCTURE)
