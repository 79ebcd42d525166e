"""Boxes are about no person."""

from maillage.personal_data import AppData, NotPersonal, Rows

BOXES = Rows(
    "maillage_bookboxes.BookBox", (NotPersonal("id uuid name commune latitude longitude"),)
)

personal_data = AppData(rows=(BOXES,))
