import { expect, type Page } from '@playwright/test'
import { type Words, wordsOf } from '@/e2e/support/channels/words'
import { test } from '@/e2e/support/fixtures/page-test'
import { button } from '@/e2e/support/pages/page-form'

/** 1280 by 1024 pixels at 400 % (WCAG 2.2, 1.4.10). */
const zoomed = { width: 320, height: 256 }

/** Nothing is wider than the window, and every control is entirely inside; outside of prose, targets are at least 44 px. */
async function expectNothingLost(page: Page, state: string): Promise<void> {
  const found = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth
    const controls = [...document.querySelectorAll('a, button, input, select')].filter(
      (control) => control.checkVisibility() && !control.matches('.sr-only'),
    )
    const cutOff = controls.filter((control) => {
      const { left, right, width, height } = control.getBoundingClientRect()
      const isInProse = getComputedStyle(control).display === 'inline'
      return left < 0 || right > innerWidth || width === 0 || height < (isInProse ? 1 : 44)
    })
    return { wide, controls: controls.length, lost: cutOff.map((control) => control.outerHTML.slice(0, 120)) }
  })
  expect(found.wide, state).toBeLessThanOrEqual(0)
  expect(found.controls, state).toBeGreaterThan(3)
  expect(found.lost, state).toEqual([])
}

for (const locale of ['en-GB', 'ru-RU']) {
  test.describe(`at 400 % in ${locale}`, () => {
    test.use({ locale, viewport: zoomed })

    test('nothing is lost on any page, with long names and errors', async ({
      page,
      context,
      words,
      people,
      mailbox,
    }) => {
      const address = `wolfeschlegelsteinhausenbergerdorff.${Date.now()}@a-very-long-name-of-a-domain.example.com`
      const person = await people.registered({ address })
      const ticket = await mailbox.nextTicket(address, '/verify-email/')
      const paths = [
        '/login?notice=password_changed',
        '/register',
        '/reset',
        '/verify-email',
        `/verify-email/${ticket}`,
        `/reset/${ticket}`,
        `/reset/${'A'.repeat(43)}`,
        '/nowhere',
      ]
      for (const path of paths) {
        await page.goto(path)
        await expectNothingLost(page, path)
      }
      await expectFaultsFit(page, words)
      expect(person.address).toBe(address)
      const member = await people.signedIn(context)
      await people.newSession(member)
      await page.goto('/edit-profile')
      await expect(page).toHaveURL('/edit-profile')
      await expectNothingLost(page, 'profile')
    })
  })
}

async function expectFaultsFit(page: Page, words: Words): Promise<void> {
  await page.goto('/register')
  await button(page, words('register.send')).click()
  await expect(page.getByText(words('faults.email_missing'))).toBeVisible()
  await expectNothingLost(page, 'register with faults')
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing turns or glides', async ({ page }) => {
    const words = wordsOf('en')
    await page.goto('/login')
    const send = button(page, words('login.send'))
    const seconds = await send.evaluate((element) => getComputedStyle(element).transitionDuration)
    expect(Number.parseFloat(seconds)).toBeLessThan(0.001)
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/login', async (route) => {
      await held
      await route.continue()
    })
    await send.click()
    const busy = button(page, words('login.sending'))
    await expect(busy).toBeVisible()
    // Finished animations may still be listed; a spinner has no end.
    const lasting = await page.evaluate(() =>
      document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime)),
    )
    expect(lasting.filter((millis) => millis > 1)).toEqual([])
    answer()
    await expect(page.getByText(words('faults.wrong_credentials'))).toBeVisible()
  })
})

test('a button keeps its size while it is busy', async ({ page }) => {
  const words = wordsOf('en')
  await page.goto('/login')
  const send = button(page, words('login.send'))
  const form = page.locator('main form')
  const [atRest, around] = [await send.boundingBox(), await form.boundingBox()]
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/login', async (route) => {
    await held
    await route.continue()
  })
  await send.click()
  const busy = button(page, words('login.sending'))
  expect(await busy.boundingBox()).toEqual(atRest)
  expect(await form.boundingBox()).toEqual(around)
  answer()
  await expect(page.getByText(words('faults.wrong_credentials'))).toBeVisible()
})
