"""What every test may ask for; each module of `tests/fixtures` says what it offers."""

pytest_plugins = [
    "tests.fixtures.groups",
    "tests.fixtures.report",
    "tests.fixtures.database",
    "tests.fixtures.repeated",
    "tests.fixtures.examples",
    "tests.fixtures.services",
    "tests.fixtures.mail",
    "tests.fixtures.browser",
    "tests.fixtures.demo",
    "tests.fixtures.journeys",
]
