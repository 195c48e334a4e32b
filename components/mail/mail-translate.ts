/** The sentences of messages/<locale>/mail.json in the recipient's language. */
export type MailTranslate = (key: string, values?: Record<string, string | number>) => string;
