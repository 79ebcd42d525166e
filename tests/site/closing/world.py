"""The portal that closes in these tests, and what is asked of it."""

from datetime import UTC, datetime

from maillage.accounts.models import PortalTeam

Role = PortalTeam.Role
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SLUG = "saone-et-loire"


def statuses(client, *paths):
    return {path: client.get(path).status_code for path in paths}


ADDRESSES = tuple(
    f"{prefix}/{SLUG}/{path}"
    for prefix in ("", "/en")
    for path in (
        "",
        "zibeline/",
        "agenda/",
        "agenda/atelier-1/",
        "lieux/",
        "agenda/integrer/liste/",
    )
)


def teams() -> list[str]:
    found = PortalTeam.objects.filter(territory__slug=SLUG)
    return sorted(found.values_list("role", flat=True))
