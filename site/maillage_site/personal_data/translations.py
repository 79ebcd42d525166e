"""wagtail-localize: texts of pages again, and who translated them."""

from maillage.personal_data import NotPersonal, Personal, Rows, account
from maillage.personal_data.declarations import acted, editorial


def _translated(model: str, others: str, text: str) -> Rows:
    return Rows(
        model,
        (
            NotPersonal(f"id {others}"),
            editorial(text),
            acted("last_translated_by updated_at", account("last_translated_by")),
        ),
    )


def _plain(model: str, fields: str, texts: str = "") -> Rows:
    classes: tuple[NotPersonal, ...] = (NotPersonal(fields),)
    return Rows(f"wagtail_localize.{model}", (*classes, *_texts(texts)))


def _texts(names: str) -> tuple[Personal, ...]:
    return (editorial(names),) if names else ()


ROWS = (
    _plain("TranslatableObject", "translation_key content_type"),
    _plain(
        "TranslationSource",
        "id object specific_content_type locale schema_version created_at last_updated_at",
        "object_repr content_json",
    ),
    _plain(
        "Translation",
        "id uuid source target_locale created_at translations_last_updated_at "
        "destination_last_updated_at enabled",
    ),
    _plain("TranslationLog", "id source locale created_at revision"),
    _plain("String", "id locale data_hash", "data"),
    _plain("TranslationContext", "id object path_id path field_path"),
    _translated(
        "wagtail_localize.StringTranslation",
        "translation_of locale context translation_type tool_name created_at has_error",
        "data field_error",
    ),
    _plain("Template", "id uuid template_format string_count", "template"),
    _translated(
        "wagtail_localize.SegmentOverride",
        "locale context created_at has_error",
        "data_json field_error",
    ),
    _plain("StringSegment", "id source context order string", "attrs"),
    _plain("TemplateSegment", "id source context order template"),
    _plain("RelatedObjectSegment", "id source context order object"),
    _plain("OverridableSegment", "id source context order", "data_json"),
    _plain("LocaleSynchronization", "id locale sync_from"),
)
