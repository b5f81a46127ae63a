"""Templates in one language: their sentences are translated before they are compiled, so that no page waits for it.

    {{ _("Who told whom") }}
    {{ _("Withdrawn on {day}: {why}", day=c.withdrawn.on, why=c.withdrawn.why) }}
    {{ many("{number} more answer", "{number} more answers", item.more_answers) }}

A sentence is whole, and may hold markup: it is the template's own. What is put into its places is escaped like anything
that a template prints. Where a place stands differs from language to language, so a sentence with places is printed at
once, and never handed on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from .markup import Html, sentence, stop
from .words import Words, closing

SAY, COUNT = "_", "many"
NUMBER = "number"
_PLURAL, _FIGURE, _SENTENCE, _CLOSED = "plural", "figure", "sentence", "closed"


def translated(template: nodes.Template, words: Words) -> nodes.Template:
    """Return a template with its sentences in one language; raises TemplateSyntaxError at what is no sentence."""
    made: nodes.Template = _Translation(words).visit(template)
    return made


def sentences(call: nodes.Node) -> tuple[str, ...]:
    """Return the English sentence that a call says, or both forms of one that counts; of any other node nothing."""
    if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
        return ()
    wanted = {SAY: 1, COUNT: 2}.get(call.node.name, 0)
    if not wanted:
        return ()
    given = [arg.value for arg in call.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str)]
    if given[wanted:] or len(given) < wanted or len(call.args) != {SAY: 1, COUNT: 3}[call.node.name]:
        raise TemplateSyntaxError(f"{call.node.name}() takes whole sentences, written out here", call.lineno)
    return tuple(given)


def globals_of(words: Words) -> dict[str, object]:
    """Return what translated templates call: which form a number asks for, how it is written, how a sentence ends."""
    return {_PLURAL: words.plural, _FIGURE: "{:,}".format, _SENTENCE: sentence, _CLOSED: _closed}


def _closed(value: object) -> str:
    """Return a value, and behind it the full stop of the sentence that ends with it."""
    text = value if type(value) is Html else str(value)
    return type(text)(f"{text}{stop(text)}")


class _Translation(NodeTransformer):
    """Puts the words of one language in the place of sentences."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def visit_Output(self, output: nodes.Output) -> list[nodes.Node]:  # noqa: N802
        """Cut what is printed at its sentences, which become text with values between."""
        made: list[nodes.Node] = []
        pieces: list[nodes.Expr] = []
        for piece in output.nodes:
            found = sentences(piece)
            if not found:
                pieces.append(piece if type(piece) is nodes.TemplateData else self.visit(piece))
                continue
            assert isinstance(piece, nodes.Call)
            values = {pair.key: self.visit(pair.value) for pair in piece.kwargs}
            if len(found) == 1:
                pieces += self._pieces(self.words(found[0]), values, piece)
                continue
            counted = self._counted(found, self.visit(piece.args[2]), values, piece)
            made += [nodes.Output(pieces, **_at(output)), counted] if pieces else [counted]
            pieces = []
        return [*made, nodes.Output(pieces, **_at(output))] if pieces else made

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802
        """Translate a sentence that is handed on; one with places cannot be."""
        found = sentences(call)
        if not found:
            return self.generic_visit(call)
        if len(found) > 1 or call.kwargs:
            raise TemplateSyntaxError(f'"{found[0]}" has places, so it must be printed where it stands', call.lineno)
        return nodes.Const(self.words(found[0]), **_at(call))

    def _counted(
        self, found: Sequence[str], number: nodes.Expr, values: Mapping[str, nodes.Expr], call: nodes.Call
    ) -> nodes.If:
        """Return the choice between the forms of a sentence."""
        figure = self._called(_FIGURE, number, call)
        forms = [self._printed(form, {**values, NUMBER: figure}, call) for form in self.words.forms(*found)]
        plural = self._called(_PLURAL, number, call)
        at = _at(call)
        tests = [nodes.Compare(plural, [nodes.Operand("eq", nodes.Const(place, **at), **at)], **at)
                 for place in range(len(forms) - 1)]  # fmt: skip
        choices = [nodes.If(test, [form], [], [], **at) for test, form in zip(tests, forms, strict=False)]
        return nodes.If(choices[0].test, choices[0].body, choices[1:], [forms[-1]], **at)

    def _called(self, name: str, number: nodes.Expr, call: nodes.Call) -> nodes.Call:
        return nodes.Call(nodes.Name(name, "load", **_at(call)), [number], [], None, None, **_at(call))

    def _printed(self, message: str, values: Mapping[str, nodes.Expr], call: nodes.Call) -> nodes.Output:
        return nodes.Output(list(self._pieces(message, values, call)), **_at(call))

    def _pieces(self, message: str, values: Mapping[str, nodes.Expr], call: nodes.Call) -> Iterator[nodes.Expr]:
        message, last = closing(message)
        for text, place, _, _ in Formatter().parse(message):
            if text:
                yield nodes.TemplateData(text, **_at(call))
            if place is not None and place not in values:
                raise TemplateSyntaxError(f'nothing is given for {{{place}}} in "{message}"', call.lineno)
            if place is not None:
                yield self._called(_CLOSED, values[place], call) if place in last else values[place]


def _at(node: nodes.Node) -> dict[str, Any]:
    """Return the attributes of a node that stands in the place of another one."""
    return {"lineno": node.lineno, "environment": node.environment}
