import { Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { GROUPS, useGroupTitles } from './groups'
import { Keys } from './Palette'
import { allCommands, useRegistry } from './registry'

/** Every key that works on this page. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const groupTitles = useGroupTitles()
  const commands = allCommands(useRegistry()).filter((command) => command.keys)
  return (
    <Dialog title={t`Atalhos do teclado`} closeLabel={t`Fechar`} onClose={onClose} size="lg">
      <div className="columns-1 gap-8 sm:columns-2">
        {GROUPS.map((group) => (
          <section key={group} className="mb-5 break-inside-avoid empty:hidden">
            <h3 className="mb-1 text-xs font-medium text-mute">{groupTitles[group]}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div
                    key={command.id}
                    className="flex items-center gap-2 border-b border-line py-1 last:border-0"
                  >
                    <dt className="min-w-0 flex-1">{command.title}</dt>
                    <dd>
                      <Keys keys={command.keys ?? ''} />
                      <span className="sr-only">{command.keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
