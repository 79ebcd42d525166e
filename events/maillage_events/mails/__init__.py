"""The mails of sign-ups."""
