import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { catalogueQuery } from './api'
import { beginWith, draftOf } from './definition'
import { Workbench } from './parts/Workbench'

const route = getRouteApi('/shell/relatorios/novo')

/** A report that nobody saved yet, plain or from one to begin with. */
export function NewReportPage() {
  const { t, i18n } = useLingui()
  const { modelo } = route.useSearch()
  const query = useQuery(catalogueQuery(i18n.locale))
  if (!query.data) {
    return (
      <Page title={t`Novo relatório`} back={{ to: '/relatorios' }}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  }
  const template = query.data.templates.find(({ key }) => key === modelo)
  const [first] = query.data.sources
  if (!first) return null
  const draft = template ? draftOf(template.definition) : beginWith(first)
  return (
    <Workbench
      key={modelo}
      catalogue={query.data}
      initial={draft}
      name={template?.name ?? t`Novo relatório`}
    />
  )
}
