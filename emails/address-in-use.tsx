import { MailLayout } from './layout'
import type { MailLocale } from './locale'

export interface AddressInUseProps {
  locale: MailLocale
  address: string
  signInLink: string
  resetLink: string
}

const texts = {
  en: {
    subject: 'You already have a Latchkey account',
    heading: 'You already have an account',
    intro:
      'Someone, maybe you, tried to use this address for another account. It already belongs to yours, so nothing was changed.',
    address: 'Address',
    action: 'Sign in',
    forgotten: 'Forgot your password? Reset it',
    notYou: 'Not you? You don’t need to do anything: your account hasn’t changed.',
    footer: 'You received this email because someone tried to use this address for a Latchkey account.',
  },
  ru: {
    subject: 'У вас уже есть аккаунт Latchkey',
    heading: 'У вас уже есть аккаунт',
    intro:
      'Кто-то (возможно, вы) пытался указать этот адрес для другого аккаунта. С этим адресом у вас уже есть аккаунт, поэтому ничего не изменилось.',
    address: 'Адрес',
    action: 'Войти',
    forgotten: 'Забыли пароль? Сбросьте его',
    notYou: 'Это были не вы? Ничего делать не нужно: с вашим аккаунтом всё в порядке.',
    footer: 'Вы получили это письмо, потому что этот адрес пытались указать для аккаунта в Latchkey.',
  },
}

/** Tells the owner of an address that someone tried to use it. That person does not learn of the account. */
export function AddressInUse({ locale, address, signInLink, resetLink }: AddressInUseProps) {
  const t = texts[locale]
  return (
    <MailLayout
      locale={locale}
      preheader={t.intro}
      heading={t.heading}
      intro={t.intro}
      facts={[{ label: t.address, value: address }]}
      action={{ label: t.action, link: signInLink }}
      secondAction={{ label: t.forgotten, link: resetLink }}
      notes={[t.notYou]}
      footer={t.footer}
    />
  )
}

AddressInUse.subject = function subject({ locale }: AddressInUseProps): string {
  return texts[locale].subject
}

AddressInUse.PreviewProps = {
  locale: 'en',
  address: 'marina@example.org',
  signInLink: 'https://accounts.example.org/login',
  resetLink: 'https://accounts.example.org/reset',
} satisfies AddressInUseProps

export default AddressInUse
