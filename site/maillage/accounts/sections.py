"""What "Mon espace" shows: the sections plugins contribute."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from maillage.contributions import AccountSection
from maillage.plugin import contributions

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Section:
    """One section, drawn; ``body`` is None when its plugin failed."""

    title: str
    body: SafeString | None


def sections_for(request: HttpRequest, *, at: datetime) -> list[Section]:
    """Every contributed section for the signed-in person; one that fails does not hide others."""
    return [
        Section(str(section.label), _drawn(section, request, at))
        for section in contributions(AccountSection)
    ]


def _drawn(section: AccountSection, request: HttpRequest, at: datetime) -> SafeString | None:
    try:
        context = {
            **section.context(request.user, at),
            "section": section,
            "account": request.user,
            "scope": request.scope,
        }
        return render_to_string(section.template, context, request)
    except Exception:
        logger.exception("account section %s failed", section.template)
        return None
