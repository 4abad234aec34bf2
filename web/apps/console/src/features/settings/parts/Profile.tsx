import type { Me } from '@attendance/api'
import { isLocale, LOCALES } from '@attendance/i18n'
import { Button, Field, Input, Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { toast } from 'sonner'
import { api } from '@/app/client'
import { LANGUAGE_NAMES, setLocale } from '@/app/language'
import { useMe, useSetMe } from '@/app/session'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { setTheme, useTheme } from '@/app/theme'

export function Profile() {
  const { t } = useLingui()
  const me = useMe()
  const setMe = useSetMe()
  const { theme } = useTheme()
  const { mutate, isPending } = useMutation({
    mutationFn: (patch: Partial<Pick<Me, 'name' | 'locale'>>) => api.patch<Me>('/api/me', patch),
    onSuccess: async (changed) => {
      setMe(changed)
      await setLocale(changed.locale)
    },
    onError: showProblem,
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    mutate(
      { name: String(new FormData(event.currentTarget).get('name')).trim() },
      { onSuccess: () => toast.success(t`Nome salvo`) },
    )
  }

  return (
    <Section title={t`Perfil`} description={me.email}>
      <div className="grid gap-4 sm:grid-cols-2">
        <form onSubmit={submit} className="sm:col-span-2">
          <Field label={t`Nome`}>
            {(ids) => (
              <div className="flex gap-2">
                <Input {...ids} name="name" defaultValue={me.name} required maxLength={200} />
                <Button type="submit" disabled={isPending}>{t`Salvar`}</Button>
              </div>
            )}
          </Field>
        </form>
        <Field label={t`Idioma`}>
          {(ids) => (
            <Select
              {...ids}
              value={me.locale}
              onChange={(event) => isLocale(event.target.value) && mutate({ locale: event.target.value })}
            >
              {LOCALES.map((locale) => (
                <option key={locale} value={locale}>
                  {LANGUAGE_NAMES[locale]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="space-y-1">
          <p className="text-xs font-medium">{t`Aparência`}</p>
          <Segmented
            label={t`Aparência`}
            value={theme}
            onChange={setTheme}
            options={[
              { value: 'system', label: t`Sistema` },
              { value: 'light', label: t`Claro` },
              { value: 'dark', label: t`Escuro` },
            ]}
          />
        </div>
      </div>
    </Section>
  )
}
