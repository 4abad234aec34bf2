import { Checkbox, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { folded } from '@/app/fold'
import { useAttendants } from '@/features/attendants/api'
import { peopleQuery } from '../api'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'

interface PeopleBoxesProps {
  chosen: readonly string[]
  onChange: (userIds: string[]) => void
  /** Members already. */
  without?: ReadonlySet<string>
}

interface Person {
  id: string
  name: string
  email: string
}

/** Everybody with name and e-mail; with many, a field to narrow them down. */
export function PeopleBoxes({ chosen, onChange, without }: PeopleBoxesProps) {
  const { t } = useLingui()
  const people = usePeople().filter((one) => !without?.has(one.id))
  const [wanted, setWanted] = useState('')
  const shown = people.filter((one) => folded(`${one.name} ${one.email}`).includes(folded(wanted.trim())))
  return (
    <fieldset className="space-y-3">
      <legend className="sr-only">{t`Usuários (atendentes)`}</legend>
      {people.length > 8 && (
        <Input
          aria-label={t`Procurar`}
          placeholder={t`Procurar por nome ou e-mail`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <div className="grid max-h-72 grid-cols-1 gap-x-6 gap-y-2.5 overflow-y-auto p-0.5 sm:grid-cols-2">
        {shown.map((person) => (
          <Checkbox
            key={person.id}
            label={person.name}
            hint={person.email}
            isChecked={chosen.includes(person.id)}
            onChange={(isChecked) =>
              onChange(isChecked ? [...chosen, person.id] : chosen.filter((id) => id !== person.id))
            }
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p className="text-mute">
          {people.length === 0 ? t`Não há mais ninguém para adicionar.` : t`Ninguém encontrado.`}
        </p>
      )}
    </fieldset>
  )
}

/** Users where one may see them, else the attendants. */
function usePeople(): Person[] {
  const mayReadUsers = may(useMe(), 'users.read')
  const users = useQuery({ ...peopleQuery, enabled: mayReadUsers })
  const { attendants } = useAttendants()
  if (mayReadUsers) return (users.data ?? []).filter((user) => user.is_active && user.role !== 'auditor')
  return attendants.map(({ user_id: id, name, email }) => ({ id, name, email }))
}
