export const locales = ['en', 'ru'] as const
export type Locale = (typeof locales)[number]

export const policy = {
  resetTicketMinutes: 60,
  verifyTicketHours: 24,
  undoTicketHours: 72,
  registrationHours: 24,

  sessionIdleDays: 30,
  sessionTotalDays: 90,
  deviceSessionIdleDays: 180,
  deviceSessionTotalDays: 400,
  /** The minimum between two writes of a session's `lastUsedAt`. */
  sessionTouchMinutes: 60,
  /** How long expired sessions are kept. The device dialect uses them to list recovery tools. */
  expiredSessionDays: 90,
  sessionsPerAccount: 50,
  devicesPerAccount: 50,
  generatedPasswordHours: 24,
  /** The maximum for signing in at the provider, and again for entering the account's password afterwards. */
  providerMinutes: 10,

  /** Hash jobs that may wait for each hashing thread. Beyond this: "too busy". */
  waitingHashesPerThread: 32,
  waitingForDatabase: 250,
  tooBusyRetrySeconds: 2,
  /** A request that takes longer is answered "too busy". */
  requestSeconds: 10,
  requestHeadSeconds: 15,
  requestBodySeconds: 20,
  startRetryMillis: 1_000,
  /** After an uncaught error the process ends within this time, even with open requests. */
  faultStopMillis: 30_000,
  outageLogSeconds: 60,

  /** At most one mail per address and purpose in this time. */
  sameMailSeconds: 60,
  addressInUseMailHours: 24,
  mailGiveUpHours: 24,
  deliverySeconds: 30,
  /** The longest pause that a mail or push service may ask for. */
  longestPauseSeconds: 3_600,
  /** A worker waits this long if a service asks for a pause; for a longer one, the message returns to the queue. */
  pauseWaitSeconds: 10,
  /** The pause between low-priority mails of one worker while the server answers requests. */
  mailPauseMillis: 120,
  deadLetterDays: 14,

  pictureSidePixels: 512,
  waitingPictures: 16,
  /** Limits the memory of uploads: how many at once, and for how long each. */
  uploadsAtOnce: 8,
  uploadSeconds: 60,

  eventDays: 180,
  eventsPerAccount: 1_000,
  /** Failed attempts stored per account and day. The log has all. */
  failedAttemptEventsPerAccountEachDay: 20,
  waitingFailedAttempts: 1_000,
  failedAttemptWriteMillis: 500,
  eventsPerPage: 20,
  /** This many logins with wrong passwords on one server in this time look like password spraying. */
  sprayNames: 50,
  spraySeconds: 60,

  bodyBytes: 16 * 1024,
  bodyDepth: 8,
  bodyKeys: 64,
} as const

/**
 * Rate limits: `attempts` within `seconds` of the first one. A successful attempt is not counted where success costs
 * nothing. Counted in the database, so that all servers share the counters.
 */
export const limits = {
  /** Wrong passwords for one login, known or not (OWASP: slow down, never lock out). */
  signInForAccount: { attempts: 5, seconds: 15 * 60 },
  /** Additional attempts for a browser or network that has signed in to the account before. */
  signInFromKnownNetwork: { attempts: 20, seconds: 15 * 60 },
  signInFromNetwork: { attempts: 30, seconds: 5 * 60 },
  /** Wrong device identifiers for one login. They may be short: the document's sample is `2123`. */
  deviceForAccount: { attempts: 5, seconds: 3_600 },
  deviceFromKnownNetwork: { attempts: 20, seconds: 3_600 },
  provePassword: { attempts: 10, seconds: 15 * 60 },
  ticketFromNetwork: { attempts: 30, seconds: 10 * 60 },
  registerFromNetwork: { attempts: 10, seconds: 3_600 },
  /** New logins of the device dialect. High, because customers of a mobile carrier share an address. */
  newLoginFromNetwork: { attempts: 100, seconds: 3_600 },
  mailFromNetwork: { attempts: 20, seconds: 3_600 },
  /** Requested mails to one address. Beyond this, no mail is sent, with the same answer. */
  mailToAddressEachHour: { attempts: 3, seconds: 3_600 },
  mailToAddressEachDay: { attempts: 6, seconds: 24 * 3_600 },
  changeOfName: { attempts: 5, seconds: 3_600 },
  changeOfPassword: { attempts: 20, seconds: 3_600 },
  /** Password hashes for new logins. An app may send its first requests all at once. */
  firstPasswordFromNetwork: { attempts: 60, seconds: 10 * 60 },
  /** Sign-ins by device or session: they cost no hash, but each may store a row. */
  entryWithoutPassword: { attempts: 300, seconds: 3_600 },
  picturesOfAccount: { attempts: 20, seconds: 3_600 },
  recoveryToolsFromNetwork: { attempts: 10, seconds: 60 },
  pushToAccountEachHour: { attempts: 3, seconds: 3_600 },
  passwordsSetByAdmin: { attempts: 20, seconds: 3_600 },
} as const

export type LimitName = keyof typeof limits

export const knownNetworkDays = 90
