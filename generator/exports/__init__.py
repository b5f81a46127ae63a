"""Files beside the pages, one format per module; none of them imports another."""
