import { Button, Field, Input } from '@attendance/ui'
import { LOCALES } from '@attendance/i18n'
import { useLingui } from '@lingui/react/macro'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { currentLocale, LANGUAGE_NAMES, setLocale } from '@/app/language'
import { problemText } from '@/app/problems'
import { signIn, signInByLink } from '@/app/session'
import { Mark } from '@/app/shell/Mark'

const route = getRouteApi('/entrar')

export function SignInPage() {
  const { t } = useLingui()
  const { token, next } = route.useSearch()
  return (
    <main className="grid min-h-full place-items-center bg-canvas p-4">
      <div className="w-full max-w-[360px]">
        <div className="mb-5 flex items-center justify-center gap-2.5">
          <Mark className="size-9" />
          <span className="text-lg font-semibold tracking-tight">Attendance</span>
        </div>
        <div className="rounded-xl border border-line bg-panel p-6">
          <h1 className="mb-4 text-lg font-semibold">{t`Entrar`}</h1>
          {token ? <ByLink token={token} next={next} /> : <ByPassword next={next} />}
        </div>
        <Languages />
      </div>
    </main>
  )
}

function useGoOn(next: string | undefined): () => void {
  const router = useRouter()
  return () =>
    next
      ? router.history.replace(next)
      : void router.navigate({ to: '/conversas', search: {}, replace: true })
}

function ByPassword({ next }: { next: string | undefined }) {
  const { t } = useLingui()
  const goOn = useGoOn(next)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setIsBusy(true)
    setProblem(null)
    try {
      await signIn(String(form.get('email')).trim(), String(form.get('password')))
      goOn()
    } catch (failure) {
      setProblem(problemText(failure))
      setIsBusy(false)
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-3.5">
      <Field label={t`E-mail`}>
        {(ids) => (
          <Input {...ids} name="email" type="email" autoComplete="username" required className="h-9" />
        )}
      </Field>
      <Field label={t`Senha`} error={problem}>
        {(ids) => (
          <Input
            {...ids}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-9"
          />
        )}
      </Field>
      <Button type="submit" look="primary" disabled={isBusy} className="mt-1 h-9 w-full">
        {isBusy ? t`Entrando…` : t`Entrar`}
      </Button>
    </form>
  )
}

/** A one-time link signs in by itself; it can be used once, so it is used once even when React renders twice. */
function ByLink({ token, next }: { token: string; next: string | undefined }) {
  const { t } = useLingui()
  const goOn = useGoOn(next)
  const used = useRef<string>(undefined)
  const [problem, setProblem] = useState<string | null>(null)

  useEffect(() => {
    if (used.current === token) return
    used.current = token
    signInByLink(token).then(goOn, (failure: unknown) => setProblem(problemText(failure)))
  }, [token, goOn])

  if (problem === null) return <p role="status" className="text-mute">{t`Abrindo sua conta…`}</p>
  return (
    <div className="space-y-4">
      <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
        {problem}
      </p>
      <Button asChild className="w-full">
        <a href="/entrar">{t`Entrar com e-mail e senha`}</a>
      </Button>
    </div>
  )
}

function Languages() {
  const { t } = useLingui()
  return (
    <nav aria-label={t`Idioma`} className="mt-4 flex justify-center gap-1">
      {LOCALES.map((locale) => (
        <Button
          key={locale}
          look="quiet"
          size="sm"
          lang={locale}
          aria-current={currentLocale() === locale ? 'true' : undefined}
          className="aria-[current=true]:text-ink aria-[current=true]:underline"
          onClick={() => void setLocale(locale)}
        >
          {LANGUAGE_NAMES[locale]}
        </Button>
      ))}
    </nav>
  )
}
