"""Book-exchange boxes: where to take a book, where to leave one."""
