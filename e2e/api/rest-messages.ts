/** The messages of rest, in Russian as in its document and in English. */
export type LocalizedText = readonly [ru: string, en: string]

export const messages = {
  registered: [
    'Регистрация успешна. Пожалуйста, проверьте вашу почту для верификации аккаунта.',
    'Registration successful. Please check your email to verify your account.',
  ],
  resetSent: [
    'Инструкция по сбросу пароля отправлена на ваш email.',
    'Password reset instructions have been sent to your email.',
  ],
  changed: [
    'Пароль успешно изменен. Теперь вы можете войти с новым паролем.',
    'Password changed. You can now sign in with the new password.',
  ],
  verified: [
    'Email успешно верифицирован. Теперь вы можете войти в систему.',
    'Email verified. You can now sign in.',
  ],
  resent: [
    'Новое письмо для верификации отправлено на ваш email.',
    'A new verification email has been sent.',
  ],
  malformed: ['Некорректный запрос.', 'The request is malformed.'],
  noEmail: ['Укажите email.', 'Please give an email.'],
  badEmail: ['Некорректный email.', 'This is not a valid email.'],
  noPassword: ['Укажите пароль.', 'Please give a password.'],
  short: [
    'Пароль слишком короткий: нужно не меньше 6 символов.',
    'The password is too short: it needs at least 6 characters.',
  ],
  long: [
    'Пароль слишком длинный: не больше 256 символов.',
    'The password is too long: at most 256 characters.',
  ],
  common: [
    'Этот пароль слишком распространён. Выберите другой.',
    'This password is too common. Please choose another.',
  ],
  isLogin: ['Пароль не должен совпадать с email.', 'The password must not be the email.'],
  firstName: [
    'Укажите имя: до 64 символов, без ссылок.',
    'Please give a first name: up to 64 characters, without links.',
  ],
  lastName: [
    'Укажите фамилию: до 64 символов, без ссылок.',
    'Please give a last name: up to 64 characters, without links.',
  ],
  wrong: ['Неверный email или пароль.', 'Wrong email or password.'],
  unverified: [
    'Email не верифицирован. Проверьте вашу почту.',
    'The email is not verified. Please check your mail.',
  ],
  badTicket: [
    'Ссылка недействительна или устарела. Запросите новую.',
    'The link is invalid or has expired. Please ask for a new one.',
  ],
  badMethod: ['Метод не поддерживается.', 'This method is not supported.'],
  notFound: ['Такого адреса нет.', 'There is nothing at this address.'],
} as const
