/** How names are written: the scripts that go together in one, and the joiners inside a word. Safe in the browser. */

/**
 * The scripts in everyday use (UAX 31, table 5). A name's letters are of one, or of those that one language writes
 * together (UTS 39, "highly restrictive").
 */
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Ethiopic',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thaana',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Khmer',
  'Mongolian',
]
const scriptClasses = [
  ...scripts.map((script) => String.raw`\p{scx=${script}}`),
  String.raw`\p{scx=Latin}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}`,
  String.raw`\p{scx=Latin}\p{scx=Han}\p{scx=Bopomofo}`,
  String.raw`\p{scx=Latin}\p{scx=Han}\p{scx=Hangul}`,
]
const singleScript = scriptClasses.map((letters) => new RegExp(`^[${letters}\\p{M}0-9._-]+$`, 'u'))

/** Whether all letters are of one script, or of those that one language writes together. */
export function isOfOneScript(text: string): boolean {
  return singleScript.some((script) => script.test(text))
}

// Where letters change their form with their neighbours, U+200C (ZWNJ) and U+200D (ZWJ) are part of the spelling.
const joining =
  `Arabic Syriac Mongolian Nko Adlam Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada
  Malayalam Sinhala Tibetan Myanmar Khmer`
    .split(/\s+/)
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('')
const joined = String.raw`(?=[\p{L}\p{M}])[${joining}]`
const insideWord = String.raw`(?<=${joined})[\u200c\u200d](?=${joined})`
// Older spellings of Malayalam end words so (UAX 31, A2).
const malayalamChillu = String.raw`(?<=\u0d4d)\u200d`
const insideEmoji = String.raw`(?<=\p{Extended_Pictographic}\p{EMod}?\ufe0f?)\u200d(?=\p{Extended_Pictographic})`
const spelledJoiner = new RegExp(`${insideWord}|${malayalamChillu}|${insideEmoji}`, 'gu')

/** The text without the joiners that belong to its spelling. One that stands anywhere else stays. */
export function withoutSpelledJoiners(text: string): string {
  return text.replace(spelledJoiner, '')
}
