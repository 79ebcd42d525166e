"""The forms of a portal's team: an address and a role, the roles of a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import PortalTeam, User
from maillage.ui.forms import LineField
from maillage_site.teams.members import known_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import QueryDict

Role = PortalTeam.Role
GIVEN_NAME_LONGEST = 50
# To a colleague who chooses; the person concerned reads ``WHAT_IT_IS`` in their email.
WHAT_THEY_DO = {
    Role.EDITOR: _("writes pages and announces events; a publisher puts them online"),
    Role.PUBLISHER: _("writes pages and events, and puts online what the team has written"),
    Role.COORDINATOR: _("keeps the places, events and communities of the territory"),
}


def _roles() -> Iterator[tuple[str, str]]:
    for role in Role:
        yield role.value, f"{str(role.label).capitalize()} – {WHAT_THEY_DO[role]}."


class InvitationForm(forms.Form):
    """Who is invited, and to do what."""

    email = forms.CharField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=_roles,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def clean_email(self) -> str:
        return known_address(self.cleaned_data["email"])


class NamesForm(forms.Form):
    """Who joins a team: their colleagues know them by their names, not by an address.

    An account has one name, both together: those of somebody who has one are proposed.
    """

    given_name = LineField(
        label=_("Your first name"),
        max_length=GIVEN_NAME_LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first name.")},
    )
    family_name = LineField(
        label=_("Your last name"),
        max_length=User._meta.get_field("name").max_length - GIVEN_NAME_LONGEST - 1,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": _("Write your last name.")},
    )

    def __init__(self, data: QueryDict | None, *, known: User) -> None:
        given, _space, family = known.name.partition(" ")
        super().__init__(data, initial={"given_name": given, "family_name": family})

    @property
    def name(self) -> str:
        return f"{self.cleaned_data['given_name']} {self.cleaned_data['family_name']}"


class RolesForm(forms.Form):
    """What a colleague does: one role at least, since leaving the team has a page of its own."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=_roles,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick a role at least. To take them all, remove from the team, below.")
        },
    )

    @property
    def chosen(self) -> frozenset[Role]:
        return frozenset(Role(role) for role in self.cleaned_data["roles"])


class LeavingForm(forms.Form):
    """Who takes over: one of the colleagues who stay, whose identifiers are the only ones read."""

    to = forms.ChoiceField(
        label=_("Who takes over"),
        error_messages={"required": _("Choose who takes over.")},
    )

    def __init__(self, *args: object, staying: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.staying = {str(one.uuid): one for one in staying}
        names = [(uuid, str(one)) for uuid, one in self.staying.items()]
        self.fields["to"].choices = [("", _("Choose")), *names]

    @property
    def taker(self) -> User:
        return self.staying[self.cleaned_data["to"]]
