/** The scripts in everyday use (UAX 31, table 5). This file is safe in the browser. */
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

/** Whether all letters are of one script, or of scripts that one language combines (UTS 39, "highly restrictive"). */
export function isSingleScript(text: string): boolean {
  return singleScript.some((script) => script.test(text))
}

// In these scripts, letters change their form with their neighbours, so U+200C (ZWNJ) and U+200D (ZWJ) belong to the
// spelling.
const joining =
  `Arabic Syriac Mongolian Nko Adlam Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada
  Malayalam Sinhala Tibetan Myanmar Khmer`
    .split(/\s+/)
    .map((script) => String.raw`\p{scx=${script}}`)
    .join('')
const joined = String.raw`(?=[\p{L}\p{M}])[${joining}]`
const insideWord = String.raw`(?<=${joined})[\u200c\u200d](?=${joined})`
// Ends words in older Malayalam spelling (UAX 31, A2).
const malayalamChillu = String.raw`(?<=\u0d4d)\u200d`
const insideEmoji = String.raw`(?<=\p{Extended_Pictographic}\p{EMod}?\ufe0f?)\u200d(?=\p{Extended_Pictographic})`
const spellingJoiner = new RegExp(`${insideWord}|${malayalamChillu}|${insideEmoji}`, 'gu')

/** Removes the joiners that belong to the spelling. Other joiners are kept. */
export function removeSpellingJoiners(text: string): string {
  return text.replace(spellingJoiner, '')
}
