'use client'

import { buttonLooks } from '@/components/form/button-look'

const faultTexts = {
  en: {
    title: 'Something went wrong on our side',
    lead: 'What you saved before is safe. Try again. If that doesn’t help, come back a little later.',
    retry: 'Try again',
  },
  ru: {
    title: 'У нас что-то пошло не так',
    lead: 'Всё, что вы сохранили раньше, на месте. Попробуйте ещё раз, а если не поможет — чуть позже.',
    retry: 'Попробовать ещё раз',
  },
}

const updateTexts = {
  en: {
    title: 'The site was updated',
    lead: 'You opened this page before the update, so your last action had no effect. Reload the page and try again.',
    retry: 'Reload the page',
  },
  ru: {
    title: 'Сайт обновился',
    lead: 'Вы открыли эту страницу до обновления, поэтому последнее действие не сработало. Обновите страницу и попробуйте ещё раз.',
    retry: 'Обновить страницу',
  },
}

interface FaultViewProps {
  /** The page comes from an older build than the server. */
  isUpdated?: boolean
  retry: () => void
}

/** Contains both languages, because translations may be unavailable; the style sheet shows the right one. */
export function FaultView({ isUpdated = false, retry }: FaultViewProps) {
  const texts = isUpdated ? updateTexts : faultTexts
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-center gap-10 px-5 py-16 md:px-8"
    >
      {Object.entries(texts).map(([language, { title, lead, retry: retryLabel }]) => (
        <div key={language} lang={language} data-words={language} className="grid justify-items-start gap-4">
          <h1 className="font-display text-title font-bold tracking-tight text-balance">{title}</h1>
          <p className="max-w-text text-lead text-soft">{lead}</p>
          <button type="button" onClick={retry} className={buttonLooks.primary}>
            {retryLabel}
          </button>
        </div>
      ))}
    </main>
  )
}
