import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

/** What a password is worth, and what to do about it. */
export interface Strength {
  readonly level: 'weak' | 'fair' | 'good' | 'strong'
  readonly advice: 'tooShort' | 'personal' | 'common' | 'pattern' | 'longer' | 'enough'
}

/** What NIST SP 800-63B asks of a password that nothing else stands beside. */
const recommendedCharacters = 15
/** Longer ones are measured by their beginning: the measure takes long over long text. */
const mostCharacters = 64

const meter = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
const levels = ['weak', 'weak', 'fair', 'good', 'strong'] as const

/**
 * Estimates a password.
 *
 * @param about what its owner is known by: a guesser attempts that first
 */
export function measureStrength(
  password: string,
  { minCharacters, about }: { minCharacters: number; about: readonly string[] },
): Strength {
  const characters = [...password].length
  if (characters < minCharacters) return { level: 'weak', advice: 'tooShort' }
  const known = ['latchkey', ...about.flatMap((text) => [text, ...text.split(/[@._-]/)])].filter(isTelling)
  const rest = without(password, known)
  if (rest.length < password.length && check(rest, []).score < 3) return { level: 'weak', advice: 'personal' }
  const result = weaker(check(password, known), check(onLatinKeys(password), known))
  const advice = adviceFor(result)
  if (advice && result.score < 3) return { level: levels[result.score], advice }
  const isLong = characters >= recommendedCharacters
  if (result.score === 4 && isLong) return { level: 'strong', advice: 'enough' }
  return { level: result.score < 3 ? levels[result.score] : 'good', advice: isLong ? 'enough' : 'longer' }
}

const isTelling = (text: string) => text.length > 2

/** What is left when everything known is taken out: the measure itself overrates names with a letter beside. */
function without(password: string, known: readonly string[]): string {
  return known.reduce((rest, text) => rest.replaceAll(text.toLowerCase(), ''), password.toLowerCase())
}

function check(password: string, known: string[]): ZxcvbnResult {
  return meter.check(password.slice(0, mostCharacters), known)
}

function weaker(one: ZxcvbnResult, other: ZxcvbnResult): ZxcvbnResult {
  return one.guesses <= other.guesses ? one : other
}

/** What makes a password quick to guess, by the largest part of it that is no chance. */
function adviceFor({ sequence }: ZxcvbnResult): Strength['advice'] | null {
  const parts = sequence.filter(({ pattern }) => pattern !== 'bruteforce' && pattern !== 'separator')
  const [largest] = parts.sort((a, b) => b.token.length - a.token.length)
  if (!largest) return null
  if (largest.pattern !== 'dictionary') return 'pattern'
  return largest.dictionaryName === 'userInputs' ? 'personal' : 'common'
}

const cyrillicKeys = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"

/** The same keys on a Latin keyboard: the lists of common passwords have Russian words typed so. */
function onLatinKeys(password: string): string {
  return [...password.toLowerCase()]
    .map((letter) => latinKeys[cyrillicKeys.indexOf(letter)] ?? letter)
    .join('')
}
