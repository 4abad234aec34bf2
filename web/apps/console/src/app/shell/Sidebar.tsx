import { cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { PanelLeft, Search } from 'lucide-react'
import { InboxNav } from '@/features/inbox/parts/InboxNav'
import { MyStatus } from '@/features/attendants/parts/MyStatus'
import { NARROW, useLayout, useMedia } from '../layout'
import { useMe } from '../session'
import { Mark } from './Mark'
import { NavLink } from './NavLink'
import { INBOX, placesFor } from './navigation'
import { useOverlays } from './overlays'

export function Sidebar() {
  const { t } = useLingui()
  const me = useMe()
  const { isSidebarFolded, toggle } = useLayout()
  const isNarrow = useMedia(NARROW)
  const isFolded = isSidebarFolded || isNarrow
  return (
    <nav
      aria-label={t`Principal`}
      className={cn('flex shrink-0 flex-col border-r border-line bg-canvas', isFolded ? 'w-14' : 'w-54')}
    >
      <header className={cn('flex h-12 shrink-0 items-center gap-2', isFolded ? 'justify-center' : 'px-3')}>
        <Mark className="size-7 shrink-0" />
        {!isFolded && <span className="min-w-0 flex-1 truncate font-semibold">{me.tenant_name}</span>}
        {!isFolded && (
          <IconButton
            label={t`Recolher barra lateral`}
            keys="["
            icon={<PanelLeft size={15} />}
            className="size-7"
            onClick={() => toggle('isSidebarFolded')}
          />
        )}
      </header>
      <div className="min-h-0 flex-1 space-y-0.5 overflow-y-auto px-2 py-1">
        <SearchButton isFolded={isFolded} />
        <InboxNav isFolded={isFolded} />
        <div className="my-2 h-px bg-line" />
        {placesFor(me)
          .filter((place) => place !== INBOX)
          .map(({ to, title, Icon, keys }) => (
            <NavLink key={to} link={{ to }} title={title} Icon={Icon} keys={keys} isFolded={isFolded} />
          ))}
      </div>
      {isFolded && !isNarrow && (
        <IconButton
          label={t`Abrir barra lateral`}
          keys="["
          icon={<PanelLeft size={16} />}
          className="mx-auto mb-1"
          onClick={() => toggle('isSidebarFolded')}
        />
      )}
      <MyStatus isFolded={isFolded} />
    </nav>
  )
}

function SearchButton({ isFolded }: { isFolded: boolean }) {
  const { t } = useLingui()
  const { openPalette } = useOverlays()
  if (isFolded) {
    return (
      <IconButton
        label={t`Buscar e comandar`}
        keys="Ctrl K"
        icon={<Search size={17} />}
        className="mx-auto size-9"
        onClick={openPalette}
      />
    )
  }
  return (
    <button
      type="button"
      onClick={openPalette}
      className="mb-2 flex h-8 w-full items-center gap-2 rounded-md border border-line bg-panel px-2 text-mute hover:border-line-strong"
    >
      <Search size={14} aria-hidden />
      <span className="flex-1 truncate text-left">{t`Buscar e comandar`}</span>
      <kbd aria-hidden className="font-sans text-2xs">
        Ctrl K
      </kbd>
    </button>
  )
}
