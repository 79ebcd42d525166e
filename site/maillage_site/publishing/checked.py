"""Nothing is published that a plugin refuses (``BEFORE_PUBLICATION``), whoever publishes it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from maillage.pages import BEFORE_PUBLICATION

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Page


def check_publications() -> None:
    """Once, when the apps are ready.

    The editor, lists, the API, approvals, hours that come and our own commands all pass through
    this action of Wagtail's, and through nothing else that they have in common.
    """
    PublishPageRevisionAction.execute = _checked(PublishPageRevisionAction.execute)


def check(page: Page, version: Page) -> None:
    """Raises Refused for a version of that page that must not be published."""
    for ask in hooks.get_hooks(BEFORE_PUBLICATION):
        ask(page, version)


def _checked(execute: Callable[..., object]) -> Callable[..., object]:
    @wraps(execute)
    def checked(self: PublishPageRevisionAction, *args: object, **kwargs: object) -> object:
        check(self.object, self.revision.as_object())
        return execute(self, *args, **kwargs)

    return checked
