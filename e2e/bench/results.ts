import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'

interface Sample {
  readonly subject: string
  readonly measure: string
  readonly unit: string
  readonly value: number
}

export class Results {
  private readonly samples: Sample[] = []

  add(subject: string, measure: string, unit: string, value: number): void {
    this.samples.push({ subject, measure, unit, value })
    const load = (loadavg()[0] ?? 0).toFixed(1)
    console.error(`[load ${load}] ${subject} · ${measure}: ${shown(value)} ${unit}`)
  }

  /** Prints a table with the median and spread of the rounds, and writes everything as JSON. */
  print(file: string): void {
    const rows = [...new Set(this.samples.map(keyOf))].map((key) => {
      const same = this.samples.filter((sample) => keyOf(sample) === key)
      const values = same.map(({ value }) => value).sort((a, b) => a - b)
      const [subject = '', measure = '', unit = ''] = key.split('\t')
      const median = values[Math.floor((values.length - 1) / 2)] ?? 0
      return { subject, measure, unit, median, least: values[0] ?? 0, most: values.at(-1) ?? 0 }
    })
    console.log('| what | of | median | least | most | unit |\n|---|---|---|---|---|---|')
    for (const { subject, measure, unit, median, least, most } of rows)
      console.log(
        `| ${measure} | ${subject} | ${shown(median)} | ${shown(least)} | ${shown(most)} | ${unit} |`,
      )
    mkdirSync('test-results', { recursive: true })
    writeFileSync(file, JSON.stringify({ node: process.version, rows, samples: this.samples }, null, 2))
  }
}

function keyOf({ subject, measure, unit }: Sample): string {
  return [subject, measure, unit].join('\t')
}

function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3)
}
