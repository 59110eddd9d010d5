import { getFormatter, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/form/action-form'
import { Password } from '@/components/form/password'
import { SubmitButton } from '@/components/form/submit-button'
import { ButtonLink } from '@/components/frame/button-link'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import { NoPassword } from './no-password'
import { type ProviderFault, ProviderNotice } from './provider-door'

export interface IdentityRow {
  issuer: string
  provider: string
  email: string | null
  connectedAt: Date
}

export interface ProviderSectionProps {
  /** The provider that is offered here now. */
  provider: { name: string; issuer: string } | null
  identities: readonly IdentityRow[]
  hasPassword: boolean
  /** The password was shown: the way to the provider is open. */
  mayConnect: boolean
  fault: ProviderFault | null
  connect: FormAction
  disconnect: FormAction
  connectState?: FormState | undefined
  disconnectState?: FormState | undefined
}

/** Other services that open the account. */
export async function ProviderSection(props: ProviderSectionProps) {
  const { provider, identities, fault } = props
  const t = await getTranslations('provider')
  const isConnected = identities.some(({ issuer }) => issuer === provider?.issuer)
  return (
    <Section title={t('sectionTitle')} lead={t('section')}>
      {provider && fault && <ProviderNotice provider={provider.name} fault={fault} />}
      {identities.map((identity) => (
        <Connected key={identity.issuer} identity={identity} {...props} />
      ))}
      {provider && !isConnected && <Connect {...props} name={provider.name} />}
    </Section>
  )
}

async function Connected(props: ProviderSectionProps & { identity: IdentityRow }) {
  const { hasPassword, disconnect, disconnectState } = props
  const { issuer, provider, email, connectedAt } = props.identity
  const t = await getTranslations('provider')
  const date = (await getFormatter()).dateTime(connectedAt, { dateStyle: 'medium' })
  const sentence = email ? t('connectedAs', { provider, email }) : t('connected', { provider })
  return (
    <ActionForm action={disconnect} state={disconnectState}>
      <p className="wrap-anywhere">
        {sentence} <span className="text-small text-soft">{t('since', { date })}</span>
      </p>
      {hasPassword ? (
        <>
          <input type="hidden" name="issuer" value={issuer} />
          <Password name="currentPassword" />
          <div>
            <SubmitButton look="danger" busy={t('working')}>
              {t('disconnect')}
            </SubmitButton>
          </div>
        </>
      ) : (
        <p>{t('lastWay')}</p>
      )}
    </ActionForm>
  )
}

async function Connect(props: ProviderSectionProps & { name: string }) {
  const { name: provider, hasPassword, mayConnect, connect, connectState } = props
  const t = await getTranslations('provider')
  if (!hasPassword) return <NoPassword />
  return (
    <>
      {/* This form outlives the password that was given in it, so that its answer is still seen. */}
      <ActionForm action={connect} state={connectState} isOver={!mayConnect}>
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
