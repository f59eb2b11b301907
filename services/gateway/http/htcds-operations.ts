/**
 * The exchange with other systems: addresses, roles, parameters, example. Routes and OpenAPI are made from it.
 * contract.md 4; domain.md 5.
 */
import type { JsonObject } from '../../lib/protocol/types.ts';
import type { LocalOperation } from './operations.ts';

export const exportReferral: LocalOperation = {
  id: 'referral.exported',
  method: 'GET',
  path: '/v1/referrals/{reference}/htcds',
  roles: ['liaison-officer', 'national-focal-point'],
  summary: 'One referral as rows of HTCDS 2.0 (JSON, CSV) or records of CTDC, as far as the token may see it',
};

export const draftFromRows: LocalOperation = {
  id: 'htcds.drafted',
  method: 'POST',
  path: '/v1/htcds-drafts',
  roles: ['case-worker', 'liaison-officer'],
  summary: 'Draft a referral from rows of HTCDS 2.0; says what could not be used and what is missing',
};

export const exportFormats = ['json', 'csv', 'ctdc-json'] as const;

/** Invented. Without a basis: one checkbox gives none. */
export const rowsExample: JsonObject = {
  to: 'al',
  urgency: 'routine',
  rows: [
    {
      prs_Gender: 'Feminine',
      prs_Birthdate: '2014-02-09',
      prs_PrimaryLanguage: 'sqi',
      vic_TypeOfExploitation: ['ForcedBegging'],
      spl_Type: ['SocialCare', 'Education'],
      con_Consent: true,
    },
  ],
};
