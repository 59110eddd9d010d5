import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usernameRule } from '@/lib/rules'
import { goodPassword, guestContext, unique, uniqueEmail } from '@/lib/testing/accounts'
import { seed } from '@/lib/testing/seed'
import { registerAccount } from './register-account'

const spellings: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.normalize('NFD'),
  (name) => name.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  (name) => name.replace('i', '\u0131'),
  (name) => name.replace('s', '\u017f'),
  (name) => name.replace('\u00df', 'ss'),
  (name) => name.replace('\u00e9', 'e'),
]

async function register(username: string): Promise<string> {
  const input = { username, email: uniqueEmail(), password: goodPassword }
  const answer = await registerAccount(guestContext('classic'), input)
  return answer.ok ? 'registered' : answer.codes.join()
}

test('a second name is taken exactly if both fold to the same key', async () => {
  const word = fc.string({ unit: fc.constantFrom(...'eioks\u00e9\u00df'), minLength: 3, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(word, fc.constantFrom(...spellings), async (text, respell) => {
      const first = unique(text)
      const second = respell(first)
      const isSame = usernameRule.parse(first).key === usernameRule.parse(second).key
      expect(await register(first)).toBe('registered')
      expect(await register(second)).toBe(isSame ? 'username_taken' : 'registered')
    }),
    { numRuns: 40, seed },
  )
})
