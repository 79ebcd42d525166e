"""Where hints are read: after a save, and beside the page's checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.template.loader import render_to_string
from wagtail import hooks

from maillage.pages import MaillagePage
from maillage_site.writing_help.hints import hints_for

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

MOST_IN_A_MESSAGE = 5


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_hints(request: HttpRequest, page: Page) -> None:
    """Once somebody saves, not each time that the editor saves by itself.

    The panel beside the page says all of them; without a script it cannot be opened.
    """
    if not isinstance(page, MaillagePage) or not request.accepts("text/html"):
        return
    hints = hints_for(page)
    if hints:
        context = {"hints": hints[:MOST_IN_A_MESSAGE], "others": len(hints[MOST_IN_A_MESSAGE:])}
        text = render_to_string("maillage_site/writing_help/message.html", context)
        messages.info(request, text)
