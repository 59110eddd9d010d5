import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: { include: ['{lib,emails,components}/**/*.test.{ts,tsx}'], testTimeout: 30_000, hookTimeout: 60_000 },
})
