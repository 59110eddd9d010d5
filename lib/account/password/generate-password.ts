import { randomInt } from 'node:crypto'
import { hashPassword } from '@/lib/passwords/hash-password'

/** Letters and digits that cannot be taken for one another: no i, l, o, 0, 1. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const charactersPerGroup = 5

/** A password to be sent and, mostly, to be copied or typed once: 99 bits, such as `k7m2p-x9dfr-4tqzh-w3bnc`. */
export function generatePassword(): string {
  const character = () => alphabet[randomInt(alphabet.length)]
  const group = () => Array.from({ length: charactersPerGroup }, character).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** A password that we made up, and what is kept of it. */
export interface GeneratedPassword {
  readonly password: string
  readonly hash: string
}

/** Makes one up. Outside of any transaction, because hashing takes its time. */
export async function makeGeneratedPassword(): Promise<GeneratedPassword> {
  const password = generatePassword()
  return { password, hash: await hashPassword(password) }
}
