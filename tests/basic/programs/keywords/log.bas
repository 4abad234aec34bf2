LOG "compra", {valor: 10}
LOG INFO "informação"
LOG WARN "aviso"
LOG ERROR "erro"
LOG DEBUG "detalhe"
' logs: info compra {"valor":10}
' logs: info informação
' logs: warn aviso
' logs: error erro
' logs: debug detalhe
