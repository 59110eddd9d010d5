import { randomInt } from 'node:crypto'
import { hashPassword } from '@/lib/passwords/hash-password'

/** No look-alikes: i, l, o, 0, 1. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const charactersPerGroup = 5

/** 99 bits, such as `k7m2p-x9dfr-4tqzh-w3bnc`. */
export function generatePassword(): string {
  const character = () => alphabet[randomInt(alphabet.length)]
  const group = () => Array.from({ length: charactersPerGroup }, character).join('')
  return Array.from({ length: groups }, group).join('-')
}

export interface GeneratedPassword {
  readonly password: string
  readonly hash: string
}

/** Call it outside of transactions: hashing is slow. */
export async function makeGeneratedPassword(): Promise<GeneratedPassword> {
  const password = generatePassword()
  return { password, hash: await hashPassword(password) }
}
