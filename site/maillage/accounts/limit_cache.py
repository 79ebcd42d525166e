"""The cache that limits are counted in: nothing leaves it before it expires, one wins an ``add``.

Django's own database cache drops live rows when it holds too many: whoever fills it would undo the
limits. This one holds what it is given; expired rows are forgotten every hour.
"""

from __future__ import annotations

import pickle  # nosec B403 -- reads what the site wrote itself, in its own database
from datetime import UTC, datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError
from django.utils import timezone

from maillage.accounts.models import LimitEntry

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class LimitCache(BaseCache):
    """A cache over the table of ``LimitEntry``, on the default database."""

    def __init__(self, _location: str, params: dict[str, object]) -> None:
        super().__init__(params)

    def _expires(self, timeout: int | None) -> datetime:
        moment = self.get_backend_timeout(timeout)
        return NEVER if moment is None else datetime.fromtimestamp(moment, UTC)

    def _entry(
        self, key: str, value: object, timeout: int | None, version: int | None
    ) -> LimitEntry:
        return LimitEntry(
            key=self.make_and_validate_key(key, version=version),
            value=pickle.dumps(value),
            expires=self._expires(timeout),
        )

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        live = LimitEntry.objects.filter(
            pk=self.make_and_validate_key(key, version=version), expires__gt=timezone.now()
        )
        for value in live.values_list("value", flat=True):
            return pickle.loads(value)  # noqa: S301 # nosec B301 -- see above
        return default

    def set(
        self,
        key: str,
        value: object,
        timeout: int | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        LimitEntry.objects.bulk_create(
            [self._entry(key, value, timeout, version)],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["value", "expires"],
        )

    def add(
        self,
        key: str,
        value: object,
        timeout: int | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Whether the key was free: of any number of processes, one is told so."""
        entry = self._entry(key, value, timeout, version)
        LimitEntry.objects.filter(pk=entry.pk, expires__lte=timezone.now()).delete()
        defaults = {"value": entry.value, "expires": entry.expires}
        try:
            return LimitEntry.objects.get_or_create(pk=entry.pk, defaults=defaults)[1]
        except IntegrityError:
            return False  # Somebody was first, and has deleted it since.

    def touch(
        self, key: str, timeout: int | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        live = LimitEntry.objects.filter(
            pk=self.make_and_validate_key(key, version=version), expires__gt=timezone.now()
        )
        return live.update(expires=self._expires(timeout)) > 0

    def delete(self, key: str, version: int | None = None) -> bool:
        pk = self.make_and_validate_key(key, version=version)
        return LimitEntry.objects.filter(pk=pk).delete()[0] > 0

    def clear(self) -> None:
        LimitEntry.objects.all().delete()


def forget_expired(at: datetime) -> int:
    """Delete what has expired; returns how many rows."""
    return LimitEntry.objects.filter(expires__lte=at).delete()[0]
