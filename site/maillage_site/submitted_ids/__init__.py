"""Where ids typed in forms of the admin are checked (``maillage.submitted_ids``, ADR 0031)."""
