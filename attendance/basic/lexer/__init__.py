"""From source text to tokens: words, texts, numbers and signs, each with its place."""

from attendance.basic.lexer.scanner import Lexer
from attendance.basic.lexer.texts import Place
from attendance.basic.lexer.tokens import Interpolation, Raw, Token

__all__ = ["Interpolation", "Lexer", "Place", "Raw", "Token"]
