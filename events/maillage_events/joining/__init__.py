"""The door of a video conference."""
