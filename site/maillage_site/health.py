"""What watches over the service asks here: is it alive, is it ready?

``/sante/vivant`` touches nothing: it says that the process answers. ``/sante/pret`` tries
what pages need. A degraded service answers 200 and says what is wrong; only a broken one
answers 503, since taking it away would help nobody otherwise.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.contributions import HealthCheck
from maillage.outbox import health as outbox
from maillage.plugin import contributions
from maillage.values import Healthy, Unhealthy

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Probe = Callable[[], Healthy | Unhealthy]

logger = logging.getLogger(__name__)


def database() -> Healthy | Unhealthy:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Healthy({"engine": connection.vendor})


def migrations() -> Healthy | Unhealthy:
    executor = MigrationExecutor(connection)
    owed = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if owed:
        return Unhealthy(f"{len(owed)} migrations to apply", broken=True)
    return Healthy()


def probes(at: datetime) -> dict[str, Probe]:
    """Ours, then what plugins contribute."""
    ours: dict[str, Probe] = {
        "database": database,
        "migrations": migrations,
        "outbox": lambda: outbox.probe(at),
    }
    return ours | {check.name: check.probe for check in contributions(HealthCheck)}


def ask(name: str, probe: Probe) -> Healthy | Unhealthy:
    try:
        return probe()
    except Exception as error:
        logger.exception("The health probe %s failed", name)
        # Nothing works without the database; a plugin's probe alone breaks no page.
        return Unhealthy(type(error).__name__, broken=name in {"database", "migrations"})


def told(answer: Healthy | Unhealthy) -> dict[str, object]:
    if isinstance(answer, Healthy):
        return {"status": "healthy", **answer.detail}
    status = "broken" if answer.broken else "degraded"
    return {"status": status, "reason": answer.reason, **answer.detail}


def verdict(statuses: set[object]) -> str:
    """The worst of them."""
    return next((word for word in ("broken", "degraded") if word in statuses), "healthy")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("vivant\n", content_type="text/plain; charset=utf-8")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    checks = {name: told(ask(name, probe)) for name, probe in probes(timezone.now()).items()}
    status = verdict({check["status"] for check in checks.values()})
    return JsonResponse(
        {"status": status, "checks": checks},
        status=503 if status == "broken" else 200,
        headers={"Cache-Control": "no-store"},
    )


urlpatterns = [
    path("sante/vivant", alive, name="alive"),
    path("sante/pret", ready, name="ready"),
]
