' Qualificação de quem chega por uma campanha: cinco perguntas, uma nota, e o quente vai direto para vendas.
TALK "Olá! Que bom o seu interesse na ${empresa}. São só cinco perguntas."

HEAR nome AS NAME WITH "Como você se chama?"
HEAR email AS EMAIL WITH "Qual é o seu e-mail de trabalho?"
HEAR empresa_do_cliente WITH "Em que empresa você trabalha?"
HEAR pessoas AS INTEGER WITH "Quantas pessoas atendem clientes na ${empresa_do_cliente}?" DEFAULT 1
HEAR prazo AS "Este mês", "Neste trimestre", "Só pesquisando" WITH "Para quando você precisa?"

nota = pontuar(pessoas, prazo, email)
classe = classificar(nota)
SAVE "interessados", { "nome": nome, "email": email, "empresa": empresa_do_cliente, "pessoas": pessoas, "prazo": prazo, "nota": nota, "classe": classe, "campanha": session.campaign_id }
CREATE "leads", { "name": nome, "email": email, "phone": session.phone, "status": "qualified", "segment": classe, "notes": "${empresa_do_cliente}, ${pessoas} pessoas, ${prazo}: nota ${nota}" }
SET SESSION "lead", { "nome": nome, "email": email, "empresa": empresa_do_cliente, "nota": nota, "classe": classe }

SELECT CASE classe
    CASE "quente"
        TALK "Obrigado, ${nome}! Vou chamar quem cuida de empresas como a sua."
        TRANSFER TO HUMAN({ department: "vendas", priority: "high", reason: "Lead quente (nota ${nota})", context: "${nome}, ${email}, ${empresa_do_cliente}, ${pessoas} pessoas, ${prazo}" })
    CASE "morno"
        TALK "Obrigado, ${nome}! Nosso time de vendas escreve para ${email} ainda esta semana."
        NOTIFY "vendas", "Lead morno: ${nome} (${empresa_do_cliente}), nota ${nota}"
    CASE ELSE
        TALK "Obrigado, ${nome}! Mando para ${email} um material para você conhecer a ${empresa} com calma."
END SELECT

' De 0 a 100: tamanho da equipe, urgência, e-mail da empresa.
FUNCTION pontuar(pessoas, prazo, email)
    nota = 10 + MIN(40, pessoas * 2)
    IF prazo = "Este mês" THEN nota = nota + 40
    IF prazo = "Neste trimestre" THEN nota = nota + 20
    IF email NOT LIKE "%@gmail.com" AND email NOT LIKE "%@hotmail.com" THEN nota = nota + 10
    RETURN nota
END FUNCTION

FUNCTION classificar(nota)
    SELECT CASE nota
        CASE IS >= nota_quente
            RETURN "quente"
        CASE 40 TO nota_quente
            RETURN "morno"
    END SELECT
    RETURN "frio"
END FUNCTION
