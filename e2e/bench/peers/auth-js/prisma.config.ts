import { defineConfig } from 'prisma/config'

// As in the product's own config: `generate` needs no engine, and would download one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma' })
