import type { MessageFile } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download, Mic, Music, Pause, Play } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { playAlone } from '../playing'
import { clockText } from '../sizes'

const SPEEDS = [1, 1.5, 2] as const
const STEP_SECONDS = 5

interface SoundProps {
  source: string
  isVoice: boolean
  name: string
  /** Known before it is loaded; null when it isn't. */
  seconds: number | null
  download?: string | undefined
}

/** A sound of a message, or a voice note. */
export function AudioPlayer({ file }: { file: MessageFile }) {
  const { t } = useLingui()
  const source = file.playable_url ?? file.url
  if (!source) return null
  const name = file.is_voice ? t`Mensagem de voz` : (file.filename ?? t`Áudio`)
  return (
    <Sound
      source={source}
      isVoice={file.is_voice}
      name={name}
      seconds={file.duration_seconds}
      download={file.url ? `${file.url}?download=1` : undefined}
    />
  )
}

/** Play and pause, a line to seek on (arrows: five seconds), three speeds. */
export function Sound({ source, isVoice, name, seconds, download }: SoundProps) {
  const { t } = useLingui()
  const sound = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(seconds ?? 0)
  const [speed, setSpeed] = useState<number>(1)
  const [hasFailed, setHasFailed] = useState(false)

  function toggle() {
    const element = sound.current
    if (!element) return
    if (isPlaying) element.pause()
    else {
      playAlone(element)
      void element.play().catch(() => setHasFailed(true))
    }
  }
  function seek(to: number) {
    if (!sound.current) return
    sound.current.currentTime = Math.min(Math.max(0, to), length)
    setAt(sound.current.currentTime)
  }
  function press(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowLeft: -STEP_SECONDS, ArrowRight: STEP_SECONDS }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    seek(at + by)
  }
  function faster() {
    const next = SPEEDS[(SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1) % SPEEDS.length]!
    if (sound.current) sound.current.playbackRate = next
    setSpeed(next)
  }

  return (
    <div role="group" aria-label={name} className="w-72 max-w-full py-0.5">
      {!isVoice && (
        <div className="mb-1 flex items-center gap-1.5 text-xs">
          <Music size={13} aria-hidden className="shrink-0" />
          <span className="truncate font-medium">{name}</span>
        </div>
      )}
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-label={isPlaying ? t`Pausar` : t`Ouvir`}
          onClick={toggle}
          className="grid size-9 shrink-0 place-items-center rounded-full bg-current/15 hover:bg-current/25"
        >
          {isPlaying ? (
            <Pause size={16} aria-hidden className="fill-current" />
          ) : (
            <Play size={16} aria-hidden className="ml-0.5 fill-current" />
          )}
        </button>
        <input
          type="range"
          min={0}
          max={length || 1}
          step={0.1}
          value={Math.min(at, length || 1)}
          aria-label={t`Posição em ${name}`}
          aria-valuetext={`${clockText(at)} / ${clockText(length)}`}
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={press}
          className="h-4 min-w-0 flex-1 accent-current"
        />
        <span className="w-9 shrink-0 text-right text-2xs tabular-nums">
          {clockText(isPlaying || at > 0 ? at : length)}
        </span>
        <button
          type="button"
          aria-label={t`Velocidade: ${speed}×`}
          onClick={faster}
          className="h-5 w-8 shrink-0 rounded-full border border-current/60 text-2xs font-semibold tabular-nums hover:bg-current/10"
        >
          {speed}×
        </button>
        {isVoice ? (
          <Mic size={14} aria-hidden className={cn('shrink-0 opacity-70')} />
        ) : (
          download && (
            <a
              href={download}
              download
              aria-label={t`Baixar ${name}`}
              className="grid size-6 shrink-0 place-items-center rounded hover:bg-current/15"
            >
              <Download size={14} aria-hidden />
            </a>
          )
        )}
      </div>
      {hasFailed && (
        <p role="alert" className="mt-1 text-xs">
          {t`Este áudio não pôde ser tocado aqui.`}
        </p>
      )}
      <audio
        ref={sound}
        src={source}
        preload="none"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => {
          setIsPlaying(false)
          setAt(0)
        }}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={({ currentTarget: { duration } }) =>
          Number.isFinite(duration) && setLength(duration)
        }
        onError={() => setHasFailed(true)}
      >
        {/* Nobody wrote down what customers say. */}
        <track kind="captions" />
      </audio>
    </div>
  )
}
