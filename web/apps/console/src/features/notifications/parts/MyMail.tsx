import { Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { myNotificationsQuery, saveMyNotifications } from '../api'
import { useKinds, type Kind } from '../kinds'

const MINE: readonly Kind[] = ['new_assignment', 'customer_waiting', 'queue_alert', 'sla_breach']

/** Which mails this person gets, of those that the company sends. */
export function MyMail() {
  const { t } = useLingui()
  const query = useQuery(myNotificationsQuery)
  return (
    <Section
      title={t`Avisos por e-mail`}
      description={t`Dos avisos que a empresa envia, os que você quer receber.`}
    >
      <Loaded query={query}>{({ unwanted }) => <Choices unwanted={unwanted} />}</Loaded>
    </Section>
  )
}

function Choices({ unwanted }: { unwanted: readonly Kind[] }) {
  const client = useQueryClient()
  const kinds = useKinds()
  const { mutate } = useMutation({
    mutationFn: (wanted: Kind[]) => saveMyNotifications(wanted),
    onSuccess: (saved) => client.setQueryData(myNotificationsQuery.queryKey, saved),
    onError: showProblem,
  })
  return (
    <ul className="space-y-3">
      {MINE.map((kind) => (
        <li key={kind} className="flex items-center gap-3">
          <span className="flex-1">{kinds[kind].title}</span>
          <Switch
            isOn={!unwanted.includes(kind)}
            label={kinds[kind].title}
            onChange={(isOn) => mutate(isOn ? unwanted.filter((one) => one !== kind) : [...unwanted, kind])}
          />
        </li>
      ))}
    </ul>
  )
}
