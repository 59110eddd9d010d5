import { expect, type Page } from '@playwright/test'
import { wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button, expectFault, field, fill, link } from '@/e2e/support/pages/page-form'
import { goodPassword, unique } from '@/lib/testing/accounts'

const words = wordsOf('en')
const email = words('fields.email')
const username = words('fields.username')
const password = words('fields.password')

async function register(page: Page, values: { email: string; username: string; password: string }) {
  await fill(page, { [email]: values.email, [username]: values.username, [password]: values.password })
  await button(page, words('register.send')).click()
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled })

    test('every error is at its field, the first has the focus, and only the password is cleared', async ({
      page,
    }) => {
      await page.goto('/register')
      await register(page, { email: 'ada@nowhere', username: 'a b', password: 'short' })
      await expectFault(field(page, email), words('faults.email_invalid'))
      await expectFault(field(page, username), words('faults.username_characters'))
      await expectFault(field(page, password), words('faults.password_short', { min: 8 }))
      await expect(field(page, email)).toBeFocused()
      await expect(field(page, email)).toHaveValue('ada@nowhere')
      await expect(field(page, username)).toHaveValue('a b')
      await expect(field(page, password)).toHaveValue('')
      await expect(page).toHaveURL('/register')
    })
  })
}

test('an empty form asks for the required fields, and not for the username', async ({ page }) => {
  await page.goto('/register')
  await button(page, words('register.send')).click()
  await expectFault(field(page, email), words('faults.email_missing'))
  await expectFault(field(page, password), words('faults.password_missing'))
  await expect(field(page, username)).toHaveAttribute('aria-invalid', 'false')
})

test('each error of a name or a password has a message, which goes when it is fixed', async ({
  page,
  address,
}) => {
  const cases = [
    { username: 'ab', fault: words('faults.username_short'), at: username },
    { username: 'x'.repeat(33), fault: words('faults.username_long'), at: username },
    { username: 'Support', fault: words('faults.username_reserved'), at: username },
    { username: 'аdmіn_latin', fault: words('faults.username_characters'), at: username },
    { password: 'password123', fault: words('faults.password_common'), at: password },
    { password: 'я'.repeat(257), fault: words('faults.password_long'), at: password },
    { password: address, fault: words('faults.password_is_login'), at: password },
  ]
  await page.goto('/register')
  for (const { fault, at, ...typed } of cases) {
    await register(page, { email: address, username: unique('eve'), password: goodPassword, ...typed })
    // Cleared by this answer: the message may still be that of the previous one.
    await expect(field(page, password)).toHaveValue('')
    await expectFault(field(page, at), fault)
    await expect(field(page, at)).toBeFocused()
    await expect(field(page, at === username ? password : username)).toHaveAttribute('aria-invalid', 'false')
  }
})

test('a taken username offers to sign in with it; another one is accepted', async ({
  page,
  people,
  address,
}) => {
  const owner = await people.registered()
  await page.goto('/register')
  await register(page, { email: address, username: owner.username.toUpperCase(), password: goodPassword })
  await expectFault(field(page, username), words('faults.username_taken'))
  await expect(field(page, username)).toBeFocused()
  await expect(field(page, email)).toHaveValue(address)
  await expect(link(page, words('register.takenOffer'))).toHaveAttribute('href', '/login')
  await register(page, { email: address, username: unique('ada'), password: goodPassword })
  await expect(page).toHaveURL('/verify-email')
})

test('a taken address looks exactly like a free one, and its owner gets a mail', async ({
  page,
  people,
  mailbox,
  address,
}) => {
  const owner = await people.verified()
  const seen: string[] = []
  for (const tried of [address, owner.address]) {
    await page.goto('/register')
    await register(page, { email: tried, username: unique('eve'), password: 'four calm brown lizards' })
    await expect(page).toHaveURL('/verify-email')
    // With its countdown, the only part that changes with time.
    await expect(page.getByRole('button', { name: words('verify.send') })).toContainText('0:')
    const text = (await page.getByRole('main').textContent()) ?? ''
    seen.push(text.replaceAll(tried, '…').replace(/\d:\d\d/, '…'))
  }
  expect(seen[1]).toBe(seen[0])
  await mailbox.next(owner.address, /already have/)
  expect(await people.canSignIn(owner.address, owner.password)).toBe(true)
  expect(await people.canSignIn(owner.address, 'four calm brown lizards')).toBe(false)
})

test('a button shows the password and hides it again', async ({ page }) => {
  await page.goto('/register')
  await field(page, password).fill(goodPassword)
  await button(page, words('fields.showPassword')).click()
  await expect(field(page, password)).toHaveAttribute('type', 'text')
  await button(page, words('fields.hidePassword')).click()
  await expect(field(page, password)).toHaveAttribute('type', 'password')
  await expect(field(page, password)).toHaveValue(goodPassword)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('there is no button that needs it', async ({ page }) => {
    await page.goto('/register')
    await expect(button(page, words('register.send'))).toBeVisible()
    await expect(button(page, words('fields.showPassword'))).toHaveCount(0)
  })
})

test('pressing twice registers once', async ({ page, mailbox, address }) => {
  await page.goto('/register')
  await fill(page, { [email]: address, [username]: unique('ada'), [password]: goodPassword })
  await button(page, words('register.send')).dblclick()
  await expect(page).toHaveURL('/verify-email')
  await mailbox.nextWithLink(address, '/verify-email/')
  expect(await mailbox.list(address)).toHaveLength(1)
})

test('two users who register in one browser each have an account', async ({ page, people, mailbox }) => {
  const [first, second] = [unique('ada'), unique('bob')]
  for (const name of [first, second]) {
    await page.goto('/register')
    await register(page, { email: `${name}@example.com`, username: name, password: goodPassword })
    await expect(page).toHaveURL('/verify-email')
  }
  for (const name of [first, second]) {
    const ticket = await mailbox.nextTicket(`${name}@example.com`, '/verify-email/')
    await page.goto(`/verify-email/${ticket}`)
    await page.context().clearCookies()
    await page.reload()
    await field(page, password).fill(goodPassword)
    await button(page, words('confirm.send')).click()
    await expect(page.getByRole('status')).toHaveText(words('notices.verified'))
    expect(await people.canSignIn(name, goodPassword)).toBe(true)
  }
})

test('a signed-in user is redirected', async ({ page, context, people }) => {
  await people.signedIn(context)
  await page.goto('/register')
  await expect(page).toHaveURL('/edit-profile')
})
