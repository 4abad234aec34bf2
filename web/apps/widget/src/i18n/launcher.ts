/** The few words of the bubble; the panel's are in `texts.ts`. */
import type { Locale } from './locale.ts'

interface LauncherTexts {
  title: string
  open: (unread: number) => string
  close: string
}

const TEXTS: Record<Locale, LauncherTexts> = {
  'pt-BR': {
    title: 'Atendimento',
    open: (n) => (n === 0 ? 'Abrir atendimento' : `Abrir atendimento, ${n === 1 ? '1 mensagem nova' : `${n} mensagens novas`}`),
    close: 'Fechar atendimento',
  },
  en: {
    title: 'Support chat',
    open: (n) => (n === 0 ? 'Open chat' : `Open chat, ${n === 1 ? '1 new message' : `${n} new messages`}`),
    close: 'Close chat',
  },
  es: {
    title: 'Atención',
    open: (n) => (n === 0 ? 'Abrir chat' : `Abrir chat, ${n === 1 ? '1 mensaje nuevo' : `${n} mensajes nuevos`}`),
    close: 'Cerrar chat',
  },
}

export const launcherTexts = (locale: Locale) => TEXTS[locale]
