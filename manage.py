#!/usr/bin/env python
"""Django's command line for this workspace; ``DJANGO_SETTINGS_MODULE`` chooses the settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_site.settings.development")
    execute_from_command_line(sys.argv)
