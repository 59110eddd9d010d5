import fc from 'fast-check'
import { wordsOf } from '@/e2e/support/channels/words'
import { type BuiltAction, builtActions } from '@/e2e/support/pages/actions'
import * as entry from '@/lib/dialects/forms/entry-forms'
import type { Form } from '@/lib/dialects/forms/form'
import * as profile from '@/lib/dialects/forms/profile-forms'
import { drawnForField, initialFormState } from '@/lib/form-state'
import { type FuzzBody, multipart, mutated, variedBody } from './bodies'
import type { Target } from './fuzz'
import type { FuzzUsers, Needs } from './fuzz-users'
import { type HeaderLine, headersOf } from './headers'
import { sameAs } from './paths'
import type { RawAnswer } from './raw-answer'
import type { FuzzRequest } from './raw-requests'

type AnyForm = Pick<Form<unknown, never>, 'read'>
type Fields = Record<string, string>

/** The forms of `act`, by the names of their actions. */
const forms: Readonly<Record<string, AnyForm>> = Object.fromEntries(
  [...Object.entries(entry), ...Object.entries(profile)].filter(([, form]) => 'read' in form),
)
const good: Fields = {
  ...{
    login: 'my.login',
    username: 'new.login',
    email: 'my.email',
    ticket: 'my.ticket',
    device: 'my.id',
    session: 'my.id',
  },
  ...{
    password: 'correct horse battery',
    currentPassword: 'correct horse battery',
    newPassword: 'staple of another kind',
  },
  ...{
    firstName: 'Ada',
    lastName: 'Lovelace',
    phone: '12321',
    gender: 'true',
    region: 'Nsk',
    locale: 'ru',
    path: '/login',
  },
}
const faultWords = [wordsOf('en')('faults.server_fault'), wordsOf('ru')('faults.server_fault')]
const statuses = [200, 303, 307, 400, 404, 409, 413]

/** Every action of the build, as a form without script sends it and as a page's script calls it. */
export function formTargets(people: FuzzUsers): Target[] {
  return builtActions().map((action) => ({
    ...{ name: `${action.name} at ${pageOf(action)}`, path: pageOf(action) },
    requests: fc.oneof(withoutScript(action), byScript(action)),
    newUser: () => people.newUser(needsOf(action)),
    faultOf: (_, answer) => faultOf(answer),
    isSuccess: ({ status, text }) => status === 303 || text.includes('"status":"done"'),
  }))
}

function faultOf({ status, headers, text }: RawAnswer): string | null {
  const type = headers['content-type'] ?? ''
  if (!statuses.includes(status)) return `${status} is no answer to a form: ${text.slice(0, 300)}`
  if (status === 200 && !/^text\/(html|x-component)/.test(type)) return `200 with ${type}`
  const isOurs = text.includes('"code":"server_fault"') || faultWords.some((words) => text.includes(words))
  return isOurs ? `${status} says that we are at fault` : null
}

function fieldsOf({ name }: BuiltAction): Fields {
  const read = new Set<string>()
  const spy = new Proxy({} as Fields, {
    get: (_, field) => void read.add(String(field)),
  })
  forms[name]?.read(spy)
  const names = name === 'chooseLocale' ? ['locale', 'path'] : [...read]
  const own: Fields = /^(register|changeEmail)$/.test(name) ? { email: 'new.login@example.com' } : {}
  return Object.fromEntries(names.map((field) => [field, own[field] ?? good[field] ?? 'x']))
}

function pageOf({ page, name }: BuiltAction): string {
  if (name === 'keepState') return '/gallery/en/light/page/login/usual'
  return page.replace('A'.repeat(43), 'my.ticket')
}

const state = JSON.stringify(initialFormState)

function withoutScript(action: BuiltAction): fc.Arbitrary<FuzzRequest> {
  const hidden = {
    $ACTION_REF_1: '',
    '$ACTION_1:0': `{"id":"${action.id}","bound":"$@1"}`,
    '$ACTION_1:1': `[${state}]`,
    $ACTION_KEY: `k${'0'.repeat(32)}`,
    [drawnForField]: 'my.account',
  }
  const plain = { [`$ACTION_ID_${action.id}`]: '' }
  const fields = fieldsOf(action)
  const calls = action.name === 'chooseLocale' ? plain : hidden
  return posted(
    action,
    fc.oneof(mutated({ ...calls, ...fields }), changedFields(calls, fields)).map(multipart),
    [],
  )
}

/** Next's own fields stay unchanged, so that the action is reached. */
function changedFields(calls: Fields, fields: Fields): fc.Arbitrary<(readonly [string, unknown])[]> {
  return mutated(fields).map((pairs) => [...Object.entries(calls), ...pairs])
}

/** Arguments in React's own format, valid and malicious. */
const odd = fc.constantFrom(
  ...[
    '[]',
    '[null,null]',
    '["$K1","$K1"]',
    '["$1:constructor:constructor"]',
    '["$F1"]',
    '"$@0"',
    '["$Q0","$W0"]',
    '{',
  ],
  ...[
    `["$n${'9'.repeat(3_000)}"]`,
    '["$R1","$r1","$X1","$x1"]',
    '[{"attempt":{"toString":1}},"$K1"]',
    '["$D2020","$K1"]',
  ],
  ...[
    '[{"attempt":1e999},"$K1"]',
    '["$-Infinity","$K1"]',
    '["$undefined","$K2"]',
    '["$B1"]',
    '["$T1"]',
    '[[],"$K"]',
    '$',
  ],
  ...[
    '["$h1","$K1"]',
    '["$i1"]',
    '["$o1","$O1"]',
    '["$K1:x"]',
    `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
    '["$Z","$K1"]',
  ],
)

function byScript(action: BuiltAction): fc.Arbitrary<FuzzRequest> {
  const fields = Object.entries({ ...fieldsOf(action), [drawnForField]: 'my.account' })
  const named = Object.fromEntries(fields.map(([name, value]) => [`1_${name}`, value]))
  const first = action.name === 'chooseLocale' ? '["$K1"]' : `[${state},"$K1"]`
  const root = fc.oneof({ weight: 5, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: odd })
  const pairs = fc.tuple(mutated(named), root).map(([all, zero]) => [...all, ['0', zero] as const])
  const anyPairs = mutated({ ...named, 0: first })
  const id = fc.oneof(
    { weight: 9, arbitrary: fc.constant(action.id) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        'x',
        '0',
        'f'.repeat(42),
        '__proto__',
        `${action.id}0`,
        'x'.repeat(3_000),
      ),
    },
  )
  const bodies = fc.oneof({ weight: 3, arbitrary: pairs }, { weight: 1, arbitrary: anyPairs }).map(multipart)
  return fc
    .tuple(posted(action, bodies, [['accept', 'text/x-component']]), id)
    .map(([request, actionId]) => ({ ...request, headers: [...request.headers, ['next-action', actionId]] }))
}

function posted(
  action: BuiltAction,
  bodies: fc.Arbitrary<FuzzBody>,
  more: readonly HeaderLine[],
): fc.Arbitrary<FuzzRequest> {
  const own: HeaderLine[] = [
    ...[['cookie', 'authjs.session-token=my.cookie'] as const, ['origin', 'http://my.origin'] as const],
    ...more,
  ]
  return fc.record({
    method: fc.constant('POST'),
    target: sameAs(pageOf(action)),
    headers: headersOf(own).map((lines) => lines.filter(([name]) => name !== 'next-action')),
    body: variedBody(bodies),
    isChunked: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
  })
}

function needsOf({ name }: BuiltAction): Needs {
  if (['confirmEmail', 'disownEmail', 'resendVerification'].includes(name)) return { ticket: 'verify' }
  if (name === 'chooseNewPassword') return { ticket: 'reset' }
  if (name === 'signIn') return { isVerified: true }
  if (name === 'endSession') return { id: 'session' }
  return name === 'forgetDevice' ? { id: 'device' } : {}
}
