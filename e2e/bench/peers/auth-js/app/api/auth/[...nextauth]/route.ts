import { PrismaAdapter } from '@auth/prisma-adapter'
import { PrismaPg } from '@prisma/adapter-pg'
import NextAuth from 'next-auth'
import GitHub from 'next-auth/providers/github'
import { PrismaClient } from '@/generated/client'

const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })

/** Database sessions. Its password sign-in does not support them, so only the session check is measured. */
export const {
  handlers: { GET, POST },
} = NextAuth({
  adapter: PrismaAdapter(client as never),
  session: { strategy: 'database' },
  trustHost: true,
  providers: [GitHub({ clientId: 'unused', clientSecret: 'unused' })],
})
