"""The names of the lists in `lexicon/`, and which of them hold no words that change what a sentence says."""

from __future__ import annotations

from typing import Final

NUMBERS, ABBREVIATIONS, CAPITALS, RELATIVE = "numbers", "abbreviations", "capitals", "relative"
CONTRAST, CLAUSE, SUBORDINATE = "contrast", "clause", "subordinate"
UNFINISHED, WHO, AUXILIARY, INFINITIVE, SCALES = "unfinished", "who", "auxiliary", "infinitive", "scales"
HALVES, NUMERO, VERBAL, OPENING = "halves", "numero", "verbal", "opening"
RANGES, CHANGING, SHARES, FRACTIONS = "ranges", "changing", "shares", "fractions"
MULTITUDES, ORDINALS, SUPERLATIVES = "multitudes", "ordinals", "superlatives"
EXCEPTIONS, UNEXCEPTED, DENYING = "exceptions", "unexcepted", "denying"
COMPLEMENTS, QUESTIONS, BEFORE_COMMA, STATED = "complements", "questions", "before_comma", "stated"
BEFORE_ORDINALS, APART, LETTERS = "before_ordinals", "apart", "letters"
SECONDS, WHATS, FORMAL, COMPARING, MERELY = "seconds", "whats", "formal", "comparing", "merely"
PREFIXES, ATTACHED, ALSO, ALIKE = "prefixes", "attached", "also", "alike"
HOMOGRAPHS, FORENAMES, NAMESAKES = "homographs", "forenames", "namesakes"
COORDINATING, CLOSERS, LIGHT, OBJECTS, NO_OBJECTS = "coordinating", "closers", "light", "objects", "no_objects"
BEFORE_DEEDS, DEEDS = "before_deeds", "deeds"
SAYINGS, SAYING, PASSIVE, GRANTS, REFUSING = "sayings", "saying", "passive", "grants", "refusing"
UNGRANTED, DATING = "ungranted", "dating"
BRINGING, LATE, ACCOUNTS, ASKING = "bringing", "late", "accounts", "asking"
CHARGES, BEFORE_NUMBERS = "charges", "before_numbers"
RECORDS, TELLING, FEIGNED = "records", "telling", "feigned"
POINTING, CONFIRMING, HAPPENING = "pointing", "confirming", "happening"
RULINGS, WHOLES, RATINGS, UNTRUTHS = "rulings", "wholes", "ratings", "untruths"
CONTRARY, PAST, PRESENT = "contrary", "past", "present"
NO_HITS: Final = frozenset(
    {
        NUMBERS,
        ABBREVIATIONS,
        CAPITALS,
        RELATIVE,
        UNFINISHED,
        WHO,
        AUXILIARY,
        INFINITIVE,
        SCALES,
        HALVES,
        NUMERO,
        VERBAL,
        OPENING,
        RANGES,
        CHANGING,
        SHARES,
        FRACTIONS,
        MULTITUDES,
        ORDINALS,
        SUPERLATIVES,
        EXCEPTIONS,
        UNEXCEPTED,
        DENYING,
        SECONDS,
        WHATS,
        FORMAL,
        COMPARING,
        MERELY,
        COMPLEMENTS,
        QUESTIONS,
        BEFORE_COMMA,
        BEFORE_ORDINALS,
        APART,
        LETTERS,
        STATED,
        PREFIXES,
        ATTACHED,
        ALSO,
        ALIKE,
        HOMOGRAPHS,
        FORENAMES,
        NAMESAKES,
        COORDINATING,
        CLOSERS,
        LIGHT,
        OBJECTS,
        NO_OBJECTS,
        BEFORE_DEEDS,
        DEEDS,
        SAYINGS,
        SAYING,
        PASSIVE,
        GRANTS,
        REFUSING,
        UNGRANTED,
        DATING,
        BRINGING,
        LATE,
        ACCOUNTS,
        CHARGES,
        BEFORE_NUMBERS,
        ASKING,
        POINTING,
        CONFIRMING,
        HAPPENING,
        RULINGS,
        WHOLES,
        RATINGS,
        UNTRUTHS,
        RECORDS,
        TELLING,
        FEIGNED,
    }
)
