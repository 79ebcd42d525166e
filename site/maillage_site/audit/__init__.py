"""The journal of sensitive actions, as a portal's publishers and the nation read it."""
