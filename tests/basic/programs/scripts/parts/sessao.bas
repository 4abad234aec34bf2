session.visto = "sim"
RETURN session.channel
