"""The hours of a page beside its form, on the clock on which they are typed."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.side_panels import PageStatusSidePanel

from maillage.territories.clocks import time_of
from maillage_site.scheduling.meant_hours import portal_clock

if TYPE_CHECKING:
    from datetime import datetime

    from laces.typing import RenderContext

HOURS = (
    *("draft_go_live_at", "draft_expire_at", "scheduled_go_live_at", "scheduled_expire_at"),
    "live_expire_at",
)


def show_on_the_portal_s_clock() -> None:
    """Wagtail's panel shows them on the clock of the person who reads."""
    stock = PageStatusSidePanel.get_scheduled_publishing_context

    @wraps(stock)
    def shown(self: PageStatusSidePanel, parent_context: RenderContext) -> dict[str, object]:
        context = stock(self, parent_context)
        known = [name for name in HOURS if context.get(name)]
        if known:
            clock = portal_clock(self.object)
            context |= {name: _said(context[name], clock) for name in known}
        return context

    PageStatusSidePanel.get_scheduled_publishing_context = shown


def _said(moment: datetime, clock: str) -> str:
    local = localtime(moment, ZoneInfo(clock))
    return f"{date_format(local, 'DATETIME_FORMAT')}, {time_of(clock)}"
