"""From source text to tokens: words, texts, numbers and signs, each with its place."""

from attendance.basic.lexer.lexed import Lexed
from attendance.basic.lexer.scanner import Lexer
from attendance.basic.lexer.tokens import Interpolation, Raw, Token

__all__ = ["Interpolation", "Lexed", "Lexer", "Raw", "Token"]
