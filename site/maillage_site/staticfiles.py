"""Hashed static files, with imports between ES modules rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whitenoise.storage import CompressedManifestStaticFilesStorage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Names carry a content hash; files are compressed once, at collection.

    A page names some forty files, always the same ones: each address is worked out once, since
    only a new collection changes it.
    """

    support_js_module_import_aggregation = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._addresses: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 -- Django's
        if force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Only what a page names: the same file without a hash would cost as long again."""
        return super().compress_files(set(paths) & set(self.hashed_files.values()))

    def save_manifest(self) -> None:
        super().save_manifest()
        self._addresses.clear()
