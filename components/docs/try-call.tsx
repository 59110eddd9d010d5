'use client'

import { useId, useState } from 'react'
import { controlLook } from '@/components/fields/control-look'
import { buttonLooks } from '@/components/form/button-look'
import { useHasScript } from '@/components/form/has-script'
import type { ShownEndpoint } from './shown-endpoint'

interface TryCallProps {
  endpoint: Pick<ShownEndpoint, 'method' | 'sampleUrl' | 'needs' | 'request' | 'curl'>
  texts: Record<
    'body' | 'token' | 'address' | 'send' | 'sending' | 'copy' | 'copied' | 'answer' | 'unreachable',
    string
  >
}

/** curl's cookie options; a token replaces them. */
const cookieJar = '-b cookies.txt -c cookies.txt'
const block = 'overflow-x-auto rounded-field p-3 font-mono text-small'

/** A request that can be edited, sent and copied as curl. Without JavaScript it shows the curl command. */
export function TryCall({ endpoint, texts }: TryCallProps) {
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
    setAnswer(await call({ method: endpoint.method, url, body, token }).catch(() => texts.unreachable))
    setBusy(false)
  }

  /** Without TLS, browsers offer the clipboard only on localhost; the text can still be selected. */
  async function copy() {
    try {
      await navigator.clipboard.writeText(curl)
      setCopied(curl)
    } catch {}
  }

  const line = <pre className={`${block} bg-field whitespace-pre-wrap`}>{curl}</pre>
  if (!useHasScript()) return line
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <LabelledText label={texts.address} value={url} onChange={setUrl} />
      {takesToken && <LabelledText label={texts.token} value={token} onChange={setToken} />}
      {endpoint.request !== null && (
        <LabelledText
          label={texts.body}
          value={body}
          onChange={setBody}
          rows={endpoint.request.split('\n').length}
        />
      )}
      {line}
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={send} aria-disabled={busy} className={buttonLooks.primary}>
          {busy ? texts.sending : texts.send}
        </button>
        <button type="button" onClick={copy} className={buttonLooks.quiet}>
          {copied === curl ? texts.copied : texts.copy}
        </button>
      </div>
      <output aria-label={texts.answer}>
        {answer !== null && <pre className={`${block} border border-line bg-card`}>{answer}</pre>}
      </output>
    </div>
  )
}

interface LabelledTextProps {
  label: string
  value: string
  onChange: (value: string) => void
  rows?: number
}

function LabelledText({ label, value, onChange, rows = 1 }: LabelledTextProps) {
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
        onChange={(event) => onChange(event.target.value)}
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
