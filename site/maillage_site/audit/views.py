"""Who gave a right, downloaded people, merged places, cancelled: one's territory's, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.models import ModelLogEntry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from maillage.accounts.teams import is_national
from maillage.audit import ACTIONS, recorded, sentence
from maillage.permissions import may_everywhere, territories_where, verb_required
from maillage_site.audit.forms import JournalForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from maillage.accounts.models import User

PER_PAGE = 50


@verb_required("view", ModelLogEntry)
@require_safe
@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    """The latest first, with who did it, what, to what and when."""
    form = JournalForm(request.GET, entries_for(request.user))
    found = form.found().select_related("user", "content_type")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(entry, _said(entry), _kind(entry)) for entry in page],
        "national": is_national(request.user),
        "asked": asked.urlencode(),
    }
    return TemplateResponse(request, "maillage_site/audit/journal.html", context)


def entries_for(user: User) -> QuerySet[ModelLogEntry]:
    """What the person reads: the nation everything, a publisher their own territory's."""
    if may_everywhere(user, "view", ModelLogEntry):
        return recorded()
    return recorded(territories_where(user, "view", ModelLogEntry))


def _said(entry: ModelLogEntry) -> str:
    """In words; the bare name of the action when the plugin that declared it is gone."""
    action = ACTIONS.get(entry.action)
    return capfirst(sentence(action, entry.data)) if action else entry.action


def _kind(entry: ModelLogEntry) -> str:
    """What the row is, in a word; nothing when its plugin is gone."""
    model = entry.content_type.model_class() if entry.content_type else None
    return str(model._meta.verbose_name) if model else ""


urlpatterns = decorate_urlpatterns(
    [path("journal/", journal, name="maillage_journal")], require_admin_access
)
