"""What holds for quotes of all texts, not only for those that somebody thought of."""

from __future__ import annotations

import string
from typing import get_args

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.quotes import Copy, check, find_elsewhere, selector, text_fragment
from generator.quotes.elision import MAX_GAP_WORDS
from generator.quotes.folding import fold, folded
from generator.quotes.lexicon import GroupKind, lexicon, listed
from generator.quotes.phrases import ENDS
from generator.quotes.words import WORD, is_boundary

# Words that are on no list, none within another: what is left out or put in can stand nowhere by accident.
PLAIN = [f"{first}{vowel}{second}ek" for first in "bdfgklmr" for vowel in "aou" for second in ("lt", "sk", "nd")]
FOREIGN = st.sampled_from(["zzyx", "ouvrage", "بيت", "Ωmega", "42"])
ODD = "  \n\n\t\u00a0\u00ad\u200f\u200b.,…!?;:-–—'’“”«»()[]ée\u0301ﬁﻻ½²\u064b\u0640\u0670اأىيه٢7²"

quick = settings(max_examples=100, deadline=None)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """Sentences of words of which each stands once, and the text that they make."""
    found = draw(st.permutations(PLAIN))
    ends = sorted(draw(st.lists(st.integers(5, 60), min_size=2, max_size=5, unique=True)))
    parts = [found[start:end] for start, end in zip([0, *ends], ends, strict=False) if end - start > 3]
    return parts, " ".join(" ".join(part).capitalize() + draw(st.sampled_from([".", "!"])) for part in parts)


@quick
@given(texts(), st.data())
def test_what_stands_there_is_found(made: tuple[list[list[str]], str], data: st.DataObject) -> None:
    """Any run of whole words of a sentence without words of the lists is a verbatim quote, at its place."""
    _, text = made
    spans = [match.span() for match in WORD.finditer(text)]
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, min(first + 12, len(spans) - 1)))
    start, end = spans[first][0], spans[last][1]
    verdict = check(text[start:end], Copy(text))
    assert (verdict.kind, verdict.start, verdict.end) == ("verbatim", start, end)


@quick
@given(texts(), st.data())
def test_a_dropped_word_is_noticed(made: tuple[list[list[str]], str], data: st.DataObject) -> None:
    """A quote that leaves out an inner word without a mark does not hold."""
    parts, text = made
    part = data.draw(st.sampled_from(parts))
    at = data.draw(st.integers(1, len(part) - 2))
    words = [part[0].capitalize(), *part[1:]]
    verdict = check(" ".join([*words[:at], *words[at + 1 :]]), Copy(text))
    assert not verdict.holds
    assert verdict.severity == "error"
    assert verdict.detail


@quick
@given(texts(), FOREIGN, st.data())
def test_a_replaced_word_is_noticed(made: tuple[list[list[str]], str], word: str, data: st.DataObject) -> None:
    """A quote in which one word is replaced by one that the source does not have does not hold."""
    parts, text = made
    part = data.draw(st.sampled_from(parts))
    at = data.draw(st.integers(0, len(part) - 1))
    words = [part[0].capitalize(), *part[1:]]
    words[at] = word
    assert not check(" ".join(words), Copy(text)).holds


@quick
@given(texts(), st.data())
def test_a_marked_gap_without_weight_is_allowed(made: tuple[list[list[str]], str], data: st.DataObject) -> None:
    """The same quote with an ellipsis in place of the word holds, and its pieces are the words that were quoted."""
    parts, text = made
    part = data.draw(st.sampled_from(parts))
    at = data.draw(st.integers(1, len(part) - 2))
    words = [part[0].capitalize(), *part[1:]]
    before, after = " ".join(words[:at]), " ".join(words[at + 1 :])
    verdict = check(f"{before} … {after}", Copy(text))
    assert verdict.kind == "elided"
    assert [text[start:end] for start, end in verdict.pieces] == [before, after]


@quick
@given(texts(), st.sampled_from(["not", "never", "allegedly", "denied", "if", "said", "pas", "لم"]), st.data())
def test_a_gap_never_removes_a_word_of_weight(
    made: tuple[list[list[str]], str], heavy: str, data: st.DataObject
) -> None:
    """Whatever stands around it: a word of the lists that only the gap removed is named."""
    parts, _ = made
    words = data.draw(st.sampled_from(parts))
    at = data.draw(st.integers(1, len(words) - 1))
    copy = Copy(" ".join([*words[:at], heavy, *words[at:]]) + ".")
    verdict = check(f"{' '.join(words[:at])} … {' '.join(words[at:])}", copy)
    assert verdict.kind == "swallowed"
    assert heavy in verdict.words


@quick
@given(texts(), st.data())
def test_a_gap_into_another_sentence_leads_to_where_it_begins(
    made: tuple[list[list[str]], str], data: st.DataObject
) -> None:
    """Whatever sentences a quote joins: the second is quoted from its beginning, or what is left out of it is named."""
    parts, _ = made
    first, second = parts[0], (parts[1:] or [[*"bcdfg"]])[0]
    text = f"{' '.join(first)}. {' '.join(second).capitalize()}."
    to, from_ = data.draw(st.integers(1, len(first) - 1)), data.draw(st.integers(0, len(second) - 1))
    behind = text[:-1].split()[len(first) + from_ :]
    verdict = check(f"{' '.join(first[:to])} … {' '.join(behind)}", Copy(text))
    if len(first) - to + from_ > MAX_GAP_WORDS:
        assert verdict.kind == "swallowed"
    elif from_:
        assert (verdict.kind, verdict.words) == ("swallowed", (" ".join(second[:from_]).capitalize(),))
    else:
        assert verdict.kind == "elided"


@quick
@given(st.text(alphabet=ODD + string.ascii_letters, max_size=60))
@example("²\u064b7")
def test_every_hit_leads_back_to_words_that_fold_alike(text: str) -> None:
    """A span of the folded text between word boundaries comes from a span of the original that folds to it."""
    folding = fold(text)
    edges = [match.span() for match in WORD.finditer(folding.text)]
    for first, (start, _) in enumerate(edges):
        for _, end in edges[first : first + 5]:
            if not (folding.whole(start, end) and is_boundary(folding.text, start) and is_boundary(folding.text, end)):
                continue
            from_, to = folding.origin(start, end)
            assert 0 <= from_ < to <= len(text)
            assert folded(text[from_:to]) == folding.text[start:end]


@quick
@given(st.text(max_size=80), st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90))))
def test_any_quote_gets_a_verdict(text: str, quote: str, ignored: list[tuple[int, int]]) -> None:
    """No text and no quote makes the check fail, and a place that it names lies in the text."""
    copy = Copy(text, ignored)
    verdict = check(quote, copy, others={"itself": Copy(text)})
    assert verdict.detail
    assert verdict.holds == (verdict.severity is None)
    if verdict.start is not None and verdict.end is not None:
        assert 0 <= verdict.start < verdict.end <= len(text)
        assert text_fragment(selector(copy, verdict.start, verdict.end)).isascii()


@quick
@given(st.text(alphabet=ODD + "not ", min_size=1, max_size=60), st.data())
def test_a_text_quotes_itself(text: str, data: st.DataObject) -> None:
    """A whole text, if it has a word, stands in itself, letter for letter."""
    copy = Copy(text)
    if WORD.search(folded(text)):
        verdict = check(text, copy)
        assert verdict.form in {"verbatim", "folded"} or verdict.kind in {"verbatim", "folded"}


@quick
@given(st.lists(texts(), min_size=2, max_size=4), st.data())
def test_looking_for_many_at_once_finds_the_same(made: list[tuple[list[list[str]], str]], data: st.DataObject) -> None:
    """Searching all copies for many quotes together agrees with asking for each."""
    copies = {str(number): Copy(text) for number, (_, text) in enumerate(made)}
    quotes = [" ".join(data.draw(st.sampled_from(parts))[1:4]) for parts, _ in made] + ["zzyx … ouvrage", "…", ""]
    found = find_elsewhere(quotes, copies.items())
    for quote in quotes:
        verdict = check(quote, Copy(""), others=copies)
        assert verdict.elsewhere == (found[quote] or [""])[0]


def test_the_plain_words_are_plain() -> None:
    """The words that the properties are made of are on no list."""
    assert lexicon().hits(" ".join(PLAIN)) == []


def test_a_text_that_may_hold_no_word_holds_none() -> None:
    """What is told at once is never wrong: each phrase of the lists is noticed, alone and among other words."""
    lists, kinds = lexicon(), ["limit", *get_args(GroupKind)]
    phrases = [phrase for listed_phrases in listed().values() for phrase in listed_phrases]
    for phrase in phrases:
        phrase = phrase.replace("*", "مقاتل" if "\u0620" <= phrase[0] <= "\u06ff" else "attaqu")
        first, _, rest = folded(phrase.replace("<n>", "200")).partition(" ")
        before_pronoun = (
            f"{first.removesuffix(alone)}{end}ه {rest}" for end, alone in ENDS.items() if first.endswith(alone)
        )
        written = (phrase.replace("<n>", "200"), f"“{phrase.replace('<n>', 'deux')}”, été.", f"{phrase} isn’t")
        for text in (*written, *before_pronoun):
            for hit in lists.hits(folded(text)):
                assert lists.may_hold(text, [hit.group.sought]), text
    assert len(phrases) > 500
    assert not lists.may_hold("The army reached the town in the morning.", kinds)


LISTED = sorted({phrase for phrases in listed().values() for phrase in phrases})
ATTACHED = st.sampled_from(["", "و", "ف", "ب", "لل", "وال", "فبال", "س"])
BEHIND = st.sampled_from(["", "ها", "هم", "ه", "s", "n't", "'s"])
BETWEEN = st.sampled_from(
    [
        " ",
        " on Monday ",
        " the armed men ",
        " une fois ",
        ", he said, ",
        " – qui – ",
        "  ",
        ", ",
        "-",
        "’",
        "'",
        ".",
        "… ",
        "\u200f",
        "\u00a0",
        "_",
        "\n",
    ]
)
OTHERS = st.sampled_from(["", "d", "did", "détien", "كون", "هاجم", "x's", "É"])
NUMBERS = st.sampled_from(["7", "1,200", "٣", "²", "①", "half", "deux", "خمسة", "3rd"])


@st.composite
def listed_words(draw: st.DrawFn) -> str:
    """Text in which phrases of the lists stand in all sorts of neighbourhoods, whole or nearly so."""
    parts = []
    for phrase in draw(st.lists(st.sampled_from(LISTED) | st.text(ODD + "aNO't", max_size=4), max_size=5)):
        words = [draw(NUMBERS) if word == "<n>" else word.replace("*", draw(OTHERS)) for word in phrase.split()] or [""]
        case = draw(st.sampled_from([str, str.upper, str.capitalize, str.title]))
        parts += [draw(ATTACHED) + case(draw(BETWEEN).join(words)) + draw(BEHIND), draw(BETWEEN)]
    return "".join(parts)


@settings(max_examples=600, deadline=None)
@given(listed_words())
@example(", refused, he said, to")
@example("وaboutها 7")
@example("it denied12 that, or did_ _not_")
def test_a_glance_overlooks_nothing(text: str) -> None:
    """Whatever kind of word is found in a text, a glance at the text as it was typed has not ruled it out."""
    for hit in lexicon().hits(folded(text)):
        assert lexicon().may_hold(text, [hit.group.sought]), hit


def test_arabic_phrases_are_found_once_an_arabic_word_stands_in_a_text() -> None:
    """They are laid out at first need, also when a text without them was read before."""
    fresh = lexicon.__wrapped__()
    assert [hit.group.name for hit in fresh.hits("It did not")] == ["negation"]
    assert not fresh.may_hold("The army came", ["limit", *get_args(GroupKind)])
    assert [hit.group.name for hit in fresh.hits("ولم يهاجم")] == ["negation"]
    assert [hit.group.name for hit in fresh.hits("It did not ليس")] == ["negation", "negation"]
    assert fresh.may_hold("the ليس", ["negation"])
    assert not fresh.may_hold("did it", ["negation"])


def test_a_glance_is_not_stopped_by_what_nearly_every_text_has() -> None:
    """The second word of an Arabic phrase is often a mere "to" or "about": alone it tells nothing of a text."""
    assert not lexicon().may_hold("ذهب السكان إلى السوق وتحدثوا عن الأسعار", ["limit"])
    for said in ("دعا إلى الهدنة", "ودعت الناس إلى الهدنة", "قد يصل العدد إلى مئة", "كفّ عن القصف"):
        assert lexicon().may_hold(said, ["limit", "negation"]), said


def test_no_word_that_may_stand_in_a_phrase_hides_it_from_the_first_look() -> None:
    """Whatever says when or how between "refused" and "to" is passed over by the glance as well as by the phrases."""
    phrases = {"en": "HTS refused {} to hand over its arms", "fr": "HTS a refusé {} de livrer ses armes"}
    light = sorted(word.replace("*", "x") + ("an dernier" if word.endswith("'") else "") for word in listed()["light"])
    found = {text for form in phrases.values() for word in light if (text := folded(form.format(word)))}
    heard = {text for text in found if any(hit.group.kind == "negation" for hit in lexicon().hits(text))}
    assert len(heard) > len(found) / 2
    assert {text for text in heard if not lexicon().may_hold(text, ("negation", "denial"))} == set()
