"""Who may do what with the home of a portal."""

from __future__ import annotations

from wagtail.models import PagePermissionTester

from maillage.accounts.teams import is_national


class HomePermissions(PagePermissionTester):
    """A portal's team keeps its words; opening, renaming and closing it are the nation's.

    Nobody copies or moves it, superusers included (see ``PortalPage.parent_page_types``).
    """

    def can_publish(self) -> bool:
        """Of a portal that is open, at the address it has; the rest is the nation's."""
        return super().can_publish() and (self._is_national or self._stays_open_at_its_address)

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and (self._is_national or self.page.live)

    def can_set_view_restrictions(self) -> bool:
        return self._is_national and super().can_set_view_restrictions()

    def can_unpublish(self) -> bool:
        return self._is_national and super().can_unpublish()

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002 -- Wagtail's
        return self._is_national and super().can_delete(ignore_bulk=ignore_bulk)

    def can_copy(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    @property
    def _is_national(self) -> bool:
        return is_national(self.user)

    @property
    def _stays_open_at_its_address(self) -> bool:
        """False for a revision with another slug: whatever publishes it would rename the portal."""
        renames = self.page.is_source and self.page.slug != self.page.portal.slug
        return self.page.live and not renames
