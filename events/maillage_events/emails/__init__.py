"""Emails about sign-ups: which kinds there are, what each says, when it leaves."""
