IF customer NOT FOUND THEN
    TALK "Ainda não temos seu cadastro."
ELSE IF customer.tier = "premium" AND NOT session.needs_human THEN
    TRANSFER TO HUMAN "vip", "high"
END IF
IF tentativas > 3 THEN TALK "Vou chamar alguém." ELSE TALK "Pode repetir?"
