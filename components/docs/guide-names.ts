/** The guides, in the order in which they are listed. Each is a file under `app/docs/guides`. */
export const guideNames = ['apps', 'pages', 'operate', 'security', 'develop', 'benchmark', 'changes'] as const

export type GuideName = (typeof guideNames)[number]

export function isGuideName(name: string): name is GuideName {
  return guideNames.some((known) => known === name)
}
