import { plural } from './plural.ts'
import type { Texts } from './texts.ts'

export const TEXTS: Texts = {
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
}
