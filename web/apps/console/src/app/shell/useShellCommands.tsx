import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Moon, PanelLeft, Search, Undo2, Volume2 } from 'lucide-react'
import { undoLast } from '@/features/actions/perform'
import { viewsFor } from '@/features/inbox/views'
import { useSound } from '@/features/notifications/sound'
import { useCommands, type Command } from '../commands/registry'
import { useLayout } from '../layout'
import { useMe } from '../session'
import { toggleTheme } from '../theme'
import { placesFor } from './navigation'
import { useOverlays } from './overlays'
import { VIEW_TITLES } from './viewTitles'

/** What can be done from everywhere. */
export function useShellCommands(): void {
  const { t, i18n } = useLingui()
  const me = useMe()
  const navigate = useNavigate()
  const { openPalette, openSheet } = useOverlays()
  const { toggle } = useLayout()
  const { isMuted, toggleMuted } = useSound()

  const places = placesFor(me).map(({ to, title, Icon, keys }): Command => ({
    id: `go ${to}`,
    title: t`Ir para ${i18n._(title)}`,
    group: 'navigation',
    keys,
    icon: <Icon size={15} />,
    run: () => void navigate({ to }),
  }))
  const views = viewsFor(me).map((view): Command => {
    const { title, Icon, keys } = VIEW_TITLES[view]
    return {
      id: `view ${view}`,
      title: t`Ver conversas: ${i18n._(title)}`,
      group: 'navigation',
      keys,
      icon: <Icon size={15} />,
      run: () => void navigate({ to: '/conversas', search: { view } }),
    }
  })
  useCommands([
    ...places,
    ...views,
    {
      id: 'palette',
      title: t`Abrir a paleta de comandos`,
      group: 'general',
      keys: 'Mod+k',
      icon: <Search size={15} />,
      whileWriting: true,
      isMotion: true,
      run: openPalette,
    },
    { id: 'shortcuts', title: t`Ver todos os atalhos`, group: 'general', keys: '?', run: openSheet },
    {
      id: 'theme',
      title: t`Alternar tema claro e escuro`,
      group: 'general',
      keys: 'D',
      icon: <Moon size={15} />,
      run: toggleTheme,
    },
    {
      id: 'sidebar',
      title: t`Recolher ou abrir a barra lateral`,
      group: 'general',
      keys: '[',
      icon: <PanelLeft size={15} />,
      run: () => toggle('isSidebarFolded'),
    },
    {
      id: 'undo',
      title: t`Desfazer a última ação`,
      group: 'general',
      keys: 'z',
      icon: <Undo2 size={15} />,
      run: undoLast,
    },
    {
      id: 'sound',
      title: isMuted ? t`Ligar o som` : t`Desligar o som`,
      group: 'general',
      keys: 'M',
      icon: <Volume2 size={15} />,
      run: toggleMuted,
    },
  ])
}
