' context: session {"language": "en"}
HEAR x
TALK "You said: " + x
' < hello
' > You said: hello
