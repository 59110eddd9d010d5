'use server'

import * as locale from '@/lib/http/choose-locale'

export const chooseLocale = locale.chooseLocale
