/** Builds the page /api/docs into attendance/_web/api-docs, with the licence of Swagger UI beside it. */
import { copyFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const swagger = (name: string) => fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`))
const outDir = here('../../../attendance/_web/api-docs')

await build({
  root: here('.'),
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  base: '/api/docs/',
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
})
for (const name of ['LICENSE', 'NOTICE']) await copyFile(swagger(name), `${outDir}/swagger-ui-${name}.txt`)
