PARAM texto AS STRING DEFAULT "Como vai?"
HEAR resposta WITH texto
RETURN resposta
