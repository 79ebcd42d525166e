"""Two territories with one of everything that the admin holds, and the twin of each own row."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models import UUIDField
from django.template.base import Template
from django.test.utils import _TestState
from pytest import MonkeyPatch  # noqa: PT013 -- no test here
from wagtail.models import Comment, Locale, PageViewRestriction, UploadedFile
from wagtail_localize.models import Translation, TranslationSource

from maillage.accounts.models import Invitation
from maillage.territories.models import Commune, Territory
from maillage_cartography.duplicates.merging import merge_all
from maillage_cartography.models import Duplicate, Organisation, Place, PlaceImport
from maillage_cartography.provenance.locks import edit
from maillage_events.models import Registration
from maillage_events.proposals.drafts import Proposed, propose
from maillage_events.publishing.lifecycle import cancel_event
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.rights.shared_files import open_shared_files
from tests.cartography.factories import SECOND_TUESDAY, HoursFactory, PlaceFactory
from tests.events import factories as events
from tests.events.signups import NOW, pending
from tests.site.factories import national_portal
from tests.site.rights.conftest import CANARY
from tests.site.rights.world import belongings, offered_page
from tests.site.submitted_ids.conftest import Role, World, world
from tests.site.submitted_ids.keys import FOREIGN, LATER, NATION, OWN, count_from, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from django.db.models import Model

    from maillage.accounts.models import User

HALF = OWN - FOREIGN


@dataclass
class Sides:
    """Ours and theirs, the people of ours by role, and what stands for what."""

    ours: World
    theirs: World
    people: dict[str, User]
    communes: dict[str, str]
    # Codes and parts of addresses.
    words: dict[str, str] = field(default_factory=dict)
    # These, a key, an identifier of ours → its like among theirs.
    twins: dict[str, str] = field(default_factory=dict)
    # Own rows by model, in the order in which they were made.
    own: dict[type[Model], list[str]] = field(default_factory=dict)
    foreign: dict[type[Model], list[str]] = field(default_factory=dict)


def furnish(code: str, word: str, commune_code: str, **facts: object) -> World:
    """A territory where somebody has begun everything that may be begun."""
    made = world(code, word, commune_code, **facts)
    portal, commune = made.portal, Commune.objects.get(code=commune_code)
    made.rows.update(
        {
            kind: row
            for kind, row in belongings(portal, word, commune).items()
            if kind not in made.rows
        }
    )
    publisher = made.person(Role.PUBLISHER)
    _pages(made, word, publisher)
    _proposal(made, word)
    _places(word, commune, made.rows[Organisation])
    seats = events.occurrence(portal, title=word, attendance_mode="sur-place", onsite_capacity=9)
    pending(seats, f"attente-{code}", mode="onsite")
    asking = pending(seats, f"examen-{code}", mode="onsite")
    facts = {"seats_held": 0, "hold_expires_at": None}
    Registration.objects.filter(pk=asking.pk).update(state=Registration.State.REVIEW, **facts)
    events.weekly_event(portal, title=word)
    cancel_event(events.event(portal, title=word), at=NOW, message="")
    run = made.rows[PlaceImport]
    PlaceImport.objects.filter(pk=run.pk).update(state=run.State.LOOKED, content=b"nom\n")
    applied = PlaceImport.objects.create(
        source=f"{word} fait", territory=portal.territory, on=NOW.date(), created_at=NOW
    )
    PlaceImport.objects.filter(pk=applied.pk).update(state=run.State.APPLIED)
    Invitation.objects.create(
        email="invite@exemple.fr",
        team=made.groups[Role.EDITOR].portal_team,
        invited_by=publisher,
        invited_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    UploadedFile.objects.create(
        for_content_type=None, file=ContentFile(b"x", name="x.txt"), uploaded_by_user=publisher
    )
    return made


def _places(word: str, commune: Commune, organisation: Organisation) -> None:
    """Two places merged, two surely the same, one that holds a field, one run by somebody."""
    facts = {"verdict": Duplicate.Verdict.SAME, "score": 99, "found_at": NOW}
    for name in ("fusion", "double"):
        first, second = (PlaceFactory(name=f"{word} {name} {n}", commune=commune) for n in "ab")
        pair = Duplicate.objects.create(first=first, second=second, **facts)
        if name == "fusion":
            merge_all([pair], by=None, at=NOW)
    Place.objects.filter(pk=second.pk).update(organisation=organisation)
    edit(first, {"summary": "Tenu."}, by=None, at=NOW)


def _pages(made: World, word: str, author: User) -> None:
    """Pages commented, in review, planned, private, copied and translated."""
    portal = made.portal
    kinds = ("revue", "prevue", "privee", "traduite", "fermee")
    review, planned, private, translated, locked = (
        portal.add_child(instance=_page(f"{word} {kind}", f"{kind}-{made.territory.code}", author))
        for kind in kinds
    )
    locked.locked, locked.locked_by = True, author
    locked.save()
    Comment.objects.create(page=review, user=author, text=word, contentpath="title")
    review.save_revision(user=author)
    review.get_workflow().start(review, author)
    planned.go_live_at = NOW + timedelta(days=30)
    planned.save_revision(user=author, approved_go_live_at=planned.go_live_at)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    translated.create_alias(parent=portal, update_slug=f"alias-{made.territory.code}")
    english = Locale.objects.get(language_code="en")
    portal.copy_for_translation(english).save_revision().publish()
    grant_portal_groups(portal)
    source, _made = TranslationSource.update_or_create_from_instance(translated)
    Translation.objects.create(source=source, target_locale=english).save_target(publish=False)


def _page(title: str, slug: str, author: User) -> ContentPage:
    return ContentPage(title=title, slug=slug, owner=author)


def _proposal(made: World, word: str) -> None:
    """An event that a reader proposed."""
    facts = {
        "title": f"{word} proposé",
        "slug": f"propose-{made.territory.code}",
        "event_type": "rencontre",
        "start_date": date(2026, 12, 9),
        "start_time": time(10),
        "end_time": time(11),
    }
    propose(made.portal, Proposed(facts, word, "x@exemple.fr"), language="fr", at=NOW)


def _shared_by_all() -> None:
    """Rows of the nation, which the first of two territories would else make and own."""
    count_from(NATION)  # PostgreSQL goes on from where the test before was
    english, _made = Locale.objects.get_or_create(language_code="en")
    national_portal().copy_for_translation(english).save_revision().publish()
    open_shared_files()
    events.event(title="Repris")
    offered_page()
    HoursFactory()
    HoursFactory(text=SECOND_TUESDAY)


def two_sides() -> Sides:
    """Two départements."""
    _shared_by_all()
    count_from(FOREIGN)
    theirs = furnish("56", CANARY, "56260")
    count_from(OWN)
    ours = furnish("71", "Colibri", "71270")
    return _sides(ours, theirs, {"71270": "56260"})


def one_inside_the_other() -> Sides:
    """A département, and a group of its communes that has a team of its own."""
    _shared_by_all()
    count_from(FOREIGN)
    theirs = furnish("200070308", CANARY, "71271", kind=Territory.Kind.EPCI)
    count_from(OWN)
    ours = furnish("71", "Colibri", "71270")
    theirs.territory.ancestors.add(ours.territory)
    return _sides(ours, theirs, {})


@contextmanager
def staged(make: Callable[[], Sides], media: Path) -> Generator[Sides]:
    """At the hour of the world, in a transaction whose files outlive what is taken back."""
    with MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=False):
        patch.setattr(settings, "MEDIA_ROOT", media)
        patch.setattr(FileSystemStorage, "delete", lambda _self, _name: None)
        # Nobody reads the contexts of templates, which the tests' own rendering keeps.
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        yield make()


def _sides(ours: World, theirs: World, communes: dict[str, str]) -> Sides:
    people = {role.value: ours.person(role) for role in Role}
    count_from(LATER)
    sides = Sides(ours, theirs, people, communes)
    _pair(sides)
    return sides


def _pair(sides: Sides) -> None:
    """Both were made in the same order: rows of the same number are alike."""
    for model in numbered():
        keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
        foreign = [pk for pk in keys if FOREIGN <= pk < FOREIGN + 100_000]
        own = [pk for pk in keys if OWN <= pk < OWN + 100_000]
        sides.own[model], sides.foreign[model] = own, foreign
        twin = {pk: pk - HALF if pk - HALF in foreign else foreign[0] for pk in own if foreign}
        sides.twins |= {str(pk): str(other) for pk, other in twin.items()}
        for named in model._meta.concrete_fields:
            if isinstance(named, UUIDField):
                known = dict(model._default_manager.values_list("pk", named.attname))
                # Some are drawn from what the row says, and stand on both sides.
                shared = {known[pk] for pk in own}
                for pk, other in twin.items():
                    if known[pk] and known[other] not in shared:
                        sides.twins[str(known[pk])] = str(known[other])
                        sides.twins[known[pk].hex] = known[other].hex
    for word in ("territoire", "serie"):
        own, other = (f"{word}-{one.territory.code}" for one in (sides.ours, sides.theirs))
        sides.words[own] = other
    sides.words |= sides.communes
    sides.twins |= sides.words
