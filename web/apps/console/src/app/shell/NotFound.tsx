import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'

export function NotFound() {
  const { t } = useLingui()
  return (
    <main className="h-full min-h-60 bg-panel">
      <Empty
        icon={<Compass size={18} />}
        title={t`Esta página não existe`}
        action={
          <Button asChild>
            <Link to="/conversas" search={{}}>{t`Ir para as conversas`}</Link>
          </Button>
        }
      >
        {t`O endereço pode ter mudado ou foi digitado com erro.`}
      </Empty>
    </main>
  )
}
