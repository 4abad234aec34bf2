"""FOR, FOR EACH, WHILE and DO."""

from attendance.basic import syntax
from attendance.basic.diagnostics import Related
from attendance.basic.parser.blocks import NOTHING
from attendance.basic.parser.conditions import Conditions
from attendance.basic.parser.shape import Opened
from attendance.basic.syntax import Expression, Statement


class Loops(Conditions):
    """Statements that repeat a block."""

    # ------------------------------------------------------------ loops

    def for_(self) -> Statement:
        """FOR … TO and FOR EACH."""
        start = self.token
        opener = self.opened("FOR")
        self.take_words(1)
        found: syntax.For | syntax.ForEach = self.recovering(
            self._for_header, syntax.ForEach((), NOTHING, None, ())
        )
        self.accept_word("DO")
        found.body = self.block(opener)
        self.next_(found, opener)
        found.span = self.since(start)
        return found

    def _for_header(self) -> syntax.For | syntax.ForEach:
        is_name = self.peek().kind != "word" or self.peek().word == "IN"
        each = None if is_name else self.accept_word("EACH")
        name = self.expect_name().text
        if not each and self.accept("="):
            start = self.head()
            self.expect_word("TO")
            end = self.head()
            step = self.head() if self.accept_word("STEP") else None
            self._header_end()
            return syntax.For(name, start, end, step, ())
        return self.foreach(name)

    def foreach(self, name: str) -> syntax.ForEach:
        """`"FOR" [ "EACH" ] ident [ "," ident ] "IN" expr [ ("FIRST"|"LAST") expr ]`"""
        names = (name, self.expect_name().text) if self.accept(",") else (name,)
        self.expect_word("IN")
        self.loops = True
        try:
            source = self.head()
        finally:
            self.loops = False
        only = None
        if side := self.accept_word("FIRST", "LAST"):
            only = (side.word, self.head())
        self._header_end()
        return syntax.ForEach(names, source, only, ())  # type: ignore[arg-type]  # one of two words

    def _header_end(self) -> None:
        if self.token.word != "DO":
            self.end_of_header()

    def next_(self, loop: syntax.For | syntax.ForEach, opener: Opened) -> None:
        """`"NEXT" [ ident ] | "END" "FOR"`"""
        if self.closed(opener) != "NEXT" or self.token.kind != "word" or self.token.word == "ELSE":
            return
        name = self.advance()
        names = (loop.name,) if isinstance(loop, syntax.For) else loop.names
        if names and syntax.fold(name.text) not in {syntax.fold(each) for each in names}:
            self.complain(
                "E142", name.span, a=name.text, b=names[0], related=(Related(opener.token.line, "R142"),)
            )

    def while_(self) -> Statement:
        """`"WHILE" expr [ "DO" ] newline block ( "WEND" | "END" "WHILE" | "LOOP" )`"""
        start = self.token
        opener = self.opened("WHILE")
        self.take_words(1)
        condition = self.recovering(self._loop_condition, NOTHING)
        self.accept_word("DO")
        body = self.block(opener)
        self.closed(opener)
        return syntax.Loop("WHILE", condition, None, body, span=self.since(start))

    def _loop_condition(self) -> Expression:
        found = self.head()
        self._header_end()
        return found

    def do(self) -> Statement:
        """`"DO" [ ("WHILE"|"UNTIL") expr ] newline block "LOOP" [ ("WHILE"|"UNTIL") expr ]`"""
        start = self.token
        opener = self.opened("DO")
        self.take_words(1)
        before = self.recovering(self._going_on, None)
        body = self.block(opener)
        after = self._going_on() if self.closed(opener) else None
        return syntax.Loop("DO", before, after, body, span=self.since(start))

    def _going_on(self) -> Expression | None:
        word = self.accept_word("WHILE", "UNTIL")
        if not word:
            return None
        condition = self.head()
        if word.word == "WHILE":
            return condition
        return syntax.Unary("NOT", condition, span=self.since(word))
