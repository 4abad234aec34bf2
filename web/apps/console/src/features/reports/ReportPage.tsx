import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { catalogueQuery, reportQuery } from './api'
import { draftOf } from './definition'
import { Workbench } from './parts/Workbench'

const route = getRouteApi('/shell/relatorios/$id')

/** A saved report: its numbers now, and what may be changed of it. */
export function ReportPage() {
  const { t, i18n } = useLingui()
  const { id } = route.useParams()
  const query = useQuery(reportQuery(id))
  const catalogue = useQuery(catalogueQuery(i18n.locale))
  if (!query.data || !catalogue.data) {
    return (
      <Page title={t`Relatório`} back={{ to: '/relatorios' }}>
        {query.data ? (
          <Loaded query={catalogue}>{() => null}</Loaded>
        ) : (
          <Loaded query={query}>{() => null}</Loaded>
        )}
      </Page>
    )
  }
  return (
    <Workbench
      key={id}
      catalogue={catalogue.data}
      initial={draftOf(query.data.definition)}
      name={query.data.name}
      report={query.data}
    />
  )
}
