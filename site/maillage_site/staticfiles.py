"""Hashed static files, with imports between ES modules rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Names carry a content hash; files are compressed once, at collection."""

    support_js_module_import_aggregation = True
