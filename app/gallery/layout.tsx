import './gallery.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { isGalleryOpen } from '@/lib/http/gallery'

export const metadata: Metadata = { robots: { index: false, follow: false } }

/** The gallery: closed in production unless `GALLERY` is on. */
export default function GalleryLayout({ children }: { children: ReactNode }) {
  if (!isGalleryOpen()) notFound()
  return children
}
