"""Forms of the admin that refuse an id that the person was never offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import ModelChoiceField
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from maillage.accounts.teams import is_national
from maillage.submitted_ids.missing import missing_in, noting_missing
from maillage.submitted_ids.references import model_names, references, without
from maillage.submitted_ids.usable import unknown, unusable, usable_rows
from maillage.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.forms import BaseForm, Field

    from maillage.accounts.models import User
    from maillage.submitted_ids.usable import Reference

NOT_YOURS = _(
    "What you chose is not yours to use (%(kinds)s): it was taken out. Choose among what you are "
    "offered."
)
STILL_THERE = _(
    "Something here is no longer yours to use (%(kinds)s). It stays as long as you leave it there."
)

GONE = _(
    "What you chose is there no more (%(kinds)s): it was taken out. Choose something else, or save "
    "without it."
)
IS_GONE = _(
    "Something that was chosen here was deleted since (%(kinds)s): choose something else, or take "
    "it out before you publish."
)


class Named(NamedTuple):
    """A field of a form, what was sent for it and the rows that it names."""

    form: BaseForm
    name: str
    value: object
    found: set[Reference]

    @property
    def field(self) -> Field:
        return self.form.fields[self.name]


class CheckedReferences:
    """First base of a form: what it names is what the person may use, or was there before.

    The person is ``for_user`` (``user`` in some of Wagtail's forms); a form made for nobody accepts
    what everybody may use. Lists to pick from offer nothing else. What is refused is told beside
    its field, shown again without it; what was stored and is no longer the person's stays, and is
    told as well.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        user = kwargs.get("for_user") or kwargs.get("user")
        self.person: User | AnonymousUser = user or AnonymousUser()
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if gone := missing_references(self, name):
                field.help_text = format_html("{} {}", _told(IS_GONE, gone), field.help_text)
        if is_national(self.person):
            return
        for name, field in self.fields.items():
            stored = stored_references(self, name)
            if isinstance(field.widget, ChoiceWidget) and isinstance(field, ModelChoiceField):
                self._offer(field, stored)
            lost = unusable(self.person, stored)
            if lost:
                field.help_text = format_html("{} {}", _told(STILL_THERE, lost), field.help_text)

    def _offer(self, field: ModelChoiceField, stored: Collection[Reference]) -> None:
        rows = usable_rows(self.person, field.queryset.model)
        kept = Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=[one.pk for one in stored])
        field.queryset = field.queryset.filter(kept)
        if field.queryset.model is Territory:
            field.required = True  # Without one it would be the nation's.

    def _post_clean(self) -> None:
        """Before the instance receives what was typed."""
        self._refuse()
        super()._post_clean()

    def _refuse(self) -> None:
        typed = list(what_is_named(self))
        gone = self._gone(typed)
        _take_out(typed, gone, GONE)
        if not is_national(self.person):
            stored = {ref for one in typed for ref in stored_references(one.form, one.name)}
            named = {ref for one in typed for ref in one.found}
            _take_out(typed, unusable(self.person, named - stored) - gone, NOT_YOURS)

    def _gone(self, typed: list[Named]) -> set[Reference]:
        """What is deleted. Editors are told of what was theirs: keys are not to be tried."""
        # A field of choices says itself that a choice is none of them.
        written = [one for one in typed if not isinstance(one.field, ModelChoiceField)]
        gone = unknown({ref for one in written for ref in one.found})
        if not gone or is_national(self.person):
            return gone
        return gone & {ref for one in written for ref in missing_references(one.form, one.name)}


class FormOfSomebody:
    """Base, after ``CheckedReferences``, of a form of Django's: it would not know ``user``."""

    def __init__(self, *args: object, user: User | AnonymousUser, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)


def with_checked_references(form_class: type[BaseForm]) -> type[BaseForm]:
    """The same form, checked."""
    if issubclass(form_class, CheckedReferences):
        return form_class
    return type(form_class)(form_class.__name__, (CheckedReferences, form_class), {})


def forms_within(form: BaseForm) -> Iterator[BaseForm]:
    """The form and the rows of its formsets, of theirs too; each has read what was sent."""
    yield form
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            if row.errors is not None:
                yield from forms_within(row)


def what_is_named(form: BaseForm) -> Iterator[Named]:
    """Each field of the form and of its rows, what was sent for it, the rows that it names."""
    for one in forms_within(form):
        for name, field in sent_fields(one):
            with noting_missing() as noted:
                value = field.widget.value_from_datadict(one.data, one.files, one.add_prefix(name))
            yield Named(one, name, value, references(field, value) | noted)


def sent_fields(form: BaseForm) -> Iterator[tuple[str, Field]]:
    """Each field that is sent, whether it was accepted or not."""
    own_key = form._meta.model._meta.pk.name if hasattr(form, "_meta") else None
    for name, field in form.fields.items():
        # The formset has found its row by that key, among those of the object.
        if not field.disabled and name != own_key:
            yield name, field


def missing_references(form: BaseForm, name: str) -> set[Reference]:
    """What the object that is being changed named before, and that is deleted since."""
    field = form.fields[name]
    return missing_in(field, form.get_initial_for_field(field, name))


def stored_references(form: BaseForm, name: str) -> set[Reference]:
    """What the object that is being changed named before; nothing for a new one."""
    instance = getattr(form, "instance", None)
    if instance is None or (instance._state.adding and not instance.pk):
        return set()
    field = form.fields[name]
    return references(field, form.get_initial_for_field(field, name))


def _take_out(typed: list[Named], refused: Collection[Reference], sentence: str) -> None:
    for one in typed:
        if not one.found.isdisjoint(refused):
            _empty(one, one.found & refused, sentence)


def _empty(one: Named, refused: Collection[Reference], sentence: str) -> None:
    """Tell it, and show the field again without what was refused: not even its title."""
    shown = without(one.field, one.value, refused)
    one.field.bound_data = lambda _data, _initial: shown
    one.form.add_error(one.name, ValidationError(_told(sentence, refused)))


def _told(sentence: str, references: Collection[Reference]) -> str:
    return sentence % {"kinds": ", ".join(model_names(references))}
