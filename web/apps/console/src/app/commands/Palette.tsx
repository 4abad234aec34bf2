import type { Page, SearchHit } from '@attendance/api'
import { ChannelGlyph, Kbd } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command as Cmdk } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { api } from '../client'
import { plainSnippet } from '@/features/inbox/snippets'
import { folded } from '../fold'
import { useDebounced } from '../useDebounced'
import { shownKeys } from './keys'
import { allCommands, useRegistry, type Command } from './registry'
import { GROUPS, useGroupTitles } from './groups'

const ITEM = 'flex h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised'

/** Everything that can be done now, and every conversation, by a few letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const registry = useRegistry()
  const groupTitles = useGroupTitles()
  const [typed, setTyped] = useState('')
  const commands = allCommands(registry).filter((command) => !command.isMotion)
  const groups = GROUPS.map(
    (group) => [group, commands.filter((command) => command.group === group)] as const,
  )

  function run(command: Command) {
    onClose()
    // After the dialog gave the focus back, so that the command may move it.
    setTimeout(command.run, 0)
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl bg-panel shadow-float"
        >
          <Dialog.Title className="sr-only">{t`Paleta de comandos`}</Dialog.Title>
          <Cmdk label={t`Paleta de comandos`} loop filter={matches}>
            <Cmdk.Input
              autoFocus
              value={typed}
              onValueChange={setTyped}
              placeholder={t`Digite um comando, um nome, um telefone…`}
              className="h-12 w-full border-b border-line bg-transparent px-4 text-base outline-none"
            />
            <Cmdk.List className="max-h-[min(420px,60vh)] overflow-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-mute">
              <Cmdk.Empty className="p-6 text-center text-mute">{t`Nada encontrado.`}</Cmdk.Empty>
              {groups.map(
                ([group, members]) =>
                  members.length > 0 && (
                    <Cmdk.Group key={group} heading={groupTitles[group]}>
                      {members.map((command) => (
                        <CommandItem key={command.id} command={command} onRun={() => run(command)} />
                      ))}
                    </Cmdk.Group>
                  ),
              )}
              <FoundConversations typed={typed} onClose={onClose} />
            </Cmdk.List>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function CommandItem({ command, onRun }: { command: Command; onRun: () => void }) {
  return (
    <Cmdk.Item value={command.id} keywords={[command.title]} onSelect={onRun} className={ITEM}>
      <span className="grid w-4 place-items-center text-mute">{command.icon}</span>
      <span className="min-w-0 flex-1 truncate">{command.title}</span>
      {command.keys && <Keys keys={command.keys} />}
    </Cmdk.Item>
  )
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1 text-mute">
      {keys.split(' ').map((key) => (
        <Kbd key={key} className="px-1.5 text-2xs">
          {shownKeys(key)}
        </Kbd>
      ))}
    </span>
  )
}

function FoundConversations({ typed, onClose }: { typed: string; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const wanted = useDebounced(typed.trim(), 200)
  const hits = useQuery({
    queryKey: ['search', wanted, 8],
    queryFn: ({ signal }) =>
      api.get<Page<SearchHit>>('/api/attendance/conversations/search', {
        query: { q: wanted, limit: 8 },
        signal,
      }),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  })
  if (wanted.length < 2 || !hits.data?.items.length) return null
  return (
    <Cmdk.Group heading={t`Conversas`} forceMount>
      {hits.data.items.map(({ conversation, snippet }) => (
        <Cmdk.Item
          key={conversation.id}
          forceMount
          value={conversation.id}
          className={ITEM}
          onSelect={() => {
            onClose()
            void navigate({ to: '/conversas/$id', params: { id: conversation.id }, search: {} })
          }}
        >
          <ChannelGlyph channel={conversation.channel} className="ring-0" />
          <span className="max-w-48 shrink-0 truncate">{conversation.contact.name}</span>
          <span className="text-mute">#{conversation.number}</span>
          <span className="min-w-0 flex-1 truncate text-mute">
            {snippet ? plainSnippet(snippet) : conversation.last_message?.text}
          </span>
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}

/** Words in any order, accents and case aside. */
function matches(_value: string, typed: string, keywords: string[] = []): number {
  const text = folded(keywords.join(' '))
  const words = folded(typed).split(/\s+/).filter(Boolean)
  if (!words.every((word) => text.includes(word))) return 0
  return text.startsWith(words[0] ?? '') ? 1 : 0.5
}
