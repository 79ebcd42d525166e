"""An event as it is said to readers: its words, address, times, picture."""
