"""Programs with their expectations: what a `.bas` file of `programs/` says in its comments, and what running it gives.

A program tells, in comments that begin with `' ` and one of these, what is expected, in order:

    ' > text                what TALK, PRINT or HEAR shows; a menu's items follow as `[a|b]`; `\\n` is a new line
    ' < text                the customer's answer; `' < text + foto.jpg image/jpeg` brings a file along
    ' timeout               nobody answers · ' event: {"a": 1} · ' completed: 5   what else may end a wait
    ' waits: hear 600       where the turn ends, with its seconds; compared when the program has any such line
    ' calls: PHRASE […] {…} a keyword that reaches the host: arguments, then its clauses and fields when it has some;
                            a filter shows the values it was given; compared when the program has any such line
    ' logs: text            LOG and other traces (`W310 line 3`); compared when the program has any such line
    ' returns: {"a": 1}     the value of the script when it is not NULL
    ' error: E303 line 4    the script stops; `in name` tells another script, `: text` its message, the line may lack
    ' check: E143 3:8       a finding of parser or compiler; with an error the program is not run

and what surrounds it:

    ' gives: PHRASE value   what the next such keyword gives; `!E602` raises, `suspends` suspends
    ' table: name […]       rows for FIND and COUNT
    ' context: name value   · ' setting: name value · ' given: {"param": 1} · ' entry: handler:0
    ' limits: turn_steps=500 call_depth=5 · ' without: session

Scripts in `parts/` are there for CALL and are no tests.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attendance.basic import filters
from attendance.basic.compiler import compile_script
from attendance.basic.diagnostics import Diagnostic
from attendance.basic.host import (
    Answer,
    Completed,
    EventHappened,
    Failed,
    Finished,
    Happening,
    Invocation,
    KeywordError,
    Outcome,
    Question,
    Started,
    Suspended,
    TimedOut,
    Value,
    Waiting,
)
from attendance.basic.json_text import read_container
from attendance.basic.limits import Limits
from attendance.basic.machine import Execution, run
from attendance.basic.parser import parse
from attendance.basic.program import Program
from attendance.basic.values import File, Rowset, text
from attendance.basic.values import json as as_json
from tests.basic.host import FakeHost

FOLDER = Path(__file__).parent / "programs"
_SHOWN = frozenset({"TALK", "PRINT"})
_EXPECTED = ("> ", "< ", "waits: ", "calls: ", "logs: ", "returns: ", "error: ")
_OPTIONAL = ("waits: ", "calls: ", "logs: ")
_HAPPENINGS = ("timeout", "event: ", "completed: ")
_SURROUNDINGS = (
    "gives: ",
    "table: ",
    "context: ",
    "setting: ",
    "given: ",
    "entry: ",
    "limits: ",
    "without: ",
)


def program_paths() -> list[Path]:
    """Every program that is a test."""
    return [path for path in sorted(FOLDER.rglob("*.bas")) if path.parent.name != "parts"]


@dataclass(slots=True)
class Expectations:
    """The directives of a program."""

    transcript: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    surroundings: list[tuple[str, str]] = field(default_factory=list)

    def all_of(self, word: str) -> list[str]:
        return [rest for kind, rest in self.surroundings if kind == word]

    def wants(self, line: str) -> bool:
        """Optional lines count only where the program shows some of their kind."""
        kind = next((prefix for prefix in _OPTIONAL if line.startswith(prefix)), None)
        return kind is None or any(expected.startswith(kind) for expected in self.transcript)


def expectations(source: str) -> Expectations:
    """What the comments of a program say."""
    found = Expectations()
    for line in source.splitlines():
        said = line.strip().removeprefix("' ")
        if not line.strip().startswith("' "):
            continue
        if said.startswith(_EXPECTED) or said.startswith(_HAPPENINGS) or said in (">", "<"):
            found.transcript.append(said)
        elif said.startswith("check: "):
            found.checks.append(said.removeprefix("check: "))
        elif said.startswith(_SURROUNDINGS):
            word, rest = said.split(": ", 1)
            found.surroundings.append((word, rest))
    return found


def compiled(path: Path) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program of a file and everything found in it."""
    parsed = parse(path.read_text("utf-8"), path.name)
    if any(diagnostic.severity == "error" for diagnostic in parsed.diagnostics):
        return Program(path.name, ""), parsed.diagnostics
    program = compile_script(parsed.script)
    return program, (*parsed.diagnostics, *program.diagnostics)


def placed(diagnostic: Diagnostic) -> str:
    """`E143 3:8`."""
    return f"{diagnostic.code} {diagnostic.span.line}:{diagnostic.span.column}"


class ScriptedHost(FakeHost):
    """Shows what reaches it as lines of a transcript and gives what the program's comments say."""

    def __init__(self, wanted: Expectations, folder: Path) -> None:
        super().__init__()
        self.transcript: list[str] = []
        self.programs: dict[str, Program] = {}
        self._folder = folder
        self._gives = [rest.split(" ", 1) for rest in map(_phrase_and_value, wanted.all_of("gives"))]
        self._given: list[list[str]] = list(self._gives)
        self.contexts["session"] = {"id": "s1", "channel": "whatsapp"}
        for rest in wanted.all_of("context"):
            name, value = rest.split(" ", 1)
            self.contexts[name] = _value(value)
        for rest in wanted.all_of("setting"):
            name, value = rest.split(" ", 1)
            self.settings[name] = _value(value)
        for name in wanted.all_of("without"):
            del self.contexts[name]
        tables = (rest.split(" ", 1) for rest in wanted.all_of("table"))
        self._tables = {name: _value(rows) for name, rows in tables}

    def script(self, name: str) -> Any:
        path = self._folder / "parts" / f"{name.removesuffix('.bas')}.bas"
        if not path.exists():
            return None
        program, _ = compiled(path)
        self.programs[program.hash] = program
        return program

    def trace(self, event: str, line: int, **values: Value) -> None:
        if event == "log":
            data = "" if values["data"] is None else f" {self.shown(values['data'])}"
            self.transcript.append(f"logs: {values['level']} {values['text']}{data}")
        elif event.startswith("W"):
            self.transcript.append(f"logs: {event}")

    async def ask(self, question: Question, key: Any) -> None:
        options = f"[{'|'.join(question.options)}]" if question.options else ""
        shown = " ".join(filter(None, [question.text, options]))
        if shown:
            self.transcript.append(_line(">", shown))

    async def perform(self, invocation: Invocation) -> Value:
        if invocation.phrase in _SHOWN:
            self.transcript.append(_line(">", text(_first(invocation), self)))
            return {"success": True}
        self.transcript.append(self._call(invocation))
        return self._result(invocation)

    def _result(self, invocation: Invocation) -> Value:
        for at, (phrase, value) in enumerate(self._given):
            if phrase == invocation.phrase.replace(" ", "_"):
                del self._given[at]
                return _given_value(value)
        if invocation.phrase == "SET SESSION":
            key, value = invocation.arguments
            self.contexts["session"][text(key, self)] = value
            return None
        return self._from_table(invocation)

    def _from_table(self, invocation: Invocation) -> Value:
        if invocation.phrase not in ("FIND", "FIND ALL", "COUNT") or not invocation.arguments:
            return None
        rows = self._tables.get(invocation.arguments[0])
        if rows is None:
            raise KeywordError("E340", table=str(invocation.arguments[0]))
        queries = [q for q in (*invocation.arguments, *sum(invocation.clauses.values(), ())) if _is_query(q)]
        for query in queries:
            rows = filters.select(rows, query, self)
        if "FIRST" in invocation.clauses:
            return rows[0] if rows else None
        return len(rows) if invocation.phrase == "COUNT" else Rowset(rows)

    def _call(self, invocation: Invocation) -> str:
        extras = {word: list(values) for word, values in invocation.clauses.items() if word not in ("SET",)}
        extras = {word: values for word, values in extras.items() if values or not invocation.fields}
        extras.update(invocation.fields)
        said = f"calls: {invocation.phrase} {self.shown(list(invocation.arguments))}"
        return f"{said} {self.shown(extras)}" if extras else said

    def shown(self, value: Value) -> str:
        return as_json(_showable(value), self)


def _phrase_and_value(rest: str) -> str:
    """`GET QUEUE {…}`: the phrase is what stands in capitals."""
    words = rest.split(" ")
    count = next(at for at, word in enumerate(words) if not word.strip("._").isupper() or word[0] in '!"[{')
    return "_".join(words[:count]) + " " + " ".join(words[count:])


def _first(invocation: Invocation) -> Value:
    return invocation.arguments[0] if invocation.arguments else None


def _line(mark: str, said: str) -> str:
    return f"{mark} {said}".replace("\n", "\\n").rstrip()


def _is_query(value: Value) -> bool:
    return isinstance(value, filters.Query)


def _showable(value: Value) -> Value:
    """Filters as the values they were given, everything else as it is."""
    if isinstance(value, filters.Query):
        shown: dict[str, Value] = {"filter": list(_given_values(value.predicate))}
        if value.order:
            shown["order"] = [_showable(order) for order in value.order]
        if value.limit is not None:
            shown["limit"] = value.limit
        return shown
    if isinstance(value, filters.Order):
        return value.column.name + (" DESC" if value.descending else "")
    if isinstance(value, list):
        return [_showable(item) for item in value]
    if isinstance(value, dict):
        return {key: _showable(item) for key, item in value.items()}
    return value


def _given_values(node: Any) -> Iterator[Value]:
    if type(node).__name__ == "Given":
        yield node.value
    elif isinstance(node, tuple):
        for item in node:
            yield from _given_values(item)
    elif dataclasses.is_dataclass(node):
        for entry in dataclasses.fields(node):
            yield from _given_values(getattr(node, entry.name))


def _value(written: str) -> Value:
    """A value in the language's JSON: whole numbers stay whole, others become decimals."""
    values = read_container(f"[{written}]")
    assert isinstance(values, list), written
    return values[0]


def _given_value(written: str) -> Value:
    if written.startswith("!"):
        raise KeywordError(written[1:].split(" ")[0])
    if written == "suspends":
        return Suspended(60)
    if written.startswith("rows "):
        return Rowset(_value(written.removeprefix("rows ")))
    return _value(written)


class Walk:
    """One program from its start to its end, with the answers that its comments give."""

    def __init__(self, path: Path, program: Program, wanted: Expectations, *, stored: bool) -> None:
        self.host = ScriptedHost(wanted, path.parent)
        self.host.programs[program.hash] = program
        self._path, self._program, self._wanted, self._stored = path, program, wanted, stored
        self._happenings = [line for line in wanted.transcript if line.startswith(("<", *_HAPPENINGS))]
        self._limits = _limits(wanted)

    async def transcript(self) -> list[str]:
        given = [_value(rest) for rest in self._wanted.all_of("given")]
        entry = next(iter(self._wanted.all_of("entry")), "main")
        execution = Execution.start(self._program, given[0] if given else None, entry)
        outcome = await self._turn(execution, Started())
        while isinstance(outcome, Waiting):
            event = f" {outcome.event}" if outcome.event else ""
            seconds = "" if outcome.seconds is None else f" {outcome.seconds}"
            self.host.transcript.append(f"waits: {outcome.kind}{seconds}{event}")
            if not self._happenings:
                break
            said = self._happenings.pop(0)
            self.host.transcript.append(said)
            if self._stored:
                execution = self._reload(execution)
            outcome = await self._turn(execution, _happening(said))
        self._end(outcome)
        return [line for line in self.host.transcript if self._wanted.wants(line)]

    async def _turn(self, execution: Execution, happening: Happening) -> Outcome:
        if not self._stored:
            return await run(execution, self.host, happening, self._limits)
        return await run(execution, self.host, happening, self._limits, between=self._reload)

    def _reload(self, execution: Execution) -> Execution:
        return Execution.load(json.loads(json.dumps(execution.dump())), self.host.programs)

    def _end(self, outcome: Outcome) -> None:
        if isinstance(outcome, Finished) and outcome.value is not None:
            self.host.transcript.append(f"returns: {self.host.shown(outcome.value)}")
        if isinstance(outcome, Failed):
            self.host.transcript.append(self._failure(outcome))

    def _failure(self, failed: Failed) -> str:
        where = "" if failed.script == self._path.name else f" in {failed.script}"
        expected = next((line for line in self._wanted.transcript if line.startswith("error: ")), "")
        message = f": {failed.message}" if f"line {failed.line}{where}: " in expected else ""
        line = f" line {failed.line}" if " line " in expected else ""
        return f"error: {failed.code}{line}{where}{message}"


def _limits(wanted: Expectations) -> Limits:
    pairs = (pair.split("=") for rest in wanted.all_of("limits") for pair in rest.split())
    numbers: Mapping[str, Any] = {
        name: float(number) if "." in number else int(number) for name, number in pairs
    }
    return Limits(**numbers)


def _happening(said: str) -> Happening:
    if said == "timeout":
        return TimedOut()
    if said.startswith("event: "):
        return EventHappened(_value(said.removeprefix("event: ")))
    if said.startswith("completed: "):
        return Completed(_value(said.removeprefix("completed: ")))
    answer, _, file = said.removeprefix("<").strip().partition("+ ")
    if not file:
        return Answer(answer)
    name, kind = file.split(" ")
    return Answer(answer.strip(), (File(f"https://arquivos.example/{name}", name, kind, 10),))
