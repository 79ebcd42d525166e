"""The form of every page: publishing says what is left to write, and keeps what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_site.placeholders.reading import new_placeholders, told

if TYPE_CHECKING:
    from django import forms

APPROVALS = ("approve", "locked-approve")


class FinishedWords:
    """Refuses, when the button publishes, what the page's model left to be written."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or not self._publishes():
            return
        left = new_placeholders(self.instance)
        if left:
            self.add_error(None, told(self.instance, left))

    def _publishes(self) -> bool:
        """At once, at its hour, or by approving it."""
        approves = self.data.get("workflow-action-name") in APPROVALS
        return "action-publish" in self.data or (approves and "action-workflow-action" in self.data)


def with_finished_words(form_class: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """The same form, that asks for it."""
    if issubclass(form_class, FinishedWords):
        return form_class
    return type(form_class)(form_class.__name__, (FinishedWords, form_class), {})
