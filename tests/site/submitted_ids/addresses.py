"""Every address below the admin, filled with a territory's own rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Comment, Page, Task, UploadedFile, Workflow
from wagtail_localize.models import Translation, TranslationSource

from maillage.territories.models import Territory
from tests.site.rights.test_admin_walk import admin_routes
from tests.site.submitted_ids.filling import SPECIAL, own_page

if TYPE_CHECKING:
    from django.db.models import Model
    from django.urls import URLPattern

    from tests.site.submitted_ids.furnished import Sides

ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"}
MODELS = {
    "image_id": get_image_model,
    "document_id": get_document_model,
    "doc_id": get_document_model,
    "collection_id": lambda: Collection,
    "workflow_pk": lambda: Workflow,
    "translation_id": lambda: Translation,
    "translation_source_id": lambda: TranslationSource,
    "uploaded_file_id": lambda: UploadedFile,
    "territory": lambda: Territory,
    "comment_id": lambda: Comment,
    "task_id": lambda: Task,
}
WORDS = {
    "filter_spec": ["width-10"],
    "revision_id_b": ["latest"],
    "app_name": ["maillage_home"],
    "slug": ["contentpage"],
    "mode": [""],
    "session_id": ["1"],
    "redirect_id": ["1"],
    "rest": ["x"],
    "uidb64": ["x"],
    "token": ["x"],
    "what": ["annuler", "reporter", "retablir"],
}
BELOW_VIEWSETS = {
    "wagtailimages": get_image_model,
    "wagtaildocs": get_document_model,
    "wagtailadmin_collections": lambda: Collection,
    "wagtailadmin_workflows": lambda: Workflow,
    "pages": lambda: Page,
}


@dataclass(frozen=True)
class Route:
    """A pattern of the URLconf: the path, the view and its name."""

    path: str
    pattern: URLPattern
    space: str

    @cached_property
    def name(self) -> str:
        return f"{self.space}:{self.pattern.name}" if self.space else self.pattern.name or ""

    @cached_property
    def template(self) -> str:
        return "/" + self.path.replace("^", "").replace("$", "")

    @cached_property
    def arguments(self) -> list[str]:
        return [name for _kind, name in ARGUMENT.findall(self.template)]

    @cached_property
    def model(self) -> type[Model] | None:
        """That of a viewset."""
        found = getattr(self.pattern.callback, "view_initkwargs", {}).get("model")
        for beginning, model in BELOW_VIEWSETS.items():
            if self.space.startswith(beginning):
                return model()
        return found if isinstance(found, type) else None

    def filled(self, values: dict[str, str]) -> str:
        return ARGUMENT.sub(lambda found: values[found[2]], self.template)


def routes() -> list[Route]:
    found, seen = [], set()
    for path, pattern, space in admin_routes():
        # The first of two patterns answers.
        if path not in seen:
            seen.add(path)
            found.append(Route(path, pattern, space))
    return found


def own_addresses(route: Route, sides: Sides) -> list[str]:
    """The pattern with own rows in each place: one address, or one for each kind of row."""
    if "(?P" in route.template:
        draft = sides.ours.rows[Page]
        pk = draft.latest_revision_id
        return [f"/gestion/pages/{draft.pk}/revisions/compare/{pk}...latest/"]
    if "*" in route.template:
        return ["/gestion/rien-ici/"]
    special = SPECIAL.get(route.name)
    if special:
        return list(dict.fromkeys(route.filled(values) for values in special(sides)))
    columns = [_values(route, name, sides) for name in route.arguments]
    return [route.filled(dict(zip(route.arguments, row, strict=True))) for row in product(*columns)]


def _values(route: Route, name: str, sides: Sides) -> list[str]:
    if name in WORDS:
        return WORDS[name]
    if name in PAGES:
        return _pages(sides)
    model = MODELS[name]() if name in MODELS else route.model
    if model is not None and name != "uuid":
        return [str(pk) for pk in sides.own.get(model, ())[:1]] or ["1"]
    return _rows_of_plugin(route, name, sides)


def _pages(sides: Sides) -> list[str]:
    """A draft, and one that readers see."""
    return [str(sides.ours.rows[Page].pk), own_page(sides, "privee")]


def _rows_of_plugin(route: Route, name: str, sides: Sides) -> list[str]:
    """One row of each model of the plugin: the view knows which of them it wants."""
    label = route.pattern.callback.__module__.split(".")[0]
    found = []
    for model, keys in sides.own.items():
        if model._meta.app_label != label:
            continue
        if name == "uuid":
            if any(field.name == "uuid" for field in model._meta.fields):
                rows = model._default_manager.filter(pk__in=keys).order_by("pk")
                found += [str(uuid) for uuid in rows.values_list("uuid", flat=True)[:3]]
        else:
            found += [str(pk) for pk in keys[:1]]
    return found or ["1"]
