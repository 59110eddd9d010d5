const shape =
  'relative inline-flex min-h-11 max-w-full cursor-pointer items-center justify-center rounded-round border px-7.5 py-2 text-center font-medium transition-colors aria-disabled:cursor-default aria-disabled:opacity-70'

/** All have a border, because forced-colours mode removes the fill. */
export const buttonLooks = {
  primary: `${shape} border-transparent bg-accent text-on-accent hover:bg-accent-deep`,
  quiet: `${shape} border-edge text-ink hover:border-accent hover:text-accent`,
  danger: `${shape} border-fault text-fault hover:bg-fault-wash`,
}

export type ButtonLook = keyof typeof buttonLooks
