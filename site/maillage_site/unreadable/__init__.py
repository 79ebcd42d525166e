"""What no browser sends: a form without its parts, a number that no database holds."""
