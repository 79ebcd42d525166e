"""Whom a page is for: Wagtail's own question, with the person's teams alone among the answers."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views.page_privacy import SetPrivacyView

from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody


class OwnTeamsForm(CheckedReferences, FormOfSomebody, PageViewRestrictionForm):
    """Groups to tick: those of the person's territories, and those ticked already."""


class OwnPrivacyView(SetPrivacyView):
    """At Wagtail's own address, before it."""

    form_class = OwnTeamsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}


urlpatterns = [
    path(
        "pages/<int:page_id>/privacy/",
        require_admin_access(OwnPrivacyView.as_view()),
        name="maillage_page_privacy",
    )
]
