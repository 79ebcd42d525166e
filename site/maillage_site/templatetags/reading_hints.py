"""What the panel beside a page says of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from maillage.pages import MaillagePage
from maillage_site.writing_help.hints import hints_for

if TYPE_CHECKING:
    from wagtail.models import Page

    from maillage_site.writing_help.hints import Hint

register = template.Library()


@register.simple_tag
def hints_for_page(page: Page) -> list[Hint]:
    return hints_for(page) if isinstance(page, MaillagePage) else []
