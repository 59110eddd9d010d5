const sizes = { large: 'size-24', title: 'size-16 md:size-20' }

interface PictureFrameProps {
  address: string
  alt: string
  size: keyof typeof sizes
  onError?: (() => void) | undefined
}

export function PictureFrame({ address, alt, size, onError }: PictureFrameProps) {
  return (
    // biome-ignore lint/performance/noImgElement: it has its size already, and next/image would only add script
    <img
      src={address}
      alt={alt}
      onError={onError}
      className={`${sizes[size]} shrink-0 rounded-round border border-line object-cover`}
    />
  )
}
