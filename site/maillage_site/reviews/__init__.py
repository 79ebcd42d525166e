"""Pages that wait for somebody who publishes: who is told what, and reminded when."""
