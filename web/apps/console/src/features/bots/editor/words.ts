/** The words of the language that the editor always knows; its keywords come from the server. */

/** Statements and operators of the language itself. */
export const STRUCTURE: ReadonlySet<string> = new Set(
  `IF THEN ELSE ELSEIF END ENDIF FOR EACH IN TO STEP DO NEXT ENDFOR WHILE WEND LOOP UNTIL SELECT SWITCH CASE DEFAULT
  SUB FUNCTION CALL RETURN EXIT BREAK CONTINUE GOTO GOSUB ON ERROR RESUME TRY CATCH FINALLY PARAM DESCRIPTION LET
  CONST SET DIM AS WITH WHERE AND OR NOT XOR MOD IS LIKE ILIKE BETWEEN CONTAINS FOUND ORDER BY ASC DESC LIMIT OFFSET
  STARTS ENDS MATCHES BEGIN TABLE STOP TIMEOUT RETRIES`.split(/\s+/),
)

/** Keywords until the server has told its list, and where it tells none. */
export const FIRST_KEYWORDS: readonly string[] = [
  'TALK',
  'HEAR',
  'WAIT',
  'TRANSFER TO HUMAN',
  'SET SESSION',
  'GET SESSION',
  'ADD SUGGESTION',
  'CLEAR SUGGESTIONS',
  'FIND',
  'SAVE',
  'INSERT',
  'UPDATE',
  'DELETE',
  'SEND FILE',
  'SEND MAIL',
  'SEND MESSAGE',
  'SEND TEMPLATE',
  'CREATE TASK',
  'SET SCHEDULE',
  'USE TOOL',
  'USE KB',
  'PRINT',
]

export const VALUES: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'NULL', 'NOTHING'])

/** With `#lang pt` in the first lines: the same words in Portuguese. */
export const PORTUGUESE: readonly string[] =
  `DIGA, FALE, OUÇA, PERGUNTE, SE, ENTÃO, SENÃO, FIM, PARA CADA, PARA, EM, PRÓXIMO, ATÉ, PASSO,
  ENQUANTO, ESCOLHA, CASO, CONTRÁRIO, ROTINA, FUNÇÃO, RETORNE, SAIA, PARE, CHAME, E, OU, NÃO, CONTÉM,
  ENCONTRADO, TRANSFERIR PARA HUMANO, NOTIFICAR, BUSCAR, CRIAR, ATUALIZAR, SALVAR, EXCLUIR, ONDE,
  ORDENAR POR, LIMITE, DEFINIR SESSÃO, OBTER SESSÃO, CRIAR REUNIÃO, CRIAR TAREFA, ENVIAR EMAIL, ENVIAR
  ARQUIVO, ENVIAR MODELO, ADICIONAR SUGESTÃO, LIMPAR SUGESTÕES, AGENDAR, ESPERAR, PARÂMETRO, DESCRIÇÃO`.split(
    /,\s+/,
  )

export const PORTUGUESE_VALUES: ReadonlySet<string> = new Set(['VERDADEIRO', 'FALSO', 'NULO'])

const FIRST_LINES = 5

export function isPortuguese(source: string): boolean {
  return source.split('\n', FIRST_LINES).some((line) => /^#lang\s+pt\b/i.test(line))
}
