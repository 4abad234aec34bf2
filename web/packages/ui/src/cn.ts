import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({ extend: { theme: { text: ['2xs'] } } })

/** Join class names; of two that say the same thing the later one wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values))
}
