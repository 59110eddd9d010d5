'use client'

import { useId, useState } from 'react'
import { controlLook } from '@/components/fields/control-look'
import { buttonLooks } from '@/components/form/button-look'
import { useHasScript } from '@/components/form/has-script'
import type { ShownEndpoint } from './shown-endpoint'

interface TryCallProps {
  endpoint: Pick<ShownEndpoint, 'method' | 'sampleUrl' | 'needs' | 'request' | 'curl'>
  words: Record<
    'body' | 'token' | 'address' | 'send' | 'sending' | 'copy' | 'copied' | 'answer' | 'unreachable',
    string
  >
}

/** What curl keeps the session in; a token takes its place. */
const cookieJar = '-b cookies.txt -c cookies.txt'
const block = 'overflow-x-auto rounded-field p-3 font-mono text-small'

/** A call that can be edited, sent from here and copied as curl. Without script it shows the curl line. */
export function TryCall({ endpoint, words }: TryCallProps) {
  const [url, setUrl] = useState(endpoint.sampleUrl)
  const [body, setBody] = useState(endpoint.request ?? '')
  const [token, setToken] = useState('')
  const [answer, setAnswer] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [copied, setCopied] = useState<string | null>(null)
  const takesToken = endpoint.needs === 'bearer' || endpoint.needs === 'session'
  const curl = endpoint.curl
    .replace(endpoint.sampleUrl, () => url)
    .replace(/-d '.*'$/s, () => `-d '${oneLine(body).replaceAll("'", "'\\''")}'`)
    .replace('$TOKEN', () => token || '$TOKEN')
    .replace(cookieJar, () => (token ? `-H "Authorization: Bearer ${token}"` : cookieJar))

  async function send() {
    if (busy) return
    setBusy(true)
    setAnswer(await call({ method: endpoint.method, url, body, token }).catch(() => words.unreachable))
    setBusy(false)
  }

  /** There is no clipboard on a page that came without TLS from another machine; the line can still be marked. */
  async function copy() {
    try {
      await navigator.clipboard.writeText(curl)
      setCopied(curl)
    } catch {}
  }

  const line = <pre className={`${block} bg-field whitespace-pre-wrap`}>{curl}</pre>
  if (!useHasScript()) return line
  return (
    <div className="grid gap-3">
      <LabelledText label={words.address} value={url} change={setUrl} />
      {takesToken && <LabelledText label={words.token} value={token} change={setToken} />}
      {endpoint.request !== null && (
        <LabelledText
          label={words.body}
          value={body}
          change={setBody}
          rows={endpoint.request.split('\n').length}
        />
      )}
      {line}
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={send} aria-disabled={busy} className={buttonLooks.primary}>
          {busy ? words.sending : words.send}
        </button>
        <button type="button" onClick={copy} className={buttonLooks.quiet}>
          {copied === curl ? words.copied : words.copy}
        </button>
      </div>
      <output aria-label={words.answer}>
        {answer !== null && <pre className={`${block} border border-line bg-card`}>{answer}</pre>}
      </output>
    </div>
  )
}

interface LabelledTextProps {
  label: string
  value: string
  change: (value: string) => void
  /** Lines to show; one by default. */
  rows?: number
}

function LabelledText({ label, value, change, rows = 1 }: LabelledTextProps) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        rows={rows}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.target.value)}
        className={`${controlLook} font-mono text-small`}
      />
    </div>
  )
}

async function call(request: { method: string; url: string; body: string; token: string }): Promise<string> {
  const { pathname, search } = new URL(request.url, window.location.href)
  const headers = request.token ? { authorization: `Bearer ${request.token}` } : {}
  const body = request.method === 'GET' || request.body === '' ? null : request.body
  const answer = await fetch(pathname + search, { method: request.method, headers, body, redirect: 'manual' })
  const text = await answer.text()
  const shown = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return `${answer.status || 'redirect'}\n${shown}\n\n${pretty(text)}`
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function oneLine(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return body
  }
}
