'use client'

import { useEffect } from 'react'

const pseudoClasses = [
  [/(?<!\\):hover/g, ':is([data-forced="hover"] *)'],
  [/(?<!\\):focus-visible/g, ':is([data-forced="focus"] :is(a, [type="submit"], input, select))'],
] as const

/** Repeats the page's own styles for what says by `data-forced` that it is hovered or has the focus. */
export function ForcedLooks() {
  useEffect(() => {
    // A font's address is relative to its style sheet, and the page has the font already.
    const rules = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => !(rule instanceof CSSFontFaceRule))
    const style = document.createElement('style')
    style.textContent = pseudoClasses.reduce<string>(
      (css, [pseudoClass, selector]) => css.replace(pseudoClass, selector),
      rules.map(({ cssText }) => cssText).join('\n'),
    )
    document.head.append(style)
    return () => style.remove()
  }, [])
  return null
}
