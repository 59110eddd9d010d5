import fc from 'fast-check'

/**
 * The parts of requests. Placeholders such as `my.login` stand for values of a running server: `fuzz-users.ts` creates
 * them, and they are replaced just before sending. So the generated requests are the same each time, and readable.
 */

/** Texts that have broken programs: other alphabets, other languages, formats that a text may be inserted into. */
export const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '\t',
    '\0',
    'a\0b',
    '\x1b[31m',
    '\x7f',
    '\r\nx: y',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\ufeff',
  ],
  ...[
    '\u00a0ada\u00a0',
    'a\u0300'.repeat(40),
    '\ufdfa'.repeat(40),
    '👩‍👩‍👧‍👦',
    'ﬀ',
    'İ',
    'ß',
    '\ufffd',
    '\ufffe',
    '\u200b\u200d',
  ],
  ...[
    "' OR 1=1--",
    '%',
    '%00',
    '%ff',
    '%ed%a0%80',
    '../../etc/passwd',
    '{{7*7}}',
    '#{7*7}',
    '<script>alert(1)</script>',
  ],
  ...['null', 'undefined', 'true', 'NaN', '-0', '1e999', '9'.repeat(400), '0x10', '[object Object]'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'a'.repeat(300),
    'я'.repeat(129),
    'evil.test/claim',
  ],
  ...[
    'a@b',
    '@',
    'a@[127.0.0.1]',
    '"a b"@x.test',
    'ada@xn--',
    'ada@☃.test',
    `${'a'.repeat(64)}@${'b.'.repeat(90)}test`,
  ],
  ...[
    '22/09/2014',
    '31/02/2014',
    '00/00/0000',
    '+7 (999) 999-99-99',
    '12321',
    'my.login ',
    ' my.email',
    'my.cookie',
  ],
)

/** Placeholders for a signed-in user with a password and a mailed ticket. */
export const known = fc.constantFrom(
  ...['my.login', 'my.email', 'my.ticket', 'my.cookie', 'my.token', 'my.id', 'my.account'],
  ...['correct horse battery', 'staple of another kind', 'email', 'push', 'true', 'one', 'ru', 'new.login'],
)

export const text = fc.oneof(
  nasty,
  known,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.emailAddress(),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e308, Number.MAX_SAFE_INTEGER + 2))

export const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], ['my.email'], { not: '' }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Names of fields: of every endpoint and form, and names that are dangerous in objects. */
export const fieldName = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom(
      ...['username', 'email', 'password', 'new_password', 'newPassword', 'newPasswordRepeat', 'cookies'],
      ...['login', 'device_id', 'primary_device_id', 'device_token', 'device', 'tool', 'ticket', 'token'],
      ...[
        'firstName',
        'lastName',
        'first',
        'last',
        'gender',
        'phone',
        'region',
        'userpic',
        'id',
        'role',
        'session',
      ],
      ...[
        'currentPassword',
        'current_password',
        'locale',
        'remove',
        'issuer',
        'limit',
        'after',
        'drawnFor',
        'mark',
      ],
      ...[
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'then',
        'ok',
        'length',
        '$ACTION_ID_x',
        'path',
      ],
    ),
  },
  text,
)

/** The UTF-8 bytes of a text, one character each. Lone surrogates become the bytes that a careless encoder writes. */
export function bytesOf(text: string): string {
  const encoded = Array.from(text, (character) =>
    character.isWellFormed() ? Buffer.from(character).toString('latin1') : surrogateBytes(character),
  )
  return encoded.join('')
}

function surrogateBytes(character: string): string {
  const code = character.charCodeAt(0)
  return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
}

/** Percent-encodes a text, except placeholders. */
export function percentEncoded(text: string): string {
  return bytesOf(text).replace(/[^\w.~-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
