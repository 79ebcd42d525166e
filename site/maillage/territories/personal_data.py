"""Territories are about no person."""

from maillage.personal_data import AppData, NotPersonal, Rows

personal_data = AppData(
    rows=(
        Rows(
            "maillage_territories.Commune",
            (
                NotPersonal(
                    "code name name_key kind parent departement_code region_code epci_code "
                    "population density latitude longitude time_zone seat"
                ),
            ),
        ),
        Rows("maillage_territories.OtherName", (NotPersonal("id commune name key nature"),)),
        Rows("maillage_territories.PostalCode", (NotPersonal("id commune code"),)),
        Rows(
            "maillage_territories.Territory_ancestors",
            (NotPersonal("id from_territory to_territory"),),
        ),
        Rows("maillage_territories.Territory_communes", (NotPersonal("id territory commune"),)),
        Rows(
            "maillage_territories.Territory",
            (
                NotPersonal(
                    "id uuid kind code name slug time_zone phone_prefix population "
                    "west south east north"
                ),
            ),
        ),
    ),
)
