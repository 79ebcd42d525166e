"""The agenda as readers meet it: lists, months and weeks, frames, an event's page."""
