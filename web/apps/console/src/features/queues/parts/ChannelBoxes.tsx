import { channelName, Checkbox } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { channelsQuery } from '@/features/media/channels'

interface ChannelBoxesProps {
  chosen: readonly string[]
  onChange: (channels: string[]) => void
  error: string | null
}

/** Canais: those that this server speaks, and any that the queue names already. */
export function ChannelBoxes({ chosen, onChange, error }: ChannelBoxesProps) {
  const { t } = useLingui()
  const { data = [] } = useQuery(channelsQuery)
  const names = [...new Set([...data.map((channel) => channel.name), ...chosen])]
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium">{t`Canais`}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {names.map((name) => (
          <Checkbox
            key={name}
            label={channelName(name)}
            isChecked={chosen.includes(name)}
            onChange={(isChecked) =>
              onChange(isChecked ? [...chosen, name] : chosen.filter((one) => one !== name))
            }
          />
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {error}
        </p>
      )}
    </fieldset>
  )
}
