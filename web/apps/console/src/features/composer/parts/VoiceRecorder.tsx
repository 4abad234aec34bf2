import { Button, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { MicOff, SendHorizontal, Square, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Sound } from '@/features/media/parts/AudioPlayer'
import { useRecorder } from '@/features/media/recorder'
import { clockText } from '@/features/media/sizes'

interface VoiceRecorderProps {
  onSend: (body: Blob) => void
  onClose: () => void
}

/** Records at once. Enter stops, then sends; Escape discards. */
export function VoiceRecorder({ onSend, onClose }: VoiceRecorderProps) {
  const { t } = useLingui()
  const { recording, start, stop, discard } = useRecorder()
  const begin = useEffectEvent(() => void start())
  useEffect(() => begin(), [])

  function leave() {
    discard()
    onClose()
  }
  const escape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    leave()
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => escape(event)
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [])

  return (
    <div role="group" aria-label={t`Gravar mensagem de voz`} className="p-2">
      {recording.at === 'refused' ? (
        <div role="alert" className="flex flex-wrap items-center gap-2">
          <MicOff size={18} aria-hidden className="text-danger" />
          <span className="min-w-40 flex-1">
            {t`O microfone não pôde ser usado. Libere o acesso no navegador e tente de novo.`}
          </span>
          <Button size="sm" onClick={() => void start()}>{t`Tentar de novo`}</Button>
          <Button size="sm" look="quiet" onClick={leave}>{t`Fechar`}</Button>
        </div>
      ) : (
        <div className="flex items-center gap-2">
          <IconButton
            label={t`Descartar a gravação`}
            keys="Esc"
            icon={<Trash2 size={16} />}
            onClick={leave}
          />
          {recording.at === 'recorded' ? (
            <>
              <div className="min-w-0 flex-1">
                <Sound source={recording.url} isVoice name={t`Sua gravação`} seconds={recording.seconds} />
              </div>
              <Button
                autoFocus
                look="primary"
                size="sm"
                icon={<SendHorizontal size={14} />}
                onClick={() => onSend(recording.body)}
              >
                {t`Enviar`}
              </Button>
            </>
          ) : (
            <>
              <span role="timer" className="flex items-center gap-1.5 text-sm tabular-nums">
                <span className="size-2.5 animate-pulse rounded-full bg-danger" />
                {clockText(recording.at === 'recording' ? recording.seconds : 0)}
              </span>
              <Levels levels={recording.at === 'recording' ? recording.levels : []} />
              <Button
                autoFocus
                size="sm"
                icon={<Square size={13} />}
                disabled={recording.at !== 'recording'}
                onClick={stop}
              >
                {t`Parar e ouvir`}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** How loud it was, the newest at the right. */
function Levels({ levels }: { levels: readonly number[] }) {
  const from = Math.max(0, 48 - levels.length)
  return (
    <span aria-hidden className="flex h-7 min-w-0 flex-1 items-center justify-end gap-0.5 overflow-hidden">
      {levels.map((level, index) => (
        <span
          // oxlint-disable-next-line react/no-array-index-key -- places in a row, not things
          key={from + index}
          className="w-0.5 shrink-0 rounded-full bg-brand"
          style={{ height: `${Math.max(8, Math.round(level * 100))}%` }}
        />
      ))}
    </span>
  )
}
