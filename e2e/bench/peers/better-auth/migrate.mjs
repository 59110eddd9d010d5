import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { options } from './options.mjs'

const { runMigrations } = await getMigrations(betterAuth(options).options)
await runMigrations()
await options.database.end()
