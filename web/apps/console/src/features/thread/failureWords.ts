/** Why a message wasn't delivered, by the codes that every channel gives, and what to do about it. */
import { t } from '@lingui/core/macro'

/** A sentence in the reader's language; null: only the vendor's own words are known. */
export function failureWords(code: string): string | null {
  return aboutWindow(code) ?? aboutPerson(code) ?? aboutContent(code) ?? aboutAccount(code) ?? aboutTime(code)
}

/** Whether a template gets through where this message didn't. */
export function wantsTemplate(code: string): boolean {
  return code === 'window_closed' || code === 'needs_template'
}

function aboutWindow(code: string): string | null {
  switch (code) {
    case 'window_closed':
      return t`A janela de resposta fechou. Espere o cliente escrever ou envie um modelo.`
    case 'needs_template':
      return t`Passaram 24 horas desde a última mensagem do cliente. Envie um modelo.`
    case 'template_refused':
      return t`O WhatsApp recusou o modelo. Confira se está aprovado e se os campos estão certos.`
    default:
      return null
  }
}

function aboutPerson(code: string): string | null {
  switch (code) {
    case 'opted_out':
      return t`O cliente pediu para não receber estas mensagens. Você pode responder quando ele escrever.`
    case 'blocked_by_recipient':
      return t`O cliente bloqueou esta conta. Fale com ele por outro canal.`
    case 'unknown_recipient':
    case 'invalid_recipient':
      return t`Este número ou usuário não existe no canal. Confira o telefone do contato: país, DDD e número.`
    case 'undeliverable':
      return t`Não chegou. Confira o país e o número do contato; talvez ele não use este aplicativo.`
    case 'unreachable_phone':
    case 'unreachable_recipient':
    case 'recipient_unavailable':
      return t`O cliente não está acessível agora. Tente mais tarde ou por outro canal.`
    case 'recipient_saturated':
      return t`O cliente já recebeu muitas mensagens de empresas. Espere um dia ou use outro canal.`
    case 'recipient_in_experiment':
      return t`O WhatsApp não entrega modelos de marketing a este cliente no momento.`
    case 'recipient_is_sender':
      return t`O contato tem o mesmo número desta conta.`
    case 'recipient_not_allowed':
      return t`A conta está em teste e só envia a números cadastrados. Peça a um administrador para liberá-la.`
    case 'needs_phone_number':
      return t`Este modelo precisa do telefone do cliente, que ele não mostra.`
    default:
      return null
  }
}

function aboutContent(code: string): string | null {
  switch (code) {
    case 'empty_text':
      return t`A mensagem está vazia.`
    case 'text_too_long':
      return t`O texto é longo demais para este canal. Divida-o.`
    case 'partly_sent':
      return t`Só uma parte chegou. Envie de novo apenas o que falta.`
    case 'unsupported_kind':
      return t`Este canal não leva este tipo de mensagem.`
    case 'media_refused':
      return t`O canal não aceitou o arquivo. Tente outro formato ou um arquivo menor.`
    case 'media_unavailable':
      return t`O arquivo não está mais disponível. Envie-o de novo.`
    case 'filtered_by_carrier':
      return t`A operadora barrou a mensagem como propaganda. Escreva de outro jeito, sem links.`
    case 'canceled':
      return t`O envio foi cancelado.`
    case 'owner_changed':
      return t`A conversa mudou de mãos antes do envio; nada foi enviado.`
    case 'invalid_parameter':
    case 'vendor_rejected':
      return t`O canal recusou a mensagem.`
    default:
      return null
  }
}

function aboutAccount(code: string): string | null {
  switch (code) {
    case 'token_expired':
    case 'token_invalid':
    case 'credentials_missing':
      return t`O acesso desta conta venceu ou está errado. Um administrador precisa renová-lo em Canais.`
    case 'permission_denied':
    case 'messages_disabled':
      return t`Falta uma permissão a esta conta. Um administrador precisa conferi-la no fornecedor.`
    case 'account_blocked':
    case 'account_locked':
    case 'account_suspended':
      return t`O fornecedor bloqueou esta conta. Um administrador precisa resolver com ele.`
    case 'payment_problem':
      return t`Há um problema de pagamento no fornecedor. Avise um administrador.`
    case 'number_not_registered':
    case 'unknown_phone_number_id':
    case 'account_unknown':
    case 'sender_invalid':
    case 'sender_unregistered':
      return t`O número ou a conta deste canal não está certo no fornecedor. Avise um administrador.`
    case 'region_not_enabled':
      return t`A conta não pode enviar a este país. Um administrador pode liberá-lo no fornecedor.`
    case 'webhook_refused':
    case 'public_url_missing':
      return t`O sistema precisa de um endereço público para isto. Avise um administrador.`
    default:
      return null
  }
}

function aboutTime(code: string): string | null {
  switch (code) {
    case 'rate_limited':
    case 'recipient_rate_limited':
      return t`Muitas mensagens em pouco tempo. Espere um pouco e tente de novo.`
    case 'spam_rate_limited':
      return t`O WhatsApp limitou este número porque clientes o bloquearam ou denunciaram. Avise um administrador.`
    case 'vendor_unavailable':
    case 'vendor_error':
    case 'no_answer':
    case 'unreachable':
    case 'unreadable_answer':
      return t`O canal não respondeu. Tente de novo em alguns minutos.`
    case 'account_in_maintenance':
      return t`A conta está em manutenção no fornecedor. Tente mais tarde.`
    default:
      return null
  }
}
