"""The lexer: one pattern that knows every token, and the few rules that need more than a pattern."""

import re
from collections.abc import Callable, Set
from typing import Final

from attendance.basic.diagnostics import Diagnostic, Span
from attendance.basic.lexer.lines import continues, ends_in_clause, next_line_continues
from attendance.basic.lexer.texts import Place, read_block, read_text
from attendance.basic.lexer.tokens import Raw, Token, number
from attendance.basic.syntax import Comment

DEEPEST: Final = 100
"""Brackets and blocks inside each other."""

_TOKEN: Final = re.compile(
    r"""[ \t\f\v\u00a0]*(?:
      (?P<plain>"[^"\\$\n]+"(?!"))
    | (?P<quote>[fF]?["“”])
    | (?P<word>[^\W\d]\w*\$?)
    | (?P<sign><>|!=|==|<=|=<|>=|&&|\|\||\?\?|\?\.|\+=|-=|\*=|/=|[+\-*\\^%&=<>,:?!@]|\.(?!\d)|/(?!/))
    | (?P<opening>\#\{|\$\{|[(\[{])
    | (?P<closing>[)\]}])
    | (?P<number>(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![^\W\d]))
    | (?P<newline>\n)
    | (?P<comment>//[^\n]*)
    | (?P<apostrophe>')
    | (?P<hash>\#)
    | (?P<finish>\Z)
    | (?P<other>.)
    )""",
    re.VERBOSE,
)
_RAW_STRING: Final = re.compile(
    r"'([^'\n]*)'(?=[ \t]*(?:[,)\]}+\-*/=<>&:.;'\n]|\Z|(?:THEN|AND|OR|IS|AS|TO)\b))", re.IGNORECASE
)
_BEFORE_OPERAND: Final = frozenset(
    ["+", "-", "*", "/", "\\", "^", "%", "&", "=", "==", "<>", "!=", "<", ">", "<=", "=<", ">=", "&&", "||", "??", "?",
     "+=", "-=", "*=", "/=", ",", "(", "[", "{", "#{", "${", "AND", "OR", "NOT", "XOR", "MOD", "IN", "IS", "LIKE",
     "ILIKE", "CONTAINS", "MATCHES", "BETWEEN"]
)  # fmt: skip
_REST_OF_LINE: Final = re.compile(r"[^\n]*")
_BEGIN: Final = re.compile(
    r"BEGIN[ \t]+(TALK|SYSTEM[ \t]+PROMPT|PROMPT|MAIL|MERMAID|HTML|CARD)(?![\w$.\[=])[ \t]*([^\n]*)\n?", re.I
)
_REMARK: Final = re.compile(r"REM(?![ \t]*(?:=|[-+*/]=|[.\[(,]))(?!\w)[^\n]*", re.I)
_FREE_DESCRIPTION: Final = re.compile(
    r"(?:DESCRIPTION|DESCRI[CÇ][AÃ]O)[ \t]+((?![fF]?[\"“”])[^\s'=.+*/\[(,?:&<>|){}\]][^\n]*)", re.I
)
_TABLE: Final = re.compile(r"TABLE[ \t]+\w+(?:[ \t]+ON[ \t]+\w+)?[ \t]*(?:'|//|\n|\Z)", re.I)
_LINE_ENDS: Final = re.compile(r"[ \t]*(?:(?:'|//)[^\n]*)?(?:\n|\Z)")
_PRAGMA: Final = re.compile(r"#(?:(lang)[ \t]+([\w-]+)|([a-z_]\w*))[ \t]*(?=\n|\Z)", re.I)
_COMMENT_LIKE_TEXT: Final = re.compile(r"'[^'\n]+'[ \t]*(?=\n|\Z)")
_CLOSES: Final = {"(": ")", "[": "]", "{": "}", "#{": "}", "${": "}"}
_SPECIAL: Final = frozenset(["REM", "BEGIN", "DESCRIPTION", "DESCRIÇÃO", "DESCRICAO", "TABLE", "_"])


class Lexer:
    """Reads one stretch of a source; `read` fills `tokens`, which end with an `end` token, and the rest.

    `base` is the index that the first token will have in the parser's list. `cuts` are quotes whose text should end
    with its line, because its closing quote is missing.
    """

    def __init__(
        self,
        source: str,
        start: int = 0,
        end: int | None = None,
        *,
        base: int = 0,
        place: Place | None = None,
        cuts: Set[int] = frozenset(),
    ) -> None:
        self.source = source
        self.end = len(source) if end is None else end
        self.position = start
        self.place = place or Place(source.count("\n", 0, start) + 1, source.rfind("\n", 0, start) + 1)
        self.base = base
        self.cuts = cuts
        self.tokens: list[Token] = []
        self.comments: list[Comment] = []
        self.pragmas: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []
        self.long_texts: list[Token] = []
        self._open: list[int] = []
        self._brace_blocks = 0
        self._first = True
        self._joined = False
        self._underscored = False
        self._in_table = False
        self._statement = 0
        self._done = False

    def read(self) -> "Lexer":
        """Make the tokens."""
        match, source, end, place, add = _TOKEN.match, self.source, self.end, self.place, self._add
        rules: dict[str, Callable[[int, str, bool], None]] = {
            name: getattr(self, "_" + name) for name in _TOKEN.groupindex if name not in _FAST
        }
        while not self._done:
            position = self.position
            found = match(source, position, end)
            kind = found.lastgroup if found else None
            assert found is not None and kind is not None, "the pattern matches anything"
            start, self.position = found.span(kind)
            spaced = start > position
            text = found[kind]
            if kind == "word":
                word = text.upper()
                if word in _SPECIAL and self._is_special(word, start):
                    continue
                add(Token("word", text, word, start, place.line, start - place.line_start + 1, spaced))
            elif kind == "sign":
                add(Token(text, text, "", start, place.line, start - place.line_start + 1, spaced))
            elif kind == "plain":
                token = Token("string", text, "", start, place.line, start - place.line_start + 1, spaced)
                token.value = (text[1:-1],)
                add(token)
            else:
                rules[kind](start, text, spaced)
        return self

    def _add(self, token: Token) -> None:
        if self._first:
            self._first = False
            token.first = True
            token.joined = self._joined
            token.underscored = self._underscored
            self._joined = self._underscored = False
        self.tokens.append(token)

    def _token(self, kind: str, start: int, text: str, spaced: bool) -> Token:
        token = Token(kind, text, "", start, self.place.line, start - self.place.line_start + 1, spaced)
        self._add(token)
        return token

    def _complain(self, code: str, span: Span, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, span, values))

    def _starts_statement(self) -> bool:
        return not self._open and (not self.tokens or self.tokens[-1].kind in ("newline", ":", "block{"))

    # ------------------------------------------------------------ numbers, strays, the end

    def _number(self, start: int, text: str, spaced: bool) -> None:
        token = self._token("number", start, text, spaced)
        token.value = number(text)
        if token.value is None:
            token.value = 0
            self._complain("E304", token.span)

    def _other(self, start: int, text: str, spaced: bool) -> None:
        column = start - self.place.line_start + 1
        self._complain("E101", Span(self.place.line, column, self.place.line, column + 1), c=text)

    def _finish(self, start: int, text: str, spaced: bool) -> None:
        if self.tokens and self.tokens[-1].kind != "newline":
            self._token("newline", start, "", spaced)
        self._token("end", start, "", spaced)
        self._done = True

    # ------------------------------------------------------------ brackets

    def _opening(self, start: int, text: str, spaced: bool) -> None:
        if text == "{" and self._opens_block():
            self._token("block{", start, text, spaced)
            self._brace_blocks += 1
            self._end_line()
            return
        self._open.append(len(self.tokens))
        token = self._token(text, start, text, spaced)
        if len(self._open) > DEEPEST:
            self._complain("E105", token.span)
            self.position = self.end

    def _opens_block(self) -> bool:
        """IF … { at the end of a line, where no object can stand."""
        if self._open or not _LINE_ENDS.match(self.source, self.position):
            return False
        words = self.tokens[self._statement : self._statement + 3]
        if not words or self.tokens[-1].kind in _BEFORE_OPERAND or self.tokens[-1].word in _BEFORE_OPERAND:
            return False
        return any(token.word in _BRACE_WORDS for token in words)

    def _closing(self, start: int, text: str, spaced: bool) -> None:
        if text == "}" and not self._open and self._brace_blocks:
            self._brace_blocks -= 1
            self._end_line()
        self._token(text, start, text, spaced)
        for depth in range(len(self._open) - 1, -1, -1):
            if _CLOSES[self.tokens[self._open[depth]].kind] == text:
                self.tokens[self._open[depth]].pair = self.base + len(self.tokens) - 1
                del self._open[depth:]
                break

    # ------------------------------------------------------------ lines

    def _newline(self, start: int, text: str, spaced: bool) -> None:
        if not self._open and self.tokens and self.tokens[-1].kind not in ("newline", "block{"):
            tokens, start_of = self.tokens, self._statement
            if continues(tokens, start_of, portuguese=self.pragmas.get("lang") == "pt"):
                self._joined = True
            elif not ends_in_clause(tokens, start_of) and not next_line_continues(
                tokens, start_of, self.source, self.position
            ):
                self._token("newline", start, "", spaced)
                self._statement = len(self.tokens)
        self._first = True
        self.place.newline(self.position)

    def _end_line(self) -> None:
        """Put a statement's end where the source has none: around the braces of a block."""
        if self.tokens and self.tokens[-1].kind != "newline":
            self._token("newline", self.position, "", False)
            self._statement = len(self.tokens)

    def _skip_continuation(self, start: int) -> bool:
        """`_` at the end of a line: nothing ends here."""
        rest = _LINE_ENDS.match(self.source, self.position)
        if not rest or not self.tokens:
            return False
        comment = self.source[self.position : rest.end()].strip()
        if comment:
            at = self.source.index(comment[0], self.position)
            self._remember(at, comment)
        self.position = rest.end()
        self.place.newline(self.position)
        self._first = self._underscored = True
        return True

    # ------------------------------------------------------------ comments and pragmas

    def _comment(self, start: int, text: str, spaced: bool) -> None:
        self._remember(start, text)

    def _remember(self, start: int, text: str) -> None:
        text = text.rstrip()
        column = start - self.place.line_start + 1
        span = Span(self.place.line, column, self.place.line, column + len(text))
        self.comments.append(Comment(span, text, self._first))

    def _skip_comment(self, start: int) -> None:
        rest = _REST_OF_LINE.match(self.source, start, self.end)
        assert rest is not None, "the rest of a line may be empty"
        self._remember(start, rest[0])
        self.position = rest.end()

    def _hash(self, start: int, text: str, spaced: bool) -> None:
        if not self._first:
            self._other(start, text, spaced)
            return
        pragma = _PRAGMA.match(self.source, start, self.end)
        if pragma and start == self.place.line_start and not self._open:
            word, value = (pragma[1] or pragma[3]).lower(), (pragma[2] or "").lower()
            self.pragmas[word] = value
            if (word, value) not in _PRAGMAS:
                self._complain("W204", self._here(start, len(pragma[0].rstrip())), w=pragma[0].rstrip())
        self._skip_comment(start)

    def _here(self, start: int, length: int) -> Span:
        column = start - self.place.line_start + 1
        return Span(self.place.line, column, self.place.line, column + length)

    def _apostrophe(self, start: int, text: str, spaced: bool) -> None:
        last = self.tokens[-1] if self.tokens else None
        if last and (last.kind in _BEFORE_OPERAND or last.word in _BEFORE_OPERAND):
            raw = _RAW_STRING.match(self.source, start, self.end)
            if raw:
                self._token("string", start, raw[0], spaced).value = (raw[1],) if raw[1] else ()
                self.position = raw.end()
                return
        if last and last.kind == "word" and not self._first and _COMMENT_LIKE_TEXT.match(self.source, start):
            self._complain("W203", self._here(start, 1))
        self._skip_comment(start)

    # ------------------------------------------------------------ texts

    def _quote(self, start: int, text: str, spaced: bool) -> None:
        token = self._token("string", start, text, spaced)
        quote, braces = text[-1], len(text) > 1
        line, line_start = self.place.line, self.place.line_start
        pieces, after = read_text(
            self.source, self.position, self.end, self.place, quote=quote, braces=braces
        )
        if after < 0 or start in self.cuts:
            self.place.line, self.place.line_start = line, line_start
            self._unclosed(token)
            return
        token.value = pieces
        self._extend(token, after)
        if token.end_line > token.line:
            self.long_texts.append(token)

    def _extend(self, token: Token, after: int) -> None:
        token.text = self.source[token.start : after]
        token.end = self.position = after
        token.end_line, token.end_column = self.place.line, after - self.place.line_start + 1

    def _unclosed(self, token: Token) -> None:
        """The text never ends: take it to its line's end, so that the rest of the script is still read."""
        self._complain("E102", token.span, l=str(token.line))
        rest = _REST_OF_LINE.match(self.source, self.position, self.end)
        assert rest is not None, "the rest of a line may be empty"
        token.value = (rest[0],) if rest[0] else ()
        self._extend(token, rest.end())

    # ------------------------------------------------------------ words that change how what follows is read

    def _is_special(self, word: str, start: int) -> bool:
        if word == "_":
            return self._skip_continuation(start)
        if not self._starts_statement():
            if word == "TABLE" and self.tokens and self.tokens[-1].word == "END":
                self._in_table = False
            return False
        match word:
            case "REM":
                return self._skip_remark(start)
            case "BEGIN":
                return self._raw_block(start)
            case "TABLE":
                self._in_table = bool(_TABLE.match(self.source, start, self.end))
                return False
        return self._description(word, start)

    def _skip_remark(self, start: int) -> bool:
        if not _REMARK.match(self.source, start, self.end):
            return False
        self._skip_comment(start)
        return True

    def _description(self, word: str, start: int) -> bool:
        """DESCRIPTION without a quote takes the rest of the line."""
        found = None if self._in_table else _FREE_DESCRIPTION.match(self.source, start, self.end)
        if not found:
            return False
        self._token("word", start, self.source[start : self.position], False).word = word
        text = found[1].rstrip()
        token = self._token("string", found.start(1), text, True)
        token.value = (text,)
        self.position = found.start(1) + len(text)
        return True

    def _raw_block(self, start: int) -> bool:
        begin = _BEGIN.match(self.source, start, self.end)
        if not begin:
            return False
        kind = " ".join(begin[1].upper().split())
        token = self._token("raw", start, "BEGIN", False)
        head = self.place.interpolation(begin.start(2), begin.end(2))
        body = begin.end()
        closing = re.compile(
            rf"^[ \t]*END[ \t]+{kind.replace(' ', '[ ]+')}[ \t]*(?:(?:'|//).*)?$", re.I | re.M
        )
        end = closing.search(self.source, body, self.end)
        if not end:
            self._complain("E104", self._here(start, len("BEGIN " + kind)), k=kind)
        self.place.newline(body)
        upto = end.start() if end else self.end
        pieces = read_block(self.source, body, max(body, upto - 1), self.place) if upto > body else ()
        token.value = Raw(kind, head, pieces, self.source[body:upto])
        after = end.end() if end else self.end
        self.place.line = token.line + self.source.count("\n", start, after)
        self.place.line_start = self.source.rfind("\n", 0, after) + 1
        self._extend(token, after)
        return True


_FAST: Final = frozenset(["word", "sign", "plain"])
_BRACE_WORDS: Final = frozenset(["IF", "ELSE", "ELSEIF", "SE", "SENÃO", "SENAO"])
_PRAGMAS: Final = frozenset([("strict", ""), ("workflow", ""), ("lang", "pt"), ("lang", "en")])
