"""The French analysis chain: pure modules, no Django, no database."""
