/** Public door of `platform/mail`: the only place that knows nodemailer. */
export { type MailerOptions, openMailer } from './mailer.ts';
export type { Mail, Mailer } from './port.ts';
