/** Every word of the panel, in three languages. */
import type { Locale } from './locale.ts'

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

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many.replace('#', String(count)))

const TEXTS: Record<Locale, Texts> = {
  'pt-BR': {
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
  },
  en: {
    close: 'Close',
    placeholder: 'Write a message…',
    send: 'Send',
    conversation: 'Conversation',
    offline: 'No connection. What you write is sent when it is back.',
    connecting: 'Connecting…',
    sending: 'Sending…',
    sent: 'Sent',
    read: 'Read',
    failed: 'Not sent.',
    tooLong: (over) => `${plural(over, '1 character', '# characters')} too many`,
    retry: 'Try again',
    older: 'Show earlier messages',
    today: 'Today',
    yesterday: 'Yesterday',
    you: 'You',
    bot: 'Virtual assistant',
    answeredBy: (name) => `${name} is with you`,
    waiting: (position) => (position === null ? 'Waiting for somebody' : `You are number ${position} in the queue`),
    estimate: (minutes) =>
      minutes === null ? '' : minutes < 1 ? 'less than 1 minute' : `about ${plural(minutes, '1 minute', '# minutes')}`,
    resolved: 'This conversation is closed. Write to continue it.',
    typing: (name) => `${name} is typing`,
    newMessages: (count) => plural(count, '1 new message', '# new messages'),
    quickReplies: 'Quick replies',
    identityRequired: 'Sign in to your account to talk with us.',
    unavailable: 'This chat is not available now.',
    tooFast: 'Too many messages at once. Wait a moment.',
  },
  es: {
    close: 'Cerrar',
    placeholder: 'Escribe tu mensaje…',
    send: 'Enviar',
    conversation: 'Conversación',
    offline: 'Sin conexión. Lo que escribas se enviará cuando vuelva.',
    connecting: 'Conectando…',
    sending: 'Enviando…',
    sent: 'Enviado',
    read: 'Leído',
    failed: 'No se envió.',
    tooLong: (over) => `${plural(over, '1 carácter', '# caracteres')} de más`,
    retry: 'Reintentar',
    older: 'Ver mensajes anteriores',
    today: 'Hoy',
    yesterday: 'Ayer',
    you: 'Tú',
    bot: 'Asistente virtual',
    answeredBy: (name) => `${name} te atiende`,
    waiting: (position) => (position === null ? 'Esperando atención' : `Eres el número ${position} de la fila`),
    estimate: (minutes) =>
      minutes === null ? '' : minutes < 1 ? 'menos de 1 minuto' : `unos ${plural(minutes, '1 minuto', '# minutos')}`,
    resolved: 'Conversación cerrada. Escribe para continuar.',
    typing: (name) => `${name} está escribiendo`,
    newMessages: (count) => plural(count, '1 mensaje nuevo', '# mensajes nuevos'),
    quickReplies: 'Respuestas rápidas',
    identityRequired: 'Inicia sesión en tu cuenta para hablar con nosotros.',
    unavailable: 'Este chat no está disponible ahora.',
    tooFast: 'Demasiados mensajes seguidos. Espera un momento.',
  },
}

export const textsOf = (locale: Locale) => TEXTS[locale]
