/**
 * One referral as rows of HTCDS 2.0, one per person, and our own columns beside them for what it merges or lacks.
 * Invariant: a standard column holds a value of the standard or nothing; with our columns the profile reads back the
 * same. IOM HTCDS 2.0; domain.md 5; schemas/README.md (crosswalks).
 */
import type { JsonObject } from '../contract/index.ts';
import { cellsOf, coded, htcdsOf } from './codes.ts';
import { NOBODY, PROFILE, exportColumns } from './fields.ts';
import { codesOf, objectOf, objectsOf, wordOf, type HeldReferral } from './held.ts';
import type { Cell, Row } from './rows.ts';
import { statusCells } from './status.ts';

type Cells = Readonly<Record<string, Cell | null>>;

export function toHtcds(held: HeldReferral): readonly Row[] {
  const shared = { ...contextCells(held), ...caseCells(held), ...referralCells(held) };
  return objectsOf(held.content['persons']).map((person) => {
    const subject = wordOf(person['subject']) ?? '';
    const disclosed = held.disclosed.get(subject) ?? {};
    return inOrder({
      ...shared,
      trm_Subject: subject,
      ...profileCells(person),
      ...identityCells(disclosed),
      ...detailCells(disclosed),
    });
  });
}

/** Empty cells are left out; the rest stands in the order of the columns. */
function inOrder(cells: Cells): Row {
  return Object.fromEntries(
    exportColumns.flatMap((column) => {
      const cell = cells[column] ?? null;
      return cell === null || cell === '' || (Array.isArray(cell) && cell.length === 0)
        ? []
        : [[column, cell]];
    }),
  );
}

function contextCells(held: HeldReferral): Cells {
  return {
    trm_Profile: PROFILE,
    trm_Footnote: held.footnote,
    trm_Reference: held.reference,
    trm_From: held.from.id,
    trm_To: held.to.id,
    trm_Urgency: held.urgency,
    trm_State: held.state,
    trm_ResponsibleBody: held.responsibleBody,
  };
}

const FOLLOWED_UP = new Set(['arrived', 'in-assistance']);
const CLOSED = new Set([
  'declined',
  'completed',
  'not-possible',
  'withdrawn',
  'withdrawal-confirmed',
  'expired',
  'entered-in-error',
  'sealed',
  'erased',
]);

/** HTCDS says how a case stands at one office, not how a referral stands between two. */
function caseStatus(state: string): string {
  if (state === 'redirected') return 'ClosedReferred';
  if (CLOSED.has(state)) return 'Closed';
  return FOLLOWED_UP.has(state) ? 'FollowUp' : 'Active';
}

function caseCells(held: HeldReferral): Cells {
  const { direction, from, to, content, submittedOn, acceptedOn } = held;
  const stage = wordOf(content['stage']);
  const reason = stage === null ? null : htcdsOf('stages', stage, 'Other');
  const text = wordOf(content['text']);
  const status = caseStatus(held.state);
  return {
    cas_Status: status,
    cas_ReasonForCaseClosure: status === 'Active' || status === 'FollowUp' ? null : held.reasons,
    cas_ReferringOrganisation: from.name,
    cas_ReferredOrganisation: to.name,
    ...(direction === 'sent'
      ? {
          cas_OutgoingReferralDate: submittedOn,
          cas_ReasonForOutgoingReferral: reason,
          cas_OutgoingReferralDetails: text,
        }
      : {
          cas_IncomingReferralDate: acceptedOn,
          cas_ReasonForIncomingReferral: reason,
          cas_IncomingReferralDetails: text,
        }),
  };
}

function referralCells({ content }: HeldReferral): Cells {
  const basis = objectOf(content['basis']);
  const contact = objectOf(content['contact']);
  const doNotContact = codesOf(content['doNotContact']);
  return {
    // A checkbox that is not ticked would say that the person was asked and refused.
    con_Consent: basis['kind'] === 'agreement' ? true : null,
    trm_BasisKind: wordOf(basis['kind']),
    trm_BasisBy: wordOf(basis['by']),
    trm_BasisOn: wordOf(basis['on']),
    trm_BasisReceiver: wordOf(basis['receiver']),
    trm_BasisPurposes: codesOf(basis['purposes']),
    trm_BasisAuthoriser: wordOf(basis['authoriser']),
    trm_BasisText: wordOf(basis['text']),
    trm_DoNotContact: 'doNotContact' in content && doNotContact.length === 0 ? NOBODY : doNotContact,
    trm_Stage: wordOf(content['stage']),
    trm_ContactFunction: wordOf(contact['function']),
    trm_ContactChannel: wordOf(contact['channel']),
  };
}

function profileCells(person: JsonObject): Cells {
  const sex = wordOf(person['sex']);
  return {
    trm_AgeBand: wordOf(person['ageBand']),
    ...cellsOf(coded.sex, sex === null ? [] : [sex]),
    ...cellsOf(coded.languages, codesOf(person['languages'])),
    trm_Jurisdiction: wordOf(person['jurisdiction']),
    trm_Needs: codesOf(person['needs']),
    ...cellsOf(coded.services, codesOf(person['services'])),
    trm_Risks: objectsOf(person['risks']).map(
      ({ code, level }) => `${wordOf(code) ?? ''}:${wordOf(level) ?? ''}`,
    ),
    ...cellsOf(coded.exploitation, codesOf(person['exploitation'])),
    ...statusCells(objectsOf(person['status'])),
    trm_GuardianKind: wordOf(objectOf(person['guardian'])['kind']),
  };
}

function identityCells(disclosed: JsonObject): Cells {
  return {
    prs_FirstName: wordOf(disclosed['givenName']),
    prs_SecondName: wordOf(disclosed['familyName']),
    prs_Birthdate: wordOf(disclosed['birthDate']),
    ...cellsOf(coded.citizenship, codesOf(disclosed['citizenship'])),
    prs_IdentityNumber: wordOf(disclosed['identityNumber']),
    prs_MobilePhone: wordOf(disclosed['phone']),
    prs_MailingStreet: wordOf(disclosed['address']),
  };
}

function detailCells(disclosed: JsonObject): Cells {
  const recruitment = objectOf(disclosed['recruitment']);
  return {
    ...cellsOf(coded.relations, codesOf(recruitment['relations'])),
    ...cellsOf(coded.methods, codesOf(recruitment['methods'])),
    ...cellsOf(coded.means, codesOf(disclosed['means'])),
    ...cellsOf(coded.labourSectors, codesOf(disclosed['labourSectors'])),
    ...cellsOf(coded.sexualExploitation, codesOf(disclosed['sexualExploitation'])),
    hte_Description: wordOf(disclosed['narrative']),
    trm_Health: wordOf(disclosed['health']),
    trm_ExploitationDetail: wordOf(disclosed['exploitationDetail']),
  };
}
