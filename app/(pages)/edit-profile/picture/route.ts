import { receivePicture } from '@/lib/http/receive-picture'

export const POST = receivePicture
