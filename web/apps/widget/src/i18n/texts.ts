/** Every word of the panel, in three languages: one comes with it, the others are fetched. */
import type { Locale } from './locale.ts'
import { plural } from './plural.ts'

export interface Texts {
  close: string
  placeholder: string
  send: string
  conversation: string
  offline: string
  connecting: string
  sending: string
  sent: string
  read: string
  failed: string
  tooLong: (over: number) => string
  retry: string
  older: string
  today: string
  yesterday: string
  you: string
  bot: string
  answeredBy: (name: string) => string
  waiting: (position: number | null) => string
  estimate: (minutes: number | null) => string
  resolved: string
  typing: (name: string) => string
  newMessages: (count: number) => string
  quickReplies: string
  identityRequired: string
  unavailable: string
  tooFast: string
}

const PORTUGUESE: Texts = {
  close: 'Fechar',
  placeholder: 'Escreva sua mensagem…',
  send: 'Enviar',
  conversation: 'Conversa',
  offline: 'Sem conexão. O que você escrever será enviado quando ela voltar.',
  connecting: 'Conectando…',
  sending: 'Enviando…',
  sent: 'Enviada',
  read: 'Lida',
  failed: 'Não foi enviada.',
  tooLong: (over) => `${plural(over, '1 caractere', '# caracteres')} a mais`,
  retry: 'Tentar de novo',
  older: 'Ver mensagens anteriores',
  today: 'Hoje',
  yesterday: 'Ontem',
  you: 'Você',
  bot: 'Assistente virtual',
  answeredBy: (name) => `${name} está com você`,
  waiting: (position) => (position === null ? 'Aguardando atendimento' : `Você é o ${position}º da fila`),
  estimate: (minutes) =>
    minutes === null ? '' : minutes < 1 ? 'menos de 1 minuto' : `cerca de ${plural(minutes, '1 minuto', '# minutos')}`,
  resolved: 'Atendimento encerrado. Escreva para continuar.',
  typing: (name) => `${name} está digitando`,
  newMessages: (count) => plural(count, '1 mensagem nova', '# mensagens novas'),
  quickReplies: 'Respostas rápidas',
  identityRequired: 'Entre na sua conta para conversar conosco.',
  unavailable: 'Este atendimento não está disponível agora.',
  tooFast: 'Muitas mensagens seguidas. Aguarde um instante.',
}

export async function textsOf(locale: Locale): Promise<Texts> {
  if (locale === 'pt-BR') return PORTUGUESE
  return (locale === 'en' ? await import('./en.ts') : await import('./es.ts')).TEXTS
}
