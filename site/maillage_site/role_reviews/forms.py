"""Somebody's own answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import RoleReview

if TYPE_CHECKING:
    from django.db.models import QuerySet

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """About one of the questions that were asked of the person."""

    review = forms.ModelChoiceField(
        RoleReview.objects.none(),
        error_messages={"invalid_choice": _("This question is answered already.")},
    )
    answer = forms.ChoiceField(choices=((YES, _("Yes")), (NO, _("No"))))

    def __init__(self, *args: object, asked: QuerySet[RoleReview], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = asked

    @property
    def stays(self) -> bool:
        """Once valid."""
        return self.cleaned_data["answer"] == YES
