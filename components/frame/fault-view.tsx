'use client'

import { buttonLooks } from '@/components/form/button-look'

const faultWords = {
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

const updateWords = {
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
  /** Nothing is broken, but the page is of an older build than the server. */
  isUpdated?: boolean
  retry: () => void
}

/**
 * What stands in for a page that broke. Nothing on the server may be asked for words any more, so it holds
 * both languages and the style sheet shows the page's own.
 */
export function FaultView({ isUpdated = false, retry }: FaultViewProps) {
  const words = isUpdated ? updateWords : faultWords
  return (
    <main
      id="content"
      className="mx-auto grid w-full max-w-page grow content-center gap-10 px-5 py-16 md:px-8"
    >
      {Object.entries(words).map(([language, { title, lead, retry: again }]) => (
        <div key={language} lang={language} data-words={language} className="grid justify-items-start gap-4">
          <h1 className="font-display text-title font-bold tracking-tight text-balance">{title}</h1>
          <p className="max-w-text text-lead text-soft">{lead}</p>
          <button type="button" onClick={retry} className={buttonLooks.primary}>
            {again}
          </button>
        </div>
      ))}
    </main>
  )
}
