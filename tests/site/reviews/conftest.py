"""The two portals of `tests/site/rights`."""

from tests.site.rights.conftest import _media, ours, theirs

__all__ = ["_media", "ours", "theirs"]
