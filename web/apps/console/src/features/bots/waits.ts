import { useLingui } from '@lingui/react/macro'

/** What a script waits for, in words. */
export function useWaitNames(): (kind: string) => string {
  const { t } = useLingui()
  const names: Record<string, string> = {
    hear: t`Espera uma resposta`,
    response: t`Espera uma resposta`,
    time: t`Espera um tempo`,
    event: t`Espera um evento`,
    keyword: t`Espera um serviço`,
  }
  return (kind) => names[kind] ?? t`Espera`
}
