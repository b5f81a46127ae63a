"""What people write: entities, sources, claims and the vocabulary, as frozen records, and their file format."""

from .claim import (
    Ambiguity,
    Assessment,
    Attribution,
    Citation,
    Claim,
    Grade,
    Likelihood,
    Link,
    Mode,
    Relation,
    Retraction,
    Seen,
    Translation,
    Value,
)
from .entity import Entity, Location, Name, Publisher
from .mending import Mended, mend
from .options import EntityType, Language, Options
from .record import NOT_ALL, UNSET, Edtf, Record, Retirement, Row, UnsetType, json_of, packed, unpacked, unpacker
from .shape import Fault, Path, shape
from .sharing import share_texts
from .source import Archived, Caveat, Derivation, Ignored, Snapshot, Source, SourceType
from .vocabulary import CaveatKind, Identifier, Kind, Predicate, Vocabulary

__all__ = [
    "NOT_ALL", "UNSET",
    "Ambiguity", "Archived", "Assessment", "Attribution", "Caveat", "CaveatKind", "Citation", "Claim",
    "Derivation", "Edtf", "Entity", "EntityType", "Fault", "Grade", "Identifier", "Ignored", "Kind", "Language",
    "Likelihood", "Link", "Location", "Mended", "Mode", "Name", "Options", "Path", "Predicate", "Publisher", "Record",
    "Relation", "Retirement", "Retraction", "Row", "Seen", "Snapshot", "Source", "SourceType", "Translation",
    "UnsetType", "Value", "Vocabulary", "json_of", "mend", "packed", "shape", "share_texts", "unpacked", "unpacker",
]  # fmt: skip
