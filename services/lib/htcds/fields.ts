/**
 * The 84 fields of IOM HTCDS 2.0 (its field sheet, the normative artefact) and the columns of our own beside them.
 * Invariant: a field that the standard has is never called unknown; drifting names of its form and its workbooks are
 * read, and only the name of the field sheet is written. github.com/UNMigration/HTCDS, 3c2f653.
 */
import type { ForeignRow } from './rows.ts';
import { isEmpty, key } from './rows.ts';
import type { Json } from '../contract/index.ts';

/** What a draft does with a field. */
export type Use =
  /** Fills the profile of tier T1. */
  | 'profile'
  /** Identity (T2) or detail (T3): a draft holds neither, a disclosure does. */
  | 'disclosure'
  /** One checkbox gives no basis. */
  | 'consent'
  /** Says where a case stands or who has it. */
  | 'case'
  | 'deprecated'
  /** This exchange has no member for it. */
  | 'none';

const SHEET: Readonly<Record<Use, string>> = {
  profile:
    'prs_Gender prs_PrimaryLanguage prs_SecondaryLanguage vic_TraffickingStatus vic_TraffickingStatusDecisionMakingOrg ' +
    'vic_TypeOfExploitation cas_IncomingReferralDetails cas_OutgoingReferralDetails spl_Type',
  disclosure:
    'prs_FirstName prs_SecondName prs_Birthdate prs_Citizenship prs_IdentityNumber prs_MobilePhone prs_MailingStreet ' +
    'vic_RelationshipToTrafficker vic_MethodOfRecruitment vic_MethodsOfControl vic_ForcedLabourIndustry ' +
    'vic_TypeOfSexExploitation hte_Description',
  consent: 'con_Consent',
  case:
    'cas_Status cas_ReasonForCaseClosure cas_CaseOwner cas_ReferringOrganisation cas_IncomingReferralDate ' +
    'cas_ReferringPrimaryCaseWorker cas_ReasonForIncomingReferral cas_ReferredOrganisation ' +
    'cas_ReferredPrimaryCaseWorker cas_ReasonForOutgoingReferral cas_OutgoingReferralDate',
  deprecated: 'vic_AgreementToManagePersonalData vic_Vulnerabilities vic_DetailsOfVulnerabilities',
  none:
    'org_Name org_ShippingCity org_ShippingCountry org_ShippingState org_ShippingStreet org_ShippingPostalCode ' +
    'org_ShippingLongitude org_ShippingLatitude org_Phone org_Type prs_Salutation prs_MiddleName prs_Deceased ' +
    'prs_MaritalStatus prs_NumberOfChildren prs_HighestLevelOfEducation prs_Title prs_Email prs_HomePhone ' +
    'prs_MailingCity prs_MailingCountry prs_MailingState prs_MailingPostalCode prs_MailingLongitude ' +
    'prs_MailingLatitude vic_AgeWhenTrafficked vic_RecruitmentWebsitesAndApps vic_LocationOfRecruitment ' +
    'vic_LocationOfExploitation vic_ExploitationWebsitesAndApps per_RoleInProcess per_RoleDetails per_Organisation ' +
    'cco_CaseComment hte_Longitude hte_Latitude hte_City hte_Country hte_State hte_Street hte_PostalCode hte_Date ' +
    'hte_Type spl_Objectives spl_ActionPlan spl_PlannedEndDate spl_ActualEndDate',
};

export const htcdsFields: ReadonlyMap<string, Use> = new Map(
  Object.entries(SHEET).flatMap(([use, names]) =>
    names.split(' ').map((name) => [name, use as Use] as const),
  ),
);

/** Which sheet the rest of a row follows; a row that says so was written here. */
export const PROFILE_COLUMN = 'trm_Profile';
export const PROFILE = 'htcds-2.0/trm-1';
/** An empty list that was decided, where an empty cell would mean that nobody has said anything. */
export const NOBODY = '(none)';

/** Tells of the referral as it stood; not read back. */
export const contextColumns = [
  PROFILE_COLUMN,
  'trm_Footnote',
  'trm_Reference',
  'trm_From',
  'trm_To',
  'trm_Urgency',
  'trm_State',
  'trm_ResponsibleBody',
  'trm_Subject',
] as const;

export const profileColumns = [
  'trm_AgeBand',
  'trm_Languages',
  'trm_Jurisdiction',
  'trm_Needs',
  'trm_Services',
  'trm_Risks',
  'trm_Exploitation',
  'trm_Status',
  'trm_GuardianKind',
] as const;

/** The same on each row. */
export const referralColumns = [
  'trm_BasisKind',
  'trm_BasisBy',
  'trm_BasisOn',
  'trm_BasisReceiver',
  'trm_BasisPurposes',
  'trm_BasisAuthoriser',
  'trm_BasisText',
  'trm_DoNotContact',
  'trm_Stage',
  'trm_ContactFunction',
  'trm_ContactChannel',
] as const;

export const disclosureColumns = [
  'trm_Citizenship',
  'trm_Health',
  'trm_ExploitationDetail',
  'trm_Means',
  'trm_LabourSectors',
  'trm_RecruiterRelations',
] as const;

/** Every column that an export can hold, in its order: a header tells nothing of the person below it. */
export const exportColumns: readonly string[] = [
  ...contextColumns,
  ...namesOf('disclosure'),
  ...namesOf('profile'),
  ...namesOf('case').filter((name) => !/CaseOwner|CaseWorker/.test(name)),
  'con_Consent',
  ...profileColumns,
  ...referralColumns,
  ...disclosureColumns,
];

function namesOf(use: Use): readonly string[] {
  return [...htcdsFields].flatMap(([name, of]) => (of === use ? [name] : []));
}

/** What no rule of spelling explains: the workbook of version 2.0 (sic). */
const MISSPELT: Readonly<Record<string, string>> = {
  vic_TraffickinStatusDecisionMakingOrg: 'vic_TraffickingStatusDecisionMakingOrg',
};

const canonical: ReadonlyMap<string, string> = new Map([
  ...[...htcdsFields.keys(), ...exportColumns].map((name) => [key(name), name] as const),
  ...Object.entries(MISSPELT).map(([name, meant]) => [key(name), meant] as const),
]);

/** `prs_First_Name`, `vic_Methods_of_Control` and the like; null for a column that the standard does not have. */
export function canonicalName(name: string): string | null {
  return canonical.get(key(name)) ?? null;
}

export interface NamedRow {
  readonly cells: ReadonlyMap<string, Json>;
  readonly unknown: boolean;
  /** Columns that came under two names with two values; the first is kept. */
  readonly twice: readonly string[];
}

export function named(row: ForeignRow): NamedRow {
  const cells = new Map<string, Json>();
  const twice: string[] = [];
  let unknown = false;
  for (const [name, cell] of Object.entries(row)) {
    const column = canonicalName(name);
    if (column === null) {
      unknown ||= !isEmpty(cell);
      continue;
    }
    const held = cells.get(column);
    if (held === undefined || isEmpty(held)) cells.set(column, cell);
    else if (!isEmpty(cell) && JSON.stringify(held) !== JSON.stringify(cell)) twice.push(column);
  }
  return { cells, unknown, twice };
}

const LABELS_AT_LEAST = 3;

/** The workbooks have a second header row with labels ("First Name"). */
export function isLabelRow({ cells }: NamedRow): boolean {
  const labels = [...cells].filter(
    ([column, cell]) => typeof cell === 'string' && key(cell) === key(column.replace(/^[a-z]+_/, '')),
  );
  return labels.length >= LABELS_AT_LEAST;
}
