"""Words that a model of page leaves for its team to write: readers never see them by accident."""
