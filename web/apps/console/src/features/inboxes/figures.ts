/** What vendors say of an account, as people read it. */
import { t } from '@lingui/core/macro'

/** Meta's colours of a number's quality, as words. */
export function qualityName(quality: string): string {
  if (quality === 'green') return t`Alta`
  if (quality === 'yellow') return t`Média`
  return quality === 'red' ? t`Baixa` : quality
}

/** Meta writes TIER_1K; people read 1.000. */
export function limitName(limit: string, number: (value: number) => string): string {
  if (/unlimited/i.test(limit)) return t`Sem limite`
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/i.exec(limit) ?? []
  return digits ? number(Number(digits) * (thousands ? 1000 : 1)) : limit
}
