"""What engines leave out of their hits and of their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.generations.keeping import kept
from maillage_search.models import IndexedDocument, Withdrawal
from maillage_search.privacy.withdrawing import GENERATION, Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maillage_search.query.request import Viewer
    from maillage_search.query.response import Hit

# A condition on documents ``d`` of the embedded engine.
SHOWN = f"d.uid NOT IN (SELECT uid FROM {Withdrawal._meta.db_table} WHERE engine = 'embedded')"  # noqa: S608


@kept(GENERATION)
def hidden_from_elasticsearch() -> tuple[str, ...]:
    """Uids that Elasticsearch may still hold and must not count."""
    rows = Withdrawal.objects.filter(engine=Engine.ELASTICSEARCH)
    return tuple(rows.values_list("uid", flat=True).distinct().order_by("uid"))


def all_may_be_shown(hits: Sequence[Hit], viewer: Viewer) -> bool:
    """Whether the database knows all of these, for that viewer: it is never late."""
    uids = {hit.uid for hit in hits}
    known = IndexedDocument.objects.filter(uid__in=uids).visible_to(viewer.acl)
    return not uids - set(known.values_list("uid", flat=True))
