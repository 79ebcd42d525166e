"""The editor's questions on how an event repeats, in plain words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateInput

from maillage_events.recurrence.rules import LAST, MAX_COUNT, InvalidRuleError, Rule

ONCE, WEEKLY, FORTNIGHTLY = "", "1", "2"
MONTHLY, MONTHLY_LAST = "month", "month-last"
FIRST_YEAR, LAST_YEAR = 2000, 2100


class RepetitionForm(WagtailAdminPageForm):
    """Reads and writes ``instance.rrule``."""

    repeats = forms.ChoiceField(
        label=_("Repetition"),
        required=False,
        choices=(
            (ONCE, _("Only once")),
            (WEEKLY, _("Every week")),
            (FORTNIGHTLY, _("Every other week")),
            (MONTHLY, _("Every month, the same weekday of the same rank (2nd Tuesday…)")),
            (MONTHLY_LAST, _("Every month, the last one of this weekday")),
        ),
    )
    repeats_on = forms.TypedMultipleChoiceField(
        label=_("Other days of the week"),
        required=False,
        coerce=int,
        choices=tuple(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only when it repeats every week or every other week."),
    )
    repeats_until = forms.DateField(
        label=_("Last date"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: until you stop it."),
    )
    repeats_count = forms.IntegerField(
        label=_("Number of dates"),
        required=False,
        min_value=1,
        max_value=MAX_COUNT,
        help_text=_("Instead of a last date."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        rule = self.rule_before = self.instance.rule
        if rule:
            self.initial |= {
                "repeats": _choice_of(rule),
                "repeats_on": list(rule.weekdays) if not rule.rank else [],
                "repeats_until": rule.until,
                "repeats_count": rule.count,
            }

    def clean_start_date(self) -> date:
        return in_our_time(self.cleaned_data["start_date"])

    def clean_end_date(self) -> date | None:
        return in_our_time(self.cleaned_data["end_date"])

    def clean_repeats_until(self) -> date | None:
        return in_our_time(self.cleaned_data["repeats_until"])

    def read_repetition(self, data: dict[str, Any]) -> None:
        """Set the rule of the page, or say beside its field what cannot be."""
        self.instance.rrule = ""
        start, until = data["start_date"], data.get("repeats_until")
        if not data.get("repeats"):
            return
        if until and until < start:
            self.add_error("repeats_until", _("The last date comes before the first one."))
        elif until and data.get("repeats_count"):
            self.add_error("repeats_count", _("Give a last date or a number of dates, not both."))
        else:
            self._write_rule(data)

    def _write_rule(self, data: dict[str, Any]) -> None:
        try:
            rule = _rule(data, self.rule_before)
        except InvalidRuleError:
            last = data["repeats"] == MONTHLY_LAST
            self.add_error("repeats", NOT_THE_LAST if last else NO_FIFTH)
            return
        self.instance.rrule = str(rule)


NOT_THE_LAST = _("The first date is not the last one of its weekday in the month.")
NO_FIFTH = _("Some months have no fifth one: choose the last one of this weekday.")


def _rule(data: dict[str, Any], before: Rule | None) -> Rule:
    """An interval that no choice writes (every six weeks) is kept while its choice is.

    Raises InvalidRuleError.
    """
    start, until = data["start_date"], data.get("repeats_until")
    repeats, count = data["repeats"], data.get("repeats_count") or None
    kept = before.interval if before and _choice_of(before) == repeats else None
    if repeats in {MONTHLY, MONTHLY_LAST}:
        rule = Rule.monthly(start, last=repeats == MONTHLY_LAST)
        return Rule(rule.weekdays, kept or 1, until, count, rule.rank)
    days = {start.weekday(), *data.get("repeats_on", ())}
    return Rule(tuple(sorted(days)), kept or int(repeats), until, count)


def _choice_of(rule: Rule) -> str:
    """The choice that stands for the rule; its nearest for one that no choice writes."""
    if rule.rank:
        return MONTHLY_LAST if rule.rank == LAST else MONTHLY
    return WEEKLY if rule.interval == 1 else FORTNIGHTLY


def in_our_time(day: date | None) -> date | None:
    """Computers count years from 1 to 9999; an agenda is of this century."""
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(_("This year is not possible. Check the date."))
    return day
