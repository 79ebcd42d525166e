"""Counters are about no person."""

from maillage.personal_data import AppData, NotPersonal, Rows

personal_data = AppData(
    rows=(Rows("maillage_generations.Generation", (NotPersonal("name number"),)),)
)
