"""What makes a document come first, whatever engine found it: factors of its full-text score."""

from __future__ import annotations

# What the thesaurus adds weighs less than what the reader typed, and than the name in use.
SYNONYM = 0.5
# Of a title that holds all the words.
TITLE = 1.0
# Sessions come before all names, for who asks for one.
SESSION = 3
# What stands at an address, for who names no town; what stands nowhere, for who names one.
SOMEWHERE, NOWHERE = 0.7, 0.3
# What takes place once, for who asks for no session and names no day.
ONCE = 0.7
# What stands nowhere, of the territories that hold the town that is named.
LOCAL = 2.0
# Of the best score, what standing in the town that is named is worth.
CLOSE = 2.0
