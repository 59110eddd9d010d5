import type { FailureCode } from '@/lib/account/failure'

interface Wording {
  readonly status: number
  readonly field?: 'email' | 'password' | 'firstName' | 'lastName'
  readonly ru: string
  readonly en: string
}

const malformed: Wording = { status: 400, ru: 'Некорректный запрос.', en: 'The request is malformed.' }
const badTicket: Wording = {
  status: 400,
  ru: 'Ссылка недействительна или устарела. Запросите новую.',
  en: 'The link is invalid or has expired. Please ask for a new one.',
}

/** Requests have no username, phone or picture, so their failures are `malformed`. */
export const restFailures: Record<FailureCode, Wording> = {
  malformed,
  cross_site: {
    status: 403,
    ru: 'Запрос с чужого сайта отклонён: смотрите APP_URL и ALLOWED_ORIGINS.',
    en: 'Requests from other sites are refused: see APP_URL and ALLOWED_ORIGINS.',
  },
  username_missing: malformed,
  username_short: malformed,
  username_long: malformed,
  device_id_invalid: malformed,
  username_characters: malformed,
  username_reserved: malformed,
  username_taken: malformed,
  email_missing: { status: 400, field: 'email', ru: 'Укажите email.', en: 'Please give an email.' },
  email_invalid: { status: 400, field: 'email', ru: 'Некорректный email.', en: 'This is not a valid email.' },
  email_taken: {
    status: 400,
    field: 'email',
    ru: 'Этот email уже используется.',
    en: 'This email is in use.',
  },
  email_unchanged: {
    status: 400,
    field: 'email',
    ru: 'Это текущий email.',
    en: 'This is the current email.',
  },
  login_not_address: {
    status: 400,
    field: 'email',
    ru: 'Некорректный email.',
    en: 'This is not a valid email.',
  },
  password_missing: { status: 400, field: 'password', ru: 'Укажите пароль.', en: 'Please give a password.' },
  password_short: {
    status: 400,
    field: 'password',
    ru: 'Пароль слишком короткий: нужно не меньше {min} символов.',
    en: 'The password is too short: it needs at least {min} characters.',
  },
  password_long: {
    status: 400,
    field: 'password',
    ru: 'Пароль слишком длинный: не больше 256 символов.',
    en: 'The password is too long: at most 256 characters.',
  },
  password_common: {
    status: 400,
    field: 'password',
    ru: 'Этот пароль слишком распространён. Выберите другой.',
    en: 'This password is too common. Please choose another.',
  },
  password_is_login: {
    status: 400,
    field: 'password',
    ru: 'Пароль не должен совпадать с email.',
    en: 'The password must not be the email.',
  },
  passwords_differ: {
    status: 400,
    field: 'password',
    ru: 'Пароли не совпадают.',
    en: 'The passwords differ.',
  },
  first_name_invalid: {
    status: 400,
    field: 'firstName',
    ru: 'Укажите имя: до 64 символов, без ссылок.',
    en: 'Please give a first name: up to 64 characters, without links.',
  },
  last_name_invalid: {
    status: 400,
    field: 'lastName',
    ru: 'Укажите фамилию: до 64 символов, без ссылок.',
    en: 'Please give a last name: up to 64 characters, without links.',
  },
  phone_invalid: malformed,
  gender_invalid: malformed,
  region_invalid: malformed,
  locale_invalid: malformed,
  picture_missing: malformed,
  picture_too_large: malformed,
  picture_unreadable: malformed,
  picture_too_small: malformed,
  picture_too_many_pixels: malformed,
  wrong_credentials: { status: 401, ru: 'Неверный email или пароль.', en: 'Wrong email or password.' },
  wrong_password: { status: 401, ru: 'Неверный пароль.', en: 'Wrong password.' },
  account_used: { status: 409, ru: 'Аккаунт уже занят.', en: 'The account is in use.' },
  no_tools: { status: 404, ru: 'Восстановить пароль нечем.', en: 'There is no way to recover the password.' },
  tool_not_available: {
    status: 400,
    ru: 'Этот способ восстановления недоступен.',
    en: 'This way of recovery is not available.',
  },
  admin_only: { status: 403, ru: 'Только для администраторов.', en: 'For administrators only.' },
  login_unknown: { status: 404, ru: 'Такого пользователя нет.', en: 'No such user.' },
  email_not_verified: {
    status: 403,
    ru: 'Email не верифицирован. Проверьте вашу почту.',
    en: 'The email is not verified. Please check your mail.',
  },
  ticket_unknown: badTicket,
  ticket_expired: badTicket,
  ticket_spent: badTicket,
  provider_email_unverified: {
    status: 400,
    ru: 'Адрес не подтверждён у провайдера.',
    en: 'The provider has not verified the address.',
  },
  identity_taken: {
    status: 400,
    ru: 'Уже подключено к другому аккаунту.',
    en: 'This is connected to another account.',
  },
  last_way_in: { status: 400, ru: 'Это единственный способ войти.', en: 'This is the only way in.' },
  link_expired: { status: 400, ru: 'Время вышло.', en: 'This took too long.' },
  session_unknown: { status: 404, ru: 'Сессия не найдена.', en: 'No such session.' },
  signed_out: { status: 401, ru: 'Требуется авторизация.', en: 'Please sign in.' },
  other_account: { status: 400, ru: 'Это другой аккаунт.', en: 'This is another account.' },
  not_found: { status: 404, ru: 'Такого адреса нет.', en: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, ru: 'Метод не поддерживается.', en: 'This method is not supported.' },
  too_many_requests: {
    status: 429,
    ru: 'Слишком много запросов. Повторите через {seconds} с.',
    en: 'Too many requests. Please try again in {seconds} s.',
  },
  too_busy: {
    status: 503,
    ru: 'Сервер перегружен. Повторите через {seconds} с.',
    en: 'The server is busy. Please try again in {seconds} s.',
  },
  server_fault: {
    status: 500,
    ru: 'Ошибка сервера. Повторите позже.',
    en: 'Server error. Please try again later.',
  },
}
