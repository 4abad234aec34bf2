/** What an inbox's report says, as sentences for an administrator: what is so, and what to do about it. */
import type { Inbox, InboxReport } from '@attendance/api'
import type { Formats } from '@attendance/i18n'
import { plural, t } from '@lingui/core/macro'
import { failureWords } from '@/features/thread/failureWords'

export interface Finding {
  key: string
  tone: 'danger' | 'warn' | 'ok' | 'neutral'
  title: string
  detail: string
}

type Says = Pick<Formats, 'moment'>

/** Worst first; when all is well, one sentence says so. */
export function findingsOf(inbox: Inbox, report: InboxReport, formats: Says): Finding[] {
  const found = [
    ...aboutSending(report, formats),
    ...aboutToken(report, formats),
    ...aboutCheck(report),
    ...aboutIncoming(inbox, report),
    ...aboutAccount(report, formats),
    ...aboutLastError(report, formats),
  ]
  if (found.length > 0) return found
  const title = report.state === 'new' ? t`Pronto para a primeira mensagem` : t`Tudo funcionando`
  const detail =
    report.state === 'new'
      ? t`Peça a alguém da equipe para escrever a esta conta; a conversa aparece em segundos.`
      : t`Mensagens chegam e saem normalmente.`
  return [{ key: 'well', tone: report.state === 'new' ? 'neutral' : 'ok', title, detail }]
}

function aboutSending({ state, health, waiting }: InboxReport, { moment }: Says): Finding[] {
  const waits = waiting > 0 ? ` ${waitingWords(waiting)}` : ''
  if (state === 'paused') {
    const detail = t`O que os clientes escrevem chega e aparece; o que a equipe e o bot escrevem espera até você retomar.`
    return [{ key: 'paused', tone: 'neutral', title: t`Este canal está pausado`, detail: detail + waits }]
  }
  if (!health.held) return []
  const { cause, reason, detail: words, retry_at: retryAt } = health.held
  const why = accountAdvice(reason) ?? failureWords(reason) ?? words
  if (cause === 'account') {
    const detail = t`${why} Nenhuma mensagem se perde: elas saem assim que o acesso for corrigido abaixo.`
    return [{ key: 'held', tone: 'danger', title: t`O fornecedor recusa esta conta`, detail: detail + waits }]
  }
  const next = retryAt ? moment(retryAt) : t`em instantes`
  const detail = t`Paramos de insistir e tentamos de novo sozinhos. Próxima tentativa: ${next}.`
  return [{ key: 'held', tone: 'danger', title: t`O fornecedor não responde`, detail: detail + waits }]
}

/** For those who can mend it; `failureWords` speaks to attendants. */
function accountAdvice(reason: string): string | null {
  switch (reason) {
    case 'token_expired':
    case 'token_invalid':
    case 'credentials_missing':
      return t`O token venceu, foi revogado ou está errado. Gere um novo e cole-o em Credenciais.`
    case 'permission_denied':
    case 'permission_missing':
      return t`Falta uma permissão ao token. Gere outro com todas as que o passo a passo pede.`
    case 'payment_problem':
      return t`Acerte a forma de pagamento da conta no fornecedor.`
    default:
      return null
  }
}

function waitingWords(count: number): string {
  return plural(count, { one: '# mensagem espera.', other: '# mensagens esperam.' })
}

function aboutToken({ health, token_days_left: days }: InboxReport, { moment }: Says): Finding[] {
  const { token_expires_at: at, warnings } = health
  if (!at) return []
  if (warnings.includes('token_expired')) {
    const detail = t`Desde ${moment(at)} nada é enviado nem recebido. Gere um token novo e cole-o em Credenciais.`
    return [{ key: 'token', tone: 'danger', title: t`O token de acesso venceu`, detail }]
  }
  if (!warnings.includes('token_expires_soon')) return []
  const title = plural(days ?? 0, {
    one: 'O token de acesso vence em # dia',
    other: 'O token de acesso vence em # dias',
  })
  const detail = t`Em ${moment(at)}. Gere um novo antes disso e cole-o em Credenciais.`
  return [{ key: 'token', tone: 'warn', title, detail }]
}

function aboutCheck({ health }: InboxReport): Finding[] {
  if (!health.check_problem || health.held) return []
  const title = t`A última verificação falhou`
  return [{ key: 'check', tone: 'danger', title, detail: health.check_problem }]
}

function aboutIncoming({ channel }: Inbox, { health, unread }: InboxReport): Finding[] {
  const found: Finding[] = []
  const refused = health.refused_24h
  if (refused > 0) {
    const title = plural(refused, {
      one: '# chamada recusada em 24 horas: a assinatura não confere',
      other: '# chamadas recusadas em 24 horas: a assinatura não confere',
    })
    found.push({ key: 'refused', tone: 'warn', title, detail: secretAdvice(channel) })
  }
  if (unread > 0) {
    const title = plural(unread, {
      one: '# entrega não pôde ser lida',
      other: '# entregas não puderam ser lidas',
    })
    const detail = t`Pode haver mensagens de clientes nelas. Veja-as abaixo e leia de novo, por exemplo depois de uma atualização.`
    found.push({ key: 'unread', tone: 'warn', title, detail })
  }
  return found
}

/** Which secret is probably wrong. */
function secretAdvice(channel: string): string {
  switch (channel) {
    case 'whatsapp':
    case 'messenger':
    case 'instagram':
      return t`Quase sempre a chave secreta do app ou a palavra de verificação está errada. Copie-as de novo da Meta.`
    case 'telegram':
      return t`O segredo do webhook mudou. Use Verificar agora: ele é combinado de novo com o Telegram.`
    case 'sms':
      return t`O Auth token está errado, ou o endereço cadastrado na Twilio não é exatamente o deste canal.`
    case 'slack':
      return t`O signing secret está errado. Copie-o de novo em Basic Information.`
    default:
      return t`O segredo deste canal não é o que o fornecedor usa. Confira as credenciais e o endereço do webhook.`
  }
}

function aboutAccount({ health }: InboxReport, { moment }: Says): Finding[] {
  const found: Finding[] = []
  if (health.warnings.includes('quality_low')) {
    const detail = t`Muitos clientes bloqueiam ou denunciam o que este número envia. Envie menos modelos e só a quem pediu.`
    found.push({ key: 'quality', tone: 'warn', title: t`Qualidade baixa no WhatsApp`, detail })
  }
  const paused = health.templates?.paused ?? 0
  if (health.warnings.includes('templates_paused')) {
    const title = plural(paused, { one: '# modelo pausado', other: '# modelos pausados' })
    const detail = t`O WhatsApp pausou modelos com retorno ruim. Enquanto isso, use outros.`
    found.push({ key: 'templates', tone: 'warn', title, detail })
  }
  if (health.warnings.includes('rate_limited') && health.rate_limited_until) {
    const detail = t`O fornecedor pediu para irmos mais devagar até ${moment(health.rate_limited_until)}. Tudo será enviado; não precisa fazer nada.`
    found.push({ key: 'rate', tone: 'warn', title: t`Enviando mais devagar`, detail })
  }
  return found
}

function aboutLastError({ health, state }: InboxReport, { moment }: Says): Finding[] {
  const { last_error: error, last_error_at: at, last_sent_at: sentAt } = health
  const isTold = health.held !== null || health.check_problem !== null || state === 'paused'
  if (!error || !at || isTold || (sentAt !== null && sentAt > at)) return []
  return [{ key: 'error', tone: 'warn', title: t`Último erro, em ${moment(at)}`, detail: error }]
}
