import { Button, Empty, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download, Headset, Upload } from 'lucide-react'
import { useState } from 'react'
import { folded } from '@/app/fold'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { EXPORT_ADDRESS, useAttendants } from './api'
import { AttendantTable } from './parts/AttendantTable'
import { ImportDialog } from './parts/ImportDialog'
import { StatusFigures } from './parts/StatusFigures'
import { TeamPlaces } from './parts/TeamPlaces'

/** Who attends, what they are doing, how full they are: live. */
export function AttendantsPage() {
  const { t } = useLingui()
  const me = useMe()
  const { attendants, ...query } = useAttendants()
  const [wanted, setWanted] = useState('')
  const [isImporting, setIsImporting] = useState(false)
  const mayManage = may(me, 'attendants.manage')
  const shown = attendants.filter((one) =>
    folded(`${one.name} ${one.email} ${one.id}`).includes(folded(wanted.trim())),
  )
  const tools = mayManage && (
    <>
      <Button asChild icon={<Download size={14} />}>
        <a href={EXPORT_ADDRESS} download="attendant.csv">{t`Exportar CSV`}</a>
      </Button>
      {may(me, 'users.manage') && (
        <Button icon={<Upload size={14} />} onClick={() => setIsImporting(true)}>{t`Importar CSV`}</Button>
      )}
    </>
  )
  return (
    <Page title={t`Atendentes`} actions={tools}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <StatusFigures attendants={attendants} />
        <Input
          type="search"
          aria-label={t`Procurar atendente`}
          placeholder={t`Procurar atendente`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="ml-auto w-56 max-md:w-full"
        />
      </div>
      <Loaded query={query}>
        {() =>
          shown.length > 0 ? (
            <AttendantTable attendants={shown} mayManage={mayManage} />
          ) : (
            <Empty
              icon={<Headset size={18} />}
              title={wanted ? t`Ninguém encontrado` : t`Nenhum atendente ainda`}
            >
              {!wanted && t`Crie usuários nas configurações ou importe um attendant.csv.`}
            </Empty>
          )
        }
      </Loaded>
      {mayManage && <TeamPlaces />}
      {isImporting && <ImportDialog onClose={() => setIsImporting(false)} />}
    </Page>
  )
}
