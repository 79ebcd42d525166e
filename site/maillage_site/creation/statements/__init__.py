"""The accessibility statement of a portal, after the model of the RGAA, version 4.1."""
