import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Notice } from '@/components/frame/notice'
import { TextLink } from '@/components/frame/text-link'
import { shownAddress } from '@/lib/shown-address'
import { InboxFilter } from './inbox-filter'
import { InboxList } from './inbox-list'
import type { InboxMail } from './inbox-mail'
import { InboxMessage, type MessageForm } from './inbox-message'

interface InboxViewProps {
  mails: readonly InboxMail[]
  /** The message named in the URL; it may no longer exist. */
  openId: string | null
  /** Shows only recipients that contain this text. */
  to?: string
  form?: MessageForm
  /** The component that loads new messages. */
  live?: ReactNode
}

/** The built-in inbox: a list and the open message. A phone shows one of them at a time. */
export async function InboxView({ mails, openId, to = '', form = 'html', live }: InboxViewProps) {
  const t = await getTranslations('inbox')
  const filter = to.toLowerCase()
  const shown = mails.filter((mail) =>
    [mail.to, shownAddress(mail.to)].some((address) => address.toLowerCase().includes(filter)),
  )
  const open = mails.find((mail) => mail.id === openId) ?? null
  const listLook = open ? 'hidden lg:grid' : 'grid'
  const headerLook = open ? 'sr-only lg:not-sr-only lg:grid' : 'grid'
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-start gap-6 px-5 py-8 md:px-8 md:py-10"
    >
      <div
        className={`${headerLook} items-center gap-x-10 gap-y-2 lg:grid-cols-[auto_minmax(0,1fr)] lg:border-b lg:border-line lg:pb-5`}
      >
        <h1 className="font-display text-title font-bold tracking-tight">{t('title')}</h1>
        <div className="max-w-text text-soft">
          <p>{t('lead')}</p>
          {live}
        </div>
      </div>
      {openId && !open && <Notice tone="warning">{t('gone')}</Notice>}
      {mails.length === 0 && <EmptyInbox />}
      {mails.length > 0 && (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,9fr)]">
          <div className={`${listLook} grid-cols-[minmax(0,1fr)] gap-4 lg:sticky lg:top-4`}>
            <InboxFilter to={to} mails={mails} />
            {shown.length === 0 && <p className="text-soft">{t('noneTo', { to })}</p>}
            {shown.length > 0 && <InboxList mails={shown} openId={open?.id ?? null} to={to} />}
          </div>
          {open ? (
            <InboxMessage mail={open} to={to} form={form} />
          ) : (
            <p className="hidden place-content-center rounded-card border border-dashed border-edge p-12 text-center text-soft lg:grid lg:min-h-96">
              {t('choose')}
            </p>
          )}
        </div>
      )}
    </main>
  )
}

async function EmptyInbox() {
  const t = await getTranslations('inbox')
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-edge px-6 py-16 text-center">
      <svg
        viewBox="0 0 48 40"
        className="h-14 w-16 text-edge"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M3 22 9 6h30l6 16v13H3z" />
        <path d="M3 22h13a8 8 0 0 0 16 0h13" />
      </svg>
      <p className="max-w-text">{t('empty')}</p>
      <p>
        <TextLink href="/register">{t('emptyRegister')}</TextLink>
      </p>
    </div>
  )
}
