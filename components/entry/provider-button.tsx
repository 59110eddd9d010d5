import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '@/components/frame/button-link'
import { Notice } from '@/components/frame/notice'

/** Why signing in with the other provider failed. A query parameter names it. */
export const providerFaults = [
  'failed',
  'email_unverified',
  'unconfirmed',
  'too_many',
  'taken',
  'expired',
] as const
export type ProviderFault = (typeof providerFaults)[number]

/** A link, because signing in with the provider leaves this site. */
export async function ProviderButton({ provider }: { provider: string }) {
  const t = await getTranslations('provider')
  return (
    <div className="mt-6 grid gap-5">
      <p className="flex items-center gap-4 text-small text-soft before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        {t('or')}
      </p>
      <ButtonLink href="/login/provider" look="quiet">
        {t('continue', { provider })}
      </ButtonLink>
    </div>
  )
}

export async function ProviderNotice({ provider, fault }: { provider: string; fault: ProviderFault }) {
  const t = await getTranslations('provider')
  return <Notice tone="warning">{t(fault, { provider })}</Notice>
}
