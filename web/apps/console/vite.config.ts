import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const server = process.env.ATTENDANCE_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/',
  plugins: [react(), lingui({ macroTransform: true }), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../../../attendance/_web/console',
    emptyOutDir: true,
    reportCompressedSize: false,
    target: 'es2022',
  },
  server: { proxy: { '/api': { target: server, ws: true, changeOrigin: false } } },
})
