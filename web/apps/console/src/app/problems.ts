/** What went wrong, in words of the reader's language, saying what to do next. */
import { ProblemError, Unreachable } from '@attendance/api'
import { t } from '@lingui/core/macro'

export function problemText(problem: unknown): string {
  if (problem instanceof Unreachable) return t`Sem resposta do servidor. Confira sua conexão e tente de novo.`
  if (problem instanceof ProblemError) return wordsFor(problem)
  return t`Algo deu errado aqui. Recarregue a página e tente de novo.`
}

export function isProblem(problem: unknown, code: string): problem is ProblemError {
  return problem instanceof ProblemError && problem.code === code
}

function wordsFor(problem: ProblemError): string {
  const { by, retry_after_seconds: retryAfter } = problem.facts
  switch (problem.code) {
    case 'not_authenticated':
      return t`Sua sessão terminou. Entre de novo.`
    case 'wrong_credentials':
      return t`E-mail ou senha incorretos.`
    case 'link_expired':
      return t`Este link já foi usado ou venceu. Peça outro a quem o enviou.`
    case 'not_allowed':
      return t`Seu papel não permite isso. Peça a um administrador.`
    case 'not_found':
      return t`Isso não existe mais ou não está visível para você.`
    case 'already_taken':
      return by ? t`${String(by)} já assumiu esta conversa.` : t`Outra pessoa já assumiu esta conversa.`
    case 'window_closed':
      return t`A janela de 24 horas fechou. Só é possível responder depois que o cliente escrever de novo.`
    case 'conflict':
      return t`Alguém mudou isso enquanto você olhava. Confira e tente de novo.`
    case 'too_many_requests': {
      const minutes = Math.ceil((Number(retryAfter) || (problem.retryAfterSeconds ?? 60)) / 60)
      return t`Muitas tentativas. Tente de novo em ${minutes} min.`
    }
    default:
      return problem.message
  }
}
