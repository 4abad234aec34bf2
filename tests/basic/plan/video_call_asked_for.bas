TALK "Vou criar uma sala de videochamada para você."
CREATE MEETING({type: "support"})
TALK "Clique no link para entrar: " + meeting_url
