import { getFormatter, getTranslations } from 'next-intl/server'
import { NoPassword } from '@/components/entry/no-password'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/frame/badge'
import { Section } from '@/components/frame/section'
import type { FormAction, FormState } from '@/lib/form-state'
import type { ProfileAccount } from './profile-account'
import { Row, Rows } from './rows'

export interface DeviceRow {
  id: string
  /** The account's first device: it receives generated passwords. */
  isPrimary: boolean
  registeredAt: Date
  lastSeenAt: Date
}

interface DevicesSectionProps {
  devices: readonly DeviceRow[]
  forget: FormAction
  state?: FormState | undefined
  /** Without a password a device may be the only way in: it cannot be removed then. */
  account: Pick<ProfileAccount, 'hasPassword' | 'hasProvider'>
}

/** The app installations that the account knows. */
export async function DevicesSection({ devices, forget, state, account }: DevicesSectionProps) {
  const t = await getTranslations('profile')
  return (
    <Section title={t('devicesTitle')} lead={t('devices')} isEmpty={devices.length === 0}>
      {/* One form around all rows: its message must outlive the removed row. */}
      <ActionForm action={forget} state={state}>
        {devices.length > 0 && (
          <Rows>
            {devices.map((device) => (
              <Device key={device.id} device={device} canForget={account.hasPassword} />
            ))}
          </Rows>
        )}
      </ActionForm>
      {!account.hasPassword && devices.length > 0 && <NoPassword account={account} />}
    </Section>
  )
}

async function Device({ device, canForget }: { device: DeviceRow; canForget: boolean }) {
  const t = await getTranslations('profile')
  const format = await getFormatter()
  // The device dialect lists devices by UTC days.
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeZone: 'UTC' })
  const since = day(device.registeredAt)
  return (
    <Row
      title={t('deviceName', { date: since })}
      badge={device.isPrimary && <Badge tone="good">{t('devicePrimary')}</Badge>}
      facts={t('deviceSeen', { date: day(device.lastSeenAt) })}
    >
      {canForget && (
        <SubmitButton
          look="quiet"
          name="device"
          value={device.id}
          label={t('deviceForgetLabel', { date: since })}
          busy={t('deviceForgetting')}
        >
          {t('deviceForget')}
        </SubmitButton>
      )}
    </Row>
  )
}
