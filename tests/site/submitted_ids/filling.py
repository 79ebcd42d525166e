"""Addresses that want rows which go together, or each kind of row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail_localize.models import Translation

from maillage.accounts.models import Invitation
from maillage_events.models import Event, EventPage
from maillage_site.home.models import ContentPage
from maillage_site.syndication.models import PageProposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.site.submitted_ids.furnished import Sides


def own_page(sides: Sides, word: str) -> str:
    below = Page.objects.descendant_of(sides.ours.portal)
    return str(below.get(slug=f"{word}-{sides.ours.territory.code}").pk)


def _every_bulk_action(_sides: Sides) -> Iterator[dict[str, str]]:
    bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    for label, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                yield {"app_label": label, "model_name": model, "action": action}


def _every_api_action(sides: Sides) -> Iterator[dict[str, str]]:
    for action in PagesAdminAPIViewSet.actions:
        yield {"pk": str(sides.ours.rows[Page].pk), "action_name": action}


def _every_page_type(sides: Sides) -> Iterator[dict[str, str]]:
    home = sides.ours.portal
    parents = [home, *home.get_children().specific()]
    seen = set()
    for parent in parents:
        for model in type(parent).allowed_subpage_models():
            if model not in seen:
                seen.add(model)
                options = model._meta
                yield {
                    "content_type_app_name": options.app_label,
                    "content_type_model_name": options.model_name,
                    "app_label": options.app_label,
                    "model_name": options.model_name,
                    "parent_page_id": str(parent.pk),
                }


def _one_of_each_type(sides: Sides) -> Iterator[dict[str, str]]:
    seen = set()
    below = sides.ours.portal.get_descendants(inclusive=True).order_by("path")
    for page in [sides.ours.rows[Page], *below]:
        if page.content_type_id not in seen:
            seen.add(page.content_type_id)
            yield {"page_id": str(page.pk)}
    for word in ("revue", "prevue", "traduite"):
        yield {"page_id": own_page(sides, word)}


def _revisions(sides: Sides) -> Iterator[dict[str, str]]:
    for page in (sides.ours.rows[Page], Page.objects.get(pk=own_page(sides, "prevue"))):
        yield {"page_id": str(page.pk), "revision_id": str(page.latest_revision_id)}


def _review(sides: Sides) -> Iterator[dict[str, str]]:
    page = Page.objects.get(pk=own_page(sides, "revue"))
    state = page.current_workflow_state
    for action in ("approve", "reject"):
        yield {
            "page_id": str(page.pk),
            "action_name": action,
            "task_state_id": str(state.current_task_state_id),
            "task_id": str(state.current_task_state.task_id),
            "workflow_state_id": str(state.pk),
        }


def _move(sides: Sides) -> Iterator[dict[str, str]]:
    yield {
        "page_to_move_id": str(sides.ours.rows[Page].pk),
        "destination_id": str(sides.ours.portal.pk),
    }


def _locked(sides: Sides) -> Iterator[dict[str, str]]:
    yield {"page_id": own_page(sides, "fermee")}


def _session(sides: Sides) -> Iterator[dict[str, str]]:
    yield {
        "app_label": "wagtailcore",
        "model_name": "page",
        "object_id": str(sides.ours.rows[Page].pk),
        "session_id": "1",
    }


def _models(_sides: Sides) -> Iterator[dict[str, str]]:
    names = {"app_label": "maillage_events", "model_name": "eventseries", "pk": "1"}
    yield (
        names
        | {"app_name": "maillage_home", "content_type_app_name": "maillage_home"}
        | {"content_type_model_name": "contentpage"}
    )


def _segments(sides: Sides) -> Iterator[dict[str, str]]:
    translation = Translation.objects.get(pk__in=sides.own[Translation])
    segment = translation.source.stringsegment_set.first()
    yield {
        "translation_id": str(translation.pk),
        "string_segment_id": str(segment.string_id),
        "overridable_segment_id": "1",
    }


def _alias(sides: Sides) -> Iterator[dict[str, str]]:
    for word in ("alias", "traduite"):
        page = Page.objects.child_of(sides.ours.portal).filter(slug__startswith=word).first()
        yield {"page_id": str(page.pk)}


def _shares(sides: Sides) -> Iterator[dict[str, str]]:

    national = Event.objects.get(territory=None)
    yield {"uuid": str(national.uuid), "territory": str(sides.ours.territory.pk)}


def _offered(sides: Sides) -> Iterator[dict[str, str]]:
    page = ContentPage.objects.get(slug="offerte")
    yield {"page_id": str(page.pk), "territory": str(sides.ours.territory.pk)}


def _page_proposals(sides: Sides) -> Iterator[dict[str, str]]:
    yield {"pk": str(sides.own[PageProposal][0])}


def _to_propose(sides: Sides) -> Iterator[dict[str, str]]:
    yield {"page_id": own_page(sides, "traduite")}


def _proposed(sides: Sides) -> Iterator[dict[str, str]]:
    yield {"page_id": own_page(sides, "propose")}


def _dates(sides: Sides) -> Iterator[dict[str, str]]:
    """Each event with one of its dates."""

    pages = EventPage.objects.descendant_of(sides.ours.portal).filter(event__isnull=False)
    for page in pages.order_by("-pk")[:3]:
        for date in page.event.occurrences.order_by("pk")[:1]:
            for what in ("annuler", "reporter", "retablir", "en-ligne"):
                yield {"page_id": str(page.pk), "uuid": str(date.uuid), "what": what}


def _colleague(sides: Sides) -> Iterator[dict[str, str]]:
    person = sides.people["coordinator"]
    yield {"territory": str(sides.ours.territory.pk), "uuid": str(person.uuid)}


def _invitation(sides: Sides) -> Iterator[dict[str, str]]:
    found = Invitation.objects.get(team__territory=sides.ours.territory)
    yield {"uuid": str(found.uuid)}


SPECIAL = {
    "maillage_team:member": _colleague,
    "maillage_team:leave": _colleague,
    "maillage_team:send-again": _invitation,
    "maillage_team:withdraw": _invitation,
    "wagtail_bulk_action": _every_bulk_action,
    "pages:action": _every_api_action,
    "wagtailadmin_pages:add": _every_page_type,
    "wagtailadmin_pages:preview_on_add": _every_page_type,
    "wagtailadmin_pages:choose_parent": _every_page_type,
    "wagtailadmin_pages:edit": _one_of_each_type,
    "wagtailadmin_pages:preview_on_edit": _one_of_each_type,
    "wagtailadmin_pages:type_use": _models,
    "wagtailadmin_pages:type_use_results": _models,
    "wagtailadmin_tag_model_autocomplete": _models,
    "wagtailadmin_workflows:add_task": _models,
    "wagtail_localize:submit_snippet_translation": _models,
    "wagtail_localize:snippets_api_listing": _models,
    "wagtail_localize:snippets_api_detail": _models,
    "wagtailsettings:edit": _models,
    "wagtailsettings:preview_on_edit": _models,
    "wagtailadmin_pages:move_confirm": _move,
    "wagtailadmin_editing_sessions:ping": _session,
    "wagtailadmin_pages:convert_alias": _alias,
    "wagtailadmin_pages:unlock": _locked,
    **{
        f"wagtailadmin_pages:{name}": _revisions
        for name in ("revisions_view", "revisions_revert", "revisions_unschedule")
    },
    **{
        f"wagtailadmin_pages:{name}": _review
        for name in (
            *("workflow_action", "collect_workflow_action_data", "confirm_workflow_cancellation"),
            *("workflow_preview", "workflow_history_detail", "workflow_history"),
        )
    },
    "maillage_translation_text": _segments,
    "maillage_translation_other": _segments,
    **{
        f"maillage_events_{name}": _dates
        for name in (
            *("dates", "cancel_date", "note_date", "move_date", "restore_date", "event_action"),
            "territories",
        )
    },
    "maillage_events_share": _shares,
    "maillage_syndication_taken": _offered,
    "maillage_syndication_answer": _page_proposals,
    "maillage_syndication_propose": _to_propose,
    "maillage_events_refuse": _proposed,
}
