import { useLingui } from '@lingui/react/macro'
import { Page } from '@/app/shell/Page'
import { MyMail } from '@/features/notifications/parts/MyMail'
import { Profile } from './parts/Profile'
import { Sessions } from './parts/Sessions'
import { Tokens } from './parts/Tokens'
import { Workplaces } from './parts/Workplaces'

export function AccountPage() {
  const { t } = useLingui()
  return (
    <Page title={t`Minha conta`} isNarrow>
      <Profile />
      <Workplaces />
      <MyMail />
      <Sessions />
      <Tokens />
    </Page>
  )
}
