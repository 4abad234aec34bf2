import type { ReactNode } from 'react'
import { cn } from './cn'

const HUES = [
  'bg-[#dfe6fd] text-[#2b3f9b] dark:bg-[#262f57] dark:text-[#bcc9ff]',
  'bg-[#d9f0e3] text-[#1b5a38] dark:bg-[#17382a] dark:text-[#a3dfbf]',
  'bg-[#fbe3d6] text-[#83401a] dark:bg-[#43271a] dark:text-[#f3bf9f]',
  'bg-[#f4dff3] text-[#75306f] dark:bg-[#3d2039] dark:text-[#ecb3e6]',
  'bg-[#dcedf6] text-[#1d5069] dark:bg-[#18333f] dark:text-[#a3d3ea]',
  'bg-[#f4ecc9] text-[#665008] dark:bg-[#39310f] dark:text-[#e4d184]',
]

interface AvatarProps {
  name: string
  size?: 'xs' | 'sm' | 'md' | 'lg'
  /** A small mark at the lower right: the channel, or a presence. */
  mark?: ReactNode
  className?: string
}

const SIZES = { xs: 'size-5 text-[9px]', sm: 'size-7 text-2xs', md: 'size-9 text-xs', lg: 'size-14 text-lg' }

/** Initials on a colour that stays the same for the same name. Decoration: the name stands beside it. */
export function Avatar({ name, size = 'md', mark, className }: AvatarProps) {
  return (
    <span aria-hidden className={cn('relative block size-fit shrink-0', className)}>
      <span
        className={cn('grid place-items-center rounded-full font-semibold', SIZES[size], HUES[hueOf(name)])}
      >
        {initials(name)}
      </span>
      {mark && <span className="absolute -right-1 -bottom-0.5">{mark}</span>}
    </span>
  )
}

export function initials(name: string): string {
  const words = name
    .split(/\s+/)
    .filter((word) => /^\p{L}|\p{N}/u.test(word) && !/^(da|de|do|das|dos|e)$/i.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return `${first?.[0] ?? '?'}${last?.[0] ?? ''}`.toUpperCase()
}

function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997
  return sum % HUES.length
}
