"""Writing to a portal's team from one of its pages: kept, emailed to it, erased after a year."""
