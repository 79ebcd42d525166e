"""One of everything that a plugin opens to territories, in a portal; its words bear a canary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry

from maillage.accounts.models import PortalTeam
from maillage.audit import record
from maillage_cartography.models import (
    DoubtfulPosition,
    Duplicate,
    PlaceCheck,
    PlaceImport,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
)
from maillage_events.models import Attendance, Event, EventSeries, Material, MaterialFile
from maillage_search.models import MissedQuestion, ThesaurusEntry
from maillage_site.contact.models import ContactMessage
from maillage_site.home.models import ContentPage
from maillage_site.syndication.models import PageProposal
from maillage_site.syndication.taking_up import Presentation, take_up
from tests.cartography.factories import OrganisationFactory, PlaceFactory, StopFactory
from tests.community.factories import CircleFactory
from tests.events import factories as events
from tests.events.signups import NOW, Applicant, confirm, sign_up
from tests.site.factories import national_portal

if TYPE_CHECKING:
    from django.db.models import Model

    from maillage.territories.models import Commune
    from maillage_site.portals.models import PortalPage


def belongings(portal: PortalPage, word: str, commune: Commune | None) -> dict[type, Model]:
    """Model → a row of the portal's; places lie in the commune, without one there are none."""
    rows = [*_agenda(portal, word), *(_places(portal, word, commune) if commune else ())]
    rows.append(CircleFactory(name=word, territory=portal.territory))
    rows.append(portal.portal)
    rows += _taken_up(portal, word)
    rows.append(
        ContactMessage.objects.create(
            portal=portal.portal, name=word, email="a@exemple.fr", message=word, sent_at=NOW
        )
    )
    rows.append(Redirect.add_redirect(f"/{portal.slug}/{word}", "https://exemple.fr/"))
    readers = [portal.territory] if portal.territory else []
    record("maillage.event_cancelled", rows[0], by=None, at=NOW, territories=readers, named=word)
    rows.append(ModelLogEntry.objects.latest("pk"))
    rows.append(_team(portal, word))
    # Words of every portal: the nation's team keeps them.
    rows.append(ThesaurusEntry.objects.earliest("pk"))
    rows.append(
        MissedQuestion.objects.get_or_create(
            digest="d", defaults={"outcome": "nothing", "since": NOW, "last_at": NOW}
        )[0]
    )
    return {type(row): row for row in rows}


def _team(portal: PortalPage, word: str) -> PortalTeam:
    facts = {"territory": portal.territory, "role": PortalTeam.Role.EDITOR}
    found = PortalTeam.objects.filter(**facts).first()
    group = found.group if found else Group.objects.create(name=f"{word} rédaction")
    return found or PortalTeam.objects.create(group=group, **facts)


def _agenda(portal: PortalPage, word: str) -> list[Model]:
    facts = {"title": word, "attendance_mode": "sur-place", "onsite_capacity": 5}
    date = events.occurrence(portal, **facts)
    person = Applicant(email=f"{portal.slug}@exemple.fr", name=word)
    registration = confirm(sign_up(date, person, mode="onsite", at=NOW), at=NOW)
    attendance = Attendance.objects.create(registration=registration, source="check-in")
    series = EventSeries.objects.create(
        title=word, slug=f"cycle-{portal.slug}", territory=portal.territory
    )
    series.events.set([date.event])
    slides = Material.objects.create(
        occurrence=date, title=word, format="pdf", available_from=NOW, kind="slides"
    )
    MaterialFile.objects.create(material=slides, content=f"%PDF-{word}".encode())
    made = [date.event, date, registration, attendance, series, slides]
    if portal.territory:
        found = Event.objects.filter(territory=None, pages__title="Repris").first()
        national = found or events.event(title="Repris")
        made.append(events.taken_up(national, portal.territory.slug, introduction=word))
    return made


def offered_page() -> ContentPage:
    """The nation's, for every portal to take up."""
    nation = national_portal()
    found = ContentPage.objects.child_of(nation).filter(slug="offerte").first()
    return found or nation.add_child(
        instance=ContentPage(title="Offerte", slug="offerte", offered=True)
    )


def _taken_up(portal: PortalPage, word: str) -> list[Model]:
    """That page in the portal, and one that it proposes; the nation does neither."""
    if not portal.territory:
        return []
    how = Presentation({"fr": f"<p>{word}</p>"})
    taken = take_up(offered_page(), portal.portal, how, by=None, at=NOW)
    own = portal.add_child(instance=ContentPage(title=f"{word} proposée", slug="proposee"))
    proposed = PageProposal.objects.create(
        page=own, portal=portal.portal, word=word, proposed_at=NOW
    )
    return [taken, proposed]


def _places(portal: PortalPage, word: str, commune: Commune) -> list[Model]:
    place, twin = (PlaceFactory(name=name, commune=commune) for name in (word, f"{word} bis"))
    gone = PlaceFactory(name=word, commune=commune, withdrawn_at=NOW)
    return [
        gone,
        place,
        OrganisationFactory(name=word, commune=commune),
        StopFactory(place=place, commune=commune, spot=word),
        PlaceCheck.objects.create(place=twin),
        PlaceReport.objects.create(place=place, kind="other", message=word, sent_at=NOW),
        PlaceImport.objects.create(
            source=word, territory=portal.territory, on=NOW.date(), created_at=NOW
        ),
        SourceProposal.objects.create(
            place=place, field="summary", source="essai", value=word, proposed_at=NOW
        ),
        DoubtfulPosition.objects.create(
            place=place, source=word, latitude=46.3, longitude=4.8, found_at=NOW
        ),
        Duplicate.objects.create(
            first=place, second=twin, score=80, verdict=Duplicate.Verdict.UNSURE, found_at=NOW
        ),
        ProposedPlace.objects.create(
            commune=commune, values={"name": word, "commune": commune.code}, sent_at=NOW
        ),
    ]
