"""Nothing is published in a language that it is not written in, whoever publishes it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from maillage_site.translations.untranslated import refuse_untranslated

if TYPE_CHECKING:
    from collections.abc import Callable


def refuse_untranslated_pages() -> None:
    """Once, when the apps are ready.

    The editor, lists, the API, approvals, hours that come and our own commands all pass through
    this action of Wagtail's, and through nothing else that they have in common.
    """
    PublishPageRevisionAction.execute = _checked(PublishPageRevisionAction.execute)


def _checked(execute: Callable[..., object]) -> Callable[..., object]:
    @wraps(execute)
    def checked(self: PublishPageRevisionAction, *args: object, **kwargs: object) -> object:
        refuse_untranslated(self.object, self.revision.as_object())
        return execute(self, *args, **kwargs)

    return checked
