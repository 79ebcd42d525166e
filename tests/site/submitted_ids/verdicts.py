"""What the walk is told of addresses, by the path of their pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail_localize.models import Translation

from maillage_cartography.models import Place
from maillage_cartography.standards.lamednum import Service
from tests.site.rights.conftest import png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.site.submitted_ids.furnished import Sides

    Typed = dict[str, object]

# Never opened.
LEFT_OUT = {
    "gestion/failwhale/": "Wagtail's own test of its error page raises on purpose",
    "gestion/logout/": "it ends the walk",
    "gestion/sprite/": "icons",
    "gestion/jsi18n/": "words of scripts",
    "gestion/localize/jsi18n/": "words of scripts",
}

# Where nothing is stored whatever is posted, and why that is as it should be.
STORES_NOTHING = {
    "gestion/pages/<int:page_to_move_id>/move/": "leads to the page that confirms",
    "gestion/embeds/chooser/upload/": "says that no site is asked what to show",
    "gestion/choose-external-link/": "gives a link to the script",
    "gestion/choose-email-link/": "gives a link to the script",
    "gestion/choose-phone-link/": "gives a link to the script",
    "gestion/choose-anchor-link/": "gives a link to the script",
    "gestion/images/chooser/<int:image_id>/select_format/": "gives a picture to the script",
    "gestion/pages/workflow/collect_action_data/<int:page_id>/<slug:action_name>/"
    "<int:task_state_id>/": "gives the comment back to the script",
    "gestion/editing-sessions/release/<int:session_id>/": "Wagtail asks whose session it is",
    "gestion/localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/": (
        "stores what is PUT: tests/site/translations"
    ),
    "gestion/localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/": (
        "stores what is PUT: tests/site/translations"
    ),
    "gestion/documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/": (
        "Wagtail asks whose upload it is; no form of ours leaves one behind"
    ),
    "gestion/documents/multiple/delete_upload/<int:uploaded_file_id>/": "the same",
    "gestion/images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/": "the same",
    "gestion/images/multiple/delete_upload/<int:uploaded_file_id>/": "the same",
}

# Fields that no form here accepts even with a row of one's own, and where they are attacked.
FIELDS_PROVED_ELSEWHERE = {
    (
        "gestion/pages/<int:page_to_move_id>/move/",
        "new_parent_page",
    ): "leads to the page that confirms, whose address names the same",
}

PDF = b"%PDF-1.4\n%%EOF\n"


def _document(_sides: Sides) -> ContentFile:
    return ContentFile(PDF, name="essai.pdf")


def _po_file(sides: Sides) -> ContentFile:
    translation = Translation.objects.get(pk__in=sides.own[Translation])
    po = translation.export_po()
    for entry in po:
        entry.msgstr = "Words"
    return ContentFile(str(po).encode(), name="essai.po")


def _table(_sides: Sides) -> ContentFile:
    return ContentFile(b"nom;adresse\nEssai;1 rue\n", name="essai.csv")


def _redirects(_sides: Sides) -> ContentFile:
    return ContentFile(b"de;vers\n/territoire-71/depliant;https://exemple.fr/\n", name="essai.csv")


# What somebody types in the form of that address.
TYPED_IN: dict[str, Typed] = {
    "gestion/pages/<int:page_id>/privacy/": {"restriction_type": "groups"},
    "gestion/pages/<int:page_id>/copy/": {"new_slug": "copie", "new_title": "Copie"},
    "gestion/inscriptions/<uuid:uuid>/ecrire/": {
        "states": "confirmed", "subject": "Salle", "text": "Changée", "number": "1", "envoyer": "1",
    },
    "gestion/inscriptions/<uuid:uuid>/apres/": {
        "kind": "minutes", "title": "Notes", "url": "https://exemple.fr/", "access": "public",
        "available_from": "24/11/2026 10:00",
    },
    "gestion/equipe/<int:territory>/": {"email": "autre@exemple.fr", "role": "editor"},
    "gestion/equipe/<int:territory>/personne/<uuid:uuid>/": {"roles": "editor"},
    "gestion/redirections/add/": {
        "old_path": "/territoire-71/vieux/", "redirect_page": lambda sides: str(sides.ours.portal.pk),
    },
    "gestion/redirections/fichier/": {"file": _redirects, "add": "1"},
    "gestion/lieux-a-tenir/imports/": {"file": _table, "source": "essai"},
    "gestion/snippets/maillage_cartography/place/add/": {
        "name": "Essai", "town": "71270", "address": "1 rue de la Paix", "postal_code": "71000",
        "latitude": "46.3", "longitude": "4.8", "services": str(Service.ACCESS),
    },
    "gestion/snippets/maillage_cartography/organisation/add/": {"name": "Essai", "town": "71270"},
    "gestion/documents/add/": {"file": _document},
    "gestion/documents/chooser/create/": {"document-chooser-upload-file": _document},
    "gestion/documents/multiple/add/": {"files[]": _document},
    "gestion/images/multiple/add/": {"files[]": lambda _sides: png()},
    "gestion/localize/translate/<int:translation_id>/pofile/upload/": {"file": _po_file},
}  # fmt: skip


def _api_action(sides: Sides) -> list[Typed]:
    return [
        {
            "destination_page_id": sides.ours.portal.pk,
            "slug": "copie",
            "update_slug": "copie",
            "title": "Copie",
            "locale": "en",
            "revision_id": sides.ours.rows[Page].latest_revision_id,
        }
    ]


def _own_file(sides: Sides, model: type, kind: str) -> list[Typed]:
    pk = sides.ours.pk(model)
    return [{f"{kind}-{pk}-title": "Essai", f"{kind}-{pk}-tags": ""}]


def _place(sides: Sides, *, run: bool = False) -> str:
    """A place that somebody runs, or nobody."""
    own = Place.objects.shown().filter(pk__in=sides.own[Place], organisation__isnull=not run)
    return str(own.order_by("pk").values_list("pk", flat=True)[0])


# What a script posts there, or a form that stands elsewhere.
WITHOUT_FORM: dict[str, Callable[[Sides], list[Typed]]] = {
    "gestion/api/main/pages/<int:pk>/action/<str:action_name>/": _api_action,
    "gestion/images/multiple/<int:image_id>/": lambda sides: _own_file(
        sides, get_image_model(), "image"
    ),
    "gestion/documents/multiple/<int:doc_id>/": lambda sides: _own_file(
        sides, get_document_model(), "doc"
    ),
    "gestion/lieux-a-tenir/structures/<uuid:uuid>/lier/": lambda sides: [
        {"place": _place(sides)},
        {"unlink": _place(sides, run=True)},
    ],
    "gestion/lieux-a-tenir/a-verifier/demander/": lambda sides: [
        {"place": _place(sides), "confirmed": "1"}
    ],
    "gestion/lieux-a-tenir/lieu/<uuid:uuid>/rendre/": lambda _sides: [{"field": "summary"}],
}


def asked(path: str, address: str, sides: Sides) -> Iterator[str]:
    """The address with what it wants to be asked."""
    if path.startswith("gestion/bulk/"):
        kind = address.split("/")[4]
        rows = {model._meta.model_name: keys for model, keys in sides.own.items()}
        pk = sides.ours.pk(Page) if kind == "page" else (rows.get(kind) or [1])[0]
        yield f"{address}?id={pk}"
    elif path.endswith("chosen-multiple/"):
        parts = address.replace("choose-page", "pages").split("/")
        named = [
            keys[0]
            for model, keys in sides.own.items()
            if keys and not {model._meta.model_name, f"{model._meta.model_name}s"}.isdisjoint(parts)
        ]
        yield from (f"{address}?id={pk}" for pk in named or [1])
    else:
        yield address
