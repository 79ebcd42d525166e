"""The form of a portal's home: its words, and the facts that it proposes for the portal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from maillage.accounts.teams import is_national
from maillage.pages import MaillagePage
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.portals.pages.context import page_context
from maillage_site.portals.pages.forms import ReservedWordsForm

COLOURS = ("brand_strong", "brand_soft", "brand_on_strong")
CALLS = ("phone", "phone_hours")
FACTS = ("logo", *COLOURS, *CALLS)
NATIONAL_FIELDS = ("slug", "expire_at")


def _fact(name: str) -> forms.Field:
    return Portal._meta.get_field(name).formfield()


class HomeForm(ReservedWordsForm):
    """The home of a portal; its facts are proposed by the French one.

    Its slug is its portal's address, and its expiry would close it: both are the nation's.
    """

    logo = forms.ModelChoiceField(
        get_image_model().objects.all(),
        required=False,
        label=_("logo"),
        widget=AdminImageChooser,
    )
    brand_strong = _fact("brand_strong")
    brand_soft = _fact("brand_soft")
    brand_on_strong = _fact("brand_on_strong")
    phone = _fact("phone")
    phone_hours = _fact("phone_hours")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_source:
            portal = self.instance.proposed()
            self.initial |= {name: getattr(portal, name) for name in FACTS}
        else:
            for name in FACTS:
                self.fields.pop(name, None)
        if not (self.for_user and is_national(self.for_user)):
            self._keep_as_they_are()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and slug != self.instance.portal.slug and not self.instance.portal.national:
            self._check_translations(slug)
        return cleaned

    def _post_clean(self) -> None:
        if self.instance.is_source:
            told = (*COLOURS, *CALLS)
            found = {name: self.cleaned_data[name] for name in told if name in self.cleaned_data}
            if "logo" in self.cleaned_data:
                found["logo_id"] = getattr(self.cleaned_data["logo"], "pk", None)
            self.instance.propose(**found)
        super()._post_clean()

    def _keep_as_they_are(self) -> None:
        """As published, whatever revision is being edited."""
        stored = Page.objects.get(pk=self.instance.pk)
        for name in NATIONAL_FIELDS:
            if name in self.fields:
                self.fields[name].disabled = True
                self.initial[name] = getattr(stored, name)

    def _check_translations(self, slug: str) -> None:
        """The homes in other languages stand elsewhere in the tree, under the same slug."""
        for home in self.instance.portal.pages.exclude(language=None).exclude(pk=self.instance.pk):
            if home.get_siblings(inclusive=False).filter(slug=slug).exists():
                message = gettext("“%(slug)s” is the address of a page in another language.")
                self.add_error("slug", forms.ValidationError(message % {"slug": slug}))


def give_panels() -> None:
    """To the model, before any system check runs: it imports nothing from above."""
    PortalPage.reader_context = page_context
    PortalPage.base_form_class = HomeForm
    PortalPage.content_panels = [
        *MaillagePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    PortalPage.promote_panels = [
        *MaillagePage.promote_panels,
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldRowPanel([FieldPanel(name) for name in COLOURS]),
                FieldRowPanel([FieldPanel(name) for name in CALLS]),
            ],
            heading=_("Identity"),
            help_text=_("The same in every language; they hold once the page is published."),
        ),
    ]
