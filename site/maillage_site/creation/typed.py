"""What somebody typed about a portal, in a form or in a line of a file, understood or refused."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from maillage.accounts.models import PortalTeam
from maillage.ui.theme import HEX, LIGHT_INK, NATIONAL, Brand, contrast, mix, weaknesses
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted
from maillage_site.creation.territory_names import told
from maillage_site.creation.tree import new_facts
from maillage_site.portals.addresses.words import reserved_words
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.teams.members import known_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.core.files.uploadedfile import UploadedFile

    from maillage.territories.models import Territory
    from maillage_site.creation.territory_names import TerritoryNames

T = TypeVar("T")

TEAMS = {
    "editors": PortalTeam.Role.EDITOR,
    "publishers": PortalTeam.Role.PUBLISHER,
    "coordinators": PortalTeam.Role.COORDINATOR,
}
COLOURS = ("strong", "soft", "on_strong")
TEXTS = ("title", "summary", "publisher", "director", "hosting")
FIELDS = ("territory", "slug", *TEXTS, "contact", *COLOURS, *TEAMS)
SEPARATORS = re.compile(r"[\s,;]+")
SHORT_HEX = re.compile(r"#?([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])")
# Where errors of the row and of its brand are told.
FIELD_OF = {"brand_strong": "strong", "brand_soft": "soft", "brand_on_strong": "on_strong"}
STEPS = 20


def understood(
    typed: Mapping[str, str], names: TerritoryNames, logo: UploadedFile | None = None
) -> Wanted:
    """The portal that these texts ask for, by name in ``FIELDS``; what is not there is empty.

    Raises ValidationError with every mistake, by field, each saying what to write instead.
    """
    values = {name: typed.get(name, "").strip() for name in FIELDS}
    reading = _Reading()
    territory = reading.of("territory", lambda: one_territory(values["territory"], names))
    brand = reading.of("strong", lambda: read_brand(*(values[name] for name in COLOURS)))
    slug = reading.of("slug", lambda: _slug(values["slug"]))
    contact = reading.of("contact", lambda: values["contact"] and known_address(values["contact"]))
    team = tuple(
        (role, address)
        for name, role in TEAMS.items()
        for address in reading.of(name, lambda name=name: addresses(values[name])) or ()
    )
    for name in TEXTS:
        reading.of(name, lambda name=name: _fits(name, values[name]))
    identity = Identity()
    if brand:
        identity = Identity(
            name=values["title"],
            slug=slug or "",
            brand=brand,
            contact=contact or "",
            **{name: values[name] for name in TEXTS if name != "title"},
        )
        # A portal that is there keeps its address and colours, whatever is typed.
        if territory is None or not Portal.objects.filter(territory=territory).exists():
            reading.check_facts(territory, identity)
    reading.end()
    return Wanted(territory, identity, team, logo)


def one_territory(text: str, names: TerritoryNames) -> Territory:
    """The only one that the text may mean. Raises ValidationError with what to write."""
    if not text:
        raise ValidationError(_("Write the territory's name or official code."))
    found = names.named(text)
    if len(found) == 1:
        return found[0]
    if found:
        message = _("“%(text)s” names several territories. Write the code of one: %(codes)s.")
        raise Homonyms(message % {"text": text, "codes": _listed(found)}, found)
    near = names.near(text)
    if near:
        message = _("No territory is called “%(text)s”. Did you mean: %(codes)s?")
        raise Homonyms(message % {"text": text, "codes": _listed(near)}, near)
    message = _(
        "No territory is called “%(text)s”. Write the name of a région, a département, an EPCI or "
        "an overseas collectivity, or its official code: dep:71."
    )
    raise ValidationError(message % {"text": text})


class Homonyms(ValidationError):
    """Several territories that a text may mean, to be chosen from."""

    def __init__(self, message: str, territories: list[Territory]) -> None:
        super().__init__(message, code="homonyms")
        self.territories = territories


def read_brand(strong: str, soft: str, on_strong: str) -> Brand:
    """The nation's colours when there are none; those that are left out follow from the strong one.

    Raises ValidationError for what is no colour; contrast is the row's to judge.
    """
    if not strong:
        if soft or on_strong:
            raise ValidationError(_("Write the strong colour too: #0b5563."))
        return NATIONAL
    strong = colour(strong)
    return Brand(
        strong=strong,
        soft=colour(soft) if soft else soft_for(strong),
        on_strong=colour(on_strong) if on_strong else _on(strong),
    )


def colour(text: str) -> str:
    """``#0b5563``, from that, ``0B5563`` or ``#abc``."""
    if short := SHORT_HEX.fullmatch(text):
        text = "".join(2 * digit for digit in short.groups())
    found = f"#{text.removeprefix('#')}".lower()
    if not HEX.fullmatch(found):
        message = _("“%(colour)s” is no colour: write it as # and six digits, #0b5563.")
        raise ValidationError(message % {"colour": text})
    return found


def soft_for(strong: str) -> str:
    """A light shade of it, that it can be read on."""
    shades = (mix(strong, "#ffffff", 0.85 + step / 100) for step in range(15))
    return next(
        (one for one in shades if contrast(strong, one) >= 4.5), mix(strong, "#ffffff", 0.9)
    )


def darker(brand: Brand) -> Brand | None:
    """The nearest shade of a brand that everybody can read; None when there is none."""
    for step in range(1, STEPS):
        strong = mix(brand.strong, "#000000", step / STEPS)
        shade = Brand(strong, soft_for(strong), _on(strong))
        if not weaknesses(shade):
            return shade
    return None


def addresses(text: str) -> list[str]:
    """Email addresses between spaces, commas or semicolons, once each. Raises ValidationError."""
    found, wrong = [], []
    for word in filter(None, SEPARATORS.split(text)):
        try:
            found.append(known_address(word.strip("<>")))
        except ValidationError as error:
            wrong += error.messages
    if wrong:
        raise ValidationError(wrong)
    return list(dict.fromkeys(found))


class _Reading:
    """Mistakes by field, gathered while values are read."""

    def __init__(self) -> None:
        self.mistakes: dict[str, list[ValidationError]] = defaultdict(list)

    def of(self, field: str, read: Callable[[], T]) -> T | None:
        """What is read; None when it is a mistake."""
        try:
            return read()
        except ValidationError as error:
            self.mistakes[field].append(error)
            return None

    def check_facts(self, territory: Territory | None, identity: Identity) -> None:
        """Without a territory, what was typed of the address and the colours all the same."""
        facts = new_facts(territory, identity)
        if territory is None:
            facts.slug = identity.slug
        try:
            facts.full_clean() if territory else facts.clean()
        except ValidationError as error:
            for name, errors in error.error_dict.items():
                self.mistakes[FIELD_OF.get(name, name)] += errors
        if weaknesses(identity.brand) and (shade := darker(identity.brand)):
            message = _("Write for example %(strong)s, with the two others left empty.")
            self.mistakes["strong"].append(ValidationError(message % {"strong": shade.strong}))
        if facts.slug in reserved_words() or _is_a_page(facts.slug):
            message = _("“%(slug)s” is an address of the site: choose another one.")
            self.mistakes["slug"].append(ValidationError(message % {"slug": facts.slug}))

    def end(self) -> None:
        if self.mistakes:
            raise ValidationError(dict(self.mistakes))


def _slug(text: str) -> str:
    """Raises ValidationError with the nearest address that may be written."""
    wanted = slugify(text)
    if text != wanted:
        message = _("An address has small letters without accents, digits and hyphens: %(slug)s.")
        raise ValidationError(message % {"slug": wanted or "saone-et-loire"})
    return text


def _is_a_page(slug: str) -> bool:
    """Whether a page of the national portal stands there."""
    home = PortalPage.objects.filter(portal__national=True, language__language_code="fr").first()
    return home is not None and home.get_children().filter(slug=slug).exists()


def _fits(name: str, text: str) -> None:
    model = {"title": Page, "summary": PortalPage}.get(name)
    longest = model._meta.get_field(name).max_length if model else 200
    if len(text) > longest:
        message = _("This text is too long: %(longest)s characters at most.")
        raise ValidationError(message % {"longest": longest})


def _on(strong: str) -> str:
    return "#ffffff" if contrast("#ffffff", strong) >= contrast(LIGHT_INK, strong) else LIGHT_INK


def _listed(territories: list[Territory]) -> str:
    return ", ".join(told(one) for one in territories)
