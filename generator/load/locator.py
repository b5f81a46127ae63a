"""Finds a record's value in its file again, to say where something is wrong."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from .. import keeping, yamlfile
from ..corpus import Corpus, Home
from ..problems import Spot
from ..yamlfile import Limits
from .finding import DATA, VOCABULARY
from .spots import Spots


class Locator:
    """Finds the line and column of a path in a record, by reading its file once more, unless the spots are known."""

    def __init__(self, root: Path, corpus: Corpus, spots: Spots | None = None) -> None:
        """Remember the site's folder, where its records stand, and what is known."""
        self.corpus = corpus
        self.spots = spots or Spots()
        limits = Limits(max_bytes=corpus.settings.options.max_file_bytes)
        self._content = cache(lambda file: keeping.digest((root / file).read_bytes()))
        self._read = lru_cache(maxsize=64)(lambda file: yamlfile.read(file, (root / file).read_bytes(), limits)[0])

    def __call__(self, id: str, path: yamlfile.Path = (), *, key: bool = False) -> Spot:
        """Return the spot of a value (or of its key) in the record, or of the nearest thing around it.

        The vocabulary, which has no id, goes by the path of its file.
        """
        home = Home(id, ()) if id == f"{DATA}/{VOCABULARY}" else self.corpus.homes.get(id)
        if home is None:
            return Spot(id)
        home = home.of(path)
        return self.in_file(home.file, (*home.path, *path), key=key)

    def in_file(self, file: str, path: yamlfile.Path, *, key: bool = False) -> Spot:
        """Return the spot of a path in a data file."""

        def look() -> Spot:
            document = self._read(file)
            return document.spot(path, key=key) if document else Spot(file)

        return self.spots.of(file, self._content(file), path, key=key, look=look)
