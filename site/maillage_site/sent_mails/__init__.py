"""The demo has no mail server: what it sends is kept in files, and read on a page."""
