"""The admin's date picker in a real browser: what is typed stays, what is chosen is day first."""

import pytest

from tests.events.factories import event_page
from tests.site.factories import UserFactory, territory_portal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_picker_keeps_what_is_typed_and_writes_day_first(visit_as):
    event = event_page(territory_portal())
    address = f"/gestion/pages/{event.pk}/edit/"
    page = visit_as(UserFactory(is_superuser=True), address, width=1280)
    day = page.locator("#id_start_date")
    kept = [day.input_value()]
    for text in ("pas une date", "2026-12-05", "05/12/2026"):
        day.fill(text)
        day.press("Tab")
        kept.append(day.input_value())
    day.click()
    page.locator(".xdsoft_datetimepicker:visible td[data-date='6'][data-month='11']").click()
    assert [*kept, day.input_value()] == [
        *("08/12/2026", "pas une date", "2026-12-05", "05/12/2026", "06/12/2026")
    ]


@pytest.mark.parametrize("width", [800, 1280])
@pytest.mark.parametrize("name", ["start_date", "registration_closes_at"])
def test_a_calendar_opens_beside_its_field_and_leaves_the_next_ones_to_be_read(
    visit_as, width, name
):
    event = event_page(territory_portal())
    address = f"/gestion/pages/{event.pk}/edit/"
    page = visit_as(UserFactory(is_superuser=True), address, width=width)
    field = page.locator(f"#id_{name}")
    field.click()
    opened = page.locator(".xdsoft_datetimepicker:visible").bounding_box()
    box = field.bounding_box()
    assert opened["x"] >= box["x"] + box["width"]
    assert opened["x"] + opened["width"] <= width
