import { getFormatter, getTranslations } from 'next-intl/server'
import { NoPassword } from '@/components/entry/no-password'
import { type ProviderFault, ProviderNotice } from '@/components/entry/provider-button'
import { Password } from '@/components/fields/password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { ButtonLink } from '@/components/frame/button-link'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { shownAddress } from '@/lib/shown-address'
import type { ProfileAccount } from './profile-account'

export interface IdentityRow {
  issuer: string
  provider: string
  email: string | null
  connectedAt: Date
}

export interface ProviderSectionProps {
  /** The provider that is configured now. */
  provider: { name: string; issuer: string } | null
  identities: readonly IdentityRow[]
  account: Pick<ProfileAccount, 'hasPassword' | 'hasProvider'>
  /** The password was confirmed: the provider may be connected. */
  mayConnect: boolean
  fault: ProviderFault | null
  connect: FormAction
  disconnect: FormAction
  connectState?: FormState | undefined
  disconnectState?: FormState | undefined
}

export async function ProviderSection(props: ProviderSectionProps) {
  const { provider, identities, fault, account, disconnect, disconnectState } = props
  const t = await getTranslations('provider')
  if (!provider && identities.length === 0) return null
  const isConnected = identities.some(({ issuer }) => issuer === provider?.issuer)
  return (
    <Section title={t('sectionTitle')} lead={t('section')}>
      {provider && fault && <ProviderNotice provider={provider.name} fault={fault} />}
      {/* One form for all: its message must outlive the removed identity. */}
      <ActionForm action={disconnect} state={disconnectState}>
        {identities.map((identity) => (
          <Connected key={identity.issuer} identity={identity} />
        ))}
        {identities.length > 0 && account.hasPassword && <Disconnect identities={identities} />}
        {identities.length > 0 && !account.hasPassword && <p>{t('lastWay')}</p>}
      </ActionForm>
      {provider && !isConnected && <Connect {...props} name={provider.name} />}
    </Section>
  )
}

async function Connected({ identity }: { identity: IdentityRow }) {
  const { provider, email, connectedAt } = identity
  const t = await getTranslations('provider')
  const date = (await getFormatter()).dateTime(connectedAt, { dateStyle: 'medium', timeZone: 'UTC' })
  const sentence = email
    ? t('connectedAs', { provider, email: shownAddress(email) })
    : t('connected', { provider })
  return (
    <p className="wrap-anywhere">
      {sentence} <span className="text-small text-soft">{t('since', { date })}</span>
    </p>
  )
}

async function Disconnect({ identities }: Pick<ProviderSectionProps, 'identities'>) {
  const t = await getTranslations('provider')
  return (
    <>
      <Password name="currentPassword" />
      <div className="flex flex-wrap gap-3">
        {identities.map(({ issuer, provider }) => (
          <SubmitButton key={issuer} look="danger" name="issuer" value={issuer} busy={t('working')}>
            {identities.length > 1 ? t('disconnectOne', { provider }) : t('disconnect')}
          </SubmitButton>
        ))}
      </div>
    </>
  )
}

async function Connect(props: ProviderSectionProps & { name: string }) {
  const { name: provider, account, mayConnect, connect, connectState } = props
  const t = await getTranslations('provider')
  if (!account.hasPassword) return <NoPassword account={account} />
  return (
    <>
      {/* The form stays after the password is confirmed, so that its message is still shown. */}
      <ActionForm action={connect} state={connectState} isSuccessStale={!mayConnect}>
        {!mayConnect && (
          <>
            <Password name="currentPassword" />
            <div>
              <SubmitButton busy={t('working')}>{t('connect', { provider })}</SubmitButton>
            </div>
          </>
        )}
      </ActionForm>
      {mayConnect && (
        <div className="grid justify-items-start gap-4">
          <p>{t('ready', { provider })}</p>
          <ButtonLink href="/login/provider?connect">{t('go', { provider })}</ButtonLink>
        </div>
      )}
    </>
  )
}
