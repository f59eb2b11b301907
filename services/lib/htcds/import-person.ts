/**
 * One row as one person: the profile of tier T1 for a draft, and identity and detail for later disclosures.
 * Invariant: a member that a profile needs and the row does not give gets the code for "not known", and is reported;
 * whose age is not known is presumed a child. CETS 197 art. 10(3); domain.md 5.
 */
import { hasCode } from '../contract/index.ts';
import type { JsonObject } from '../contract/index.ts';
import { ageBandOf } from './ages.ts';
import { coded } from './codes.ts';
import type { RowReader } from './reader.ts';
import { dateOf, partsOf, textOf } from './rows.ts';
import { ASSERTIONS_COLUMN, STATUS_COLUMN, readStatus } from './status.ts';

/** The schema's bounds (referral.submitted v1). */
const MOST = { languages: 8, needs: 16, services: 16, risks: 16, exploitation: 8, status: 8 } as const;
/** referral.disclosed v1. */
const DISCLOSED_MOST = {
  name: 100,
  identityNumber: 40,
  address: 300,
  phone: 40,
  narrative: 2400,
  detail: 1000,
  citizenship: 8,
  means: 20,
  labourSectors: 6,
  sexualExploitation: 4,
  relations: 6,
  methods: 8,
} as const;

export interface ReadPerson {
  readonly person: JsonObject;
  /** Members that hold the code for "not known" because the row says nothing. */
  readonly defaulted: readonly string[];
}

/** `own`: the row says that it was written here, so nothing is concluded beyond what stands there. */
export function profileOf(reader: RowReader, subject: string, today: string, own: boolean): ReadPerson {
  const defaulted: string[] = [];
  const or = (member: string, value: string | null, otherwise: string): string => {
    if (value !== null) return value;
    defaulted.push(member);
    return otherwise;
  };
  const languages = reader.coded(coded.languages, MOST.languages);
  if (languages.length === 0) defaulted.push('languages');
  const jurisdiction = reader.code('trm_Jurisdiction', 'jurisdictions');
  const guardian = reader.code('trm_GuardianKind', 'guardian-kinds');
  const person = {
    subject,
    ageBand: or('ageBand', ageBand(reader, today), 'age-in-doubt'),
    sex: or('sex', reader.coded(coded.sex, 1)[0] ?? null, 'not-specified'),
    languages: languages.length === 0 ? ['und'] : languages,
    ...(jurisdiction === null ? {} : { jurisdiction }),
    needs: reader.codes('trm_Needs', 'needs', MOST.needs),
    services: reader.coded(coded.services, MOST.services),
    risks: risks(reader),
    exploitation: exploitation(reader, own),
    status: status(reader),
    ...(guardian === null ? {} : { guardian: { kind: guardian } }),
  };
  return { person, defaulted };
}

function ageBand(reader: RowReader, today: string): string | null {
  const stated = reader.code('trm_AgeBand', 'age-band');
  if (stated !== null) return stated;
  const birthDate = dateOf(textOf(reader.cells.get('prs_Birthdate')));
  return birthDate === null ? null : ageBandOf(birthDate, today);
}

function risks(reader: RowReader): readonly JsonObject[] {
  const parts = partsOf(reader.cells.get('trm_Risks'));
  const read = parts.flatMap((part) => {
    const [code = '', level = '', ...rest] = part.split(':');
    return rest.length === 0 && hasCode('risks', code) && hasCode('risk-levels', level)
      ? [{ code, level }]
      : [];
  });
  if (read.length < parts.length) reader.report('trm_Risks', 'code-unknown');
  return reader.bounded('trm_Risks', read, MOST.risks);
}

function exploitation(reader: RowReader, own: boolean): readonly string[] {
  const codes = reader.coded(coded.exploitation, MOST.exploitation);
  // Elsewhere a kind of sexual exploitation may be ticked without the form itself.
  const implied =
    !own &&
    !codes.includes('sexual-exploitation') &&
    textOf(reader.cells.get('vic_TypeOfSexExploitation')) !== null;
  return implied
    ? reader.bounded('vic_TypeOfExploitation', [...codes, 'sexual-exploitation'], MOST.exploitation)
    : codes;
}

function status(reader: RowReader): readonly JsonObject[] {
  const { assertions, problem } = readStatus(reader.cells);
  if (problem !== 'none') {
    reader.report(problem === 'needs-attribution' ? STATUS_COLUMN : ASSERTIONS_COLUMN, problem);
  }
  return reader.bounded(ASSERTIONS_COLUMN, assertions, MOST.status);
}

/** Members of `referral.disclosed` by tier, without the subject; empty where the row has none. */
export function disclosuresOf(reader: RowReader): { readonly t2: JsonObject; readonly t3: JsonObject } {
  const t2 = {
    givenName: reader.text('prs_FirstName', DISCLOSED_MOST.name),
    familyName: reader.text('prs_SecondName', DISCLOSED_MOST.name),
    birthDate: reader.date('prs_Birthdate'),
    citizenship: reader.coded(coded.citizenship, DISCLOSED_MOST.citizenship),
    identityNumber: reader.text('prs_IdentityNumber', DISCLOSED_MOST.identityNumber),
    address: reader.text('prs_MailingStreet', DISCLOSED_MOST.address),
    phone: reader.text('prs_MobilePhone', DISCLOSED_MOST.phone),
  };
  const recruitment = given({
    relations: reader.coded(coded.relations, DISCLOSED_MOST.relations),
    methods: reader.coded(coded.methods, DISCLOSED_MOST.methods),
  });
  const t3 = {
    narrative: reader.text('hte_Description', DISCLOSED_MOST.narrative),
    health: reader.text('trm_Health', DISCLOSED_MOST.detail),
    exploitationDetail: reader.text('trm_ExploitationDetail', DISCLOSED_MOST.detail),
    means: reader.coded(coded.means, DISCLOSED_MOST.means),
    labourSectors: reader.coded(coded.labourSectors, DISCLOSED_MOST.labourSectors),
    sexualExploitation: reader.coded(coded.sexualExploitation, DISCLOSED_MOST.sexualExploitation),
    recruitment: Object.keys(recruitment).length === 0 ? null : recruitment,
  };
  return { t2: given(t2), t3: given(t3) };
}

function given(
  members: Readonly<Record<string, string | readonly string[] | JsonObject | null>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
