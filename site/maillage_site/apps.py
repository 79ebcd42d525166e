"""App registration."""

from maillage.plugin import ContributingConfig


class MaillageSiteConfig(ContributingConfig):
    name = "maillage_site"
    verbose_name = "Maillage"

    def ready(self) -> None:
        super().ready()
        # Imported here: they need every app's models.
        from wagtail.models import Site  # noqa: PLC0415

        from maillage.pages import root_paths  # noqa: PLC0415
        from maillage_site import checks  # noqa: F401, PLC0415 -- registers itself
        from maillage_site.files import watching as files  # noqa: PLC0415
        from maillage_site.files.exports import neutral_exports  # noqa: PLC0415
        from maillage_site.files.tags import narrow_tags  # noqa: PLC0415
        from maillage_site.formats.examples import give_examples  # noqa: PLC0415
        from maillage_site.formats.pickers import leave_what_is_typed  # noqa: PLC0415
        from maillage_site.privacy.acceptance import narrow_restrictions  # noqa: PLC0415
        from maillage_site.publishing.checked import check_publications  # noqa: PLC0415
        from maillage_site.publishing.copying import keep_languages_apart  # noqa: PLC0415
        from maillage_site.redirects.refusals import refuse_bad_rules  # noqa: PLC0415
        from maillage_site.redirects.rules import follow_renamed_portals  # noqa: PLC0415
        from maillage_site.reviews.reviewable import ask_once  # noqa: PLC0415
        from maillage_site.scheduling.shown_hours import (  # noqa: PLC0415
            show_on_the_portal_s_clock,
        )
        from maillage_site.translations import following  # noqa: PLC0415
        from maillage_site.translations.counting import count_what_is_to_write  # noqa: PLC0415
        from maillage_site.translations.labels import tell_texts_apart  # noqa: PLC0415
        from maillage_site.translations.unsaid import say_them  # noqa: PLC0415
        from maillage_site.unreadable.next_addresses import come_back_to_lists  # noqa: PLC0415
        from maillage_site.unreadable.reading import bound_what_is_read  # noqa: PLC0415

        # Its own is kept in the table of limits, and asked for each row of a list.
        Site.get_site_root_paths = staticmethod(root_paths)
        narrow_restrictions()
        refuse_bad_rules()
        follow_renamed_portals()
        check_publications()
        keep_languages_apart()
        count_what_is_to_write()
        say_them()
        tell_texts_apart()
        ask_once()
        following.watch()
        files.watch()
        narrow_tags()
        neutral_exports()
        leave_what_is_typed()
        give_examples()
        show_on_the_portal_s_clock()
        bound_what_is_read()
        come_back_to_lists()
