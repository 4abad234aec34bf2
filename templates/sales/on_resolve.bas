' Um lead que passou por vendas vira oportunidade no CRM.
IF session.lead THEN
    TRY
        CREATE "opportunities", { "name": session.lead.empresa, "contact_email": session.lead.email, "stage": "proposal", "source": session.campaign_id OR "direto" }
    CATCH erro
        ADD NOTE "Oportunidade não criada: " + erro.message
    END TRY
END IF
