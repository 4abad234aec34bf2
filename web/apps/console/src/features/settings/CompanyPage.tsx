import type { Company, CompanyPatch } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { may } from '@/app/permissions'
import { meQuery, useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { changeCompany, companyQuery } from './companyApi'
import { CompanyForm } from './parts/CompanyForm'

/** The company itself: what holds for everybody in it. */
export function CompanyPage() {
  const { t } = useLingui()
  const query = useQuery(companyQuery)
  return (
    <Page title={t`Empresa`} description={t`Vale para toda a equipe e para todos os canais.`} isNarrow>
      <Loaded query={query}>{(company) => <Edit company={company} />}</Loaded>
    </Page>
  )
}

function Edit({ company }: { company: Company }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const mayManage = may(useMe(), 'company.manage')
  const { mutate, isPending } = useMutation({
    mutationFn: (patch: CompanyPatch) => changeCompany(patch),
    onSuccess: (saved) => {
      client.setQueryData(companyQuery.queryKey, saved)
      // The tenant's name and time zone are shown everywhere.
      void client.invalidateQueries({ queryKey: meQuery.queryKey })
      toast.success(t`Empresa salva`)
    },
    onError: showProblem,
  })
  return <CompanyForm start={company} isReadOnly={!mayManage} isBusy={isPending} onSubmit={mutate} />
}
