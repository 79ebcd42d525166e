"""Which fields of a form name a row: what is sent with one's own there, and with a foreign one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from maillage.territories.models import Commune
from tests.site.submitted_ids.keys import FOREIGN, OWN
from tests.site.submitted_ids.stream import leaves, named_in_texts, rich_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model
    from django.forms import Field

    from tests.site.submitted_ids.furnished import Sides
    from tests.site.submitted_ids.sent import SentForm
    from tests.site.submitted_ids.stream import Leaf

    Change = dict[str, list]

SPAN = 100_000


@dataclass(frozen=True)
class Named:
    """A place of a form, what is changed in it to name rows of one's own, and foreign ones."""

    label: str
    own: list[Change]
    foreign: list[Change]


class Naming:
    """Knows the rows of both sides."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        tokens = sorted(sides.twins, key=len, reverse=True)
        self.token = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, tokens))})(?![\w-])")

    def foreign_versions(self, text: str) -> Iterator[str]:
        """An address or a value with one own row replaced by its twin; ids in bulk, added too."""
        for found in self.token.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            twin = self.sides.twins[found[0]]
            yield before + twin + after
            if before.endswith("?id="):
                yield f"{text}&id={twin}"

    def places(self, form: SentForm, *, thorough: bool) -> Iterator[Named]:
        """``thorough``: each block of a StreamField, not one for each kind of row."""
        chosen = set()
        for name, field in form.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                chosen.add(name)
            for label, model, data in self._of_field(name, field, thorough=thorough):
                yield from self._pair(label, model, data)
        for name, sent in form.data.items():
            if name not in chosen:
                yield from self._written(name, [*sent, *form.offered.get(name, ())])

    def _of_field(self, name: str, field: Field, *, thorough: bool) -> Iterator[Leaf]:
        if isinstance(field, BlockField):
            models = set()
            for leaf in leaves(field.block, name, self.own_key):
                if thorough or leaf[1] not in models:
                    models.add(leaf[1])
                    yield leaf
        elif isinstance(field, forms.ModelChoiceField):
            yield name, field.queryset.model, lambda pk: {name: str(pk)}
        elif isinstance(field.widget, DraftailRichTextArea):
            for kind in named_in_texts(field.widget):
                yield f"{name}:{kind.__name__}", kind, lambda pk, k=kind: {name: rich_text(k, pk)}

    def _written(self, name: str, values: list) -> Iterator[Named]:
        """What names a row by its key, its identifier or its address, wherever it stands."""
        for value in dict.fromkeys(one for one in values if isinstance(one, str)):
            for other in self.foreign_versions(value):
                yield Named(name, [{name: [value]}], [{name: [other]}])

    def _pair(self, label: str, model: type[Model], data: Callable) -> Iterator[Named]:
        other, own = self.key(model, FOREIGN), [self.own_key(model)]
        if other is None:
            return  # The nation's alone.
        if model is Page:
            own.append(self.sides.ours.portal.pk)
        sent = [[_listed(data(key)) for key in keys if key] for keys in (own, [other])]
        yield Named(label, *sent)

    def own_key(self, model: type[Model]) -> object:
        return self.key(model, OWN)

    def key(self, model: type[Model], start: int) -> object:
        model = resolve_model_string(model)
        if model is Commune:
            codes = self.sides.communes
            return next(iter(codes.values() if start == FOREIGN else codes), None)
        if model is Page:
            return (self.sides.theirs if start == FOREIGN else self.sides.ours).pk(Page)
        rows = model._default_manager.filter(pk__gte=start, pk__lt=start + SPAN)
        return rows.order_by("pk").values_list("pk", flat=True).first()


def _listed(data: dict[str, str]) -> Change:
    return {name: [value] for name, value in data.items()}
