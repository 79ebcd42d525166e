"""Whom a page is for, asked at Wagtail's own address."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.page_privacy import SetPrivacyView

from maillage_site.privacy.forms import OwnTeamsForm
from maillage_site.privacy.teams import groups_to_tick, territory_of_page


class OwnPrivacyView(SetPrivacyView):
    """Before Wagtail's."""

    form_class = OwnTeamsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        groups = groups_to_tick(territory_of_page(self.page))
        return {**super().get_form_kwargs(), "user": self.request.user, "groups": groups}


urlpatterns = [
    path(
        "pages/<int:page_id>/privacy/",
        require_admin_access(OwnPrivacyView.as_view()),
        name="maillage_page_privacy",
    )
]
