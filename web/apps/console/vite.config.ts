import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { mockServer } from './dev/server.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.ATTENDANCE_SERVER ?? 'http://127.0.0.1:8080'
const isMocked = process.env.MOCK === '1'

export default defineConfig({
  base: '/',
  plugins: [
    react(),
    lingui({ macroTransform: true, configPath: here('./lingui.config.ts'), failOnMissing: true }),
    tailwindcss(),
    ...(isMocked ? [mockServer()] : []),
  ],
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: here('../../../attendance/_web/console'),
    emptyOutDir: true,
    reportCompressedSize: false,
    target: 'es2022',
  },
  server: { proxy: isMocked ? {} : { '/api': { target: server, ws: true } } },
})
