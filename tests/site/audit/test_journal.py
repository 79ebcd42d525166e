"""The journal of sensitive actions: written by what people click, read by their publishers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage.audit import record, recorded
from maillage_cartography.models import Duplicate, Merge
from maillage_events.models import Event
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.signups import NOW
from tests.site.factories import (
    CommuneFactory,
    TerritoryFactory,
    UserFactory,
    national_portal,
    territory_portal,
)
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
JOURNAL = "/gestion/journal/"
Role = PortalTeam.Role
LINE = re.compile(r"<tr>\s*(<td>.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<td>(.*?)</td>", re.DOTALL)


def lines(response) -> list[tuple[str, ...]]:
    """(who, what, about) of each line shown."""
    assert response.status_code == 200
    text = response.content.decode()
    rows = [CELL.findall(row) for row in LINE.findall(text)]
    return [
        tuple(re.sub(r"<.*?>", " ", cell).split("\n")[0].strip() for cell in row[1:])
        for row in rows
    ]


@pytest.fixture
def team():
    """People of a portal by role, and what belongs to it."""
    portal = territory_portal()
    groups = grant_portal_groups(portal)
    people = {role: UserFactory(name=f"Amina {role.value}") for role in Role}
    for role, person in people.items():
        person.groups.add(groups[role])
    with time_machine.travel(NOW, tick=False):
        rows = belongings(portal, "Fête", CommuneFactory())
    recorded().delete()
    return people, rows


def test_what_people_click_is_written(client, team):
    people, rows = team
    date = rows[Event].occurrences.get()
    pair = rows[Duplicate]
    with time_machine.travel(NOW, tick=False):
        client.force_login(people[Role.COORDINATOR])
        client.get(reverse("maillage_events_admin:registrants-csv", args=[date.uuid]))
        client.post(
            reverse("maillage_cartography_admin:duplicate", args=[pair.pk]),
            {"choice": "merge", "keep": "first"},
        )
        merge = Merge.objects.get()
        client.post(reverse("maillage_cartography_admin:take-apart", args=[merge.pk]))
        client.force_login(people[Role.PUBLISHER])
        client.post(
            reverse("maillage_events_admin:cancel", args=[date.uuid]),
            {"what": "event", "message": "Grève"},
        )
        shown = lines(client.get(JOURNAL))
    day = f"{date.local_start:%d/%m/%Y}"
    assert shown == [
        ("Amina publisher", "A annulé l’événement", "Fête  événement"),
        ("Amina coordinator", "En a détaché « Fête bis »", "Fête  lieu"),
        ("Amina coordinator", "Y a fusionné « Fête bis »", "Fête  lieu"),
        ("Amina coordinator", f"A téléchargé la liste des personnes du {day}", "Fête  événement"),
    ]


def cancelled(territory, about: str, *, by=None, at=NOW) -> None:
    readers = [territory] if territory else []
    record(
        "maillage.event_cancelled", UserFactory(), by=by, at=at, territories=readers, named=about
    )


def test_a_territory_reads_its_own_and_the_nation_all(client, team):
    people, _rows = team
    own, other = TerritoryFactory(), TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    nation = grant_portal_groups(national_portal())[Role.PUBLISHER]
    for territory, about in ((own, "Chez nous"), (other, "Ailleurs"), (None, "Partout")):
        cancelled(territory, about)
    national = UserFactory()
    national.groups.add(nation)
    seen = {}
    for person in (*people.values(), national):
        client.force_login(person)
        response = client.get(JOURNAL)
        found = response.status_code == 200
        seen[person] = [line[2].split("  ")[0] for line in lines(response)] if found else None
    assert seen == {
        people[Role.EDITOR]: None,
        people[Role.PUBLISHER]: ["Chez nous"],
        people[Role.COORDINATOR]: None,
        national: ["Partout", "Ailleurs", "Chez nous"],
    }


def test_lines_are_narrowed_by_person_kind_and_days(client, team):
    people, _rows = team
    own = TerritoryFactory()
    lea, stranger = UserFactory(name="Léa"), UserFactory(name="Étranger")
    cancelled(own, "Lundi", by=lea, at=datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    cancelled(own, "Mardi", by=people[Role.PUBLISHER], at=datetime(2026, 11, 23, 23, tzinfo=UTC))
    cancelled(None, "Ailleurs", by=stranger)
    client.force_login(people[Role.PUBLISHER])

    def shown(**asked):
        return [line[2].split("  ")[0] for line in lines(client.get(JOURNAL, asked))]

    assert shown() == ["Mardi", "Lundi"]
    assert shown(person=lea.pk) == ["Lundi"]
    assert shown(until="23/11/2026") == ["Lundi"]
    assert shown(since="24/11/2026") == ["Mardi"]
    assert shown(action="maillage.places_merged") == []
    assert shown(action="maillage.event_cancelled", person=lea.pk) == ["Lundi"]
    # What cannot be asked narrows nothing, and names nobody of elsewhere.
    for asked in ({"person": stranger.pk}, {"since": "hier"}, {"action": "x"}, {"p": "x"}):
        assert shown(**asked) == ["Mardi", "Lundi"]
    assert "Étranger" not in client.get(JOURNAL).content.decode()


def test_what_a_plugin_wrote_stays_when_it_goes(client, team):
    """By the bare name of its action, which may be asked for."""
    people, _rows = team
    cancelled(TerritoryFactory(), "Chez nous", by=people[Role.PUBLISHER])
    recorded().update(action="acme.gone_<b>")
    client.force_login(people[Role.PUBLISHER])
    [line] = lines(client.get(JOURNAL, {"action": "acme.gone_<b>"}))
    assert line[:2] == ("Amina publisher", "acme.gone_&lt;b&gt;")
    assert line[2].startswith("Chez nous")


def test_fifty_lines_cost_as_many_queries_as_one(client, team, django_assert_num_queries):
    people, _rows = team
    client.force_login(people[Role.PUBLISHER])
    cancelled(TerritoryFactory(), "Un", by=UserFactory())
    client.get(JOURNAL)
    with django_assert_num_queries(15) as asked:
        client.get(JOURNAL)
    for number in range(60):
        cancelled(TerritoryFactory(), str(number), by=UserFactory(), at=NOW + timedelta(days=1))
    with django_assert_num_queries(len(asked)):
        assert len(lines(client.get(JOURNAL))) == 50
    assert len(lines(client.get(JOURNAL, {"p": 2}))) == 11
