"""Events of a cycle, put together by an editor."""
