import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'pt-BR',
  locales: ['pt-BR', 'en', 'es'],
  catalogs: [{ path: 'src/locales/{locale}', include: ['src', '../../packages/ui/src'] }],
  format: formatter({ lineNumbers: false, origins: false }),
})
