import { betterAuth } from 'better-auth'
import { toNextJsHandler } from 'better-auth/next-js'
import { options } from '@/options.mjs'

export const { GET, POST } = toNextJsHandler(betterAuth(options))
