import { Avatar, cn, Menu, MenuItem, MenuLabel, MenuLine, PresenceDot } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown, LogOut, Moon, Sun, SunMoon, UserRoundCog } from 'lucide-react'
import { signOut, useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { setTheme, useTheme, type Theme } from '@/app/theme'
import { useMyAttendant } from '../api'
import { STATUS_WORDS } from '../status'
import { StatusItems } from './StatusItems'

const THEMES: readonly Theme[] = ['system', 'light', 'dark']
const THEME_ICONS = { system: <SunMoon size={15} />, light: <Sun size={15} />, dark: <Moon size={15} /> }

interface MyStatusProps {
  isFolded: boolean
  /** Not at the foot of the side bar but by itself, at the top of a phone. */
  isAlone?: boolean
}

/** Me: my status, my account, the way out. */
export function MyStatus({ isFolded, isAlone }: MyStatusProps) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const attendant = useMyAttendant()
  const navigate = useNavigate()
  const { theme } = useTheme()
  const themeWords = { system: t`Tema do sistema`, light: t`Tema claro`, dark: t`Tema escuro` }
  const status = attendant ? i18n._(STATUS_WORDS[attendant.status].title) : null

  async function leave() {
    await signOut().catch(showProblem)
    await navigate({ to: '/entrar' })
  }

  const trigger = (
    <button
      type="button"
      aria-label={status ? t`${me.name}, ${status}. Mudar status e conta` : t`${me.name}. Conta`}
      className={cn(
        'flex items-center gap-2 text-left hover:bg-raised',
        isAlone
          ? 'size-11 justify-center rounded-md'
          : isFolded
            ? 'h-14 justify-center border-t border-line'
            : 'h-13 border-t border-line px-3',
      )}
    >
      <Avatar
        name={me.name}
        size="sm"
        mark={attendant && <PresenceDot status={attendant.status} className="size-2.5 ring-2 ring-canvas" />}
      />
      {!isFolded && (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-xs font-medium">{me.name}</span>
            <span className="block truncate text-2xs text-mute">
              {[status, attendant?.status_reason].filter(Boolean).join(' · ') || me.email}
            </span>
          </span>
          <ChevronsUpDown size={13} aria-hidden className="text-mute" />
        </>
      )}
    </button>
  )

  return (
    <Menu trigger={trigger} align={isAlone ? 'end' : 'start'} side={isAlone ? 'bottom' : 'top'}>
      {attendant && <StatusItems attendant={attendant} />}
      {attendant && <MenuLine />}
      <MenuLabel>{t`Aparência`}</MenuLabel>
      {THEMES.map((one) => (
        <MenuItem key={one} icon={THEME_ICONS[one]} isChosen={one === theme} onChoose={() => setTheme(one)}>
          {themeWords[one]}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem
        icon={<UserRoundCog size={15} />}
        onChoose={() => void navigate({ to: '/configuracoes/conta' })}
      >
        {t`Minha conta`}
      </MenuItem>
      <MenuItem icon={<LogOut size={15} />} onChoose={() => void leave()}>
        {t`Sair`}
      </MenuItem>
    </Menu>
  )
}
