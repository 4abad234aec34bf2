' O que o bot guarda de quem se interessou.
TABLE interessados
    id uuid KEY
    nome string(100)
    email string(200)
    empresa string(100)
    pessoas integer
    prazo string(40)
    nota integer
    classe string(10)
    campanha string(100)
END TABLE
