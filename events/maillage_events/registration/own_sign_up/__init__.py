"""What people do with their own sign-up."""
