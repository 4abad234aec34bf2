import type { Strategy } from '@attendance/api'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export const STRATEGY_WORDS: Record<Strategy, { title: MessageDescriptor; hint: MessageDescriptor }> = {
  balanced: {
    title: msg`Equilibrada`,
    hint: msg`Quem tem a menor parte da capacidade em uso; o assunto preferido desempata.`,
  },
  round_robin: { title: msg`Rodízio`, hint: msg`Quem está há mais tempo sem receber.` },
  skills: {
    title: msg`Por habilidade`,
    hint: msg`Quem é melhor nas habilidades exigidas; depois de um tempo, qualquer um.`,
  },
  preferred: {
    title: msg`Último atendente`,
    hint: msg`Quem atendeu este cliente antes, se estiver livre dentro do prazo.`,
  },
}
