"""Once a year, whoever has a role is asked whether they still work there."""
