'use server'

import * as locale from '@/lib/http/forms/choose-locale'

export const chooseLocale = locale.chooseLocale
