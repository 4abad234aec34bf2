/** Builds the widget into attendance/_web/widget: panel, demo shop, telephones, launcher, and the loader that names the launcher. */
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const outDir = here('../../../attendance/_web/widget')
// What we fetch later has no files of its own to fetch with it: Vite's loader for those would be a kilobyte for nothing.
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null),
}
const common: InlineConfig = {
  plugins: [plainImports],
  root: here('.'), configFile: false, publicDir: false, logLevel: 'warn' }
const target = 'es2022'

await build({
  ...common,
  base: '/webchat/',
  build: {
    outDir,
    emptyOutDir: true,
    target,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: { panel: here('panel.html'), loja: here('loja.html') } },
  },
})
// By itself: what it shares with the panel would become a file of its own, and the panel slower.
await build({
  ...common,
  base: '/webchat/',
  build: {
    outDir,
    emptyOutDir: false,
    target,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: here('telefone.html') },
  },
})
await script('src/launcher/launcher.ts', 'assets/launcher-[hash].js')
const launcher = (await readdir(`${outDir}/assets`)).find((name) => name.startsWith('launcher-'))
await script('src/loader.ts', 'widget.js', { LAUNCHER_PATH: JSON.stringify(`/webchat/assets/${launcher}`) })

/** One classic script without imports: it runs in pages that we don't know. */
async function script(entry: string, fileName: string, define: Record<string, string> = {}): Promise<void> {
  await build({
    ...common,
    define,
    build: {
      outDir,
      emptyOutDir: false,
      target,
      reportCompressedSize: false,
      rolldownOptions: { input: here(entry), output: { format: 'iife', entryFileNames: fileName } },
    },
  })
}
