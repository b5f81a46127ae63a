"""YAML text → plain text values, and where each key and value stands.

The one part that reads YAML as data: `derived` works on the engine's own nodes. Every scalar stays the text
that was typed (`no`, `12:30`, `0123`, `2017-03`); only the plain word `null` means something: "looked for, not
given". Whatever would let YAML change, hide or multiply what a person wrote is refused, with the place and with
what to write instead. It refuses to know what the fields mean: that is the model's business.

`characters` makes text of bytes, `plain` makes values of plain text and `reading` of any, `syntax` explains where the
parser gives up, `curly` which quotes are none, `cut` which comments and `spaces` which spaces, `merge` joins what is
taken over from elsewhere, `document` finds places again, `editing` sets fields in a file and leaves all else as it is,
`values` tells what other programs cannot read.
"""

from .characters import forbidden_in
from .document import Document, Path, Value
from .editing import CannotEditError, lines_of, with_fields
from .reading import TWO_WAYS, Limits, read, read_config
from .syntax import unmerged_in
from .values import no_value_in

__all__ = [
    "TWO_WAYS",
    "CannotEditError",
    "Document",
    "Limits",
    "Path",
    "Value",
    "forbidden_in",
    "lines_of",
    "no_value_in",
    "read",
    "read_config",
    "unmerged_in",
    "with_fields",
]
