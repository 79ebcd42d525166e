"""The wizard's form: one page, in sections, judged as a line of a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField

from maillage.accounts.models import PortalTeam
from maillage.ui.theme import NATIONAL, readings
from maillage_site.creation.territory_names import TerritoryNames, told
from maillage_site.creation.typed import COLOURS, FIELDS, Homonyms, read_brand, understood
from maillage_site.files.forms import refusing_rubbish
from maillage_site.portals.models import Portal
from maillage_site.portals.models.colours import told_contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import BoundField

    from maillage_site.creation.opening import Wanted

ROLE = PortalTeam.Role
SAMPLE = (
    '<svg width="64" height="32" aria-hidden="true"><rect width="64" height="32" fill="{}"/>'
    '<text x="32" y="22" text-anchor="middle" fill="{}" font-size="16">Aa</text></svg>'
)
ADDRESSES = _("Email addresses, separated by commas or spaces.")


def _line(label: object, help_text: object = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=required, strip=True)


def _team(role: PortalTeam.Role) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=role.label.capitalize(), help_text=ADDRESSES, required=False, widget=widget
    )


class PortalForm(forms.Form):
    """What a new portal is told from others by. ``wanted`` is what it asks for, once valid.

    A territory whose name is another's too is chosen among ``homonyms``, all of which it may mean.
    """

    territory = _line(
        _("Territory"),
        _("Its name or its official code: Saône-et-Loire, 71, dep:971, 244500468."),
    )
    title = _line(_("Name of the portal"), _("Empty: the territory's name."))
    slug = _line(
        _("Address"), _("What follows the address of the site; once online, the portal's to stay.")
    )
    summary = _line(_("Summary"), _("One sentence, under the name on the home page."))
    strong = _line(_("Strong colour"), _("# and six digits. Empty: the nation's colours."))
    soft = _line(_("Soft colour"), _("Empty: a light shade of the strong one."))
    on_strong = _line(_("Colour of text on the strong one"), _("Empty: white or black."))
    logo = WagtailImageField(label=_("Logo"), required=False)
    publisher = _line(_("Publisher"), _("The body that answers for the portal."))
    director = _line(_("Person in charge of publication"), _("First and last names."))
    hosting = _line(_("Host"), _("Name, address and phone number."))
    contact = _line(_("Email address to write to"))
    editors = _team(ROLE.EDITOR)
    publishers = _team(ROLE.PUBLISHER)
    coordinators = _team(ROLE.COORDINATOR)
    # Which homonym was ticked, and the text that it was proposed for.
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    sections = (
        (_("The territory"), ("territory", "title", "slug", "summary")),
        (_("Colours and logo"), (*COLOURS, "logo")),
        (_("Who publishes it"), ("publisher", "director", "hosting", "contact")),
        (_("The team"), ("editors", "publishers", "coordinators")),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.homonyms: list[tuple[str, str]] = []
        self.wanted: Wanted | None = None
        logo = self.fields["logo"]
        logo.to_python = refusing_rubbish(logo.to_python)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        typed = {name: str(cleaned.get(name) or "") for name in FIELDS}
        ticked = cleaned.get("chosen")
        if ticked and cleaned.get("asked") == typed["territory"]:
            typed["territory"] = str(ticked)
        try:
            wanted = understood(typed, TerritoryNames(), cleaned.get("logo"))
        except ValidationError as error:
            self._tell(error)
            return cleaned
        if (there := Portal.objects.filter(territory=wanted.territory).first()) is not None:
            message = gettext("%(territory)s has a portal already, at the address %(slug)s.")
            said = message % {"territory": told(wanted.territory), "slug": there.slug}
            self.add_error("territory", said)
        self.wanted = wanted
        return cleaned

    def _tell(self, error: ValidationError) -> None:
        for name, errors in error.error_dict.items():
            for one in errors:
                self.add_error(name if name in self.fields else None, one)
                if isinstance(one, Homonyms):
                    self.homonyms = [(each.code_path, told(each)) for each in one.territories]

    def in_sections(self) -> Iterator[tuple[object, list[BoundField]]]:
        for title, names in self.sections:
            yield title, [self[name] for name in names]

    def contrasts(self) -> list[Reading]:
        """How well each pair of the colours typed is read; nothing for what is no colour."""
        try:
            brand = read_brand(*(str(self.data.get(name, "")).strip() for name in COLOURS))
        except ValidationError:
            return []
        return [Reading(*found) for found in readings(brand if self.is_bound else NATIONAL)]


class Reading:
    """A text on its background, drawn without a style: the admin's policy allows none."""

    def __init__(self, text: str, background: str, ratio: float, needed: float) -> None:
        self.text, self.background = text, background
        self.ratio, self.needed = told_contrast(ratio), told_contrast(needed)
        self.enough = ratio >= needed

    @property
    def sample(self) -> str:
        return format_html(SAMPLE, self.background, self.text)
