import { cn, Tooltip } from '@attendance/ui'
import type { MessageDescriptor } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import { shownKeys } from '../commands/keys'
import { useFormats } from '../formats'

interface NavLinkProps {
  link: Pick<LinkProps, 'to' | 'search' | 'activeOptions'>
  title: MessageDescriptor | string
  Icon: LucideIcon
  keys?: string
  count?: number | undefined
  isFolded: boolean
}

/** One place in the side bar; folded it is an icon whose words are in its tooltip. */
export function NavLink({ link, title, Icon, keys, count, isFolded }: NavLinkProps) {
  const { i18n } = useLingui()
  const { number } = useFormats()
  const words = typeof title === 'string' ? title : i18n._(title)
  const anchor = (
    <Link
      {...link}
      aria-label={isFolded ? words : undefined}
      className={cn(
        'flex items-center gap-2 rounded-md text-mute hover:bg-raised hover:text-ink',
        isFolded ? 'mx-auto size-9 justify-center' : 'h-7.5 px-2',
      )}
      activeProps={{ className: 'bg-brand-soft! text-brand-text! font-medium' }}
    >
      <Icon size={isFolded ? 18 : 16} aria-hidden className="shrink-0" />
      {!isFolded && <span className="min-w-0 flex-1 truncate">{words}</span>}
      {!isFolded && count !== undefined && count > 0 && (
        <span className="text-2xs tabular-nums">{number(count)}</span>
      )}
    </Link>
  )
  if (!isFolded) return anchor
  return (
    <Tooltip text={words} keys={keys ? shownKeys(keys) : undefined} side="right">
      {anchor}
    </Tooltip>
  )
}
