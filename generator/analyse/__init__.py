"""Views of a corpus: pure functions that say what follows from it, and write nothing."""
