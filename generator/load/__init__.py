"""`data/` and `mkdocs.yml` to a Corpus, and to every problem on the way.

It knows which file holds what, and that ids are unique over the site. It judges no record's content beyond
its shape: that is for `rules`. It never raises for what a person wrote. An overlay is a second folder laid out as
`data/` is: a field in it stands in the place of the record's own, and a record that `data/` lacks is one more.

    site         the steps, in order            finding   which files there are, and of what sort
    reading      what was gathered so far       many      all of them: kept, or shared out
    overlay      what is laid over `data/`      files     one of them: its records and their shape
    vocabulary   the site's own words           locator   where a value stands in its file
                                                spots     where values stood when it was last asked
"""

from .finding import DATA, SUFFIXES, TEMPLATES, places_of_templates
from .locator import Locator
from .site import CONFIG, config_of, document_of_settings, files_of_settings, load, load_settings, read_inheriting
from .spots import Spots

__all__ = ["CONFIG", "DATA", "SUFFIXES", "TEMPLATES", "Locator", "Spots", "config_of", "document_of_settings",
    "files_of_settings", "load", "load_settings", "places_of_templates", "read_inheriting"]  # fmt: skip
