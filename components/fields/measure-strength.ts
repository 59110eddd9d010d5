import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

export interface Strength {
  readonly level: 'weak' | 'fair' | 'good' | 'strong'
  readonly advice: 'tooShort' | 'personal' | 'common' | 'pattern' | 'longer' | 'enough'
}

/** NIST SP 800-63B: minimum length of a password without a second factor. */
const recommendedCharacters = 15
/** Only the beginning is measured: longer texts take too long. */
const maxMeasuredCharacters = 64

const meter = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
const levels = ['weak', 'weak', 'fair', 'good', 'strong'] as const

/** @param about texts known about the owner: attackers try them first */
export function measureStrength(
  password: string,
  { minCharacters, about }: { minCharacters: number; about: readonly string[] },
): Strength {
  const characters = [...password].length
  if (characters < minCharacters) return { level: 'weak', advice: 'tooShort' }
  const known = ['latchkey', ...about.flatMap((text) => [text, ...text.split(/[@._-]/)])].filter(
    isSignificant,
  )
  const rest = removeKnown(password, known)
  if (rest.length < password.length && check(rest, []).score < 3) return { level: 'weak', advice: 'personal' }
  const result = weaker(check(password, known), check(toLatinKeys(password), known))
  const advice = adviceFor(result)
  if (advice && result.score < 3) return { level: levels[result.score], advice }
  const isLong = characters >= recommendedCharacters
  if (result.score === 4 && isLong) return { level: 'strong', advice: 'enough' }
  return { level: result.score < 3 ? levels[result.score] : 'good', advice: isLong ? 'enough' : 'longer' }
}

const isSignificant = (text: string) => text.length > 2

/** Removes known texts: zxcvbn overrates a name with a letter added. */
function removeKnown(password: string, known: readonly string[]): string {
  return known.reduce((rest, text) => rest.replaceAll(text.toLowerCase(), ''), password.toLowerCase())
}

function check(password: string, known: string[]): ZxcvbnResult {
  return meter.check(password.slice(0, maxMeasuredCharacters), known)
}

function weaker(one: ZxcvbnResult, other: ZxcvbnResult): ZxcvbnResult {
  return one.guesses <= other.guesses ? one : other
}

/** Why the password is easy to guess, by its largest guessable part. */
function adviceFor({ sequence }: ZxcvbnResult): Strength['advice'] | null {
  const parts = sequence.filter(({ pattern }) => pattern !== 'bruteforce' && pattern !== 'separator')
  const [largest] = parts.sort((a, b) => b.token.length - a.token.length)
  if (!largest) return null
  if (largest.pattern !== 'dictionary') return 'pattern'
  return largest.dictionaryName === 'userInputs' ? 'personal' : 'common'
}

const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"

/** The same keys on a Latin keyboard: common-password lists contain Russian words typed this way. */
function toLatinKeys(password: string): string {
  return [...password.toLowerCase()]
    .map((letter) => latinKeys[cyrillicKeys.indexOf(letter)] ?? letter)
    .join('')
}
