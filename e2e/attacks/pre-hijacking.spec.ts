import { send } from '@/e2e/support/clients/send'
import { Doors, type Person } from '@/e2e/support/doors/doors'
import { postForm, readForm } from '@/e2e/support/doors/raw-form'
import { wordsOf } from '@/e2e/support/doors/words'
import { expect, test } from '@/e2e/support/fixtures/test'
import type { DialectName } from '@/lib/channels'
import { otherPassword, unique } from '@/lib/testing/accounts'

/** Somebody was there before the owner of an address, or came with the owner's password: nothing of theirs stays. */

const words = wordsOf('en')
const newPassword = otherPassword

/** Whether a kept secret still is anybody at the doors that ask for one. */
async function isAnybody(doors: Doors, secret: string, owner: Person): Promise<boolean[]> {
  const cookie = { cookie: `authjs.session-token=${secret}` }
  const classic = await send(`${doors.url}/api/classic/auth/login`, {
    method: 'POST',
    headers: cookie,
    body: 'cookies=true',
  })
  const device = await doors.raw('device', 'signIn', { login: owner.username }, { secret })
  const ticket = await doors.do('ticket', 'changePassword', owner, { secret })
  const page = await send(`${doors.url}/edit-profile`, { headers: cookie })
  return [
    classic.text.includes('"status":1'),
    device.meaning === 'ok',
    ticket.meaning !== 'out',
    page.status === 200,
    ...(await doors.live([secret])),
  ]
}

const nobody = [false, false, false, false, false]

for (const door of Doors.having('spendReset')) {
  test(`B02, B03: a reset at ${door} ends the sessions, devices and push of who registered the address first`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    const thief = doors.somebody()
    expect((await doors.do('classic', 'register', thief)).meaning).toBe('ok')
    const kept = [
      await doors.signIn('classic', thief),
      await doors.signIn('device', { ...thief, device: 'devA', more: { device_token: unique('push') } }),
    ]
    expect(await doors.live(kept)).toEqual([true, true])
    const tools = `${server.url}/api/password/tools?login=${thief.username}`
    expect((await send(tools)).text).toContain('"push"')

    const ticket = await doors.resetTicket(thief.email)
    expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    for (const secret of kept) expect(await isAnybody(doors, secret ?? '', thief)).toEqual(nobody)
    for (const every of ['classic', 'device', 'ticket', 'rest', 'form'] as const)
      expect([every, (await doors.do(every, 'signIn', thief)).meaning]).toEqual([every, 'wrong'])
    const byDevice = await doors.do('device', 'signIn', { username: thief.username, device: 'devA' })
    expect(byDevice.text).toContain('100500')
    expect((await send(tools)).text).toBe('{"tools":{"email":true}}')
    expect(await doors.signIn('rest', { ...thief, password: newPassword })).not.toBeNull()
  })
}

test('B04: an address that a change planted gets no reset link, and its owner can throw it off', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const thief = await doors.verified()
  const { email } = doors.somebody()
  const secret = await doors.signIn('classic', thief)
  expect((await doors.do('classic', 'changeEmail', { ...thief, email }, { secret })).meaning).toBe('ok')
  const planted = await doors.ticket(email, 'verify-email')
  for (const door of Doors.having('askForReset').filter((each) => each !== 'device'))
    expect((await doors.do(door, 'askForReset', { email })).meaning).toBe('ok')
  await expect.poll(async () => (await mailbox.list(email)).length).toBeGreaterThan(1)
  const mails = await mailbox.list(email)
  expect(mails.filter(({ text }) => text.includes('/reset/'))).toEqual([])
  expect(mails[0]?.text).toContain(thief.username)

  const chosen = await doors.ticket(email, 'verify-email')
  expect(chosen).not.toBe(planted)
  for (const door of ['ticket', 'rest'] as const)
    for (const ticket of [planted, chosen])
      expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('dead')
  expect((await doors.do('form', 'disown', { ticket: chosen })).meaning).toBe('ok')
  for (const ticket of [planted, chosen])
    expect((await doors.do('ticket', 'confirm', { ticket })).meaning).toBe('dead')
  expect((await doors.do('classic', 'signIn', { ...thief, username: email })).meaning).toBe('wrong')

  const owner = { ...doors.somebody(), email }
  expect((await doors.do('classic', 'register', owner)).meaning).toBe('ok')
  const ticket = await doors.ticket(email, 'verify-email', mails)
  expect((await doors.do('rest', 'confirm', { ticket })).meaning).toBe('ok')
  expect(await doors.signIn('rest', owner)).not.toBeNull()
})

for (const door of Doors.having('spendReset')) {
  test(`B04: a change of address that waits is gone after its account's owner resets at ${door}`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    const victim = await doors.verified()
    const { email } = doors.somebody()
    const secret = await doors.signIn('form', victim)
    expect((await doors.do('form', 'changeEmail', { ...victim, email }, { secret })).meaning).toBe('ok')
    const waiting = await doors.ticket(email, 'verify-email')
    const ticket = await doors.resetTicket(victim.email)
    expect((await doors.do(door, 'spendReset', { ticket, newPassword })).meaning).toBe('ok')
    await expectTicketRefused(doors, waiting)
    expect(await doors.signIn('rest', { ...victim, password: newPassword })).not.toBeNull()
    expect(await doors.signIn('rest', { ...victim, email })).toBeNull()
  })
}

for (const proof of ['confirms', 'resets'] as const) {
  test(`B04: who had the address takes it back from a thief with the password, who ${proof} meanwhile`, async ({
    server,
    mailbox,
  }) => {
    const doors = new Doors(server.url, mailbox)
    const victim = await doors.verified()
    const { email } = doors.somebody()
    const secret = await doors.signIn('classic', victim)
    expect((await doors.do('classic', 'changeEmail', { ...victim, email }, { secret })).meaning).toBe('ok')
    await doors.verify(email)
    if (proof === 'resets') {
      const ticket = await doors.resetTicket(email)
      const chosen = { ticket, newPassword: 'chosen by the thief' }
      expect((await doors.do('rest', 'spendReset', chosen)).meaning).toBe('ok')
    }
    const password = proof === 'resets' ? 'chosen by the thief' : victim.password
    const thief = { ...victim, email, password }
    const kept = await doors.everywhere(thief)
    expect(await doors.live(kept)).toEqual([true, true, true, true, true])

    await undo(doors, await doors.ticket(victim.email, 'reset'))
    expect(await doors.live(kept)).toEqual(nobody)
    expect(await doors.signIn('classic', thief)).toBeNull()
    expect(await doors.signIn('rest', { ...victim, password: newPassword })).not.toBeNull()
    expect(await doors.signIn('rest', { ...thief, password: newPassword })).toBeNull()
  })
}

/** The form of a link that undoes has another button. */
async function undo(doors: Doors, ticket: string): Promise<void> {
  const form = await readForm({ url: `${doors.url}/reset/${ticket}` }, words('newPassword.sendUndo'))
  expect((await postForm(form, { newPassword })).headers.get('location')).toContain('address_restored')
}

test('B06: whose address somebody signed up with reads which name it is for, and throws it away', async ({
  server,
  mailbox,
}) => {
  const doors = new Doors(server.url, mailbox)
  const thief = doors.somebody()
  expect((await doors.do('ticket', 'register', thief)).meaning).toBe('ok')
  const ticket = await doors.ticket(thief.email, 'verify-email')
  const mail = await mailbox.nextWithLink(thief.email, '/verify-email/')
  const page = await send(`${server.url}/verify-email/${ticket}`, { headers: { 'accept-language': 'en' } })
  for (const text of [mail.text, page.text]) expect(text).toContain(thief.username)
  expect(page.text).toContain(words('confirm.disownSend'))
  // The button alone proves the mailbox, and not who chose the password.
  expect((await doors.do('form', 'confirm', { ticket })).meaning).toBe('wrong')
  expect((await doors.do('form', 'disown', { ticket })).meaning).toBe('ok')
  await expectTicketRefused(doors, ticket)
  for (const door of ['classic', 'ticket', 'rest', 'form'] as const)
    expect((await doors.do(door, 'signIn', thief)).meaning).toBe('wrong')
  const owner = { ...doors.somebody(), email: thief.email }
  expect((await doors.do('ticket', 'register', owner)).meaning).toBe('ok')
})

async function expectTicketRefused(doors: Doors, ticket: string): Promise<void> {
  const asked: readonly (readonly [DialectName, 'confirm' | 'spendReset'])[] = [
    ['ticket', 'confirm'],
    ['rest', 'confirm'],
    ['ticket', 'spendReset'],
    ['rest', 'spendReset'],
  ]
  for (const [door, verb] of asked) {
    const { meaning } = await doors.do(door, verb, { ticket, newPassword: 'chosen by a thief' })
    expect([door, verb, meaning]).toEqual([door, verb, 'dead'])
  }
}
