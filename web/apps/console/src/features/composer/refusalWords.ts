import { channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import type { Refusal } from '@/features/media/limits'
import { sizeText } from '@/features/media/sizes'

/** Why a file can't go, and what helps. */
export function useRefusalWords(channel: string): (refusal: Refusal) => string {
  const { t, i18n } = useLingui()
  const name = channelName(channel)
  return (refusal) => {
    switch (refusal.why) {
      case 'empty':
        return t`O arquivo está vazio.`
      case 'kind':
        return t`${name} não leva este tipo de arquivo.`
      case 'type':
        return t`${name} não aceita este formato. Converta para PDF, por exemplo.`
      case 'size': {
        const most = sizeText(refusal.mostBytes, i18n.locale)
        return t`Grande demais: ${name} aceita até ${most}.`
      }
    }
  }
}
