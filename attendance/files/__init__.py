"""Files of messages: fetched from vendors once, checked by content, previewed, transcoded, handed out."""
