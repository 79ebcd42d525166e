"""A copy stands among pages of its language, and its title and address are as long as theirs."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page, PagePermissionTester

if TYPE_CHECKING:
    from typing import Any


class CopyPageForm(CopyForm):
    """Wagtail's, which bounds neither text and knows no language."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for typed, kept in (("new_title", "title"), ("new_slug", "slug")):
            field, longest = self.fields[typed], Page._meta.get_field(kept).max_length
            field.max_length = longest
            field.widget.attrs["maxlength"] = str(longest)
            field.validators.append(MaxLengthValidator(longest))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        parent = data.get("new_parent_page")
        if parent is not None and parent.locale_id != self.page.locale_id:
            said = _(
                "This page is in %(language)s, “%(place)s” is not: choose a page in its language, "
                "or translate it."
            )
            names = {
                "language": self.page.locale.get_display_name(),
                "place": parent.get_admin_display_title(),
            }
            self._errors["new_parent_page"] = self.error_class([said % names])
        return data


def keep_languages_apart() -> None:
    """Once, when the apps are ready: for every way of copying, aliases and the API included."""
    stock = PagePermissionTester.can_copy_to

    @wraps(stock)
    def can_copy_to(
        tester: PagePermissionTester,
        destination: Page,
        recursive: bool = False,  # noqa: FBT001, FBT002 -- Wagtail's
    ) -> bool:
        same = destination.locale_id == tester.page.locale_id
        return same and stock(tester, destination, recursive=recursive)

    PagePermissionTester.can_copy_to = can_copy_to
    Page.copy_form_class = CopyPageForm
