"""Slack writes emoji by names, `:thumbsup:`; people and our other channels as characters. Pure."""

import re

import emoji

_SKINS = {f"skin-tone-{number}": chr(0x1F3F9 + number) for number in range(2, 7)}
_FLAG = re.compile(r"flag-([a-z]{2})")
_NAMED = re.compile(r":([a-z0-9_+'-]{1,60})(?:::(skin-tone-[2-6]))?:")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_VARIATION = "\N{VARIATION SELECTOR-16}"


def with_emoji(text: str) -> str:
    """The text with each name that is known replaced; a company's own emoji stay `:names:`."""
    return _NAMED.sub(lambda found: emoji_of(found[1], found[2]) or found[0], text)


def emoji_of(name: str, skin: str | None = None) -> str | None:
    """The emoji called so (`wave`, `flag-br`, `+1::skin-tone-2`); None when nobody knows it but the workspace."""
    plain, _, tone = name.partition("::")
    flag = _FLAG.fullmatch(plain)
    if flag is not None:
        return "".join(chr(0x1F1E6 + ord(letter) - ord("a")) for letter in flag[1])
    found = emoji.emojize(f":{plain}:", language="alias")
    return None if found == f":{plain}:" else found + _SKINS.get(skin or tone, "")


def name_of(character: str) -> str | None:
    """Slack's name of an emoji, without the colour of the skin; None when it has none. `:names:` are names."""
    named = _NAMED.fullmatch(character)
    if named is not None:
        return named[1]
    bare = _SKIN.sub("", character)
    for spelled in (bare, bare.replace(_VARIATION, ""), bare + _VARIATION):
        name = emoji.demojize(spelled, language="alias")
        if name != spelled and name.count(":") == 2:
            return name.strip(":")
    return None
