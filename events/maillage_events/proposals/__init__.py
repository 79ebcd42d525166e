"""Events that members and structures propose."""
