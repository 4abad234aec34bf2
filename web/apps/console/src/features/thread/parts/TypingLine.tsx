import { useLingui } from '@lingui/react/macro'
import { useSeconds } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useLive } from '@/app/live'

/** Who is writing right now; always as high, so that nothing jumps when it comes and goes. */
export function TypingLine({ conversationId }: { conversationId: string }) {
  const { t } = useLingui()
  const { list } = useFormats()
  const now = useSeconds()
  const typists = useLive(({ state }) => state.typists[conversationId])
  const names = (typists ?? []).filter((one) => one.until > now).map((one) => one.name)
  const words = list(names)
  return (
    <div aria-live="off" className="flex h-5 shrink-0 items-center gap-1.5 px-5 text-xs text-mute">
      {names.length > 0 && (
        <>
          <span aria-hidden className="flex gap-0.5">
            {[0, 150, 300].map((delay) => (
              <span
                key={delay}
                className="size-1 rounded-full bg-current"
                style={{ animation: 'dot 1.2s infinite', animationDelay: `${delay}ms` }}
              />
            ))}
          </span>
          <span className="truncate">
            {names.length > 1 ? t`${words} estão digitando…` : t`${words} está digitando…`}
          </span>
        </>
      )}
    </div>
  )
}
