import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.LOGGIA_URL ?? 'http://127.0.0.1:3000'

// The server refuses writes from another origin; in development the app's requests carry the server's own.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: { proxy: { '/api': proxied, '/v1': proxied, '/healthz': proxied, '/readyz': proxied } },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
  },
})
