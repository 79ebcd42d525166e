"""What waits for those who facilitate or moderate circles: a line for each circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.permissions import roles_of
from maillage.workload import Waiting, day
from maillage_community.circles.queries import UNANSWERED
from maillage_community.models import Circle, Membership, Report, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from maillage.accounts.models import User


def waiting(person: User, _at: datetime) -> Iterator[Waiting]:
    reports = Report.objects.open().filter(circle__in=_circles(person, Report, "change"))
    for row in _by_circle(reports):
        url = reverse("maillage_community:moderation", args=[row["circle__slug"]])
        yield _line(_("Messages reported in “%(circle)s”"), row, url)
    kept = _circles(person, Topic, "choose-answer").filter(read_only_since=None)
    for row in _by_circle(Topic.objects.unanswered().filter(circle__in=kept)):
        public = row["circle__visibility"] == Circle.Visibility.PUBLIC
        name = "circle" if public else "circle_space"
        url = reverse(f"maillage_community:{name}", args=[row["circle__slug"]])
        yield _line(_("Questions without answer in “%(circle)s”"), row, f"{url}?{UNANSWERED}=1")


def _circles(person: User, model: type[Model], verb: str) -> QuerySet[Circle]:
    """Where the person's role does that."""
    held = Membership.objects.filter(user=person, role__in=roles_of(model, verb))
    return Circle.objects.filter(pk__in=held.values("circle"))


def _by_circle(rows: QuerySet) -> QuerySet:
    named = rows.order_by("circle__name").values(
        "circle__name", "circle__slug", "circle__visibility"
    )
    return named.annotate(number=Count("pk"), since=Min("created_at"))


def _line(label: str, row: dict, url: str) -> Waiting:
    return Waiting(label % {"circle": row["circle__name"]}, row["number"], day(row["since"]), url)
