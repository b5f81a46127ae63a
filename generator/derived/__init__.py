"""The configuration with which the engine builds its part of the site, derived from the site's own `mkdocs.yml`.

It has no hook but one of this program, so nothing calls itself; no plugin but the search; and a page wherever the
navigation names a folder that this program fills. It is made on YAML's nodes, not on values, because the file is the
engine's: tags such as `!ENV` and `!!python/name:…` must reach it as they were typed. Inherited files are merged here,
because the engines merge lists in different ways.

    deriving    what is changed, and what is refused
    navigation  sections in the navigation, and entries that lead nowhere
    published   folders that share files with what must never be published
    kinds       types of entities: their sections, their icons
    named       files and folders that values name
    nodes       a file of settings as a tree of nodes, and how one is changed
"""

from .deriving import PAGES_WITH_INSTANT_NAVIGATION, Derived, Edition, derive_config
from .kinds import theme_of
from .named import HOOK

__all__ = ["HOOK", "PAGES_WITH_INSTANT_NAVIGATION", "Derived", "Edition", "derive_config", "theme_of"]
