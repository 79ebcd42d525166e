"""What ``manage.py demo`` loads: portals, pages, accounts, then each plugin's content."""
