"""Into which languages, and with which pages below."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page
from wagtail_localize.views.submit_translations import SubmitTranslationForm

from maillage.accounts.models import User
from maillage.languages import whole_languages
from maillage_site.translations.rights import (
    may_translate,
    reads_in_languages_of_content,
    untranslated_above,
)

NOT_ALL_YOURS = _("Some of the pages below are not yours to change: translate this one alone.")


class TranslateForm(SubmitTranslationForm):
    """Wagtail-localize's own, asked on behalf of a person."""

    def __init__(self, page: Page, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(page, *args, **kwargs)
        self.page, self.person = page, person
        if not reads_in_languages_of_content(page):
            field = self.fields["locales"]
            field.queryset = field.queryset.filter(language_code__in=whole_languages())

    def clean_locales(self) -> list[Locale]:
        chosen = self.cleaned_data["locales"]
        for locale in chosen:
            above = untranslated_above(self.page, locale)
            if above is not None:
                raise ValidationError(
                    _("Translate first “%(page)s”, which holds this page, into %(language)s.")
                    % {
                        "page": above.get_admin_display_title(),
                        "language": locale.get_display_name(),
                    }
                )
        return chosen

    def clean_include_subtree(self) -> bool:
        wanted = self.cleaned_data["include_subtree"]
        if wanted and not may_translate(self.person, self.page, below=True):
            raise ValidationError(NOT_ALL_YOURS)
        return wanted


class UpdateForm(forms.Form):
    """Nothing to choose: what changes becomes a draft."""
