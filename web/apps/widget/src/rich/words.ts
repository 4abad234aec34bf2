/** The words of what is fetched later, in three languages. */
import type { Locale } from '../i18n/locale.ts'

export interface Words {
  attach: string
  remove: string
  uploading: string
  notUploaded: string
  tooLarge: string
  record: string
  stop: string
  discard: string
  sendVoice: string
  noMicrophone: string
  voice: string
  image: string
  file: string
  receiving: string
  unavailable: string
  deleted: string
  edited: string
  reply: string
  noReply: string
  quoted: string
  open: string
  drop: string
  worst: string
  best: string
  why: string
  sendComment: string
  noComment: string
}

const WORDS: Record<Locale, Words> = {
  'pt-BR': {
    attach: 'Anexar arquivos',
    remove: 'Remover',
    uploading: 'Enviando…',
    notUploaded: 'Não foi enviado. Toque para tentar de novo.',
    tooLarge: 'Grande demais: até 25 MB.',
    record: 'Gravar mensagem de voz',
    stop: 'Parar',
    discard: 'Descartar',
    sendVoice: 'Enviar gravação',
    noMicrophone: 'Libere o microfone no navegador para gravar.',
    voice: 'Mensagem de voz',
    image: 'Imagem',
    file: 'Arquivo',
    receiving: 'Recebendo…',
    unavailable: 'Arquivo indisponível',
    deleted: 'Mensagem apagada',
    edited: 'editada',
    reply: 'Responder',
    noReply: 'Não responder a esta mensagem',
    quoted: 'Em resposta a',
    open: 'Abrir',
    drop: 'Solte para enviar',
    worst: '0 = péssimo',
    best: '10 = ótimo',
    why: 'Conte o motivo (opcional)',
    sendComment: 'Enviar comentário',
    noComment: 'Sem comentários',
  },
  en: {
    attach: 'Attach files',
    remove: 'Remove',
    uploading: 'Uploading…',
    notUploaded: 'Not uploaded. Tap to try again.',
    tooLarge: 'Too large: 25 MB at most.',
    record: 'Record a voice message',
    stop: 'Stop',
    discard: 'Discard',
    sendVoice: 'Send recording',
    noMicrophone: 'Allow the microphone in your browser to record.',
    voice: 'Voice message',
    image: 'Picture',
    file: 'File',
    receiving: 'Receiving…',
    unavailable: 'File not available',
    deleted: 'Message deleted',
    edited: 'edited',
    reply: 'Reply',
    noReply: "Don't reply to this message",
    quoted: 'In reply to',
    open: 'Open',
    drop: 'Drop to send',
    worst: '0 = terrible',
    best: '10 = excellent',
    why: 'Tell us why (optional)',
    sendComment: 'Send comment',
    noComment: 'No comment',
  },
  es: {
    attach: 'Adjuntar archivos',
    remove: 'Quitar',
    uploading: 'Enviando…',
    notUploaded: 'No se envió. Toca para reintentar.',
    tooLarge: 'Demasiado grande: hasta 25 MB.',
    record: 'Grabar un mensaje de voz',
    stop: 'Parar',
    discard: 'Descartar',
    sendVoice: 'Enviar grabación',
    noMicrophone: 'Permite el micrófono en el navegador para grabar.',
    voice: 'Mensaje de voz',
    image: 'Imagen',
    file: 'Archivo',
    receiving: 'Recibiendo…',
    unavailable: 'Archivo no disponible',
    deleted: 'Mensaje borrado',
    edited: 'editado',
    reply: 'Responder',
    noReply: 'No responder a este mensaje',
    quoted: 'En respuesta a',
    open: 'Abrir',
    drop: 'Suelta para enviar',
    worst: '0 = pésimo',
    best: '10 = excelente',
    why: 'Cuéntanos el motivo (opcional)',
    sendComment: 'Enviar comentario',
    noComment: 'Sin comentarios',
  },
}

/** In the language of the page. */
export const words = (): Words => WORDS[document.documentElement.lang as Locale] ?? WORDS['pt-BR']
