"""A portal's own words on a page of others, and how it shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.html import strip_tags
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.rich_text import RichTextMaxLengthValidator

from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody
from maillage_site.home.sections import Section
from maillage_site.syndication.models import FEATURES, LONGEST
from maillage_site.syndication.taking_up import Presentation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from maillage_site.syndication.models import TakenUpPage

SHOWN, PUT_FORWARD, HIDDEN = "shown", "put-forward", "hidden"
STATES = [
    (SHOWN, _("Shown in the list and found by the search")),
    (PUT_FORWARD, _("Shown, and put forward at the top of the list")),
    (HIDDEN, _("Not shown: withdrawn")),
]
PREFIX = "introduction_"


class TakeUpFields(forms.Form):
    """An introduction in each language of the portal, the list, the state."""

    section = forms.ChoiceField(label=_("In the list"), widget=forms.RadioSelect)
    state = forms.ChoiceField(label=_("In the portal"), choices=STATES, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: object,
        taken: TakenUpPage,
        sections: Sequence[str],
        words: Mapping[str, str],
        **kwargs: object,
    ) -> None:
        """``words``: language of the portal → what it says there, "" for nothing yet."""
        self.instance = taken
        super().__init__(*args, **kwargs)
        names = dict(Section.choices)
        self.fields["section"].choices = [(name, names[name]) for name in sections]
        self.initial |= {"section": taken.section, "state": _state_of(taken)}
        for language, said in words.items():
            self.fields[f"{PREFIX}{language}"] = _introduction(language, alone=len(words) == 1)
            self.initial[f"{PREFIX}{language}"] = said
        self.order_fields([f"{PREFIX}{language}" for language in words])

    @property
    def told(self) -> Presentation:
        """What ``take_up`` wants."""
        data = self.cleaned_data
        introductions = {
            name.removeprefix(PREFIX): said if _has_words(said) else ""
            for name, said in data.items()
            if name.startswith(PREFIX)
        }
        return Presentation(
            introductions,
            section=data["section"],
            pinned=data["state"] == PUT_FORWARD,
            hidden=data["state"] == HIDDEN,
        )


class TakeUpForm(CheckedReferences, FormOfSomebody, TakeUpFields):
    """The links of an introduction lead to pages that the person may name."""


def _introduction(language: str, *, alone: bool) -> forms.CharField:
    label = gettext("Your introduction")
    return forms.CharField(
        label=label if alone else f"{label} ({get_language_info(language)['name_translated']})",
        required=False,
        widget=get_rich_text_editor_widget(features=FEATURES),
        validators=[ProhibitNullCharactersValidator(), RichTextMaxLengthValidator(LONGEST)],
        help_text=_("What it changes here, and for whom. Shown above the page's own words."),
    )


def _has_words(html: str) -> bool:
    return bool(strip_tags(html).strip())


def _state_of(taken: TakenUpPage) -> str:
    if taken.hidden:
        return HIDDEN
    return PUT_FORWARD if taken.pinned else SHOWN
