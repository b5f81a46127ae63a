"""Files beside the pages, one format per module."""
