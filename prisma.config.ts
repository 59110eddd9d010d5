import { defineConfig } from 'prisma/config'

// `prisma generate` looks for a schema engine that it then does not use, and would download it. Any
// existing file keeps it from trying, so that an install needs nothing but the npm registry.
if (process.argv.includes('generate')) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
}

export default defineConfig({ schema: 'prisma/schema.prisma' })
