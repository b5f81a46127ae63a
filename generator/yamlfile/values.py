"""Values as other programs make them of YAML: numbers, days and what tags say, where this program reads texts."""

from __future__ import annotations

import yaml

from ..problems import Spot


def no_value_in(file: str, text: str) -> Spot | None:
    """Return where a mapping that can be parsed holds what is no value all the same: a day that there is not, say."""
    loader = yaml.SafeLoader(text)
    root = loader.get_single_node()
    if root is None:
        return None
    for node in (*(value for _, value in root.value), root):
        try:
            loader.construct_document(node)
        except (yaml.YAMLError, ValueError, TypeError, KeyError, OverflowError):
            return Spot(file, node.start_mark.line + 1, node.start_mark.column + 1)
    return None
