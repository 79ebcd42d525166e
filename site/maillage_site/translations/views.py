"""wagtail-localize's views at their own addresses, before them: whose page it is, and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail_localize.components import TranslationComponentManager
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.translations import editor_views
from maillage_site.translations.forms import TranslateForm, UpdateForm
from maillage_site.translations.rights import may_translate

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NO_COPY = _(
    "A translation is not turned back into a copy of the French page: unpublish it or delete it."
)

IN_EVERY_LANGUAGE = _("This page is already in every language of the site.")


class TranslatePage(SubmitPageTranslationView):
    """Makes drafts, of pages that the person may change."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.object = self.get_object()
        if not may_translate(request.user, self.object):
            raise PermissionDenied
        self.components = TranslationComponentManager.from_request(
            request, source_object_instance=self.object
        )
        if not self.get_form().fields["locales"].queryset:
            messages.info(request, IN_EVERY_LANGUAGE)
            return redirect("wagtailadmin_pages:edit", self.object.pk)
        # Past the parent's: it asks for a right on the whole site.
        return super(SubmitTranslationView, self).dispatch(request, *args, **kwargs)

    def get_form(self) -> TranslateForm:
        asked = self.request.GET.get("select_locale")
        form = TranslateForm(
            self.object,
            *([self.request.POST] if self.request.method == "POST" else []),
            person=self.request.user,
        )
        form.initial["locales"] = form.fields["locales"].queryset.filter(language_code=asked)
        return form

    @transaction.atomic
    def form_valid(self, form: TranslateForm) -> HttpResponse:
        answer = super().form_valid(form)
        if isinstance(self.object, PortalPage):
            grant_portal_groups(self.object)  # The team writes its words in that language too.
        return answer


class UpdateTranslations(UpdateTranslationsView):
    """Takes up what changed in the source, as drafts."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.object = self.get_object()
        try:
            page = self.object.get_source_instance()
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        if not (isinstance(page, Page) and self._may_update(page)):
            raise PermissionDenied
        self.components = TranslationComponentManager.from_request(
            request, source_object_instance=self.object
        )
        return super(UpdateTranslationsView, self).dispatch(request, *args, **kwargs)

    def _may_update(self, page: Page) -> bool:
        """The home's too: its words are its team's."""
        return page.permissions_for_user(self.request.user).can_edit()

    def get_form(self) -> UpdateForm:
        return UpdateForm(self.request.POST if self.request.method == "POST" else None)

    @transaction.atomic
    def form_valid(self, form: UpdateForm) -> HttpResponse:
        form.cleaned_data["publish_translations"] = False
        return super().form_valid(form)


def keep_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would show the French words as those of another language."""
    page = get_object_or_404(Page, pk=page_id)
    messages.error(request, NO_COPY)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _at(route: str, view: object, name: str) -> object:
    return path(route, require_admin_access(view), name=f"maillage_{name}")


ONE = "translate/<int:translation_id>/"
urlpatterns = [
    _at("submit/page/<int:page_id>/", TranslatePage.as_view(), "translate_page"),
    _at("update/<int:translation_source_id>/", UpdateTranslations.as_view(), "update_translations"),
    _at("page/<int:page_id>/convert_to_alias/", keep_translation, "keep_translation"),
    _at(f"{ONE}strings/<int:string_segment_id>/edit/", editor_views.write_text, "translation_text"),
    _at(
        f"{ONE}overrides/<int:overridable_segment_id>/edit/",
        editor_views.write_other,
        "translation_other",
    ),
    _at(f"{ONE}pofile/download/", editor_views.download, "translation_download"),
    _at(f"{ONE}pofile/upload/", editor_views.upload, "translation_upload"),
    _at(f"{ONE}machine_translate/", editor_views.by_machine, "translation_by_machine"),
    _at(f"{ONE}preview/", editor_views.preview, "translation_preview"),
    _at(f"{ONE}preview/<str:mode>/", editor_views.preview, "translation_preview"),
    _at(f"{ONE}disable/", editor_views.stop, "translation_stop"),
    _at(f"{ONE}proposer/", editor_views.propose, "translation_propose"),
]
