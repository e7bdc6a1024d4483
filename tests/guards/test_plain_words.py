"""What a reader sees is said in plain words: none of the phrases that readers of earlier reports stumbled over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from offramp.scenario import Scenario, load
from tests.guards.source import Module, modules

PACKAGE = Path(__file__).parents[2] / "src" / "offramp"
ROOMS = ("cli", "play", "report", "study", "wording")  # whose strings are read by people
PAGES = ("*.j2", "*.md")
# Each phrase as a pattern, and what is said instead.
BANNED = {
    r"(probably|certainly|likely) not\b": "unlikely, very unlikely: no negated verb before a number",
    r"\bholds? nine in ten settings": "how far it moves with what nobody knows",
    r"\bhalf of the first violent answers\b": "in half of the futures the first answer comes by",
    r"\bstruck principal\b": "the actor's name",
    r"\bowns it\b": "admits it",
    r"\bnobody would miss\b": "meaning to do little harm",
    r"\bheld the account closed\b": "considered the matter settled",
    r"\bgave way to\b": "made a real concession",
    r"\bwould be left alone\b": "which attacks it would answer",
    r"\bon the road\b": "a convoy",
    r"\bshowed .* its fleet\b": "paraded its fleet",
    r"\bmourned\b": "what was done",
    r"\bwas owed\b": "to avenge, in answer to",
    r"\bin spite of\b": "nothing, or although",
    r"\bwhat the step would cost\b": "it was a large step",
    r"\bbroken by fire\b": "failed when one of the two struck again",
    r"\bheaviest line\b": "strikes most",
    r"\bnobody's choice\b": "an accident",
    r"\bnothing beats it\b": "nothing tried is both cheaper and safer",
    r"\bdealt anew\b": "drawn again",
    r"\bthe luck of those in which none\b": "the same futures with none taken",
    r"\bno news of what will happen\b": "they do not say what will happen",
    r"\brival variants of the model\b": "no other model was tried",
    r"\bopen war\b": "an all-out attack",
    r"\bconciliatory move, too\b": "nothing: it is true of almost every future",
    r"\bof 10, on average\b": "the rung in words, such as a limited strike",
    r"\beffective draws\b": "how many settings would have counted",
}

# The house's own metaphors where the field has a word: in names, docstrings and messages of the whole package.
JARGON = {
    r"(?<!claims )\bcourts?\b": "session; the claims court alone is a feature's name",
    r"\b(docket|bench|dealer|desk|jury|oath)\b": "required worlds, trials, resampling, commands",
    r"\b(witness(es)?|testif\w+|testimon\w+)\b": "options of the record, its likelihood, weights by the record",
    r"\bballots?\b": "compiled measures",
    r"\b(shelf|shelves)\b": "store",
    r"\bhinges?\b": "pivot, what it turns on",
    r"\bdealt anew\b": "drawn again, resampled",
    r"\bwhat (goes wrong|came of)\b": "an error, outcomes",
    r"\bwhole or not there\b": "whole or not at all",
    r"\bis earned\b": "follows from the record",
    r"\bnobody's choice\b": "nobody chooses it",
    r"\b(told off|beats it)\b": "commands, is better",
}


def strings() -> Iterator[tuple[str, str]]:
    """Every string that may be shown, with where it stands; docstrings only where they are a command's help."""
    for path in (path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        help_too = path.parent.name == "commands"
        docstrings = set() if help_too else {id(node) for node in _docstrings(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.value
    for path in (path for room in ROOMS for page in PAGES for path in sorted((PACKAGE / room).rglob(page))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(PACKAGE)}:{number}", line


def _docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def of_the_case(case: Scenario) -> Iterator[tuple[str, str]]:
    """What the shipped case and its library say of their moves, measures and ways out."""
    for name, move in case.moves.items():
        yield f"moves.{name}", f"{move.name} {move.short} {move.tells} {move.tells_alone} {move.meant}"
    for name, measure in case.measures.items():
        yield f"measures.{name}", measure.says
    for name, way in case.offramps.items():
        yield f"offramps.{name}", f"{way.name} {way.says}"


def in_code(module: Module) -> Iterator[tuple[str, str]]:
    """The names of a module in words, its docstrings, and its messages: strings of several words.

    The keys of JSON objects are no message: run folders keep them.
    """
    keys: set[int] = set()
    for node in ast.walk(module.tree):
        where = f"{module.place}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.ClassDef() | ast.FunctionDef() if not node.name.startswith("_"):
                yield where, in_words(node.name)
            case ast.Assign(targets=[ast.Name(id="KEYS")], value=value):
                keys.update(map(id, ast.walk(value)))
            case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
                yield where, in_words(ast.unparse(target))
            case ast.Constant(value=str(text)) if " " in text and id(node) not in keys:
                yield where, text


def in_words(name: str) -> str:
    """`RequiredWorlds` and `required_worlds` as `required worlds`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]", " ", name).lower()


def faults(found: Iterator[tuple[str, str]], banned: Mapping[str, str] = BANNED) -> list[str]:
    return [
        f"{where}: {match[0]!r}; better: {better}"
        for where, text in found
        for phrase, better in banned.items()
        if (match := re.search(phrase, " ".join(text.split()), re.IGNORECASE))
    ]


def test_strings_and_pages_are_plain() -> None:
    assert not (found := faults(strings())), "\n".join(found)


def test_names_docstrings_and_messages_use_the_words_of_the_field() -> None:
    found = [fault for module in modules() for fault in faults(in_code(module), JARGON)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "class Court:\n    x = 1",
        "def testify_for(x): ...",
        "ballot_of = 1",
        "class Plan:\n    desk: int",
        "def f():\n    '''A score of what was dealt\n    anew.'''",
        "raise ValueError('the bench is full')",
        "'A module on what came of it.'",
    ],
)
def test_jargon_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "turn.py").write_text(text, encoding="utf-8")
    assert faults(in_code(Module(tmp_path / "turn.py", tmp_path)), JARGON)


def test_a_feature_s_name_plain_words_and_kept_keys_pass(tmp_path: Path) -> None:
    text = "'The claims court depends on benchmarks.'\ndef courtesy(): ...\nclass X:\n    KEYS = 'hinge:pivot lead'"
    (tmp_path / "turn.py").write_text(text, encoding="utf-8")
    assert faults(in_code(Module(tmp_path / "turn.py", tmp_path)), JARGON) == []


def test_the_shipped_case_is_plain() -> None:
    assert not (found := faults(of_the_case(load("baghdad-2020")))), "\n".join(found)


@pytest.mark.parametrize("text", ["War will very probably not come", "Broken by fire", "the other side owns it"])
def test_a_banned_phrase_is_found(text: str) -> None:
    assert faults(iter([("here", text)]))


def test_strings_are_read_and_docstrings_are_not() -> None:
    found = [text for _, text in strings()]
    assert any("Play many futures" in text for text in found)  # a command's help
    assert not any("A future as a dated story in plain words" in text for text in found)  # a module's docstring
